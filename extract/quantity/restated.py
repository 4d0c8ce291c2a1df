"""Numbers that are said again in brackets: 百分之五(5%), 五十元以上(含五十元)."""

from __future__ import annotations

import re

from ...text.units.kinds import Quantity
from ..words import bounds as words
from .steps import Joined

_INCLUDED = re.compile(rf"\s?{words.SIDE}?\s?\((?:不?包?含|包括|不包括)\Z")


def restated(first: Joined, second: Joined, text: str) -> tuple[Joined, bool]:
    """Return `first` with the brackets behind it taken up, and whether `second`, which is in them, says it again.

    Another sum of money in brackets is taken up and still a number of its own.
    """
    between = text[first.end : second.start]
    if text[second.end : second.end + 1] != ")" and not text.startswith("本数)", second.end):
        return first, False
    behind = second.end + 1
    if _INCLUDED.match(between):
        return first._replace(scope_end=max(first.scope_end, behind)), True
    if between.strip() != "(" or second.quantity is not first.quantity or first.comparator is not None:
        return first, False
    same = second.low == first.low
    if same or first.quantity is Quantity.MONEY:
        return first._replace(scope_end=behind), same
    return first, False
