"""Conditionals: clauses that end in 的, 时, 后 and say for whom or in what case a rule holds."""

from __future__ import annotations

import re

from ...text.source import Span
from .finding import Finding
from .phrase import trim
from .surroundings import Surroundings
from .violator import is_stage

_ASIDE = re.compile(r"\s*(?:但是?)?(?:除|确需|需要|必要)")
_GOES_ON = re.compile(r"\s*(?:或者?|以及|并且?|且|及)")
# 同意的, 符合条件的: tell how a matter came out, not who acts
_OUTCOME = re.compile(r".{0,6}\Z|(?:不?符合|同意|经|需要|情况|逾期|因|对|审[查核])")
_CASE = re.compile(r"[^,;。]*(?:的|(?<![同及届随按有临暂平])时|情况下|情形下|前提下)\Z|\s*(?:除|但)[^,;。]*外\Z")


def tells_whom(text: str) -> bool:
    """Tell whether a conditional can say whom a rule is about (not 确需延长的, 除…的)."""
    return not _ASIDE.match(text)


def told_by(around: Surroundings, index: int, acts: bool) -> Span | None:
    """Return the conditional at clause `index` with the clause it goes on from (新建…，或者改建…的).

    None where it only tells a stage of a violation, and for acts where it only tells how a matter came out.
    """
    folded, clause = around.folded, around.clauses[index]
    start, end = trim(folded, clause.start, clause.end)
    text = folded[start : clause.end]
    if not tells_whom(around.text(index)) or is_stage(text) or (acts and _OUTCOME.match(text)):
        return None
    while index > 0 and _GOES_ON.match(around.text(index)) and not around.clauses[index - 1].ends_statement:
        index -= 1
        start, _ = trim(folded, *around.clauses[index][:2])
    return Span(start, end) if end - start >= 2 else None


def condition(around: Surroundings, taken: tuple[Finding | None, ...]) -> Finding | None:
    """Return the nearest clause before that says in what case the rule holds and is not told in `taken` already."""
    for index in around.earlier(statement=True):
        clause = around.clauses[index]
        if not _CASE.match(around.folded, clause.start, clause.end):
            continue
        spans = [found.span for found in taken if found]
        if any(span.start < clause.end and clause.start < span.end for span in spans):
            continue
        return Finding(trim(around.folded, clause.start, clause.end), "case")
    return None
