"""From a joined number to one whose bound is read: the words before and behind it tell on which side the values lie.

Negation turns a word round (超过 `>`, 不超过 `<=`). A wrong comparator is worse than none: where the words on
both sides disagree, the confidence falls.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ...text.comparators import Comparator
from ...text.patterns import pattern
from ...text.source import Span
from ...text.units.kinds import Quantity
from ..words.bounds import ABOVE, ALLOWED_TIMES, CAP, EXTENSION, FLOOR
from .bounds import Before, Behind, read_before, read_behind, read_bracket
from .excerpt import Joint, joint
from .pieces import Piece, Pieces
from .steps import Bounded, Joined, Standing

_REACH = 60  # characters before a number in which a word may bound it
_LEAST = ("至少内", "至少以内", "至少之内")  # 至少两年内的保修 is at least two years, 至少在30日内 at most thirty days
_EXTENSION = re.compile(rf"{EXTENSION}\Z")
_ALLOWED = re.compile(
    rf"(?<![许认不])(?P<told>{ALLOWED_TIMES})(?<!可(?![申延展续再补]))[^,。;:、\d分经以按在]{{0,8}}\Z"
)
_CONTRADICTED, _SHARED, _ROUGH = 0.5, 0.7, 0.5  # confidences
_AS_OFTEN = {Comparator.GE: Comparator.LE, Comparator.LE: Comparator.GE}
_ONCE = r"[^,。;:、\d]{0,14}?[一1]次"
_OFTEN = pattern(
    rf"[^,。;:、\d]{{0,14}}?(?:(?P<FLOOR>{FLOOR})(?={_ONCE})|(?P<CAP>{CAP})(?={_ONCE})|(?<=[一1]次)(?P<ABOVE>{ABOVE}))"
)
_ONE_SIDED = (Comparator.LE, Comparator.LT, Comparator.GE, Comparator.GT)
_ITSELF = {
    "INCLUDES": {Comparator.LT: Comparator.LE, Comparator.GT: Comparator.GE},
    "EXCLUDES": {Comparator.LE: Comparator.LT, Comparator.GE: Comparator.GT},
}
"""What a bracket makes of a bound before the number: 小于四米(含四米), 不超过四米(不含四米)."""
_SAME = {
    (Comparator.GE, Comparator.GE), (Comparator.LE, Comparator.LE), (Comparator.LT, Comparator.LE),
    (Comparator.GT, Comparator.GE), (Comparator.LT, Comparator.GE),
}  # fmt: skip


class _Reading(NamedTuple):
    """A comparator, the words that decided it, and how sure that is."""

    comparator: Comparator
    pieces: Pieces
    confidence: float


def read_bounds(number: Joined, text: str, floor: int, end: int) -> Bounded:
    """Return the number with what the words around it in `text[floor:end]` tell.

    `floor` is where the provision or the number before ends. A range keeps its comparator and only gains scope; a step
    or a frequency has no bound of its own (每超过一日, 至少每半年一次).
    """
    start = max(floor, number.start - _REACH)
    for stop in ",。;:!?\n":
        start = max(start, text.rfind(stop, start, number.start) + 1)
    first, second = read_before(number, text, start), read_behind(number, text, start, end)
    scope = Span(first.start, max(number.scope_end, second.end if second else 0))
    led = (number.led.piece.span,) if number.led and number.led.piece in first.pieces else ()
    words = joint(text, (*led, Span(scope.start, number.start), Span(number.end, scope.end)))
    included = not (second and second.excludes)
    reading = _read(number, text, start, first, second, words)
    if second is None and (said := read_bracket(text, number.right)):
        reading = _as_said(reading, said)
    bounded = Bounded(
        number, Span(number.start, number.end), scope, number.low, number.high, reading.comparator,
        number.low_inclusive and included, number.high_inclusive and included, reading.confidence, words,
        reading.pieces,
    )  # fmt: skip
    return bounded


def _read(number: Joined, text: str, start: int, first: Before, second: Behind | None, words: Joint) -> _Reading:
    """Return the comparator of the number: that of the form it has, or else of the words beside it."""
    confidence = _SHARED if second and second.shared else number.confidence
    if number.comparator is not None:
        return _Reading(number.comparator, (*number.pieces, *(second.excludes if second else ())), confidence)
    if number.standing is Standing.STEP and not (second and second.word.comparator is Comparator.ABOUT):
        return _Reading(Comparator.EQ, (), confidence)  # but 每五百亩左右 is about so much
    if number.quantity is Quantity.FREQUENCY:
        return _of_frequency(number, text, first, confidence)
    told = second.word.comparator if second else None
    if not first.beside and first.comparator and told is not None and _of_another(number, first.comparator, told, text):
        first = first._replace(comparator=None)
    if number.quantity is Quantity.DATE:
        reading = _of_date(first, second, confidence)
    else:
        reading = _combined(number, first, second, words, confidence)
    if reading.comparator is not Comparator.EQ:
        return reading
    allowed = _allowed_times(number, text, start)
    if allowed:
        return _Reading(Comparator.LE, allowed, reading.confidence)
    if number.found.about:  # 十余人: the word stands inside the number
        return _Reading(Comparator.ABOUT, (), _ROUGH)
    return reading


def _as_said(reading: _Reading, said: Piece) -> _Reading:
    """Return a reading with what a bracket says of the number itself."""
    comparator = _ITSELF[said.rule].get(reading.comparator)
    return reading._replace(comparator=comparator, pieces=(*reading.pieces, said)) if comparator else reading


def _allowed_times(number: Joined, text: str, start: int) -> Pieces:
    """Return the words that allow something so many times and no more: 延期一次, 可以发言两次."""
    if not number.unit.startswith("{time}"):
        return ()
    extended = _EXTENSION.search(text, start, number.start) if number.low == 1 else None
    if extended:
        return (Piece("EXTENSION", Span(*extended.span())),)
    allowed = _ALLOWED.search(text, start, number.start)
    return (Piece("ALLOWED_TIMES", Span(*allowed.span("told"))),) if allowed else ()


def _agree(first: Comparator, second: Comparator) -> bool:
    """Tell whether the words before and behind a number can both be meant."""
    return first is second or (first, second) in _SAME


def _of_another(number: Joined, first: Comparator, second: Comparator, text: str) -> bool:
    """Tell whether a word that stands apart bounds something else than the number, which `second` bounds.

    Of 出资最多且占总额的30%以上 another quantity is the most; 超过核定载重量10%以上 compares with the weight (and is
    10 % more, or farther), while 未达到计划的80%以上 compares with the share.
    """
    compared = first in (Comparator.GT, Comparator.LT) and text[number.start - 1] != "的"
    return compared or not _agree(first, second)


def _combined(number: Joined, first: Before, second: Behind | None, words: Joint, confidence: float) -> _Reading:
    """Put together what stands before a number, which is no date, and behind it."""
    before = first.comparator
    after, beside = _meant(number, before, second)
    alone = number.quantity is Quantity.AGE and second is not None and second.word.name == "BEFORE_EVENT"
    if before is None or alone or (second is not None and second.word.name == "AROUND"):
        return _Reading(after or Comparator.EQ, beside, confidence)
    if after is None:
        return _Reading(before, first.pieces, confidence)
    agree = _agree(before, after)
    if before is after:
        return _Reading(before, (*first.pieces, *beside), confidence)
    confidence = confidence if agree else _CONTRADICTED
    if (before, after) == (Comparator.GT, Comparator.GE):  # 超过百分之五十以上: 以上 says that the number is in
        return _Reading(after, (*first.pieces, *beside), confidence)
    if before is Comparator.GE and not words.text.startswith(_LEAST):  # 满18周岁以下: the word behind is the stricter
        return _Reading(after, (*first.pieces, *beside) if agree else beside, confidence)
    return _Reading(before, (*first.pieces, *beside) if agree else first.pieces, confidence)


def _meant(number: Joined, before: Comparator | None, second: Behind | None) -> tuple[Comparator | None, Pieces]:
    """Return what the word behind a number means for its kind of quantity, and its characters if it has a meaning."""
    name = second.word.name if second else ""
    after = second.word.comparator if second else None
    pieces = (second.piece, *second.excludes) if second else ()
    kind = number.quantity
    if kind is Quantity.DURATION and name == "BEFORE_EVENT":
        after = before if before in (Comparator.GT, Comparator.LE) else Comparator.GE
    elif kind in (Quantity.DURATION, Quantity.AGE) and name == "AFTER_EVENT":
        after = Comparator.GE
    elif kind is Quantity.AGE and name == "BEFORE_EVENT":
        after = Comparator.LT
    elif number.found.word == "过半数":
        after, pieces = Comparator.GT, (Piece("PAST", Span(number.start - 1, number.start)),)
    if after is Comparator.GE and second and second.excludes:
        after = Comparator.GT
    if after is Comparator.LE and second and second.excludes:
        after = Comparator.LT
    return after, pieces if after is not None else ()


def _of_frequency(number: Joined, text: str, first: Before, confidence: float) -> _Reading:
    """Read the bound of a frequency, whose period is the shorter the more often: 至少每半年, 每两年至少检查一次."""
    if first.beside and first.comparator in _AS_OFTEN:
        return _Reading(_AS_OFTEN[first.comparator], first.pieces, confidence)
    often = _OFTEN.match(text, number.right)
    if often is None:
        return _Reading(Comparator.EQ, (), confidence)
    name = often.lastgroup or ""
    comparator = Comparator.GE if name == "CAP" else Comparator.LE
    return _Reading(comparator, (Piece(name, Span(*often.span(name))),), confidence)


def _of_date(first: Before, second: Behind | None, confidence: float) -> _Reading:
    """Read the bound of a date, which lies before or after a day."""
    name = second.word.name if second else ""
    pieces = (second.piece,) if second else ()
    if name in ("BEFORE_EVENT", "WITHIN", "UNTIL"):
        return _Reading(Comparator.LE, pieces, confidence)
    if name == "AFTER_EVENT":
        return _Reading(Comparator.GT, pieces, confidence)
    if name == "AND_AFTER":
        return _Reading(Comparator.GE, pieces, confidence)
    if first.comparator in _ONE_SIDED:
        return _Reading(first.comparator, first.pieces, confidence)
    return _Reading(Comparator.EQ, (), confidence)
