"""Sentences and clauses: folded text cut at its punctuation.

`words_before` and `words_behind` give what stands beside a place in its sentence or statement, whatever the brackets.
`split_clauses` cuts a unit into clauses, with what stands in brackets and quotes kept whole. Guarantee: the clauses of
a region lie inside it, in order, without overlap, and hold everything of it but the marks between them; none is longer
than `LONGEST`, so that no pattern runs over more text than a sentence can sensibly have.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from .marks import SURE, any_of
from .source import Span

SENTENCE = "。\n"
"""What ends a sentence: a full stop, or the line."""

STATEMENT = SENTENCE + ";"
"""What ends a statement: the end of its sentence, or a semicolon."""

_STATEMENT_END = re.compile(f"[{STATEMENT}]")

LONGEST = 300
"""Where a clause without a mark is cut: the longest one in 200 regulations taken at random has 224 characters."""

_CLOSERS = {")": "(", "]": "[", "》": "《", "”": "“"}
_OPENERS = frozenset(_CLOSERS.values())
_BRACKET = re.compile(r"[()\[\]《》“”]")
_MARK = re.compile(r"[。;!?]|(?<!\d):|:(?!\d)|,(?!\d{3}(?!\d))|\.(?=\s*\n)")
FULL_STOPS = "。!?."
"""Marks of `Clause` that end a sentence."""

STRONG = FULL_STOPS + ";"
"""Marks of `Clause` that end a statement."""

_HEADING_LINE = re.compile(r"(?P<words>[一-龥、()]{2,16})[ ]*\n\s*(?=[^\n]{32})")
"""A line of a few words above a long one, which goes on with it no more than behind a colon: 录取 above 新生应当…"""
_LABEL = re.compile(rf"(?:\s*(?:{any_of('article', 'dotted_section', 'decimal', *SURE, 'letter_point')}|“(?=\()))*\s*")


def words_before(folded: str, floor: int, at: int, stops: str = STATEMENT) -> str:
    """Return what stands before `at` in its sentence or statement, from `floor` on; `stops` are what ends one."""
    return folded[max(floor, *(folded.rfind(stop, floor, at) + 1 for stop in stops)) : at]


def words_behind(folded: str, at: int, ceiling: int, stops: str = STATEMENT) -> str:
    """Return what stands from `at` on in its sentence or statement, up to `ceiling`; `stops` are what ends one."""
    ends = (folded.find(stop, at, ceiling) for stop in stops)
    return folded[at : min((end for end in ends if end >= 0), default=ceiling)]


def statement_end(folded: str, at: int, ceiling: int) -> int:
    """Return where the statement that holds `at` ends, behind its mark, at `ceiling` or before."""
    found = _STATEMENT_END.search(folded, at, ceiling)
    return found.end() if found else ceiling


class Clause(NamedTuple):
    """A stretch between two marks, and the mark that ends it (empty at the end of the region)."""

    start: int
    end: int
    mark: str

    @property
    def ends_sentence(self) -> bool:
        """Tell whether a full stop follows, or nothing."""
        return self.mark in FULL_STOPS

    @property
    def ends_statement(self) -> bool:
        """Tell whether a full stop or a semicolon follows, or nothing."""
        return self.mark in STRONG


def brackets(folded: str, unit: Span) -> list[Span]:
    """Return the spans between matching brackets and quotes, in the order of their ends; strays are left out."""
    open_at: list[tuple[str, int]] = []
    pairs: list[Span] = []
    for found in _BRACKET.finditer(folded, unit.start, unit.end):
        mark = found[0]
        if mark in _OPENERS:
            open_at.append((mark, found.end()))
            continue
        for depth in range(len(open_at) - 1, max(-1, len(open_at) - 9), -1):
            if open_at[depth][0] == _CLOSERS[mark]:
                pairs.append(Span(open_at[depth][1], found.start()))
                del open_at[depth:]
                break
    return pairs


def without_label(folded: str, unit: Span) -> Span:
    """Return the unit without its label (第三条, （一）, 1.) and the space behind it."""
    found = _LABEL.match(folded, unit.start, unit.end)
    return Span(found.end() if found else unit.start, unit.end)


def split_clauses(folded: str, region: Span, pairs: Sequence[Span]) -> list[Clause]:
    """Cut a region at its punctuation; marks inside `pairs` that lie inside the region do not cut."""
    clauses: list[Clause] = []
    inner = sorted(pair for pair in pairs if region.start < pair.start and pair.end < region.end)
    start, shut, index = region.start, region.start, 0
    if heading := _HEADING_LINE.match(folded, region.start, region.end):
        _add(clauses, start, heading.end("words"), ":")
        start = heading.end()
    for found in _MARK.finditer(folded, region.start, region.end):
        at = found.start()
        while index < len(inner) and inner[index].start <= at:
            shut = max(shut, inner[index].end)
            index += 1
        if at < shut:
            continue
        if at > start:
            _add(clauses, start, at, found[0])
        elif clauses and found[0] in STRONG:
            clauses[-1] = clauses[-1]._replace(mark=found[0])
        start = found.end()
    if start < region.end and folded[start : region.end].strip():
        _add(clauses, start, region.end, "")
    return clauses


def _add(clauses: list[Clause], start: int, end: int, mark: str) -> None:
    """Append a clause, cut where it is longer than any clause should be."""
    while end - start > LONGEST:
        clauses.append(Clause(start, start + LONGEST, ","))
        start += LONGEST
    clauses.append(Clause(start, end, mark))


_START = attrgetter("start")


def at_clause(clauses: Sequence[Clause], position: int) -> int:
    """Return the index of the clause that holds a position, or the nearest before it."""
    return max(0, bisect_right(clauses, position, key=_START) - 1)


@lru_cache(maxsize=4)
def cut_unit(folded: str, unit: Span) -> tuple[tuple[Clause, ...], tuple[Span, ...]]:
    """Return the clauses of a unit and its brackets; kept for the next call, since a unit is asked for many times."""
    pairs = brackets(folded, unit)
    return tuple(split_clauses(folded, unit, pairs)), tuple(pairs)


def region_of(part: Span, unit: Span, pairs: Sequence[Span]) -> Span:
    """Return the region whose clauses matter for a part of a unit: the unit, or the brackets or quotes it stands in.

    Inside brackets that hold more than the part itself, that is their content.
    """
    first = bisect_right(pairs, part.end - 1, key=lambda pair: pair.end)
    for pair in pairs[first : first + 9]:
        if pair.holds(part) and pair.end - pair.start > part.end - part.start + 2:
            return pair
    return unit
