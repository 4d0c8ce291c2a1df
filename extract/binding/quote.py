"""The words around a number that a lawyer would quote."""

from __future__ import annotations

from collections.abc import Sequence

from ...text.clauses import FULL_STOPS, STRONG, Clause, at_clause, cut_unit, without_label
from ...text.lines import strip
from ...text.source import Span
from ..model import Mention
from .context import Context

_LONGEST_QUOTE = 160
"""Characters that whole clauses around a mention may have together, where the statement is longer."""


def quote(context: Context, mention: Mention) -> Span:
    """Return where the words around a mention stand that a lawyer would quote.

    That is the sentence; of a long one the statement between semicolons, and of a long statement as many whole
    clauses on both sides as make no more than about 160 characters. Always holds the mention.
    """
    folded, span = context.folded, mention.span
    unit = without_label(folded, context.unit)
    clauses = cut_unit(folded, unit if unit.start <= span.start else context.unit)[0]
    if not clauses:
        return span
    at = at_clause(clauses, span.start)
    first, last = _stretch(clauses, at, FULL_STOPS)
    if clauses[last].end - clauses[first].start > _LONGEST_QUOTE:
        first, last = _stretch(clauses, at, STRONG)
    if clauses[last].end - clauses[first].start > _LONGEST_QUOTE:
        first, last = _near(clauses, at, first, last)
    end = max(clauses[last].end + len(clauses[last].mark), span.end)
    return strip(context.text, Span(min(clauses[first].start, span.start), end))


def _stretch(clauses: Sequence[Clause], at: int, marks: str) -> tuple[int, int]:
    """Return the first and last clause of the stretch between `marks` that holds clause `at`.

    Of a stretch that is longer than a quote may be, only as much on each side as shows that.
    """
    first = last = at
    least, most = clauses[at].end - _LONGEST_QUOTE, clauses[at].start + _LONGEST_QUOTE
    while first > 0 and clauses[first - 1].mark not in marks and clauses[first].start >= least:
        first -= 1
    while last < len(clauses) - 1 and clauses[last].mark not in marks and clauses[last].end <= most:
        last += 1
    return first, last


def _near(clauses: Sequence[Clause], at: int, first: int, last: int) -> tuple[int, int]:
    """Return a stretch of clauses around `at`, within `first` and `last`, grown clause by clause to the length."""
    low = high = at
    while True:
        grown = [(low - 1, high)] if low > first else []
        grown += [(low, high + 1)] if high < last else []
        grown = [(a, b) for a, b in grown if clauses[b].end - clauses[a].start <= _LONGEST_QUOTE]
        if not grown:
            return low, high
        low, high = grown[0]
