"""Numbers that are said again in brackets: 百分之五(5%), 五十元以上(含五十元)."""

from __future__ import annotations

import re

from ...text.units.kinds import Quantity
from ..words import bounds as words
from .steps import Joined

_INCLUDED = re.compile(rf"\s?{words.SIDE}?\s?\((?:[^(),]{{1,16}},)?(?P<not>不)?(?:包?含|包括)\Z")
_AND_ANOTHER = re.compile(r",不?(?:包?含|包括)[^(),]{1,16}\)")
"""How a bracket goes on that says of both ends whether they are in: (含1万元,不含3万元)."""


def restated(first: Joined, second: Joined, text: str) -> tuple[Joined, bool]:
    """Return `first` with the brackets behind it taken up, and whether `second`, which is in them, says it again.

    Another sum of money in brackets is taken up and still a number of its own.
    """
    between = text[first.end : second.start]
    another = _AND_ANOTHER.match(text, second.end)
    if not another and text[second.end : second.end + 1] != ")" and not text.startswith("本数)", second.end):
        return first, False
    behind = another.end() if another else second.end + 1
    included = _INCLUDED.match(between)
    if included:
        first = first._replace(scope_end=max(first.scope_end, behind))
        return (_without_end(first, second) if included["not"] and first.low != first.high else first), True
    if another:
        return first, False
    if between.strip() != "(" or second.quantity is not first.quantity or first.comparator is not None:
        return first, False
    same = second.low == first.low
    if same or first.quantity is Quantity.MONEY:
        return first._replace(scope_end=behind), same
    return first, False


def _without_end(number: Joined, end: Joined) -> Joined:
    """Return a range without the end that a bracket says is not in it."""
    if end.low == number.high:
        return number._replace(high_inclusive=False)
    return number._replace(low_inclusive=False) if end.low == number.low else number
