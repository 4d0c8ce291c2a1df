"""The units that regulations print: `units.tsv`, `periods.tsv`, `averages.tsv` and `signs.tsv`, read once.

Codes are UCUM for measures and times, ISO 4217 for money, `{量词}` for counts. Words are folded text. Everything that
reads or shows a unit reads these tables: to add a unit, add a line to `units.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path

from ..patterns import pattern
from ..rule_tables import read_table
from .kinds import Quantity

_HERE = Path(__file__).parent
_STROKE = pattern(r"[ /·×*每()]+|(?<=[一-龥])\.(?=[一-龥])")
_WORD = pattern(r"[一-龥]{1,4}\Z")
_COLUMNS = ("code", "kind", "words", "shown", "rank", "spread", "dimension", "size")


@dataclass(frozen=True, slots=True)
class Unit:
    """What a unit word means: a value times `factor` is the value in `code`."""

    quantity: Quantity
    code: str
    factor: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of `units.tsv`: a code with its words.

    `units` are the words with what each means; `shown` is the word for readers; `rank` are the words that mostly name
    a rank; `spread` tells whether counts and measures are told by it; `size` is in the dimension's unit of size 1.
    """

    code: str
    quantity: Quantity
    units: Mapping[str, Unit]
    shown: str
    rank: tuple[str, ...]
    spread: bool
    dimension: str
    size: Fraction


@dataclass(frozen=True, slots=True)
class Period:
    """A line of `periods.tsv`: `per` is the code that a unit is divided by, `every` how long it is; either may lack."""

    words: tuple[str, ...]
    per: str
    every: tuple[Decimal, str] | None


def _entries() -> Iterator[Entry]:
    for row in read_table(_HERE / "units.tsv", _COLUMNS, {"kind": tuple(Quantity), "spread": ("", "x")}):
        code, quantity, units = row["code"], Quantity(row["kind"]), {}
        for printed in row["words"].split():
            word, _, factor = printed.partition(":")
            units[word] = Unit(quantity, code, Decimal(factor or 1))
        shown = row["shown"] or next(iter(units))
        size = Fraction(row["size"] or 1)
        rank = tuple(row["rank"].split())
        yield Entry(code, quantity, units, shown, rank, bool(row["spread"]), row["dimension"], size)


def _periods() -> Iterator[Period]:
    for row in read_table(_HERE / "periods.tsv", ("words", "per", "every")):
        length, _, code = row["every"].partition(" ")
        yield Period(tuple(row["words"].split()), row["per"], (Decimal(length), code) if length else None)


ENTRIES = tuple(_entries())
"""Every code with its words, in the order of the table."""

_PERIODS = tuple(_periods())

UNITS: Mapping[str, Unit] = {word: unit for entry in ENTRIES for word, unit in entry.units.items()}
"""Every unit word, with what it means."""

CURRENCY_SIGNS: Mapping[str, str] = {
    word: row["code"] for row in read_table(_HERE / "signs.tsv", ("words", "code")) for word in row["words"].split()
}
"""What may stand before an amount of money, with its currency (等值 tells none)."""

AVERAGES: Mapping[str, str] = {row["word"]: row["code"] for row in read_table(_HERE / "averages.tsv", ("word", "code"))}
"""Words in front of an amount that divide its unit, with the code they divide it by (人均 → `{person}`)."""

PER_THINGS = frozenset(
    word for word, unit in UNITS.items() if unit.quantity in (Quantity.MEASURE, Quantity.COUNT) and "/" not in unit.code
)
"""Words of things and measures that a unit can be divided by."""

PER_TIMES: Mapping[str, str] = {word: period.per for period in _PERIODS if period.per for word in period.words}
"""Words of times that a unit can be divided by (每年每吨80元), with their codes."""

PERIODS: Mapping[str, tuple[Decimal, str]] = {
    word: period.every for period in _PERIODS if period.every for word in period.words
}
"""Words of times in which something recurs or that are told without a number, and how long they are (半年 → 6 `mo`)."""

PERIOD_NAMES: Mapping[str, str] = {
    code: period.words[0]
    for period in reversed(_PERIODS)
    for code in (period.per, period.every[1] if period.every and period.every[0] == 1 else "")
    if code
}
"""The usual word of a time below a stroke and behind 每, by its code (`mo` → 月); the table's first line counts."""

ORDINAL_LIKE = frozenset(word for entry in ENTRIES for word in entry.rank)
"""Measure words that mostly name a rank or a thing and count only beside a bound."""

GLUED = frozenset((*PER_TIMES, "公里", "千米", "海里"))
"""Words that may follow another below a stroke without a mark between (元/人天, 元/吨公里)."""

TIME_CODES = frozenset(PER_TIMES.values())
"""Codes of times that a unit can be divided by; they stand last (CNY/t/a)."""

SPREAD = frozenset(entry.code for entry in ENTRIES if entry.spread) | TIME_CODES
"""Codes by which counts and measures are told (每公顷1500株); by the others (每件) money and scores are."""


@cache
def unit_of(word: str) -> Unit | None:
    """Return the unit that a unit word stands for, with what divides it (元/平方米·月, 元每吨), or None."""
    if word in UNITS:
        return UNITS[word]
    above, _, whole = (piece.strip() for piece in word.partition("/"))
    parts = [part for part in _STROKE.split(word) if part]
    base, tail = UNITS.get("".join(parts[:1])), parts[1:]  # of nothing but strokes, no part is left
    if whole and above in UNITS:  # the mark in kW·h/m2 belongs to what is divided
        base, tail = UNITS[above], [part for part in _STROKE.split(whole) if part]
    if base is None or not tail:
        return None
    if whole in PER_THINGS:  # the mark in kW·h belongs to it
        tail = [whole]
    codes = [_divisors(part, base.quantity) for part in tail]
    if not all(codes):
        return None
    return Unit(base.quantity, divided(base.code, (code for found in codes for code in found)), base.factor)


def divided(code: str, below: Iterable[str]) -> str:
    """Return a code divided by others: `CNY` by `m2` and `mo` is `CNY/m2/mo`; a product stands in brackets."""
    return "/".join([code, *(f"({part})" if "." in part else part for part in below)])


def _divisors(word: str, quantity: Quantity) -> tuple[str, ...]:
    """Return the codes that a word below a stroke divides by: two of 人天; of money any word, as printed (元/生)."""
    code = per_code(word, quantity)
    if code:
        return (code,)
    for cut in range(1, len(word)):
        thing, rest = word[:cut], word[cut:]
        if thing in PER_THINGS and rest in GLUED:
            return UNITS[thing].code, PER_TIMES.get(rest) or UNITS[rest].code
        if quantity is Quantity.MONEY and cut == 1 and rest in PER_TIMES:  # 元/生学年
            return f"{{{thing}}}", PER_TIMES[rest]
    return (f"{{{word}}}",) if quantity is Quantity.MONEY and _WORD.match(word) else ()


@cache
def per_code(word: str, quantity: Quantity | None = None) -> str | None:
    """Return the code of a word that a unit is divided by (年 → `a`, 平方米 → `m2`, 户 → `{户}`), or None.

    `quantity` is what is divided, where it is known: a 度 that has a price is of electricity.
    """
    if word in PER_TIMES:
        return PER_TIMES[word]
    if word in PER_THINGS:
        code = UNITS[word].code
        return "kW.h" if code == "deg" and quantity is Quantity.MONEY else code
    return f"{{{word}}}" if word.endswith("期") else None


def alternation(choices: Iterable[str]) -> str:
    """Return a pattern that matches any of the choices, the longest first."""
    return "|".join(re.escape(choice) for choice in sorted(choices, key=lambda choice: (-len(choice), choice)))
