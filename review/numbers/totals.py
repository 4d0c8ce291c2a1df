"""Totals of tables that do not add up.

A line (a row, or a column) with a total is added up in every way it can be meant: of all its numbers, of those since
the last total, of its subtotals. It is doubted where none of them gives the total. What is no sum at all (a price
times a number, an average) is told by the other lines: where they add up, this one is meant to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ...extract.page import Processed
from ...parse.model import Table
from ...text.source import Flag
from .grid import Grid, Kind, Value, grid

_SURE, _DIGIT, _LIKELY, _ROUNDED, _WEAK = 0.95, 0.9, 0.75, 0.4, 0.3
"""Row and column tell the cell; one wrong digit explains it; other lines add up; rounding explains it; nothing does."""
_NAMES = re.compile(r"序号|编号|代码|电话|年份|年度\Z|期限|等级")
"""Columns whose numbers only name."""
_FACTORS = re.compile(r"单价|数量|标准|平均|均[价值分]|人均|[比率]\Z|比[例重]|率\(|增[长幅]|系数")
"""Columns whose numbers are multiplied or compared, not added."""
_FEW = 2
"""Totals that may be wrong in a table of which none is right; where more are, it is not meant to add up."""
_MOST = 20
"""Wrong totals of one table that are told."""
_LEAST = 2
"""Addends of a total; a part of a table may have one."""
_UNIT = re.compile(r"\(([^()]{1,8})\)\Z")
_HUNDRED = 100

_At = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that may have totals: of each of its cells what it is, what it holds, and where it stands."""

    cells: tuple[tuple[Kind, Value | None, _At], ...]
    is_row: bool


@dataclass(frozen=True, slots=True)
class _Sum:
    """A total and what its cells add up to; of several ways to add them the one that is nearest."""

    at: _At
    total: Value
    sum: Decimal
    addends: tuple[tuple[Value, _At], ...]
    is_row: bool

    @property
    def excess(self) -> Decimal:
        """By how much the sum is above the total that is printed."""
        return self.sum - self.total.number


def check_totals(processed: Processed) -> Iterator[Flag]:
    """Yield a flag for each total in a table that its row or column does not add up to."""
    for regulation in processed.page.regulations:
        for table in regulation.tables:
            yield from check_table(table)


def check_table(table: Table) -> Iterator[Flag]:
    """Yield a flag for each total of a table that does not add up, on the wrong cell where row and column tell it."""
    cells = grid(table)
    if not cells.has_totals:
        return
    sums = [found for line in _lines(cells) for found in _sums(line)]
    right = {is_row: sum(not found.excess for found in sums if found.is_row is is_row) for is_row in (True, False)}
    wrong = [found for found in sums if found.excess]
    many = {is_row: _count(wrong, is_row) > _FEW + 2 * right[is_row] for is_row in (True, False)}
    wrong = [found for found in wrong if not many[found.is_row]][:_MOST]
    for row in [found for found in wrong if found.is_row]:
        for column in [found for found in wrong if not found.is_row]:
            if row in wrong and (cell := _cell(cells, row, column)):
                yield cell
                wrong = [found for found in wrong if found is not row and found is not column]
    for found in wrong:
        reason = f"各项相加为{shown(found.sum)}，合计写作{shown(found.total.number)}，相差{shown(abs(found.excess))}"
        yield Flag("sum", reason, found.total.span, score=_score(found, right[found.is_row]))


def _count(sums: Sequence[_Sum], is_row: bool) -> int:
    return sum(found.is_row is is_row for found in sums)


def _score(found: _Sum, right: int) -> float:
    if _is_rounded(found):
        return _ROUNDED
    return _DIGIT if is_one_digit(found.excess) else _LIKELY if right else _WEAK


def is_one_digit(difference: Decimal) -> bool:
    """Tell whether one wrong digit makes a difference: 600 or 0.03, and not 610."""
    return len(difference.normalize().as_tuple().digits) == 1


def _is_rounded(found: _Sum) -> bool:
    """Tell whether shares that are rounded, each by half of its last digit, may add up to what they should."""
    shares = "%" in found.total.unit or found.total.number == _HUNDRED
    decimals = max(-int(value.number.as_tuple().exponent) for value, _ in found.addends)
    return shares and decimals > 0 and abs(found.excess) * 2 <= len(found.addends) * Decimal(10) ** -decimals


def shown(number: Decimal) -> str:
    """Return a number as people write it, without zeros behind its decimals."""
    return f"{number.normalize():f}"


def _lines(cells: Grid) -> Iterator[_Line]:
    """Yield every column, and every row, that may have totals."""
    rows, columns = sorted(cells.rows), sorted({column for _, column in cells.values})
    if any(cells.rows.values()):
        for column in columns:
            places = [(row, column) for row in rows if (row, column) in cells.values]
            line = _Line(tuple((cells.rows[at[0]], cells.values[at], at) for at in places), is_row=False)
            if not _NAMES.search(cells.heads.get(column, "")) and _may_add(cells.heads.get(column, ""), line):
                yield line
    if any(cells.columns.values()):
        heads = {column: cells.heads.get(column, "") for column in columns[1:] if column in cells.heads}
        added = [column for column, head in heads.items() if not _NAMES.search(head)]
        units = {found[1] for column in added if (found := _UNIT.search(heads[column]))}
        if len(units) > 1 or any(_FACTORS.search(heads[column]) for column in added):
            return
        for row in rows:
            places = [(row, column) for column in added if (row, column) in cells.values]
            yield _Line(tuple((cells.columns[at[1]], cells.values[at], at) for at in places), is_row=True)


def _may_add(head: str, line: _Line) -> bool:
    """Tell whether the numbers of a column are to be added: shares only where they make a hundred."""
    if not _FACTORS.search(head):
        return True
    totals = [value for kind, value, _ in line.cells if kind is Kind.TOTAL and value]
    return bool(totals) and all(value.number == _HUNDRED for value in totals)


def _sums(line: _Line) -> Iterator[_Sum]:
    """Yield each total of a line with what it should be; a line with words among its numbers has none."""
    cells = [(kind, value, at) for kind, value, at in line.cells if value or kind is Kind.PLAIN]
    numbers = [(kind, value, at) for kind, value, at in cells if value]
    if len(numbers) < len(cells) or len({value.unit for _, value, _ in numbers} - {""}) > 1:
        return
    every: list[tuple[Value, _At]] = []
    parts: list[tuple[Value, _At]] = []
    since: list[tuple[Value, _At]] = []
    for index, (kind, value, at) in enumerate(numbers):
        if kind is Kind.PLAIN:
            every.append((value, at))
            since.append((value, at))
            continue
        ways = [since] if kind is Kind.SUBTOTAL else [every, since, [*parts, *since]]
        if not since and not parts:  # a total above what it is of
            ways = [_until_next(numbers[index + 1 :], kind)]
        else:
            parts, since = [*parts, (value, at)], []
        ways = [way for way in ways if len(way) >= (_LEAST if kind is Kind.TOTAL else 1)]
        if ways:
            nearest = min(ways, key=lambda way: abs(_sum(way) - value.number))
            yield _Sum(at, value, _sum(nearest), tuple(nearest), line.is_row)


def _until_next(numbers: Sequence[tuple[Kind, Value, _At]], kind: Kind) -> list[tuple[Value, _At]]:
    """Return the numbers that a total above them is of, up to the next total of its kind."""
    found = []
    for other, value, at in numbers:
        if other >= kind:
            break
        if other is Kind.PLAIN:
            found.append((value, at))
    return found


def _sum(numbers: Sequence[tuple[Value, _At]]) -> Decimal:
    return sum((value.number for value, _ in numbers), Decimal(0))


def _cell(cells: Grid, row: _Sum, column: _Sum) -> Flag | None:
    """Return a flag on the cell where a row and a column meet that are both wrong, if another number mends both."""
    at = (row.at[0], column.at[1])
    value = cells.values.get(at)
    mended = {_mended(found, at, value.number) for found in (row, column)} if value else set()
    if value is None or len(mended) > 1 or None in mended:
        return None
    right = next(number for number in mended if number is not None)
    reason = f"“{value.printed}”所在的行和列都与合计不符，改为{shown(right)}则都相符"
    return Flag("sum", reason, value.span, value.written(right), _SURE)


def _mended(found: _Sum, at: _At, number: Decimal) -> Decimal | None:
    """Return what a cell should hold for a line to add up, None where it is no part of the line."""
    if at == found.at:
        return found.sum
    return number - found.excess if any(place == at for _, place in found.addends) else None
