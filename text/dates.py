"""Calendar dates in every style, to ISO 8601."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from .numerals import CHINESE_DIGITS, parse_integer
from .source import Span

_YEAR = rf"(?:\d{{4}}|[{CHINESE_DIGITS}Oo]{{4}})"
_SMALL = r"(?:\d{1,2}|[一二三四五六七八九十廿卅○零]{1,3})"
DATE = rf"({_YEAR})[ ]?年[ ]?({_SMALL})[ ]?月[ ]?({_SMALL})[ ]?日"
"""A written date: 2008年6月26日, 二○○四年十月二十九日, 二O一O年八月十三日."""

_WRITTEN = re.compile(DATE)
_NUMERIC = re.compile(r"(?<!\d)((?:19|20)\d{2})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")


def iso_date(year: str, month: str, day: str) -> str | None:
    """Return the ISO 8601 date of three numerals, or None where there is no such day (2月30日)."""
    parts = [parse_integer(part) for part in (year, month, day)]
    try:
        return date(*[part or 0 for part in parts]).isoformat()
    except (ValueError, OverflowError):
        return None


def last_day(start: str, count: int, months: bool = False) -> str | None:
    """Return the last day of so many years, or months, that begin on a day (2019-08-01, 5 years: 2024-07-31)."""
    begins = date.fromisoformat(start)
    total = begins.month - 1 + (count if months else 12 * count)
    year, month = begins.year + total // 12, total % 12 + 1
    try:
        after = date(year, month, 1) + timedelta(days=begins.day - 1)
        return (after - timedelta(days=1)).isoformat()
    except (ValueError, OverflowError):
        return None


def find_dates(folded: str, span: Span) -> Iterator[tuple[Span, str]]:
    """Yield every existing date of the span in order, with its ISO 8601 form."""
    found = [(Span(*m.span()), iso_date(m[1], m[2], m[3])) for m in _WRITTEN.finditer(folded, *span)]
    found += [(Span(*m.span()), iso_date(m[1], m[3], m[4])) for m in _NUMERIC.finditer(folded, *span)]
    for where, value in sorted(found):
        if value is not None:
            yield where, value


def first_date(folded: str, span: Span) -> str | None:
    """Return the first date of the span, or None."""
    return next((value for _, value in find_dates(folded, span)), None)
