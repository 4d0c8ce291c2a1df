"""What a person types as an amount, and which parameters it lets through."""

from __future__ import annotations

import sqlite3

import pytest
from fatiao.publish.queries.value_filter import end_in_words, value_filter
from fatiao.publish.sql_functions import yuan
from fatiao.publish.words.typed_amounts import AmountError, read_amount
from fatiao.text.units.scales import dimension

READ = [
    ("10万元", "money", "CNY", 100000),
    ("１０万元", "money", "CNY", 100000),
    ("≥ 10万元", "money", "CNY", 100000),
    ("不少于二十万元", "money", "CNY", 200000),
    ("1,000.5元", "money", "CNY", 1000.5),
    ("3万美元", "money", "USD", 30000),
    ("80元/吨", "money", "CNY/t", 80),
    ("2元/平方米/月", "money", "CNY/m2/mo", 2),
    ("30%", "ratio", "1", 0.3),
    ("百分之三十", "ratio", "1", 0.3),
    ("三分之二", "ratio", "1", 2 / 3),
    ("3‰", "ratio", "1", 0.003),
    ("5倍", "ratio", "1", 5),
    ("两成", "ratio", "1", 0.2),
    ("2个百分点", "ratio", "pp", 2),
    ("3个月", "duration", "mo", 3),
    ("一季度", "duration", "mo", 3),
    ("半年", "duration", "mo", 6),
    ("5个工作日", "duration", "{workday}", 5),
    ("5工作日", "duration", "{workday}", 5),
    ("十五日", "duration", "d", 15),
    ("1小时", "duration", "h", 1),
    ("每3个月", "frequency", "mo", 3),
    ("每月", "frequency", "mo", 1),
    ("每半年", "frequency", "mo", 6),
    ("每半小时", "frequency", "h", 0.5),
    ("每 30 分钟", "frequency", "min", 30),
    ("半小时", "duration", "h", 0.5),
    ("1.5年", "duration", "mo", 18),
    ("40学时", "duration", "{学时}", 40),
    ("3月", "duration", "mo", 3),
    ("20 万元", "money", "CNY", 200000),
    ("2,000 亿元", "money", "CNY", 2e11),
    ("100人民币", "money", "CNY", 100),
    ("3万瑞士法郎", "money", "CHF", 30000),
    ("0.05%/日", "ratio", "1/d", 0.0005),
    ("零下5℃", "measure", "Cel", -5),
    ("-5 ℃", "measure", "Cel", -5),
    ("25度", "measure", "deg", 25),
    ("5千伏安", "measure", "kV.A", 5),
    ("3个车道", "count", "{车道}", 3),
    ("60岁", "age", "a", 60),
    ("60周岁", "age", "a", 60),
    ("3人", "count", "{person}", 3),
    ("10户", "count", "{户}", 10),
    ("5个", "count", "{个}", 5),
    ("6分", "score", "{point}", 6),
    ("500平方米", "measure", "m2", 500),
    ("2亩", "measure", "{亩}", 2),
    ("80分贝", "measure", "dB", 80),
]


@pytest.mark.parametrize(("typed", "quantity", "unit", "value"), READ, ids=[row[0] for row in READ])
def test_amounts_are_read(typed: str, quantity: str, unit: str, value: float) -> None:
    amount = read_amount(typed)
    assert (amount.quantity, amount.unit, float(amount.value)) == (quantity, unit, pytest.approx(value))


DATES = [
    ("2010-12-31", "2010-12-31", "2010-12-31"),
    ("2010年6月", "2010-06-01", "2010-06-30"),
    ("2012年2月", "2012-02-01", "2012-02-29"),
    ("2010年", "2010-01-01", "2010-12-31"),
    ("2010年6月5日", "2010-06-05", "2010-06-05"),
]


@pytest.mark.parametrize(("typed", "first", "last"), DATES)
def test_dates_are_read(typed: str, first: str, last: str) -> None:
    amount = read_amount(typed)
    assert (amount.first, amount.last) == (first, last)


WRONG = [
    ("10", "没有单位"),
    ("很多", "看不懂"),
    ("元", "看不懂"),
    ("千瓦", "看不懂"),
    ("3鱼", "看不懂"),
    ("10米/鱼", "看不懂"),
    ("每3元", "看不懂"),
    ("10<script>", "看不懂"),
    ("10元/<b>", "看不懂"),
    ("1" * 41 + "元", "看不懂"),
    ("2010-13-40", "不是一个日期"),
    ("零分之一", "看不懂"),
    ("10 or 1=1", "看不懂"),
]


@pytest.mark.parametrize(("typed", "message"), WRONG)
def test_what_is_no_amount_is_told(typed: str, message: str) -> None:
    with pytest.raises(AmountError, match=message):
        read_amount(typed)


CONVERTED = [
    ("1年", "mo", 12, "a year is twelve months, exactly"),
    ("12个月", "a", 1, "and the other way"),
    ("1日", "h", 24, "hours"),
    ("2周", "d", 14, "weeks"),
    ("1公顷", "m2", 10000, "areas"),
    ("3亩", "m2", 2000, "mu"),
    ("1吨", "kg", 1000, "masses"),
    ("1立方米", "L", 1000, "volumes"),
]


@pytest.mark.parametrize(("typed", "unit", "value"), [r[:3] for r in CONVERTED], ids=[r[3] for r in CONVERTED])
def test_units_of_one_scale_are_converted(typed: str, unit: str, value: float) -> None:
    assert read_amount(typed).in_units()[unit] == value


def test_working_days_are_compared_with_working_days_only() -> None:
    assert set(read_amount("5个工作日").in_units()) == {"{workday}"}
    assert dimension("{workday}") is None


ROWS = [
    # quantity, unit, min, max, min date, max date
    ("money", "CNY", None, 200000, None, None),
    ("money", "CNY", 10000, 200000, None, None),
    ("money", "CNY", 80, 80, None, None),
    ("duration", "mo", 3, 3, None, None),
    ("duration", "d", None, 30, None, None),
    ("duration", "{workday}", None, 5, None, None),
    ("age", "a", 18, None, None, None),
    ("ratio", "1", None, 0.3, None, None),
    ("date", "date", None, None, "2010-01-01", "2010-12-31"),
    ("date", "date", None, None, "--04-30", "--04-30"),
]
FILTERS = [
    ("10万元", "", {0, 1}, "a limit and a range reach so far"),
    ("", "1万元", {1, 2}, "a range begins so low"),
    ("20万元", "20万元", {0, 1}, "exactly"),
    ("20.1万元", "", set(), "above all"),
    ("60日", "", {3}, "days and months"),
    ("", "1个月", {4}, "a month is longer than 30 days, no working days"),
    ("", "5个工作日", {5}, "working days"),
    ("18岁", "", {6}, "an age is no duration"),
    ("30%", "", {7}, "ratios"),
    ("2010年6月", "2010年6月", {8}, "dates; those of every year are on no calendar"),
    ("1年", "", set(), "an age is no duration"),
]


@pytest.mark.parametrize(("low", "high", "found"), [row[:3] for row in FILTERS], ids=[row[3] for row in FILTERS])
def test_filters_let_through_what_reaches_into_them(low: str, high: str, found: set[int]) -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute(
        "create table parameters (id, quantity, unit, min_value real, max_value real, min_date, max_date)"
    )
    connection.executemany("insert into parameters values (?, ?, ?, ?, ?, ?, ?)", [(i, *r) for i, r in enumerate(ROWS)])
    wanted = value_filter(low, high)
    assert wanted is not None
    rows = connection.execute(f"select id from parameters where {wanted.where}", wanted.parameters)
    assert {row[0] for row in rows} == found
    connection.close()


APART = [
    ("10万元", "30%", None, "下限是金额（10 万元），上限是比例（30%），不能一起用"),
    ("1日", "5个工作日", None, "日和个工作日不能换算"),
    ("1元", "1美元", None, "元和美元不能换算"),
    ("30%", "", "money", "已按种类“金额”筛选，而所填的是比例"),
]


@pytest.mark.parametrize(("low", "high", "quantity", "message"), APART)
def test_what_cannot_be_compared_is_told(low: str, high: str, quantity: str | None, message: str) -> None:
    with pytest.raises(AmountError, match=message):
        value_filter(low, high, quantity)


def test_nothing_typed_is_no_filter() -> None:
    assert value_filter("", "  ") is None


def test_an_end_is_shown_as_it_was_understood() -> None:
    typed = ("十万元", "百分之三十", "5倍", "每半年", "六十周岁", "2010年")
    assert [end_in_words(read_amount(each)) for each in typed] == [
        "10 万元",
        "30%",
        "500%",
        "每 6 个月",
        "60 岁",
        "2010-01-01",
    ]


AMOUNTS = [("20万", 200000.0), ("二十万元", 200000.0), ("１,０００", 1000.0), ("0.5", 0.5), ("x", None), (None, None)]


@pytest.mark.parametrize(("amount", "value"), AMOUNTS)
def test_yuan(amount: str | None, value: float | None) -> None:
    assert yuan(amount) == value
