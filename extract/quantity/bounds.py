"""Bound words beside a number: which row of the table holds before and behind it, and which characters are its words.

Guarantee: what a `Piece` from here covers matches the pattern of the row that it names.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ...text.comparators import Comparator
from ...text.dates import CLOCK
from ...text.numerals import NUMERAL_CHARACTERS
from ...text.patterns import pattern
from ...text.source import Span
from ...text.units.kinds import Quantity
from ..words import bounds as words
from ..words.bounds import BEFORE, BEHIND, BoundWord, own_end
from .pieces import Piece, Pieces
from .steps import Joined, Said

_FILLER = (
    r"(?:人民币|仰角|海拔|标高|坡度|[高宽长深厚]度|为|是|在|到|至|达|了|合计|累计|总计|共计?|有|按|每[^,。;、\d]{1,6}?|人均|户均|亩均|原|上年度"
    r"|自[^,。;、\d]{1,24}起|\s)*"
)
_NEAR = re.compile(rf"(?:{words.named(BEFORE)}){_FILLER}\Z")
_FAR = pattern(words.named(BEFORE))
_TIMES_ONLY = frozenset(("AHEAD", "TERM", "DUE"))  # 提前三十日, but 提前百分之五 would be no bound
_TIME_ORDER = re.compile("[迟晚早]|超过|逾|最长|截止")  # what the words that bound dates have in them
_FAR_QUANTITIES = {
    Quantity.RATIO: ("ratio", "any", "list"),
    Quantity.MEASURE: ("any",),
    Quantity.DURATION: ("any",),
    Quantity.MONEY: ("list",),
}
_WINDOW = re.compile(r"(?:[前近]|过去|连续)\Z")
_COLLECTS = r"[缴交]纳(?![额金数])|扣|加收|提取|收取|征收(?![总金数]?额|标准)"
_STOPS = (
    r"处(?!理)以?|应当|罚(?!款?(?:[数金总限]?额|幅度|标准))|给予|予以|按照?|[者时](?=[,应须处不可])|可以|并|但|且|每"
    rf"|(?<!级){words.SIDE}"  # but 县级以上
)
_FAR_STOPS = re.compile(f"{_STOPS}|{_COLLECTS}")
_FAR_STOPS_OF_BASE = re.compile(_STOPS)
"""Those before what a ratio is of, which may be called after what is done with it: 不超过征收基数的20%."""
ITSELF = rf"(?:本[数级身]|[\d{NUMERAL_CHARACTERS}][^()]{{0,10}})?\)"
"""What a bracket leaves out that leaves out the number itself, and not 公示时间 or 税; with the end of the bracket."""

_INCLUDES = rf"(?:\s?\((?:(?P<inc>{words.EXCLUDES}){ITSELF}|[^()]{{0,14}}\))|\))?"
_BEHIND = re.compile(
    rf"{_INCLUDES}\s?(?:有期徒刑|刑罚|(?:基本)?工资)?(?:{words.named(BEHIND)})"
    rf"(?:\s?\((?:(?P<post>{words.EXCLUDES}){ITSELF}|(?:{words.EXCLUDES}|包?含|包括)[^()]{{0,14}}\)))?"
)
_BRACKET = re.compile(rf"\s?\((?:(?P<EXCLUDES>{words.EXCLUDES})|(?P<INCLUDES>{words.INCLUDES})){ITSELF}")
_DATES_ONLY = frozenset(("FROM", "UNTIL"))
_CLOCK = re.compile(CLOCK)
_EXCEPT = re.compile(r"除[^,。;]{0,40}[为是]\Z")  # 除步道宽度为三米外: 外 closes the exception
_AROUND = re.compile(
    rf"(?P<time>(?P<not>{words.NOT})?(?P<word>[早晚迟])于|(?P<last>最[迟晚]|至迟))[^,。;]{{2,24}}(?P<side>[前后])\Z"
)
_SIDES = {"前": "BEFORE_EVENT", "后": "AFTER_EVENT"}


class Before(NamedTuple):
    """What the words before a number say, whether they stand beside it, where they begin, and which they are."""

    comparator: Comparator | None
    beside: bool
    start: int
    pieces: Pieces = ()


class Behind(NamedTuple):
    """The bound word behind a number: its row, its characters, where it ends, and the words that exclude the number.

    `end` is where all of it ends, a bracket behind it included; `excludes` are the words of such a bracket. `shared`
    tells that the word stands behind a later number.
    """

    word: BoundWord
    piece: Piece
    end: int
    excludes: Pieces = ()
    shared: bool = False


def read_before(number: Joined, text: str, start: int) -> Before:
    """Return what the words in `text[start:number.start]` say."""
    before = text[start : number.start]
    if number.quantity is Quantity.DURATION:
        around = _AROUND.search(before)
        if around:
            return _around(around, start)
    match = beside = _NEAR.search(before)
    if match is None and number.quantity in _FAR_QUANTITIES:
        match = _far(before, _FAR_QUANTITIES[number.quantity])
    nothing = Before(None, True, number.start)
    if match is None and number.led:
        return Before(number.led.word.comparator, True, number.start, (number.led.piece,))
    if match is None:
        return nothing
    word = BEFORE[match.lastgroup or ""]
    if number.quantity not in (Quantity.DURATION, Quantity.DATE) and word.name in _TIMES_ONLY:
        return nothing
    if word.name == "OVER" and "按" in match[0]:  # 超出按20元/次扣减: what is over, and how much it costs
        return nothing
    if number.quantity is Quantity.DATE and not _TIME_ORDER.search(match[word.name]):
        return nothing
    piece = piece_of(word.name, text, start + match.start(word.name), start + match.end(word.name))
    return Before(word.comparator, beside is not None, start + match.start(), (piece,))


def piece_of(name: str, text: str, start: int, end: int) -> Piece:
    """Return the words of a row that begin at `start`, without what the row took up between them and the number."""
    return Piece(name, Span(start, own_end(name, text, start, end)))


def _around(match: re.Match[str], at: int) -> Before:
    """Read a distance from an event: 早于到期前三年 is more than three years, 不迟于会议前三日 at least three days."""
    told = distance_words(match.string, Span(*match.span("time")), Span(*match.span("side")))
    pieces = tuple(Piece(rule, Span(at + start, at + end)) for rule, (start, end) in told)
    negated = bool(match["not"] or match["last"])  # 最迟 is 不迟于
    comparator = distance(negated, match["word"] or "迟", match["side"])
    return Before(comparator, True, at + match.start(), pieces)


def distance_words(text: str, time: Span, side: Span) -> Pieces:
    """Return the words of a distance from an event: those that compare times (不早于), and 前 or 后."""
    said = said_before(text, *time)
    return (*((said.piece,) if said else ()), Piece(_SIDES[side.of(text)], side))


def distance(negated: bool, word: str, side: str) -> Comparator:
    """Tell how a distance from an event is bounded: 早于…前 is more than so long before it, 不迟于…前 at least so long.

    Args:
        negated: whether 不 stands before the word.
        word: 早, 晚 or 迟.
        side: 前 or 后, the side of the event on which the distance lies.
    """
    farther = (word in ("晚", "迟")) == (side == "后")
    if negated:
        return Comparator.LE if farther else Comparator.GE
    return Comparator.GT if farther else Comparator.LT


def near(before: str) -> BoundWord | None:
    """Return the word that bounds a number from the text straight before it, None where none does."""
    found = said_before(before, 0, len(before))
    return found.word if found else None


def behind(text: str, at: int = 0) -> BoundWord | None:
    """Return the word that bounds a number that ends at `at`, None where none stands behind it."""
    found = said_behind(text, at, len(text))
    return found.word if found else None


def said_before(text: str, start: int, end: int) -> Said | None:
    """Return the word that bounds a number from `text[start:end]`, straight before it."""
    match = _NEAR.search(text[start:end])
    if match is None:
        return None
    name = match.lastgroup or ""
    return Said(BEFORE[name], piece_of(name, text, start + match.start(name), start + match.end(name)))


def said_behind(text: str, at: int, end: int) -> Said | None:
    """Return the word that bounds a number that ends at `at` from `text[at:end]`."""
    match = _BEHIND.match(text, at, end)
    if match is None:
        return None
    word = _word_behind(match)
    return Said(word, Piece(word.name, Span(*match.span(word.name))))


def _far(before: str, reaches: tuple[str, ...]) -> re.Match[str] | None:
    """Find a bound word that a noun separates from its number: 不得超出车身三十厘米.

    `reaches` are the values of `apart` by which a word may bound the kind of number.
    """
    if "ratio" not in reaches and _WINDOW.search(before):
        return None  # 不低于前三年平均水平
    last = None
    for match in _FAR.finditer(before):
        if BEFORE[match.lastgroup or ""].apart in reaches:
            last = match
    stops = _FAR_STOPS_OF_BASE if before.endswith("的") else _FAR_STOPS
    if last is None or not re.search(r"[一-龥A-Za-z]", before[last.end() :]) or stops.search(before, last.end()):
        return None
    if "部分" in before[last.end() :] and last[0][0] not in "不最未上下至":  # 超过部分的5%
        return None
    return last


def read_behind(number: Joined, text: str, start: int, end: int) -> Behind | None:
    """Return the word straight behind a number in `text[start:end]`, or else the one behind the list it stands in."""
    clock = _CLOCK.match(text, number.right, end) if number.quantity is Quantity.DATE else None
    at = clock.end() if clock else number.right  # 12月31日17:30前
    match = _BEHIND.match(text, at, min(end, at + 30))
    if match is None:
        if number.shared is None:
            return None
        return Behind(*number.shared, number.scope_end, shared=True)
    word = _word_behind(match)
    if word.name in _DATES_ONLY and number.quantity is not Quantity.DATE:
        return None
    distance = number.quantity is Quantity.MEASURE and not _EXCEPT.search(text, start, number.start)
    if word.name == "OUTSIDE" and not distance:
        return None
    excludes = tuple(Piece("EXCLUDES", Span(*match.span(name))) for name in ("inc", "post") if match[name])
    return Behind(word, Piece(word.name, Span(*match.span(word.name))), match.end(), excludes)


def read_bracket(text: str, at: int) -> Piece | None:
    """Return the words of a bracket behind a number that say whether the number itself is in: (含四米)."""
    match = _BRACKET.match(text, at)
    return Piece(match.lastgroup or "", Span(*match.span(match.lastgroup or 0))) if match else None


def _word_behind(match: re.Match[str]) -> BoundWord:
    word = BEHIND.get(match.lastgroup or "")  # unless a bracket stands behind the word
    return word or next(word for word in BEHIND.values() if match[word.name] is not None)
