"""Ruled tables of a PDF's page: the grid that its lines draw, and the words in each cell.

PDFium gives the lines; pdfplumber's geometry makes cells of them (its own reading of the page would take a hundred
times as long, and is not needed for that).
"""

from __future__ import annotations

import ctypes
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

from .pdf_words import Corners, Word, around, turned

_THIN = 2.5
"""Points up to which a filled rectangle is a line."""
_LONG = 5.0
"""Points from which a line may be a side of a cell."""
_NEAR = 3.0
"""Points within which lines meet."""
_MANY = 4000
"""Sides on one page from which they are a drawing's, not a table's."""
_DEEPEST = 3
"""Forms in forms that are looked into."""
_CELL_LINES = 12
"""A cell with more lines than this holds no table entry but the page: printed web pages are laid out with boxes."""
_FEW, _MOST = 1 / 10, 2 / 3
"""Share of a table's cells that may be longer all the same, and of its words that they may hold: notes to all rows."""


class Grid(NamedTuple):
    """A ruled table: the cells of each row; None where another cell reaches."""

    rows: tuple[tuple[Corners | None, ...], ...]
    columns: tuple[float, ...] = ()
    """Where columns begin, and where the last ends."""

    @property
    def corners(self) -> Corners:
        """What the whole table covers."""
        return around([cell for row in self.rows for cell in row if cell])

    def cell_at(self, x: float, y: float) -> tuple[int, int] | None:
        """Return row and column of the cell at a point."""
        for row, cells in enumerate(self.rows):
            for column, cell in enumerate(cells):
                if cell and cell[0] <= x <= cell[2] and cell[1] <= y <= cell[3]:
                    return row, column
        return None


def grids_of(page: pdfium.PdfPage, angle: int = 0) -> list[Grid]:
    """Return the grids of two rows and two columns or more that the lines of a page draw, turned by an angle."""
    edges = list(_edges(page, angle))
    across = sum(edge["orientation"] == "h" for edge in edges)
    if across < 3 or len(edges) - across < 3 or len(edges) > _MANY:
        return []
    merged = merge_edges(edges, _NEAR, _NEAR, _NEAR, _NEAR)
    cells = intersections_to_cells(edges_to_intersections(merged, _NEAR, _NEAR))
    grids = [_grid(table) for table in cells_to_tables(cells)]
    return [grid for grid in grids if len(grid.rows) > 1 and len(grid.rows[0]) > 1]


def _grid(cells: Sequence[tuple[float, float, float, float]]) -> Grid:
    """Return cells (x0, top, x1, bottom, counted downwards) as a grid."""
    columns = _places(cell[0] for cell in cells)
    rows = _places(cell[1] for cell in cells)
    grid: list[list[Corners | None]] = [[None] * len(columns) for _ in rows]
    for x0, top, x1, bottom in cells:
        row, column = bisect_right(rows, top + _NEAR / 2) - 1, bisect_right(columns, x0 + _NEAR / 2) - 1
        grid[row][column] = (x0, -bottom, x1, -top)
    return Grid(tuple(map(tuple, grid)), (*columns, max(cell[2] for cell in cells)))


def _places(values: Iterator[float]) -> list[float]:
    """Return where rows or columns begin: values that lie together are one."""
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _NEAR:
            places.append(value)
    return places


def _edges(page: pdfium.PdfPage, angle: int) -> Iterator[dict[str, object]]:
    """Yield the upright and level lines of a page, as pdfplumber takes them: `top` counts downwards (here from 0)."""
    for path, form in _paths(page):
        for segment in _segments(path, form):
            x0, y0, x1, y1 = turned(segment, angle)
            level = y1 - y0 <= _THIN and x1 - x0 >= _LONG
            upright = x1 - x0 <= _THIN and y1 - y0 >= _LONG
            if level:
                y = -(y0 + y1) / 2
                yield {"orientation": "h", "x0": x0, "x1": x1, "top": y, "bottom": y, "width": x1 - x0, "height": 0.0}
            elif upright:
                x = (x0 + x1) / 2
                yield {"orientation": "v", "x0": x, "x1": x, "top": -y1, "bottom": -y0, "width": 0.0, "height": y1 - y0}


def _paths(page: pdfium.PdfPage) -> Iterator[tuple[pdfium.PdfObject, pdfium.PdfMatrix]]:
    """Yield what is drawn on a page, in its forms too, and what brings that to its place.

    pypdfium2's own way makes an object of every word first.
    """
    held = [(pdfium_c.FPDFPage_GetObject, page.raw, pdfium_c.FPDFPage_CountObjects(page.raw), pdfium.PdfMatrix(), 0)]
    while held:
        get, holder, count, matrix, depth = held.pop()
        for index in range(count):
            raw = get(holder, index)
            kind = pdfium_c.FPDFPageObj_GetType(raw)
            if kind == pdfium_c.FPDF_PAGEOBJ_PATH:
                yield pdfium.PdfObject(raw, page=page, pdf=page.pdf), matrix
            elif kind == pdfium_c.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
                inside = pdfium.PdfObject(raw, page=page, pdf=page.pdf).get_matrix().multiply(matrix)
                count_inside = pdfium_c.FPDFFormObj_CountObjects(raw)
                held.append((pdfium_c.FPDFFormObj_GetObject, raw, count_inside, inside, depth + 1))


def _segments(path: pdfium.PdfObject, form: pdfium.PdfMatrix) -> Iterator[Corners]:
    """Yield the straight pieces of a path; a thin filled rectangle is one."""
    left, bottom, right, top = (float(value) for value in form.on_rect(*path.get_bounds()))
    if right - left <= _THIN or top - bottom <= _THIN:
        yield left, bottom, right, top
        return
    matrix = path.get_matrix().multiply(form)
    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = None
    for index in range(pdfium_c.FPDFPath_CountSegments(path.raw)):
        segment = pdfium_c.FPDFPath_GetPathSegment(path.raw, index)
        if not pdfium_c.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        point = matrix.on_point(x.value, y.value)
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == pdfium_c.FPDF_SEGMENT_LINETO and last:
            yield _between(last, point)
        if pdfium_c.FPDFPathSegment_GetClose(segment) and start:
            yield _between(point, start)
        last = point


def _between(one: tuple[float, float], other: tuple[float, float]) -> Corners:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1])


class Row(NamedTuple):
    """A table's row: the words of each of its cells, line by line, and where columns begin and the last ends."""

    cells: tuple[tuple[Word, ...], ...]
    columns: tuple[float, ...] = ()


def with_rows(lines: Sequence[list[Word]], grids: Sequence[Grid]) -> Iterator[list[Word] | Row]:
    """Yield lines, with those of a table replaced by its rows at the place of the first of them."""
    held: list[dict[tuple[int, int], list[Word]]] = [{} for _ in grids]
    kept: list[tuple[int | None, list[Word]]] = []
    for line in lines:
        outside: list[Word] = []
        for word in line:
            for part, table, cell in _by_cell(word, grids):
                if cell is None:
                    outside.append(part)
                    continue
                words = held[table].setdefault(cell, [])
                if not words:
                    kept.append((table, []))
                words.append(part)
        if outside:
            kept.append((None, outside))
    tables = [_is_table(grid, cells) for grid, cells in zip(grids, held, strict=True)]
    if not all(tables):
        yield from with_rows(lines, [grid for grid, is_table in zip(grids, tables, strict=True) if is_table])
        return
    told: set[int] = set()
    for number, line in kept:
        if number is None:
            yield line
        elif number not in told:
            told.add(number)
            yield from _rows(grids[number], held[number])


def _by_cell(word: Word, grids: Sequence[Grid]) -> Iterator[tuple[Word, int, tuple[int, int] | None]]:
    """Yield the parts of a word that stand in different cells, each with the table and the cell."""
    if not grids:
        yield word, 0, None
        return
    at, place = 0, _cell_of(word.corners[0], grids)
    for index, corners in enumerate(word.corners):
        now = _cell_of(corners, grids)
        if now != place:
            yield Word(word.text[at:index], word.corners[at:index]), *place
            at, place = index, now
    yield Word(word.text[at:], word.corners[at:]), *place


def _cell_of(corners: Corners, grids: Sequence[Grid]) -> tuple[int, tuple[int, int] | None]:
    x, y = (corners[0] + corners[2]) / 2, (corners[1] + corners[3]) / 2
    for number, grid in enumerate(grids):
        if cell := grid.cell_at(x, y):
            return number, cell
    return 0, None


def _is_table(grid: Grid, cells: dict[tuple[int, int], list[Word]]) -> bool:
    """Tell whether a grid holds entries, and is no frame around parts of a page."""
    if len({column for _, column in cells}) < 2 or len(cells) < 3:
        return False
    long = [words for words in cells.values() if len({round(word.corners[0][1]) for word in words}) > _CELL_LINES]
    held, all_held = (sum(len(word.text) for words in some for word in words) for some in (long, cells.values()))
    return len(long) <= len(cells) * _FEW and held <= all_held * _MOST


def _rows(grid: Grid, held: dict[tuple[int, int], list[Word]]) -> Iterator[Row]:
    for row, cells in enumerate(grid.rows):
        yield Row(tuple(tuple(held.get((row, column), ())) for column in range(len(cells))), grid.columns)
