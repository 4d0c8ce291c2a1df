"""Who and what: from the mentions of a unit to the subjects they bind."""

from __future__ import annotations

import re
from typing import NamedTuple

from ...text.source import Span
from ...text.units.kinds import Quantity
from ..model import Mention, Role, Subject
from .act import act
from .attribute import defines, measured
from .base import base
from .conditional import condition
from .context import Context
from .holder import ACTS, holder
from .modality import modality
from .noun_before import Measured, noun_end
from .noun_behind import owner_behind
from .phrase import MODAL, is_measure, trim
from .surroundings import Surroundings, surroundings_of
from .trigger import trigger
from .violator import offender

AGE = "年龄"
"""What an age measures where the text has no noun for it (已满十四周岁的人)."""

_EFFECT = re.compile(r"施行|实施|执行|生效|试行|有效|失效|废止|起效|启用|适用")
_THIS = re.compile(r"(?:本|该|此)[一-鿿]{1,6}?(?=自|从|于|在|有效|的?有效|试行|施行|,|\Z)")
_PENALTY = re.compile(r"罚款|罚金|[^,;。的]{0,8}滞纳金|违约金|罚")
_CONFINED = re.compile(r"(?:以[上下])?的?(?:行政|司法)?(?P<what>拘留|有期徒刑|拘役|管制|劳动教养)")
# 责令其暂停营业十五天以下
_BARRED = re.compile(
    r"(?P<what>(?:暂停|停止|停[业产课考工]|取消|吊扣|暂扣|扣留|扣发|禁止|中止|剥夺|限制|列入)(?:(?!之日|[自后])[^,;。])*?)(?:期限)?(?:为期|为|:)?\s*\Z"
)
_AMOUNT = re.compile(r"(?:数额|金额|数量|人数)\Z")
_BOUND_ONLY = re.compile(r"(?:以[上下内]|左右)?的?")
_EACH = re.compile(r"\s*每[次届人户期]")


class _Found(NamedTuple):
    """What was found for a mention, kept for those that follow it in the unit."""

    around: Surroundings
    attribute: Span | None
    holder: Span | None
    base: Span | None


def describe_all(mentions: tuple[Mention, ...], context: Context) -> list[Subject]:
    """Return the subject of each mention of one unit.

    Args:
        mentions: the mentions of `context.unit`, in the order of the text.
        context: the unit and what introduces it.

    Returns:
        One subject for each mention, in their order. Every string is a verbatim piece of the text, but for 年龄 of an
        age that has no noun and the title as holder of a header's date; what the text does not give is None. A clause
        without words of its own takes them from the one before.
    """
    out: list[Subject] = []
    found: list[_Found] = []
    for around in surroundings_of(mentions, context):
        out.append(_effective(around) if around.mention.role is Role.EFFECTIVE else _describe(around, found))
    return out


def describe(mention: Mention, context: Context) -> Subject:
    """Return the subject of a single mention; `describe_all` sees more, since later clauses inherit from earlier."""
    return describe_all((mention,), context)[0]


def _describe(around: Surroundings, found: list[_Found]) -> Subject:
    """Return a mention's subject, and append what was found to `found`."""
    role, text = around.mention.role, around.context.text
    part = base(around)
    if role is Role.PENALTY:
        who = offender(around)
        if who is None and around.mention.quantity is Quantity.DURATION:
            who = holder(around, around.mention.span.start)  # 被取消资格的人员，五年内不得重新申请
        got = Measured(_penalty(around), who)
    elif role in ACTS:
        done = act(around)
        got = Measured(done, holder(around, around.mention.span.start, done))
    else:
        got = _inherited(around, part, found) or _quantity(around, part)
    who = got.owner
    if found and not defines(around):
        who = who or found[-1].holder
        if part is None and got.attribute == found[-1].attribute and around.mention.quantity is Quantity.RATIO:
            part = found[-1].base
    found.append(_Found(around, got.attribute, who, part))
    event = trigger(around)
    case = condition(around, (got.attribute, who, part, event))

    def of(span: Span | None) -> str | None:
        return span.of(text) if span else None

    return Subject(
        _name(around, of(got.attribute)), of(who), of(part), of(event), of(case), modality(around, got.attribute)
    )


def _name(around: Surroundings, attribute: str | None) -> str | None:
    """Return the attribute's name; an age is called 年龄 where its clause has no noun for it."""
    if around.mention.quantity is Quantity.AGE and (attribute is None or not attribute.endswith(AGE)):
        return AGE
    return attribute


def _quantity(around: Surroundings, part: Span | None) -> Measured:
    """Return what is measured and whose, of a number that bounds a noun."""
    got = measured(around, part)
    if defines(around):
        return got
    at = around.mention.span.start
    who = got.owner
    if who is None and around.mention.role is Role.THRESHOLD:
        who = owner_behind(around)
    who = who or holder(around, min(got.attribute.start, at) if got.attribute else at)
    # 非法吸收存款数额在…: the act is whose the amount is
    whole = who or got.attribute
    amount = _AMOUNT.search(around.folded, *whole) if whole else None
    if whole and amount and amount.start() - whole.start >= 4:
        who = Span(whole.start, amount.start())
    return Measured(got.attribute, who)


def _inherited(around: Surroundings, part: Span | None, found: list[_Found]) -> Measured | None:
    """Return what a clause takes from the mention before it, None where it has words of its own.

    Of 一般为一年，最长不超过二年 and 展期一次，每次不超过一年 the second takes all, of 其中X不低于 what is measured.
    """
    last = found[-1] if found else None
    if last is None or last.attribute is None or last.around.mention.role in ACTS | {Role.PENALTY}:
        return None
    folded, end = around.folded, noun_end(around, part)
    near = last.around.clauses == around.clauses and last.around.at in (around.at, *around.earlier())
    beside = near and last.around.at == around.at
    if near and not beside and _EACH.match(around.left) and end < around.clause.start + 6:
        return Measured(last.attribute, last.holder)
    inside = around.outer is not None and last.around.outer is None
    if last.around.mention.quantity is not around.mention.quantity or not (near or inside):
        return None
    start, end = trim(folded, around.clause.start, end)
    if beside:
        start = max(start, last.around.mention.span.end)
    if end - start < 1 + (beside and folded[start : start + 1] in "、和及或"):
        alone = is_measure(folded, *last.attribute) or _BOUND_ONLY.fullmatch(around.right.strip())
        return Measured(last.attribute, last.holder) if alone else None
    if around.mention.quantity is Quantity.COUNT or part or is_measure(folded, start, end):
        return None
    if MODAL.search(folded, start, end) or not is_measure(folded, *last.attribute):
        return None
    return Measured(last.attribute, Span(start, end))


def _effective(around: Surroundings) -> Subject:
    """Return the subject of a date of effect: 施行, and 本办法 or, in a header, the title."""
    folded, text = around.folded, around.context.text
    found = _EFFECT.search(folded, around.mention.span.end, around.clause.end) or _EFFECT.search(
        folded, around.clause.start, around.context.unit.end
    )
    who = None
    for index in (around.at, *around.earlier()):
        who = _THIS.search(folded, *around.clauses[index][:2])
        if who:
            break
    name = Span(*who.span()).of(text) if who else around.context.title
    return Subject(Span(*found.span()).of(text) if found else None, name)


def _penalty(around: Surroundings) -> Span | None:
    """Return the sanction's name (罚款, 税款滞纳金, 拘留), else what is barred or stopped."""
    at = around.mention.span
    if around.mention.quantity is Quantity.DURATION:
        told = _CONFINED.match(around.folded, at.end, around.clause.end)
        told = told or _BARRED.search(around.folded, around.clause.start, at.start)
        return Span(*told.span("what")) if told else act(around)
    for start, end in ((at.end, around.clause.end), (around.clause.start, at.start)):
        found = _PENALTY.search(around.folded, start, end)
        if found:
            return Span(*found.span())
    return act(around)
