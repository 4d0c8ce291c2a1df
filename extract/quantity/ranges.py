"""Joining: two numbers that are one parameter — a range with two ends, or a number restated in brackets."""

from __future__ import annotations

import re
from itertools import pairwise

from ...text.calendar import Date, later
from ...text.comparators import Comparator
from ...text.units.kinds import Quantity
from ...text.units.scales import ratio
from ..words import bounds as words
from .bounds import behind
from .tokens import Token

_TO = re.compile(r"\s?(?:起|开始)?\s?(?:至|到|-|~)\s?\+?\Z")
_ABOVE = re.compile(
    rf"\s?(?:\(?不?含[^()]{{0,8}}\))?\s?{words.ABOVE}\s?(?P<not>\(不含[^()]{{0,8}}\))?(?:\(含[^()]{{0,8}}\))?[、,]?(?:但|且|并|而|并且)?[、,]?(?:至|到)?在?(?P<upper>{words.UPPER})?\s?\Z"
)
_BELOW = re.compile(rf"\s?(?:\(不?含[^()]{{0,8}}\))?\s?(?:{words.SIDE_BELOW}|之间)")
_LOWER = re.compile(rf"(?P<lower>{words.LOWER})\s?\Z")
_STRICT_UPPER, _STRICT_LOWER = words.only(words.STRICT_UPPER), words.only(words.STRICT_LOWER)
_THEN = re.compile(rf"(?P<stop>[,、])?(?:但|且|而|并|并且|又)?(?:在)?(?P<upper>{words.UPPER})\s?(?:人民币)?\Z")
_BETWEEN = re.compile(r"(?P<low>[≤<])[^,。;≤<\d]{1,12}(?P<high>[≤<])\Z")
_OR = re.compile(r"(?:\([^()]{1,4}\))?或者?\Z")
_OR_MORE = re.compile(rf"(?:\([^()]{{1,4}}\))?{words.ABOVE}")
_REVERSED = re.compile(rf"\s?{words.BELOW}[、,]?\Z")
_SPREADS = ("ABOVE", "BELOW", "WITHIN", "WITHIN_RANGE")
_LIST = re.compile(r"\s?(?:、|或者?|以及|和|及)[^,。;:、()\d]{0,6}")
_LIST_OF_PLACES = re.compile(r"\s?(?:、|或者?|以及|和|及)[^,。;:、()\d]{0,16}")  # 两侧五十米、桥梁周围二百米范围内
_INCLUDED = re.compile(rf"\s?{words.SIDE}?\s?\((?:不?包?含|包括|不包括)\Z")

_CALENDAR = frozenset(("d", "mo"))


def join(tokens: list[Token], text: str, start: int) -> list[Token]:
    """Return the tokens with ranges joined and restatements dropped; `start` is where the provision begins."""
    out: list[Token] = []
    for token in tokens:
        if out and (_restates(out[-1], token, text) or _joined(out[-1], token, text, start)):
            continue
        out.append(token)
    return out


def spread_bounds(tokens: list[Token], text: str) -> None:
    """Let a bound word behind the last of several numbers hold for all of them: 十户或者二十人以上."""
    for first, second in reversed(list(pairwise(tokens))):
        if first.comparator is not None or second.comparator is not None or first.quantity is Quantity.DATE:
            continue
        if first.quantity not in (second.quantity, Quantity.COUNT):
            continue
        found = second.spread or behind(text, second.right)
        if found is None or found.name not in _SPREADS:
            continue
        listed = _LIST_OF_PLACES if first.quantity is Quantity.MEASURE else _LIST
        if listed.fullmatch(text, first.right, second.start):
            first.spread = found


def _restates(first: Token, second: Token, text: str) -> bool:
    """Tell whether `second` says `first` again in brackets: 百分之五(5%), 五十元以上(含五十元)."""
    between = text[first.end : second.start]
    if text[second.end : second.end + 1] != ")" and not text.startswith("本数)", second.end):
        return False
    if _INCLUDED.match(between):
        first.scope_end = max(first.scope_end, second.end + 1)
        return True
    if between.strip() != "(" or second.quantity is not first.quantity or first.comparator is not None:
        return False
    if second.low == first.low or first.quantity is Quantity.MONEY:
        first.scope_end = second.end + 1
        return second.low == first.low
    return False


def _joined(first: Token, second: Token, text: str, start: int) -> bool:
    """Join two tokens in place into `first` where the words between and around make them one range."""
    if second.start - first.end > 24 or first.comparator is not None or "\n" in text[first.end : second.start]:
        return False
    if not _alike(first, second):
        return False
    between = text[first.end : second.start]
    if _TO.match(between):
        lower = _LOWER.search(text, max(start, first.start - 5), first.start)
        first.low_inclusive = not (lower and _STRICT_LOWER.match(lower["lower"]))
        return _widen(first, second, text, second.end, "range-to")
    found = _ABOVE.match(between)
    below = _BELOW.match(text, second.end)
    if found and (found["upper"] or below):
        first.high_inclusive = not _STRICT_UPPER.match(found["upper"] or "")
        first.low_inclusive = not found["not"]
        return _widen(first, second, text, below.end() if below else second.end, "range-above-below")
    found = _THEN.match(between)
    lower = _LOWER.search(text, max(start, first.start - 5), first.start)
    if found and lower and not (found["stop"] == "," and lower["lower"].startswith("不")):
        first.low_inclusive = not _STRICT_LOWER.match(lower["lower"])
        first.high_inclusive = not _STRICT_UPPER.match(found["upper"] or "")
        first.start = first.scope_start = lower.start()
        return _widen(first, second, text, second.end, "range-from-to")
    more = _OR_MORE.match(text, second.end)
    if more and first.low == second.low and _OR.match(between):
        first.comparator, first.scope_end = Comparator.GE, more.end()  # 两个或两个以上
        return True
    found = _BETWEEN.match(between)
    if found:
        first.low_inclusive, first.high_inclusive = found["low"] == "≤", found["high"] == "≤"
        return _widen(first, second, text, second.end, "range-between")
    if _REVERSED.match(between) and text.startswith("以上", second.end) and _value(second) < _value(first):
        first.low, second.high = second.low, first.high
        return _widen(first, second, text, second.end + 2, "range-reversed")
    return False


def _alike(first: Token, second: Token) -> bool:
    if first.quantity is not second.quantity:
        # 5月1日至10日: the day of a date reads as a duration by itself
        return (
            first.quantity is Quantity.DATE
            and second.unit == "d"
            and second.word == "日"
            and "bare" not in first.partial
        )
    return ratio(first.unit, second.unit) is not None


def _value(token: Token) -> float:
    return token.low if isinstance(token.low, float) else 0.0


def _widen(first: Token, second: Token, text: str, end: int, rule: str) -> bool:
    if first.quantity is Quantity.DATE:
        _date_range(first, second)
    else:
        _number_range(first, second, text)
    first.comparator = Comparator.RANGE
    first.end = first.right = end
    if rule == "range-to" or text[end - 2 : end] in ("以内", "之内", "之间"):
        first.end = first.right = second.end
    first.scope_end = end
    first.rule = rule
    first.step = first.step or second.step
    if rule == "range-to" and text[first.start - 1 : first.start] == "前" and isinstance(first.low, float):
        first.low, first.high = sorted((first.low, float(first.high or 0)))  # 届满前90日至30日
    if not _ordered(first):
        first.low = first.high = None
        first.confidence = 0.2
    return True


def _number_range(first: Token, second: Token, text: str) -> None:
    if first.unit != second.unit:
        many = ratio(first.unit, second.unit)
        smaller = second.unit if many is not None and many > 1 else first.unit
        if {first.unit, second.unit} & _CALENDAR == _CALENDAR:
            first.confidence = 0.6  # a month has no fixed number of days
        for token in (first, second):
            factor = float(ratio(token.unit, smaller) or 1)
            if isinstance(token.low, float) and isinstance(token.high, float):
                token.low, token.high = token.low * factor, token.high * factor
        first.unit = smaller
    if ":" in text[first.start : first.end] and _value(second) < _value(first):
        first.low = second.low  # scales of maps go down: 1:1000至1:5000
    else:
        first.high = second.high


def _date_range(first: Token, second: Token) -> None:
    if second.quantity is not Quantity.DATE:
        day = int(_value(second))
        base = first.low if isinstance(first.low, str) else ""
        first.high = f"{base[:-2]}{day:02}" if base and 1 <= day <= 31 else None
        return
    if isinstance(first.low, str) and isinstance(second.low, str) and isinstance(second.high, str):
        first.high = later(Date(second.low, second.high, "recurring" in second.partial), first.low).last
    else:
        first.high = None


def _ordered(token: Token) -> bool:
    low, high = token.low, token.high
    if isinstance(low, float) and isinstance(high, float):
        return low < high
    if isinstance(low, str) and isinstance(high, str):
        return low != high and (low.startswith("-") or low < high)
    return False
