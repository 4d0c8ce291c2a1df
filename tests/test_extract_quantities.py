"""One quantity alone: `parse_quantity`, dates and frequencies, each case with its reason as id."""

from __future__ import annotations

import pytest
from fatiao.extract.quantity.frequencies import parse_frequency
from fatiao.extract.quantity.quantities import as_float, parse_quantity
from fatiao.text.calendar import parse_date
from fatiao.text.fold import fold
from fatiao.text.units.table import UNITS, unit_of

QUANTITIES = [
    ("20万元", "money", 200000, 200000, "CNY", "multiple of ten thousand"),
    ("３万元", "money", 30000, 30000, "CNY", "full width digits"),
    ("人民币3亿元", "money", 3e8, 3e8, "CNY", "currency in front"),
    ("五百元人民币", "money", 500, 500, "CNY", "currency behind"),
    ("10万美元", "money", 100000, 100000, "USD", "foreign currency"),
    ("五万港元", "money", 50000, 50000, "HKD", "Hong Kong"),
    ("壹仟叁百捌拾万特别提款权", "money", 13800000, 13800000, "XDR", "capital numerals"),
    ("壹仟万等值美元", "money", 1e7, 1e7, "USD", "equivalent of dollars"),
    ("1,000.5元", "money", 1000.5, 1000.5, "CNY", "commas and a point"),
    ("3万5千元", "money", 35000, 35000, "CNY", "two multiples"),
    ("3万4000元", "money", 34000, 34000, "CNY", "digits behind a multiple"),
    ("1亿2000万元", "money", 1.2e8, 1.2e8, "CNY", "a multiple behind a multiple"),
    ("2千零50元", "money", 2050, 2050, "CNY", "a zero between"),
    ("12万零5百元", "money", 120500, 120500, "CNY", "a zero and a multiple"),
    ("壹万贰仟元", "money", 12000, 12000, "CNY", "formal numerals"),
    ("1 000 000元", "money", 1e6, 1e6, "CNY", "groups of three with spaces"),
    ("2元5角", "money", 2.5, 2.5, "CNY", "yuan and jiao"),
    ("3元5角2分", "money", 3.52, 3.52, "CNY", "yuan, jiao and fen"),
    ("5角2分", "money", 0.52, 0.52, "CNY", "jiao and fen"),
    ("新台币500元", "money", 500, 500, "TWD", "a currency before yuan"),
    ("二百多万元", "money", 2e6, 2e6, "CNY", "a word between number and multiple"),
    ("30余亿元", "money", 3e9, 3e9, "CNY", "and another"),
    ("十几万元", "money", 1e5, 1e5, "CNY", "and a third"),
    ("七八百元", "money", 700, 800, "CNY", "two digits that follow each other"),
    ("二三十元", "money", 20, 30, "CNY", "and a ten"),
    ("两三个月", "duration", 2, 3, "mo", "and two of a time"),
    ("三五日", "duration", 3, 5, "d", "three to five"),
    ("二五元", "money", 25, 25, "CNY", "two digits by position"),
    ("3个半小时", "duration", 3.5, 3.5, "h", "hours and a half"),
    ("2个半工作日", "duration", 2.5, 2.5, "{workday}", "working days and a half"),
    ("三个多月", "duration", 3, 3, "mo", "months and more"),
    ("30个基点", "ratio", 0.3, 0.3, "pp", "basis points"),
    ("50bp", "ratio", 0.5, 0.5, "pp", "basis points in letters"),
    ("八折", "ratio", 0.8, 0.8, "1", "a discount"),
    ("八五折", "ratio", 0.85, 0.85, "1", "a discount of two digits"),
    ("三比一", "ratio", 3, 3, "1", "a ratio in words"),
    ("5——10倍", "ratio", 5, 10, "1", "a dash of two characters"),
    ("0.56元/度", "money", 0.56, 0.56, "CNY/(kW.h)", "electricity"),
    ("4800元/生·学年", "money", 4800, 4800, "CNY/{生}/{学年}", "a word that no table knows"),
    ("0.45元/车公里", "money", 0.45, 0.45, "CNY/{车公里}", "one that goes on as a known one"),
    ("30元/人天", "money", 30, 30, "CNY/{person}/d", "two without a mark"),
    ("500元/(人·月)", "money", 500, 500, "CNY/{person}/mo", "two in brackets"),
    ("500元每吨", "money", 500, 500, "CNY/t", "a word for the stroke"),
    ("5L/min", "measure", 5, 5, "L/min", "a flow"),
    ("二十二点五万元", "money", 225000, 225000, "CNY", "point in characters"),
    ("5-10万元", "money", 50000, 100000, "CNY", "multiple said once"),
    ("二百至五百万元", "money", 2e6, 5e6, "CNY", "multiple said once in characters"),
    ("三至五百元", "money", 300, 500, "CNY", "hundreds said once"),
    ("十至一百元", "money", 10, 100, "CNY", "hundreds that belong to the second only"),
    ("80元/吨", "money", 80, 80, "CNY/t", "per ton behind the unit"),
    ("90%", "ratio", 0.9, 0.9, "1", "per cent"),
    ("５％", "ratio", 0.05, 0.05, "1", "full width per cent"),
    ("2‰", "ratio", 0.002, 0.002, "1", "per mille"),
    ("百分之零点七五", "ratio", 0.0075, 0.0075, "1", "per cent in characters"),
    ("百分之百", "ratio", 1, 1, "1", "all of it"),
    ("千分之二", "ratio", 0.002, 0.002, "1", "per mille in characters"),
    ("万分之五", "ratio", 0.0005, 0.0005, "1", "of ten thousand"),
    ("百分之五至百分之十", "ratio", 0.05, 0.1, "1", "two per cents"),
    ("百分之六十至七十", "ratio", 0.6, 0.7, "1", "base said once"),
    ("三分之一", "ratio", 1 / 3, 1 / 3, "1", "a third is what 1/3 is"),
    ("2/3", "ratio", 2 / 3, 2 / 3, "1", "fraction with a slash"),
    ("9:1", "ratio", 9, 9, "1", "proportion"),
    ("5倍", "ratio", 5, 5, "1", "multiple"),
    ("一倍半", "ratio", 1.5, 1.5, "1", "one and a half"),
    ("1至3倍", "ratio", 1, 3, "1", "unit said once"),
    ("九成", "ratio", 0.9, 0.9, "1", "tenths"),
    ("五个百分点", "ratio", 5, 5, "pp", "percentage points"),
    ("3个月", "duration", 3, 3, "mo", "months"),
    ("五个工作日", "duration", 5, 5, "{workday}", "working days"),
    ("十个交易日", "duration", 10, 10, "{交易日}", "trading days"),
    ("七年零六个月", "duration", 90, 90, "mo", "years and months"),
    ("一年六个月", "duration", 18, 18, "mo", "years and months without zero"),
    ("一年半", "duration", 18, 18, "mo", "a year and a half"),
    ("两个半月", "duration", 2.5, 2.5, "mo", "two months and a half"),
    ("两个季度", "duration", 6, 6, "mo", "quarters are months"),
    ("二十四小时", "duration", 24, 24, "h", "hours"),
    ("九十(90)天", "duration", 90, 90, "d", "figure restated in brackets"),
    ("90学时", "duration", 90, 90, "{学时}", "class hours"),
    ("60周岁", "age", 60, 60, "a", "age"),
    ("2名", "count", 2, 2, "{person}", "persons"),
    ("三次", "count", 3, 3, "{time}", "times"),
    ("19个", "count", 19, 19, "{个}", "plain measure word"),
    ("二至三户", "count", 2, 3, "{户}", "households"),
    ("6分", "score", 6, 6, "{point}", "points"),
    ("1分/月", "score", 1, 1, "{point}/mo", "points a month"),
    ("50平方米", "measure", 50, 50, "m2", "area"),
    ("三千米", "measure", 3000, 3000, "m", "thousand metres in characters"),
    ("5千米", "measure", 5, 5, "km", "kilometres behind digits"),
    ("五百克", "measure", 500, 500, "g", "hundred grams"),
    ("2千克", "measure", 2, 2, "kg", "kilograms"),
    ("30万千瓦", "measure", 300000, 300000, "kW", "multiple before a prefixed unit"),
    ("三十五千伏", "measure", 35, 35, "kV", "prefix behind characters"),
    ("80分贝", "measure", 80, 80, "dB", "decibel is no score"),
    ("40公里/小时", "measure", 40, 40, "km/h", "speed"),
    ("200毫克/升", "measure", 200, 200, "mg/L", "concentration"),
    ("7.0 mmol/L", "measure", 7, 7, "mmol/L", "concentration of a substance, no millimetres"),
    ("140mg/dl", "measure", 140, 140, "mg/dL", "by the decilitre, not by the day"),
    ("140mmHg", "measure", 140, 140, "mm[Hg]", "a column of mercury"),
    ("十亩", "measure", 10, 10, "{亩}", "mu"),
    ("80公顷", "measure", 80, 80, "har", "hectare"),
    ("35℃", "measure", 35, 35, "Cel", "temperature"),
]


@pytest.mark.parametrize(
    ("text", "quantity", "low", "high", "unit", "reason"), QUANTITIES, ids=[c[-1] for c in QUANTITIES]
)
def test_quantity(text: str, quantity: str, low: float, high: float, unit: str, reason: str) -> None:
    amount = parse_quantity(fold(text))
    assert amount is not None
    found = (amount.quantity.value, as_float(amount.low), as_float(amount.high), amount.unit)
    assert found == (quantity, pytest.approx(low, rel=1e-12), pytest.approx(high, rel=1e-12), unit)


@pytest.mark.parametrize(
    "text", ["一百一千元", "十百个", "3万5元"], ids=["falls not", "ten hundred", "units or tenths"]
)
def test_a_number_without_reading_has_no_value(text: str) -> None:
    amount = parse_quantity(text)
    assert amount is not None and amount.low is None and amount.high is None


@pytest.mark.parametrize("text", ["", "元", "第三条", "1.2.3元", "一般", "5元6元", "2008年"], ids=repr)
def test_what_is_no_quantity(text: str) -> None:
    assert parse_quantity(text) is None


@pytest.mark.parametrize(
    ("text", "unit", "low", "high", "code"),
    [
        ("500", "元", 500, 500, "CNY"),
        ("5", "万元", 50000, 50000, "CNY"),
        ("2-5", "万元", 20000, 50000, "CNY"),
        ("30", "%", 0.3, 0.3, "1"),
        ("195,000", "美元", 195000, 195000, "USD"),
        ("三", "个月", 3, 3, "mo"),
    ],
    ids=lambda value: str(value),
)
def test_a_bare_number_takes_the_default_unit(text: str, unit: str, low: float, high: float, code: str) -> None:
    amount = parse_quantity(text, unit)
    assert amount is not None
    assert (as_float(amount.low), as_float(amount.high), amount.unit) == (pytest.approx(low), pytest.approx(high), code)


@pytest.mark.parametrize("word", sorted(UNITS))
def test_every_unit_word_reads_back(word: str) -> None:
    amount = parse_quantity(f"7{word}")
    assert amount is not None
    assert amount.unit == UNITS[word].code
    assert amount.low == 7 * UNITS[word].factor


def test_an_unknown_unit_is_none() -> None:
    assert unit_of("米/鱼") is None and unit_of("鱼") is None
    assert unit_of("**") is None and unit_of("/") is None and unit_of("") is None


DATES = [
    ("1996年9月13日", "1996-09-13", "1996-09-13", "digits"),
    ("二○一○年十二月三十一日", "2010-12-31", "2010-12-31", "characters"),
    ("2010-12-31", "2010-12-31", "2010-12-31", "ISO"),
    ("2010 年 1 月 1 日", "2010-01-01", "2010-01-01", "spaces from OCR"),
    ("2012年2月29日", "2012-02-29", "2012-02-29", "leap day"),
    ("2010年2月30日", None, None, "no such day"),
    ("2010年3月", "2010-03-01", "2010-03-31", "a month has two ends"),
    ("2010年度", "2010-01-01", "2010-12-31", "a year has two ends"),
    ("2010年底", "2010-12-31", "2010-12-31", "end of a year"),
    ("4月底", "--04-30", "--04-30", "end of a month each year"),
    ("每年11月22日", "--11-22", "--11-22", "each year"),
    ("每年八月", "--08-01", "--08-31", "a month each year"),
    ("每年第一季度", "--01-01", "--03-31", "a quarter each year"),
    ("第三季度", "--07-01", "--09-30", "a quarter"),
    ("年终", "--12-31", "--12-31", "end of the year"),
    ("每年年末", "--12-31", "--12-31", "end of each year"),
    ("每月10日", "---10", "---10", "each month"),
    ("次年3月", "--03-01", "--03-31", "month of the next year"),
]


@pytest.mark.parametrize(("text", "first", "last", "reason"), DATES, ids=[case[-1] for case in DATES])
def test_date(text: str, first: str | None, last: str | None, reason: str) -> None:
    date = parse_date(text)
    assert date is not None
    assert (date.first, date.last) == (first, last)


@pytest.mark.parametrize(
    ("text", "length", "unit"),
    [
        ("每年", 1, "a"), ("每年度", 1, "a"), ("每半年", 6, "mo"), ("每两年", 2, "a"), ("每3个月", 3, "mo"),
        ("每季度", 3, "mo"), ("按季度", 3, "mo"), ("按季", 3, "mo"), ("按月", 1, "mo"), ("每月", 1, "mo"),
        ("每周", 1, "wk"), ("每日", 1, "d"), ("每隔五年", 5, "a"), ("每一个半年期", 6, "mo"), ("每学期", 1, "{学期}"),
    ],
)  # fmt: skip
def test_frequency(text: str, length: float, unit: str) -> None:
    found = parse_frequency(text)
    assert found is not None
    assert (float(found[0]), found[1]) == (length, unit)
