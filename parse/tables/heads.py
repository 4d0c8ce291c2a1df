"""The header of a table: how many rows it has, and the path of labels above each column."""

from __future__ import annotations

import re

from ...text.numerals import NUMERAL_CHARACTERS
from ...text.patterns import pattern
from ...text.source import Span
from ..model import Label
from .grid import Row

JOIN = " / "
"""What joins the labels of row and column in a cell's header, outermost first, the column's labels last."""

_VALUE = pattern(
    rf"\A(?!\d{{4}}\s*年\Z)(?:[\d.,%‰\-~+<>≤≥\s]+[{NUMERAL_CHARACTERS}]?[元分人名天日年月次%]?(?:以[上下内])?|免费|免收|不收费?|[无/\-]+)\Z"
)
_SENTENCE = re.compile(r"[。;;!?]")
_MOST = 4
"""Rows of a header."""
_SPACES_INSIDE = re.compile(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])|\s*\n\s*")


def without_spaces(printed: str) -> str:
    """Return a label or a caption as one line, without the spaces that a layout puts between its characters."""
    return _SPACES_INSIDE.sub("", printed)


def is_value(cell: str) -> bool:
    """Tell whether a cell's folded text is a bare value: a number, 免费, a dash."""
    return _VALUE.match(cell) is not None


def header_depth(folded: str, rows: list[Row]) -> int:
    """Return how many rows at the top name the columns.

    None where the first row holds a bare value in a column of values; more than one where a row leaves columns to the
    rows above and names parts of others: columns that no row above names, or such as hold values further down.
    """

    def valued(row: Row, column: int) -> bool:
        return column in row and is_value(row[column][0].of(folded))

    columns = {c for row in rows[1:] for c in row if valued(row, c)}
    if any(valued(rows[0], c) for c in columns):
        return 0
    depth, known = 1, set(rows[0])
    while depth < min(_MOST, len(rows) - 1) and _names_parts(folded, rows[depth], known, columns):
        known |= set(rows[depth])
        depth += 1
    return depth


def _names_parts(folded: str, row: Row, known: set[int], values: set[int]) -> bool:
    words = [cell[0].of(folded) for cell in row.values()]
    if known <= set(row) or any(is_value(cell) or _SENTENCE.search(cell) for cell in words):
        return False
    return bool(set(row) - known) or (min(row) > 0 and set(row) <= values)


def column_labels(text: str, header: list[Row]) -> dict[int, tuple[Label, ...]]:
    """Return the labels above each column that has any, the outermost first.

    A label stands above the columns to its right that have none in its row, as far as the label above it stands.
    """
    width = max((max(row) for row in header), default=-1) + 1
    paths: dict[int, tuple[Label, ...]] = {}
    groups = [0] * width  # columns of one number stand under the same label
    for row in header:
        label, group, left = None, -1, -1
        for column in range(width):
            if groups[column] != left:
                label, left = None, groups[column]
            if column in row:
                label = joined(text, row[column])
                group = column
            if label:
                paths[column] = (*paths.get(column, ()), label)
                groups[column] = width * (left + 1) + group
    return paths


def joined(text: str, pieces: list[Span]) -> Label:
    """Return the label that the pieces of a cell make."""
    words = "".join(without_spaces(piece.of(text).strip()) for piece in pieces)
    return Label(words.replace(JOIN, "/"), tuple(pieces))
