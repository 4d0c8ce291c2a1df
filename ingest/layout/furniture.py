"""Running heads, running feet and page numbers of printed pages: what stands in a margin again and again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from ...text.fold import fold
from ...text.furniture import is_page_number
from .model import PrintedLine, PrintedPage

_MARGIN = 0.12
"""Share of a page's longer side, above and below, that running heads and page numbers stand in: a page that lies on
its side has the margins of the upright ones."""
_OUTERMOST = 3
"""Lines of a margin that may be furniture, from the page's edge on."""
_SAME_HEIGHT = 8.0
"""Points by which a running head may be higher on one page than on another."""
_OFTEN = 1 / 4
"""Share of the pages that a running head stands on: heads of left and right pages differ, chapters have their own."""
_NUMBER = re.compile(r"\d+|(?<![A-Za-z])[IVXLC]+(?![A-Za-z])", re.IGNORECASE)
_BARE = re.compile(r"(\d{1,4})\Z")
_SPACE = re.compile(r"\s+")


def furniture_of(pages: Sequence[PrintedPage]) -> list[frozenset[int]]:
    """Return for each page the indices of its lines that are furniture."""
    margins = [list(_in_margins(page)) for page in pages]
    repeated = _repeated(pages, margins)
    numbered = _numbered(pages, margins)

    def is_furniture(line: PrintedLine) -> bool:
        words = _words(line)
        heights = repeated.get(_shape(words), ())
        return is_page_number(words) or any(abs(line.place.middle - height) <= _SAME_HEIGHT for height in heights)

    return [
        frozenset(index for index in margin if (number, index) in numbered or is_furniture(page.lines[index]))
        for number, (page, margin) in enumerate(zip(pages, margins, strict=True))
    ]


def _in_margins(page: PrintedPage) -> Iterable[int]:
    """Yield the indices of the lines next to the upper and the lower edge of a page."""
    by_height = sorted(range(len(page.lines)), key=lambda index: page.lines[index].place.middle)
    for index in {*by_height[:_OUTERMOST], *by_height[-_OUTERMOST:]}:
        from_top = page.lines[index].place.middle
        if min(from_top, page.height - from_top) <= _MARGIN * max(page.width, page.height):
            yield index


def _words(line: PrintedLine) -> str:
    return fold(line.text).strip()


def _shape(words: str) -> str:
    """Return what the words have in common with those on other pages: all but numbers and spaces."""
    return _SPACE.sub("", _NUMBER.sub("#", words))


def _repeated(pages: Sequence[PrintedPage], margins: Sequence[Sequence[int]]) -> dict[str, list[float]]:
    """Return the shapes that stand at one height on several pages, each with those heights."""
    seen: dict[str, list[float]] = {}
    for page, margin in zip(pages, margins, strict=True):
        for index in margin:
            seen.setdefault(_shape(_words(page.lines[index])), []).append(page.lines[index].place.middle)
    least = max(2, round(len(pages) * _OFTEN))
    return {
        shape: [height for height in heights if sum(abs(height - other) <= _SAME_HEIGHT for other in heights) >= least]
        for shape, heights in seen.items()
        if len(heights) >= least and shape != "#"
    }


def _numbered(pages: Sequence[PrintedPage], margins: Sequence[Sequence[int]]) -> frozenset[tuple[int, int]]:
    """Return the bare numbers in margins, as page and line, that count the pages: all differ from theirs by as much."""
    bare = [
        (page, index, int(found[1]) - page)
        for page, margin in enumerate(margins)
        for index in margin
        if (found := _BARE.match(_words(pages[page].lines[index])))
    ]
    counted = Counter(ahead for _, _, ahead in bare)
    return frozenset((page, index) for page, index, ahead in bare if counted[ahead] > 1)
