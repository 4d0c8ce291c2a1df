"""What a printed page is made of: lines of characters, each with its place."""

from __future__ import annotations

from typing import NamedTuple

from ...text.source import Box, Flag, Span


class Place(NamedTuple):
    """A rectangle of a page as it is shown: points from its left and from its top, `x0 <= x1`, `y0 <= y1`."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def height(self) -> float:
        """From top to bottom, in points."""
        return self.y1 - self.y0

    @property
    def width(self) -> float:
        """From left to right, in points."""
        return self.x1 - self.x0

    @property
    def middle(self) -> float:
        """How far from the page's top its middle is, in points."""
        return (self.y0 + self.y1) / 2

    def around(self, other: Place) -> Place:
        """Return the smallest place that holds both."""
        return Place(min(self.x0, other.x0), min(self.y0, other.y0), max(self.x1, other.x1), max(self.y1, other.y1))


class Piece(NamedTuple):
    """Characters that stand together in one line, without white space around them."""

    text: str
    place: Place


class Doubt(NamedTuple):
    """A number or a character of a recognised line, as a range of it, and the score of the least sure character."""

    start: int
    end: int
    score: float


class PrintedLine(NamedTuple):
    """A line of a page, or a row of a table on it.

    `pieces` stand in order; those of a row, which has `is_row`, are its cells' lines, and `cells` tells how many pieces
    each cell has. `score` is how sure the reader of a scan was of it, 1 where the characters are the file's own;
    `doubts` are the numbers and characters that it was not sure of. `edges` are those of a ruled table's columns, from
    its left to its right, one more than there are cells.
    """

    pieces: tuple[Piece, ...]
    place: Place
    cells: tuple[int, ...] = ()
    score: float = 1.0
    doubts: tuple[Doubt, ...] = ()
    edges: tuple[float, ...] = ()

    @property
    def is_row(self) -> bool:
        """Whether it is a row of a table."""
        return bool(self.cells)

    @property
    def text(self) -> str:
        """Its words, cells parted by tabs."""
        if not self.cells:
            return " ".join(piece.text for piece in self.pieces)
        at, cells = 0, []
        for count in self.cells:
            cells.append("".join(piece.text for piece in self.pieces[at : at + count]))
            at += count
        return "\t".join(cells)


class PrintedPage(NamedTuple):
    """A page: its lines in the order of reading, its size, and the heights of ink that no line is of, in points.

    `turned` are the degrees, against the clock, by which a picture was turned to be read; places are those of the page
    as it was read.
    """

    lines: tuple[PrintedLine, ...]
    width: float
    height: float
    lost: tuple[float, ...] = ()
    turned: int = 0


class LaidOut(NamedTuple):
    """Pages as one text, with the pages' spans, the place of every run of characters, and what is furniture."""

    text: str
    pages: tuple[Span, ...]
    boxes: tuple[Box, ...]
    furniture: tuple[Span, ...]
    flags: tuple[Flag, ...] = ()


def as_it_lies(place: Place, page: PrintedPage) -> Place:
    """Return a place of a page that was turned to be read, on the page as it was before."""
    x0, y0, x1, y1 = place
    if page.turned == 90:
        return Place(page.height - y1, x0, page.height - y0, x1)
    if page.turned == 180:
        return Place(page.width - x1, page.height - y1, page.width - x0, page.height - y0)
    if page.turned == 270:
        return Place(y0, page.width - x1, y1, page.width - x0)
    return place
