"""The event a period runs from or up to: 自X之日起, X后, X前, 在X N日内, and of the conditional X的，应当在N日内."""

from __future__ import annotations

import re

from ...text.source import Span
from ...text.units.kinds import Quantity
from ..model import Role
from ..words.bounds import NOT_BEYOND, NOT_LESS, NOT_MORE, SIDE
from .finding import Finding, by
from .lexicon import either
from .phrase import MODAL, agent, last_match, trim
from .surroundings import Surroundings

# 自收到申请之日起; 从正式交付之日起; 在接到通知次日起; 自首次汇出满一年后
_FROM = re.compile(
    r"(?:自|从(?!事|业)|在|于|由)(?P<event>(?:(?!自(?!然|行|有|治|筹|产|愿|主|动))[^;。])+?)(?:起(?!诉|草|点|重)|(?<!开)始(?!终)|算起)"
    r"|(?:自|从(?!事|业))(?P<past>[^,;。自从]{2,20}?)(?:之日)?满\Z"
)
# 完成工商注册之日起
_FROM_BARE = re.compile(r"(?P<event>[^,;。]+?(?:之|生效|届满)日)起")
# 从收到申请到贷款发放
_BOTH_ENDS = re.compile(
    r"(?:自|从(?!事|业))(?P<event>[^,;。]{3,}?)(?:(?<![收接达得])到(?!期|达|位|场)|至)(?P<act>[^,;。]+)"
)
# 受理至办结不得超过
_SPAN = re.compile(
    r"(?P<event>[^,;。]{2,}?)(?:之日|时间|时)?至[^,;。]{2,}?(?:时|之日|的时间|之间)?(?:最长)?"
    rf"(?:{NOT_MORE}|应当?控制在)\Z"
)
# 有效期为三年，自颁发之日起计算
_COUNTED = re.compile(r"\s*(?:自|从)(?P<event>[^,;。]{2,}?)起(?:计算|算|计)?\Z")
# 在接到投诉后三十日内, 期满后
_AFTER = re.compile(r"(?P<event>[^,;。]+?)(?:之后|以后|后)的?(?:第|应当?|须|必须|的?至少|,)?(?:在|于)?(?:最近|的)?\Z")
# 会议召开前十日, 有效期届满前
_BEFORE = re.compile(rf"(?P<event>[^,;。]+?)(?:之前|以前|(?<!提)前)的?(?:至少|最少|{NOT_LESS}|提前|,)?(?:第)?\Z")
_POINT_BEFORE = re.compile(r"(?:[日时期满完]|之)(?:以|之)?前的?\Z|[以之]前的?\Z")
_BEFORE_BEHIND = re.compile(rf"{SIDE}?(?:之前|以前|前)")
_WITHIN = re.compile(r"以内|之内|内")
_PREPOSITION = re.compile(r"(?:应当?|须|必须|可以|可)?(?:在|于|自|从|当)(?!建|校|职|岗|册|线|押|编|籍|读|逃|地|用)")
_LEADING = re.compile(r"(?:自|在|于|从(?!事|业)|当)(?!愿|行|有|治)")
_NO_EVENT = re.compile(
    rf"(?:{NOT_BEYOND}|"
    + either("连续 持续 最近 近 前 上 后 累计 超过 满 不满 至少 最长 最多 任期 每届 延长 规定的? 约定的?")
    + r")+\Z"
)
# 学生伤害事故发生后，
_WHEN = re.compile(
    r"(?P<event>[^,;。]{3,}?)(?:之后|以后|(?<![先今此前然最])后|(?<!必要)(?<![同及届随按有临暂平小学工课])时)\Z"
)
# 变更名称的，
_IF = re.compile(
    r"(?P<event>.*?"
    + either(
        """
        收到 接到 受理 作出 提出 发生 发现 变更 终止 解散 破产 死亡 遗失 丢失 期满 届满 完成 批准 签订 转让 取得
        调整 变动 竣工 停业 歇业 解除 撤销 注销 迁移 损毁 灭失 终了 结束 改变 申请 决定 丧失
        """
    )
    + r".*?)(?:之后|以后|后|时|的)\Z"
)
_LACKING = re.compile(r"不(?:齐|完备|完整|明|足|全|服)|符合")
# 经批准应当在三个月内
_PASSED = re.compile(r"经(?!营|济|办)(?P<event>批准|同意|审核|核准|督促|催告|公告|通知)(?:之?后)?")
_LONGEST_EVENT = 40
_WHEN_NEAR, _IF_NEAR = 4, 2


def trigger(around: Surroundings) -> Finding | None:
    """Return the event a duration runs from (批准文件印发之日) and what found it, or None where there is none.

    Only durations have one; a look-back window or the length of a term has none.
    """
    if around.mention.quantity is not Quantity.DURATION:
        return None
    return (
        by("from", _from(around))
        or by("before", _before(around))
        or by("after", _after(around))
        or by("within", _bare(around))
        or by("conditional", _conditional(around))
        or by("counted-from", _counted(around))
    )


def _span(around: Surroundings, start: int, end: int) -> Span | None:
    span = trim(around.folded, start, end)
    return span if span.end - span.start >= 2 else None


def _from(around: Surroundings) -> Span | None:
    """Return X of 自X之日起, also in the clause before (从正式交付之日起，六个月未动工)."""
    folded, clause, at = around.folded, around.clause, around.mention.span.start
    found = last_match(_FROM, folded, clause.start, at)
    if found is None and around.at > 0 and len(around.left) < 12 and not around.clauses[around.at - 1].ends_statement:
        before = around.clauses[around.at - 1]
        candidate = last_match(_FROM, folded, before.start, before.end)
        if candidate and before.end - candidate.end() <= 4:
            found = candidate
    if found is None:
        found = last_match(_BOTH_ENDS, folded, clause.start, at) or _SPAN.match(folded, clause.start, at)
    if found is None and (found := last_match(_FROM_BARE, folded, clause.start, at)):
        who = agent(folded, clause.start, at)
        return _span(around, who.end if who else found.start("event"), found.end("event"))
    return _span(around, *found.span("past" if found.lastgroup == "past" else "event")) if found else None


def _event_start(around: Surroundings, start: int, end: int) -> int:
    """Return where an event begins: behind the last preposition, else behind the last modal, else at `start`."""
    found = last_match(_PREPOSITION, around.folded, start, end) or last_match(MODAL, around.folded, start, end)
    return found.end() if found else start


def _before(around: Surroundings) -> Span | None:
    """Return X of 在X三十日前 and of X前十日."""
    folded, clause, at = around.folded, around.clause, around.mention.span.start
    if _BEFORE_BEHIND.match(around.right):
        start = _event_start(around, clause.start, at)
        return _span(around, start, at) if 2 <= at - start <= _LONGEST_EVENT else None
    found = _BEFORE.search(folded, clause.start, at)
    if not found or found.end("event") - found.start("event") < 2:
        return None
    if around.mention.role is Role.VALUE and not _POINT_BEFORE.search(folded, clause.start, found.end()):
        return None  # 被占耕地前三年平均年产值 looks back, it runs from nothing
    return _span(around, _event_start(around, clause.start, found.end("event")), found.end("event"))


def _after(around: Surroundings) -> Span | None:
    """Return X of 在X后三十日内."""
    found = _AFTER.search(around.folded, around.clause.start, around.mention.span.start)
    if not found:
        return None
    return _span(around, _event_start(around, around.clause.start, found.end("event")), found.end("event"))


def _bare(around: Surroundings) -> Span | None:
    """Return X of 在X一年内, an event straight before the number."""
    at = around.mention.span.start
    if around.mention.role is not Role.DEADLINE or not _WITHIN.match(around.right):
        return None
    found = last_match(_PREPOSITION, around.folded, around.clause.start, at)
    if not found or at - found.end() < 2 or _NO_EVENT.search(around.folded, found.end(), at):
        return None
    return _span(around, found.end(), at)


def _conditional(around: Surroundings) -> Span | None:
    """Return X of 海关X的，应当在二十四小时内, without the person it happens to."""
    if around.mention.role is not Role.DEADLINE:
        return None
    folded = around.folded
    passed = _PASSED.search(folded, around.clause.start, around.mention.span.start)
    if passed:
        return Span(*passed.span("event"))
    for near, index in enumerate(around.earlier(statement=True)[:_WHEN_NEAR]):
        clause = around.clauses[index]
        event = _WHEN.match(folded, *clause[:2]) or (_IF.match(folded, *clause[:2]) if near < _IF_NEAR else None)
        if event and not _LACKING.search(folded, *event.span("event")):
            start, end = event.span("event")
            who = agent(folded, start, end)
            start = who.end if who and who.end < end - 2 else start
            lead = _LEADING.match(folded, start, end)
            return _span(around, lead.end() if lead else start, end)
    return None


def _counted(around: Surroundings) -> Span | None:
    """Return X of 有效期为三年，自X之日起计算."""
    index = around.at + 1
    if around.mention.role is Role.DEADLINE or index >= len(around.clauses) or around.clause.mark != ",":
        return None
    found = _COUNTED.match(around.folded, *around.clauses[index][:2])
    return _span(around, *found.span("event")) if found else None
