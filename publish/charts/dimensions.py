"""Which values can stand on one axis, in which unit, and how the axis words them."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from ...text.units import scales
from ..words import wording

Row = sqlite3.Row


@dataclass(frozen=True, slots=True)
class Dimension:
    """Values that measure the same: their quantity, the unit they are drawn in and a mention that shows the style."""

    quantity: str
    unit: str
    mention: str = ""

    @property
    def logarithmic(self) -> bool:
        """Whether the axis goes by powers of ten: money, whose values differ by many of them."""
        return self.quantity == "money"

    def tick(self, value: float) -> str:
        """Return a value of the axis in words."""
        return wording.amount(value, self.unit, self.mention, self.quantity)

    def value(self, row: Row, column: str) -> float | None:
        """Return `min_value` or `max_value` of a row in the unit of this dimension."""
        found: float | None = row[column]
        if found is None or row["unit"] == self.unit:
            return found
        many = scales.ratio(row["unit"], self.unit)
        assert many is not None, "rows of a dimension are comparable"
        return float(Fraction(found) * many)


def dimensions(rows: Iterable[Row]) -> list[tuple[Dimension, list[Row]]]:
    """Return the rows that have a value by what they can be compared with, most first; dates are left out.

    Shares of two bases cannot: 10 % of 销售额 is not 10 % of 违法所得.
    """
    together: dict[tuple[str, tuple[str, ...], str], list[Row]] = {}
    for row in rows:
        if row["unit"] and (row["min_value"] is not None or row["max_value"] is not None):
            kind = row["quantity"], scales.comparable(row["unit"]), row["base"] or ""
            together.setdefault(kind, []).append(row)
    found = [(_dimension(alike), alike) for alike in together.values()]
    return sorted(found, key=lambda pair: -len({row["document_id"] for row in pair[1]}))


def _dimension(rows: Sequence[Row]) -> Dimension:
    """Return the dimension of rows that can be compared, in the unit that most of them have."""
    unit = Counter(row["unit"] for row in rows).most_common(1)[0][0]
    style = Counter("倍" if "倍" in row["mention"] else "%" for row in rows).most_common(1)[0][0]
    return Dimension(rows[0]["quantity"], unit, style)
