"""The roles of durations: sentences and bars, times for an act, times that single out a case."""

from __future__ import annotations

from ..model import Comparator, Role
from . import role_words as words
from .pieces import Pieces
from .role_view import View
from .stated_roles import bound_or_value
from .steps import Bounded, Direction, Ruling


def duration_role(number: Bounded, view: View) -> Ruling:
    """Return the role of a duration."""
    punished = _punished(number, view)
    if punished:
        return punished
    comparator, direction = number.comparator, number.direction
    if comparator is Comparator.LE and direction in (Direction.WITHIN, Direction.BACK):
        return _within(number, view)
    if comparator is Comparator.GE and direction is Direction.BEFORE:
        return Ruling(Role.DEADLINE, number, _act(number, view))
    if late := words.LATE.search(number.words):
        return Ruling(Role.DEADLINE, number, late)
    if comparator is Comparator.GE and direction is Direction.AFTER:
        condition = view.condition()
        if condition and not words.MUST.search(view.clause_before):
            return Ruling(Role.THRESHOLD, number, condition)
        return Ruling(Role.LIMIT, number, _act(number, view))
    if comparator is Comparator.EQ:
        return _exact(number, view)
    return bound_or_value(number, view)


def _punished(number: Bounded, view: View) -> Ruling | None:
    """Return the ruling on a sentence (十日拘留), a fine in wages or a bar (三年内不得申请), None where it is none."""
    confined = words.CONFINED.match(view.clause_after)
    if confined:
        case = words.SENTENCED.search(view.clause_before) or view.condition()
        verb = words.FINE_BEFORE.search(view.clause_before)
        return Ruling(Role.THRESHOLD, number, case) if case else Ruling(Role.PENALTY, number, (*verb, *confined))
    if wages := words.WAGES.match(view.clause_after):
        return Ruling(Role.PENALTY, number, wages)
    bar = _bar(number, view)
    if bar is None:
        return None
    up_to = bar[-1].rule == words.BAR_BEFORE.name and "以内" in number.words.text  # 暂停其6个月以内执业
    if number.comparator is Comparator.LE and number.direction is Direction.WITHIN and not up_to:  # three years it is
        number = number.turned(Comparator.EQ)
    return Ruling(Role.PENALTY, number, bar)


def _bar(number: Bounded, view: View) -> Pieces | None:
    """Return the words that make a time one in which an offender may not do something, None where it is none."""
    if number.comparator in (Comparator.GT, Comparator.GE, Comparator.LT):
        return None
    barred = words.BAR_AFTER.match(view.clause_after)
    if not barred and not view.clause_after.text:
        barred = words.BAR_AFTER.match(view.rest.until(_NEXT))
        if not barred and words.DISQUALIFIED.search(view.sentence_before.text):
            barred = words.BARRED_SOMEONE.match(view.rest)
    if barred:
        offence = words.BAR_OFFENCE.search(view.sentence_before)
        return (*offence, *barred) if offence and number.direction is not Direction.BACK else None
    barred = words.BAR_BEFORE.search(view.clause_before)
    if not barred or words.NO_BAR.pattern.search(view.clause_before.text[-_NEAR:] + number.words.text):
        return None
    beside = number.direction is Direction.WITHIN and words.BAR_WITHIN.search(view.clause_before.text)
    if view.condition() or (number.direction and not beside) or number.joined.found.about:
        return None
    ordered = words.SANCTIONED.search(view.sentence_before) or words.SANCTIONED.search(view.intro.whole)
    if not ordered and (words.ASKED.search(number.words) or _stops_alone(view, barred)):
        return None  # 检修停产不超过五日
    return (*ordered, *barred)


def _stops_alone(view: View, barred: Pieces) -> bool:
    """Tell whether the words of a bar are of those that anyone's stop has, and name no one whom they bar."""
    return words.STOPS_ALONE.match(view.clause_before.text, barred[0].span.start - view.clause_before.start) is not None


_NEXT, _NEAR, _AHEAD = 8, 12, 12  # characters


def _within(number: Bounded, view: View) -> Ruling:
    """Rule on a time within which something is done or was done."""
    if number.direction is Direction.BACK:  # 近三年内没有违法记录; an average over a window has no 内
        taken_over = words.TAKEN_OVER.search(view.clause_after.text) or words.TO_COME.search(view.clause_before.text)
        exact = Ruling(Role.VALUE, number.turned(Comparator.EQ), number.aim)
        return exact if taken_over else _window(number, view) or Ruling(Role.THRESHOLD, number, number.aim)
    after = view.clause_after
    valid = words.VALID_AFTER.match(after) or words.BAR_AFTER.match(after) or words.ENTITLED_AFTER.match(after)
    if not valid and not after.text:
        valid = words.BARRED.match(view.rest) or words.ENTITLED_AFTER.match(view.rest)
    if valid:
        return Ruling(Role.LIMIT, number, valid)
    undone = words.UNDONE_AFTER.match(after if after.text else view.rest.until(_AHEAD))
    condition = view.condition()
    if not undone and condition:
        undone = words.UNDONE_BEFORE.search(view.clause_before)
    if undone and not view.clause_before.text.endswith("前"):  # 申请之日前三年内未转让
        return Ruling(Role.THRESHOLD, number.turned(Comparator.GE, *undone), undone)
    last = words.LAST.search(view.clause_before.text)
    case = (last and words.CONDITION_LATER.search(view.rest_of_sentence())) or _case(view, condition)
    return Ruling(Role.THRESHOLD, number, case) if case else Ruling(Role.DEADLINE, number, _act(number, view))


def _window(number: Bounded, view: View) -> Ruling | None:
    """Return the ruling on a window in which a case happened (近二年发生过事故的), None where it is none."""
    if words.TAKEN_OVER.search(view.clause_after.text):
        return None
    if lasting := words.LASTING.match(view.clause_after):
        return Ruling(Role.THRESHOLD, number.turned(Comparator.GE, *lasting), lasting)
    told = words.RELAPSE.match(view.clause_after) or view.condition() or view.cases()
    if not told:
        return None
    pieces = number.pieces or number.aim
    return Ruling(Role.THRESHOLD, number._replace(comparator=Comparator.LE, low=None, pieces=pieces), told)


def _case(view: View, condition: Pieces) -> Pieces:
    """Return the words by which a time within which something happens is part of a case; none if it is for an act."""
    after = view.clause_after
    if condition and not words.SHALL.search(view.clause_before):
        return condition
    relapse = words.RELAPSE.match(after)
    if relapse and not words.MUST.search(view.clause_before):
        return relapse
    attribute = words.ATTRIBUTE.match(after)
    if attribute and not words.TIMED.search(view.clause_before):
        return attribute
    later = words.CONDITION_END.search(view.rest_of_sentence())
    ordered = later and (words.MUST.pattern.search(view.sentence_before.text + after.text) or "可" in after.text)
    return () if ordered else later


def _act(number: Bounded, view: View) -> Pieces:
    """Return the words that make a time one for an act: 应当…内."""
    return (*words.MUST.search(view.clause_before), *number.aim)


def _exact(number: Bounded, view: View) -> Ruling:
    """Rule on a time without bound words; what is not done for two years, or done on end, lasts longer."""
    window = _window(number, view) if number.direction is Direction.BACK else None
    if window:
        return window
    undone = number.direction is not Direction.BACK and words.UNDONE_AFTER.match(view.clause_after)
    if undone and "的" in view.clause_after.text:
        return Ruling(Role.THRESHOLD, number.turned(Comparator.GE, *undone), undone)
    on_end = words.IN_A_ROW.search(view.clause_before)
    if on_end and not view.clause_after.text.startswith("的"):
        number = number.turned(Comparator.GE, *on_end)
    return bound_or_value(number, view)
