"""What looks like a quantity and is none: references, numbers of documents, names, clock times, mere articles.

Two kinds: stretches that are skipped before anything is read (`SKIP`), and readings that their context refutes
(`refuted`). Both go by the class of the expression, never by a list of sentences.
"""

from __future__ import annotations

import re

from ...text.numerals import NUMERAL_CHARACTERS
from ...text.units.kinds import Quantity
from ...text.units.table import CURRENCY_SIGNS, ORDINAL_LIKE, alternation
from .tokens import Token

_N = rf"[\d{NUMERAL_CHARACTERS}Oo]"
_CURRENCY = alternation(sign for sign in CURRENCY_SIGNS if sign.isascii())

SKIP = "|".join(
    (
        r"《[^》\n]{1,120}》",  # a title
        rf"第{_N}{{1,12}}[条款项]至{_N}{{1,12}}[条款项]",
        rf"第\s?\(?{_N}{{1,12}}\)?(?:\s?(?:、|至|到|和|或者?|及|,|-|~)\s?\(?{_N}{{1,12}}\)?(?=\s?(?:、|至|[条款项目章节编]))){{0,20}}"
        r"(?:[条款项章节编号]|季度末?)?",
        rf"前{_N}{{1,12}}[条款项章节]",
        rf"{_N}{{1,3}}(?:、{_N}{{1,3}}){{1,9}}[条款项章]",
        rf"(?:附件|附表|附录|附图|(?<![一-龥])[表图])\s?{_N}{{1,12}}",
        rf"\({_N}{{1,4}}\)",  # (一), (12)
        rf"[\[(]\s?{_N}{{4}}\s?[\])]\s?(?:第\s?)?{_N}{{1,12}}\s?号",  # 〔2008〕92号
        rf"{_N}{{1,12}}\s?号(?!前|以前|之前)(?:令|文|公告|楼|院)?",
        rf"(?<![A-Za-z])(?!{_CURRENCY})[A-Za-z]{{1,20}}[-/ ]?\d[A-Za-z\d./\-]{{0,40}}",  # GB3838-2002, PM2.5
        r"\d[A-Za-z]{2,20}(?<![mMkKdwWhHBVLlg²])",
        r"\d{1,3}°\s?\d{1,2}[′'](?:\s?\d{1,2}(?:\.\d+)?[″\"])?",  # where a place lies: 东经110°23′
        r"\d{3,4}-\d{7,8}|1[3-9]\d{9}",  # telephones
        r"(?:[01]?\d|2[0-4]):[0-5]\d(?!\d)",  # clock times
        rf"{_N}{{1,4}}(?:时(?![间期效段限代])|点(?={_N}{{1,3}}分(?!之))|点(?![零一二三四五六七八九\d]))(?:{_N}{{1,12}}分|半|整)?",
        r"^[ \t]*(?:[\d]{1,3}(?:\.\d{1,3})*[、.](?!\d)|\d{1,2}(?:\.\d{1,2})+(?=\s?节|\s)"
        r"|[一二三四五六七八九十]{1,4}、)",  # numbering
        r"一(?:次性|年一度|一|度|网通办|站式|卡通|窗式|揽子|码|[事户案人车船地企房村]一)",
        r"两年一度|三年级|[一二三四五六七八九十]年级|十分(?=[^,。;、)之以]{2})",
        r"百分(?:比|点|数|率|制|百)|千分制",
        r"[两三四五]个(?:文明|代表|全面|自信|维护|务必|意识|确保)|五位一体",  # names of policies
    )
)
"""Stretches in which no quantity is read (with `re.MULTILINE`)."""

_CONTINUATIONS = """
处 罚以理分置于方境长级在女
本 条办法市省区县机章院解规社级人单行企
家 庭长属具用畜禽渠
人 民大均员才事口工
位 于置数
名 称义单录胜牌优木
条 例件款第之、至规线
期 间限满货
届 人全
间 隔接
层 级次面
道 路
门 前诊峡
包 括
面 积向临
代 表码理为办
类 似别型
场 所地
起 草施诉至算执始
发 放生布现给展
首 次先
支 持付出行
组 织成
台 湾账风河
所 有在列规称需得属产致述示作
种 植子苗养
根 据
口 岸径
幅 度
次 日年级要序
年 级生
日 历常夜照
天 然气津
元 素旦催锂
股 份东
票 据价
张 贴
部 委门分队署
份 额
只 有能
项 目
户 籍口外
对 于
字 号
度 假
节 约能水
版 权
席 位
批 准发
片 区
级 别
成 为立员果本交熟年功品套
倍 量
m gGlL
"""
_WORD_CONTINUES = {
    word: following for word, following in (line.split() for line in _CONTINUATIONS.strip().splitlines())
}
"""Characters behind a unit word that make it the start of another word (三条例, 五人民)."""

_POINTS_BEFORE = re.compile(
    r"(?:得|加|扣|记|减|计|满分|总分|分值|分数|成绩|评分|积分|考核|达到|低于|不足|不满|超过|高于"
    r"|[为至到≥≤<>(])[^,。;]{0,6}$"
)
_ONE_BOUND_BEFORE = re.compile(
    r"(?:不超过|不得超过|不能超过|至少|至多|最多|最少|不少于|不得少于|不低于|不得低于|只能|只准|只设|只可|只得|仅限?|限(?!制)|为限"
    r"|不得多于|不多于|超过|不足|少于|多于|每次|达到|满)(?:[^,。;、]{0,6})$"
)
_EXTENSION_BEFORE = re.compile(r"(?:展期|延期|延长|续期|续展|续聘|连任|补考|补正|补种|展延|顺延|复审|复核|缓缴)$")
_ONE_AFTER = re.compile(r"(?:以上|及以上|或一|以下|以内|至[二三四五两]|为限)")
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
_JUXTAPOSED = re.compile(r"[陆伍拾佰仟幺]|[一二三四五六七八九伍陆][一二三四五六七八九两]")  # 大陆架, 三五个
_DAILY = re.compile(r"每(?![年月日天周个人户次半季])[一-龥]{2,6}$")
_CYCLE = re.compile(r"个(?!月|工作日|小时|半|星期|周$|日|钟头|交易日|自然日|自然月)")
_ORDINAL_BEFORE = re.compile(
    r"(?:第|同|某|任何|(?<!主)任|跑|上|下|本|该|其|另|这|那|哪|前|最后|首|国家|省|市|特|共同|唯|统|之)$"
)
_PLURAL_REFERENCE = re.compile(r"(?:前|上述|前述|以上|这|该|上列)$")
_VAGUE_BEFORE = re.compile(r"(?:(?<![一-龥])数|[、,为有达超过以共近]数|几|若)$")


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
        return bool(re.search(r"(?:[同某任另前该第]|(?<!以)[上下]|其中|最后)$", before)) and not re.search(
            r"[日期月年届]前$", before
        )
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
    following = _WORD_CONTINUES.get(token.word)
    if following and after[:1] and after[0] in following and not re.match("以[上下内]", after):
        return True
    if token.word == "年" and re.match(r"(?:[一-龥]{0,4}规划|(?:行动)?计划|一贯|义务)", after):
        return True
    return before[-1:] == "第" or bool(_VAGUE_BEFORE.search(before))


def _quoted(token: Token, text: str, start: int) -> bool:
    """Tell whether the number stands in a short name in quotes: “四个意识”, “最多跑一次”."""
    begin = text.rfind("“", max(start, token.left - 5), token.left)
    finish = text.find("”", token.right, token.right + 5)
    return begin >= 0 and finish >= 0 and "”" not in text[begin : token.left]


def _bounded(before: str, after: str) -> bool:
    if re.search(r"(?:[高大小低]于|最高|控制在|达到)$", before) or after.startswith("为限"):
        return True
    return bool(
        re.match(r"\s?(?:\([^()]{1,8}\))?(?:以[上下内]|及以[上下]|之内|左右)", after)
        or _ONE_BOUND_BEFORE.search(before)
    )


def _named(token: Token, before: str, after: str) -> bool:
    """Tell numbers that refer back (前两项) or name a thing (二次供水, 三包) from numbers that count."""
    if _PLURAL_REFERENCE.search(before) and token.word in ("款", "项", "条", "节"):
        return True
    if token.word == "次" and (
        before.endswith("届") or re.match(r"审议稿|采油|供水|污染|加工|利用|装修|会议(?:通过|批准|修[正订])", after)
    ):
        return True
    if token.number == "二" and token.word == "次":  # 两次 counts, 二次 is mostly the second
        told = re.search(r"(?:给予|受过|受到|发生|达|经|曾)$", before)
        return bool(re.match(r"[一-龥]", after)) and not told and not _bounded(before, after)
    return token.word == "包" and not _bounded(before, after)


_OR_NUMBER = re.compile(
    rf"[^,。;、\d{NUMERAL_CHARACTERS}]{{1,8}}?(?:、|或者?)(?!一)[{NUMERAL_CHARACTERS}\d]{{1,4}}[名人个家户](?:以上|或者?)"
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
    if after[:1] and not re.match(r"\s?(?:[,。;、)/的者]|以[上下内]|及以|或|和|计|至|$)", after):
        return False
    return bool(_POINTS_BEFORE.search(before)) or bool(re.match(r"\s?(?:以[上下]|及以|\()", after)) or "/" in token.word


def _mere_article(token: Token, text: str, before: str, after: str) -> bool:
    """Tell 一个 that is a mere article, 百家 and 两款 that are names, from numbers that count."""
    if token.number[:1] in "百千万亿":
        return not _bounded(before, after)
    if token.number not in ("一", "1", "壹") or token.step:
        return _named(token, before, after)
    if token.number == "一" and _contrasted(token, text):
        token.partial = "contrast"
        return False
    if _ORDINAL_BEFORE.search(before) or token.number == "1":
        return bool(_ORDINAL_BEFORE.search(before))
    if re.match(r"或者?[几数多]", after):
        return True
    if _ONE_BOUND_BEFORE.search(before) or _ONE_AFTER.match(after):
        return False
    if token.word == "次" and (_EXTENSION_BEFORE.search(before) or _PASSED_BEFORE.search(before)):
        return False
    return not (token.word in ("名", "人") and re.match(r"(?:[,。;、)]|$)", after))
