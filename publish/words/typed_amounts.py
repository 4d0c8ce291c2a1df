"""What a person types as an amount, read: 10万元, 30%, 3个月, 5个工作日, 60岁, 80元/吨, 2010年6月.

The codes are those of the column `unit`. An amount is compared in every unit that measures the same.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from ...text.comparators import SIGN, WORDS
from ...text.fold import fold
from ...text.numerals import NUMERAL, parse_number
from ...text.units.kinds import KIND_NAMES, Quantity
from ...text.units.scales import comparable, ratio
from ...text.units.table import CURRENCY_SIGNS, PERIODS, Unit, unit_of

MOST_CHARACTERS = 40
"""An amount with more characters is none."""

_SIGN = re.compile(rf"({SIGN}|=|{'|'.join(WORDS)})\s*")
_AMOUNT = re.compile(rf"(-|零下)?\s*({NUMERAL}|半)\s*(.*)")
_EACH = re.compile(rf"每\s*({NUMERAL})?\s*个?(.+)")
_FRACTION = re.compile(rf"({NUMERAL})分之({NUMERAL})")
_MULTIPLE = re.compile(r"^(?=[百千万])")
_MULTIPLES = re.compile(r"[百千万亿]+")
_DATE = re.compile(r"(\d{4})(?:年|[-/.])?(?:(\d{1,2})(?:月|[-/.])?(?:(\d{1,2})日?)?)?")


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
        return KIND_NAMES[self.quantity]

    def in_units(self) -> dict[str, float]:
        """Return the value in every unit that it can be compared in."""
        many = {code: ratio(self.unit, code) for code in comparable(self.unit)}
        return {code: float(self.value * factor) for code, factor in many.items() if factor is not None}


def read_amount(typed: str) -> Amount:
    """Return the amount that a person typed; a sign before it (≥, 不少于) is left out.

    Raises:
        AmountError: it is none, or has no unit.
    """
    text = fold(typed).strip()
    sign = _SIGN.match(text)
    text = text[sign.end() :] if sign else text
    if not text or len(text) > MOST_CHARACTERS:
        raise _unread(typed)
    part = _FRACTION.fullmatch(text)
    if part:
        below, above = parse_number(_MULTIPLE.sub("一", part[1])), parse_number(part[2])
        if not below or above is None:
            raise _unread(typed)
        return Amount("ratio", "1", Fraction(above) / Fraction(below))
    every = _EACH.fullmatch(text)
    if every:
        return _frequency(typed, every[1], every[2])
    found = _AMOUNT.fullmatch(text)
    day = _DATE.fullmatch(text)
    if day and (found is None or _is_date(text, found[3], int(day[1]))):
        return _day(typed, day)
    if found is None:
        raise _unread(typed)
    amount = _half(found[2] + found[3]) or _with_unit(typed, found[2], found[3].strip())
    return replace(amount, value=-amount.value) if found[1] else amount


def _with_unit(typed: str, numeral: str, word: str) -> Amount:
    """Return an amount of a numeral and the word behind it: 20 and 万元, 5千 and 瓦."""
    if not word:
        raise AmountError(f"“{_short(typed)}”没有单位。请写明单位，如 10万元、30%、3个月、5个工作日。")
    if len(numeral) > 1 and numeral[-1] in "百千" and unit_of(numeral[-1] + word):  # the 千 of 千伏安 is the unit's
        numeral, word = numeral[:-1], numeral[-1] + word
    multiple = _MULTIPLES.match(word)
    if multiple and not _unit(word):  # 20 万元, as the site shows it
        word, numeral = word[multiple.end() :], numeral + multiple[0]
    unit = _unit(word)
    value = Fraction(1, 2) if numeral == "半" else _number(numeral)
    if unit is None or value is None:
        raise _unread(typed)
    value *= Fraction(unit.factor)
    if unit.code == "a" and unit.quantity is Quantity.DURATION and value.denominator > 1:
        return Amount("duration", "mo", value * 12)  # a year and a half is eighteen months
    return Amount(unit.quantity.value, unit.code, value)


def _unit(word: str) -> Unit | None:
    """Return the unit of a word, also in ways that people type and regulations do not print: 5车道, 3月, 10人民币."""
    unit = unit_of(word) or unit_of(f"个{word}") or unit_of(word.removeprefix("个")) or _period(word)
    if unit is None and CURRENCY_SIGNS.get(word):
        unit = Unit(Quantity.MONEY, CURRENCY_SIGNS[word])
    return unit


def _period(word: str) -> Unit | None:
    """Return the unit that a word of a time stands for where it needs no number: 月, 半年, 季度."""
    if word not in PERIODS:
        return None
    length, code = PERIODS[word]
    return Unit(Quantity.DURATION, code, length)


def _half(text: str) -> Amount | None:
    """Return half a time: 半年, 半个月."""
    unit = _period(text) if text.startswith("半") else None
    return None if unit is None else Amount("duration", unit.code, Fraction(unit.factor))


def _frequency(typed: str, numeral: str | None, word: str) -> Amount:
    """Return how often something recurs, by its interval: 每月, 每半年, 每3个月, 每30分钟."""
    value, unit = Fraction(1) if numeral is None else _number(numeral), _period(word) or _unit(word)
    if value is None or unit is None or unit.quantity is not Quantity.DURATION:
        raise _unread(typed)
    return Amount("frequency", unit.code, value * Fraction(unit.factor))


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
