"""What looks like a quantity and is none: references, numbers of documents, names, clock times, mere articles.

Stretches that are skipped before anything is read, and words beside a number that make it none, stand in a table
(`words/exclusions.tsv`). Here is what needs more of the context: bounds, other numbers, the kind of unit.
"""

from __future__ import annotations

import re

from ...text.numerals import NUMERAL_CHARACTERS, ONES
from ...text.units.kinds import Quantity
from ...text.units.table import ORDINAL_LIKE
from ..words.bounds import ABOVE, BELOW, COMPARES, NEARBY_BOUND, SIDE
from ..words.exclusions import ONE_BEFORE, ONE_BEHIND, ONE_TIME, goes_on, names
from .tokens import Token

_N = rf"[\d{NUMERAL_CHARACTERS}Oo]"
_POINTS_BEFORE = re.compile(
    r"(?:得|加|扣|记|减|计|满分|总分|分值|分数|成绩|评分|积分|考核|[为至到≥≤<>(]"
    rf"|{COMPARES})[^,。;]{{0,6}}$"
)
_POINTS_BEHIND = re.compile(rf"\s?(?:{ABOVE}|{BELOW}|\()")
_POINTS_END = re.compile(rf"\s?(?:[,。;、)/的者]|{SIDE}|及以|或|和|计|至|$)")
_ONE_BOUND_BEFORE = re.compile(rf"(?:{NEARBY_BOUND}|每次)[^,。;、]{{0,6}}$")
_EXTENSION_BEFORE = re.compile(r"(?:展期|延期|延长|续期|续展|续聘|连任|补考|补正|补种|展延|顺延|复审|复核|缓缴)$")
_ONE_AFTER = re.compile(rf"(?:{ABOVE}|{SIDE}|或一|至[二三四五两]|为限)")
_BOUND_BESIDE = re.compile(r"(?:[高大小低]于|最高|控制在|达到)$")
_BOUND_BEHIND = re.compile(rf"\s?(?:\([^()]{{1,8}}\))?(?:{ABOVE}|{BELOW}|以内|之内|左右)")
_MAP_SERIES = re.compile(
    rf"(?:[、至和-](?:\d+:\d+|{_N}{{1,4}}分之{_N}{{1,3}}))*(?:国家|基本|城市|带状)*(?:比例|地形图|地图)"
)  # names of maps
_FORCE = re.compile(r"[风震浪潮]|烈度")  # of 级 only these grow with their number; 三级公路 is a rank
_PASSED_BEFORE = re.compile(r"经过?$")  # 经一次会议审议
_STEP = re.compile(
    r"每(?:再|多|少|增加?|减少|超过?|逾期|延迟|延期|迟延|拖延|满|缺少?|提高|降低|滞纳|上升|下降|超出|提前|推迟|增减)+"
    rf"[^,。;\d为是不应{NUMERAL_CHARACTERS}]{{0,8}}$|每$"
)
_DAILY_TIME = re.compile(rf"[一-龥]{{0,6}}时[间长]|[一-龥]{{0,3}}?{_N}{{1,3}}[时点:][^,。]{{0,4}}(?:至|到|-)")
_JUXTAPOSED = re.compile(rf"[陆伍拾佰仟幺]|[{ONES}伍陆][{ONES}两]")  # 大陆架, 三五个
_DAILY = re.compile(r"每(?![年月日天周个人户次半季])[一-龥]{2,6}$")
_CYCLE = re.compile(r"个(?!月|工作日|小时|半|星期|周$|日|钟头|交易日|自然日|自然月)")


def refuted(token: Token, text: str, start: int, end: int) -> bool:
    """Tell whether the context shows that `token` is no parameter; `start`, `end` bound the provision in `text`.

    Sets `token.step` where the number is a step (每增加一人).
    """
    after = text[token.right : min(end, token.right + 12)]
    before = text[max(start, token.left - 20) : token.left]
    if token.rule == "frequency":
        return token.unit == "d" and bool(_DAILY_TIME.match(after))
    if token.rule in ("fraction", "percent") and _MAP_SERIES.match(text, token.right, end):
        return True
    token.step = bool(_STEP.search(before))
    if token.rule != "amount":
        return False
    if _part_of_word(token, before, after) or _quoted(token, text, start):
        return True
    if token.unit == "d" and token.number == "一" and _DAILY.search(before):
        token.step = True
    if token.step and before[-1:] == "每" and token.number == "一":
        return True
    if token.word == "角":
        return not re.search(r"[元每]", before)
    if token.quantity is Quantity.SCORE:
        return not _is_score(token, before, after)
    if token.word in ORDINAL_LIKE and _is_rank(
        token, before, after, text[max(start, token.left - 10) : token.right + 8]
    ):
        return True
    if token.quantity is Quantity.DURATION and token.number == "一":
        if _CYCLE.match(token.word) and not _bounded(before, after) and not token.step:
            return True
        return bool(ONE_TIME.search(before))
    return token.quantity is Quantity.COUNT and _mere_article(token, text, before, after)


def _is_rank(token: Token, before: str, after: str, around: str) -> bool:
    """Tell ranks from numbers: 三级公路, 二类以上岛屿, 一至七级, but not 六级以上大风, 分为三级, 两级以上."""
    divided = re.search(r"分[为成]$", before) is not None
    single = token.low == token.high and token.number != "一"
    if token.word in ("级", "类") and token.number != "两":
        if token.word == "类" and re.match(r"以[上下]", after):
            return True
        if token.word == "级" and not _FORCE.search(around):
            return not (single and divided)
    if not single:
        return token.number == "一" or not _bounded(before, after)
    return not _bounded(before, after) and not divided


def _part_of_word(token: Token, before: str, after: str) -> bool:
    """Tell whether number or unit belong to a longer word: 零件, 大陆架, 三条例, 五年规划, 第二十条, 数十人."""
    if token.number in ("零", "○") and token.quantity is Quantity.COUNT:
        return True
    if _JUXTAPOSED.fullmatch(token.number) and token.quantity is not Quantity.MONEY:
        return True
    return goes_on(token.word, after) or names(token.word, before, after)


def _quoted(token: Token, text: str, start: int) -> bool:
    """Tell whether the number stands in a short name in quotes: “四个意识”, “最多跑一次”."""
    begin = text.rfind("“", max(start, token.left - 5), token.left)
    finish = text.find("”", token.right, token.right + 5)
    return begin >= 0 and finish >= 0 and "”" not in text[begin : token.left]


def _bounded(before: str, after: str) -> bool:
    if _BOUND_BESIDE.search(before) or after.startswith("为限"):
        return True
    return bool(_BOUND_BEHIND.match(after) or _ONE_BOUND_BEFORE.search(before))


def _named(token: Token, before: str, after: str) -> bool:
    """Tell numbers that name a thing (二次, 三包) from numbers that count."""
    if token.number == "二" and token.word == "次":  # 两次 counts, 二次 is mostly the second
        told = re.search(r"(?:给予|受过|受到|发生|达|经|曾)$", before)
        return bool(re.match(r"[一-龥]", after)) and not told and not _bounded(before, after)
    return token.word == "包" and not _bounded(before, after)


_OR_NUMBER = re.compile(
    rf"[^,。;、\d{NUMERAL_CHARACTERS}]{{1,8}}?(?:、|或者?)(?!一)[{NUMERAL_CHARACTERS}\d]{{1,4}}[名人个家户](?:{ABOVE}|或者?)"
)


def _contrasted(token: Token, text: str) -> bool:
    """Tell whether another number stands against 一个X (一个领域…两个以上领域, 一个代表团或者十名代表)."""
    noun = re.escape(text[token.right : token.right + 2])
    if _OR_NUMBER.match(text, token.right):
        return True
    ahead = text[token.right : token.right + 80].split("。")[0]
    return bool(
        re.search(rf"[两二2]{re.escape(token.word)}(?:以上|或者?[两二2]{re.escape(token.word)}以上)?的?{noun}", ahead)
    )


def _is_score(token: Token, before: str, after: str) -> bool:
    if after[:1] and not _POINTS_END.match(after):
        return False
    return bool(_POINTS_BEFORE.search(before) or _POINTS_BEHIND.match(after)) or "/" in token.word


def _mere_article(token: Token, text: str, before: str, after: str) -> bool:
    """Tell 一个 that is a mere article, 百家 and 两款 that are names, from numbers that count."""
    if token.number[:1] in "百千万亿":
        return not _bounded(before, after)
    if token.number not in ("一", "1", "壹") or token.step:
        return _named(token, before, after)
    if token.number == "一" and _contrasted(token, text):
        token.partial = "contrast"
        return False
    if ONE_BEFORE.search(before) or token.number == "1":
        return bool(ONE_BEFORE.search(before))
    if ONE_BEHIND.match(after):
        return True
    if _ONE_BOUND_BEFORE.search(before) or _ONE_AFTER.match(after):
        return False
    if token.word == "次" and (_EXTENSION_BEFORE.search(before) or _PASSED_BEFORE.search(before)):
        return False
    return not (token.word in ("名", "人") and re.match(r"(?:[,。;、)]|$)", after))
