"""Units that measure the same, and how many of the one are one of the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from fractions import Fraction

from .table import ENTRIES

_SIZES: Mapping[str, tuple[str, Fraction]] = {
    entry.code: (entry.dimension, entry.size) for entry in ENTRIES if entry.dimension
}
_MONTHS_OF_A_YEAR = Fraction(12)
_CALENDAR = frozenset({"a", "mo"})


def _codes_by_dimension() -> Mapping[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for code, (dimension, _) in _SIZES.items():
        found[dimension].append(code)
    return {dimension: tuple(sorted(codes, key=lambda code: _SIZES[code][1])) for dimension, codes in found.items()}


_BY_DIMENSION = _codes_by_dimension()


def dimension(code: str) -> str | None:
    """Return what a unit measures (`km` → length), or None where it is compared with nothing but itself."""
    found = _SIZES.get(code)
    return found and found[0]


def comparable(code: str) -> tuple[str, ...]:
    """Return the codes that a value in `code` can be told in, `code` among them, the smallest unit first.

    A working day is no day: it is compared with working days only, as is money of one currency with its own.
    """
    found = dimension(code)
    return (code,) if found is None else _BY_DIMENSION[found]


def ratio(code: str, other: str) -> Fraction | None:
    """Return how many `other` one `code` is, exactly (`km`, `m` → 1000), or None where they measure different things.

    A year is twelve months and 365 days, a month 30 days (see `units.tsv`): months and years are told in one another
    before they are told in days.
    """
    if code == other:
        return Fraction(1)
    if {code, other} == _CALENDAR:
        return _MONTHS_OF_A_YEAR if code == "a" else 1 / _MONTHS_OF_A_YEAR
    if dimension(code) is None or dimension(code) != dimension(other):
        return None
    return _SIZES[code][1] / _SIZES[other][1]
