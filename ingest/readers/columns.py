"""The order in which the lines of a picture are read: from above, and column by column where a page has two.

A page has columns if a white gutter parts lines that are as long as their column is wide: in a table or a form, the
entries beside each other are shorter. What reaches across the gutter (a title, a foot) parts the page into bands, of
each of which the left column is read first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from statistics import median

from ..layout.model import Place

_LEAST = 4
"""Lines that a column has at least."""
_FULL = 0.7
"""Share of its column's width that the median line of a column takes up at least."""
_ACROSS = 0.25
"""Share of the lines that may reach across the gutter."""
_MIDDLE = (0.3, 0.7)
"""Between which shares of the text's width a gutter stands."""
_STEPS = 41


def in_order(places: Sequence[Place]) -> list[int]:
    """Return the indices of lines in the order of reading."""
    gutter = _gutter(places)
    by_height = _by_height(places, range(len(places)))
    if gutter is None:
        return by_height
    ordered: list[int] = []
    for across, band in groupby(by_height, key=lambda index: places[index].x0 < gutter < places[index].x1):
        held = list(band)
        if across:
            ordered += held
            continue
        ordered += [index for index in held if places[index].x1 <= gutter]
        ordered += [index for index in held if places[index].x1 > gutter]
    return ordered


def _gutter(places: Sequence[Place]) -> float | None:
    """Return where, from the left, the space between two columns is; None if there is one column."""
    if len(places) < 2 * _LEAST:
        return None
    left, right = min(place.x0 for place in places), max(place.x1 for place in places)
    candidates = []
    for step in range(_STEPS):
        x = left + (right - left) * (_MIDDLE[0] + (_MIDDLE[1] - _MIDDLE[0]) * step / (_STEPS - 1))
        across = sum(place.x0 < x < place.x1 for place in places)
        candidates.append((across, x))
    fewest = min(across for across, _ in candidates)
    middle = median(x for across, x in candidates if across == fewest)
    x = min((x for across, x in candidates if across == fewest), key=lambda x: abs(x - middle))
    if fewest > _ACROSS * len(places):
        return None
    sides = [place for place in places if place.x1 <= x], [place for place in places if place.x0 >= x]
    return x if all(_is_column(side, places) for side in sides) else None


def _is_column(side: Sequence[Place], places: Sequence[Place]) -> bool:
    """Tell whether lines on one side of a gutter are a column of text."""
    if len(side) < _LEAST:
        return False
    width = max(place.x1 for place in side) - min(place.x0 for place in side)
    usual = median(place.height for place in places)
    return width > 6 * usual and median(place.width for place in side) >= _FULL * width


def _by_height(places: Sequence[Place], indices: Sequence[int]) -> list[int]:
    """Return lines from above, those of one height from the left."""
    rows: list[list[int]] = []
    for index in sorted(indices, key=lambda one: places[one].middle):
        first = places[rows[-1][0]] if rows else None
        apart = places[index].middle - first.middle if first else 0.0
        if first and apart < 0.5 * min(places[index].height, first.height):
            rows[-1].append(index)
        else:
            rows.append([index])
    return list(_flat(sorted(row, key=lambda one: places[one].x0) for row in rows))


def _flat(rows: Iterator[list[int]]) -> Iterator[int]:
    for row in rows:
        yield from row
