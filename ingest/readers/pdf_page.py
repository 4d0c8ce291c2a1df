"""A page of a PDF to printed lines, the rows of ruled tables among them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pypdfium2 as pdfium

from ..layout.model import Piece, Place, PrintedLine, PrintedPage
from .pdf_tables import Row, grids_of, with_rows
from .pdf_words import Corners, Word, angle_of, around, lines_of, turned

_Shown = Callable[[Corners], Place]


def read_page(page: pdfium.PdfPage) -> PrintedPage:
    """Return the lines of a page of a PDF; there are none where it has no characters, as in a scan.

    A page on which most characters stand sideways or upside down is read as if it were turned.
    """
    text = page.get_textpage()
    try:
        angle = angle_of(text)
        lines = list(lines_of(text, angle))
    finally:
        text.close()
    shown, width, height = _shown_on(page, angle)
    printed = [
        _row(line, shown) if isinstance(line, Row) else _line(line, shown)
        for line in with_rows(lines, grids_of(page, angle))
    ]
    lying = (page.get_rotation() - angle) % 360
    return PrintedPage(tuple(line for line in printed if line.pieces), width, height, turned=lying)


def _shown_on(page: pdfium.PdfPage, angle: int) -> tuple[_Shown, float, float]:
    """Return what turns corners into a place on the page, turned by an angle, and the page's width and height."""
    box = page.get_cropbox() or page.get_mediabox() or (0.0, 0.0, *page.get_size())
    left, bottom, right, top = turned(box, angle)

    def place(corners: Corners) -> Place:
        return Place(corners[0] - left, top - corners[3], corners[2] - left, top - corners[1])

    return place, right - left, top - bottom


def _line(words: Sequence[Word], shown: _Shown) -> PrintedLine:
    pieces = _pieces(words, shown)
    return PrintedLine(pieces, shown(around(corners for word in words for corners in word.corners)))


def _row(row: Row, shown: _Shown) -> PrintedLine:
    words = [word for cell in row.cells for word in cell]
    if not words:
        return PrintedLine((), Place(0, 0, 0, 0))
    edges = tuple(shown((x, 0.0, x, 0.0)).x0 for x in row.columns)
    return _line(words, shown)._replace(cells=tuple(map(len, row.cells)), edges=edges)


def _pieces(words: Sequence[Word], shown: _Shown) -> tuple[Piece, ...]:
    return tuple(Piece(word.text, shown(around(word.corners))) for word in words)
