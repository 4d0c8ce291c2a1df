"""What looks like a quantity and is none: references, numbers of documents, names, clock times, mere articles.

Stretches that are skipped before anything is read, and words beside a number that make it none, stand in a table
(`words/exclusions.tsv`). Here is what needs more of the context: bounds, other numbers, the kind of unit.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice

from ...text.numerals import NUMERAL_CHARACTERS, ONES, parse_integer
from ...text.patterns import pattern
from ...text.source import Span
from ...text.units.kinds import Quantity
from ...text.units.table import ORDINAL_LIKE, UNITS
from ..words.bounds import ABOVE, BELOW, COMPARES, NEARBY_BOUND, SHORT_OF, SIDE, STRICT_UPPER
from ..words.exclusions import ONE_BEFORE, ONE_BEHIND, ONE_TIME, goes_on, names
from .pieces import Piece
from .steps import Found, Standing

_N = rf"[\d{NUMERAL_CHARACTERS}Oo]"
_POINTS_BEFORE = pattern(
    r"(?:得|加|扣|记|减|计|(?<![面体容蓄])积|奖励?|满分|总分|分值|分数|成绩|评分|积分|考核|[为至到≥≤<>(]"
    rf"|{COMPARES})[^,。;]{{0,6}}$|[\d{ONES}十]分[、和或至到~-]$|满(?:分)?$|每[年月日次项人件篇条个名天周]$"
)
_POINTS_BEHIND = re.compile(rf"\s?(?:{ABOVE}|{BELOW}|\()|[至到~-]{_N}{{1,4}}分")
_POINTS_END = re.compile(rf"\s?(?:[,。;:、)/的者~-]|{SIDE}|{SHORT_OF}|{STRICT_UPPER}|及其?以|或|和|计|至|$)")
_ONE_BOUND_BEFORE = re.compile(rf"(?:{NEARBY_BOUND}|每次)[^,。;、]{{0,6}}$")
_EXTENSION_BEFORE = re.compile(r"(?:展期|延期|延长|续期|续展|续聘|连任|补考|补正|补种|展延|顺延|复审|复核|缓缴)$")
_ONE_AFTER = re.compile(rf"(?:{ABOVE}|{SIDE}|或一|至[二三四五两]|为限)")
_BOUND_BESIDE = re.compile(r"(?:[高大小低]于|最高|控制在|达到)$")
_BOUND_BEHIND = re.compile(rf"\s?(?:\([^()]{{1,8}}\))?(?:{ABOVE}|{BELOW}|以内|之内|左右)")
_MAP_SERIES = pattern(
    rf"(?:[、至和-](?:\d+:\d+|{_N}{{1,4}}分之{_N}{{1,3}}))*(?:国家|基本|城市|带状)*(?:比例尺|地形图|地图)"
)  # names of maps
_CLOCK = re.compile(r"(?:[01]?\d|2[0-4]):[0-5]\d")
_RATIO_BEFORE = pattern(r"(?:比例?|比[率值重]|坡[度比率]?|配[比备置]|[率度]|系数|大小|关系)[^,。;:\d]{0,10}$")
_RATIO_BEHIND = re.compile(rf"\s?{SIDE}?的?(?:比[例率值]?|配[比备置套]|坡)")
_SECTION = re.compile(r"[1-9]\d?\.\d{1,2}")
_QUANTITY_ENDS = pattern(rf"\s?(?:[^一-龥\s]|$|的|{SIDE}|[以之内前后]|[左上]右|至|到|和|或|及)")
_FORCE = re.compile(r"[风震浪潮]|烈度")  # of 级 only these grow with their number; 三级公路 is a rank
_PASSED_BEFORE = re.compile(r"经过?$")  # 经一次会议审议
_TWICE_BEFORE = re.compile(r"(?:给予|受过|受到|发生|达|经|曾|分)$")
_TWICE_BEHIND = re.compile(r"累计|被|受到|违反|未|缴|交[纳付]|支付|发放|拨付|征收")
_EACH_SO_MANY = re.compile(rf"每{_N}[^,。;]{{1,12}}?(?:设|配|建|置|备|安排)[设置备立建]?$")  # 每三千户设置一座
_SUMS_UP = re.compile(rf"[、和及与][^,。;、\d{NUMERAL_CHARACTERS}]{{1,8}}$")  # 小客车、货车、机车三类
_POWER = re.compile(r"(?:[用耗发售供购节]电|电量|电能)[^,。;]{0,14}$")
_HALF_BOUNDED = re.compile(rf"{COMPARES}[^,。;:]{{0,12}}$")  # 不得超过车行道的一半
_HALF_OF = re.compile(r"(?:[额费价款金数量资酬][的之]?|[期限]|占)$")  # 按原面额的一半兑换
_EVE = re.compile(r"(?:在|于|应当?|须)[^,。;]{2,14}前$")  # 在议案交付表决前一天提出
_PAID = re.compile(r"[费价款金币收付缴罚为各额][^,。;]{0,2}$|额[^,。;]{0,6}$|按$")
_TENTHS = re.compile(rf"{_N}角(?!度|形)")  # beside which 分 are hundredths of a yuan
_BESIDE = 40  # characters on either side in which they are looked for
_LIST = 400  # characters above a point of a list in which points are spoken of
_SET_APART = re.compile(r"[ ]{2}$")  # what stands at the end of a line, as in a column: 有房        5分
_POINTS_SAID = re.compile(r"[加扣减积计记得评赋]分|分值|[总满]分")
_OF_POINTS, _ROUND_ABOUT = 6, 1 << 14  # points spoken of so often in so many characters: N分 alone is a score there
_RATE = re.compile(r"利率|利差|收益率|费率|报价|LPR|浮|[加减升降]")
_TO = re.compile(r"[至到~-]")
_STEP = re.compile(
    r"(?P<told>每(?:再|多|少|增加?|减少|超过?|逾期|延迟|延期|迟延|拖延|满|缺少?|提高|降低|滞纳|上升|下降|超出|提前|推迟|增减)+"
    r"|每(?![年月日天周季届学次])[^,。;\d人民员象者老位户名]{1,6}满)"  # 每缴满12个月, not 每居民满60岁
    rf"[^,。;\d为是不应{NUMERAL_CHARACTERS}]{{0,8}}$|每$|(?<=元)/$"
)
_SUM = re.compile(
    r"(?:[赔补]偿金|工资|薪金|租金|工作时间|费用|价格|金额|数额|津贴|补贴|收入)(?!的?支?[付发]|发放|核算|核定|报|公)"
)
_DAILY_TIME = pattern(rf"[一-龥]{{0,6}}时[间长]|[一-龥]{{0,3}}?{_N}{{1,3}}[时点:][^,。]{{0,4}}(?:至|到|-)")
_JUXTAPOSED = re.compile(rf"[陆伍拾佰仟幺]|[{ONES}伍陆][{ONES}两]")  # 大陆架, 三五个
_NAMED = "".join(word for word in UNITS if len(word) == 1)  # 人数, 层数
_SEVERAL = re.compile(rf"(?<![总额参指函基{re.escape(_NAMED)}])数$|成[百千]上$")  # 数百万元
_DAILY = pattern(r"(?P<told>每(?![年月日天周个人户次半季])[一-龥]{2,6})$")
_OR_NUMBER = re.compile(
    rf"[^,。;、\d{NUMERAL_CHARACTERS}]{{1,8}}?(?:、|或者?)(?!一)[{NUMERAL_CHARACTERS}\d]{{1,4}}[名人个家户](?:{ABOVE}|或者?)"
)
_AS_PERIOD = re.compile(rf"为{_N}?个?[^,。;为]{{0,8}}期")  # 一个季度为一个结算期
_CYCLE = re.compile(r"个(?!月|工作日|小时|半|星期|周$|日|钟头|交易日|营业日|银行营业日|自然日|自然月)")


def judged(found: Found, text: str, start: int, end: int) -> Found | None:
    """Return what the scan found with its standing, or None where the context shows that it is no parameter.

    Args:
        found: a number, a date or a frequency of the provision.
        text: the folded text.
        start: where the provision begins in it.
        end: where the provision ends.
    """
    after = text[found.right : min(end, found.right + 12)]
    before = text[max(start, found.left - 20) : found.left]
    if found.rule == "frequency":
        return None if _names_sum(found, after) else found
    if found.rule in ("fraction", "percent") and _MAP_SERIES.match(text, found.right, end):
        return None
    if found.rule == "fraction" and _is_clock(text[found.left : found.right], before, after):
        return None
    if found.word == "一半" and not (after.startswith("以") or _HALF_BOUNDED.search(before) or _HALF_OF.search(before)):
        return None
    if found.quantity is Quantity.SCORE:
        tenths = _TENTHS.search(text, max(start, found.left - _BESIDE), min(end, found.right + _BESIDE))
        found = _in_money(found) if tenths else found
    found = _stepped(_of_power(_of_survey(found, before), before), before)
    if found.rule != "amount":
        return found
    if (
        _part_of_word(found, before, after)
        or _is_outline(found, text[max(0, found.left - 20) : found.left], after)
        or _quoted(found, text, start)
        or _of_other_kind(found, text, start, before, after)
    ):
        return None
    if found.quantity is not Quantity.COUNT:
        return found
    contrast = _contrast(found, text) if found.numeral == "一" and found.standing is not Standing.STEP else None
    if contrast:
        return found._replace(standing=Standing.CONTRAST, told=(contrast,))
    return None if _mere_article(found, before, after) else found


def _names_sum(found: Found, after: str) -> bool:
    """Tell whether a period names a sum or a time that is so for each (每日赔偿金按照…, 每日工作时间)."""
    if found.unit == "d" and _DAILY_TIME.match(after):
        return True
    return _SUM.match(after) is not None


def _of_survey(found: Found, before: str) -> Found:
    """Return 四个 of 四个基点 where nothing before tells of a rate: points between which lines are drawn."""
    if found.word != "个基点" or _RATE.search(before):
        return found
    many = parse_integer(found.numeral)
    value = None if many is None else float(many)
    end = found.right - len("基点")
    return found._replace(end=end, right=end, quantity=Quantity.COUNT, low=value, high=value, unit="{个}", word="个")


def _of_power(found: Found, before: str) -> Found:
    """Return 度 of electricity as kilowatt-hours (每户每月用电180度)."""
    return found._replace(unit="kW.h") if found.word == "度" and _POWER.search(before) else found


def _is_clock(printed: str, before: str, after: str) -> bool:
    """Tell a time of the day (8:30) from a ratio of the same form (师生比不低于1:18, 按1:15配备)."""
    told = _RATIO_BEFORE.search(before) or _RATIO_BEHIND.match(after)
    return _CLOCK.fullmatch(printed) is not None and not told


def _is_outline(found: Found, before: str, after: str) -> bool:
    """Tell the number of a section (2.2本项目, 2.2年度计划) from a decimal at the head of a line (1.5米以下)."""
    if not _SECTION.fullmatch(found.numeral) or before.rpartition("\n")[2].strip():
        return False
    long = found.quantity is Quantity.DURATION and not _QUANTITY_ENDS.match(after)
    return long or found.quantity is Quantity.COUNT


def _stepped(found: Found, before: str) -> Found:
    """Return the number with the words that make it a step (每增加一人), if there are any."""
    step = _STEP.search(before)
    if step is None and found.rule == "amount" and found.unit == "d" and found.numeral == "一":
        step = _DAILY.search(before)
    if step is None:
        return found
    at = found.left - len(before)
    first, last = step.span("told" if step["told"] else 0)
    return found._replace(standing=Standing.STEP, told=(Piece("STEP", Span(at + first, at + last)),))


def _of_other_kind(found: Found, text: str, start: int, before: str, after: str) -> bool:
    """Tell whether an amount is none of the kind that its unit word makes it: a corner, a part, a rank, a cycle."""
    stepped = found.standing is Standing.STEP
    if stepped and before[-1:] == "每" and found.numeral == "一":
        return True
    if found.word == "角":
        return not (re.search(r"[元每]", before) or (_PAID.search(before) and _POINTS_END.match(after)))
    if found.quantity is Quantity.MONEY and found.numeral.strip("百千万亿") == "" and not (stepped or found.about):
        return bool(found.numeral) and not (_bounded(before, after) or _TO.match(after) or _TO.search(before[-1:]))
    if found.quantity is Quantity.SCORE:
        return not _is_score(found, before, after, text)
    around = text[max(start, found.left - 10) : found.right + 8]
    if found.word in ORDINAL_LIKE and _is_rank(found, before, after, around):
        return True
    if found.quantity is Quantity.DURATION and found.numeral == "一":
        if _CYCLE.match(found.word) and not (_bounded(before, after) or stepped or _AS_PERIOD.match(after)):
            return True
        eve = found.unit == "d" and not after.startswith("的") and _EVE.search(before)
        return ONE_TIME.search(before) is not None and not eve
    return False


def _is_rank(found: Found, before: str, after: str, around: str) -> bool:
    """Tell ranks from numbers: 三级公路, 二类以上岛屿, 一至七级, but not 六级以上大风, 分为三级, 两级以上."""
    divided = re.search(r"分[为成]$", before) is not None or (
        found.word in ("类", "部分") and _SUMS_UP.search(before) is not None
    )
    single = found.low == found.high and found.numeral != "一"
    if found.word in ("级", "类") and found.numeral != "两":
        if found.word == "类" and re.match(r"以[上下]", after):
            return True
        if found.word == "级" and not _FORCE.search(around):
            return not (single and divided)
    if not single:
        return found.numeral == "一" or not _bounded(before, after)
    return not _bounded(before, after) and not divided


def _part_of_word(found: Found, before: str, after: str) -> bool:
    """Tell whether number or unit belong to a longer word: 零件, 大陆架, 三条例, 五年规划, 第二十条, 数十人."""
    if found.numeral in ("零", "○") and found.quantity is Quantity.COUNT:
        return True
    if _JUXTAPOSED.fullmatch(found.numeral) and found.quantity is not Quantity.MONEY and not _is_several(found):
        return True
    if found.numeral.startswith(tuple("十百千万亿")) and _SEVERAL.search(before):
        return True
    return goes_on(found.word, after) or names(found.word, before, after)


def _is_several(found: Found) -> bool:
    """Tell two digits that mean a few (三五日) from names; 七八年 may be a year of the calendar."""
    return found.low != found.high and not (found.unit == "a" and isinstance(found.low, float) and found.low > 3)


def _quoted(found: Found, text: str, start: int) -> bool:
    """Tell whether the number stands in a short name in quotes: “四个意识”, “最多跑一次”."""
    begin = text.rfind("“", max(start, found.left - 5), found.left)
    finish = text.find("”", found.right, found.right + 5)
    return begin >= 0 and finish >= 0 and "”" not in text[begin : found.left]


def _bounded(before: str, after: str) -> bool:
    if _BOUND_BESIDE.search(before) or after.startswith("为限"):
        return True
    return bool(_BOUND_BEHIND.match(after) or _ONE_BOUND_BEFORE.search(before))


def _names_thing(found: Found, before: str, after: str) -> bool:
    """Tell numbers that name a thing (二次, 三包) from numbers that count."""
    if found.numeral == "二" and found.word == "次":  # 两次 counts, 二次 is mostly the second
        told = _TWICE_BEFORE.search(before) or _TWICE_BEHIND.match(after)
        return bool(re.match(r"[一-龥]", after)) and not told and not _bounded(before, after)
    return found.word == "包" and not _bounded(before, after)


def _contrast(found: Found, text: str) -> Piece | None:
    """Return the number that stands against 一个X (一个领域…两个以上领域, 一个代表团或者十名代表), if there is one."""
    noun = re.escape(text[found.right : found.right + 2])
    other = _OR_NUMBER.match(text, found.right)
    if other:
        return Piece("OR_NUMBER", Span(*other.span()))
    ahead = text[found.right : found.right + 80].split("。")[0]
    word = re.escape(found.word)
    other = re.search(rf"[两二2]{word}(?:以上|或者?[两二2]{word}以上)?的?{noun}", ahead)
    return Piece("AGAINST_TWO", Span(found.right + other.start(), found.right + other.end())) if other else None


def _is_score(found: Found, before: str, after: str, text: str) -> bool:
    if (
        _SET_APART.search(before)
        and after[:1] in ("", "\n")
        and _POINTS_SAID.search(text, max(0, found.left - _LIST), found.left)
    ):
        return True
    if after[:1] and not _POINTS_END.match(after):
        return False
    told = _POINTS_BEFORE.search(before) or _POINTS_BEHIND.match(after)
    if told is not None or "/" in found.word or found.low != found.high:
        return True
    return _about_points(text, found.left // _ROUND_ABOUT)


@lru_cache(maxsize=4)
def _about_points(text: str, part: int) -> bool:
    """Tell whether a part of a text is about points, where N分 alone is a score: 大专学历,60分."""
    said = _POINTS_SAID.finditer(text, part * _ROUND_ABOUT, (part + 1) * _ROUND_ABOUT)
    return sum(1 for _ in islice(said, _OF_POINTS)) == _OF_POINTS


def _in_money(found: Found) -> Found:
    """Return 满5分 of 按1角计算 as what it is, a sum of money."""
    low, high = (value / 100 if isinstance(value, float) else value for value in (found.low, found.high))
    return found._replace(quantity=Quantity.MONEY, low=low, high=high, unit="CNY")


def _mere_article(found: Found, before: str, after: str) -> bool:
    """Tell 一个 that is a mere article, 百家 and 两款 that are names, from numbers that count."""
    if found.numeral[:1] in "百千万亿":
        return not (found.about or _bounded(before, after))
    if found.numeral not in ("一", "1", "壹") or found.standing is Standing.STEP:
        return _names_thing(found, before, after)
    if ONE_BEFORE.search(before) or found.numeral == "1":
        return bool(ONE_BEFORE.search(before))
    if _EACH_SO_MANY.search(before) or found.word == "正" or (found.word == "副" and before.endswith("正")):
        return False
    if ONE_BEHIND.match(after):
        return True
    if _ONE_BOUND_BEFORE.search(before) or _ONE_AFTER.match(after):
        return False
    if found.word == "次" and (_EXTENSION_BEFORE.search(before) or _PASSED_BEFORE.search(before)):
        return False
    return not (found.word in ("名", "人") and re.match(r"(?:[,。;、)]|$)", after))
