from __future__ import annotations

from decimal import Decimal

import pytest
from fatiao.text.numerals import parse_integer, parse_number, to_chinese

_FORMAL = str.maketrans("一二三四五六七八九十百千零", "壹贰叁肆伍陆柒捌玖拾佰仟零")


def test_every_number_to_9999_goes_round_in_every_style() -> None:
    for number in range(1, 10_000):
        chinese = to_chinese(number)
        spellings = {
            chinese,
            chinese.translate(_FORMAL),
            str(number),
            f"{number:,}",
            chinese.replace("二千", "两千").replace("二百", "两百"),
            "".join("○一二三四五六七八九"[int(digit)] for digit in str(number)),
        }
        if number >= 1000:
            spellings.add("".join("O一二三四五六七八九"[int(digit)] for digit in str(number)))
        assert {parse_integer(spelling) for spelling in spellings} == {number}, number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("一百二十三", "123", id="hundreds"),
        pytest.param("廿三", "23", id="contracted twenty"),
        pytest.param("卅", "30", id="contracted thirty"),
        pytest.param("两千零五", "2005", id="two as 两, a zero that skips"),
        pytest.param("壹仟叁百捌拾万", "13800000", id="formal characters mixed with plain ones"),
        pytest.param("二○○四", "2004", id="by position, circle"),
        pytest.param("二〇一〇", "2010", id="by position, zero character"),
        pytest.param("二O一O", "2010", id="by position, the letter O"),
        pytest.param("1,000.5", "1000.5", id="thousands and a point"),
        pytest.param("3万5千", "35000", id="digits with multiples"),
        pytest.param("1.5亿", "150000000", id="a point before a multiple"),
        pytest.param("2千5百", "2500", id="small multiples behind digits"),
        pytest.param("一点五", "1.5", id="a spoken point"),
        pytest.param("零点七五", "0.75", id="a spoken fraction stays exact"),
        pytest.param("一点五万", "15000", id="a multiple behind a spoken point"),
        pytest.param("一万五", "15000", id="a cut-off thousand"),
        pytest.param("一百五", "150", id="a cut-off ten"),
        pytest.param("一百零五", "105", id="with its zero"),
        pytest.param("一亿二千万", "120000000", id="two myriads"),
        pytest.param("十万亿", "10000000000000", id="stacked myriads"),
        pytest.param("九千九百九十九亿", "999900000000", id="large"),
    ],
)
def test_numerals(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["一百一千", "十百", "", "第", "一百百", "元", "3千5万", "一二十三百", "点五"])
def test_what_is_no_numeral_has_no_value(text: str) -> None:
    assert parse_number(text) is None


def test_a_fraction_is_no_integer() -> None:
    assert parse_integer("1.5") is None
