"""Regulations whose title is printed nowhere but in the notice that issues them: 《…》…现印发, signed, and then 第一条.

Guarantee: what stands below such a notice's signature is a document of its own, and not the notice's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from ...text.dates import DATED_LINE
from ...text.lines import lines, plain
from ...text.marks import HEADINGS, any_of
from ...text.patterns import pattern
from ...text.source import Span
from ..tree.markers import Marker
from .issuing import ISSUING_KINDS, issued_names
from .segmentation import Part
from .titles import clean_title

_HEADING = pattern(rf"{any_of(*HEADINGS)}|目[ ]*[录次]\Z")
_DATED = pattern(DATED_LINE)


def with_unprinted(folded: str, text: str, parts: Sequence[Part], articles: Sequence[Marker]) -> list[Part]:
    """Return the documents of a page, a notice parted from the regulation below it whose title only the notice has.

    `articles` are the markers of the page's articles, in order; `text` is what is printed, as long as `folded`.
    """
    return [piece for part in parts for piece in _parted(folded, text, part, articles)]


def _parted(folded: str, text: str, part: Part, articles: Sequence[Marker]) -> Iterator[Part]:
    if part.kind not in ISSUING_KINDS or part.title_span.end == part.title_span.start:
        yield part
        return
    body = Span(part.titles[-1].end, part.span.end)
    first = next((marker for marker in articles if body.holds(marker.span) and marker.order == (1, 0)), None)
    start = _start_below_signature(folded, body, first.span.start) if first else None
    names = [] if start is None else issued_names(folded, Span(body.start, start))
    if start is None or len({plain(name) for name, _ in names}) != 1:
        yield part
        return
    name, behind = names[0]
    at = folded.rfind(name, body.start, behind)
    yield replace(part, span=Span(part.span.start, _end_of_lines(folded, Span(part.span.start, start))))
    empty = Span(start, start)
    yield Part(Span(start, part.span.end), clean_title(text[at : at + len(name)]), (empty,), empty)


def _start_below_signature(folded: str, body: Span, first: int) -> int | None:
    """Return where headings and first article begin, if the line above them is a signature's date."""
    above = lines(folded, Span(body.start, folded.rfind("\n", body.start, first) + 1))[::-1]
    headings = list(takewhile(lambda line: _HEADING.match(line.of(folded)), above))
    signature = above[len(headings)] if len(headings) < len(above) else None
    if signature is None or not _DATED.fullmatch(signature.of(folded)):
        return None
    return headings[-1].start if headings else folded.rfind("\n", 0, first) + 1


def _end_of_lines(folded: str, span: Span) -> int:
    """Return where the last line of a span ends."""
    return lines(folded, span)[-1].end
