"""The figures that charts are drawn of: parameters by year, the distribution of a unit, lengths of deadlines."""

from __future__ import annotations

import math
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from ...text.units.scales import ratio
from ..charts.scale import linear

Row = sqlite3.Row

MOST_KINDS = 5
"""Kinds of quantities with a colour of their own; the others share one."""

_EARLIEST, _LATEST = "1949", "2099"
_MOST_BINS = 24
_MOST_LENGTHS = 24


@dataclass(frozen=True, slots=True)
class ByYear:
    """Parameters by kind and year: the kinds, then for each year how many of each."""

    kinds: Sequence[str]
    years: Sequence[tuple[str, Sequence[int]]]


@dataclass(frozen=True, slots=True)
class Bin:
    """How many values lie from `low` up to, but not at, `high`; the last bin holds its end too."""

    low: float
    high: float
    count: int


@dataclass(frozen=True, slots=True)
class Distribution:
    """Values of one unit in bins; `zeros` have no place on a scale of powers of ten."""

    bins: Sequence[Bin]
    count: int
    median: float
    zeros: int
    mention: str


def by_year(connection: sqlite3.Connection) -> ByYear:
    """Return parameters by kind and by the year of the version of their regulation."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    kinds: Counter[str] = Counter()
    sql = "select year, quantity, count(*) from parameters where year between ? and ? group by 1, 2"
    for year, quantity, count in connection.execute(sql, [_EARLIEST, _LATEST]):
        found[year][quantity] += count
        kinds[quantity] += count
    first = [kind for kind, _ in kinds.most_common(MOST_KINDS)]
    rest = [kind for kind in kinds if kind not in first]
    years = [str(year) for year in range(int(min(found)), int(max(found)) + 1)] if found else []
    rows = [(year, [*(found[year][kind] for kind in first), sum(found[year][k] for k in rest)]) for year in years]
    return ByYear([*first, *(["other"] if rest else [])], rows)


def units(connection: sqlite3.Connection) -> list[tuple[str, str, int]]:
    """Return quantity, unit and number of every kind of value that a distribution can be drawn of, most first."""
    sql = (
        "select quantity, unit, count(*) from parameters "
        "where quantity != 'date' and unit is not null and coalesce(max_value, min_value) is not null "
        "group by 1, 2 having count(*) > 9 order by 3 desc"
    )
    return [(row[0], row[1], row[2]) for row in connection.execute(sql)]


def distribution(connection: sqlite3.Connection, quantity: str, unit: str, role: str) -> Distribution | None:
    """Return how the upper ends (the lower ones, where there is no upper) lie; None where there is no value."""
    sql = (
        "select coalesce(max_value, min_value) from parameters where quantity = ? and unit = ? "
        "and coalesce(max_value, min_value) is not null"
    )
    values = sorted(
        row[0]
        for row in connection.execute(
            sql + (" and role = ?" if role else ""), [*(quantity, unit), *([role] if role else [])]
        )
    )
    if not values:
        return None
    example = connection.execute(
        "select mention from parameters where quantity = ? and unit = ? limit 1", [quantity, unit]
    ).fetchone()[0]
    positive = [value for value in values if value > 0]
    wide = len(positive) > 1 and positive[-1] / positive[0] > 100
    bins = _by_powers(positive) if wide else _evenly(values)
    zeros = len(values) - len(positive) if wide else 0
    return Distribution(bins, len(values), values[len(values) // 2], zeros, example)


def deadlines(connection: sqlite3.Connection) -> list[tuple[float, str, int]]:
    """Return the commonest lengths of deadlines, from the shortest on: value, unit, number."""
    sql = (
        "select max_value, unit, count(*) from parameters where role = 'deadline' and quantity = 'duration' "
        "and max_value is not null group by 1, 2 order by 3 desc limit ?"
    )
    found = [(row[0], row[1], row[2]) for row in connection.execute(sql, [_MOST_LENGTHS])]
    return sorted(found, key=lambda row: (_days(row[0], row[1]), row[1]))


def _days(value: float, unit: str) -> Fraction:
    """Return about how many days a time is; seven days have five working days."""
    return Fraction(value) * (ratio(unit, "d") or Fraction(7, 5))


def _by_powers(values: Sequence[float]) -> list[Bin]:
    """Return bins that grow by the same factor, from 1, 3, 10, 30 on, with bounds that read well."""
    first, last = math.floor(math.log10(values[0])), math.floor(math.log10(values[-1])) + 1
    bounds = [part * 10.0**power for power in range(first, last) for part in (1, 3)] + [10.0**last]
    return _trimmed(bounds, values)


def _evenly(values: Sequence[float]) -> list[Bin]:
    scale = linear(values, 0, 1, _MOST_BINS // 2)
    return _trimmed(list(scale.ticks), values)


def _trimmed(bounds: Sequence[float], values: Sequence[float]) -> list[Bin]:
    """Return the bins between bounds, without empty ones at the ends."""
    counts = Counter(
        next((i for i, high in enumerate(bounds[1:]) if value < high), len(bounds) - 2) for value in values
    )
    held = range(min(counts), max(counts) + 1)
    return [Bin(bounds[i], bounds[i + 1], counts[i]) for i in held][-_MOST_BINS * 2 :]
