"""Numerals: the whole language up to 9999 goes round in every style, and the alphabet stands in one file."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from fatiao.text.fold import fold
from fatiao.text.numerals import NUMERAL, parse_integer, parse_number, to_chinese

ROOT = Path(__file__).parent.parent
_CAPITAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
_FULL_WIDTH = str.maketrans("0123456789,", "０１２３４５６７８９，")


def _positional(number: int, digits: str) -> str:
    return "".join(digits[int(digit)] for digit in str(number))


def _with_thousands(number: int) -> str:
    """3千5百, 8千: Arabic digits with multiples, as far as the number has thousands and whole hundreds."""
    thousands, rest = divmod(number, 1000)
    return f"{thousands}千{rest // 100}百" if rest else f"{thousands}千"


def _contracted(number: int) -> str:
    """廿三, 一百卅: the contractions of 二十, 三十 and 四十."""
    text = to_chinese(number)
    for long, short in (("二十", "廿"), ("三十", "卅"), ("四十", "卌")):
        text = text.replace(long, short)
    return text


STYLES: dict[str, tuple[Callable[[int], str], range]] = {
    "chinese": (to_chinese, range(10_000)),
    "capital": (lambda n: to_chinese(n).translate(_CAPITAL), range(1, 10_000)),
    "capital ten with its one": (lambda n: "壹" + to_chinese(n).translate(_CAPITAL), range(10, 20)),
    "ten with its one": (lambda n: "一" + to_chinese(n), range(10, 20)),
    "两 before hundreds and thousands": (
        lambda n: to_chinese(n).replace("二千", "两千").replace("二百", "两百"),
        range(1, 10_000),
    ),
    "contracted tens": (_contracted, range(1, 10_000)),
    "by position, circle": (lambda n: _positional(n, "○一二三四五六七八九"), range(1, 10_000)),
    "by position, zero": (lambda n: _positional(n, "零一二三四五六七八九"), range(1, 10_000)),
    "by position, number zero": (lambda n: fold(_positional(n, "〇一二三四五六七八九")), range(1, 10_000)),
    "by position, letter": (lambda n: _positional(n, "O一二三四五六七八九"), range(1, 10_000)),
    "by position, capital": (lambda n: _positional(n, "零壹贰叁肆伍陆柒捌玖"), range(1, 10_000)),
    "arabic": (str, range(10_000)),
    "arabic with thousands commas": (lambda n: f"{n:,}", range(10_000)),
    "full width": (lambda n: fold(str(n).translate(_FULL_WIDTH)), range(1, 10_000)),
    "full width with thousands commas": (lambda n: fold(f"{n:,}".translate(_FULL_WIDTH)), range(1, 10_000)),
    "digits with thousands and hundreds": (_with_thousands, range(1000, 10_000, 100)),
    "digits with 万": (lambda n: f"{n // 10_000}万", range(10_000, 99_990_000, 7_770_000)),
    "digits with 万 and 千": (
        lambda n: f"{n // 10_000}万{n % 10_000 // 1000}千",
        range(11_000, 90_000_000, 1_111_000),
    ),
    "chinese with 万": (to_chinese, range(10_000, 99_999_999, 76_543)),
    "capital with 万": (lambda n: to_chinese(n).translate(_CAPITAL), range(10_000, 99_999_999, 76_543)),
    "digits with 亿": (lambda n: f"{n // 10**8}亿", range(10**8, 10**12, 77 * 10**8)),
    "chinese with 亿": (
        lambda n: f"{to_chinese(n // 10**8)}亿{to_chinese(n % 10**8)}",
        range(10**8 + 12_000_000, 10**12, 7 * 10**9 + 12_340_000),
    ),
}
"""How each style writes a number, and the numbers that the test writes in it."""


@pytest.mark.parametrize("style", STYLES)
def test_every_number_goes_round_in(style: str) -> None:
    write, numbers = STYLES[style]
    wrong = {write(number): number for number in numbers if parse_number(write(number)) != number}
    assert not wrong


@pytest.mark.parametrize("style", STYLES)
def test_the_pattern_takes_the_whole_numeral_in(style: str) -> None:
    write, numbers = STYLES[style]
    pattern = re.compile(NUMERAL)
    assert not [write(number) for number in numbers if not pattern.fullmatch(write(number))]


def test_the_digits_stand_in_one_file() -> None:
    others = ("build", "dist", "tests")
    folders = [path for path in ROOT.iterdir() if path.is_dir() and path.name[0] != "." and path.name not in others]
    listed = {
        path.relative_to(ROOT).as_posix()
        for path in (*ROOT.glob("*.py"), *(path for folder in folders for path in folder.rglob("*.py")))
        if re.search(r"[一二三四五六七八九]{5}", path.read_text(encoding="utf-8"))
    }
    assert listed == {"text/numerals.py"}


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
