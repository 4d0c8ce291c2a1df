"""Where a value stands on an axis, and which values the axis names."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_MOST_DECADES = 7


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis from `low` to `high`, in pixels from `start` to `end`; `ticks` are the values it names."""

    low: float
    high: float
    start: float
    end: float
    logarithmic: bool
    ticks: tuple[float, ...]

    def at(self, value: float) -> float:
        """Return the pixel of a value; what lies outside is put at the end that it is nearer to."""
        value = min(max(value, self.low), self.high)
        if self.logarithmic:
            part = math.log(value / self.low) / math.log(self.high / self.low)
        else:
            part = (value - self.low) / (self.high - self.low)
        return round(self.start + part * (self.end - self.start), 1)


def linear(values: Iterable[float], start: float, end: float, most_ticks: int = 6) -> Scale:
    """Return a scale from 0 (or the least value, where it is below) that holds the values."""
    found = [value for value in values if math.isfinite(value)] or [0.0]
    low, high = min(0.0, *found), max(0.0, *found)
    if low == high:
        high = low + 1
    rough = (high - low) / most_ticks
    power = 10 ** math.floor(math.log10(rough))
    step = next(power * part for part in _STEPS if power * part >= rough * 0.999999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    ticks = tuple(round(n * step, 10) for n in range(first, last + 1))
    return Scale(ticks[0], ticks[-1], start, end, False, ticks)


def logarithmic(values: Iterable[float], start: float, end: float) -> Scale:
    """Return a scale by powers of ten that holds the positive values; others stand at its beginning."""
    found = [value for value in values if value > 0 and math.isfinite(value)] or [1.0]
    first = math.floor(math.log10(min(found)) + 1e-9)
    last = max(math.ceil(math.log10(max(found)) - 1e-9), first + 1)
    step = -(-(last - first) // _MOST_DECADES)
    ticks = tuple(10.0**power for power in range(first, last + 1, step))
    return Scale(10.0**first, 10.0**last, start, end, True, ticks)
