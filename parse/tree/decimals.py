"""Outlines by decimals: 4, 4.1, 4.1.2, as standards, technical rules, charters and agreements number their clauses.

A decimal at the start of a line may as well be a quantity (2.5 万元), a date or a cell, so it is a mark only where the
numbers run on: 4.1 is followed by 4.2, by 4.1.1 or by 5.1.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...text.levels import Level
from ...text.lines import make_span
from ...text.marks import STYLES
from ...text.patterns import pattern
from ...text.source import Span
from .markers import DIVISION, LONGEST_HEADING, Marker

_NUMBERED = pattern(STYLES["decimal"].captured)
_DECIMAL = pattern(rf"\n[ \t]*{STYLES['decimal'].captured}")
_HEADING = pattern(
    r"(?<![^\n])[ \t]*(\d{1,2})(?:[ \t]*[.、][ \t]*|[ \t]+)(?=[\u4e00-\u9fff])([^\n\t。;:,?!]+)(?![^\n])"
)
_ENTRY = re.compile(r"\.{3}|…|·{3}|[ \t]\d{1,3}[ \t]*\Z")
"""What an entry of a table of contents has: a row of points, the number of a page."""
_MOST_LOST = 3
"""How far a number may be ahead of the one before it: clauses get lost, and are repealed."""

_DIGITS = frozenset("0123456789")
_NONE: frozenset[int] = frozenset()

Number = tuple[int, ...]


def find_decimals(folded: str, lines: Sequence[Span], above: str | None = None) -> frozenset[int]:
    """Return which of the lines begin with a decimal that numbers them; `above` is the number of what holds them.

    One alone counts only as the first of what holds it: 3.1 in article 3. What is cut out of an outline may begin
    with any that has the number of what holds it, 4.5 in chapter 4.
    """
    found = []
    for line in lines:
        if folded[line.start] in _DIGITS and (match := _NUMBERED.match(folded, *line)):
            found.append((line.start, _number(match[1])))
    if not found:
        return _NONE
    out: set[int] = set()
    last: tuple[int, Number] | None = None
    for at, number in found:
        opens, is_below = _opens(number), str(number[0]) == above
        if last and _follows(last[1], number):
            out |= {last[0], at}
        elif opens and is_below:
            out.add(at)
        elif not opens and not (is_below and last is None):
            continue
        last = at, number
    return frozenset(out)


def find_numbered(folded: str, span: Span) -> list[Marker]:
    """Return the headings of an outline by decimals: lines 1, 2, … of which some have decimals of their number below.

    A page may hold one chapter alone, or begin with the fourth. A table of contents has the same numbers in fewer
    characters, and a site prints a heading again.
    """
    if _DECIMAL.search(folded, *span) is None:
        return []
    runs: list[list[Marker]] = []
    for match in _HEADING.finditer(folded, *span):
        if len(match[2]) > LONGEST_HEADING or _ENTRY.search(match[2]):
            continue
        marker = _marker(match)
        if marker.order[0] == 1 or not runs or marker.order == runs[-1][0].order:
            runs.append([marker])
        elif 0 < marker.order[0] - runs[-1][-1].order[0] <= _MOST_LOST:
            runs[-1].append(marker)
    if not runs:
        return []
    ends = [run[0].span.start for run in runs[1:]] + [span.end]
    bodies = [(end - run[0].span.start, run) for run, end in zip(runs, ends, strict=True) if _holds(folded, run, end)]
    return max(bodies, key=lambda body: body[0], default=(0, []))[1]


def _holds(folded: str, run: list[Marker], end: int) -> bool:
    """Tell whether decimals stand below a heading of the run, which ends at `end`, that have its number."""
    stops = [marker.span.start for marker in run[1:]] + [end]
    return any(
        _number(match[1])[0] == marker.order[0]
        for marker, stop in zip(run, stops, strict=True)
        for match in _DECIMAL.finditer(folded, marker.span.end, stop)
    )


def _marker(match: re.Match[str]) -> Marker:
    value = int(match[1])
    return Marker(Level.DIVISION, str(value), (value, 0), make_span((match.start(1), match.start(2))), DIVISION)


def _number(decimal: str) -> Number:
    return tuple(map(int, decimal.split(".")))


def _opens(number: Number) -> bool:
    """Tell whether a number can be the first of an outline: 1.1, 3.1, 1.0.1."""
    return number[-1] == 1 and all(part <= 1 for part in number[1:])


def _follows(before: Number, number: Number) -> bool:
    """Tell whether a number runs on: 4.2 and 5.1 behind 4.1.3, 4.1.1 and 4.1.0.1 behind 4.1."""
    shared = next((i for i, (a, b) in enumerate(zip(before, number, strict=False)) if a != b), len(before))
    if shared >= len(number) or any(part > 1 for part in number[shared + 1 :]):
        return False
    if shared == len(before):
        return number[shared] <= 1
    return 0 < number[shared] - before[shared] <= _MOST_LOST
