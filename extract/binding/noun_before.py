"""The noun phrase before a number: where it begins, where it parts into whose and what."""

from __future__ import annotations

import re
from typing import NamedTuple

from ...text.source import Span
from ...text.units.kinds import Quantity
from ..model import Role
from ..words.bounds import ANY_SIDE
from .lexicon import BOUND, either
from .phrase import MODAL, agent, ends_in_agent, is_measure, last_of, noun_like, trim
from .surroundings import Surroundings


class Measured(NamedTuple):
    """What is measured (贷款余额), and whose (基金) where it stands in the same phrase."""

    attribute: Span | None
    owner: Span | None = None


NOTHING = Measured(None)

# what may stand between the noun and its number
_LINK = re.compile(
    rf"(?:{BOUND}|"
    + either(
        """
        (?<![行作])(?:分?为)(?!主) 是 在 达 至 满 共 约 按 以 有 设 控制在 缩短[到为至] 延长[到为至] 初定 暂定 确定为 
        规定为 定为 一般
        应当? 可以? 必须 须 最高 最低 最多 最长 最短 原则上 分别 各 连续 累计 近 最近 前 合计 总共 每 只 的 : , \\s
        之间 左右 大约 不 即 超 仅 (?<![期时])限为 (?<![人户亩])均 经过? 实行
        宜 延长到 过(?=\\Z) 每年 选用 未(?=\\Z) 处 按照 依照
        占 收取 其 可能
        """
    )
    + r"){1,12}\Z"  # no more: some words are two of the others (可以), and each can be read either way
)
# 每公顷, 人均: belongs to the unit
_PER = re.compile(r"(?:每(?!届|年|月|次|户|日|天|侧)[^,;。每为增减满超逾延补扣加降提]{1,6}|人均|户均)\Z")
# 保存期限不得少于产品保质期满后六个月
_AFTER_EVENT = re.compile(rf"{BOUND}(?P<event>[^,;。]{{2,16}}后)\Z")
_PREPOSED = re.compile(
    either(
        """
        按照? 是指 以(?![上下内外]) 依照 (?<!存)在(?!校|册|职|岗|建|编|籍|线|地) 对(?!方|外) 根据 
        自(?!然|行|治|有|筹|愿) 从(?!事|业) 给(?!予|付)
        向(?![外内上下两社]) 由 (?<!财)经(?!营|济|办|费|验|过) 判令 责令 则 但是? 同意 处以 涉及 提供(?=[^的]*\\Z)
        """
    )
)
# 混合道路上最高时速
_INSIDE = re.compile(r"(?P<where>[^,]{2,24}?[内上])(?P<what>最[高低大小长短][^的,]{2,8})")
_JOINT = re.compile(rf"(?:{ANY_SIDE}|的)*(?:和|或者|或|及|以及|、|并且?|且|,)?")
_HAS = re.compile(r"设立|设置|设有?|配备|有|包括")
_EACH = re.compile(r"每(?:届|次|人|户|年)")
_PLACE = re.compile(r"[^的]{0,8}?(?:地区|山区|园区|城区|市区|郊区|新区|开发区|改造区|保护区|县城|市域)(?!域)")


def edge(around: Surroundings, base: Span | None) -> int:
    """Return where the number begins, with the base that stands straight before it (净资产的10%)."""
    at = around.mention.span.start
    return base.start if base and around.clause.start <= base.start and at - 3 <= base.end <= at else at


def noun_end(around: Surroundings, base: Span | None) -> int:
    """Return where the text before the number ends when base, bound words and per-unit words are taken off."""
    folded, start, end = around.folded, around.clause.start, edge(around, base)
    event = _AFTER_EVENT.search(folded, start, end)
    if event and around.mention.quantity is Quantity.DURATION:
        end = event.start("event")
    for pattern in (_PER, _LINK, _PER):
        found = pattern.search(folded, start, end)
        if found and not (pattern is _PER and is_measure(folded, start, end)):
            end = found.start()
    return end


def parted(around: Surroundings, start: int, end: int) -> Measured:
    """Part the last noun phrase of a range into whose and what, at its last 的, else behind a person or a place.

    What has one or two characters says too little alone and keeps its qualifier (领取补助的期限).
    """
    folded = around.folded
    start, end = trim(folded, _border(around, start, end), end)
    if end <= start:
        return NOTHING
    inside = _INSIDE.match(folded, start, end)
    if inside and is_measure(folded, *inside.span("what")):
        return Measured(Span(*inside.span("what")), Span(*inside.span("where")))
    of = last_of(folded, start, end)
    if of > start:
        return _parted_at(folded, start, of, end)
    who = agent(folded, start, end)
    if who and end - who.end >= 2:
        has = _HAS.match(folded, who.end, end) if around.mention.quantity is Quantity.COUNT else None
        return Measured(Span(has.end() if has and end - has.end() >= 2 else who.end, end), who)
    place = _PLACE.match(folded, start, end)
    if place and end - place.end() >= 2 and is_measure(folded, place.end(), end):
        return Measured(Span(place.end(), end), Span(start, place.end()))
    each = _EACH.search(folded, start, end)
    if each and each.start() - start >= 2 and noun_like(folded, start, each.start()):
        return Measured(Span(each.start(), end), Span(start, each.start()))
    return Measured(Span(start, end))


def _parted_at(folded: str, start: int, of: int, end: int) -> Measured:
    owner = _owner(folded, start, of)
    if end - of - 1 > 2:
        return Measured(Span(of + 1, end), owner)
    if owner and owner.end - owner.start < 4 and not ends_in_agent(folded, *owner):
        return Measured(Span(owner.start, end))  # 保存的期限: the qualifier is no owner
    return Measured(Span(owner.start if owner else start, end), owner)


def _owner(folded: str, start: int, end: int) -> Span | None:
    """Return whose: the noun before the last 的 without what qualifies it; of 个体经营者申请的 the person."""
    who = agent(folded, start, end)
    if who and who.end < end:
        return who
    of = last_of(folded, start, end)
    if of > start and end - of > 2:
        start = of + 1
    span = trim(folded, start, end)
    return span if span.end - span.start >= 2 and noun_like(folded, *span) else None


def _border(around: Surroundings, start: int, end: int) -> int:
    """Return where the last noun phrase of a range can begin: behind the last mention, modal, preposition."""
    folded = around.folded
    if around.previous and start <= around.previous.start and around.previous.end < end:
        joint = _JOINT.match(folded, around.previous.end, end)
        start = joint.end() if joint else around.previous.end
    for pattern in (MODAL, _PREPOSED):
        for found in pattern.finditer(folded, start, end):
            if found.end() < end - 1:
                start = found.end()
    return _last_listed(folded, start, end) if around.mention.role is Role.THRESHOLD else start


def _last_listed(folded: str, start: int, end: int) -> int:
    """Return where the last of several nouns begins, if it is a measured one (摩托车、排气量超过…), else `start`."""
    begins = [start]
    for mark in ("、", "或者", "以及", "和"):
        found = folded.rfind(mark, start, end)
        first = found + len(mark)
        if found >= 0 and end - first >= 2 and is_measure(folded, first, end):
            begins.append(first)
    return max(begins)
