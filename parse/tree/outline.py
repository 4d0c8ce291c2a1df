"""The outline of a stretch of text: its headings and articles in order, told from mere mentions of them."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

from ...text.levels import Level
from ...text.source import Span
from .decimals import find_numbered
from .markers import AT_LINE_START, LONGEST_HEADING, MENTION, Marker, find_divisions, find_markers
from .sequence import choose

_PROSE = re.compile(r"[。;!?]")
_SAYS = re.compile(r"[。;]")
"""What the heads of a table of contents have none of; they may ask."""


class Marks(NamedTuple):
    """The markers of a page: all of them, and those that open articles."""

    all: list[Marker]
    articles: list[Marker]


def find_marks(folded: str) -> Marks:
    """Return the markers of a page; its articles may be of several regulations."""
    markers = find_markers(folded, Span(0, len(folded)))
    return Marks(markers, choose([m for m in markers if m.level is Level.ARTICLE]))


def outline(folded: str, span: Span, marks: Marks) -> list[Marker]:
    """Return the headings and articles of one document in order: 编, 章, 节, 一、 and 条.

    `marks` are those of the whole page. Where the document has articles, a 一、 counts only as a heading above
    them (一、总则). Where it has nothing of all that, the headings of an outline by decimals are its divisions.
    """
    found = within(marks.all, span)
    chosen = within(marks.articles, span)
    headings = _headings(folded, [m for m in found if m.level is not Level.ARTICLE], chosen)
    divisions = list(find_divisions(folded, span))
    if chosen or headings:
        divisions = _leading(folded, divisions, [*chosen, *headings])
    elif not divisions:
        return find_numbered(folded, span)
    headings += choose(divisions)
    return _without_contents(folded, sorted([*headings, *chosen], key=_start))


def within(markers: list[Marker], span: Span) -> list[Marker]:
    """Return the markers that begin inside the span."""
    return markers[bisect_left(markers, span.start, key=_start) : bisect_left(markers, span.end, key=_start)]


def _start(marker: Marker) -> int:
    return marker.span.start


def _headings(folded: str, candidates: list[Marker], chosen: list[Marker]) -> list[Marker]:
    """Return the candidates that lead straight to the next heading or article, or stand alone on a line."""
    leading = _leading(folded, candidates, chosen)
    taken = {m.span for m in leading}
    alone = [m for m in candidates if m.span not in taken and m.weight >= AT_LINE_START and _alone(folded, m)]
    return [*leading, *alone]


def _leading(folded: str, candidates: list[Marker], anchors: list[Marker]) -> list[Marker]:
    """Return the candidates behind which nothing but a heading stands before an anchor or another such candidate."""
    if not candidates:
        return []
    out: list[Marker] = []
    anchored = {m.span for m in anchors}
    reach: int | None = None
    for marker in sorted([*candidates, *anchors], key=_start, reverse=True):
        if marker.span in anchored:
            reach = marker.span.start
        elif reach is not None and marker.weight > MENTION and _is_heading(folded, marker.span.end, reach):
            out.append(marker)
            reach = marker.span.start
    return out[::-1]


def _is_heading(folded: str, start: int, end: int) -> bool:
    return end - start <= 4 * LONGEST_HEADING and (
        len(folded[start:end].strip()) <= LONGEST_HEADING and not _PROSE.search(folded, start, end)
    )


def _alone(folded: str, marker: Marker) -> bool:
    """Tell whether nothing but a heading follows on the marker's line."""
    end = folded.find("\n", marker.span.end)
    line = folded[marker.span.end : end if end >= 0 else len(folded)].strip()
    return 0 < len(line) <= LONGEST_HEADING and not re.search(r"[。;:!?,]", line)


def _without_contents(folded: str, markers: list[Marker]) -> list[Marker]:
    """Drop a table of contents: headings before the first article that stand again behind them."""
    first = next((i for i, m in enumerate(markers) if m.level is Level.ARTICLE), len(markers))
    head = markers[:first]
    if not head:
        return markers
    top = min(m.level.order for m in head)
    starts = [i for i, m in enumerate(head) if m.level.order == top and m.order == head[0].order]
    if len(starts) < 2 or _SAYS.search(folded, head[0].span.start, head[starts[-1]].span.start):
        return markers  # what states rules is a first list, and no contents of the second
    return markers[starts[-1] :]
