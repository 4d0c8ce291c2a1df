"""Announcements: 《…》已经…通过，现予公布, the sentence with which an authority puts a document in force."""

from __future__ import annotations

import re

from ...text.dates import DATE, iso_date
from ...text.fold import fold
from ...text.lines import first_lines, plain
from ...text.patterns import pattern
from ...text.source import Span
from ..metadata.days import Days, days_of
from ..metadata.history import find_history

NAME = r"《((?:[^《》]|《[^《》]*》){4,100})》"
"""The name of a document in book marks, which may hold another in its own."""
_ANNOUNCED = re.compile(
    rf"{NAME}[^《》。]{{0,200}}(?:已经?|已由|业经|予以|现予|现(?=印发)|。[^。《]{{0,60}}现予)[^。]{{0,200}}?(?:公布|发布|印发)"
    rf"|现(?:将|予以?)?(?:公布|发布|印发){NAME}|现将{NAME}[^。《》]{{0,40}}印发"
)
_DAY = pattern(rf"[^。;:,]{{0,40}}{DATE}[^。;:,\d]{{0,30}}\Z")
_BELOW = 12
"""Lines below an announcement among which its signature and its day stand."""


_MORE = 2
"""Lines with sentences that an announcement may have behind the one that announces: what is repealed, who answers."""


def announced_name(sentence: str) -> str | None:
    """Return the name of what a sentence (folded) announces, without marks; None if it announces nothing."""
    match = _ANNOUNCED.search(sentence)
    return _name(match) if match else None


def _name(match: re.Match[str]) -> str:
    return plain(match[1] or match[2] or match[3])


def names_same(name: str | None, title: str) -> bool:
    """Tell whether the name in an announcement is that of a title, which may have its place in front (both plain)."""
    return bool(name) and (title.endswith(name or "") or (name or "").endswith(title) or title.startswith(name or ""))


def announced_days(folded: str, span: Span, title: str) -> Days:
    """Return the days of a document that its announcement in the span tells: 《…》已于2021年11月26日通过，现予公布."""
    match = _ANNOUNCED.search(folded, *span)
    if match is None or not names_same(_name(match), plain(fold(title))):
        return Days()
    return days_of(find_history(folded, folded, Span(*match.span())))


def announced_day(folded: str, span: Span) -> str | None:
    """Return the day under the signature of the announcement that the span begins with or holds, or None."""
    match = _ANNOUNCED.search(folded, *span)
    if match is None:
        return None
    line_end = folded.find("\n", match.end(), span.end)
    sentences = 0
    for line in first_lines(folded, Span(line_end if line_end >= 0 else span.end, span.end), _BELOW):
        words = line.of(folded)
        sentences += "。" in words
        if sentences > _MORE or "第一条" in words:
            return None
        day = _DAY.match(words)
        if day and words[0] != "(":
            return iso_date(day[1], day[2], day[3])
    return None
