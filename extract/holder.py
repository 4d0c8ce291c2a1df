"""Whom or what a number binds: the subject of its clause, else of the clauses and texts that lead to it."""

from __future__ import annotations

import re

from ..ingest.source import Span
from .clause import Clause, split, without_label
from .frame import Frame
from .model import Role
from .phrase import MODAL, agent, ends_in_agent, is_measure, noun_like, subject, trim
from .violator import is_stage

_BY = re.compile(
    r"由(?!于|此)(?P<who>[^,;。:]{2,30}?)(?=按(?!照规定)|每|在(?!地)|于|自|负责|依|根据|会同|责令|组织|应|可|给予|处|统一|向|对|预|支|承|核|审|批|受理|进行|作出|提出|确定|公布)"
)
_ORDER = re.compile(r"(?:责令|要求|通知|限|督促|命令)(?P<who>[^,;。:]{2,25}?)(?=在|于|自|限期|应|按)")
_WHOSE = re.compile(r"(?:责令|要求|通知|督促|告知)其(?=在|于|自|限期|应|按)")
_FOUNDED = re.compile(
    r"(?:申请)?(?:设立|申办|开办|成立|举办|担任|申领|新建|建设|组建|创办|取得|办理|申请|从事|兴办|建立|聘任|报考|参加)(?P<what>[^,;。:]{2,40}?)(?:的?[,:]|的?(?=应|须|必|由|除|可|不得)|的?\Z)"
)
_FOLLOWING = re.compile(r"(?:下列|以下)(?P<what>[^,;。:]{2,20}?)(?=应|可|不|免|由|实|为|均|享|予|给|按)")


_VERBAL = re.compile(r"应当?|不得|可以|必须|违反|签订|建立|实行|达到|超过|进行|不(?!动产|良|同)|按照|根据|如下|下列|以下|完成|给予")
_ASIDE = re.compile(r"\s*(?:但是?)?(?:除|确需|需要|必要)")
_ADVERBIAL = re.compile(r"在|自|从|按|依|根据|以|由|除|因|为|对|同时|其中|其|并|且|每|必要时|不|无|经|之|如|[^,;。]*(?:时|后|前|内|下|外)\Z")
_GOES_ON = re.compile(r"\s*(?:或者?|以及|并且?|且|及)")
_OUTCOME = re.compile(r".{0,6}\Z|(?:不?符合|同意|经|需要|情况|逾期|因|对|审[查核])")
ACTS = frozenset({Role.DEADLINE, Role.FREQUENCY})
"""The roles whose attribute is an act, so that the holder is who does it."""

_ONE_OF = re.compile(r"(?:具?有|存在|属于)?(?:下列|以下|上述|前款|如下)[^,;。:]*(?:情形|情节|行为|条件|情况)")
_COPULA = re.compile(r"(?:分别)?(?:为|是|如下|包括)\Z")
_TOWARDS = re.compile(r"\s*对(?!外|方)")
_CARRIES_ON = re.compile(r"\s*(?:从|应|须|必须|可|不得|自|在|由|每|方|于|其|均|一律|经|凡)")


def holder(frame: Frame, limit: int, act: Span | None = None) -> Span | None:
    """Return the span of whom or what the rule binds, None where the text names none.

    `limit` is where the attribute begins if it stands before the mention, else where the mention begins: what stands
    behind it is not looked at. `act` is the act of a deadline or a frequency, whose clause may name who does it.
    """
    return (
        ordered(frame)
        or by(frame)
        or _own(frame, limit)
        or _earlier(frame)
        or (_later(frame, act) if act else None)
        or _introduced(frame)
    )


def ordered(frame: Frame) -> Span | None:
    """责令其在七日内改正 binds whom the order goes to."""
    folded, start, end = frame.folded, frame.clause.start, frame.mention.span.start
    if _WHOSE.search(folded, start, end):
        for index in frame.earlier():
            who = agent(folded, *frame.clauses[index][:2])
            if who:
                return Span(*who)
    found = _ORDER.search(folded, start, end)
    return _clean(folded, *found.span("who")) if found else None


def by(frame: Frame) -> Span | None:
    """由同级财政按季度预拨."""
    found = None
    for found in _BY.finditer(frame.folded, frame.clause.start, frame.mention.span.start):
        pass
    return _clean(frame.folded, *found.span("who")) if found else None


def _clean(folded: str, start: int, end: int) -> Span | None:
    start, end = trim(folded, start, end)
    return Span(start, end) if end - start >= 2 and folded[start] != "其" and folded[end - 1] != "其" else None


def _own(frame: Frame, limit: int) -> Span | None:
    """The subject of the mention's own clause, before `limit`; all of it where it is nothing but a noun (市财政每年)."""
    folded, start = frame.folded, frame.clause.start
    if limit - start < 2:
        return None
    got = subject(folded, start, limit)
    if got:
        return Span(*got)
    start, end = trim(folded, start, limit)
    if limit == frame.mention.span.start and 2 <= end - start <= 16 and noun_like(folded, start, end) and not _VERBAL.search(folded, start, end):
        return Span(start, end)
    return None


def _earlier(frame: Frame) -> Span | None:
    """The subject of the clauses before in the sentence, nearest first; else the nearest conditional (X的) itself.

    What a number bounds belongs to the nearest conditional; an act is done by the nearest person or body.
    """
    folded = frame.folded
    reserve: Span | None = None
    first: Span | None = None
    threshold = frame.mention.role is Role.THRESHOLD
    acts = frame.mention.role in ACTS
    for index in frame.earlier():
        clause = frame.clauses[index]
        got = agent(folded, clause.start, clause.end)
        if got is None and folded[clause.end - 1] != "的":
            got = subject(folded, clause.start, clause.end) if MODAL.search(folded, clause.start, clause.end) else None
            got = got or _topic(frame, index)
            if got and is_measure(folded, *got):
                reserve = reserve or Span(*got)
                got = None
        if got:
            return Span(*got)
        if folded[clause.end - 1] != "的" and not acts and first is None and not frame.numbered(index):
            first = _act_itself(frame, index)
        if folded[clause.end - 1] == "的" and not _ASIDE.match(folded, clause.start, clause.end) and not (threshold and frame.numbered(index)):
            whole = _condition(frame, index)
            if not acts and whole:
                return whole
            reserve = reserve or whole
    return reserve or first


def _condition(frame: Frame, index: int) -> Span | None:
    """A conditional that tells whom a rule is about, with the clause it goes on from (新建…，或者改建…的)."""
    folded, clause = frame.folded, frame.clauses[index]
    start, end = trim(folded, clause.start, clause.end)
    if is_stage(folded[start : clause.end]) or (frame.mention.role in ACTS and _OUTCOME.match(folded, start, clause.end)):
        return None
    while index > 0 and _GOES_ON.match(folded, clause.start, clause.end) and not frame.clauses[index - 1].ends_statement:
        index -= 1
        clause = frame.clauses[index]
        start, _ = trim(folded, clause.start, clause.end)
    return Span(start, end) if end - start >= 2 else None


def _act_itself(frame: Frame, index: int) -> Span | None:
    """An act that the number belongs to, told in the clause before (实施操纵市场行为，成交额在…)."""
    clause = frame.clauses[index]
    if clause.ends_statement or MODAL.search(frame.folded, clause.start, clause.end):
        return None
    got = subject(frame.folded, clause.start, clause.end)
    if got:
        return Span(*got)
    start, end = trim(frame.folded, clause.start, clause.end)
    return Span(start, end) if end - start >= 4 and not _ADVERBIAL.match(frame.folded, start, end) else None


def _later(frame: Frame, act: Span) -> Span | None:
    """Who does an act that is told in a clause behind (每季度终了后，银行应将…通知…), or behind 由 (每年由主管部门组织)."""
    folded = frame.folded
    clause = next((clause for clause in frame.clauses[frame.at :] if clause.start <= act.start < clause.end), None)
    if clause is None or act.start <= frame.mention.span.end:
        return None
    start = max(clause.start, frame.mention.span.end)
    found = _BY.search(folded, start, clause.end)
    if found:
        return _clean(folded, *found.span("who"))
    got = subject(folded, start, act.start) if clause.start >= frame.mention.span.end else None
    return Span(*got) if got else None


def _topic(frame: Frame, index: int) -> tuple[int, int] | None:
    """A clause that is nothing but a noun phrase (经批准的担保机构，应…; 苗圃地：…)."""
    folded, clause = frame.folded, frame.clauses[index]
    start, end = trim(folded, clause.start, clause.end)
    if end - start < 2 or end - start > 40 or clause.mark not in ",:" or not noun_like(folded, start, end):
        return None
    if frame.numbered(index) or _TOWARDS.match(folded, clause.start):
        return None
    if clause.mark == ":":
        copula = _COPULA.search(folded, start, end)
        end = copula.start() if copula else end
        return (start, end) if index == 0 and end - start <= 16 else None
    if frame.mention.role in ACTS and index > 0 and not ends_in_agent(folded, start, end):
        return None
    follows = frame.clauses[index + 1]
    if not _CARRIES_ON.match(folded, follows.start, follows.end) or _VERBAL.search(folded, start, end):
        return None
    return start, end


def _introduced(frame: Frame) -> Span | None:
    """The subject of the sentence before, of the text that introduces a list, of the paragraph before."""
    folded, context = frame.folded, frame.context
    if not context.items:
        for find in (agent, subject):
            for index in range(frame.at - 1, -1, -1):
                got = find(folded, *frame.clauses[index][:2])
                if got and not is_measure(folded, *got):
                    return Span(*got)
    for span in context.above[: max(1, context.items)]:
        body = without_label(folded, span)
        got = _leading(folded, split(folded, body, []))
        if got:
            return got
    return None


def _leading(folded: str, clauses: list[Clause]) -> Span | None:
    """Whom the last sentence of a text is about: its subject, what is founded or applied for, what is listed."""
    first = len(clauses) - 1
    while first > 0 and not clauses[first - 1].ends_sentence:
        first -= 1
    for clause in clauses[max(first, 0) :]:
        if is_stage(clause_text := folded[clause.start : clause.end]):
            continue
        listed = _ONE_OF.search(folded, clause.start, clause.end)
        if listed:
            before = subject(folded, clause.start, clause.end) or _clean(folded, clause.start, listed.start())
            if before and noun_like(folded, *before):
                return Span(*before)
            continue
        got = subject(folded, clause.start, clause.end)
        if got:
            return Span(*got)
        if clause_text.endswith("的") and not _ASIDE.match(folded, clause.start):
            return _clean(folded, clause.start, clause.end)
        for pattern in (_FOUNDED, _FOLLOWING):
            found = pattern.search(folded, clause.start, clause.end)
            if found:
                return _clean(folded, *found.span("what"))
    return None
