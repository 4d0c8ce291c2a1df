"""Lines of pages to paragraphs: which line goes on in the next, also across the furniture at a page's end.

A line goes on where it is full (what the next begins with had no room in it any more), unless the next is set in or set
apart. Lines stand in blocks (columns, pages); how wide a block is tell all blocks of the file that begin at the same
margin, so that a last short one is not taken for a narrow one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from ...text.numerals import NUMERAL_CHARACTERS, TENS
from .furniture import furniture_of
from .joined import joined
from .model import PrintedLine, PrintedPage

_INDENT = 0.8
"""Characters by which a paragraph's first line is set in at least."""
_ASIDE = 3.0
"""Characters from which a line is no paragraph's first, but centred or set at the right: a heading, a signature."""
_APART = 1.45
"""A line this many times as far below the last as lines of its block usually are begins a paragraph."""
_SIZES = 0.25
"""Share by which the characters of a paragraph's lines may differ in size; a heading's differ more."""
_FEW = 12
"""Lines up to which two that end at one place tell a margin."""
_STEP = 10.0
"""Points within which margins are one: about a character, by which punctuation may hang over."""
_ENDS = re.compile(r"[。；：！？;:!?][”’」』）)]?\Z")
_NUMBERED = rf"第[{NUMERAL_CHARACTERS}\d ]{{1,9}}[编章节条]"
_BEGINS = re.compile(
    rf"{_NUMBERED}|[{TENS}]{{1,3}}、"
    rf"|[（(][{TENS}\d]{{1,3}}[）)]|\d{{1,2}}(?:[.．、]|(?:\.\d{{1,2}}){{1,4}})|[—―－–─]{{2}}|[①-⑳]"
)
_HEADING = re.compile(rf"{_NUMBERED}(?:[ \u3000【]|\Z)")
_WORD = re.compile(r"[A-Za-z0-9.,%:/\-]+")
_NO_BEGINNING = frozenset("，。、；：？！）》〉」』】〕”’%‰℃…—·")
"""What no line begins with, so that it takes the character before it along."""
_WIDE, _NARROW = 1.0, 0.55
"""How wide characters are, in times of their height."""


class Line(NamedTuple):
    """A line of a page (counted from 0), and the block that it stands in."""

    printed: PrintedLine
    page: int
    block: int
    is_furniture: bool


class _Margins(NamedTuple):
    """Where the lines of a block begin and end, and how far apart they are, in points."""

    left: float
    rights: tuple[float, ...]
    pitch: float

    def right_of(self, line: PrintedLine, size: float) -> float:
        """Return the right margin of a line: the first that it does not reach beyond."""
        return next((right for right in self.rights if line.place.x1 <= right + size), line.place.x1)


def lines_of(pages: Sequence[PrintedPage]) -> Iterator[Line]:
    """Yield all lines; where one stands above the one before it, or beside it, another block begins."""
    block = 0
    for number, (page, furniture) in enumerate(zip(*joined(pages, furniture_of(pages)), strict=True)):
        above: PrintedLine | None = None
        block += 1
        for index, line in enumerate(page.lines):
            is_furniture = index in furniture
            if not is_furniture:
                if above and (line.is_row != above.is_row or line.place.middle < above.place.y1):
                    block += 1
                above = line
            yield Line(line, number, block, is_furniture)


def continued(lines: Iterable[Line]) -> Iterator[tuple[Line, bool]]:
    """Yield the lines that are no furniture, each with whether it goes on the paragraph of the one before it."""
    body = [line for line in lines if not line.is_furniture]
    margins = _margins(body)
    if body:
        yield body[0], False
    for before, after in pairwise(body):
        yield after, _goes_on(before, after, margins)


def _margins(body: Sequence[Line]) -> dict[int, _Margins]:
    """Return the margins of every block."""
    blocks: dict[int, list[PrintedLine]] = defaultdict(list)
    for line in body:
        blocks[line.block].append(line.printed)
    lefts = {block: _left([line.place.x0 for line in held]) for block, held in blocks.items()}
    ends: dict[int, list[float]] = defaultdict(list)
    for block, held in blocks.items():
        ends[round(lefts[block] / _STEP)] += [line.place.x1 for line in held if not line.is_row]
    usual = _pitch(blocks.values())
    return {
        block: _Margins(
            lefts[block],
            _rights([end for step in (-1, 0, 1) for end in ends.get(round(lefts[block] / _STEP) + step, ())]),
            _pitch([held]) if len(held) > 4 else usual,
        )
        for block, held in blocks.items()
    }


def _left(begins: list[float]) -> float:
    """Return the left margin: the leftmost place that more than a few of the lines begin at."""
    few = max(1.0, len(begins) * 0.15)
    for begin in sorted(begins):
        if sum(begin <= other < begin + _STEP / 3 for other in begins) > few:
            return begin
    return min(begins)


def _rights(ends: list[float]) -> tuple[float, ...]:
    """Return the right margins, narrowest first: places that several lines end at or just before, and the farthest."""
    least = max(2.0 if len(ends) < _FEW else 3.0, len(ends) * 0.1)
    farthest = sorted(ends, reverse=True)
    margins = farthest[:1]
    at = 0
    while at < len(farthest):
        near = at + 1
        while near < len(farthest) and farthest[at] - farthest[near] < _STEP:
            near += 1
        if near - at < least:
            at += 1
            continue
        margins.append(farthest[at])
        at = near
    return tuple(sorted(set(margins)))


def _pitch(blocks: Iterable[list[PrintedLine]]) -> float:
    """Return the lower quartile of the distances between lines: those within paragraphs are the narrow ones."""
    apart = sorted(
        after.place.middle - before.place.middle
        for held in blocks
        for before, after in pairwise(held)
        if after.place.middle > before.place.middle
    )
    return apart[len(apart) // 4] if apart else 0.0


def _goes_on(before: Line, after: Line, margins: dict[int, _Margins]) -> bool:
    """Tell whether a line is the same paragraph as the one before it."""
    one, other = before.printed, after.printed
    if one.is_row or other.is_row:
        return False
    size = _size(one)
    if abs(size - _size(other)) > _SIZES * max(size, _size(other)):
        return False
    block = margins[before.block]
    if not _is_full(one, other.text, block.right_of(one, size), size):
        return False
    if _is_set_in(one, other, margins[after.block].left, size):
        return False
    apart = other.place.middle - one.place.middle
    if before.block == after.block and block.pitch and apart > _APART * block.pitch:
        return False
    return not (_HEADING.match(other.text) or (_ENDS.search(one.text) and _BEGINS.match(other.text)))


def _is_set_in(line: PrintedLine, after: PrintedLine, left: float, size: float) -> bool:
    """Tell whether a line begins a paragraph by its indent, which no line of a text that is set in as a whole does."""
    indent = (after.place.x0 - left) / size
    if not _INDENT < indent <= _ASIDE:
        return indent > _ASIDE
    return after.place.x0 - line.place.x0 > _INDENT * size / 2 or bool(_ENDS.search(line.text))


def _size(line: PrintedLine) -> float:
    """Return about how wide a Chinese character of a line is, in points."""
    wide = sum(_WIDE if character > "\u2e7f" else _NARROW for character in line.text)
    return max(4.0, min(line.place.height * 1.1, (line.place.x1 - line.place.x0) / max(1.0, wide)))


def _is_full(line: PrintedLine, after: str, right: float, size: float) -> bool:
    """Tell whether what the text of the next line begins with had no room at a line's end."""
    word = _WORD.match(after)
    needed = _NARROW * len(word[0]) if word else _WIDE
    if not word and after[1:2] and after[1:2] in _NO_BEGINNING:
        needed += _WIDE
    return right - line.place.x1 < (needed + 0.3) * size
