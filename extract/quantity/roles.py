"""Roles: what a number does in its provision, read from the clause around it and the list's introduction.

A ruling tells the words that gave the role. A role that a number has because nothing tells another one has none.
"""

from __future__ import annotations

from ...text.source import Span
from ...text.units.kinds import Quantity
from ..model import Comparator, Role
from . import role_words as words
from .duration_roles import duration_role
from .intro import Intro
from .pieces import Pieces
from .role_view import View, view_of
from .stated_roles import bound_or_value
from .steps import Bounded, Ruling, Standing


def assign_role(number: Bounded, text: str, span: Span, intro: Intro) -> Ruling:
    """Return the role of a number, which is no date.

    Args:
        number: a number whose bound is read.
        text: the folded text.
        span: the provision in it.
        intro: what introduces the list it stands in.
    """
    if number.listed:
        return Ruling(number.listed, number, number.pieces)
    if number.quantity is Quantity.FREQUENCY:
        return Ruling(Role.FREQUENCY, number)
    view = view_of(number, text, span.start, span.end, intro)
    reached = any(piece.rule == "FULL" for piece in number.pieces)  # 累计扣满10分
    bounded = reached or words.SCORE_BOUND.search(number.words)
    if number.quantity is Quantity.SCORE and not view.condition() and not bounded:
        return Ruling(Role.SCORE, number)
    if number.joined.standing is Standing.STEP:
        return Ruling(Role.THRESHOLD, number, number.joined.told)
    if number.quantity is Quantity.DURATION:
        return duration_role(number, view)
    fine = _fine(number, view) if number.quantity in (Quantity.MONEY, Quantity.RATIO) else None
    return bound_or_value(number, view) if fine is None else Ruling(Role.PENALTY, number, fine)


def _fine(number: Bounded, view: View) -> Pieces | None:
    """Return the words that make a sum or a share a fine (处…罚款), None where it is none."""
    if number.quantity is Quantity.RATIO and (replanting := words.REPLANTING.search(view.clause_before)):
        return replanting
    behind = words.FINE_AFTER.match(view.clause_after) or _by_rate(view)
    soon = words.FINE_SOON.search(view.clause_after.until(_SOON))
    if soon or (number.unit == "1/d" and not words.INTEREST.search(view.clause_before.text)):
        return None if view.condition() and not behind else _with_verb(view, behind or soon)
    if behind:
        return _with_verb(view, behind)
    if words.CAPPED.search(view.clause_before.text) and words.ASKED.search(number.words):
        before = view.sentence_before if view.sentence_before.text else view.earlier
        if fined := words.FINED.search(before):
            return None if view.condition() else fined
    handed = words.FINE_BEFORE.search(view.clause_before)
    return handed if handed and (number.comparator is Comparator.RANGE or not view.condition()) else None


def _by_rate(view: View) -> Pieces:
    """Return the words of a fine that is told by its rate: 按照每人一千元以上五千元以下的标准计算，处以罚款."""
    return words.FINE_LATER.match(view.rest) if words.RATE_OF_FINE.match(view.clause_after.text) else ()


_SOON = 14  # characters behind the number


def _with_verb(view: View, behind: Pieces) -> Pieces:
    """Return the words behind a fine together with the verb before it, if there is one."""
    return (*words.FINE_BEFORE.search(view.clause_before), *behind)
