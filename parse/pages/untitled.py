"""Articles without a title: a run of them is a document all the same, named after its file and flagged.

Guarantee: two articles that follow each other are never left to the boilerplate of a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from urllib.parse import unquote

from ...text.furniture import is_furniture
from ...text.lines import lines
from ...text.source import Flag, Span
from ..tree.markers import Marker, within
from .segmentation import Part
from .tail import tail_start

_ENDING = re.compile(r"\.\w{1,8}\Z")
_QUERY = re.compile(r"\?.*\Z")


def with_untitled(folded: str, parts: Sequence[Part], articles: Sequence[Marker]) -> list[Part]:
    """Return the documents of a page together with the runs of articles that have no title and are in none of them.

    `articles` are the markers of the page's articles, in order.
    """
    found = [
        Part(run, "", (Span(run.start, run.start),), Span(run.start, run.start))
        for gap in gaps([part.span for part in parts], len(folded))
        for run in _runs(folded, gap, articles)
    ]
    return sorted([*parts, *found], key=lambda part: part.span)


def check_untitled(folded: str, part: Part) -> tuple[Flag, ...]:
    """Return a flag on the first line of a document that has no title on its page."""
    if part.title:
        return ()
    first = next(iter(lines(folded, part.span)), part.span)
    return (Flag("untitled", "条文没有标题，暂以文件名为题", first),)


def gaps(spans: Sequence[Span], end: int) -> list[Span]:
    """Return the stretches of a text of so many characters that `spans`, in order, leave free."""
    edges = [0, *(edge for span in spans for edge in span), end]
    return [Span(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if b > a]


def file_name(uri: str) -> str:
    """Return the name of a file without folders and ending: 通知 of a/通知.html, and 通知#17 of a/通知.jsonl#17."""
    path, mark, record = uri.partition("#")
    if "://" in path:
        path = unquote(_QUERY.sub("", path))
    name = re.split(r"[/\\]", path.rstrip("/\\"))[-1]
    name = _ENDING.sub("", name)
    if not any(map(str.isalnum, name)):
        return ""  # `-`, the standard input
    return name + (mark + record if record.isdecimal() else "")


def _runs(folded: str, gap: Span, articles: Sequence[Marker]) -> Iterator[Span]:
    """Yield the stretches of a gap that a run of rising articles takes up, without the furniture behind it."""
    inside = within(articles, gap)
    starts = [
        index
        for index, (before, article) in enumerate(pairwise([None, *inside]))
        if before is None or (article and article.order <= before.order)
    ]
    for first, last in pairwise([*starts, len(inside)]):
        run = inside[first:last]
        if any(_follows(folded, a, b) for a, b in pairwise(run)):
            end = inside[last].span.start if last < len(inside) else gap.end
            behind = lines(folded, Span(run[-1].span.start, end))[1:]
            span = Span(run[0].span.start, tail_start(folded, behind, end))
            yield Span(span.start, _trimmed_end(folded, span, run[-1].span.end))


def _follows(folded: str, before: Marker, article: Marker) -> bool:
    """Tell whether an article is the next one after another and both open their lines."""
    number, inserted = before.order
    return (
        article.order in ((number + 1, 0), (number, inserted + 1))
        and _opens_line(folded, before.span.start)
        and _opens_line(folded, article.span.start)
    )


def _opens_line(folded: str, at: int) -> bool:
    return not folded[folded.rfind("\n", 0, at) + 1 : at].strip(" #*")


def _trimmed_end(folded: str, span: Span, last: int) -> int:
    """Return where a span ends without blank lines and furniture behind the line in which its last marker ends."""
    end = last
    for line in lines(folded, span):
        if line.start <= last or not is_furniture(line.of(folded)):
            end = max(end, line.end)
    return end
