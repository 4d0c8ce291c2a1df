"""Bounds that the head of a list gives: 最低保修期限为：（一）屋面工程为三年 is at least three years."""

from __future__ import annotations

import re

from ...text.comparators import Comparator
from ...text.patterns import pattern
from ...text.source import Span
from ...text.units.kinds import Quantity
from ..model import Role
from ..words.bounds import LEAST, LISTED_CAP, LISTED_FLOOR, LISTED_TERM, MOST
from .excerpt import Excerpt, Stretch
from .intro import Intro
from .pieces import Piece
from .steps import Bounded, Direction

_HEAD = pattern(
    rf"(?:(?P<LEAST>{LEAST})(?!生活|工资)|(?P<MOST>{MOST})(?!人民)|(?P<LISTED_TERM>{LISTED_TERM}))"
    r"(?:(?!以[内上])[^,。;:]){0,16}?(?:分别|应当?|按照?|执行|符合|为|是|如下|以下|下列|规定|标准|要求)*\s*\Z"
    rf"|(?P<TERM>{LISTED_TERM}),[^。;:]{{2,30}}\Z"
    rf"|(?P<LISTED_CAP>{LISTED_CAP})[^,。;:]{{0,6}}\Z|(?P<LISTED_FLOOR>{LISTED_FLOOR})[^,。;:]{{0,6}}\Z"
)
_FLOORS = frozenset(("LEAST", "LISTED_FLOOR"))
_OF_ANY = frozenset(("LISTED_CAP", "LISTED_FLOOR"))
"""The rows that do not tell which kind of number they bound."""
_STATED_BEFORE = re.compile(r"(?:[为是:,、—]|起|\A\s*)\s?\Z")
_ENDS = re.compile(r"\s*(?:[;。]|\Z)")  # （一）居住用地七十年；
_LABELLED = re.compile(r"[:,;、]\s?[^,。;:、\d应须可不]{1,12}\Z")
_ON = re.compile(r"\s*[,、;。]")  # 市区240元，县城210元。
_REACH = 200  # characters before a number in which its list may begin


def bounded_by_list(number: Bounded, text: str, span: Span, intro: Intro) -> Bounded:
    """Return a number that its own clause only states with the bound that the head of its list gives, and the role.

    The head is what ends in the last colon of the sentence, or else what introduces the item. 在下列期限内决定：（一）
    自受理之日起三十日 is at most thirty days, and a deadline.
    """
    if number.comparator is not Comparator.EQ or number.direction is Direction.BACK:
        return number
    lead = _lead(number, text, span, intro)
    found = _HEAD.search(lead.text) if lead.text else None
    before = text[max(span.start, number.scope.start - 12) : number.scope.start]
    end = number.scope.end
    if found is None:
        return number
    name = found.lastgroup or ""
    ends, goes_on = _ENDS.match(text, end, span.end), _ON.match(text, end, span.end)
    stated = ends or (_STATED_BEFORE.search(before) and (goes_on or name not in _OF_ANY))  # but 一人户500元
    if not (stated or (_LABELLED.search(before) and goes_on)):
        return number
    rule = "LISTED_TERM" if name == "TERM" else name
    pieces = tuple(Piece(rule, where) for where in lead.where(*found.span(name)))
    comparator = Comparator.GE if rule in _FLOORS else Comparator.LE
    listed = Role.LIMIT if rule != "LISTED_TERM" else None
    if rule == "LISTED_TERM" and number.quantity is Quantity.DURATION:
        listed = Role.DEADLINE
    return number._replace(comparator=comparator, pieces=pieces, listed=listed)


def _lead(number: Bounded, text: str, span: Span, intro: Intro) -> Excerpt:
    """Return the head of the list that a number stands in."""
    start = max(span.start, number.span.start - _REACH)
    colon = text.rfind(":", start, number.span.start)
    if colon >= 0 and text.find("。", colon, number.span.start) < 0:
        return Stretch(text[start:colon], start)
    return intro.lead
