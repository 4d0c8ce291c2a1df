"""Who and what: from the mentions of a unit to the subjects they bind."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..ingest.source import Span
from .act import act
from .attribute import Measured, bare_left, measured
from .base import base
from .behind import noun_after_de
from .context import Context
from .frame import Frame, frames
from .holder import ACTS, holder
from .model import Mention, Quantity, Role, Subject
from .phrase import MODAL, is_measure, trim
from .trigger import trigger
from .violator import offender

AGE = "年龄"
"""What an age measures where the text has no noun for it (已满十四周岁的人)."""

_EFFECT = re.compile(r"施行|实施|执行|生效|试行|有效|失效|废止|起效|启用|适用")
_THIS = re.compile(r"(?:本|该|此)[一-鿿]{1,6}?(?=自|从|于|在|有效|的?有效|试行|施行|,|\Z)")
_FINE_NAME = re.compile(r"(?:罚款|罚金|[^,;。的]{0,8}滞纳金|违约金|拘留|有期徒刑|拘役|罚)")
_DEFINES = re.compile(r"[”’\"'](?:系|是)?指")
_AMOUNT = re.compile(r"(?:数额|金额|数量|人数)\Z")
_EACH = re.compile(r"每[次届人户期]")


class _Found(NamedTuple):
    """What was found for a mention, kept for those that follow in the unit."""

    frame: Frame
    attribute: Span | None
    holder: Span | None
    base: Span | None


def describe_all(mentions: tuple[Mention, ...], context: Context) -> list[Subject]:
    """Return the subject of each mention of one unit, in the order of `mentions`, which is that of the text.

    Every string is a verbatim piece of the text (but for the name of an age that has no noun); what the text does
    not give is None. A clause without words of its own takes them from the one before.
    """
    out: list[Subject] = []
    found: list[_Found] = []
    for frame in frames(mentions, context):
        out.append(_describe(frame, found))
    return out


def describe(mention: Mention, context: Context) -> Subject:
    """Return the subject of a single mention."""
    return describe_all((mention,), context)[0]


def _describe(frame: Frame, found: list[_Found]) -> Subject:
    text, role = frame.context.text, frame.mention.role
    if role is Role.EFFECTIVE:
        return _effective(frame)
    part = base(frame)
    if role is Role.PENALTY:
        got = Measured(_penalty(frame), offender(frame))
    elif role in ACTS:
        done = act(frame)
        got = Measured(done, holder(frame, frame.mention.span.start, done))
    else:
        got = _quantity(frame, part, found)
    who = got.owner
    if who is None and found and not _DEFINES.search(frame.left):
        who = found[-1].holder
    if part is None and found and got.attribute is not None and got.attribute == found[-1].attribute:
        part = found[-1].base if frame.mention.quantity is Quantity.RATIO else None
    found.append(_Found(frame, got.attribute, who, part))
    event = trigger(frame)

    def of(span: Span | None) -> str | None:
        return span.of(text) if span else None

    name = of(got.attribute)
    if frame.mention.quantity is Quantity.AGE and (name is None or not name.endswith(AGE)):
        name = AGE
    return Subject(name, of(who), of(part), of(event), None, None)


def _quantity(frame: Frame, part: Span | None, found: list[_Found]) -> Measured:
    """What is measured and whose, of a number that bounds a noun."""
    inherited = _inherited(frame, part, found)
    if inherited:
        return inherited
    got = measured(frame, part)
    at = frame.mention.span.start
    limit = min(got.attribute.start, at) if got.attribute else at
    if _DEFINES.search(frame.left):
        return got
    who = got.owner
    if who is None and frame.mention.role is Role.THRESHOLD:
        who = noun_after_de(frame)
    who = who or holder(frame, limit)
    whole = who or got.attribute
    amount = _AMOUNT.search(frame.folded, *whole) if whole else None
    if whole and amount and amount.start() - whole.start >= 4:
        who = Span(whole.start, amount.start())
    return Measured(got.attribute, who)


def _inherited(frame: Frame, part: Span | None, found: list[_Found]) -> Measured | None:
    """Of 一般为一年，最长不超过二年 the second takes all from the first; 其中X不低于 only what is measured."""
    if not found or found[-1].attribute is None:
        return None
    last = found[-1]
    if _EACH.match(frame.left.lstrip()) and frame.clause.start + 6 > bare_left(frame, part) and last.frame.at in frame.earlier():
        return Measured(last.attribute, last.holder)
    if last.frame.mention.quantity is not frame.mention.quantity or last.frame.mention.role in ACTS | {Role.PENALTY}:
        return None
    if not is_measure(frame.folded, *last.attribute):
        return None
    inside = frame.outside is not None and last.frame.outside is None
    near = inside or any(
        frame.clauses[i].start <= last.frame.mention.span.start < frame.clauses[i].end for i in (frame.at, *frame.earlier())
    )
    if not near:
        return None
    start, end = trim(frame.folded, frame.clause.start, bare_left(frame, part))
    if last.frame.at == frame.at and not inside:
        start = max(start, last.frame.mention.span.end)
    if end <= start:
        return Measured(last.attribute, last.holder)
    if frame.mention.quantity is Quantity.COUNT or is_measure(frame.folded, start, end) or MODAL.search(frame.folded, start, end) or part:
        return None
    return Measured(last.attribute, Span(start, end))


def _effective(frame: Frame) -> Subject:
    folded, text = frame.folded, frame.context.text
    found = _EFFECT.search(folded, frame.mention.span.end, frame.clause.end) or _EFFECT.search(folded, frame.clause.start)
    who = None
    for index in (frame.at, *frame.earlier()):
        who = _THIS.search(folded, frame.clauses[index].start, frame.clauses[index].end)
        if who:
            break
    name = text[who.start() : who.end()] if who else frame.context.title
    return Subject(text[found.start() : found.end()] if found else None, name)


def _penalty(frame: Frame) -> Span | None:
    for start, end in ((frame.mention.span.end, frame.clause.end), (frame.clause.start, frame.mention.span.start)):
        found = _FINE_NAME.search(frame.folded, start, end)
        if found:
            return Span(found.start(), found.end())
    return act(frame)
