"""Workbooks for spreadsheets (XLSX): rows of any number, written one after the other, never held in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import chain, islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple

from ..clock import now
from .whole import whole

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS = 1_048_575
"""Rows that a sheet holds below its header; what is more goes on in another sheet of the same name and a number."""
LONGEST_CELL = 32_767
"""Characters that a cell holds, counted as UTF-16; what is longer is cut, and ends in `CUT`."""
CUT = "……（过长，此处截断）"
"""What ends a text that was cut."""

_LONGEST_NAME = 31
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", "_"))
_DIGITS = 2  # the room of a Chinese character, in digits
_MARGIN = 3  # for the button of the filter
_OPTIONS = {"constant_memory": True}  # a row is written out when the next one begins


class Sheet(NamedTuple):
    """A sheet: its name, the heads of its columns, and its rows, whose cells are text, numbers or None."""

    name: str
    columns: Sequence[str]
    rows: Iterable[Sequence[object]]


def write_workbook(path_or_file: str | Path | IO[bytes], sheets: Iterable[Sheet]) -> None:
    """Write sheets into a workbook, in their order; memory does not grow with the number of rows.

    Text stays text, also where it begins with = or looks like an address: nothing in a cell is ever run. The header
    stays in view, and the columns can be filtered.

    Args:
        path_or_file: a path, where the workbook appears once it is complete, in place of what is there; or a file
            that is open for writing bytes.
        sheets: at least one; the rows of each are read once, behind those of the sheets before it.

    Raises:
        OSError: it cannot be written.
        TypeError: a cell is neither text, a number nor None.
        ValueError: there is no sheet.
    """
    if isinstance(path_or_file, str | Path):
        with whole(Path(path_or_file)) as unfinished, unfinished.open("wb") as file:
            _write_book(file, sheets)
    else:
        _write_book(path_or_file, sheets)


def _write_book(file: IO[bytes], sheets: Iterable[Sheet]) -> None:
    left = iter(sheets)
    first = next(left, None)
    if first is None:
        raise ValueError("a workbook has at least one sheet")
    import xlsxwriter  # only who wants a workbook waits for it

    book = xlsxwriter.Workbook(file, _OPTIONS)
    book.use_zip64()
    book.set_properties({"created": datetime.fromisoformat(now()).replace(tzinfo=None)})
    try:
        head = book.add_format({"bold": True, "bottom": 1})
        names: set[str] = set()
        for sheet in chain([first], left):
            for rows in _parts(sheet.rows):
                _write_sheet(book.add_worksheet(_name(sheet.name, names)), sheet.columns, rows, head)
    finally:
        book.close()  # which also takes away what lies in temporary files


def _parts(rows: Iterable[Sequence[object]]) -> Iterator[Iterator[Sequence[object]]]:
    """Yield rows by as many as a sheet holds; the first part may be empty."""
    left = iter(rows)
    yield islice(left, MOST_ROWS)
    for row in left:
        yield chain([row], islice(left, MOST_ROWS - 1))


def _name(name: str, taken: set[str]) -> str:
    """Return a name that a sheet may have and no other has, whatever its case, and add it to `taken`."""
    plain = name.translate(_FORBIDDEN)[:_LONGEST_NAME] or "_"
    found, count = plain, 1
    while found.lower() in taken:
        count += 1
        mark = f" {count}"
        found = plain[: _LONGEST_NAME - len(mark)] + mark
    taken.add(found.lower())
    return found


def _write_sheet(page: Worksheet, columns: Sequence[str], rows: Iterable[Sequence[object]], head: Format) -> None:
    for index, name in enumerate(columns):
        wide = sum(1 if char.isascii() else _DIGITS for char in name)
        page.set_column(index, index, wide + _MARGIN)
    page.freeze_panes(1, 0)
    for index, name in enumerate(columns):
        page.write_string(0, index, name, head)
    last = 0
    for last, row in enumerate(rows, 1):
        for index, cell in enumerate(row):
            _write_cell(page, last, index, cell)
    if columns:
        page.autofilter(0, 0, last, len(columns) - 1)


def _write_cell(page: Worksheet, row: int, column: int, cell: object) -> None:
    if isinstance(cell, str):
        page.write_string(row, column, _short(cell))
    elif isinstance(cell, int | float):
        page.write_number(row, column, cell)
    elif cell is not None:
        raise TypeError(f"{cell!r} in row {row}, column {column + 1}: a cell is text, a number or None")


def _short(text: str) -> str:
    """Return a text as far as a cell holds it."""
    if len(text) <= LONGEST_CELL // 2:  # which is the case but for a text in thousands
        return text
    units = text.encode("utf-16-le", "surrogatepass")
    if len(units) <= 2 * LONGEST_CELL:
        return text
    return units[: 2 * (LONGEST_CELL - len(CUT))].decode("utf-16-le", "ignore") + CUT
