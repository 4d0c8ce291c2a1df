"""Numbers that single out the case of a row: 月发布量≥20条, 10条≤月发布量<20条, 早于到期前三年."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from ...text.comparators import PRINTED, SIGN, TURNED, Comparator
from ...text.patterns import pattern
from ...text.source import Span
from ..model import Field, Mention, Role
from ..quantity.bounds import distance, distance_words, said_before
from ..quantity.pieces import Pieces, evidence
from ..quantity.quantities import NUMBER, UNIT_WORD, Amount, as_float, parse_quantity
from ..words.bounds import NOT

_AMOUNT = rf"{NUMBER}\s?(?:{UNIT_WORD})?"
_NAME = r"[^,;。:≥≤<>()\d\s]{1,20}?"
_AT_MOST = f"(?:{'|'.join(sign for sign, told in PRINTED.items() if told in (Comparator.LE, Comparator.LT))})"
_BOTH = pattern(
    rf"(?P<low>{_AMOUNT})\s?(?P<sign>{_AT_MOST})\s?(?P<name>{_NAME})\s?(?P<sign2>{_AT_MOST})\s?(?P<high>{_AMOUNT})"
)
_ONE = pattern(rf"(?P<name>{_NAME})?\s?(?P<sign>{SIGN})\s?(?P<high>{_AMOUNT})")
_TURNED_ONE = pattern(rf"(?P<low>{_AMOUNT})\s?(?P<sign>{SIGN})\s?(?P<name>{_NAME})(?=\Z|[,;。:()\s])")
_CUE = re.compile(rf"{SIGN}|[早晚迟]于")
_BEFORE = pattern(
    rf"(?P<time>(?P<not>{NOT})?(?P<word>[早晚迟])于)(?P<event>[^,;。]{{1,20}}?)(?:之)?(?P<side>前|后)(?P<high>{NUMBER}\s?(?:{UNIT_WORD}))"
)


class Bound(NamedTuple):
    """A threshold, what is compared with it (as it stands in the text), and the event that a time counts from."""

    mention: Mention
    name: Span | None
    event: Span | None


def find_bounds(folded: str, unit: str | None = None) -> Iterator[Bound]:
    """Yield the thresholds in the folded text of a cell, in order; spans count its characters.

    Args:
        folded: the folded text.
        unit: the unit word of numbers that have none of their own, from the column's header.
    """
    if not _CUE.search(folded):
        return
    taken: list[Bound] = []
    for form, read in ((_BOTH, _between), (_BEFORE, _before), (_ONE, _compared), (_TURNED_ONE, _compared)):
        for match in form.finditer(folded):
            bound = read(match, unit)
            if bound and not any(_overlap(bound.mention.span, other.mention.span) for other in taken):
                taken.append(bound)
    yield from sorted(taken, key=lambda bound: bound.mention.span)


def _overlap(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def _mention(amount: Amount, where: Span, scope: Span, comparator: Comparator, rule: str, told: Pieces) -> Mention:
    low = None if comparator in (Comparator.LE, Comparator.LT) else as_float(amount.low)
    high = None if comparator in (Comparator.GE, Comparator.GT) else as_float(amount.high)
    return Mention(
        where, scope, amount.quantity, Role.THRESHOLD, comparator, low, high, amount.unit,
        comparator is not Comparator.GT, comparator is not Comparator.LT, rule, 0.9,
        evidence(Field.BOUND, told),
    )  # fmt: skip


def _sign(match: re.Match[str], group: str) -> Pieces:
    """Return a sign as the word of its row."""
    said = said_before(match.string, *match.span(group))
    return (said.piece,) if said else ()


def _read(text: str, unit: str | None) -> Amount | None:
    amount = parse_quantity(text, unit)
    return amount if amount and amount.low is not None and amount.low == amount.high else None


def _between(match: re.Match[str], unit: str | None) -> Bound | None:
    high = _read(match["high"], unit)
    low = _read(match["low"], high.word if high else unit)
    if not low or not high or low.unit != high.unit or low.quantity is not high.quantity:
        return None
    where = Span(*match.span())
    mention = replace(
        _mention(low, where, where, Comparator.RANGE, "between signs", (*_sign(match, "sign"), *_sign(match, "sign2"))),
        high=as_float(high.high), low_inclusive=match["sign"] != "<", high_inclusive=match["sign2"] != "<",
    )  # fmt: skip
    return Bound(mention, Span(*match.span("name")), None)


def _compared(match: re.Match[str], unit: str | None) -> Bound | None:
    side = "low" if "low" in match.re.groupindex else "high"
    amount = _read(match[side], unit)
    if not amount:
        return None
    comparator = PRINTED[match["sign"]]
    if side == "low":
        comparator = TURNED[comparator]
    mention = _mention(amount, Span(*match.span(side)), Span(*match.span()), comparator, "sign", _sign(match, "sign"))
    return Bound(mention, Span(*match.span("name")) if match["name"] else None, None)


def _before(match: re.Match[str], unit: str | None) -> Bound | None:
    amount = _read(match["high"], unit)
    if not amount:
        return None
    comparator = distance(match["not"] is not None, match["word"], match["side"])
    told = distance_words(match.string, Span(*match.span("time")), Span(*match.span("side")))
    mention = _mention(amount, Span(*match.span("high")), Span(*match.span()), comparator, "time from event", told)
    return Bound(mention, None, Span(*match.span("event")))
