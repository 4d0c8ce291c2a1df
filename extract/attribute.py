"""What is measured: the noun phrase a number bounds, and whose it is where the phrase itself says so."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from ..ingest.source import Span
from .act import act
from .base import BOUND
from .behind import has_verb_before, noun_behind, window_noun
from .frame import Frame
from .listed import listed_attribute
from .model import Quantity, Role
from .phrase import MODAL, agent, ends_in_agent, is_measure, last_of, noun_like, trim


class Measured(NamedTuple):
    """What is measured (贷款余额), and whose (基金) where it stands in the same phrase."""

    attribute: Span | None
    owner: Span | None = None


NOTHING = Measured(None)

_BEFORE_NUMBER = re.compile(
    rf"(?:{BOUND}|为(?!主)|是|在|达|至|满|共|约|按|以|有|设|控制在|缩短[到为至]|延长[到为至]|初定|暂定|确定为|规定为|定为|一般|应当?|可以?|必须|须"
    r"|最高|最低|最多|最长|最短|原则上|分别|各|连续|累计|近|最近|前|合计|总共|每|只|的|:|,|\s|之间|左右|大约|不|即|超|小于|大于|少于|多于|高于|低于|仅|(?<![期时])限为|达到|均|相当于|不低于|处|按照|依照|占|收取|其|可能)+\Z"
)
_PER = re.compile(r"(?:每(?!届|年|月|次|户|日|天|侧)[^,;。每为增减满超逾延补扣加降提]{1,6}|人均|户均)\Z")
_SHARE = re.compile(r"(?P<part>[^,;。:]+?)(?:占|与)[^,;。:占]+?(?:的|之)?(?:比例|比率|比重|比|份额|百分比)")
_ADVERBIAL = re.compile(r"(?:按照?|在|以|依照|依|应当?|可以?|须|必须|不得)(?:不低于|不超过|不少于|不高于|不得低于|至少|每[^,;。]{1,5})?(?:的)?\Z")
_PREPOSED = re.compile(r"(?:按照?|以(?![上下内外])|依照|(?<!存)在|对(?!方|外)|根据|自(?!然|行|治|有|筹|愿)|从(?!事|业)|给(?!予|付)|向(?![外内上下两])|由|经(?!营|济|办|费|验)|判令|责令|则|但|同意|处以|涉及|提供(?=[^的]*\Z))")
_JOINT = re.compile(r"(?:以上|以下|以内|内|的)*(?:和|或者|或|及|以及|、|并且?|且|,)?")
_TERM = re.compile(r"[“‘\"'](?P<term>[^”’\"']{2,20})[”’\"'](?:系|是)?指")
_NOT_DONE = re.compile(r"(?:以上|以内|之内|内)?(?:\([^()]*\))?\s*(?:仍|均|都|又|,)*(?P<act>(?:不|未|无(?!偿)|没有|拒)[^,;。:]*?)(?=的|,|;|。|:|\Z)")
_DONE = re.compile(r"(?:以上|以内|之内|内)?(?P<act>[^,;。:的]{2,}?)(?=的|,|;|。|:|\Z)")
_RUN = re.compile(r"(?:连续|持续|累计|已满|年满|逾)\Z")
_EACH = re.compile(r"每(?:届|次|人|户|年)")
_SHARE_OF = re.compile(r"以上的?(?![的比])[\u4e00-\u9fff]{2}")
_DIVIDED = re.compile(r"(?:共|划)?分为|包括")
_PLACE = re.compile(r"[^的]{0,8}?(?:地区|山区|园区|城区|市区|郊区|新区|开发区|改造区|保护区|县城|市域)(?!域)")
_NOT_IN = re.compile(r"(?:不能|未能|未|没有|不)(?:在|于)?\Z")
_SINCE = re.compile(r"(?:自|从)[^,;。]{2,}?(?:起|始)")
_INSIDE = re.compile(r"(?:的?范围)?(?:以内|之内|内)(?=[\u4e00-\u9fff])")
_LISTED = re.compile(r"(?:、|或者|以及|和|及)(?P<last>[^、]{3,}?)\Z")
_VERB_LEFT = re.compile(r"(?:给予|收取|征收|加收|承担|负担|提取|缴纳|支付|补偿|补助|补贴|扣减|减少|增加|奖励|资助|降低|提高)\Z")


def measured(frame: Frame, base: Span | None) -> Measured:
    """Return what the mention measures; both None where neither its clause nor what introduces it says so.

    `base` is what a ratio is taken of, which the attribute never holds.
    """
    rules: tuple[Callable[[Frame, Span | None], Measured], ...] = (
        _defined, _share, _not_done, _window, _noun_behind, _before, _behind,
    )
    for rule in rules:
        found = rule(frame, base)
        if found.attribute:
            return found
    return NOTHING


def edge(frame: Frame, base: Span | None) -> int:
    """Return where the number begins, with the base that stands straight before it (净资产的10%)."""
    at = frame.mention.span.start
    return base.start if base and frame.clause.start <= base.start and at - 3 <= base.end <= at else at


def bare_left(frame: Frame, base: Span | None) -> int:
    """Return where the text before the number ends when base, bound words and per-unit words are taken off."""
    folded, start = frame.folded, frame.clause.start
    end = edge(frame, base)
    for pattern in (_PER, _BEFORE_NUMBER, _PER):
        found = pattern.search(folded, start, end)
        if found and not (pattern is _PER and is_measure(folded, start, end)):
            end = found.start()
    return end


def _defined(frame: Frame, base: Span | None) -> Measured:
    """“计息期”系指…六个月: the term defined."""
    found = _TERM.search(frame.folded, frame.clause.start, frame.mention.span.start)
    return Measured(Span(*found.span("term"))) if found else NOTHING


def _share(frame: Frame, base: Span | None) -> Measured:
    """X占Y的比例不低于: the attribute is X."""
    if frame.mention.quantity is not Quantity.RATIO:
        return NOTHING
    found = _SHARE.search(frame.folded, frame.clause.start, frame.mention.span.start)
    return parted(frame, *found.span("part")) if found else NOTHING


def _not_done(frame: Frame, base: Span | None) -> Measured:
    """连续两年未使用的, 十五日内不办理: what was, or was not, done in that time."""
    if frame.mention.quantity is not Quantity.DURATION:
        return NOTHING
    folded, at = frame.folded, frame.mention.span.end
    found = _NOT_DONE.match(folded, at, frame.clause.end) if frame.mention.role is not Role.VALUE else None
    if found is None and (_RUN.search(frame.left) or _NOT_IN.search(frame.left)):
        found = _DONE.match(folded, at, frame.clause.end)
    if not found or is_measure(folded, frame.clause.start, bare_left(frame, base)):
        return NOTHING
    return Measured(Span(*trim(folded, *found.span("act"))))


def _window(frame: Frame, base: Span | None) -> Measured:
    """近2年财务会计报告, 前三年平均年产值: the noun behind a window."""
    found = window_noun(frame)
    if not found:
        return NOTHING
    end = bare_left(frame, base)
    whose = parted(frame, frame.clause.start, end).attribute if end - frame.clause.start >= 2 else None
    if whose and not noun_like(frame.folded, *whose):
        whose = None
    return Measured(found, whose)


def _noun_behind(frame: Frame, base: Span | None) -> Measured:
    """有4名以上专职技术人员, 100万元以上的注册资本: the noun behind the number, where a verb stands before it."""
    end = bare_left(frame, base)
    counts = frame.mention.quantity is Quantity.COUNT or (
        frame.mention.quantity is Quantity.RATIO and base is None and bool(_SHARE_OF.match(frame.right))
    )
    if frame.mention.unit == "{time}" and end - frame.clause.start >= 2 and not ends_in_agent(frame.folded, frame.clause.start, end):
        return NOTHING
    if counts and is_measure(frame.folded, frame.clause.start, end):
        return NOTHING
    if not counts and not has_verb_before(frame, base):
        return NOTHING
    found = noun_behind(frame)
    return Measured(found) if found else NOTHING


def _before(frame: Frame, base: Span | None) -> Measured:
    """注册资本不得低于3亿元, 贷款余额不超过基金规模的5倍: the noun phrase before the bound."""
    folded, start, end = frame.folded, frame.clause.start, bare_left(frame, base)
    limit = edge(frame, base)
    since = _SINCE.search(folded, start, limit)
    if since:
        end = min(end, since.start())
    if (base or end <= start) and _ADVERBIAL.search(folded, start, limit):
        return _adverbial(frame)
    if frame.mention.quantity is Quantity.MEASURE and _INSIDE.match(frame.right):
        return Measured(act(frame), parted(frame, start, end).attribute)
    divided = _DIVIDED.search(folded, start + 2, end)
    if divided:
        end = divided.start()
    got = parted(frame, start, end) if end > start else NOTHING
    if got.attribute and not is_measure(folded, *got.attribute):
        listed = listed_attribute(frame)
        if listed:
            return Measured(listed, got.attribute)
    if got.attribute:
        return got
    if frame.at > 0 and not frame.clauses[frame.at - 1].ends_statement:
        before = frame.clauses[frame.at - 1]
        if not (frame.previous and before.start <= frame.previous.start < before.end) and folded[before.end - 1] != "的":
            return parted(frame, before.start, before.end)
    return NOTHING


def _adverbial(frame: Frame) -> Measured:
    """按净利润的10%提取公积金: the act behind."""
    return Measured(act(frame))


def _border(frame: Frame, start: int, end: int) -> int:
    """Return where the last noun phrase of the stretch can begin: behind the previous mention, modals, prepositions."""
    folded = frame.folded
    if frame.previous and start <= frame.previous.start and frame.previous.end < end:
        joint = _JOINT.match(folded, frame.previous.end, end)
        start = joint.end() if joint else frame.previous.end
    for pattern in (MODAL, _PREPOSED):
        for found in pattern.finditer(folded, start, end):
            if found.end() < end - 1:
                start = found.end()
    if frame.mention.role is Role.THRESHOLD:
        listed = _last_listed(folded, start, end)
        start = start if listed is None else listed
    return start


def _last_listed(folded: str, start: int, end: int) -> int | None:
    """Return where the last of several nouns begins, if it is a measured one (摩托车、排气量超过…)."""
    at = end
    for mark in ("、", "或者", "以及", "和"):
        found = folded.rfind(mark, start, end)
        if found >= 0 and 2 <= end - found - len(mark) and is_measure(folded, found + len(mark), end):
            at = min(at, end - found - len(mark)) if at != end else end - found - len(mark)
    return end - at if at != end else None


def parted(frame: Frame, start: int, end: int) -> Measured:
    """Part a noun phrase at its last 的 into whose and what, without modal, conjunction and subject before it."""
    folded = frame.folded
    start, end = trim(folded, _border(frame, start, end), end)
    if end - start < 1:
        return NOTHING
    of = last_of(folded, start, end)
    if of > start:
        owner = _owner(folded, start, of)
        short = end - of - 1 <= 2
        if short and owner and owner.end - owner.start < 4 and not ends_in_agent(folded, *owner):
            return Measured(Span(owner.start, end))
        return Measured(Span((owner.start if owner else start) if short else of + 1, end), owner)
    who = agent(folded, start, end)
    if who and end - who[1] >= 2:
        return Measured(Span(who[1], end), Span(*who))
    place = _PLACE.match(folded, start, end)
    if place and end - place.end() >= 2 and is_measure(folded, place.end(), end):
        return Measured(Span(place.end(), end), Span(start, place.end()))
    each = _EACH.search(folded, start, end)
    if each and each.start() - start >= 2 and noun_like(folded, start, each.start()):
        return Measured(Span(each.start(), end), Span(start, each.start()))
    return Measured(Span(start, end))


def _owner(folded: str, start: int, end: int) -> Span | None:
    """Whose: the noun before the last 的, itself without what qualifies it; of 个体经营者申请的 the person."""
    who = agent(folded, start, end)
    if who and who[1] < end:
        return Span(*who)
    of = last_of(folded, start, end)
    if of > start and end - of - 1 >= 2:
        start = of + 1
    start, end = trim(folded, start, end)
    return Span(start, end) if end - start >= 2 and noun_like(folded, start, end) else None


def _behind(frame: Frame, base: Span | None) -> Measured:
    """保存三年, 计算二十年: what remains is the verb or noun behind."""
    return Measured(act(frame))
