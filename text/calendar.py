"""The grammar of calendar dates: days, months, quarters and years, once or recurring.

Values are ISO 8601: `2010-12-31`; each year `--04-30`; each month `---10`. A month, a quarter or a year is a
span with two ends. What the calendar does not know (2月30日) has no value.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass

from .dates import DAY, ERA_DAY, MONTH, NUMERIC, YEAR, numeric_parts, year_of
from .numerals import ONES, parse_integer
from .patterns import pattern

_YEAR = rf"(?P<year>{YEAR})\s?年"
_MONTH = rf"(?P<month>{MONTH})\s?月"
_DAY = rf"(?P<day>{DAY})\s?[日号]"
_EACH = r"(?P<each>(?:每(?:一|个)?|当|本|次|翌|同|下一?|上一?|第二)年度?的?)"
_PART = r"(?P<part>底|月?末|初|份|[上中下]旬)"
_QUARTER = r"(?P<quarter>[一二三四1-4])"
_QUARTER_END = "(?P<quarterend>[底末终](?!月))?"
_WEEKDAYS = ONES[:6] + "日天"
_NTH_WEEK = rf"(?P<nth>第[{ONES[:5]}]个?|最后一?个?)(?P<week>周[{_WEEKDAYS}末]?|星期[{_WEEKDAYS}]?|双休日)"
_EACH_MONTH = r"每(?:个|一)?月的?"
_NEXT_MONTH = r"次一?月的?|当月的?|本月的?|下一?个?月的?|翌月的?"
_MORE_MONTHS = rf"(?:\s?(?:、|和|及|以及|或者?)\s?{MONTH}\s?月){{1,11}}的?\s?"
_BEFORE = r"(?=[以之]?前)"

_SHAPES = (
    rf"{_YEAR}\s?{_MONTH}\s?(?:{_DAY}|{_PART})?",
    ERA_DAY,
    rf"{_EACH}?\s?{_MONTH}\s?(?:的?{_DAY}|的?{_PART})",
    rf"{_EACH}\s?{_MONTH}份?(?:的)?{_NTH_WEEK}",
    rf"{_EACH}\s?{_MONTH}(?!\d)",
    rf"(?:{_EACH}|{_YEAR}(?:的)?)第?{_QUARTER}个?季度{_QUARTER_END}",
    rf"第{_QUARTER}季度{_QUARTER_END}",
    rf"(?P<numeric>{NUMERIC})",
    rf"{_YEAR}(?P<yearpart>度|年?[底末]|初|[上下]半年)?",
    rf"(?:{_EACH_MONTH}|{_NEXT_MONTH})(?P<monthday>{DAY})[日号]",
    rf"{_EACH_MONTH}(?P<tenday>[上中下])旬",
    rf"{_EACH_MONTH}{_NTH_WEEK}",
    rf"(?P<placed>(?:每(?:个|一)?|次|本|当|下一?个?)(?:季度?|半年度?|学期|学年)的?(?:[首末]月|最后一?个月|第[{ONES[:6]}]个?月)的?"
    rf"(?:{DAY}[日号]|[底末初]|[上中下]旬))",
    rf"{_EACH}(?P<yearpart>年?[底末终初](?!了)|[上下]半年)",
    r"(?P<alone>年[底末终])",
    rf"{_EACH}?\s?{_MONTH}(?={_MORE_MONTHS}(?P<shared>{DAY}[日号]|月?[底末]))",
    rf"(?<=月[至到\-~]){_MONTH}(?!\d)",
    rf"{_MONTH}(?=(?:至|到|-|~)(?:次年|翌年|第二年)?{_MONTH.replace('?P<month>', '?:')})",
    rf"(?P<monthend>(?:{_EACH_MONTH}|次月|下月)[底末]){_BEFORE}",
)
CALENDAR_DATE = "(?:" + "|".join(re.sub(r"\?P<\w+>", "?:", shape) for shape in _SHAPES) + ")"
"""A calendar date, without groups; read what it matches with `parse_date`."""

_PATTERNS = tuple(pattern(shape) for shape in (*_SHAPES[:-4], _MONTH, _SHAPES[-1].removesuffix(_BEFORE)))
_QUARTER_ENDS = {1: ("01-01", "03-31"), 2: ("04-01", "06-30"), 3: ("07-01", "09-30"), 4: ("10-01", "12-31")}
_TEN_DAYS = {"上": ("---01", "---10"), "中": ("---11", "---20"), "下": ("---21", "---31")}
_YEAR_PARTS = {"上半年": ("01-01", "06-30"), "下半年": ("07-01", "12-31"), "初": ("01-01", "01-01")}


@dataclass(frozen=True, slots=True)
class Date:
    """A date read from text: its first and last day (the same for a day), None where the calendar has no such day.

    `recurring` tells a date of every year or month from one day in history; `bare` a year alone (2010年). `placed`
    tells a day that recurs in another period (每季度末月的20日), for which ISO 8601 has no form: it has no ends.
    """

    first: str | None
    last: str | None
    recurring: bool
    bare: bool = False
    placed: bool = False


_SHARED_DAY = pattern(rf"{_MORE_MONTHS}(?P<day>{DAY}[日号]|月?[底末])")


def shared_day(text: str, start: int, end: int) -> str:
    """Return the day that a month shares with those listed behind it: 10日 of 1月 in 1月和7月的10日; or nothing.

    The month is `text[start:end]` of folded text.
    """
    if not text.endswith("月", start, end):
        return ""
    found = _SHARED_DAY.match(text, end)
    return found["day"] if found else ""


def parse_date(text: str) -> Date | None:
    """Read folded `text` that is one calendar date (1996年9月13日, 每年4月底, 第一季度, 年终), or give None."""
    for form in _PATTERNS:
        match = form.fullmatch(text)
        if match:
            return _read(match)
    return None


def _read(match: re.Match[str]) -> Date:
    found = {name: value for name, value in match.groupdict().items() if value is not None}
    if "numeric" in found:
        written = numeric_parts(found["numeric"])
        return _day(written[0], int(written[1]), int(written[2]))
    year = year_of(found["era"], era=True) if "era" in found else year_of(found["year"]) if "year" in found else None
    prefix = "-" if year is None else f"{year:04}"
    recurring = year is None
    if "monthday" in found:
        day = parse_integer(found["monthday"]) or 0
        value = f"---{day:02}" if 1 <= day <= 31 else None
        return Date(value, value, True)
    if "placed" in found or "monthend" in found:
        return Date(None, None, True, placed=True)
    if "tenday" in found:
        return Date(*_TEN_DAYS[found["tenday"]], True)
    if "nth" in found:
        return _week(found["nth"], parse_integer(found["month"]) if "month" in found else None)
    if "month" in found:
        return _month(found, prefix)
    if "quarter" in found:
        first, last = _QUARTER_ENDS[parse_integer(found["quarter"]) or 1]
        return Date(f"{prefix}-{last if 'quarterend' in found else first}", f"{prefix}-{last}", recurring)
    part = found.get("yearpart", found.get("alone", "")) or ""
    first, last = _YEAR_PARTS.get(part.removeprefix("年"), ("12-31", "12-31"))
    if part in ("度", ""):
        first, last = "01-01", "12-31"
    return Date(f"{prefix}-{first}", f"{prefix}-{last}", recurring, bare=not recurring and part in ("度", ""))


def _day(prefix: str, month: int, day: int) -> Date:
    year = 2000 if prefix == "-" else int(prefix)
    recurring = prefix == "-"
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
        return Date(None, None, recurring)
    value = f"{prefix}-{month:02}-{day:02}"
    return Date(value, value, recurring)


def _week(nth: str, month: int | None) -> Date:
    """Return the seven days in which the nth week or weekday of a month falls (九月的第三个星期日: 15th to 21st).

    Without a month it is one of every month; the last one of every month has no ends.
    """
    number = parse_integer(nth.strip("第个")) if nth.startswith("第") else None
    if month is None and number is None:
        return Date(None, None, True, placed=True)
    length = 31 if month is None else monthrange(2001, month)[1]
    prefix = "---" if month is None else f"--{month:02}-"
    last = min(7 * number, length) if number else length
    first = 7 * number - 6 if number else length - 6
    return Date(f"{prefix}{first:02}", f"{prefix}{last:02}", True)


def _month(found: dict[str, str], prefix: str) -> Date:
    month = parse_integer(found["month"]) or 0
    if "day" in found:
        return _day(prefix, month, parse_integer(found["day"]) or 0)
    recurring = prefix == "-"
    if not 1 <= month <= 12:
        return Date(None, None, recurring)
    # 2月底 of every year is the 28th: the day every year has
    length = monthrange(2001 if recurring else int(prefix), month)[1]
    part = found.get("part", "")
    first, last = 1, length
    if part in ("底", "末", "月末"):
        first = last
    elif part == "初":
        last = first
    elif part == "上旬":
        last = 10
    elif part == "中旬":
        first, last = 11, 20
    elif part == "下旬":
        first = 21
    return Date(f"{prefix}-{month:02}-{first:02}", f"{prefix}-{month:02}-{last:02}", recurring)


def later(date: Date, start: str) -> Date:
    """Return `date` in the year of `start`, of which only the first is said (2010年2月1日至3月31日)."""
    year = start[:4]
    if not date.recurring or start.startswith("-") or date.first is None or date.last is None:
        return date
    first, last = f"{year}-{date.first[2:]}", f"{year}-{date.last[2:]}"
    if last < start:
        first, last = f"{int(year) + 1:04}{first[4:]}", f"{int(year) + 1:04}{last[4:]}"
    return Date(first, last, False)
