"""Which of the markers are headings: the best sequence by dynamic programming.

A sequence earns the weight of each marker in it and a bonus where numbers run on; gaps, repeats and new starts cost.
Time is linear in the number of markers.
"""

from __future__ import annotations

from collections.abc import Sequence

from .markers import Marker

RUNS_ON = 4.0
NEW_START = -1.0
LATE_START = -5.0
GAP = -3.0
BACK = -6.0


def choose(markers: list[Marker]) -> list[Marker]:
    """Return the markers of the best sequence, in order.

    A marker that does not fit (a gap, a repeat, out of order) is still taken when its surroundings speak for it
    strongly enough; a mention never is.
    """
    best_of: dict[tuple[int, int], int] = {}
    values: list[float] = []
    previous: list[int | None] = []
    best: int | None = None
    for index, marker in enumerate(markers):
        order = marker.order
        value, before = NEW_START if order == (1, 0) else LATE_START, None
        for candidate, bonus in _predecessors(marker, best_of, best, markers):
            if values[candidate] + bonus > value:
                value, before = values[candidate] + bonus, candidate
        values.append(value + marker.weight)
        previous.append(before)
        held = best_of.get(order)
        if held is None or values[index] > values[held]:
            best_of[order] = index
        if best is None or values[index] > values[best]:
            best = index
    if best is None or values[best] <= 0:
        return []
    chain = []
    while best is not None:
        chain.append(markers[best])
        best = previous[best]
    return chain[::-1]


def _predecessors(
    marker: Marker, best_of: dict[tuple[int, int], int], best: int | None, markers: list[Marker]
) -> Sequence[tuple[int, float]]:
    """Return the possible predecessors with what the step from each earns or costs."""
    whole, sub = marker.order
    if best is not None and not sub and markers[best].order == (whole - 1, 0):
        return ((best, RUNS_ON),)  # the best sequence of all runs on: no other step can be worth more
    out = []
    for order in ((whole, sub - 1),) if sub else _ends_of(whole - 1, best_of):
        if order in best_of:
            out.append((best_of[order], RUNS_ON))
    if best is not None:
        if marker.order == (1, 0):
            cost = NEW_START
        elif markers[best].order < marker.order:
            cost = GAP - min(whole - markers[best].order[0], 9) / 3
        else:
            cost = BACK
        out.append((best, cost))
    for skipped in (2, 3):
        if not sub and (whole - skipped, 0) in best_of:
            out.append((best_of[whole - skipped, 0], GAP))
    return out


def _ends_of(whole: int, best_of: dict[tuple[int, int], int]) -> list[tuple[int, int]]:
    """Return the orders after which `whole + 1` runs on: `whole` itself and its 之 articles."""
    out = [(whole, 0)]
    sub = 1
    while (whole, sub) in best_of:
        out.append((whole, sub))
        sub += 1
    return out
