"""Reading bounds: the words before and behind a number that tell on which side of it the values lie.

Negation turns a word round (超过 `>`, 不超过 `<=`). A wrong comparator is worse than none: where the words on
both sides disagree, the confidence falls.
"""

from __future__ import annotations

import re

from ...text.comparators import Comparator
from ...text.units.kinds import Quantity
from ..words import bounds as words
from ..words.bounds import BEFORE, BEHIND, BoundWord
from .tokens import Token

_FILLER = (
    r"(?:人民币|为|是|在|到|至|达|了|合计|累计|总计|共计?|有|按|每[^,。;、\d]{1,6}?|人均|户均|亩均|原|上年度"
    r"|自[^,。;、\d]{1,24}起|\s)*"
)
_NEAR = re.compile(rf"(?:{words.named(BEFORE)}){_FILLER}\Z")
_FAR = re.compile(words.named(BEFORE))
_TIMES_ONLY = frozenset(("AHEAD", "TERM"))  # 提前三十日, but 提前百分之五 would be no bound
_TIME_ORDER = re.compile("[迟晚早]")  # the words that bound dates
_FAR_QUANTITIES = {Quantity.RATIO: ("ratio", "any"), Quantity.MEASURE: ("any",), Quantity.DURATION: ("any",)}
_WINDOW = re.compile(r"(?:[前近]|过去|连续)\Z")
_FAR_STOPS = re.compile(
    r"处(?!理)以?|[缴交]纳(?![额金数])|应当|扣|罚|加收|提取|给予|予以|按照?|[者时](?=[,应须处不可])|可以|收取|征收|并|但|且|每"
    rf"|{words.SIDE}"
)
_INCLUDES = r"(?:\s?\((?P<inc>不?包?含|不?包括)?[^()]{0,14}\)|\))?"
_BEHIND = re.compile(
    rf"{_INCLUDES}\s?(?:有期徒刑|刑罚|(?:基本)?工资)?(?:{words.named(BEHIND)})"
    r"(?:\s?\((?P<post>不?包?含|不?包括)[^()]{0,14}\))?"
)
_DATES_ONLY = frozenset(("FROM", "UNTIL"))
_LEAST = ("至少内", "至少以内", "至少之内")  # 至少两年内的保修 is at least two years, 至少在30日内 at most thirty days
_AROUND = re.compile(rf"(?P<not>{words.NOT})?(?P<word>[早晚迟])于[^,。;]{{2,24}}(?P<side>[前后])\Z")
_EXTENSION = re.compile(r"(?:展期|延期|延长|续期|续展|续聘|连任|补考|补正|顺延|缓缴|复核)\Z")
_SAME = {
    (Comparator.GE, Comparator.GE), (Comparator.LE, Comparator.LE), (Comparator.LT, Comparator.LE),
    (Comparator.GT, Comparator.GE), (Comparator.LT, Comparator.GE),
}  # fmt: skip


def read_bounds(token: Token, text: str, start: int, end: int) -> None:
    """Set comparator, scope, inclusion and confidence of `token` from the words around it in `text[start:end]`.

    `start` is where the clause or the token before ends. Ranges keep their comparator and only gain scope.
    """
    before = text[max(start, token.start - 60) : token.start]
    cut = max(before.rfind(stop) for stop in ",。;:!?\n")
    before = before[cut + 1 :]
    first, beside = _before(token, before)
    second = _after(token, text, end)
    told = second.comparator if second else None
    if not beside and first and told not in (None, first) and (first, told) not in _SAME:
        first = None  # 出资最多且占出资总额的30%以上: another quantity is the most
    token.bound = text[token.scope_start : token.start] + text[token.end : token.scope_end]
    if token.comparator is not None:
        return
    if token.quantity is Quantity.FREQUENCY or token.step:  # 至少每半年一次, 每超过一日: no bound of its own
        token.comparator = Comparator.EQ
        return
    token.comparator = _combine(token, first, second)
    if before.endswith("等值以上") and token.comparator is Comparator.LE:  # 货值金额等值以上三倍以下
        token.low, token.comparator = 1.0, Comparator.RANGE
        token.start = token.scope_start = token.start - len("等值以上")
        token.end = token.scope_end
    if token.comparator is Comparator.EQ and token.unit == "{time}" and token.low == 1 and _EXTENSION.search(before):
        token.comparator = Comparator.LE
    if token.partial == "more" and token.comparator is Comparator.EQ:
        token.comparator, token.confidence = Comparator.ABOUT, 0.5


def _before(token: Token, before: str) -> tuple[Comparator | None, bool]:
    """Return what the words before a number say, and whether they stand next to it."""
    if token.quantity is Quantity.DURATION:
        around = _AROUND.search(before)
        if around:
            return _around(token, around, before), True
    match = beside = _NEAR.search(before)
    if match is None and token.quantity in _FAR_QUANTITIES:
        match = _far(before, _FAR_QUANTITIES[token.quantity])
    if match is None:
        return None, True
    word = BEFORE[match.lastgroup or ""]
    if token.quantity not in (Quantity.DURATION, Quantity.DATE) and word.name in _TIMES_ONLY:
        return None, True
    if token.quantity is Quantity.DATE and not _TIME_ORDER.search(match[word.name]):
        return None, True
    token.scope_start = token.start - (len(before) - match.start())
    return word.comparator, beside is not None


def _around(token: Token, match: re.Match[str], before: str) -> Comparator:
    """Read a distance from an event: 早于到期前三年 is more than three years, 不迟于会议前三日 at least three days."""
    token.scope_start = token.start - (len(before) - match.start())
    return distance(match["not"] is not None, match["word"], match["side"])


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
    match = _NEAR.search(before)
    return BEFORE[match.lastgroup or ""] if match else None


def behind(text: str, at: int = 0) -> BoundWord | None:
    """Return the word that bounds a number that ends at `at`, None where none stands behind it."""
    match = _BEHIND.match(text, at)
    return _word_behind(match) if match else None


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
    if last is None or not re.search(r"[一-龥]", before[last.end() :]) or _FAR_STOPS.search(before, last.end()):
        return None
    if "部分" in before[last.end() :] and last[0][0] not in "不最未上下至":  # 超过部分的5%
        return None
    return last


def _after(token: Token, text: str, end: int) -> BoundWord | None:
    match = _BEHIND.match(text, token.right, min(end, token.right + 30))
    if match is None:
        if token.spread is not None:
            token.confidence = 0.7
        return token.spread
    word = _word_behind(match)
    if word.name in _DATES_ONLY and token.quantity is not Quantity.DATE:
        return None
    token.scope_end = max(token.scope_end, match.end())
    for mark in (match["inc"], match["post"]):
        if mark and mark.startswith("不"):
            token.low_inclusive = token.high_inclusive = False
    return word


def _word_behind(match: re.Match[str]) -> BoundWord:
    return next(word for word in BEHIND.values() if match[word.name] is not None)


def _combine(token: Token, first: Comparator | None, word: BoundWord | None) -> Comparator:
    name = word.name if word else ""
    if token.quantity is Quantity.DATE:
        return _date(first, name)
    second = word.comparator if word else None
    if token.quantity is Quantity.DURATION and name == "BEFORE_EVENT":
        second = first if first in (Comparator.GT, Comparator.LE) else Comparator.GE
    elif token.quantity in (Quantity.DURATION, Quantity.AGE) and name == "AFTER_EVENT":
        second = Comparator.GE
    elif token.quantity is Quantity.AGE and name == "BEFORE_EVENT":
        second, first = Comparator.LT, None
    elif token.word == "过半数":
        second = Comparator.GT
    if second is Comparator.GE and not token.low_inclusive:
        second = Comparator.GT
    if second is Comparator.LE and not token.high_inclusive:
        second = Comparator.LT
    if first is None or name == "AROUND":
        return second or Comparator.EQ
    if second is None or second is first:
        return first
    if (first, second) not in _SAME:
        token.confidence = 0.5
    if first is Comparator.GE and not token.bound.startswith(_LEAST):  # 满18周岁以下: the word behind is the stricter
        return second
    return first


def _date(first: Comparator | None, behind: str) -> Comparator:
    if behind in ("BEFORE_EVENT", "WITHIN", "UNTIL"):
        return Comparator.LE
    if behind == "AFTER_EVENT":
        return Comparator.GT
    return Comparator.LE if first is Comparator.LE else first if first is Comparator.GE else Comparator.EQ
