"""The rows of an HTML table as a grid: which cell stands in which column, and what cells that span others cover."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from bs4.element import Tag

Row = list[Tag | None]
"""The columns of a row: the cell that begins there, None where one that spans columns or rows covers it."""

_WIDEST = 100
"""Columns that a cell may span; browsers take 1,000, and a page that says more is in error."""


def rows_of(table: Tag) -> dict[int, Row]:
    """Return the columns of each row of a table by the `id` of the row, those of tables inside it left out.

    A row that is a single cell is a caption or a note if it stands above or below all others, and keeps that cell
    alone. In between it heads the rows below it, and has at least two columns.
    """
    elements = list(_own_rows(table))
    grid = _grid(elements)
    single = [_is_single(row) for row in grid]
    first = sum(1 for _ in takewhile(bool, single))
    last = len(grid) - sum(1 for _ in takewhile(bool, reversed(single)))
    for number, row in enumerate(grid):
        if single[number] and first <= number < last:
            row += [None] * (2 - len(row))
        elif single[number]:
            del row[1:]
    return {id(element): row for element, row in zip(elements, grid, strict=True)}


def _is_single(row: Row) -> bool:
    return bool(row) and (cell := row[0]) is not None and len(row) == _width(cell)


def _own_rows(table: Tag) -> Iterator[Tag]:
    waiting = list(reversed(table.contents))
    while waiting:
        element = waiting.pop()
        if isinstance(element, Tag) and element.name == "tr":
            yield element
        elif isinstance(element, Tag) and element.name != "table":
            waiting.extend(reversed(element.contents))


def _grid(rows: list[Tag]) -> list[Row]:
    grid: list[Row] = []
    covered: dict[int, int] = {}  # by column, how many rows more the cell above covers
    for left, element in zip(range(len(rows), 0, -1), rows, strict=True):
        row: Row = []
        below = {column: more - 1 for column, more in covered.items() if more > 1}
        for cell in element.find_all(["td", "th"], recursive=False):
            while len(row) in covered:
                row.append(None)
            high, wide = _span(cell, "rowspan", left) or left, _width(cell)
            if high > 1:
                below |= dict.fromkeys(range(len(row), len(row) + wide), high - 1)
            row += [cell, *[None] * (wide - 1)]
        while len(row) in covered:
            row.append(None)
        grid.append(row)
        covered = below
    return grid


def _width(cell: Tag) -> int:
    return _span(cell, "colspan", _WIDEST) or 1


def _span(cell: Tag, name: str, most: int) -> int:
    """Return how many columns or rows a cell spans; it may say 0 rows, which are all that are left."""
    said = str(cell.get(name) or "1").strip()
    return min(int(said), most) if said.isascii() and said.isdigit() else 1
