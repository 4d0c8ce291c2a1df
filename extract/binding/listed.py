"""What a list says at its head: 防护绿地的宽度应当符合下列规定：（一）铁路每侧不小于三十米."""

from __future__ import annotations

import re

from ...text.clauses import split_clauses, without_label
from ...text.source import Span
from ..words.bounds import NOT_BEYOND
from .phrase import MODAL, is_measure, noun_like, trim
from .surroundings import Surroundings

_HEAD = re.compile(
    r"(?P<what>[^,;。:]{2,40}?)(?:的?(?:标准|规定|要求|规划指标|指标|限值))?"
    rf"(?:应当|可以|{NOT_BEYOND}|不得|必须|应|须|分别|一般)*"
    r"(?:符合|达到|执行|按照?|为|是|如下|依照|遵守|适用)?(?:下列|以下|如下)?"
    r"(?:规定|要求|标准|指标|比例|方法|期限|分别|计算|执行|缴纳|收取|确定|征收)*\s*\Z"
)
_VERBAL = re.compile(r"由|发放|自动|提供|承担|应当?(?!用)|规定")


def listed_attribute(around: Surroundings) -> Span | None:
    """Return the measured noun that the head of a list names, None where there is no list or its head names none.

    The head is a clause of the same sentence that ends in a colon or is nothing but a measured noun, else the text
    that introduces the item.
    """
    folded, context = around.folded, around.context
    for index in around.earlier():
        clause = around.clauses[index]
        if clause.mark == ":":
            return _named(folded, clause.start, clause.end)
        if not around.numbered(index) and not MODAL.search(folded, clause.start, clause.end):
            named = _named(folded, clause.start, clause.end)
            if named:
                return named
    if around.earlier(statement=True):
        return None
    for span in context.above[: context.items]:
        clauses = split_clauses(folded, without_label(folded, span), [])
        if clauses and clauses[-1].mark in ":。":
            found = _named(folded, *clauses[-1][:2]) or _named(folded, *clauses[0][:2])
            if found:
                return found
    return None


def _named(folded: str, start: int, end: int) -> Span | None:
    found = _HEAD.match(folded, start, end)
    if not found:
        return None
    span = trim(folded, *found.span("what"))
    plain = is_measure(folded, *span) and noun_like(folded, *span) and not _VERBAL.search(folded, *span)
    return span if plain else None
