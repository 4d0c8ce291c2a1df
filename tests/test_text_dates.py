"""Dates: every day of a year goes round in every style, for those who date documents and those who read parameters."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from fatiao.text.calendar import CALENDAR_DATE, parse_date
from fatiao.text.dates import find_dates, first_date, last_day
from fatiao.text.fold import fold
from fatiao.text.numerals import to_chinese
from fatiao.text.source import Span

DAYS = [date(2008, 1, 1) + timedelta(days=number) for number in range(366)]
_CAPITAL = str.maketrans("一二三四五六七八九十", "壹贰叁肆伍陆柒捌玖拾")


def _chinese(day: date, zero: str = "○") -> str:
    return f"二{zero}{zero}八年{to_chinese(day.month)}月{to_chinese(day.day)}日"


def _contracted(number: int) -> str:
    return to_chinese(number).replace("二十", "廿").replace("三十", "卅")


STYLES: dict[str, Callable[[date], str]] = {
    "arabic": lambda d: f"{d.year}年{d.month}月{d.day}日",
    "arabic with zeros": lambda d: f"{d:%Y年%m月%d日}",
    "full width": lambda d: "".join(
        chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in f"{d.year}年{d.month}月{d.day}日"
    ),
    "spaced": lambda d: f"{d.year} 年 {d.month} 月 {d.day} 日",
    "chinese, circle": _chinese,
    "chinese, zero": lambda d: _chinese(d, "零"),
    "chinese, number zero": lambda d: _chinese(d, "〇"),
    "chinese, letter": lambda d: _chinese(d, "O"),
    "chinese year in capitals": lambda d: f"贰零零捌年{to_chinese(d.month)}月{to_chinese(d.day)}日",
    "chinese, zeros before ones": lambda d: (
        f"二○○八年{'○' * (d.month < 10)}{to_chinese(d.month)}月{'○' * (d.day < 10)}{to_chinese(d.day)}日"
    ),
    "contracted tens": lambda d: f"二○○八年{to_chinese(d.month)}月{_contracted(d.day)}日",
    "dashes": lambda d: d.isoformat(),
    "dots": lambda d: f"{d.year}.{d.month}.{d.day}",
    "slashes": lambda d: f"{d:%Y/%m/%d}",
}


@pytest.mark.parametrize("style", STYLES)
def test_every_day_goes_round_as_a_full_date_in(style: str) -> None:
    for day in DAYS:
        text = fold(STYLES[style](day))
        assert list(find_dates(text, Span(0, len(text)))) == [(Span(0, len(text)), day.isoformat())], text


@pytest.mark.parametrize("style", STYLES)
def test_every_day_goes_round_as_a_calendar_date_in(style: str) -> None:
    for day in DAYS:
        text = fold(STYLES[style](day))
        read = parse_date(text)
        assert read and (read.first, read.last, read.recurring) == (day.isoformat(), day.isoformat(), False), text
        assert re.fullmatch(CALENDAR_DATE, text), text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("2010年2月30日", id="a day that does not exist"),
        pytest.param("2010年13月1日", id="a month that does not exist"),
        pytest.param("2010年6月", id="a month"),
        pytest.param("2008.6.26.1", id="a number with four parts"),
        pytest.param("2008-6.26", id="two separators"),
        pytest.param("12008-06-26", id="inside a longer number"),
        pytest.param("3008-06-26", id="no year that a document has"),
        pytest.param("○○○○年○○月○○日", id="a form to fill in"),
    ],
)
def test_what_is_no_full_date(text: str) -> None:
    assert first_date(text, Span(0, len(text))) is None


@pytest.mark.parametrize(
    ("start", "count", "months", "last"),
    [
        pytest.param("2019-08-01", 5, False, "2024-07-31", id="years"),
        pytest.param("2019-08-01", 6, True, "2020-01-31", id="months"),
        pytest.param("2020-02-29", 1, False, "2021-02-28", id="from a leap day"),
        pytest.param("2019-08-01", 9999, False, None, id="beyond the calendar"),
    ],
)
def test_the_last_day_of_a_stretch(start: str, count: int, months: bool, last: str | None) -> None:
    assert last_day(start, count, months) == last
