"""Printed pages as one text, with the place of every run of characters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from ...text.source import Box, Flag, Span
from .model import LaidOut, Piece, PrintedLine, PrintedPage, as_it_lies
from .paragraphs import Line, continued, lines_of

_SURE = 0.9
"""Score from which a line of a scan is not flagged."""
_LATIN_END = re.compile(r"[A-Za-z0-9,.;:]\Z")
_LATIN_BEGINNING = re.compile(r"[A-Za-z0-9(]")
_BROKEN_NUMBER = re.compile(r"\d[.,]?\n\d|\d\n[.,]\d")
"""A number that a line's end breaks, as only programs without word wrap do: 12|0㎡, 3.|68元."""


def lay_out(pages: Sequence[PrintedPage]) -> LaidOut:
    """Return pages as one text: a line for each paragraph, and for each line of furniture where it stands.

    Where a paragraph goes on behind furniture, the line breaks around that are furniture too, so that leaving it out
    gives the paragraph.
    """
    lines = list(lines_of(pages))
    goes_on = {id(line): joined for line, joined in continued(lines)}
    text = _Text(pages)
    waiting: list[Line] = []
    for line in lines:
        if line.is_furniture:
            waiting.append(line)
            continue
        text.part(waiting, goes_on[id(line)])
        text.put(line)
        waiting.clear()
    text.part(waiting, goes_on=False)
    laid_out = text.laid_out()
    flags = (*_turned(laid_out, pages), *_unsure(laid_out, lines), *_lost(laid_out, lines, pages))
    return laid_out._replace(flags=flags)


def _turned(laid_out: LaidOut, pages: Sequence[PrintedPage]) -> Iterator[Flag]:
    """Yield flags for the pages that did not lie upright."""
    for number, page in enumerate(pages, start=1):
        if page.turned:
            reason = f"第{number}页不是正放的，逆时针转{page.turned}度后读取"
            yield Flag("orientation", reason, laid_out.pages[number - 1], score=0.1)


def _unsure(laid_out: LaidOut, lines: Sequence[Line]) -> Iterator[Flag]:
    """Yield flags for the lines that the reader of a scan was not sure of."""
    boxes = iter(laid_out.boxes)
    for line in lines:
        held = list(islice(boxes, len(line.printed.pieces)))
        if line.printed.score < _SURE and held:
            span = Span(held[0].span.start, held[-1].span.end)
            reason = f"这一行的识别置信度只有{line.printed.score:.2f}，请对照原件"
            yield Flag("ocr_low", reason, span, score=round(1 - line.printed.score, 3))
        for doubt in line.printed.doubts if held else ():
            span = Span(held[0].span.start + doubt.start, held[0].span.start + doubt.end)
            reason = f"这里的识别置信度只有{doubt.score:.2f}，请对照原件"
            yield Flag("ocr_low", reason, span, score=round(1 - doubt.score, 3))


def _lost(laid_out: LaidOut, lines: Sequence[Line], pages: Sequence[PrintedPage]) -> Iterator[Flag]:
    """Yield flags where there is ink on a page that nothing was recognised in, behind the last line above it."""
    if not any(page.lost for page in pages):
        return
    boxes = iter(laid_out.boxes)
    ends: list[list[tuple[float, int]]] = [[] for _ in pages]
    for line in lines:
        held = list(islice(boxes, len(line.printed.pieces)))
        if held:
            ends[line.page].append((line.printed.place.y1, held[-1].span.end))
    for number, page in enumerate(pages):
        for height in page.lost:
            at = max((end for bottom, end in ends[number] if bottom <= height), default=laid_out.pages[number].start)
            reason = f"第{number + 1}页距上缘{height:.0f}点处有墨迹，但没有识别出文字"
            yield Flag("line_lost", reason, Span(at, at))


class _Text:
    """A text in the making."""

    def __init__(self, pages: Sequence[PrintedPage]) -> None:
        self._pages = pages
        self._pieces: list[str] = []
        self._boxes: list[Box] = []
        self._furniture: list[Span] = []
        self._starts = [0] * (len(pages) + 1)
        self._page = 0
        self._at = 0
        self._goes_on = False

    def part(self, furniture: Sequence[Line], goes_on: bool) -> None:
        """Part the last line from the next, by a line break unless that goes on, and by the furniture between them."""
        self._goes_on = goes_on
        if self._at and not goes_on:
            self._add("\n")
        start = self._at
        for line in furniture:
            if goes_on and self._at == start:
                self._add("\n")
            self.put(line)
            self._add("\n")
        if furniture:
            self._furniture.append(Span(start, self._at))

    def put(self, line: Line) -> None:
        """Add a line of a page."""
        if self._goes_on and _are_two_words(self._pieces[-1], line.printed.text):
            self._add(" ")
        self._turn_to(line.page)
        for piece in _parts(line.printed):
            if isinstance(piece, Piece):
                place = (round(corner, 1) for corner in as_it_lies(piece.place, self._pages[line.page]))
                self._boxes.append(Box(Span(self._at, self._at + len(piece.text)), line.page + 1, *place))
            self._add(piece.text if isinstance(piece, Piece) else piece)

    def laid_out(self) -> LaidOut:
        """Return what was put together."""
        if self._at and self._pieces[-1] != "\n":
            self._add("\n")
        self._turn_to(len(self._starts) - 1)
        pages = tuple(Span(*ends) for ends in pairwise(self._starts))
        return LaidOut("".join(self._pieces), pages, tuple(self._boxes), tuple(self._furniture))

    def _turn_to(self, page: int) -> None:
        while self._page < page:
            self._page += 1
            self._starts[self._page] = self._at

    def _add(self, words: str) -> None:
        self._pieces.append(words)
        self._at += len(words)


def _are_two_words(before: str, after: str) -> bool:
    """Tell whether a line's end stands for a space: between Latin words, but not within a number."""
    is_latin = _LATIN_END.search(before) and _LATIN_BEGINNING.match(after)
    return bool(is_latin) and not _BROKEN_NUMBER.search(f"{before[-2:]}\n{after[:2]}")


def _parts(line: PrintedLine) -> Iterator[Piece | str]:
    """Yield the pieces of a line and what stands between them: a space, between cells a tab, within a cell nothing."""
    at = 0
    cells = line.cells or (1,) * len(line.pieces)
    between = "\t" if line.is_row else " "
    for cell, count in enumerate(cells):
        if cell:
            yield between
        yield from line.pieces[at : at + count]
        at += count
