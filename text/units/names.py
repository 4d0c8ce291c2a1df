"""What readers call a unit: `CNY/m2` is 元/平方米."""

from __future__ import annotations

from collections.abc import Mapping

from .kinds import Quantity
from .table import ENTRIES, PERIOD_NAMES

NO_UNIT = frozenset({"", "1", "date"})
"""Codes of values that stand without a unit: ratios and dates."""

_NAMES: Mapping[str, str] = {entry.code: entry.shown for entry in ENTRIES if entry.quantity is not Quantity.AGE}
_AGE_NAMES: Mapping[str, str] = {entry.code: entry.shown for entry in ENTRIES if entry.quantity is Quantity.AGE}
_MONEY = frozenset(entry.code for entry in ENTRIES if entry.quantity is Quantity.MONEY)


def unit_name(code: str, quantity: str = "") -> str:
    """Return a unit in words: `CNY/m2` gives 元/平方米, `{户}` gives 户; values without a unit have an empty name.

    Args:
        code: the code, as the column `unit` has it.
        quantity: the kind of quantity, where it is known: a year of age is 岁, another one 年.
    """
    if code in NO_UNIT:
        return ""
    if quantity == Quantity.AGE and code in _AGE_NAMES:
        return _AGE_NAMES[code]
    if code in _NAMES:
        return _NAMES[code]
    above, *below = code.split("/")
    words = ["" if above == "1" else _name(above), *(period_name(part) for part in below)]
    return "/".join(words)


def period_name(code: str) -> str:
    """Return a unit as it is said below a stroke and behind 每: 月, where three of them are 个月."""
    return PERIOD_NAMES.get(code) or _name(code)


def is_money(code: str) -> bool:
    """Tell whether a unit is an amount of money, for something or without (`CNY`, `USD/t`)."""
    return code.split("/")[0] in _MONEY


def _name(code: str) -> str:
    code = code.strip("()")
    return _NAMES.get(code) or code.strip("{}")
