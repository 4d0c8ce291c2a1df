"""Whom or what a number binds: the subject of its clause, else of the clauses and texts that lead to it."""

from __future__ import annotations

import re

from ...text.clauses import Clause, split_clauses, without_label
from ...text.source import Span
from ..model import Role
from .conditional import tells_whom, told_by
from .finding import Finding, by
from .lexicon import either
from .phrase import MODAL, agent, ends_in_agent, is_measure, last_match, noun_like, subject, trim
from .surroundings import Surroundings
from .violator import is_stage

ACTS = frozenset({Role.DEADLINE, Role.FREQUENCY})
"""The roles whose attribute is an act, so that the holder is who does it."""

# 由同级财政按季度预拨
_BY = re.compile(
    r"由(?!于|此)(?P<who>[^,;。:]{2,30}?)(?="
    + either(
        """
        按(?!照规定) 每 在(?!地) 于 自(?!治|然|行) 负责 依 根据 会同 责令 组织 应 可 给予 处 统一 向 对 预 支 承 核 审
        批 受理 进行 作出 提出 确定 公布
        """
    )
    + ")"
)
# 责令限期三日内改正, 要求申请人在七日内
_ORDERED = re.compile(
    r"(?:责令|要求|通知|告知|(?<![期权上下])限|督促|命令)(?P<who>[^,;。:]{2,25}?)(?=在|于|自(?!治|然)|限期|应|按)"
)
_ORDERED_HIM = re.compile(r"(?:责令|要求|通知|督促|告知)其(?=在|于|自(?!治|然)|限期|应|按)")
# a clause with these is more than a noun phrase
_VERBAL = re.compile(
    either(
        """
        应当? 不得 可以 必须 违反 签订 建立 实行 达到 超过 进行 不(?!动产|良|同) 按照 根据 如下 下列 以下 完成 给予
        """
    )
)
_CARRIES_ON = re.compile(r"\s*(?:从|应|须|必须|可|不得|自|在|由|每|方|于|其|均|一律|经|凡)")
_COPULA = re.compile(r"(?:分别)?(?:为|是|如下|包括)\Z")
_TOWARDS = re.compile(r"\s*对(?!外|方)")
_ADVERBIAL = re.compile(
    r"在|自|从|按|依|根据|以|由|除|因|为|对|同时|其中|其|并|且|每|必要时|不|无|经|之|如|[^,;。]*(?:时|后|前|内|下|外)\Z"
)
# 设立担保机构，应当具备下列条件
_FOUNDED = re.compile(
    r"(?:申请)?"
    + either("设立 申办 开办 成立 举办 担任 申领 新建 建设 组建 创办 取得 办理 申请 从事 兴办 建立 聘任 报考 参加")
    + r"(?P<what>[^,;。:]{2,40}?)(?:的?[,:]|的?(?=应|须|必|由|除|可|不得)|的?\Z)"
)
# 下列船舶免征吨税
_FOLLOWING = re.compile(r"(?:下列|以下)(?P<what>[^,;。:]{2,20}?)(?=应|可|不|免|由|实|为|均|享|予|给|按)")
_ONE_OF = re.compile(r"(?:具?有|存在|属于)?(?:下列|以下|上述|前款|如下)[^,;。:]*(?:情形|情节|行为|条件|情况)")
_LONGEST_NOUN = 16
_LONGEST_TOPIC = 40


def holder(around: Surroundings, limit: int, act: Span | None = None) -> Finding | None:
    """Return whom or what the rule binds and what found it, None where the text names none.

    `limit` is where the attribute begins if it stands before the mention, else where the mention begins: what stands
    behind it is not looked at. `act` is the act of a deadline or a frequency, whose clause may name who does it.
    """
    return (
        by("order", _ordered(around))
        or by("doer", _by(around))
        or by("own-clause", _own(around, limit))
        or by("earlier-clause", _earlier(around))
        or by("act-clause", _later(around, act) if act else None)
        or by("next-clause", _next(around))
        or (holder(around.outer, around.outer.mention.span.start) if around.outer else None)
        or by("sentence-before", _sentences_before(around))
        or by("text-above", _texts_above(around))
    )


def _named(folded: str, start: int, end: int) -> Span | None:
    """Return the range trimmed, None where it is too short for a name or only a pronoun."""
    span = trim(folded, start, end)
    return span if span.end - span.start >= 2 and "其" not in (folded[span.start], folded[span.end - 1]) else None


def _ordered(around: Surroundings) -> Span | None:
    """Return whom an order goes to: 责令其在七日内改正."""
    folded, start, end = around.folded, around.clause.start, around.mention.span.start
    if _ORDERED_HIM.search(folded, start, end):
        for index in around.earlier():
            who = agent(folded, *around.clauses[index][:2])
            if who:
                return who
    found = _ORDERED.search(folded, start, end)
    return _named(folded, *found.span("who")) if found else None


def _by(around: Surroundings) -> Span | None:
    """Return who acts according to a 由 before the mention, or straight behind that of an act."""
    folded, at = around.folded, around.mention.span
    found = last_match(_BY, folded, around.clause.start, at.start)
    if found:
        return _named(folded, *found.span("who"))
    if around.mention.role in ACTS and folded.startswith("由", at.end):
        return agent(folded, at.end + 1, around.clause.end)
    return None


def _own(around: Surroundings, limit: int) -> Span | None:
    """Return the subject of the mention's own clause; all before the mention where that is but a noun (市财政每年)."""
    folded, start = around.folded, around.clause.start
    if limit - start < 2:
        return None
    if _TOWARDS.match(folded, start):
        return None
    got = subject(folded, start, limit)
    if got or limit != around.mention.span.start:
        return got
    span = trim(folded, start, limit)
    plain = 2 <= span.end - span.start <= _LONGEST_NOUN and noun_like(folded, *span)
    return span if plain and not _VERBAL.search(folded, *span) else None


def _earlier(around: Surroundings) -> Span | None:
    """Return the subject of the clauses before in the sentence, nearest first; else the nearest conditional (X的).

    What a number bounds belongs to the nearest conditional; an act is done by the nearest person or body.
    """
    acts, threshold = around.mention.role in ACTS, around.mention.role is Role.THRESHOLD
    reserve: Span | None = None
    doing: Span | None = None
    for index in around.earlier():
        conditional = around.folded[around.clauses[index].end - 1] == "的"
        got = _subject_before(around, index, conditional)
        if got and not is_measure(around.folded, *got):
            return got
        reserve = reserve or got
        if not conditional and not acts and not doing and not around.numbered(index):
            doing = _doing(around, index)
        if conditional and not (threshold and around.numbered(index)):
            whole = told_by(around, index, acts)
            if whole and not acts:
                return whole
            reserve = reserve or whole
    return reserve or doing


def _subject_before(around: Surroundings, index: int, conditional: bool) -> Span | None:
    """Return the subject of an earlier clause: its agent, else what stands before its modal, else the noun it is."""
    folded, clause = around.folded, around.clauses[index]
    got = agent(folded, clause.start, clause.end)
    if got or conditional:
        return got
    if MODAL.search(folded, clause.start, clause.end):
        got = subject(folded, clause.start, clause.end)
    return got or _topic(around, index)


def _topic(around: Surroundings, index: int) -> Span | None:
    """Return an earlier clause that is nothing but a noun phrase (经批准的担保机构，应…; 苗圃地：…)."""
    folded, clause = around.folded, around.clauses[index]
    span = trim(folded, clause.start, clause.end)
    if not 2 <= span.end - span.start <= _LONGEST_TOPIC or clause.mark not in ",:" or not noun_like(folded, *span):
        return None
    if around.numbered(index) or _TOWARDS.match(folded, clause.start):
        return None
    if clause.mark == ":":
        copula = _COPULA.search(folded, *span)
        span = Span(span.start, copula.start() if copula else span.end)
        return span if index == 0 and span.end - span.start <= _LONGEST_NOUN else None
    if around.mention.role in ACTS and index > 0 and not ends_in_agent(folded, *span):
        return None
    before = subject(folded, *span)
    if before:
        return before
    carries_on = _CARRIES_ON.match(folded, *around.clauses[index + 1][:2])
    return span if carries_on and not _VERBAL.search(folded, *span) else None


def _doing(around: Surroundings, index: int) -> Span | None:
    """Return what an earlier clause tells of, to which the number belongs (实施操纵市场行为，成交额在…)."""
    folded, clause = around.folded, around.clauses[index]
    if clause.ends_statement or MODAL.search(folded, clause.start, clause.end):
        return None
    got = subject(folded, clause.start, clause.end)
    if got:
        return got
    span = trim(folded, clause.start, clause.end)
    return span if span.end - span.start >= 4 and not _ADVERBIAL.match(folded, *span) else None


def _later(around: Surroundings, act: Span) -> Span | None:
    """Return who does an act told behind: 每季度终了后，银行应将…通知…; 每年由主管部门组织."""
    folded, at = around.folded, around.mention.span.end
    clause = next((clause for clause in around.clauses[around.at :] if clause.start <= act.start < clause.end), None)
    if clause is None or act.start <= at:
        return None
    found = _BY.search(folded, max(clause.start, at), clause.end)
    if found:
        return _named(folded, *found.span("who"))
    return subject(folded, clause.start, act.start) if clause.start >= at else None


def _next(around: Surroundings) -> Span | None:
    """Return the subject of the clause behind, of a threshold that is a clause of its own (达到10%时，银行应当…)."""
    index = around.at + 1
    alone = around.mention.role is Role.THRESHOLD and around.clause.mark == "," and around.right.endswith(("时", "的"))
    return agent(around.folded, *around.clauses[index][:2]) if alone and index < len(around.clauses) else None


def _sentences_before(around: Surroundings) -> Span | None:
    """Return who acts in what comes before in the same paragraph; an item looks to its list's head instead.

    Only for acts: what a number bounds rarely belongs to the subject of another sentence.
    """
    if around.context.items or around.mention.role not in ACTS:
        return None
    for find in (agent, subject):
        for index in around.before():
            got = find(around.folded, *around.clauses[index][:2])
            if got and not is_measure(around.folded, *got):
                return got
    return None


def _texts_above(around: Surroundings) -> Span | None:
    """Return whom the text is about that introduces the list; an earlier paragraph tells nothing of this one."""
    folded, context = around.folded, around.context
    for span in context.above[: context.items]:
        got = _leading(folded, split_clauses(folded, without_label(folded, span), []))
        if got:
            return got
    return None


def _leading(folded: str, clauses: list[Clause]) -> Span | None:
    """Return whom the last sentence of a text is about: its subject, what is founded or applied for, what is listed."""
    first = len(clauses) - 1
    while first > 0 and not clauses[first - 1].ends_sentence:
        first -= 1
    for clause in clauses[max(first, 0) :]:
        text = folded[clause.start : clause.end]
        if is_stage(text):
            continue
        got = subject(folded, clause.start, clause.end)
        listed = _ONE_OF.search(folded, clause.start, clause.end)
        if listed:
            got = got or _named(folded, clause.start, listed.start())
            if got and noun_like(folded, *got):
                return got
            continue
        if got:
            return got
        if text.endswith("的") and tells_whom(text):
            return _named(folded, clause.start, clause.end)
        found = _FOUNDED.search(folded, *clause[:2]) or _FOLLOWING.search(folded, *clause[:2])
        if found:
            return _named(folded, *found.span("what"))
    return None
