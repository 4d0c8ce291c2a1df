"""Reading bounds: the words before and behind a number that tell on which side of it the values lie.

Negation turns a word round (超过 `>`, 不超过 `<=`). A wrong comparator is worse than none: where the words on
both sides disagree, the confidence falls.
"""

from __future__ import annotations

import re

from ...text.numerals import NUMERAL_CHARACTERS
from ...text.units.kinds import Quantity
from ..model import Comparator
from .tokens import Token

_NOT = r"不(?:得|能|应当?|宜|准|可|许|允许|要|再)?"
_NEVER = rf"(?:{_NOT}|未|没有|尚未|未曾|均未|不会)"
_MORE = r"(?:超过|高于|多于|大于|长于|超出|晚于|迟于|逾|突破|厚于|宽于|重于|超)"
_LESS = r"(?:低于|少于|小于|短于|早于|窄于|薄于|浅于|轻于|矮于|慢于|弱于|下于|近于)"
_COPULA = (
    r"(?:为|是|应|应当|须|可|在|限|额|限额|期限|年限|标准|数额|比例|可达|可以|达到|达|可以?延长|时间"
    r"|要求|价|得分|分值)?"
)

_VERB = rf"[^,。;:、且\d{NUMERAL_CHARACTERS}每]{{0,24}}?"
_STANDARD = r"(?:偿付)?(?:限额|数额|额度|比例|金额|标准|限|额)?"
BEFORE: tuple[tuple[str, Comparator], ...] = (
    (rf"最[高多大长迟晚远快]{_COPULA}{_NEVER}{_MORE}", Comparator.LE),
    (rf"最[低少小短早近]{_COPULA}{_NEVER}{_LESS}", Comparator.GE),
    (rf"{_NEVER}{_MORE}", Comparator.LE),
    (rf"{_NEVER}{_LESS}", Comparator.GE),
    (r"(?:大于等于|大于或者?等于|高于或者?等于|等于或者?[大高]于|达到或者?超过|达到并超过)", Comparator.GE),
    (r"(?:小于等于|小于或者?等于|低于或者?等于|等于或者?[小低]于)", Comparator.LE),
    (r"(?:未达到?|没有达到|达不到|尚未达到|未能达到|不能达到|不足|不满|未满|不到|未到|未至)", Comparator.LT),
    (rf"(?:至少|起码|最少){_VERB}", Comparator.GE),
    (rf"(?:至多|顶多|最多|最迟|最晚|至迟){_VERB}", Comparator.LE),
    (rf"(?:最[低小短]|下限){_STANDARD}(?:应当?|须|要|得)?(?:为|是|有|达到|在)?", Comparator.GE),
    (
        rf"(?:最[高大长远]|上限){_STANDARD}(?:应当?|须|要|得|可以?|得分)?(?:为|是|有|达到|在|到|延长|不?至)?",
        Comparator.LE,
    ),
    (r"限额(?:为|是)", Comparator.LE),
    (r"最高(?:可以?|予以|给予|奖励|补助|补贴|资助|处|罚款|赔偿|贷款)+", Comparator.LE),
    (r"(?:控制在|限制在|限定在|限于|仅限于?|为限|只[准能设可限许得])[^,。;\d]{0,4}", Comparator.LE),
    (r"限(?:养|购|报|设|选|带|乘|载|领|填|用)", Comparator.LE),
    (
        r"(?:(?:超过|逾)(?:[^,。;、\d]{1,10}(?:期限?|时间|之日))?|大于|高于|多于|长于|超出|超|宽于|厚于|重于|>)",
        Comparator.GT,
    ),
    (r"(?:小于|低于|少于|短于|窄于|薄于|轻于|<)", Comparator.LT),
    (r"(?:≥|≧)", Comparator.GE),
    (r"(?:≤|≦)", Comparator.LE),
    (r"(?:提前|年满|已满|届满|达到|已达|达|满)(?:了|至)?", Comparator.GE),
    (r"(?:大约|大致|约为?)", Comparator.ABOUT),
)
"""Words before a number, in the order in which they are tried: negations first."""

_OPERATORS = "|".join(f"(?P<o{i}>{pattern})" for i, (pattern, _) in enumerate(BEFORE))
_FILLER = (
    r"(?:人民币|为|是|在|到|至|达|了|合计|累计|总计|共计?|有|按|每[^,。;、\d]{1,6}?|人均|户均|亩均|原|上年度"
    r"|自[^,。;、\d]{1,24}起|\s)*"
)
_NEAR = re.compile(rf"(?:{_OPERATORS}){_FILLER}\Z")
_FAR = re.compile(rf"(?:{_OPERATORS})")
_ADJECTIVE = re.compile(r"(?:最.|[上下]限|限额)(?!.*(?:于|超|可))|限")  # 最低工资标准的80%
_FAR_BOUND = frozenset((Quantity.RATIO, Quantity.MEASURE, Quantity.DURATION))
_WINDOW = re.compile(r"(?:[前近]|过去|连续)\Z")
_NEGATED = re.compile(rf"{_NEVER}(?:{_MORE}|{_LESS})")
_FAR_STOPS = re.compile(
    r"处(?!理)以?|[缴交]纳(?![额金数])|应当|扣|罚|加收|提取|给予|予以|按照?|以上|以下|[者时](?=[,应须处不可])|可以|收取|征收|并|但|且|每"
    r"|以内|之内"
)
_INCLUDES = r"(?:\s?\((?P<inc>不?包?含|不?包括)?[^()]{0,14}\)|\))?"
_AFTER = re.compile(
    rf"{_INCLUDES}\s?(?:有期徒刑|刑罚|(?:基本)?工资)?(?P<word>(?:及其?|或者?|含|或其)?(?:以上|以下)|或者?更[多高长]"
    r"|(?:的|规定|[地区陆水海]域|保护)*(?:范围|幅度|限度)(?:以|之)?内|前后|[以之]内|[以之]外|[以之]后|[以之]前|左右|上下|为限|封顶"
    rf"|为上限|为下限|内|前|后|外|起|止)(?:\s?\((?P<post>不?包?含|不?包括)[^()]{{0,14}}\))?"
)
_AFTER_COMPARATOR = {
    **dict.fromkeys(("以上", "为下限", "更多", "更高", "更长"), Comparator.GE),
    **dict.fromkeys(("以下", "以内", "之内", "内", "范围内", "为限", "封顶", "为上限", "止"), Comparator.LE),
    **dict.fromkeys(("以外", "之外", "外"), Comparator.GT),
    **dict.fromkeys(("左右", "上下"), Comparator.ABOUT),
    "前后": Comparator.EQ,
}
_NOT_INSIDE_WORD = re.compile(
    r"内(?:部|容|设[机部处科司]|资|地|外|科|江|陆)|前(?:款|述|条|项|期|置|提(?![出交供请起])|往|两|三)|后(?:续|果|勤)|外(?:国|资|商|籍|部|地|省|汇|币|文|侧|公|围)|起(?:重|点|草|诉|来|义)"
)
_LEAST = ("至少内", "至少以内", "至少之内")  # 至少两年内的保修 is at least two years, 至少在30日内 at most thirty days
_BEFORE_EVENT = frozenset(("前", "之前", "以前"))
_AFTER_EVENT = frozenset(("后", "之后", "以后"))
_AROUND = re.compile(rf"(?P<not>{_NOT})?(?P<word>[早晚迟])于[^,。;]{{2,24}}(?P<side>[前后])\Z")
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
    first, near = _before(token, before)
    second = _after(token, text, end)
    told = _AFTER_COMPARATOR.get(second or "")
    if not near and first and told not in (None, first) and (first, told) not in _SAME:
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
    match = near = _NEAR.search(before)
    if match is None and token.quantity in _FAR_BOUND:
        match = _far(before, token.quantity is not Quantity.RATIO)
    if match is None:
        return None, True
    index = next(i for i in range(len(BEFORE)) if match[f"o{i}"])
    found = BEFORE[index][1]
    word = match[f"o{index}"]
    if token.quantity not in (Quantity.DURATION, Quantity.DATE) and word in ("届满", "提前", "满至"):
        return None, True
    if token.quantity is Quantity.DATE and not re.search("[迟晚早]", word):
        return None, True
    token.scope_start = token.start - (len(before) - match.start())
    return found, near is not None


def _around(token: Token, match: re.Match[str], before: str) -> Comparator:
    """Read a distance from an event: 早于到期前三年 is more than three years, 不迟于会议前三日 at least three days."""
    token.scope_start = token.start - (len(before) - match.start())
    farther = (match["word"] in ("晚", "迟")) == (match["side"] == "后")
    if match["not"]:
        return Comparator.LE if farther else Comparator.GE
    return Comparator.GT if farther else Comparator.LT


def _far(before: str, negated: bool) -> re.Match[str] | None:
    """Find a bound word that a noun separates from its number, or only a `negated` one: 不得超出车身三十厘米."""
    last = None
    if negated and _WINDOW.search(before):
        return None  # 不低于前三年平均水平
    for match in _FAR.finditer(before):
        if not _ADJECTIVE.match(match[0]) and (not negated or _NEGATED.match(match[0])):
            last = match
    if last is None or not re.search(r"[一-龥]", before[last.end() :]):
        return None
    word = last[0]
    plain = word[0] not in "不最未上下至"
    if plain and "部分" in before[last.end() :]:  # 超过部分的5%
        return None
    if word in ("约", "大约", "大致", "提前", "满", "届满", "达", "超") or _FAR_STOPS.search(before, last.end()):
        return None
    return last


def _after(token: Token, text: str, end: int) -> str | None:
    match = _AFTER.match(text, token.right, min(end, token.right + 30))
    if match is None and token.spread is not None:
        token.confidence = 0.7
        word: str = token.spread["word"]
        return "范围内" if "范围" in word else word
    if match is None or _NOT_INSIDE_WORD.match(text, match.start("word")):
        return None
    word = re.sub(r"^(?:及其?|或其|或者?|含)", "", match["word"])
    if (word.endswith("内") and len(word) > 3) or word in ("范围内", "限度内", "幅度内"):
        word = "范围内"
    if token.quantity is Quantity.DATE or word not in ("起", "止"):
        token.scope_end = max(token.scope_end, match.end())
        for mark in (match["inc"], match["post"]):
            if mark and mark.startswith("不"):
                token.low_inclusive = token.high_inclusive = False
        return word
    return None


def _combine(token: Token, first: Comparator | None, word: str | None) -> Comparator:
    if token.quantity is Quantity.DATE:
        return _date(first, word)
    second = _AFTER_COMPARATOR.get(word or "")
    if token.quantity is Quantity.DURATION and word in _BEFORE_EVENT:
        second = first if first in (Comparator.GT, Comparator.LE) else Comparator.GE
    elif token.quantity in (Quantity.DURATION, Quantity.AGE) and word in _AFTER_EVENT:
        second = Comparator.GE
    elif token.quantity is Quantity.AGE and word in _BEFORE_EVENT:
        second, first = Comparator.LT, None
    elif token.word == "过半数":
        second = Comparator.GT
    if second is Comparator.GE and not token.low_inclusive:
        second = Comparator.GT
    if second is Comparator.LE and not token.high_inclusive:
        second = Comparator.LT
    if first is None or word == "前后":
        return second or Comparator.EQ
    if second is None or second is first:
        return first
    if (first, second) not in _SAME:
        token.confidence = 0.5
    if first is Comparator.GE and not token.bound.startswith(_LEAST):  # 满18周岁以下: the word behind is the stricter
        return second
    return first


def _date(first: Comparator | None, word: str | None) -> Comparator:
    if word in _BEFORE_EVENT or word in ("内", "止", "以内", "之内"):
        return Comparator.LE
    if word in _AFTER_EVENT:
        return Comparator.GT
    return Comparator.LE if first is Comparator.LE else first if first is Comparator.GE else Comparator.EQ
