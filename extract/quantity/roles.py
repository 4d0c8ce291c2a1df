"""Roles: what a number does in its provision, read from the clause around it and the list's introduction."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ...text.units.kinds import Quantity
from ..model import Comparator, Role
from . import role_words as words
from .tokens import Token


@dataclass(frozen=True, slots=True)
class _View:
    """The text around a token: its clause and its sentence, before and behind the token and its bounds."""

    clause_before: str
    clause_after: str
    sentence_before: str
    sentence_earlier: str
    stop: str
    rest: str
    intro: str


def assign_role(token: Token, text: str, start: int, end: int, intro: str) -> Role:
    """Return the role of `token`, whose bounds are read; `intro` is what introduces the list it stands in."""
    if token.quantity is Quantity.FREQUENCY:
        return Role.FREQUENCY
    view = _view(token, text, start, end, intro)
    if token.quantity is Quantity.SCORE and not _condition(view) and not words.SCORE_BOUND.search(token.bound):
        return Role.SCORE
    if token.step:
        return Role.THRESHOLD
    if token.quantity is Quantity.DURATION:
        return _duration(token, view)
    if token.quantity in (Quantity.MONEY, Quantity.RATIO) and _is_fine(token, view):
        return Role.PENALTY
    return _bound_or_value(token, view)


def _view(token: Token, text: str, start: int, end: int, intro: str) -> _View:
    before = text[max(start, token.scope_start - 120) : token.scope_start]
    after = text[token.scope_end : min(end, token.scope_end + 80)]
    after = re.sub(r"^\((?!含)[^()]{0,30}\)", "", after)
    after = words.LISTED_BOUNDS.sub("", after)
    after = re.sub(r"^的\([^()]{0,30}\)(?=[,;。])", "的", after)
    *_, earlier, sentence = ["", *re.split(r"[。;\n]", before)]
    clause = re.split(r"[,:]", sentence)[-1]
    ahead = re.match(r"[^,。;:\n]*", after)
    length = ahead.end() if ahead else 0
    return _View(clause, after[:length], sentence, earlier, after[length : length + 1], after[length + 1 :], intro)


def _condition(view: _View) -> bool:
    """Tell whether the clause ends as a condition does: …的, / …的; / …时, / …者."""
    return bool(
        re.search(r"(?:的|者|时|的情形|的情况|之一的|的除外)$", view.clause_after.rstrip('"”'))
    ) and not re.search(r"(?<![项节科题])目的$", view.clause_after)


def _is_fine(token: Token, view: _View) -> bool:
    if token.quantity is Quantity.RATIO and words.REPLANTING.search(view.clause_before):
        return True
    if token.unit == "1/d" or re.search(r"滞纳金|罚款|罚金", view.clause_after[:14]):
        return not _condition(view) or bool(words.FINE_AFTER.match(view.clause_after))
    if words.FINE_AFTER.match(view.clause_after):
        return True
    if (
        words.CAPPED.search(view.clause_before)
        and re.search(r"罚款|罚金", view.sentence_before or view.sentence_earlier)
        and words.ASKED.search(token.bound)
    ):
        return not _condition(view)
    return bool(words.FINE_BEFORE.search(view.clause_before)) and not (
        _condition(view) and token.comparator not in (Comparator.RANGE,)
    )


def _duration(token: Token, view: _View) -> Role:
    scope_word = view.clause_after
    if words.CONFINED.match(view.clause_after):
        if words.SENTENCED.search(view.clause_before) or _condition(view):
            return Role.THRESHOLD
        return Role.PENALTY
    if words.WAGES.match(view.clause_after):
        return Role.PENALTY
    if _is_bar(token, view):
        if token.comparator is Comparator.LE and token.partial == "within":  # 三年内不得申请: three years it is
            token.comparator, token.low = Comparator.EQ, token.high
        return Role.PENALTY
    if token.comparator is Comparator.LE and token.partial in ("within", "back"):
        return _deadline(token, view)
    if token.comparator is Comparator.GE and token.partial == "before":
        return Role.DEADLINE
    if "迟" in token.bound:
        return Role.DEADLINE
    if token.comparator is Comparator.GE and token.partial == "after":
        return Role.THRESHOLD if _condition(view) and not words.MUST.search(view.clause_before) else Role.LIMIT
    undone = token.comparator is Comparator.EQ and token.partial != "back" and words.UNDONE_AFTER.match(scope_word)
    if undone and "的" in scope_word:
        token.comparator, token.high = Comparator.GE, None
        return Role.THRESHOLD
    if token.comparator is Comparator.EQ and view.clause_before.endswith("连续") and not scope_word.startswith("的"):
        token.comparator, token.high = Comparator.GE, None
    return _bound_or_value(token, view)


def _is_bar(token: Token, view: _View) -> bool:
    if token.comparator in (Comparator.GT, Comparator.GE, Comparator.LT):
        return False
    if words.BAR_AFTER.match(view.clause_after) or (words.BAR_AFTER.match(view.rest[:8]) and not view.clause_after):
        return bool(words.BAR_OFFENCE.search(view.sentence_before)) and token.partial != "back"
    if words.BAR_BEFORE.search(view.clause_before) and not re.search(
        r"期限|的期|未|[前后]|之日", view.clause_before[-12:] + token.bound
    ):
        return not _condition(view) and not token.partial
    return False


def _deadline(token: Token, view: _View) -> Role:
    if token.partial == "back":
        token.comparator, token.low = Comparator.EQ, token.high
        return Role.VALUE
    after = view.clause_after
    if words.VALID_AFTER.match(after) or words.BAR_AFTER.match(after) or (not after and words.BARRED.match(view.rest)):
        return Role.LIMIT
    ahead = after if after else view.rest[:12]
    undone = words.UNDONE_AFTER.match(ahead) or (words.UNDONE_BEFORE.search(view.clause_before) and _condition(view))
    if undone and token.comparator is Comparator.LE:
        token.comparator, token.low, token.high = Comparator.GE, token.high, None
        return Role.THRESHOLD
    if _condition(view) and not re.search(r"应当?|必须|须", view.clause_before):
        return Role.THRESHOLD
    if words.RELAPSE.match(after) and not words.MUST.search(view.clause_before):
        return Role.THRESHOLD
    if re.match(r"[^,。;应须可]{0,20}的[一-龥]", after) and not re.search(r"应|须|在|于|自|起", view.clause_before):
        return Role.THRESHOLD
    rest = re.split(r"[。;\n]", view.rest)[0]
    if rest.endswith("的") and not words.MUST.search(view.sentence_before + after) and not re.search("可以?", after):
        return Role.THRESHOLD
    return Role.DEADLINE


def _bound_or_value(token: Token, view: _View) -> Role:
    """Limit, threshold or value, for what is neither sanction nor time for an act."""
    ordered = bool(words.MUST.search(view.clause_before))
    if token.comparator in (Comparator.EQ, Comparator.ABOUT, None):
        stated = _stated(token, view, ordered)
        if stated:
            return stated
    condition = _condition(view)
    if token.comparator in (Comparator.GT, Comparator.LT) and words.FORBIDS.search(view.clause_before):
        return Role.THRESHOLD  # 不得招用未满十六周岁的: the case that is forbidden
    if _is_zone(token, view):
        return Role.LIMIT
    if words.DEFINES.search(view.sentence_before) and re.match(r"的[一-龥]", view.clause_after):
        return Role.THRESHOLD  # 是指存续时间不超过六个月的岗位
    if words.ASKED.search(token.bound):
        return Role.THRESHOLD if condition and view.stop in ",;。" and not ordered else Role.LIMIT
    if token.comparator is Comparator.RANGE and not condition and words.RATE_BEHIND.match(view.clause_after):
        return Role.VALUE
    if token.comparator is Comparator.RANGE and (words.TIER.match(token.bound) or view.clause_after == "的部分"):
        return Role.THRESHOLD  # a tier
    if token.comparator is Comparator.RANGE and token.rule in ("range-to", "amount", "date", "percent"):
        told = token.quantity is Quantity.MEASURE and re.match("的[一-龥]", view.clause_after)
        singled_out = condition or told or token.quantity is Quantity.AGE
        return Role.THRESHOLD if singled_out and not ordered and not _conditions(view.intro) else Role.VALUE
    if condition:
        if token.comparator in (Comparator.GT, Comparator.LT):
            return Role.THRESHOLD
        meant = _conditions(view.intro) and view.stop != ","
        return Role.LIMIT if meant or (ordered and view.stop != ",") else Role.THRESHOLD
    if re.match(r"的?[一-龥]", view.clause_after):
        return _attributive(token, view, ordered)
    return _predicate(token, view, ordered)


def _stated(token: Token, view: _View, ordered: bool) -> Role | None:
    """Return the role of a number without a bound; None where it turns out to have one: 连续三次."""
    if token.comparator is Comparator.EQ:
        if words.SOME_OF.search(view.clause_before + token.word + view.clause_after[:2]):
            token.comparator, token.high = Comparator.GE, None
            return Role.THRESHOLD
        if token.unit == "{time}" and view.clause_before.endswith("连续"):
            token.comparator, token.high = Comparator.GE, None
            return None
    if token.partial == "contrast" and ordered:
        return Role.LIMIT  # 应当在一个机构执业，不得同时在两个以上机构执业
    return Role.THRESHOLD if token.partial == "contrast" or words.REACHES.search(token.bound) else Role.VALUE


def _is_zone(token: Token, view: _View) -> bool:
    """Tell whether the number is the width of a zone in which something is forbidden: 校园周围200米范围内不得…."""
    if token.quantity is not Quantity.MEASURE or token.comparator is not Comparator.LE or "内" not in token.bound:
        return False
    told = view.clause_before + view.clause_after + view.rest[:24]
    return bool(words.FORBIDS.search(told) or words.FORBIDS.search(_last_sentence(view.intro)))


def _attributive(token: Token, view: _View, ordered: bool) -> Role:
    """…以上的X: what a rule asks for, or the case that it is about."""
    if re.search(r"对于?[^,。;应须]{0,12}$", view.clause_before) or words.ASKED.search(view.clause_after):
        return Role.THRESHOLD
    made_up = token.quantity is Quantity.COUNT and words.MADE_UP.match(view.clause_after)
    if words.VOTE.search(view.clause_after) or made_up:
        return Role.LIMIT
    if token.comparator in (Comparator.GT, Comparator.LT) and not ordered:
        return Role.THRESHOLD
    if token.comparator is Comparator.LE and words.GRANTS.search(view.clause_before):
        return Role.LIMIT
    if words.FORBIDS.search(view.clause_before):
        return Role.THRESHOLD  # 不得新建二十吨以下的锅炉
    if token.bound.endswith("以上") and words.ALLOWS.search(view.clause_before):
        return Role.LIMIT
    if ordered or words.FORBIDS.search(view.intro):
        return Role.LIMIT
    if (words.HAVING.search(view.clause_before) or words.PROVIDES.search(view.clause_before)) and re.search(
        words.MUST, view.sentence_before
    ):
        return Role.LIMIT
    stops = words.STOPS.search(view.clause_after)
    if _conditions(view.intro) and not stops and not words.THEN_RULE.search(view.rest[:30]):
        return Role.LIMIT
    return Role.THRESHOLD


def _predicate(token: Token, view: _View, ordered: bool) -> Role:
    """…在X以上, and no more: part of a condition that goes on, or a rule of its own."""
    rest = re.split(r"[。;\n]", view.rest)[0]
    if ordered or _conditions(view.intro):
        return Role.LIMIT
    if (
        _cases(view.intro)
        or re.search(r"(?:的|者|时|之一)(?:[,:]|$)", rest)
        or words.CONDITION_HEAD.search(view.clause_before)
    ):
        return Role.THRESHOLD
    if words.MUST.search(view.sentence_before):
        return Role.LIMIT
    singled_out = token.comparator in (Comparator.GT, Comparator.LT) or words.SINGLED_OUT.match(token.bound) is not None
    return Role.THRESHOLD if singled_out else Role.LIMIT


def _conditions(intro: str) -> bool:
    """Tell whether a list's introduction asks for what its items say (应当具备下列条件)."""
    last = _last_sentence(intro)
    return bool(words.ASKS.search(last)) and not _cases(intro) and not re.search(r"材料|文件|资料", last)


def _cases(intro: str) -> bool:
    """Tell whether a list's introduction announces cases to which a rule applies (有下列情形之一的)."""
    return bool(words.CASES.search(_last_sentence(intro)))


def _last_sentence(intro: str) -> str:
    return re.split(r"[。;]", intro.strip().rstrip("。:"))[-1]
