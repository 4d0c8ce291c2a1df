"""On which side of an event a duration lies: 30日内 is within, 30日前 before, 十日后 after; 近2年 looks back."""

from __future__ import annotations

import re

from ...text.comparators import Comparator
from ...text.patterns import pattern
from ...text.source import Span
from ...text.units.kinds import Quantity
from .pieces import Piece
from .steps import Bounded, Direction

_AHEAD = re.compile(r"以内|之内|内|以前|之前|前|以后|之后|后")
_EVENT_BEFORE = re.compile(
    r"(?:届满|期满|到期|届期|满|之日|日期?|开始|举行|召开|开工|施工|实施|开幕|开庭|开会|结束|出发|离境|终止|停业|开学)之?(?P<before>前)\s?\Z"
)
_ACT_BEFORE = re.compile(r"(?:在|于|应当?|须)[^,。;]{2,14}(?P<before>前)\s?\Z")
_AT_LEAST_BEFORE = re.compile(r"(?P<before>前)至少\Z")
_GOES_ON = pattern(r"[,一-龥](?<![的平])")
_BACK = re.compile(r"(?P<past>近|最近|过去|此前|头|未来|今后)\s?\Z|(?:[^提届满期之日以天年月周]|^)(?P<back>前)\s?\Z")
_DAYS = frozenset(("d", "{workday}", "wk", "h", "min", "mo"))


def directed(number: Bounded, text: str, span: Span) -> Bounded:
    """Return a number with its direction, if it is a duration that has one, and with the bound that this gives it.

    Args:
        number: a number whose bound words are read.
        text: the folded text.
        span: the provision in it.
    """
    if number.quantity is not Quantity.DURATION or number.joined.found.about:
        return number
    start = number.span.start
    event = _EVENT_BEFORE.search(text, max(span.start, start - 8), start)
    if event is None and number.unit in _DAYS:
        event = _ACT_BEFORE.search(text, max(span.start, start - 18), start)
    if event and number.comparator is Comparator.EQ and _GOES_ON.match(text, number.joined.right, span.end):
        before = _piece("BEFORE_EVENT", event, "before")  # 有效期满前3个月申请
        return number._replace(comparator=Comparator.GE, pieces=(before,), direction=Direction.BEFORE, aim=(before,))
    if event and number.comparator is Comparator.LE:  # 实施前十日内
        return number._replace(direction=Direction.WITHIN, aim=(_piece("BEFORE_EVENT", event, "before"),))
    back = _BACK.search(text, max(span.start, start - 4), start)
    if back:
        name = "past" if back["past"] else "back"
        return number._replace(direction=Direction.BACK, aim=(_piece("LOOKS_BACK", back, name),))
    return _ahead(number, text, span)


def _ahead(number: Bounded, text: str, span: Span) -> Bounded:
    """Return a number with the direction that the words behind it tell, or 提前."""
    word = _AHEAD.search(text, number.joined.right, number.scope.end)
    if word:
        told = (Direction.WITHIN, "WITHIN") if "内" in word[0] else (Direction.BEFORE, "BEFORE_EVENT")
        direction, rule = (Direction.AFTER, "AFTER_EVENT") if "后" in word[0] else told
        return number._replace(direction=direction, aim=(Piece(rule, Span(*word.span())),))
    at = number.words.text.find("提前")
    if at >= 0:
        aim = tuple(Piece("AHEAD", where) for where in number.words.where(at, at + 2))
        return number._replace(direction=Direction.BEFORE, aim=aim)
    least = _AT_LEAST_BEFORE.search(text, max(span.start, number.span.start - 4), number.span.start)
    if least:
        return number._replace(direction=Direction.BEFORE, aim=(_piece("BEFORE_EVENT", least, "before"),))
    return number


def _piece(rule: str, match: re.Match[str], group: str) -> Piece:
    return Piece(rule, Span(*match.span(group)))
