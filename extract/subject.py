"""Who and what: from the mentions of a unit to the subjects they bind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from ..text.source import Span
from ..text.units.kinds import Quantity
from .binding.act import act
from .binding.attribute import defines, measured
from .binding.base import base
from .binding.conditional import condition
from .binding.context import Context
from .binding.finding import Finding, What, by
from .binding.holder import ACTS, holder
from .binding.modality import modality
from .binding.noun_before import noun_end
from .binding.noun_behind import owner_behind
from .binding.phrase import MODAL, is_measure, trim
from .binding.punished import punished
from .binding.surroundings import Surroundings, surroundings_of
from .binding.trigger import trigger
from .binding.violator import offender
from .choice.candidates import Cuts
from .choice.choose import Choice, Chosen, Scene, choose, word_confidence
from .model import Evidence, Field, Mention, Role, Subject

AGE = "年龄"
"""What an age measures where the text has no noun for it (已满十四周岁的人)."""

_INHERITED = "inherited"
"""The rule of what a mention takes from the one before it."""

_EFFECT = re.compile(r"施行|实施|执行|生效|试行|有效|失效|废止|起效|启用|适用")
_ISSUES = re.compile(r"(?:现予以?|予以)?(?:公布|发布|颁布|印发|公告)|(?:审议|会议)通过")
_TITLED = re.compile(r"(?<!根据)(?<!依据)(?<!按照)(?<!依照)《(?P<title>[^《》\n]{2,80})》")
_THIS = re.compile(r"(?:本|该|此)[一-鿿]{1,6}?(?=自|从|于|在|有效|的?有效|试行|施行|,|\Z)")
_PENALTY = re.compile(r"罚款|罚金|[^,;。的]{0,8}滞纳金|违约金|罚")
_CONFINED = re.compile(r"(?:以[上下])?的?(?:行政|司法)?(?P<what>拘留|有期徒刑|拘役|管制|劳动教养)")
# 责令其暂停营业十五天以下
_BARRED = re.compile(
    r"(?P<what>(?:暂停|停止|停[业产课考工]|取消|吊扣|暂扣|扣留|扣发|禁止|中止|剥夺|限制|列入)(?!其\Z)(?:(?!之日|[自后])[^,;。])*?)"
    r"(?:期限)?(?:为期|为|:)?\s*\Z"
)
_AMOUNT = re.compile(r"(?:数额|金额|数量|人数)\Z")
_BOUND_ONLY = re.compile(r"(?:以[上下内]|左右)?的?")
_JOINED = re.compile(r"\s?(?:、|和|或者?|以?及|与)\s?")
_EACH = re.compile(r"\s*每[次届人户期]")


class _Found(NamedTuple):
    """What was found for a mention, kept for those that follow it in the unit."""

    around: Surroundings
    attribute: Finding | None
    holder: Finding | None
    ground: Finding | None


Chooser = Callable[[Sequence[Scene]], Iterable[Chosen]]
"""Chooses what mentions bind."""


def by_rules(scenes: Sequence[Scene]) -> Iterator[Chosen]:
    """Yield what the rules say, for what the learned choice was not trained on: the sentences of tables."""
    return (Chosen(*(Choice(found, None) for found in scene.settled)) for scene in scenes)


def describe_units(
    units: Sequence[tuple[tuple[Mention, ...], Context]], choice: Chooser = choose
) -> Iterator[list[Subject]]:
    """Yield the subjects of each unit's mentions.

    Args:
        units: the mentions of each `context.unit`, in the order of the text, and the unit with what introduces it.
        choice: chooses attribute, holder, and base or trigger.

    Yields:
        One subject for each mention, in their order. Every string is a verbatim piece of the text, and its evidence
        is that piece. There are two exceptions: 年龄 of an age that has no noun has no evidence; the title as holder of
        a header's date is printed with line breaks and footnote marks. What the text does not give is None. Attribute,
        holder, base and trigger are chosen by what was learned from annotated regulations, among others from what the
        rules say.
    """
    seen = [list(scenes(mentions, context)) for mentions, context in units]
    chosen = iter(choice([one for unit in seen for one in unit if isinstance(one, Scene)]))
    for unit in seen:
        yield [_effective(one) if isinstance(one, Surroundings) else _describe(one, next(chosen)) for one in unit]


def describe_all(mentions: tuple[Mention, ...], context: Context, choice: Chooser = choose) -> list[Subject]:
    """Return the subject of each mention of one unit; arguments are those of `describe_units`."""
    (subjects,) = describe_units([(mentions, context)], choice)
    return subjects


def scenes(mentions: tuple[Mention, ...], context: Context) -> Iterator[Surroundings | Scene]:
    """Yield each mention of a unit with what the rules say of it; a date of effect without."""
    found: list[_Found] = []
    cuts = Cuts(context.folded, tuple(mention.span for mention in mentions))
    for around in surroundings_of(mentions, context):
        if around.mention.role is Role.EFFECTIVE:
            yield around
            continue
        before = What(*found[-1][1:]) if found else What()
        yield Scene(around, cuts, _settle(around, found), before)


def describe(mention: Mention, context: Context) -> Subject:
    """Return the subject of a single mention; `describe_all` sees more, since later clauses inherit from earlier."""
    return describe_all((mention,), context)[0]


def _describe(scene: Scene, chosen: Chosen) -> Subject:
    """Return a mention's subject."""
    around = scene.around
    text = around.context.text
    what, whose, ground = chosen
    attribute, who = what.found, whose.found
    is_ratio = around.mention.quantity is Quantity.RATIO
    part, event = (ground.found, None) if is_ratio else (None, ground.found)
    case = condition(around, (attribute, who, part, event))
    says, word = modality(around, _span(attribute))
    done = punished(around, who)
    nameless = _is_nameless_age(around, attribute)
    if nameless:
        attribute = None

    def of(finding: Finding | None) -> str | None:
        return finding.span.of(text) if finding else None

    return Subject(
        *(AGE if nameless else of(attribute), of(who), of(part), of(event), of(case), says, of(done)),
        _evidence(attribute, who, part, event, case, word, done),
        None if what.score is None or whose.score is None else word_confidence(what.score, whose.score),
    )


def _settle(around: Surroundings, found: list[_Found]) -> What:
    """Return what the rules say of a mention, and append it to `found`."""
    role = around.mention.role
    part = base(around)
    if role is Role.PENALTY:
        who = offender(around)
        if who is None and around.mention.quantity is Quantity.DURATION:
            who = holder(around, around.mention.span.start)  # 被取消资格的人员，五年内不得重新申请
        got = What(_penalty(around) or _same_again(around, found), who)
    elif role in ACTS:
        done = act(around)
        got = What(by("act", done) or _same_again(around, found), holder(around, around.mention.span.start, done))
    else:
        got = _inherited(around, _span(part), found) or _quantity(around, _span(part))
    who = got.holder
    if found and not defines(around):
        who = who or _passed_on(found[-1].holder)
        same = _span(got.attribute) == _span(found[-1].attribute)
        if part is None and same and around.mention.quantity is Quantity.RATIO:
            part = _passed_on(found[-1].ground)
    ground = part or trigger(around)
    found.append(_Found(around, got.attribute, who, ground))
    nameless = _is_nameless_age(around, got.attribute)
    return What(None if nameless else got.attribute, who, ground)


def _same_again(around: Surroundings, found: list[_Found]) -> Finding | None:
    """Return the attribute of the number before, if this is a second bound in the same role: 但最高不超过八千元."""
    last = found[-1] if found else None
    if last is None or last.attribute is None or last.around.mention.role is not around.mention.role:
        return None
    return _passed_on(last.attribute) if last.attribute.span.end <= around.clause.start else None


def _evidence(
    attribute: Finding | None = None,
    holder: Finding | None = None,
    base: Finding | None = None,
    trigger: Finding | None = None,
    condition: Finding | None = None,
    modality: Finding | None = None,
    act: Finding | None = None,
) -> tuple[Evidence, ...]:
    """Return the evidence of a subject whose fields were found as given."""
    found = {
        Field.ATTRIBUTE: attribute,
        Field.HOLDER: holder,
        Field.BASE: base,
        Field.TRIGGER: trigger,
        Field.CONDITION: condition,
        Field.MODALITY: modality,
        Field.ACT: act,
    }
    return tuple(
        Evidence(field, finding.span, finding.rule, finding.score) for field, finding in found.items() if finding
    )


def _span(finding: Finding | None) -> Span | None:
    return finding.span if finding else None


def _passed_on(finding: Finding | None) -> Finding | None:
    """Return what was found for an earlier mention as what a later one inherits."""
    return by(_INHERITED, _span(finding))


def _is_nameless_age(around: Surroundings, attribute: Finding | None) -> bool:
    """Tell whether a mention is an age whose clause has no noun for it."""
    named = attribute is not None and attribute.span.of(around.folded).endswith(AGE)
    return around.mention.quantity is Quantity.AGE and not named


def _quantity(around: Surroundings, part: Span | None) -> What:
    """Return what is measured and whose, of a number that bounds a noun."""
    got = measured(around, part)
    if defines(around):
        return got
    at = around.mention.span.start
    who = got.holder
    if who is None and around.mention.role is Role.THRESHOLD:
        who = by("owner-behind", owner_behind(around))
    who = who or holder(around, min(got.attribute.span.start, at) if got.attribute else at)
    # 非法吸收存款数额在…: the act is whose the amount is
    whole = who or got.attribute
    amount = _AMOUNT.search(around.folded, *whole.span) if whole else None
    if whole and amount and amount.start() - whole.span.start >= 4:
        who = Finding(Span(whole.span.start, amount.start()), whole.rule)
    return What(got.attribute, who)


def _inherited(around: Surroundings, part: Span | None, found: list[_Found]) -> What | None:
    """Return what a clause takes from the mention before it, None where it has words of its own.

    Of 一般为一年，最长不超过二年 and 展期一次，每次不超过一年 the second takes all, of 其中X不低于 what is measured.
    """
    last = found[-1] if found else None
    if last is None or last.attribute is None or last.around.mention.role in ACTS | {Role.PENALTY}:
        return None
    told = What(_passed_on(last.attribute), _passed_on(last.holder))
    folded, end = around.folded, noun_end(around, part)
    near = last.around.clauses is around.clauses and last.around.at in (around.at, *around.earlier())
    beside = near and last.around.at == around.at
    if near and not beside and _EACH.match(around.left) and end < around.clause.start + 6:
        return told
    if beside and _JOINED.fullmatch(folded, last.around.mention.span.end, around.mention.span.start):
        return told if last.around.mention.quantity is around.mention.quantity else None  # 存期分三个月、半年、一年
    inside = around.outer is not None and last.around.outer is None
    if last.around.mention.quantity is not around.mention.quantity or not (near or inside):
        return None
    start, end = trim(folded, around.clause.start, end)
    if beside:
        start = max(start, last.around.mention.span.end)
    if end - start < 1 + (beside and folded[start : start + 1] in "、和及或"):
        alone = is_measure(folded, *last.attribute.span) or _BOUND_ONLY.fullmatch(around.right.strip())
        return told if alone else None
    if around.mention.quantity is Quantity.COUNT or part or is_measure(folded, start, end):
        return None
    if MODAL.search(folded, start, end) or not is_measure(folded, *last.attribute.span):
        return None
    return What(told.attribute, Finding(Span(start, end), "part-of-whole"))


def _effective(around: Surroundings) -> Subject:
    """Return the subject of a date of effect: 施行, and 本办法, what an order issues or, in a header, the title."""
    folded, text = around.folded, around.context.text
    found = _EFFECT.search(folded, around.mention.span.end, around.clause.end) or _EFFECT.search(
        folded, around.clause.start, around.context.unit.end
    )
    who = None
    for index in (around.at, *around.earlier()):
        who = _THIS.search(folded, *around.clauses[index][:2])
        if who:
            break
    issued = None if who else _issued(folded, around.clauses[0].start, around.mention.span.start)
    told = Finding(Span(*who.span()), "this-document") if who else by("issued", issued)
    named = told or by("title", around.context.title_span)
    name = told.span.of(text) if told else around.context.title
    effect = Finding(Span(*found.span()), "effect") if found else None
    return Subject(effect.span.of(text) if effect else None, name, evidence=_evidence(effect, named))


def _issued(folded: str, start: int, end: int) -> Span | None:
    """Return the title that an order issues before a date: 《某办法》已经审议通过,现予公布,自…起施行."""
    issuing = _ISSUES.search(folded, start, end)
    titles = list(_TITLED.finditer(folded, start, issuing.start())) if issuing else []
    return Span(*titles[-1].span("title")) if titles else None


def _penalty(around: Surroundings) -> Finding | None:
    """Return the sanction's name (罚款, 税款滞纳金, 拘留), else what is barred or stopped."""
    at = around.mention.span
    if around.mention.quantity is Quantity.DURATION:
        told = _CONFINED.match(around.folded, at.end, around.clause.end)
        told = told or _BARRED.search(around.folded, around.clause.start, at.start)
        return Finding(Span(*told.span("what")), "restraint") if told else by("act", act(around))
    for start, end in ((at.end, around.clause.end), (around.clause.start, at.start)):
        found = _PENALTY.search(around.folded, start, end)
        if found:
            return Finding(Span(*found.span()), "sanction")
    return by("act", act(around))
