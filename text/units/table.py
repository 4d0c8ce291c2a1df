"""The units that regulations print, each with its quantity, its code and its factor to the code's unit.

Codes are UCUM for measures and times, ISO 4217 for money, `{量词}` for counts. Words are folded text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from . import words as words
from .kinds import Quantity


@dataclass(frozen=True, slots=True)
class Unit:
    """What a unit word means: a value times `factor` is the value in `code`."""

    quantity: Quantity
    code: str
    factor: Decimal = Decimal(1)


def _rows(table: str) -> Iterator[tuple[str, str, Decimal]]:
    """Yield word, code and factor for every word of a table."""
    for line in table.strip().splitlines():
        code, *entries = line.split()
        for entry in entries:
            word, _, factor = entry.partition(":")
            yield word, code, Decimal(factor or 1)


def _units(table: str, quantity: Quantity) -> dict[str, Unit]:
    return {word: Unit(quantity, code, factor) for word, code, factor in _rows(table)}


def _braced(table: str, quantity: Quantity) -> dict[str, Unit]:
    return {word: Unit(quantity, f"{{{word.removeprefix('个') or '个'}}}") for word in table.split()}


CURRENCY_SIGNS = {word: code for word, code, _ in _rows(words.SIGNS)} | {"等值": ""}
"""What may stand before an amount of money, with its currency (等值 tells none)."""

UNITS: dict[str, Unit] = {
    **_braced(words.COUNTS, Quantity.COUNT),
    **_units(words.PERSONS_AND_TIMES, Quantity.COUNT),
    **_units(words.MONEY, Quantity.MONEY),
    **_braced(words.PERIODS, Quantity.DURATION),
    **{f"个{word}": unit for word, unit in _braced(words.PERIODS, Quantity.DURATION).items()},
    **_units(words.TIMES, Quantity.DURATION),
    **_units(words.MEASURES, Quantity.MEASURE),
    "周岁": Unit(Quantity.AGE, "a"),
    "岁": Unit(Quantity.AGE, "a"),
    "分": Unit(Quantity.SCORE, "{point}"),
    "%": Unit(Quantity.RATIO, "1", Decimal("0.01")),
    "‰": Unit(Quantity.RATIO, "1", Decimal("0.001")),
    "倍": Unit(Quantity.RATIO, "1"),
    "成": Unit(Quantity.RATIO, "1", Decimal("0.1")),
    "个百分点": Unit(Quantity.RATIO, "pp"),
    "百分点": Unit(Quantity.RATIO, "pp"),
}
"""Every unit word, with what it means."""

ORDINAL_LIKE = frozenset(words.ORDINAL_LIKE.split())
"""Measure words that mostly name a rank or a thing and count only beside a bound."""

_PER_TIME = {word: code for word, code, _ in _rows(words.PER_TIMES)}

TIME_CODES = frozenset(_PER_TIME.values())
"""Codes of times that a unit can be divided by; they stand last (CNY/t/a)."""


@cache
def unit_of(word: str) -> Unit | None:
    """Return the unit that a unit word stands for, with a `/日` or `/平方米` behind it, or None."""
    if word in UNITS:
        return UNITS[word]
    head, _, tail = word.partition("/")
    if not tail or head not in UNITS:
        return None
    parts = [per_code(part) for part in tail.replace("·", "/").split("/")]
    if None in parts:
        return None
    base = UNITS[head]
    return Unit(base.quantity, "/".join([base.code, *(part for part in parts if part)]), base.factor)


@cache
def per_code(word: str) -> str | None:
    """Return the code of a word that a unit is divided by (年 → `a`, 平方米 → `m2`, 户 → `{户}`), or None."""
    if word in _PER_TIME:
        return _PER_TIME[word]
    unit = UNITS.get(word)
    if unit is not None and unit.quantity in (Quantity.MEASURE, Quantity.COUNT):
        return unit.code
    return f"{{{word}}}" if word.endswith("期") else None


def alternation(choices: Iterable[str]) -> str:
    """Return a pattern that matches any of the choices, the longest first."""
    return "|".join(re.escape(choice) for choice in sorted(choices, key=lambda choice: (-len(choice), choice)))
