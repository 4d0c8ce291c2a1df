"""The days of a document that precede what they must follow: in force before it was promulgated, and the like."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from ...extract.page import Processed
from ...parse.model import Regulation
from ...text.dates import find_dates
from ...text.source import Flag, Span
from ..seen import seen

_AFTER = (
    ("adopted", "promulgated", "通过日期晚于公布日期", 0.8),
    ("approved", "promulgated", "批准日期晚于公布日期", 0.8),
    ("adopted", "approved", "通过日期晚于批准日期", 0.7),
    ("adopted", "effective", "通过日期晚于施行日期", 0.7),
    ("effective", "expires", "失效日期早于施行日期", 0.9),
)
"""Which day must not be later than which, and how strong the suspicion is where it is."""
_STATUTES = frozenset({"法律", "行政法规", "地方性法规"})
_RETROACTIVE, _STATUTE_BACK, _FAR_BACK = 0.3, 0.6, 0.7
"""A rule may take effect before it is promulgated, as money is granted from the beginning of a year; a statute hardly
does, and nothing does by more than a year."""
_YEAR = 366
_CHANGES = frozenset({"修正", "修订"})


def check_order_of_days(processed: Processed) -> Iterator[Flag]:
    """Yield a flag for each document whose days are in no order that can be, on the day that is the later written."""
    folded = seen(processed)
    for regulation in processed.page.regulations:
        for reason, day, score in (*_wrong(regulation), *_back(regulation)):
            yield Flag("date", reason, _place(folded, regulation, day), score=score)
        yield from _history(folded, regulation)


def _wrong(regulation: Regulation) -> Iterator[tuple[str, str, float]]:
    for earlier, later, reason, score in _AFTER:
        first, second = _day(regulation, earlier), _day(regulation, later)
        if first and second and first > second and not (later == "effective" and _is_changed(regulation)):
            yield f"{reason}：{first}，{second}", second, score


def _back(regulation: Regulation) -> Iterator[tuple[str, str, float]]:
    """Yield a document in force before it was promulgated; of one changed since, the days are those of two versions."""
    promulgated, effective = _day(regulation, "promulgated"), _day(regulation, "effective")
    if promulgated is None or effective is None or effective >= promulgated or _is_changed(regulation):
        return
    days = (date.fromisoformat(promulgated) - date.fromisoformat(effective)).days
    score = _FAR_BACK if days > _YEAR else _STATUTE_BACK if regulation.authority in _STATUTES else _RETROACTIVE
    yield f"施行日期早于公布日期：{effective}，{promulgated}", effective, score


def _day(regulation: Regulation, name: str) -> str | None:
    value: str | None = getattr(regulation, name)
    return value if value and value[:1].isdigit() and len(value) == len("2000-01-01") else None


def _is_changed(regulation: Regulation) -> bool:
    return bool(regulation.text_as_of) or any(event.action in _CHANGES for event in regulation.history)


def _place(folded: str, regulation: Regulation, day: str) -> Span:
    """Return where the document says a day, else its title."""
    found = (span for span, value in find_dates(folded, regulation.span) if value == day)
    return next(found, regulation.title_span or regulation.span)


def _history(folded: str, regulation: Regulation) -> Iterator[Flag]:
    """Yield a flag for each change that is dated before the one in a line above it."""
    changes = [event for event in regulation.history if event.action in _CHANGES]
    for before, after in pairwise(changes):
        is_below = "\n" in folded[before.span.end : after.span.start]
        if is_below and after.date < before.date:
            reason = f"修改日期早于前一次修改：{before.date}，{after.date}"
            yield Flag("date", reason, after.span, score=0.7)
