"""Values a hundred times off those of the same attribute elsewhere: 罚款 of 5元 or of 500 亿元.

`usual.txt` says what is usual: for an attribute, with its quantity, unit and role, the median of its values and the
range that they lie in. `benchmarks/usual_values.py` makes it from a database.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ...extract.model import Parameter
from ...extract.page import Processed
from ...text.source import Flag
from ...text.units.kinds import Quantity

_TABLE = Path(__file__).with_name("usual.txt")
_FAR = 2.0
"""Powers of ten from the median: a hundred times."""
_BEYOND = 1.0
"""Powers of ten beyond the range of all values: what a lost 万 or 百 makes of a number."""
_ONE_BASE = 1.0
"""Powers of ten within which shares of one thing lie; those that lie further apart are of several: 日息万分之五."""
_LEAST, _MOST = 0.6, 0.9
_UNCOUNTED = frozenset((Quantity.DATE, Quantity.FREQUENCY))


class Usual(NamedTuple):
    """What is usual: decimal logarithms of the median, the lowest and the highest value, and how many there are."""

    median: float
    low: float
    high: float
    values: int


Key = tuple[str, str, str, str]
"""Attribute, quantity, unit and role."""


@cache
def usual_values() -> Mapping[Key, Usual]:
    """Return the table of what is usual."""
    found: dict[Key, Usual] = {}
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        attribute, quantity, unit, role, median, low, high, values = line.split("\t")
        found[attribute, quantity, unit, role] = Usual(float(median), float(low), float(high), int(values))
    return found


def check_outliers(processed: Processed) -> Iterator[Flag]:
    """Yield a flag for each number that is far from all that is laid down of the same attribute elsewhere."""
    table = usual_values()
    for parameters in processed.parameters:
        for parameter in parameters:
            usual = table.get(key) if (key := _key(parameter)) else None
            if usual and parameter.mention.quantity is Quantity.RATIO and usual.high - usual.low > _ONE_BASE:
                continue
            far = max((_beyond(value, usual) for value in _values(parameter)), default=0.0) if usual else 0.0
            if usual and far > 0:
                reason = (
                    f"“{parameter.subject.attribute}”在别处的{usual.values}个数值介于{_shown(usual.low)}与"
                    f"{_shown(usual.high)}之间，此处相差百倍以上"
                )
                score = min(_MOST, _LEAST + far / 10)
                yield Flag("outlier", reason, parameter.mention.span, score=round(score, 2))


def _key(parameter: Parameter) -> Key | None:
    mention, attribute = parameter.mention, parameter.subject.attribute
    if not attribute or not mention.unit or mention.role is None or mention.quantity in _UNCOUNTED:
        return None
    return attribute, mention.quantity.value, mention.unit, mention.role.value


def _values(parameter: Parameter) -> Iterator[float]:
    mention = parameter.mention
    for value in {mention.low, mention.high}:
        if isinstance(value, float) and value > 0:
            yield math.log10(value)


def _beyond(value: float, usual: Usual) -> float:
    """Return by how many powers of ten a value is further off than may be, 0 where it is not."""
    outside = max(usual.low - value, value - usual.high) - _BEYOND
    return outside + _BEYOND if outside >= 0 and abs(value - usual.median) >= _FAR else 0.0


def _shown(power: float) -> str:
    return f"{10**power:.10g}"
