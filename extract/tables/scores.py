"""Scores that a sentence grants or takes: 设置工作机构得6分, 每组织1次得5分, 1分/月, 最高得30分.

A step (每…1次, 每件) folds into the unit: 5分 for each time is 5 `{point}/{time}`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ...text.patterns import pattern
from ...text.source import Span
from ...text.units.kinds import Quantity
from ...text.units.table import per_code, unit_of
from ..model import Comparator, Field, Mention, Role
from ..quantity.bounds import said_behind
from ..quantity.pieces import Piece, Pieces, evidence
from ..quantity.quantities import JOINER, NUMBER, as_float, parse_quantity
from ..words.bounds import ABOVE, CAP, FLOOR, SIDE
from .words import Words

_MEASURES = "季度|公里|小时|次|件|项|条|个|人|名|例|篇|期|起|家|户|处|天|日|月|年|批|场|份|位|台|辆|吨|亩"
_VERB = r"(?:得分?|加分?|扣除?|减|计|记|赋|给予?|奖励?|折合|为)"
_SCORE = pattern(
    rf"(?P<verb>(?:(?P<cap>{CAP})|(?P<floor>{FLOOR}))?(?:可|再|各|只|共|累计|一次性|满分|总分)*"
    rf"{_VERB}?(?:(?P<cap2>{CAP})|(?P<floor2>{FLOOR}))?(?:为|达|可?得)?:?\s?)"
    rf"(?P<body>(?:{NUMBER}{JOINER})?{NUMBER}\s?分(?P<per>/(?:每)?(?:{_MEASURES}))?)"
    rf"(?=\Z|[,;。、:!?()\s]|[的者以者起及或且并直止为]|不计|封顶)(?P<after>{SIDE}|封顶|为止)?"
)
_STEP = pattern(
    rf"每(?P<act>[^,;。每\d]{{0,20}}?)(?P<one>[1一]?)\s?(?P<measure>{_MEASURES})(?![一-鿿]{{0,2}}{ABOVE})"
    rf"|(?P<one2>(?<!\d)(?:1|一))\s?(?P<measure2>[次件项条例篇起])(?=[^,;。\d]{{0,2}}\Z)"
)
_CONDITION = re.compile(r"[^,;。]{0,40}[≥≤<>][^,;。]{0,20},?")
_CLAUSE_END = re.compile(r"[;。!?]")
_MARKS = " \n\t,，;；、:："
_ACT_LENGTH = 60  # characters: longer is the whole cell, and the row's label says it better


class Score(NamedTuple):
    """A score, the stretch of steps that its unit took up, and the words for what earns it (None: not said here)."""

    mention: Mention
    steps: tuple[Span, ...]
    attribute: str
    act: Words | None


def find_scores(folded: str, printed: Words) -> Iterator[Score]:
    """Yield the scores in a cell or sentence, in order; spans count its characters.

    Args:
        folded: the folded text.
        printed: the same characters as printed, same length, with their places: the words of the act are taken from
            them.
    """
    start = 0
    for match in _SCORE.finditer(folded):
        amount = parse_quantity(match["body"].partition("/")[0])
        if amount is None or amount.quantity is not Quantity.SCORE or amount.low is None or amount.high is None:
            continue
        border = max((m.end() for m in _CLAUSE_END.finditer(folded, start, match.start())), default=start)
        before = Span(border, match.start())
        unit, steps = _unit(folded, match, before)
        comparator = _comparator(match, amount.low != amount.high)
        low, high = as_float(amount.low), as_float(amount.high)
        where = Span(*match.span("body"))
        mention = Mention(
            where, Span(match.start(), match.end()), Quantity.SCORE, Role.SCORE, comparator,
            None if comparator is Comparator.LE else low, None if comparator is Comparator.GE else high,
            unit, rule="score", confidence=0.9,
            evidence=evidence(Field.BOUND, _bound_words(match)) if comparator is not Comparator.EQ else (),
        )  # fmt: skip
        act = None if comparator is Comparator.LE else _act(folded, printed, before, steps)
        yield Score(mention, steps, _attribute(match["verb"]), act)
        start = match.end()


def _comparator(match: re.Match[str], two: bool) -> Comparator:
    if two:
        return Comparator.RANGE
    if match["cap"] or match["cap2"] or match["after"] not in (None, "以上"):
        return Comparator.LE
    if match["floor"] or match["floor2"] or match["after"] == "以上":
        return Comparator.GE
    return Comparator.EQ


def _bound_words(match: re.Match[str]) -> Pieces:
    """Return the words that make a score the highest or the lowest one."""
    groups = {"cap": "CAP", "cap2": "CAP", "floor": "FLOOR", "floor2": "FLOOR"}
    before = tuple(Piece(rule, Span(*match.span(group))) for group, rule in groups.items() if match[group])
    behind = said_behind(match.string, *match.span("after")) if match["after"] else None
    return (*before, behind.piece) if behind else before


def _attribute(verb: str) -> str:
    if "扣" in verb or "减" in verb:
        return "扣分"
    return "加分" if "加" in verb or "奖" in verb else "得分"


def _unit(folded: str, match: re.Match[str], before: Span) -> tuple[str, tuple[Span, ...]]:
    """Return the score's unit and the stretches of the steps that are in it."""
    if match["per"]:
        word = match["per"].lstrip("/").removeprefix("每")
        return f"{{point}}/{_per(word)}", ()
    step = next(reversed(list(_STEP.finditer(folded, *before))), None)
    if step is None or _CONDITION.search(folded, step.end(), before.end):
        return "{point}", ()
    return f"{{point}}/{_per(step['measure'] or step['measure2'])}", _parts(step)


def _parts(step: re.Match[str]) -> tuple[Span, ...]:
    """Return the stretches of a step that are not the act itself: 每 and 1次 of 每组织1次."""
    if step["measure2"]:
        return (Span(step.start("one2"), step.end("measure2")),)
    start = step.start("one") if step["one"] else step.start("measure")
    return Span(step.start(), step.start() + 1), Span(start, step.end("measure"))


def _per(word: str) -> str:
    unit = unit_of(word)
    return per_code(word) or (unit.code if unit else f"{{{word}}}")


def _act(folded: str, printed: Words, before: Span, steps: tuple[Span, ...]) -> Words | None:
    """Return the words before a score, without steps and conditions on numbers, or None if nothing is left."""
    drop = [*steps, *(Span(*found.span()) for found in _CONDITION.finditer(folded, *before))]
    kept = printed.only(i for i in range(*before) if not any(a <= i < b for a, b in drop)).strip(_MARKS)
    return kept.by("score-act") if kept and 1 < len(kept.text) <= _ACT_LENGTH else None
