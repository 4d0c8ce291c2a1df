"""Joining: two numbers that are one parameter, a range with two ends or a number that is said again in brackets.

The bound words of a range, between, before and behind its two numbers, become its pieces. A range told by its form
alone (三至五倍) has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ...text.comparators import Comparator
from ...text.dates import CLOCK
from ...text.numerals import NUMERAL_CHARACTERS
from ...text.patterns import pattern
from ...text.source import Span
from ...text.units.kinds import Quantity
from ...text.units.scales import ratio
from ..words import bounds as words
from .bounds import ITSELF
from .pieces import Piece, Pieces
from .range_ends import value, widened
from .restated import restated
from .steps import Found, Joined, alone

_IN_OR_OUT = rf"\((?:(?P<EXCLUDES>{words.EXCLUDES})|包?含|包括)[^()]{{0,8}}\)"
_NOTE = rf"(?:\s?\((?:(?P<%s>{words.EXCLUDES}){ITSELF}|(?:不?包?含|不?包括)[^()]{{0,10}}\)))?"
"""What brackets on either side of a bound word say of its number: (含本数), (不含200万元)."""
_SAID_BEHIND = re.compile(rf"\s?{_IN_OR_OUT}")
_APART = 24  # characters between the numbers of a range, at most
_TO = re.compile(
    rf"(?:{CLOCK})?\s?(?:{_IN_OR_OUT})?(?:起|开始)?\s?(?:至|到|-{{1,2}}|~)\s?(?:(?P<UPPER>{words.STRICT_UPPER})|\+)?\Z"
)
_ABOVE = re.compile(
    rf"{_NOTE % 'inner'}\s?(?P<ABOVE>{words.ABOVE}){_NOTE % 'outer'}(?:的?[、,])?(?:但|且|并|而|并且)?[、,]?"
    rf"(?P<TO>至|到)?在?(?P<UPPER>{words.UPPER})?\s?\Z"
)
_BELOW = re.compile(
    rf"{_NOTE % 'inner'}\s?"
    rf"(?:(?P<SIDE_BELOW>{words.SIDE_BELOW}|下(?=的?[罚有]))|(?P<BETWEEN>{words.PIECES['BETWEEN']})){_NOTE % 'outer'}"
)
_LOWER = pattern(rf"(?P<LOWER>{words.LOWER})\s?\Z")
_LOWER_APART = re.compile(rf"(?P<LOWER>{words.MORE})[^,。;:、的\d{NUMERAL_CHARACTERS}]{{2,14}}\Z")
_STRICT_UPPER, _STRICT_LOWER = words.only(words.STRICT_UPPER), words.only(words.STRICT_LOWER)
_THEN = re.compile(rf"(?P<stop>[,、])?(?:但|且|而|并|并且|又)?(?:在)?(?P<UPPER>{words.UPPER})\s?(?:人民币)?\Z")
_BETWEEN = re.compile(r"(?P<low>[≤<])[^,。;≤<\d]{1,12}(?P<high>[≤<])\Z")
_SIGNS = {"≤": "LE_SIGN", "<": "UNDER"}
_OR = re.compile(r"(?:\([^()]{1,4}\))?(?:或者?|及)\Z")
_OR_MORE = re.compile(rf"(?:\([^()]{{1,4}}\))?(?P<ABOVE>{words.ABOVE})")
_REVERSED = re.compile(rf"\s?(?P<BELOW>{words.BELOW})[、,]?\Z")


def join(found: Iterable[Found], text: str, start: int) -> list[Joined]:
    """Return what was found with ranges joined and restatements dropped; `start` is where the provision begins."""
    out: list[Joined] = []
    for number in found:
        out[-1:] = _merged(out[-1], alone(number), text, start) if out else (alone(number),)
    return out


def _merged(first: Joined, second: Joined, text: str, start: int) -> tuple[Joined, ...]:
    """Return two numbers that follow each other as one where they are one."""
    first, said_again = restated(first, second, text)
    if said_again:
        return (first,)
    one = _range(first, second, text, start)
    return (one,) if one else (first, second)


def _range(first: Joined, second: Joined, text: str, start: int) -> Joined | None:
    """Return the range whose ends two numbers are by the words between and around them, None where they are none."""
    if second.start - first.end > _APART or first.comparator is not None or "\n" in text[first.end : second.start]:
        return None
    if not _alike(first, second):
        return None
    between = text[first.end : second.start]
    floor = max(start, first.start - 5)
    to = _TO.match(between)
    if to:
        return _from_to(first, second, text, floor, to)
    return (
        _above_below(first, second, text, between)
        or _over_under(first, second, text, between, start)
        or _over_below(first, second, text, between, start)
        or _or_more(first, second, text, between)
        or _between_signs(first, second, text, between)
        or _below_above(first, second, text, between)
    )


def _alike(first: Joined, second: Joined) -> bool:
    """Tell whether two numbers can be the ends of one range."""
    if first.quantity is not second.quantity:
        # 5月1日至10日: the day of a date reads as a duration by itself
        date = first.found.date
        return date is not None and second.unit == "d" and second.found.word == "日" and not date.bare
    return ratio(first.unit, second.unit) is not None


def _from_to(first: Joined, second: Joined, text: str, floor: int, to: re.Match[str]) -> Joined:
    """三年至五年, 超过二百万元至八百万元, 40万元(含)至200万元(不含), 满三周岁至未满六周岁."""
    lower = _LOWER.search(text, floor, first.start)
    if text.startswith("+", first.start - 1):
        first = first._replace(start=first.start - 1)
    pieces = (_lower(lower),) if lower else ()
    strict = any(piece.rule == "STRICT_LOWER" for piece in pieces)
    upper = (_upper(to, first.end),) if to["UPPER"] else ()
    said = _SAID_BEHIND.match(text, second.end)
    left_out = [_piece("EXCLUDES", to, first.end)] if to["EXCLUDES"] else []
    left_out += [_piece("EXCLUDES", said)] if said and said["EXCLUDES"] else []
    first = first._replace(
        low_inclusive=not strict and not to["EXCLUDES"],
        high_inclusive=not upper and not (said and said["EXCLUDES"]),
        pieces=(*pieces, *upper, *left_out),
    )
    whole = widened(first, second, text, second.end, "range-to", said.end() if said else second.end)
    return whole._replace(rule="range-ends") if said or ")" in to[0] else whole


def _above_below(first: Joined, second: Joined, text: str, between: str) -> Joined | None:
    """二万元以上五万元以下, 十万元以上不满三十万元, 一千万元及以上至五千万元."""
    found = _ABOVE.match(between)
    below = _BELOW.match(text, second.end) if found else None
    if found is None or not (found["UPPER"] or found["TO"] or below):
        return None
    upper = _upper(found, first.end) if found["UPPER"] else None
    low_out, high_out = _left_out(found, first.end), _left_out(below) if below else ()
    pieces = [_piece("ABOVE", found, first.end), *low_out]
    pieces += [upper] if upper else []
    side = "SIDE_BELOW" if below and below["SIDE_BELOW"] else "BETWEEN"
    pieces += [_piece(side, below)] if below else []
    first = first._replace(
        high_inclusive=not high_out and (upper is None or upper.rule != "STRICT_UPPER"),
        low_inclusive=not low_out,
        pieces=(*pieces, *high_out),
    )
    end = below.end(side) if below else second.end
    return widened(first, second, text, end, "range-above-below", below.end() if below else 0)


def _left_out(match: re.Match[str], at: int = 0) -> Pieces:
    """Return the words of the brackets on either side of a bound word that leave its number out."""
    return tuple(
        Piece("EXCLUDES", Span(at + match.start(note), at + match.end(note)))
        for note in ("inner", "outer")
        if match[note]
    )


def _over_under(first: Joined, second: Joined, text: str, between: str, start: int) -> Joined | None:
    """满两年不足六年, 超过三百吨但不超过九百吨."""
    found, floor = _THEN.match(between), max(start, first.start - 5)
    lower = _LOWER.search(text, floor, first.start) if found else None
    apart = None
    if found and lower is None and first.quantity is Quantity.RATIO:  # 超过核定人数百分之五十但未超过百分之一百
        lower = apart = _LOWER_APART.search(text, max(start, first.start - _APART), first.start)
    if found is None or lower is None:
        return None
    if lower["LOWER"].startswith("不"):
        return None  # 不低于20%、不高于50% are two bounds
    if found["stop"] == "," and text.endswith(("可", "可以"), 0, lower.start()):
        return None  # 可以多于三天，但不得超过十天: the first is allowed, not asked for
    over, under = _lower(lower), _upper(found, first.end)
    first = first._replace(
        start=first.start if apart else lower.start(),
        low_inclusive=over.rule != "STRICT_LOWER",
        high_inclusive=under.rule != "STRICT_UPPER",
        pieces=(over, under),
    )
    return widened(first, second, text, second.end, "range-from-to")


def _over_below(first: Joined, second: Joined, text: str, between: str, start: int) -> Joined | None:
    """超过20总吨、50总吨以下."""
    below = _BELOW.match(text, second.end) if between in (",", "、") and value(second) > value(first) else None
    lower = _LOWER.search(text, max(start, first.start - 5), first.start) if below else None
    if below is None or lower is None or not below["SIDE_BELOW"] or lower["LOWER"].startswith("不"):
        return None
    over, side = _lower(lower), _piece("SIDE_BELOW", below)
    first = first._replace(
        start=lower.start(), low_inclusive=over.rule != "STRICT_LOWER", high_inclusive=not _left_out(below),
        pieces=(over, side, *_left_out(below)),
    )  # fmt: skip
    return widened(first, second, text, below.end("SIDE_BELOW"), "range-from-to", below.end())


def _or_more(first: Joined, second: Joined, text: str, between: str) -> Joined | None:
    """两个或者两个以上."""
    more = _OR_MORE.match(text, second.end)
    if more is None or first.low != second.low or not _OR.match(between):
        return None
    return first._replace(comparator=Comparator.GE, scope_end=more.end(), pieces=(_piece("ABOVE", more),))


def _between_signs(first: Joined, second: Joined, text: str, between: str) -> Joined | None:
    """10条≤月发布量<20条."""
    found = _BETWEEN.match(between)
    if found is None:
        return None
    pieces = tuple(
        Piece(_SIGNS[found[end]], Span(first.end + found.start(end), first.end + found.end(end)))
        for end in ("low", "high")
    )
    first = first._replace(low_inclusive=found["low"] == "≤", high_inclusive=found["high"] == "≤", pieces=pieces)
    return widened(first, second, text, second.end, "range-between")


def _below_above(first: Joined, second: Joined, text: str, between: str) -> Joined | None:
    """30万元以下10万元以上."""
    below = _REVERSED.match(between)
    if below is None or not text.startswith("以上", second.end) or value(second) >= value(first):
        return None
    end = second.end + len("以上")
    pieces: Pieces = (_piece("BELOW", below, first.end), Piece("ABOVE", Span(second.end, end)))
    turned = first._replace(low=second.low, pieces=pieces)
    return widened(turned, second._replace(high=first.high), text, end, "range-reversed")


def _piece(rule: str, match: re.Match[str], at: int = 0) -> Piece:
    """Return the words of the row whose name a group has; `at` is where the text that was matched begins."""
    return Piece(rule, Span(at + match.start(rule), at + match.end(rule)))


def _lower(match: re.Match[str]) -> Piece:
    """Return the word before the lower end, by whether it leaves the number out."""
    return Piece("STRICT_LOWER" if _STRICT_LOWER.match(match["LOWER"]) else "LOWER", Span(*match.span("LOWER")))


def _upper(match: re.Match[str], at: int) -> Piece:
    """Return the word before the upper end, by whether it leaves the number out."""
    piece = _piece("UPPER", match, at)
    return piece._replace(rule="STRICT_UPPER") if _STRICT_UPPER.match(match["UPPER"]) else piece
