"""The filter of the parameters table by value: `?_value_from=10万元&_value_to=5个工作日`.

A parameter is in, where the values it allows or states reach into those asked for: a limit ≤ 20万元 is found with
10万元 and more, as is a fine of 1万元 to 20万元. The value is compared in every unit that measures the same.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ..words.typed_amounts import Amount, AmountError, read_amount
from ..words.vocabulary import QUANTITIES
from ..words.wording import amount, number, unit

FROM, TO = "_value_from", "_value_to"
"""The names of the lower and the upper end, in addresses."""

REACH_FROM, REACH_BELOW, REACH_TO = "_reach_from", "_reach_below", "_reach_to"
"""The names of what charts narrow to: the upper end of a parameter, or where it has none its lower one, as a number."""

_HIGHEST, _LOWEST = "coalesce(max_{0}, min_{0})", "coalesce(min_{0}, max_{0})"


@dataclass(frozen=True, slots=True)
class ValueFilter:
    """A condition in SQL with its parameters, and in words: 数值 ≥ 10 万元."""

    where: str
    parameters: Mapping[str, float | str] = field(default_factory=dict)
    words: str = ""


def value_filter(typed_from: str, typed_to: str, quantity: str | None = None) -> ValueFilter | None:
    """Return the filter for what a person typed as lower and upper end, either of which may be empty.

    `quantity` is the kind that the table is narrowed to already, if it is.

    Raises:
        AmountError: an end is no amount, both measure different things, or something else than `quantity`.
    """
    low = read_amount(typed_from) if typed_from.strip() else None
    high = read_amount(typed_to) if typed_to.strip() else None
    end = low or high
    if end is None:
        return None
    if low and high:
        _same_kind(low, high)
    if quantity and quantity in QUANTITIES and quantity != end.quantity:
        raise AmountError(
            f"已按种类“{QUANTITIES[quantity]}”筛选，而所填的是{end.kind}。请去掉种类这个条件，或改填{QUANTITIES[quantity]}。"
        )
    words = " 且 ".join(
        f"数值 {sign} {end_in_words(each, last)}" for sign, each, last in (("≥", low, False), ("≤", high, True)) if each
    )
    parameters: dict[str, float | str] = {}
    by_unit = list(_conditions(low, high, parameters))
    parameters["value_quantity"] = end.quantity
    return ValueFilter(f"quantity = :value_quantity and ({' or '.join(by_unit)})", parameters, words)


def reach_filter(typed: Mapping[str, str]) -> ValueFilter | None:
    """Return the filter for the range of a chart that `typed` has under `REACH_FROM`, `REACH_BELOW` and `REACH_TO`.

    Raises:
        AmountError: what stands there is no number.
    """
    parts, values, words = [], {}, []
    for name, sign, said in ((REACH_FROM, ">=", "≥"), (REACH_BELOW, "<", "<"), (REACH_TO, "<=", "≤")):
        if typed.get(name):
            values[name.lstrip("_")] = _number(typed[name])
            parts.append(f"{_HIGHEST.format('value')} {sign} :{name.lstrip('_')}")
            words.append(f"上限 {said} {typed[name]}")
    return ValueFilter(" and ".join(parts), values, " 且 ".join(words)) if parts else None


def _number(typed: str) -> float:
    try:
        value = float(typed)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise AmountError(f"“{typed[:40]}”不是数。")
    return value


def end_in_words(end: Amount, last: bool = False) -> str:
    """Return an end as it was understood: 10 万元, 30%, 2010-12-31."""
    if end.quantity == "date":
        return end.last if last else end.first
    value = float(end.value)
    if end.quantity == "ratio" and end.unit == "1":
        return f"{number(round(value * 100, 8))}%"
    return ("每 " if end.quantity == "frequency" else "") + amount(value, end.unit, quantity=end.quantity)


def _same_kind(low: Amount, high: Amount) -> None:
    """Raise `AmountError` unless the ends can be compared."""
    if low.quantity != high.quantity:
        raise AmountError(
            f"下限是{low.kind}（{end_in_words(low)}），上限是{high.kind}（{end_in_words(high, True)}），不能一起用。"
        )
    if high.unit not in low.in_units():
        raise AmountError(f"{unit(low.unit) or '比例'}和{unit(high.unit) or '比例'}不能换算，不能一起用。")


def _conditions(low: Amount | None, high: Amount | None, parameters: dict[str, float | str]) -> Iterator[str]:
    """Yield the condition for each unit; the values go into `parameters`."""
    end = low or high
    assert end
    if end.quantity == "date":
        yield _condition("date", low.first if low else None, high.last if high else None, parameters)
        return
    lows, highs = (each.in_units() if each else {} for each in (low, high))
    for code in end.in_units():
        name = f"value_unit_{len(parameters)}"
        parameters[name] = code
        bounds = _condition("value", lows.get(code), highs.get(code), parameters)
        yield f"(unit = :{name} and {bounds})"


def _condition(
    column: str, low: float | str | None, high: float | str | None, parameters: dict[str, float | str]
) -> str:
    parts = [f"{_HIGHEST} not like '--%'"] if column == "date" else []
    for bound, sign, reached in ((low, ">=", _HIGHEST), (high, "<=", _LOWEST)):
        if bound is not None:
            name = f"value_bound_{len(parameters)}"
            parameters[name] = bound
            parts.append(f"{reached} {sign} :{name}")
    return " and ".join(parts).format(column)
