"""From the text of one provision to its numeric mentions: scan, refute, join, bind to units, bound, give roles."""

from __future__ import annotations

import re

from ...text.source import Span
from ...text.units.kinds import Quantity
from ..model import Comparator, Mention, Role
from ..words.bounds import LEAST, MOST
from .bounds import read_bounds
from .calendar_rules import settle_date
from .confidence import confidence
from .damaged import withdraw_doubted
from .exclusions import refuted
from .per import fold_units
from .ranges import join, spread_bounds
from .roles import assign_role
from .scan import scan
from .tokens import Token

_AHEAD = re.compile(r"\s?(?:以内|之内|内|以前|之前|前|以后|之后|后)")
_EVENT_BEFORE = re.compile(
    r"(?:届满|期满|到期|届期|满|之日|日期?|开始|举行|召开|开工|施工|实施|开幕|开庭|开会|结束|出发|离境|终止|停业|开学)之?前\s?\Z"
)
_ACT_BEFORE = re.compile(r"(?:在|于|应当?|须)[^,。;]{2,14}前\s?\Z")
_AT_LEAST_BEFORE = re.compile(r"前至少\Z")
_LIST_BOUND = re.compile(
    rf"(?:(?P<low>{LEAST}(?!生活|工资))|(?P<high>{MOST}(?!人民))|(?P<term>(?:下列|以下)(?:规定的?)?(?:期限|时限|时间)内?))"
    r"[^,。;:]{0,16}?(?:分别|应当?|按照?|执行|符合|为|是|如下|以下|下列|规定|标准|要求)*\s*\Z"
    r"|(?:下列|以下)(?:规定的?)?(?P<term2>期限|时限|时间)内?,[^。;:]{2,30}\Z"
)
_STATED_BEFORE = re.compile(r"(?:[为是:,、—]|起|\A\s*)\s?\Z")
_GOES_ON = re.compile(r"[,一-龥](?<![的平])")
_DAYS = frozenset(("d", "{workday}", "wk", "h", "min", "mo"))
_BACK = re.compile(r"(?:近|最近|过去|此前|头|未来|今后)\s?\Z|(?:[^提届满期之日以天年月周]|^)前\s?\Z")


def find_mentions(folded: str, span: Span, intro: str = "") -> list[Mention]:
    """Return the numeric mentions in `folded[span]`, in order and without overlap.

    `folded` is the folded text of the whole source (spans count its characters), `span` the own text of one
    provision; `intro` is the text that introduces the list the provision stands in (应当具备下列条件), if any.
    A number that was found but not understood has `low` and `high` None and a low confidence.
    """
    start, end = span
    tokens = [token for token in scan(folded, start, end) if not refuted(token, folded, start, end)]
    tokens = join(tokens, folded, start)
    tokens = fold_units(tokens, folded, start)
    spread_bounds(tokens, folded)
    withdraw_doubted(tokens, folded, start, end)
    found = []
    floor = start
    for token in tokens:
        mention = _mention(token, folded, floor, span, intro)
        if mention is not None:
            found.append(mention)
            floor = token.end
    return found


def _mention(token: Token, text: str, floor: int, span: Span, intro: str) -> Mention | None:
    read_bounds(token, text, floor, span.end)
    if token.quantity is Quantity.DATE:
        role = settle_date(token, text, span.start, span.end)
        if role is None:
            return None
    else:
        if token.quantity is Quantity.DURATION and not token.partial:
            token.partial = _direction(token, text, span)
        listed = _bound_by_list(token, text, span, intro)
        _one_sided(token)
        role = listed or assign_role(token, text, span.start, span.end, intro)
    if token.low is None and token.high is None:
        token.comparator, token.confidence = None, min(token.confidence, 0.2)
    return Mention(
        Span(token.start, token.end),
        Span(min(token.start, token.scope_start), max(token.end, token.scope_end)),
        token.quantity,
        role,
        token.comparator,
        token.low,
        token.high,
        token.unit,
        token.low_inclusive,
        token.high_inclusive,
        token.rule,
        confidence(token, role, text, span.start, span.end),
    )


def _bound_by_list(token: Token, text: str, span: Span, intro: str) -> Role | None:
    """Bound a number that its own clause only states by what the head of its list says; return the role this gives.

    最低保修期限为：（一）屋面工程为三年 is at least three years, 在下列期限内决定：（一）自受理之日起三十日 at most.
    """
    head = text[max(span.start, token.start - 200) : token.start]
    colon = head.rfind(":")
    lead = head[:colon] if colon >= 0 and "。" not in head[colon:] else intro.rstrip(": \n。")
    found = _LIST_BOUND.search(lead) if token.comparator is Comparator.EQ and lead else None
    before = text[max(span.start, token.scope_start - 12) : token.scope_start]
    if found is None or token.partial == "back" or not _STATED_BEFORE.search(before):
        return None
    if found["term"] or found["term2"]:
        token.comparator = Comparator.LE
        return Role.DEADLINE if token.quantity is Quantity.DURATION else None
    token.comparator = Comparator.GE if found["low"] else Comparator.LE
    return Role.LIMIT


def _direction(token: Token, text: str, span: Span) -> str:
    """Tell 30日内 (within), 30日前 (before), 十日后 (after) and 近2年, 前三年 (back)."""
    at_event = _EVENT_BEFORE.search(text, max(span.start, token.start - 8), token.start)
    if token.unit in _DAYS and not at_event:
        at_event = _ACT_BEFORE.search(text, max(span.start, token.start - 18), token.start)
    goes_on = _GOES_ON.match(text, token.right, span.end)
    if token.comparator is Comparator.EQ and at_event and goes_on:
        token.comparator = Comparator.GE  # 有效期满前3个月申请
        return "before"
    if at_event and token.comparator is Comparator.LE:
        return "within"  # 实施前十日内
    if _BACK.search(text, max(span.start, token.start - 4), token.start):
        return "back"
    ahead = text[token.right : token.scope_end]
    match = _AHEAD.search(ahead)
    if match:
        word = match[0].strip()
        return "within" if "内" in word else "before" if "前" in word else "after"
    if "提前" in token.bound or _AT_LEAST_BEFORE.search(text, max(span.start, token.start - 4), token.start):
        return "before"
    return ""


def _one_sided(token: Token) -> None:
    """Leave open the side of the number on which the comparator sets no bound."""
    if token.comparator in (Comparator.LE, Comparator.LT):
        token.high_inclusive = token.comparator is Comparator.LE
        token.low = None if token.low == token.high else token.low
        if token.low is not None:
            token.comparator = Comparator.RANGE
    elif token.comparator in (Comparator.GE, Comparator.GT):
        token.low_inclusive = token.comparator is Comparator.GE
        token.high = None if token.low == token.high else token.high
        if token.high is not None:
            token.comparator = Comparator.RANGE
    elif token.low != token.high:
        token.comparator = Comparator.RANGE
