"""Days that the calendar does not have: 2月30日, 13月1日, 二○一○年九月三十一日."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator

from ...extract.page import Processed
from ...text.numerals import ONES, TENS, ZEROS, parse_integer
from ...text.source import Flag, Span
from ..seen import seen

_SURE, _LIKELY = 0.9, 0.6
_Parts = tuple[str | None, str, str | None]
"""The numerals of year, month and day."""

_YEAR = rf"(?:\d{{4,5}}|[一二][{ONES}{ZEROS}]{{3,4}})"
_NUMERAL = rf"(?:\d{{1,3}}|[{TENS}廿卅]{{1,4}})"
_SIGN = re.compile(rf"月(?<=[\d{TENS}廿卅 ]月)")
"""The sign of a month behind a numeral; what stands around it is read only there."""
_BEFORE = re.compile(rf"(?<![\d{TENS}{ZEROS}百个.第~-])(?:(?P<year>{_YEAR})[ ]?年[ ]?)?(?P<month>{_NUMERAL})[ ]?\Z")
_BEHIND = re.compile(rf"月[ ]?(?P<day>{_NUMERAL})[ ]?[日号]")
_NO_MONTH = re.compile(rf"月(?:[ ]?[\d{TENS}廿卅]|龄)")
_LONGEST = 16
_NUMERIC = re.compile(
    r"(?P<year>(?:19|20)(?<![\d.\-/]..)\d{2})(?P<sign>[-/.])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})(?![\d.\-/])"
)
_LEAP = 2000
"""The year that a day without one is tried in: 2月29日 is a day."""
_FIRST, _LAST = 1840, 2100
"""Years that a regulation of today speaks of; one that names another has a wrong digit."""


def check_dates(processed: Processed) -> Iterator[Flag]:
    """Yield a flag for each date that does not exist, or lies in a year that no regulation speaks of."""
    text, folded = processed.page.source.text, seen(processed)
    for regulation in processed.page.regulations:
        for where, parts in _dates(folded, regulation.span):
            if wrong := _wrong(*parts):
                reason, score = wrong
                yield Flag("date", f"“{where.of(text)}”{reason}", where, score=score)


def _dates(folded: str, span: Span) -> Iterator[tuple[Span, _Parts]]:
    """Yield what has the form of a day, or of a month of a year, with its numerals."""
    for sign in _SIGN.finditer(folded, *span):
        before = _BEFORE.search(folded, max(span.start, sign.start() - _LONGEST), sign.start())
        if before is None:
            continue
        if behind := _BEHIND.match(folded, sign.start(), span.end):
            yield Span(before.start(), behind.end()), (before["year"], before["month"], behind["day"])
        elif before["year"] and not _NO_MONTH.match(folded, sign.start(), span.end):
            yield Span(before.start(), sign.end()), (before["year"], before["month"], None)
    for match in _NUMERIC.finditer(folded, *span):
        yield Span(*match.span()), (match["year"], match["month"], match["day"])


def _wrong(printed_year: str | None, printed_month: str, printed_day: str | None) -> tuple[str, float] | None:
    """Return what is wrong with a date and how surely, None where nothing is or a numeral has no reading."""
    year = parse_integer(printed_year) if printed_year else None
    month, day = parse_integer(printed_month), parse_integer(printed_day or "1")
    if month is None or day is None:
        return None
    if not 1 <= month <= 12:
        return ("：没有这个月份", _SURE if year else _LIKELY)
    if not 1 <= day <= monthrange(year if year and 0 < year <= 9999 else _LEAP, month)[1]:
        return (f"：{month}月没有{day}日", _SURE)
    if year is not None and not _FIRST <= year <= _LAST:
        return ("：年份可能有误", _LIKELY)
    return None
