"""A table as rows and columns of numbers, with the lines that say they are a total."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum

from ...parse.model import Cell, Table
from ...text.fold import alike
from ...text.numerals import CHINESE, MIXED, parse_number
from ...text.patterns import pattern
from ...text.source import Span

_NUMBER = pattern(
    rf"(?P<sign>[-+]?)[¥$£€]?[ ]?(?P<number>{MIXED}|\d{{1,3}}(?: \d{{3}})+(?:\.\d+)?|{CHINESE})[ ]?"
    r"(?P<unit>[^\d\s]{0,6})\Z"
)
_NOTHING = re.compile(r"[-—/\\无○]{0,4}\Z")
_TOTAL = re.compile(r"(?:合计|总计|共计|总和|总数|总额|总分|总值|合计数|总合计)(?:\([^()]{1,10}\))?:?\Z")
_SUBTOTAL = re.compile(r"小计(?:\([^()]{1,10}\))?:?\Z")


class Kind(IntEnum):
    """What a row or a column says it is."""

    PLAIN = 0
    SUBTOTAL = 1
    TOTAL = 2


@dataclass(frozen=True, slots=True)
class Value:
    """A number in a cell: its value, the word behind it, and where the cell stands."""

    number: Decimal
    unit: str
    printed: str
    span: Span

    def written(self, number: Decimal) -> str:
        """Return another number as this one is printed, with as many decimals and with or without commas."""
        digits = self.printed
        decimals = len(digits.partition(".")[2]) if "." in digits else 0
        decimals = max(decimals, -int(number.normalize().as_tuple().exponent))
        return f"{number:,.{decimals}f}" if "," in digits or self.number < 1000 <= number else f"{number:.{decimals}f}"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's numbers by row and column; a cell that holds words, or several numbers, is None.

    `heads` are the words above each column, `rows` and `columns` what each says it is. Row 0 is the header.
    """

    values: Mapping[tuple[int, int], Value | None]
    heads: Mapping[int, str]
    rows: Mapping[int, Kind]
    columns: Mapping[int, Kind]

    @property
    def has_totals(self) -> bool:
        """Whether any row or column says that it is a total."""
        return any(self.rows.values()) or any(self.columns.values())


def grid(table: Table) -> Grid:
    """Return what the cells of a table hold."""
    pieces: dict[tuple[int, int], list[Cell]] = {}
    for cell in table.cells:
        pieces.setdefault((cell.row, cell.column), []).append(cell)
    heads: dict[int, str] = {}
    rows: dict[int, Kind] = {}
    values: dict[tuple[int, int], Value | None] = {}
    for (row, column), cells in pieces.items():
        words = alike("".join("".join(cell.text.split()) for cell in cells))
        if row == 0:
            heads[column] = words
            continue
        rows[row] = max(rows.get(row, Kind.PLAIN), _kind(words))
        if not _NOTHING.match(words):
            values[row, column] = _value(alike(cells[0].text.strip()), cells[0].span) if len(cells) == 1 else None
    columns = {column: _kind(words) for column, words in heads.items()}
    return Grid(values, heads, rows, columns)


def _kind(words: str) -> Kind:
    if _TOTAL.match(words):
        return Kind.TOTAL
    return Kind.SUBTOTAL if _SUBTOTAL.match(words) else Kind.PLAIN


def _value(printed: str, span: Span) -> Value | None:
    match = _NUMBER.match(printed)
    number = parse_number(match["number"]) if match else None
    if match is None or number is None:
        return None
    unit = match["unit"]
    at = span.start + match.start("number")
    where = Span(at, at + len(match["number"]))
    return Value(-number if match["sign"] == "-" else number, unit, match["number"], where)
