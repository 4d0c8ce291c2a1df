"""Clauses: a unit cut at its punctuation, with what stands in brackets and quotes kept whole.

Positions are those of the folded text. Guarantee: the clauses of a region lie inside it, in order, without overlap,
and hold everything of it but the marks between them; none is longer than `LONGEST`, so that no pattern runs over
more text than a sentence can sensibly have.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from ...text.marks import SURE, any_of
from ...text.source import Span
from ..model import Mention
from .context import Context

LONGEST = 300
"""Where a clause without a mark is cut: the longest one in 200 regulations taken at random has 224 characters."""

_QUOTE_LENGTH = 160
_CLOSERS = {")": "(", "]": "[", "》": "《", "”": "“"}
_OPENERS = frozenset(_CLOSERS.values())
_BRACKET = re.compile(r"[()\[\]《》“”]")
_MARK = re.compile(r"[。;!?:]|,(?!\d{3}(?!\d))|\.(?=\s*\n)")
_FULL_STOPS = "。!?."
_STRONG = _FULL_STOPS + ";"
_LABEL = re.compile(rf"(?:\s*(?:{any_of('article', 'dotted_section', *SURE, 'letter_point')}|“(?=\()))*\s*")


class Clause(NamedTuple):
    """A stretch between two marks, and the mark that ends it (empty at the end of the region)."""

    start: int
    end: int
    mark: str

    @property
    def ends_sentence(self) -> bool:
        """Tell whether a full stop follows, or nothing."""
        return self.mark in _FULL_STOPS

    @property
    def ends_statement(self) -> bool:
        """Tell whether a full stop or a semicolon follows, or nothing."""
        return self.mark in _STRONG


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


def split(folded: str, region: Span, pairs: Sequence[Span]) -> list[Clause]:
    """Cut a region at its punctuation; marks inside `pairs` that lie inside the region do not cut."""
    clauses: list[Clause] = []
    inner = sorted(pair for pair in pairs if region.start < pair.start and pair.end < region.end)
    start, shut, index = region.start, region.start, 0
    for found in _MARK.finditer(folded, region.start, region.end):
        at = found.start()
        while index < len(inner) and inner[index].start <= at:
            shut = max(shut, inner[index].end)
            index += 1
        if at < shut:
            continue
        if at > start:
            _add(clauses, start, at, found[0])
        elif clauses and found[0] in _STRONG:
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


def at_clause(clauses: Sequence[Clause], position: int) -> int:
    """Return the index of the clause that holds a position, or the nearest before it."""
    return max(0, bisect_right(clauses, position, key=lambda clause: clause.start) - 1)


@lru_cache(maxsize=4)
def cut_unit(folded: str, unit: Span) -> tuple[tuple[Clause, ...], tuple[Span, ...]]:
    """Return the clauses of a unit and its brackets; kept for the next call, since a unit is asked for many times."""
    pairs = brackets(folded, unit)
    return tuple(split(folded, unit, pairs)), tuple(pairs)


def region_of(mention: Span, unit: Span, pairs: Sequence[Span]) -> Span:
    """Return the region whose clauses matter for a mention: the unit, or the brackets or quotes it stands in.

    Inside brackets that hold more than the number itself, that is their content.
    """
    first = bisect_right(pairs, mention.end - 1, key=lambda pair: pair.end)
    for pair in pairs[first : first + 9]:
        if pair.holds(mention) and pair.end - pair.start > mention.end - mention.start + 2:
            return pair
    return unit


def quote(context: Context, mention: Mention) -> str:
    """Return the words around a mention that a lawyer would quote, as the source prints them.

    That is the sentence; of a long one the statement between semicolons, and of a long statement as many whole
    clauses on both sides as make no more than about 160 characters. Always holds the mention.
    """
    folded, span = context.folded, mention.span
    unit = without_label(folded, context.unit)
    clauses = cut_unit(folded, unit if unit.start <= span.start else context.unit)[0]
    if not clauses:
        return span.of(context.text)
    at = at_clause(clauses, span.start)
    first, last = _stretch(clauses, at, _FULL_STOPS)
    if clauses[last].end - clauses[first].start > _QUOTE_LENGTH:
        first, last = _stretch(clauses, at, _STRONG)
    if clauses[last].end - clauses[first].start > _QUOTE_LENGTH:
        first, last = _near(clauses, at, first, last)
    end = max(clauses[last].end + len(clauses[last].mark), span.end)
    return context.text[min(clauses[first].start, span.start) : end].strip()


def _stretch(clauses: Sequence[Clause], at: int, marks: str) -> tuple[int, int]:
    """Return the first and last clause of the stretch between `marks` that holds clause `at`."""
    first = last = at
    while first > 0 and clauses[first - 1].mark not in marks:
        first -= 1
    while last < len(clauses) - 1 and clauses[last].mark not in marks:
        last += 1
    return first, last


def _near(clauses: Sequence[Clause], at: int, first: int, last: int) -> tuple[int, int]:
    """Return a stretch of clauses around `at`, within `first` and `last`, grown clause by clause to the length."""
    low = high = at
    while True:
        grown = [(low - 1, high)] if low > first else []
        grown += [(low, high + 1)] if high < last else []
        grown = [(a, b) for a, b in grown if clauses[b].end - clauses[a].start <= _QUOTE_LENGTH]
        if not grown:
            return low, high
        low, high = grown[0]
