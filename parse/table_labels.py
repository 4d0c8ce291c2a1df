"""What the cells of a table are called: header row, labels of the rows, and the caption above the table."""

from __future__ import annotations

import re

from ..ingest.source import Span
from .model import Cell
from .numerals import NUMERAL_CHARACTERS
from .table_grid import Row
from .table_lines import CAPTION

JOIN = " / "
"""What joins the labels of row and column in a cell's header, outermost first, the column's label last."""

_NUMBER = rf"(?:[{NUMERAL_CHARACTERS}]+|\d+)"
_UNIT_LINE = re.compile(r"[^。;]{0,30}单位\s*:\s*\S{1,20}\s*\Z")
_PASSED_OVER = re.compile(r"\s*(?:<!--.*|[-=\s\u2500-\u257f]*)\Z")
_NO_CAPTION = re.compile(rf"[。;,!?:]|第{_NUMBER}[条款项]|\A(?:{_NUMBER}[、.]|\({_NUMBER}\)).{{20,}}|\A[\d\s.\-]+\Z")
_SPACES_INSIDE = re.compile(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])|\s*\n\s*")
_ORDINAL = re.compile(r"序号|编号|项次|行次|序|No\.?|№|代码")
_VALUE = re.compile(rf"[\d.,%‰\-~+<>≤≥\s]+[{NUMERAL_CHARACTERS}]?[元分人名天日]?\Z")
_TITLE_LENGTH = 50
_LINES_BACK = 6  # from the first row to the caption: blank lines, a unit, one line that leads in


def label_cells(folded: str, text: str, rows: list[Row]) -> tuple[Cell, ...]:
    """Return the cells of the rows in the order of the source, each with its header.

    A cell's header joins the labels of its row (the columns before the first column of numbers, without
    ordinals; a label above several rows stands for each) and the label of its column. The header row has none.
    """
    depth = _header_depth(folded, rows)
    heads: dict[int, str] = {}
    for row in rows[:depth]:
        heads |= {c: (_head(heads, c) if row is not rows[0] else "") + _joined(text, cell) for c, cell in row.items()}
    body = rows[depth:]
    stubs = _stub_columns(folded, heads, body)
    cells = [
        Cell(0, c, None, piece.of(text).strip(), piece)
        for row in rows[:depth] for c, pieces in row.items() for piece in pieces
    ]  # fmt: skip
    above: dict[int, str] = {}
    for number, row in enumerate(body, 1):
        leading = min(row)
        above = {c: label for c, label in above.items() if c < leading}
        above |= {c: _joined(text, row[c]) for c in stubs if c in row}
        for c, pieces in row.items():
            labels = [label for stub, label in sorted(above.items()) if stub < c] + [_head(heads, c)]
            header = JOIN.join(dict.fromkeys(filter(None, labels))) or None
            cells += [Cell(number, c, header, piece.of(text).strip(), piece) for piece in pieces]
    return tuple(sorted(cells, key=lambda cell: cell.span))


def _header_depth(folded: str, rows: list[Row]) -> int:
    """Return how many rows at the top name the columns.

    None where the first row holds a bare value in a column of values; two where the second leaves its first
    columns to the first and names parts of a column that holds values further down.
    """

    def valued(row: Row, column: int) -> bool:
        return column in row and _VALUE.match(row[column][0].of(folded)) is not None

    columns = {c for row in rows[1:] for c in row if valued(row, c)}
    if any(valued(rows[0], c) for c in columns):
        return 0
    split = len(rows) > 2 and min(rows[1]) > 0 and not any(valued(rows[1], c) for c in rows[1])
    return 2 if split and set(rows[1]) <= columns else 1


def _stub_columns(folded: str, heads: dict[int, str], body: list[Row]) -> list[int]:
    """Return the columns that name rows: those before the first column of values, the first one in any case."""
    width = 1 + max(max(row) for row in body)
    stubs: list[int] = []
    for column in range(width):
        cells = [row[column] for row in body if column in row]
        values = sum(_VALUE.match(cell[0].of(folded)) is not None for cell in cells)
        if _ORDINAL.fullmatch(heads.get(column, "")) or (values == len(cells) and _counts_up(folded, cells)):
            continue
        if stubs and values * 2 > len(cells):
            break
        stubs.append(column)
    return stubs if len(stubs) < width else stubs[:1]


def _counts_up(folded: str, cells: list[list[Span]]) -> bool:
    return [cell[0].of(folded) for cell in cells] == [str(i) for i in range(1, len(cells) + 1)]


def _head(heads: dict[int, str], column: int) -> str:
    """Return the label above a column; a column without one stands under the label to its left."""
    return heads[max(under)] if (under := [c for c in heads if c <= column]) else ""


def _joined(text: str, pieces: list[Span]) -> str:
    return "".join(_SPACES_INSIDE.sub("", piece.of(text).strip()) for piece in pieces).replace(JOIN, "/")


def title_of(folded: str, text: str, before: Span) -> tuple[str | None, int]:
    """Return a table's caption and where the table begins, given the span from earlier text to its first cell.

    The caption is the short line above the table; a line that gives the unit and one that leads in with a colon
    may stand between. The table begins with the unit line if there is one, else with the first cell.
    """
    start = end = before.end
    led_in = False
    for _ in range(_LINES_BACK):
        line_start = max(before.start, folded.rfind("\n", before.start, max(end, before.start)) + 1)
        line = folded[line_start:end]
        content = line.strip()
        if content and end < before.end and not _PASSED_OVER.match(line):
            if _UNIT_LINE.match(content):
                start = line_start + line.index(content[0])
            elif content.endswith(":") and not led_in and not CAPTION.match(content):
                led_in = True
            else:
                return _caption(text[line_start:end].strip(), content), start
        if line_start <= before.start:
            break
        end = line_start - 1
    return None, start


def _caption(printed: str, content: str) -> str | None:
    label = CAPTION.match(content)
    if label and label.end() == len(content):
        return None
    cut = label.end() if label else 0
    if len(content) - cut > _TITLE_LENGTH or _NO_CAPTION.search(content[cut:]):
        return None
    return _SPACES_INSIDE.sub("", printed[cut:])
