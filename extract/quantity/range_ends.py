"""The two ends of a range, in one unit and in their order; what has no order has no value."""

from __future__ import annotations

from ...text.calendar import later
from ...text.comparators import Comparator
from ...text.units.kinds import Quantity
from ...text.units.scales import ratio
from .steps import Joined, Standing, Value

_CALENDAR = frozenset(("d", "mo"))
_ROUGH = 0.6  # how sure a range in days and months is: a month has no fixed number of days
_UPSIDE_DOWN = 0.2


def widened(first: Joined, second: Joined, text: str, end: int, rule: str, behind: int = 0) -> Joined:
    """Return `first` as the range up to `second`.

    Args:
        first: the number that stands first, with the inclusion of both ends.
        second: the other one.
        text: the folded text.
        end: where the words of the range end; 以内, 之内 and 之间 are no part of the mention.
        rule: the name of what joined them.
        behind: where brackets behind the range end, if there are any.
    """
    ranged = _dates(first, second) if first.quantity is Quantity.DATE else _numbers(first, second, text)
    outside = rule == "range-to" or text[end - 2 : end] in ("以内", "之内", "之间")
    low, high = ranged.low, ranged.high
    if rule == "range-to" and text[first.start - 1 : first.start] == "前" and isinstance(low, float):
        low, high = sorted((low, float(high or 0)))  # 届满前90日至30日
    ordered = _ordered(low, high)
    last = second.end if outside else end
    stepped = second if second.standing is Standing.STEP else first
    return ranged._replace(
        comparator=Comparator.RANGE,
        low=low if ordered else None,
        high=high if ordered else None,
        confidence=ranged.confidence if ordered else _UPSIDE_DOWN,
        end=last,
        right=last,
        scope_end=max(end, behind),
        rule=rule,
        standing=stepped.standing,
        told=stepped.told,
    )


def value(number: Joined) -> float:
    """Return the lower value of a number, 0 where it has none."""
    return number.low if isinstance(number.low, float) else 0.0


def _numbers(first: Joined, second: Joined, text: str) -> Joined:
    """Return two numbers as a range in the smaller of their units."""
    unit, confidence = first.unit, first.confidence
    if first.unit != second.unit:
        many = ratio(first.unit, second.unit)
        unit = second.unit if many is not None and many > 1 else first.unit
        if {first.unit, second.unit} & _CALENDAR == _CALENDAR:
            confidence = _ROUGH
        first, second = _in_unit(first, unit), _in_unit(second, unit)
    down = value(second) < value(first)
    falls = down and (":" in text[first.start : first.end] or value(second) < 0)  # 1:1000至1:5000, +5%~-3%
    low, high = (second.low, first.high) if falls else (first.low, second.high)
    return first._replace(low=low, high=high, unit=unit, confidence=confidence)


def _in_unit(number: Joined, unit: str) -> Joined:
    """Return a number with its values in another unit of its kind."""
    factor = float(ratio(number.unit, unit) or 1)
    if isinstance(number.low, float) and isinstance(number.high, float):
        return number._replace(low=number.low * factor, high=number.high * factor)
    return number


def _dates(first: Joined, second: Joined) -> Joined:
    """Return the range from a date to another, or to a day of the same month."""
    date = second.found.date
    if date is None:
        day = int(value(second))
        base = first.low if isinstance(first.low, str) else ""
        return first._replace(high=f"{base[:-2]}{day:02}" if base and 1 <= day <= 31 else None)
    if isinstance(first.low, str) and date.first is not None and date.last is not None:
        return first._replace(high=later(date, first.low).last)
    return first._replace(high=None)


def _ordered(low: Value, high: Value) -> bool:
    """Tell whether the ends of a range stand in their order; days of the year may run over its turn."""
    if isinstance(low, float) and isinstance(high, float):
        return low < high
    if isinstance(low, str) and isinstance(high, str):
        return low != high and (low.startswith("-") or low < high)
    return False
