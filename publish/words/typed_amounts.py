"""What a person types as an amount, read: 10万元, 30%, 3个月, 5个工作日, 60岁, 80元/吨, 2010年6月.

The codes are those of the column `unit`. An amount is compared in every unit of its kind, by the factors below.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ...text.comparators import SIGN, WORDS
from ...text.fold import fold
from ...text.numerals import NUMERAL, parse_number
from .wording import QUANTITIES, UNITS

MOST_CHARACTERS = 40
"""An amount with more characters is none."""

SCALES: tuple[Mapping[str, Fraction], ...] = (
    {
        # a year is 365.25 days on average, a month the twelfth of it, so that 12 months are a year exactly
        **{"s": Fraction(1, 86400), "min": Fraction(1, 1440), "h": Fraction(1, 24), "d": Fraction(1)},
        **{"wk": Fraction(7), "mo": Fraction("30.4375"), "a": Fraction("365.25")},
    },
    {"um": Fraction(1, 10**6), "mm": Fraction(1, 1000), "cm": Fraction(1, 100), "m": Fraction(1), "km": Fraction(1000)},
    {
        **{"cm2": Fraction(1, 10**4), "m2": Fraction(1), "{亩}": Fraction(2000, 3), "har": Fraction(10**4)},
        **{"km2": Fraction(10**6)},
    },
    {"mL": Fraction(1, 10**6), "L": Fraction(1, 1000), "m3": Fraction(1)},
    {"mg": Fraction(1, 1000), "g": Fraction(1), "{斤}": Fraction(500), "kg": Fraction(1000), "t": Fraction(10**6)},
    {"W": Fraction(1), "kW": Fraction(1000), "MW": Fraction(10**6)},
    {"V": Fraction(1), "kV": Fraction(1000)},
    {"Pa": Fraction(1), "hPa": Fraction(100), "kPa": Fraction(1000), "MPa": Fraction(10**6)},
)
"""Units that measure the same, each with its size in one of them. Working days are on no scale: they are no days."""

_CODES = {
    **{name.removeprefix("个"): code for code, name in UNITS.items()},
    **{"天": "d", "星期": "wk", "季度": "mo:3", "季": "mo:3", "钟头": "h", "分钟": "min", "月": "mo"},
    **{"人民币": "CNY", "元人民币": "CNY", "圆": "CNY", "美金": "USD", "港币": "HKD"},
    **{"名": "{person}", "位": "{person}", "公斤": "kg", "千米": "km", "立方": "m3", "千伏": "kV", "伏": "V"},
    **{"瓦": "W", "兆瓦": "MW", "摄氏度": "Cel", "度": "Cel", "百分点": "pp", "亩": "{亩}", "斤": "{斤}"},
    **{"帕": "Pa", "千帕": "kPa", "兆帕": "MPa"},
}
_LENGTHS = frozenset(SCALES[0]) | {"{workday}", "{交易日}"}
_MONEY = frozenset({"CNY", "USD", "XDR", "HKD", "EUR", "JPY", "GBP", "MOP", "AUD", "CAD"})
_MEASURES = frozenset(code for scale in SCALES[1:] for code in scale) | {"Cel", "dB", "kW.h", "km/h", "{级}"}
_SIGN = re.compile(rf"({SIGN}|=|{'|'.join(WORDS)})\s*")
_AMOUNT = re.compile(rf"(每)?\s*({NUMERAL}|半)\s*(.*)")
_FRACTION = re.compile(rf"({NUMERAL})分之({NUMERAL})")
_MULTIPLE = re.compile(r"^(?=[百千万])")
_DATE = re.compile(r"(\d{4})(?:年|[-/.])?(?:(\d{1,2})(?:月|[-/.])?(?:(\d{1,2})日?)?)?")
_PER_TIME = {"月": "mo", "日": "d", "天": "d", "年": "a"}


class AmountError(ValueError):
    """What was typed is no amount; the message says so in Chinese and gives examples."""


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount: its `quantity` and `unit` as in the database; `first` and `last` differ for dates only (2010年)."""

    quantity: str
    unit: str
    value: Fraction = Fraction(0)
    first: str = ""
    last: str = ""

    @property
    def kind(self) -> str:
        """The kind of quantity for readers: 金额, 比例."""
        return QUANTITIES[self.quantity]

    def in_units(self) -> dict[str, float]:
        """Return the value in every unit that it can be compared in."""
        scale = next((scale for scale in SCALES if self.unit in scale), {self.unit: Fraction(1)})
        return {code: float(self.value * scale[self.unit] / size) for code, size in scale.items()}


def read_amount(typed: str) -> Amount:
    """Return the amount that a person typed; a sign before it (≥, 不少于) is left out.

    Raises:
        AmountError: it is none, or has no unit.
    """
    text = _SIGN.sub("", fold(typed).strip(), count=1) if _SIGN.match(fold(typed).strip()) else fold(typed).strip()
    if not text or len(text) > MOST_CHARACTERS:
        raise _unread(typed)
    part = _FRACTION.fullmatch(text)
    if part:
        below, above = parse_number(_MULTIPLE.sub("一", part[1])), parse_number(part[2])
        if not below or above is None:
            raise _unread(typed)
        return Amount("ratio", "1", Fraction(above) / Fraction(below))
    found = _AMOUNT.fullmatch(text)
    day = _DATE.fullmatch(text)
    if day and (found is None or _is_date(text, found[3], int(day[1]))):
        return _day(typed, day)
    value = Fraction(1, 2) if found and found[2] == "半" else _number(found[2] if found else "")
    if found is None or value is None:
        raise _unread(typed)
    word = found[3].strip()
    if not word:
        raise AmountError(f"“{_short(typed)}”没有单位。请写明单位，如 10万元、30%、3个月、5个工作日。")
    return _with_unit(typed, value, word, bool(found[1]))


def _with_unit(typed: str, value: Fraction, word: str, each: bool) -> Amount:
    """Return an amount of a numeral and the word behind it."""
    if word in ("%", "‰"):
        return Amount("ratio", "1", value / (100 if word == "%" else 1000))
    if word in ("倍", "成"):
        return Amount("ratio", "1", value if word == "倍" else value / 10)
    if word in ("岁", "周岁"):
        return Amount("age", "a", value)
    above, *below = word.split("/")
    code, _, factor = _code(typed, above).partition(":")
    value *= int(factor or 1)
    if code == "a" and value.denominator > 1:  # half a year is six months
        code, value = "mo", value * 12
    if below:
        code = "/".join([code, *(_PER_TIME.get(part) or _code(typed, part) for part in below)])
    return Amount("frequency" if each else _quantity(code), code, value)


def _code(typed: str, word: str) -> str:
    word = word.strip().removeprefix("个") or "个"
    if word in _CODES:
        return _CODES[word]
    if word in UNITS or word in _MEASURES:
        return word
    if len(word) > 4 or not all("\u4e00" <= character <= "\u9fff" for character in word):
        raise _unread(typed)
    return f"{{{word}}}"


def _quantity(code: str) -> str:
    head = code.split("/")[0]
    if head in _MONEY:
        return "money"
    if head == "pp":
        return "ratio"
    if head == "{point}":
        return "score"
    if code in _LENGTHS:
        return "duration"
    return "measure" if head in _MEASURES else "count"


def _is_date(text: str, word: str, year: int) -> bool:
    """Tell a date (2010年, 2010-6) from an amount: 2010 alone is neither, and few periods last 1900 years."""
    return not text.isdecimal() and (word != "年" or 1900 <= year <= 2100)


def _number(text: str) -> Fraction | None:
    value = parse_number(text)
    return None if value is None else Fraction(value)


def _day(typed: str, found: re.Match[str]) -> Amount:
    """Return a date, or the whole of a month or a year."""
    year, month, day = (int(part) if part else 0 for part in found.groups())
    try:
        first = date(year, month or 1, day or 1)
        last = date(year, month or 12, day or calendar.monthrange(year, month or 12)[1])
    except ValueError as error:
        raise AmountError(f"“{_short(typed)}”不是一个日期。请写作 2010-12-31 或 2010年12月。") from error
    return Amount("date", "date", first=first.isoformat(), last=last.isoformat())


def _unread(typed: str) -> AmountError:
    return AmountError(f"看不懂“{_short(typed)}”。请写作 10万元、30%、3个月、5个工作日、60岁、500平方米或 2010-12-31。")


def _short(typed: str) -> str:
    return typed.strip()[:MOST_CHARACTERS]
