"""Whom a fine falls on: the person fined as printed, else the violation (违反…规定的)."""

from __future__ import annotations

import re

from ..ingest.source import Span
from .clause import Clause, split, without_label
from .frame import Frame
from .phrase import agent, trim

_PERSON = re.compile(
    r"对(?P<who>(?!方)[^,;。:]{2,50}?)(?:可以|可|并|,)*(?:分别|各)?(?:并处|处以|处|科处|科|给予|按|罚款|追缴|加收|予以罚款|依照|可处|责令|暂停|取消|吊销)"
)
_PERSON_CLAUSE = re.compile(r"(?:并|同时|可以|可)?对(?P<who>(?!方)[^,;。:]{2,50}?)(?:,|\Z)")
_PERSON_AFTER = re.compile(r"[^,;。:]{2,24}?(?:可以|应当|可)?对(?P<who>[^,;。:]{2,50}(?:者|人|单位|人员))(?:,|\Z)")
_STAGE = re.compile(
    r"(?:对于?|经|但|且|如|若|仍|并|有|因此?|由此|其|前款|而|可以|及)*(?:情节(?!恶劣程度)|(?:其他)?(?:有关)?法律[^,;。]*规定|逾期|拒不|拒绝改正|仍不|仍未|屡|再次|构成犯罪|后果|造成|触犯|没有违法所得|无违法所得|有违法所得|违法所得|货值|不能恢复|不改正|未改正|经责令|经.{0,4}教育|并处|可以并处|涉案|数额|尚不|尚未|未造成|未构成|受到|导致|危害|影响|致使|到期)[^,;。]*的?\Z"
)
_AUTHORITY = re.compile(r"(?:可以|可)?由|责令|处以?(?![于理置])|没收|给予|予以|并处|可以|吊销|依法|按照|分别|并(?!且)|应当|警告|限期|暂扣|对|取消|视|同时|均|一律|依照")
_UNDER = re.compile(r"(?:有|存在)?(?:前款|前条|本条|上述|上款)")
_BREACH = re.compile(r"(?:凡)?违反(?:了)?[^,;。]*?(?:规定|条例|办法|要求|法规|之一)\Z")
_BREACH_HEAD = re.compile(r"(?:凡)?违反(?:了)?(?:本|前|国家|上述|有关|《)[^,;。的]*?(?:的)?(?:规定|条例|办法|细则|要求|法规)(?=[^的,;。之一第])")
_LISTED = re.compile(r"有(?:下列|以下|上述|前款)[^,;。]*(?:的|之一)\Z")


def is_stage(text: str) -> bool:
    """Tell whether a conditional only tells how grave a violation is (情节严重的, 逾期不改正的)."""
    return bool(_STAGE.match(text))


def offender(frame: Frame) -> Span | None:
    """Return the span of the person fined (个人, 直接负责的主管人员) or of the violation; None where none is named."""
    return _named(frame) or violation(frame) or _above(frame)


def _clean(folded: str, start: int, end: int) -> Span | None:
    start, end = trim(folded, start, end)
    return Span(start, end) if end - start >= 1 else None


def _named(frame: Frame) -> Span | None:
    """对养犬人处五十元罚款; 对单位，处…"""
    folded, clause, at = frame.folded, frame.clause, frame.mention.span.start
    found = None
    for found in _PERSON.finditer(folded, clause.start, at):
        pass
    if found:
        return _clean(folded, *found.span("who"))
    for index in frame.earlier(statement=True)[:3]:
        before = frame.clauses[index]
        text = folded[before.start : before.end]
        if text.endswith("的") and not _PERSON_CLAUSE.match(text):
            return None
        found = _PERSON_CLAUSE.match(folded, before.start, before.end)
        if found is None and not text.endswith("的"):
            found = _PERSON_AFTER.match(folded, before.start, before.end)
        if found and not text.endswith("的"):
            return _clean(folded, *found.span("who"))
    return None


def violation(frame: Frame) -> Span | None:
    """The nearest clause before that tells a violation: ends in 的 and is no mere stage (情节严重的)."""
    candidates = [frame.at, *range(frame.at - 1, -1, -1)]
    return _among(frame.folded, frame.clauses, candidates, frame.mention.span.start)


def _among(folded: str, clauses: tuple[Clause, ...] | list[Clause], order: list[int], limit: int) -> Span | None:
    for index in order:
        clause = clauses[index]
        start, end = clause.start, min(clause.end, limit)
        text = folded[start:end].rstrip(" ,")
        if not text.endswith("的") or end == limit:
            embedded = _embedded(folded, start, end)
            if embedded:
                return embedded
            continue
        if _STAGE.match(text) and not _opens(folded, clauses, index):
            continue
        return _whole_violation(folded, clauses, index)
    return None


def _opens(folded: str, clauses: tuple[Clause, ...] | list[Clause], index: int) -> bool:
    """Tell whether the clause before tells the violation that a stage completes: 违反…规定，拒不执行的."""
    if index == 0 or clauses[index - 1].ends_statement:
        return False
    before = clauses[index - 1]
    text = folded[before.start : before.end].strip()
    return not text.endswith("的") and not _AUTHORITY.match(text)


def _embedded(folded: str, start: int, end: int) -> Span | None:
    """A violation with no comma behind it: 违反本规定第六条的由公安机关处…"""
    found = re.compile(r"[^,;。]{2,60}?的(?=(?:可以|可)?由[^,;。]{2,20}(?:责令|处|给予|没收)|处以|并处|处[\d一二三四五六七八九十百千万])").match(folded, start, end)
    return _clean(folded, start, found.end() - 1) if found else None


def _whole_violation(folded: str, clauses: tuple[Clause, ...] | list[Clause], index: int) -> Span | None:
    """The violation at clause `index`, reduced to the person it begins with; 违反本条例规定，X的 gives X."""
    clause = clauses[index]
    who = agent(folded, clause.start, clause.end)
    if who:
        return Span(*who)
    first = index
    while first > 0:
        before = clauses[first - 1]
        text = folded[before.start : before.end].strip()
        if before.mark not in ",," or _AUTHORITY.match(text) or text.endswith("的") or _STAGE.match(text):
            break
        who = agent(folded, before.start, before.end)
        if who:
            return Span(*who)
        if _BREACH.match(text):
            break
        first -= 1
    start = clauses[first].start
    head = _BREACH_HEAD.match(folded, start, clause.end)
    if head and clause.end - head.end() > 4 and folded[head.end()] not in ",":
        start = head.end()
    return _clean_violation(folded, start, clause.end)


def _clean_violation(folded: str, start: int, end: int) -> Span | None:
    first, last = trim(folded, start, end)
    return Span(first, min(end, last + 1) if folded[last : last + 1] == "的" else last) if last > first else None


def _above(frame: Frame) -> Span | None:
    """Of an item without a violation of its own, that of the text which introduces the list."""
    folded, context = frame.folded, frame.context
    for span in context.above[: max(context.items, 1)]:
        clauses = split(folded, without_label(folded, span), [])
        got = _among(folded, clauses, list(range(len(clauses) - 1, -1, -1)), span.end)
        if got:
            return got
    return None
