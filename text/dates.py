"""Full calendar dates in every style, to ISO 8601, and the pieces of which every date is made.

What recurs or has no day (每年4月底, 第一季度) is in `calendar`, which is built on these pieces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from .numerals import CHINESE_DIGITS, HUNDREDS, NUMERAL_CHARACTERS, ONES, TENS, ZEROS, parse_integer
from .patterns import pattern
from .source import Span

ERA = "民国"
"""The era of Taiwan, whose first year is 1912."""

_BEFORE_ERA = 1911

YEAR = (
    rf"(?:\d{{4}}|[一二壹贰][{CHINESE_DIGITS}Oo0]{{3}}|(?:中华)?{ERA}[ ]?(?:\d{{1,3}}|[{HUNDREDS}{ZEROS}]{{1,5}})[ ]?)"
)
"""The numeral of a year: 2008, 二○○四, 二O一O, 二0一0, 贰零零捌, 中华民国一百零一, 民国 101."""

MONTH = rf"(?:1[0-2]|0?[1-9]|十[一二]?|[{ZEROS}]?[{ONES}])"
"""The numeral of a month: 6, 06, 十二, ○六."""

DAY = rf"(?:3[01]|[12]\d|0?[1-9]|三十一?|二?十[{ONES}]?|廿[{ONES}]?|卅一?|[{ZEROS}]?[{ONES}])"
"""The numeral of a day of the month: 26, 二十九, 廿三, 卅一."""

ERA_DAY = (
    rf"(?P<era>\d{{2,3}}|一百[{TENS}{ZEROS}]{{0,4}}|[{ONES}]?十[{ONES}]?)\s?年"
    rf"\s?(?P<month>{MONTH})\s?月\s?(?P<day>{DAY})\s?日"
)
"""A day in a year of the era that is not named again: 自民国一百零一年一月六日起至一百十九年十二月三十一日."""

NUMERIC = r"(?:19|20)\d{2}(?:-\d{1,2}-\d{1,2}|/\d{1,2}/\d{1,2}|\.\d{1,2}\.\d{1,2})(?!\d|[-.]\d)"
"""A date in digits alone: 2008-06-26, 2008.6.26, 2008/6/26; a number with more parts is none (2008.6.26.1)."""

COMPACT = r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
"""A date in eight digits, which a number may be too: only a label tells (修正日期：20230208)."""

DATE = rf"({YEAR})\s?年\s?({MONTH})\s?月\s?({DAY})\s?日"
"""A written date, with a group for each numeral: 2008年6月26日, 二○○四年十月二十九日, 二O一O年八月十三日."""

CLOCK = (
    rf"\s?(?:\((?:星期|周)[{ONES[:6]}日天]\))?\s?(?:上午|下午|晚上?|早上?|中午|北京时间)?\s?"
    rf"(?:\d{{1,2}}:\d\d(?::\d\d)?时?|[{NUMERAL_CHARACTERS}\d]{{1,3}}[时点](?:[{NUMERAL_CHARACTERS}\d]{{1,3}}分|整|半)?)"
)
"""A time of the day that stands behind its day: 17:30, 下午五时, (周五)12点整."""

_WORDS = r"[^。;:,\s]{1,30}"
DATED_LINE = rf"(?:{_WORDS}(?:[ ]+{_WORDS}){{0,3}})?[ ]*{DATE}(?:印发)?"
"""A line (folded) that ends in a day, behind names that a layout may have set apart: 某市政府  2014年10月23日印发."""

SIGNED_LINE = rf"(?:{DATED_LINE}|{YEAR}[ ]?年[ ]?{MONTH}[ ]?月)"
"""A line that ends a signature: with its day, or a month alone."""

_WRITTEN = pattern(DATE)
_NUMERIC = re.compile(rf"(?<!\d){NUMERIC}")


def year_of(numeral: str, era: bool = False) -> int:
    """Return the year of a numeral that `YEAR` matches, or of a year of the era: 民国101 is 2012."""
    named = numeral.removeprefix("中华").removeprefix(ERA)
    value = parse_integer(named if named.isdigit() else named.replace("0", "○"))  # 二0一0, as people type it
    return (value or 0) + (_BEFORE_ERA if era or named != numeral else 0)


def iso_date(year: str, month: str, day: str) -> str | None:
    """Return the ISO 8601 date of three numerals, or None where there is no such day (2月30日)."""
    try:
        return date(year_of(year), parse_integer(month) or 0, parse_integer(day) or 0).isoformat()
    except (ValueError, OverflowError):
        return None


def numeric_parts(text: str) -> tuple[str, str, str]:
    """Return year, month and day of what `NUMERIC` or `COMPACT` matches."""
    year, month, day = re.split(r"[-./]", text) if not text.isdigit() else (text[:4], text[4:6], text[6:])
    return year, month, day


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
    found += [(Span(*m.span()), iso_date(*numeric_parts(m[0]))) for m in _NUMERIC.finditer(folded, *span)]
    for where, value in sorted(found):
        if value is not None:
            yield where, value


def first_date(folded: str, span: Span) -> str | None:
    """Return the first date of the span, or None."""
    return next((value for _, value in find_dates(folded, span)), None)
