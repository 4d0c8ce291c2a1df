"""Doubt: numbers whose surroundings show that they are damaged or cannot be meant; they get no value.

A missing value is better than a wrong one: 3 0 0元 is not 0元, 2010年13月1日 is not one day, 期限为-5日 not five.
"""

from __future__ import annotations

import re

from ...text.units.kinds import Quantity
from ..words.bounds import ABOVE, BELOW, NOT_LESS, NOT_MORE, WITHIN
from .steps import Joined

HIGHEST = 1e15
"""No regulation names a greater number; the gross product of the country is about 1.3e14 yuan."""

_DAY_HIGHEST = 31
_BROKEN_OFF = re.compile(r"(?<!:\d)\d[ ]\Z")  # digits before it, kept apart by a space or by a character that was lost
_BROKEN_ON = re.compile(r"[ ]\d")
_NEGATIVE = re.compile(r"(?:[为是至到达于:(]|\A)\s?(?:-|负)\Z")
_OF_A_DATE = re.compile(r"\d[年月]\Z")  # the rest of a date that does not exist
_DAY_BEFORE = re.compile(r"(?:于|在|每月)\Z")
_BOTH_BEHIND = re.compile(rf"\s?(?:{ABOVE}\s?(?:{BELOW}|{WITHIN})|(?:{BELOW}|{WITHIN})\s?{ABOVE})")
_NOT_LESS = rf"(?:{NOT_LESS}|不足)"
_BOTH_BEFORE = re.compile(rf"(?:{NOT_MORE}[或和、]?{_NOT_LESS}|{_NOT_LESS}[或和、]?{NOT_MORE})\Z")


def without_doubted(numbers: list[Joined], text: str, start: int, end: int) -> list[Joined]:
    """Return the numbers of the provision `text[start:end]`, without value where they cannot be meant as they stand."""
    return [
        number._replace(low=None, high=None)
        if number.quantity is not Quantity.DATE and _doubted(number, text, start, end)
        else number
        for number in numbers
    ]


def _doubted(number: Joined, text: str, start: int, end: int) -> bool:
    left = number.found.left
    before = text[max(start, left - 12) : left]
    if text[left].isdecimal() and _BROKEN_OFF.search(before):
        return True
    if text[number.right - 1].isdecimal() and _BROKEN_ON.match(text, number.right, end):
        return True
    if any(isinstance(value, float) and abs(value) > HIGHEST for value in (number.low, number.high)):
        return True
    if _BOTH_BEHIND.match(text, number.right, end) or _BOTH_BEFORE.search(before):
        return True
    if number.unit == "Cel" or (isinstance(number.found.low, float) and number.found.low < 0):
        return False  # its sign was read
    return bool(_NEGATIVE.search(before)) or (
        number.quantity is Quantity.DURATION and _no_duration(number, text, before)
    )


def _no_duration(number: Joined, text: str, before: str) -> bool:
    """Tell whether a time is the rest of a date, no time at all, or a day that no month has (于32日前)."""
    if number.low == 0 or (number.unit in ("d", "mo") and _OF_A_DATE.search(before)):
        return True
    late = isinstance(number.low, float) and number.low > _DAY_HIGHEST
    return (
        late and number.found.word == "日" and bool(_DAY_BEFORE.search(before)) and text.startswith("前", number.right)
    )
