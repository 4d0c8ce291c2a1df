"""Limit, threshold or value: the role of what is neither a sanction nor a time for an act."""

from __future__ import annotations

from ...text.source import Span
from ...text.units.kinds import Quantity
from ..model import Comparator, Role
from . import role_words as words
from .excerpt import together
from .pieces import Piece, Pieces
from .role_view import View
from .steps import Bounded, Ruling, Standing

_STRICT = (Comparator.GT, Comparator.LT)
_UNBOUNDED = (Comparator.EQ, Comparator.ABOUT)
_FORMS = ("range-to", "amount", "date", "percent")  # rules of ranges that have no bound words
_NEXT, _RULE = 24, 30  # characters behind a clause


def bound_or_value(number: Bounded, view: View) -> Ruling:
    """Return the role of a number that is limit, threshold or value."""
    ordered = words.MUST.search(view.clause_before)
    if number.comparator in _UNBOUNDED:
        stated = _stated(number, view, ordered)
        if stated:
            return stated
        number = number.turned(Comparator.GE, *words.IN_A_ROW.search(view.clause_before))
    condition = view.condition()
    if number.comparator in _STRICT and not condition and (allowed := words.MAY.search(view.clause_before)):
        return Ruling(Role.LIMIT, number, allowed)
    singled = _singled_out(number, view)
    if singled:
        return singled
    if asked := words.ASKED.search(number.words):
        if condition and view.stop in ",;。" and not ordered:
            return Ruling(Role.THRESHOLD, number, condition)
        return Ruling(Role.LIMIT, number, asked)
    if number.comparator is Comparator.RANGE:
        ranged = _ranged(number, view, condition, ordered)
        if ranged:
            return ranged
    if condition:
        return _conditional(number, view, condition, ordered)
    if words.GOES_ON.match(view.clause_after.text):
        return _attributive(number, view, ordered)
    return _predicate(number, view, ordered)


def _stated(number: Bounded, view: View, ordered: Pieces) -> Ruling | None:
    """Return the role of a number without a bound; None where it turns out to have one: 连续三次."""
    if number.comparator is Comparator.EQ:
        some_of = _some_of(number, view)
        if some_of:
            return Ruling(Role.THRESHOLD, number.turned(Comparator.GE, *some_of), some_of)
        if number.unit == "{time}" and words.IN_A_ROW.search(view.clause_before):
            return None
        if number.unit == "{time}" and (condition := view.condition()):  # 累计两次受到处罚的
            return Ruling(Role.THRESHOLD, number, condition)
    if number.quantity is Quantity.COUNT and (defined := _defined(view)):  # 具有两个通风口的设施
        return Ruling(Role.THRESHOLD, number, defined)
    if words.AS_PERIOD.search(view.clause_after.text):
        return Ruling(Role.THRESHOLD, number, view.condition())
    if number.joined.standing is Standing.CONTRAST:
        if ordered:  # 应当在一个机构执业，不得同时在两个以上机构执业
            return Ruling(Role.LIMIT, number, ordered)
        return Ruling(Role.THRESHOLD, number, number.joined.told)
    reaches = words.REACHES.search(number.words)
    return Ruling(Role.THRESHOLD, number, reaches) if reaches else Ruling(Role.VALUE, number)


def _some_of(number: Bounded, view: View) -> Pieces:
    """Return the words that ask for some of several: 符合以上条件中两个条件."""
    before = view.clause_before
    found = words.SOME_OF.search(before.text + number.joined.found.word + view.clause_after.text[:2])
    if found is None:
        return ()
    return (Piece("SOME_OF", Span(before.start + found.start("told"), before.start + found.end("told"))),)


def _singled_out(number: Bounded, view: View) -> Ruling | None:
    """Return the ruling on a case that is forbidden or defined, or on a zone in which something is forbidden."""
    if number.comparator in _STRICT and (forbidden := words.FORBIDS.search(view.clause_before)):
        return Ruling(Role.THRESHOLD, number, forbidden)  # 不得招用未满十六周岁的
    zone = _zone(number, view)
    if zone:
        return Ruling(Role.THRESHOLD, number, zone)
    defined = _defined(view)
    return Ruling(Role.THRESHOLD, number, defined) if defined else None


def _defined(view: View) -> Pieces:
    """Return the words of a definition that a number is part of: 是指存续时间不超过六个月的岗位."""
    defined = words.DEFINES.search(view.sentence_before)
    if not defined or words.ATTRIBUTE_BESIDE.match(view.clause_after):
        return defined
    whole = together(view.clause_after, view.rest_of_sentence())
    return defined if words.DEFINED.search(whole.text) else ()


def _zone(number: Bounded, view: View) -> Pieces:
    """Return the words that forbid something in a zone of which the number is the width: 校园周围200米范围内不得…."""
    if number.quantity is not Quantity.MEASURE or number.comparator is not Comparator.LE:
        return ()
    if "内" not in number.words.text:
        return ()
    around = together(view.clause_before, view.clause_after, view.rest.until(_NEXT))
    return words.FORBIDS.search(around) or words.FORBIDS.search(view.intro.last)


def _ranged(number: Bounded, view: View, condition: Pieces, ordered: Pieces) -> Ruling | None:
    """Rule on a range that is a rate (…以下的标准), a tier (超过…至…的部分), or has no bound words (三十至四十米)."""
    if not condition and (rate := words.RATE_BEHIND.match(view.clause_after)):
        return Ruling(Role.VALUE, number, rate)
    tier = words.TIER.match(number.words) or words.TIER_BEHIND.match(view.clause_after)
    if tier:
        return Ruling(Role.THRESHOLD, number, tier)
    beside = words.ATTRIBUTE_BESIDE.match(view.clause_after)
    if number.joined.rule == "bare" and beside:  # 人口五十万至一百万的城市
        return Ruling(Role.THRESHOLD, number, beside)
    if number.joined.rule not in _FORMS:
        return None
    measured = number.quantity is Quantity.MEASURE and beside
    case = condition or measured or ()
    if (case or number.quantity is Quantity.AGE) and not ordered and not view.asks():
        return Ruling(Role.THRESHOLD, number, case)
    return Ruling(Role.VALUE, number)


def _conditional(number: Bounded, view: View, condition: Pieces, ordered: Pieces) -> Ruling:
    """…在X以上的: the case of a rule, or what the introduction of the list asks for."""
    if number.comparator not in _STRICT and view.stop != ",":
        asked = ordered or view.asks()
        if asked:
            return Ruling(Role.LIMIT, number, asked)
    return Ruling(Role.THRESHOLD, number, condition)


def _attributive(number: Bounded, view: View, ordered: Pieces) -> Ruling:
    """…以上的X: what a rule asks for, or the case that it is about."""
    before, after = view.clause_before, view.clause_after
    if towards := words.TOWARDS.search(before) or words.ASKED.search(after):
        return Ruling(Role.THRESHOLD, number, towards)
    made_up = number.quantity is Quantity.COUNT and words.MADE_UP.match(after)
    if vote := words.VOTE.search(after) or made_up:
        return Ruling(Role.LIMIT, number, vote)
    if number.comparator in _STRICT and not ordered:
        return Ruling(Role.THRESHOLD, number, number.pieces)
    if number.comparator is Comparator.LE and (grants := words.GRANTS.search(before)):
        return Ruling(Role.LIMIT, number, grants)
    if forbidden := words.FORBIDS.search(before):  # 不得新建二十吨以下的锅炉
        return Ruling(Role.THRESHOLD, number, forbidden)
    if number.words.text.endswith("以上") and (allows := words.ALLOWS.search(before)):
        return Ruling(Role.LIMIT, number, allows)
    if asked := ordered or words.FORBIDS.search(view.intro.whole) or _carried_on(view) or _asked_by_list(view):
        return Ruling(Role.LIMIT, number, asked)
    return Ruling(Role.THRESHOLD, number)


def _carried_on(view: View) -> Pieces:
    """Return the words of a duty that the clause goes on with: 应当熟悉法规，并具有三年以上工作经验."""
    having = words.HAVING.search(view.clause_before) or words.PROVIDES.search(view.clause_before)
    return words.MUST.search(view.sentence_before) if having else ()


def _asked_by_list(view: View) -> Pieces:
    """Return the words with which the introduction asks for what the item says, if that is no rule of its own."""
    rest = view.rest.until(_RULE)
    if words.STOPS.search(view.clause_after) or words.THEN_RULE.search(rest) or words.CONDITION_LATER.search(rest):
        return ()
    return view.asks()


def _predicate(number: Bounded, view: View, ordered: Pieces) -> Ruling:
    """…在X以上, and no more: part of a condition that goes on, or a rule of its own."""
    if asked := ordered or view.asks():
        return Ruling(Role.LIMIT, number, asked)
    case = view.cases() or words.CONDITION_LATER.search(view.rest_of_sentence())
    if case := case or words.CONDITION_HEAD.search(view.clause_before):
        return Ruling(Role.THRESHOLD, number, case)
    if asked := words.MUST.search(view.sentence_before):
        return Ruling(Role.LIMIT, number, asked)
    if number.comparator in _STRICT:
        return Ruling(Role.THRESHOLD, number, number.pieces)
    singled = words.SINGLED_OUT.match(number.words)
    return Ruling(Role.THRESHOLD, number, singled) if singled else Ruling(Role.LIMIT, number)
