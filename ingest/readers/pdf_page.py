"""A page of a PDF to printed lines, the rows of ruled tables among them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pypdfium2 as pdfium

from ..layout.model import Piece, Place, PrintedLine, PrintedPage
from .pdf_tables import Row, grids_of, with_rows
from .pdf_words import Corners, Word, around, lines_of

_Shown = Callable[[Corners], Place]


def read_page(page: pdfium.PdfPage) -> PrintedPage:
    """Return the lines of a page of a PDF; there are none where it has no characters, as in a scan."""
    text = page.get_textpage()
    try:
        lines = list(lines_of(text))
    finally:
        text.close()
    shown = _shown_on(page)
    printed = [
        _row(line, shown) if isinstance(line, Row) else _line(line, shown) for line in with_rows(lines, grids_of(page))
    ]
    return PrintedPage(tuple(line for line in printed if line.pieces), *page.get_size())


def _shown_on(page: pdfium.PdfPage) -> _Shown:
    """Return what turns corners in the page's own space into a place on the page as it is shown."""
    left, bottom, right, top = page.get_cropbox() or (0.0, 0.0, *page.get_size())
    width, height, turned = right - left, top - bottom, page.get_rotation()

    def place(corners: Corners) -> Place:
        x0, y0, x1, y1 = corners[0] - left, corners[1] - bottom, corners[2] - left, corners[3] - bottom
        if turned == 90:
            return Place(y0, x0, y1, x1)
        if turned == 180:
            return Place(width - x1, y0, width - x0, y1)
        if turned == 270:
            return Place(height - y1, width - x1, height - y0, width - x0)
        return Place(x0, height - y1, x1, height - y0)

    return place


def _line(words: Sequence[Word], shown: _Shown) -> PrintedLine:
    pieces = _pieces(words, shown)
    return PrintedLine(pieces, shown(around(corners for word in words for corners in word.corners)))


def _row(row: Row, shown: _Shown) -> PrintedLine:
    words = [word for cell in row.cells for word in cell]
    if not words:
        return PrintedLine((), Place(0, 0, 0, 0))
    return _line(words, shown)._replace(cells=tuple(map(len, row.cells)))


def _pieces(words: Sequence[Word], shown: _Shown) -> tuple[Piece, ...]:
    return tuple(Piece(word.text, shown(around(word.corners))) for word in words)
