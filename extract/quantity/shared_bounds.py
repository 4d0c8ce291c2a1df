"""Bounds that several numbers of a list share: of 十户或者二十人以上 the households too, of 不低于60%、50% both."""

from __future__ import annotations

import re

from ...text.numerals import NUMERAL_CHARACTERS
from ...text.units.kinds import Quantity
from ..words.bounds import BEFORE
from .bounds import read_before, said_behind
from .steps import Joined, Said

SHARED = ("ABOVE", "BELOW", "WITHIN", "WITHIN_RANGE")
"""The rows that hold for every number of a list they stand behind."""

SHARED_DATES = ("BEFORE_EVENT", "WITHIN")
"""The rows that hold for every day of a list: 3月31日和9月30日前."""

_CAPS = frozenset(word.name for word in BEFORE.values() if word.apart == "list")
"""The rows that cap what is listed behind them."""

_STRAIGHT = re.compile(r"\s?(?:\([^()\d]{1,8}\))?\s?(?:、|或者?|以及|和|及)\s?")
_REACH = 40  # characters before a number in which the word of its list stands
_ITEM = re.compile(rf"(?:\([^()]{{1,40}}\))?[、,](?:其他)?[^,。;:、()\d{NUMERAL_CHARACTERS}]{{2,20}}")
"""Between two sums of a list with what each is for: 职工每月三百元、居民每月二百元."""
_LIST = re.compile(r"\s?(?:、|或者?|以及|和|及)[^,。;:、()\d]{0,6}")
_OF_EACH = re.compile(r"\s?,[^,。;:、()\d]{1,16}")  # 桥梁上下游各二百米，涵洞上下游各八十米范围内
_OR_ELSE = re.compile(r"\s?(?:或者?|以及|和|及|、)[^,。;:、()\d]{0,6}")  # 不低于两年或者行驶里程五万公里
_LIST_OF_PLACES = re.compile(r"\s?(?:、|或者?|以及|和|及)[^,。;:、()\d]{0,16}")  # 两侧五十米、桥梁周围二百米范围内


def share_bounds(numbers: list[Joined], text: str) -> list[Joined]:
    """Return the numbers, each with the bound word behind the last of its list, or before the first."""
    out = list(numbers)
    for index in range(1, len(out)):
        led = _led(out[index - 1], out[index], text) or _capped(out[max(0, index - 2) : index], out[index], text)
        if led:
            out[index] = out[index]._replace(led=led)
    for index in range(len(out) - 2, -1, -1):
        shared = _shared(out[index], out[index + 1], text)
        if shared:
            out[index] = out[index]._replace(shared=shared)
    return out


def _led(first: Joined, second: Joined, text: str) -> Said | None:
    """Return the bound word before `first` if `second`, of its kind and without one, is listed straight behind it."""
    if first.comparator is not None or second.comparator is not None:
        return None
    other = first.quantity is Quantity.DURATION and second.quantity is Quantity.MEASURE
    if first.quantity in (Quantity.DATE, Quantity.FREQUENCY) or not (other or first.quantity is second.quantity):
        return None
    if not (_OR_ELSE if other else _STRAIGHT).fullmatch(text, first.right, second.start):
        return None
    if said_behind(text, second.right, len(text)):
        return None
    if first.led:
        return first.led
    start = max(0, first.start - _REACH)
    pieces = read_before(
        first, text, max(start, *(text.rfind(stop, start, first.start) + 1 for stop in ",。;:\n"))
    ).pieces
    return Said(BEFORE[pieces[0].rule], pieces[0]) if pieces and pieces[0].rule in BEFORE else None


def _capped(earlier: list[Joined], second: Joined, text: str) -> Said | None:
    """Return the word that caps the sums of a list if `second` goes on with it, behind one of the two before."""
    if second.quantity is not Quantity.MONEY or second.comparator is not None:
        return None
    for first in reversed(earlier):
        listed = first.unit == second.unit and first.comparator is None
        if listed and _ITEM.fullmatch(text, first.right, second.start) and (said := _cap_of(first, text)):
            return said
    return None


def _cap_of(first: Joined, text: str) -> Said | None:
    """Return the word that caps a sum, for it alone or for the list that it stands in."""
    if first.led:
        return first.led if first.led.word.name in _CAPS else None
    start = max(0, first.start - _REACH)
    start = max(start, *(text.rfind(stop, start, first.start) + 1 for stop in ",。;:\n"))
    pieces = read_before(first, text, start).pieces
    return Said(BEFORE[pieces[0].rule], pieces[0]) if pieces and pieces[0].rule in _CAPS else None


def _shared(first: Joined, second: Joined, text: str) -> Said | None:
    """Return the bound word behind `second` if it holds for `first` too."""
    if first.comparator is not None or second.comparator is not None:
        return None
    if first.quantity is Quantity.DATE:
        return _shared_date(first, second, text)
    if first.quantity not in (second.quantity, Quantity.COUNT, Quantity.RATIO):
        return None
    found = second.shared or said_behind(text, second.right, len(text))
    if found is None or found.word.name not in SHARED:
        return None
    listed = _LIST_OF_PLACES if first.quantity is Quantity.MEASURE else _LIST
    if first.quantity is Quantity.RATIO is not second.quantity:
        listed = _STRAIGHT  # 相差10%或者10万吨以上
    each = first.quantity is second.quantity and text[first.start - 1] == text[second.start - 1] == "各"
    if each and _OF_EACH.fullmatch(text, first.right, second.start):
        return found
    return found if listed.fullmatch(text, first.right, second.start) else None


def _shared_date(first: Joined, second: Joined, text: str) -> Said | None:
    """Return the word before which the days of a list lie: 每年1月和7月的10日前."""
    if second.quantity is not Quantity.DATE or not _STRAIGHT.fullmatch(text, first.right, second.start):
        return None
    found = second.shared or said_behind(text, second.right, len(text))
    return found if found and found.word.name in SHARED_DATES else None
