"""What a penalty punishes: the act told before it, in its own clauses or in the text that introduces its list."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...text.clauses import Clause, split_clauses, without_label
from ...text.source import Span
from ..model import Role
from .finding import Finding, by
from .phrase import agent, trim
from .surroundings import Surroundings
from .violator import AUTHORITY, BREACH_HEAD, NO_COMMA, completes, is_stage

# 娱乐场所违反本条例规定，… 有第四十七条规定的情形，…
_OPENS = re.compile(
    r"[^,;。]{0,40}?违反(?:了)?[^,;。]*?(?:规定|条例|办法|要求|法规|之一)\Z|有[^,;。]*规定的?[^,;。]{0,4}(?:情形|行为)(?:之一)?\Z"
)
# what begins an act behind the person who does it
_DOES = re.compile(r"未|不|拒|有下列|有前款|违反|擅自|没有|无正当|逾期|隐瞒|伪造|以欺骗")
# whom it says, and no more: 对个人的，直接责任人员的
_WHO_ONLY = re.compile(r"(?:并|同时|可以|可)?对?[^,;。的]{0,16}(?:个人|单位|人员|责任人|企业|公民|法人|其他组织)的?\Z")
_LEFT_OUT = 4
"""Characters that must be left of an act behind the person it begins with."""


def punished(around: Surroundings, who: Finding | None) -> Finding | None:
    """Return the act that a penalty punishes, None where the text does not name it; `who` is the penalty's holder."""
    if around.mention.role is not Role.PENALTY:
        return None
    folded, context = around.folded, around.context
    order = [around.at, *around.before()]
    limit = around.mention.span.start
    numbered = frozenset(index for index in order if _is_scale(around, index))
    own = _among(folded, around.clauses, [i for i in order if i not in numbered], limit, who, stages=False)
    if own:
        return by("act", own)
    for span in context.above[: max(context.items, 1)]:
        clauses = split_clauses(folded, without_label(folded, span), [])
        above = _among(folded, clauses, list(range(len(clauses) - 1, -1, -1)), span.end, who, stages=False)
        if above:
            return by("act-above", above)
    if plain := _unmarked(folded, around.clauses, around.at, who):
        return by("act-plain", plain)
    return by("act-stage", _among(folded, around.clauses, order, limit, who, stages=True))


def _is_scale(around: Surroundings, index: int) -> bool:
    """Tell whether a clause only says how much was done of what its sentence told before: 违法采砂超过一百吨的."""
    if index == 0 or not around.numbered(index):
        return False
    before = around.clauses[index - 1]
    return before.mark == ";" or (before.mark == "," and bool(AUTHORITY.match(around.text(index - 1))))


def _among(
    folded: str, clauses: Sequence[Clause], order: list[int], limit: int, who: Finding | None, stages: bool
) -> Span | None:
    """Return the nearest act among the clauses in `order`, with `stages` also what only tells how grave one is."""
    for index in order:
        start, end = clauses[index].start, min(clauses[index].end, limit)
        text = folded[start:end].rstrip(" ,")
        if not text.endswith("的") or end == limit:
            found = NO_COMMA.match(folded, start, clauses[index].end)
            if found and found.end() <= end:
                return _cut(folded, start, found.end(), who)
        elif (stages or not is_stage(text) or completes(folded, clauses, index)) and not _WHO_ONLY.match(text):
            return _whole(folded, clauses, index, who)
    return None


def _unmarked(folded: str, clauses: Sequence[Clause], at: int, who: Finding | None) -> Span | None:
    """Return the act of 擅自举办活动，由公安机关…, which no 的 ends: what stands before the first sanction."""
    for index in range(at, 0, -1):
        before = folded[clauses[index - 1].start : clauses[index - 1].end].strip()
        if (
            clauses[index - 1].mark == ","
            and AUTHORITY.match(folded, clauses[index].start, clauses[index].end)
            and not (AUTHORITY.match(before) or is_stage(before) or _OPENS.match(before))
        ):
            return _whole(folded, clauses, index - 1, who)
    return None


def _whole(folded: str, clauses: Sequence[Clause], index: int, who: Finding | None) -> Span | None:
    """Return the act that ends at clause `index`, back over its clauses but not to 违反本条例规定， before them."""
    first = index
    while first > 0:
        before = clauses[first - 1]
        text = folded[before.start : before.end].strip()
        if before.mark != "," or text.endswith("的") or AUTHORITY.match(text) or _OPENS.match(text):
            break
        first -= 1
    return _cut(folded, clauses[first].start, clauses[index].end, who)


def _cut(folded: str, start: int, end: int, who: Finding | None) -> Span | None:
    """Return an act without 违反…规定 and the person it begins with."""
    head = BREACH_HEAD.match(folded, start, end)
    if head and end - head.end() > _LEFT_OUT:
        start = head.end()
    start = trim(folded, start, end).start
    if who and start <= who.span.start < who.span.end < end - _LEFT_OUT and who.span.start - start <= 1:
        start = trim(folded, who.span.end, end).start
    elif (one := agent(folded, start, end)) and one.end < end - _LEFT_OUT and _DOES.match(folded, one.end, end):
        start = one.end
    return Span(start, end) if end - start >= 2 else None
