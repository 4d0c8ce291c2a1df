"""Characters that several checks would mend are doubted once, by the check that is surest of them."""

from __future__ import annotations

from collections.abc import Iterable

from ..text.source import Flag

_MENDING = frozenset(("digit", "bracket", "punctuation", "script", "misread", "mojibake"))
"""Kinds that put other characters in the place of some. Others are about the place; what is in it may be wrong too."""


def told_once(flags: Iterable[Flag]) -> tuple[Flag, ...]:
    """Return flags in their order, without those of which a surer one mends every character."""
    found = tuple(flags)
    taken: set[int] = set()
    dropped: set[int] = set()
    for index, flag in sorted(enumerate(found), key=lambda pair: -pair[1].score):
        if flag.kind in _MENDING and flag.suggestion is not None:
            places = range(*flag.span)
            if places and taken.issuperset(places):
                dropped.add(index)
            taken.update(places)
    return tuple(flag for index, flag in enumerate(found) if index not in dropped)
