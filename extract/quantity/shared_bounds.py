"""Bounds that several numbers of a list share: of 十户或者二十人以上 the households too."""

from __future__ import annotations

import re

from ...text.units.kinds import Quantity
from .bounds import said_behind
from .steps import Joined, Said

SHARED = ("ABOVE", "BELOW", "WITHIN", "WITHIN_RANGE")
"""The rows that hold for every number of a list they stand behind."""

_LIST = re.compile(r"\s?(?:、|或者?|以及|和|及)[^,。;:、()\d]{0,6}")
_LIST_OF_PLACES = re.compile(r"\s?(?:、|或者?|以及|和|及)[^,。;:、()\d]{0,16}")  # 两侧五十米、桥梁周围二百米范围内


def share_bounds(numbers: list[Joined], text: str) -> list[Joined]:
    """Return the numbers, each with the bound word behind the last of the list that it stands in."""
    out = list(numbers)
    for index in range(len(out) - 2, -1, -1):
        shared = _shared(out[index], out[index + 1], text)
        if shared:
            out[index] = out[index]._replace(shared=shared)
    return out


def _shared(first: Joined, second: Joined, text: str) -> Said | None:
    """Return the bound word behind `second` if it holds for `first` too."""
    if first.comparator is not None or second.comparator is not None or first.quantity is Quantity.DATE:
        return None
    if first.quantity not in (second.quantity, Quantity.COUNT):
        return None
    found = second.shared or said_behind(text, second.right, len(text))
    if found is None or found.word.name not in SHARED:
        return None
    listed = _LIST_OF_PLACES if first.quantity is Quantity.MEASURE else _LIST
    return found if listed.fullmatch(text, first.right, second.start) else None
