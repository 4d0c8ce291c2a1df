"""Scanning: one pass over the text that finds every stretch with the form of a quantity."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...text.calendar import CALENDAR_DATE, parse_date, shared_day
from ...text.dates import ERA, ERA_DAY
from ...text.numerals import NUMERAL_CHARACTERS
from ...text.patterns import pattern
from ...text.units.kinds import Quantity
from ...text.units.table import CURRENCY_SIGNS, PERIODS, UNITS, alternation
from ..words.bounds import ABOVE, BELOW, CELL_BEFORE, COMPARES, SIDE
from ..words.exclusions import SKIP
from .frequencies import FREQUENCY, parse_frequency
from .interest import INTEREST, read_interest
from .marked import MARK, MARKED, TOLERANCE, read_marked, read_tolerance
from .quantities import (
    AMOUNT,
    FRACTION,
    JOINER,
    NUMBER,
    PERCENT,
    Amount,
    as_float,
    number,
    parse_quantity,
    read_amount,
    read_fraction,
    read_half,
    read_percent,
)
from .steps import Found

_SIGNS = "".join(sorted({sign[0] for sign in CURRENCY_SIGNS}))
_PERIOD = "年|月|季|半|学|一|个"
_COMMON = {
    **dict.fromkeys("当本次翌下", _PERIOD), "同": "年", "年": "底|末|终", "按": f"{_PERIOD}|周|旬|日",
    "附": "件|表|录|图", **dict.fromkeys("表图", rf"\s?[\d{NUMERAL_CHARACTERS}]"),
    "减": "半", "过": "半", "双": "倍", "对": "[半折]", "正": "负", "中": "华民国", "民": "国",
}  # fmt: skip
"""Characters that begin a quantity rarely and other words often, with what stands behind them in a quantity."""

_WORDS = [sign for sign in CURRENCY_SIGNS if re.match(r"[一-龥].", sign)]  # 人民币, 等值
_RARE = "".join({**_COMMON, **{word[0]: "" for word in _WORDS}})
_GOES_ON = "|".join(dict.fromkeys((*_COMMON.values(), *(word[1:] for word in _WORDS))))
_FIRST = rf"[\d{NUMERAL_CHARACTERS}{_SIGNS}《第前(A-Za-z%每半±+{_RARE}](?<![{_RARE}](?!{_GOES_ON}))"
"""Where a quantity or what is skipped may begin: the cheapest test, since it is made at every character."""

_HALVES = alternation(word for word in PERIODS if word[0] == "半" and word not in ("半季", "半年度", "半年期"))
_MEASURES = alternation(
    word for word, unit in UNITS.items() if unit.quantity is Quantity.MEASURE and len(word) > 1 and word[-1] >= "一"
)
_NOT_INSIDE = rf"(?:(?<![\d.{NUMERAL_CHARACTERS}])(?<!\d,)|(?<=^\d\.)|(?<=^\d\d\.))"
"""Not behind a digit or a point of the same number, unless that is a label, behind which a scan begins (1.80周岁)."""
_LONGER = 40  # characters: the longest number has 16 digits, or 25 numerals
_NO_NUMBER = rf"\d{{{_LONGER},}}|[{NUMERAL_CHARACTERS}]{{{_LONGER},}}"
_NEVER = "(?!)"


def _forms(tolerance: str = _NEVER, money: str = _NEVER) -> re.Pattern[str]:
    """Return the pattern of all forms; two are long and begin with marks that most texts have not."""
    return pattern(
        rf"(?={_FIRST})(?:"
        rf"(?P<skip>{SKIP}|{_NO_NUMBER})"
        rf"|{_NOT_INSIDE}(?P<date>{CALENDAR_DATE})"
        rf"|(?P<frequency>{FREQUENCY})"
        rf"|(?P<percent>{PERCENT})"
        rf"|(?=[\d(±+正]){_NOT_INSIDE}(?P<tolerance>{tolerance})"
        rf"|{_NOT_INSIDE}(?P<fraction>{FRACTION})"
        rf"|(?P<interest>{INTEREST})"
        rf"|{_NOT_INSIDE}(?P<amount>{AMOUNT})"
        rf"|(?=[{_SIGNS}])(?P<money>{money})"
        rf"|(?P<halftime>(?<![每上下该一])(?<!(?<!提)前)(?:(?<!后)|(?=半(?:年|个?月|天|日|小时)以?内))(?:{_HALVES})(?!度|期)"
        rf"|(?<![一-龥])半(?:{_MEASURES})|(?<=[过足于有为达用及占])半(?:{_MEASURES}))"
        r"|(?P<share>减半|过?半数|一半(?=以[上下]|[,。;)]|[兑支计发缴交收给补退返执核]|的[,。;])|半价(?=优惠|[收购乘买票]|[,。;])|对折(?=[计收,。;)])|双倍|等值(?=以[上下])|对半(?=[分承负]))"
        r"|(?P<zero>(?<=率为)零(?![点\d]))"
        rf"|{_NOT_INSIDE}(?P<bare>(?P<one_end>{NUMBER})(?:{JOINER}(?P<other_end>{NUMBER}))?(?=\s?(?:{SIDE}|及以|之间|[,。;、)的至~]|和\d|$)))"
        r")",
        re.MULTILINE,
    )


_SCAN, _SCAN_WITH_MARKS = _forms(), _forms(TOLERANCE, MARKED)
_MARK = re.compile(MARK)
_OF_ERA = re.compile(ERA_DAY)
_AND_BY = pattern(
    r"(?:、|和|或者?|及)(?P<period>半年度?|年度?|季度?|月度?|周|旬|日|小时|学期)"
    r"(?![一-龥]{0,2}(?:报表|[份历前期夜])|间|内)"
)
_MINUS = re.compile(r"(?:负|零下|(?<![\d%℃)])-)\Z")
_DEVIATES = re.compile(r"(?:(?:偏差|误差|公差|浮动|波动|变化|幅度)[^,。;\d]{0,8}|[~至到]\s?)-\Z")
_TO_PLUS = re.compile(r"\s?(?:~|至|到)\s?\+")
_NEARLY = re.compile(r"(?:(?<![附最临靠就远邻亲晚])近|(?<![以千百线网路海陆之])上)\Z")  # 近百万元, 上千人
_MONEY_BEFORE = re.compile(rf"[百千万亿\d]元{ABOVE}[、,]?\Z")
_MONEY_BEHIND = re.compile(rf"{ABOVE}[、,]?{NUMBER}元{BELOW}")
_POPULATION_BEFORE = re.compile(rf"(?:人口(?:数量?|规模|总数|总量)?|人数)(?:在|为|是|达|{COMPARES})*$")
_BARE_BEFORE = re.compile(r"(?:郁闭度|疏密度|容积率|密度|比值|折减率|盖度)[^,。;、\d]{0,8}$")
_DECIMAL = re.compile(r"\d{1,3}\.\d{1,4}\Z|[01]\Z")
_SET_BEFORE = pattern(
    r"(?:(?:[应宜可须值按别均各]|系数|[,;。、:]|\n)取|值[应宜可]?为|系数[^。;]{0,30}[应为取]|不[应得宜可]?[小大低高][于过])"
    r":?\s?(?:\d[\d.]{0,6}(?:、|和|及|或|~|-|至))*\Z"
)
"""What a number without a unit is set by (系数应取0.7, 分别取0.5、0.2和0); it is one where it has a point."""
_INDEX_BEFORE = re.compile(r"(?:[pP][hH]|酸碱度|指数|系数)(?:\([^()]{1,8}\))?[^,。;、\d]{0,8}$")
_LISTED = re.compile(
    r"(?:、\d{1,3})*(?:、|和|或者?)\d{1,3}(?P<unit>年|个月|个工作日|小时|分钟|万?元|%|倍|米|公里|平方米)(?![级度代])"
)  # 10、20和30年
# 六位行政区划代码
_OF_DIGITS = pattern(r"[一-龥]{0,6}?(?:数字|数码|代码|号码|编码|密码|序号|顺序号|校验码|字符|年份)")
# 5000以上用户
_COUNTED = re.compile(
    r"以[上下]的?(?P<thing>用户|人次|人|户|家|名|粉丝|会员|节点|账号|学生|职工)(?![一-龥]{0,2}(?:民法院|大常委))"
)
_NUMBERS_THING = re.compile(r"(?:[第表图件号法文例A-Za-z\d./(-]|^\s*|\n\s*)$")
_UNIT_LABEL = re.compile(
    r"[一-龥]\((?:单位:)?(?:人民币)?(?P<unit>[^\s()]{1,10})\)"
    rf"(?:应当?|须|要|均|各|为|是|在|约|{CELL_BEFORE}){{0,3}}\s?$"
)  # 注册资本(万元)应当不少于


def scan(text: str, start: int, end: int) -> Iterator[Found]:
    """Yield what has the form of a quantity in `text[start:end]`, in order; nothing is judged yet."""
    taken = start
    forms = _SCAN_WITH_MARKS if _MARK.search(text, start, end) else _SCAN
    for match in forms.finditer(text, start, end):
        if match["skip"] is not None or match.start() < taken:
            continue
        found = _found(match, text)
        if found is not None:
            yield found
        if match["frequency"] is not None and match["frequency"][0] == "按":
            for one in _listed_frequencies(text, match.end(), end):
                yield one
                taken = one.end


def _listed_frequencies(text: str, start: int, end: int) -> Iterator[Found]:
    """Yield the periods that a 按 governs with the first: 按年度、半年度或者季度."""
    while listed := _AND_BY.match(text, start, end):
        period = parse_frequency(listed["period"])
        start = listed.end()
        if period:
            value = as_float(period[0])
            yield _plain(listed.start("period"), start, Quantity.FREQUENCY, value, period[1], "frequency")


def _found(match: re.Match[str], text: str) -> Found | None:
    if match["date"] is not None:
        return _date(match, text)
    if match["frequency"] is not None:
        return _frequency(match)
    if match["share"] is not None:
        begin = match.start() + (match["share"] == "过半数")
        value = {"双倍": 2.0, "等值": 1.0}.get(match["share"], 0.5)
        return _plain(begin, match.end(), Quantity.RATIO, value, "1", "share", match["share"])
    if match["zero"] is not None:
        return _plain(match.start(), match.end(), Quantity.RATIO, 0.0, "1", "zero")
    if match["bare"] is not None:
        return _bare(match, text)
    if match["money"] is not None:
        return _whole(match, read_marked(match), "amount")
    if match["interest"] is not None:
        return _whole(match, read_interest(match), "interest")
    if match["tolerance"] is not None:
        return _whole(match, read_tolerance(match), "tolerance")
    return _amount(match, text)


def _plain(
    start: int, end: int, quantity: Quantity, value: float | None, unit: str, rule: str, word: str = ""
) -> Found:
    """Return a quantity with one value, to which all its characters belong."""
    return Found(start, end, start, end, quantity, value, value, unit, rule, word)


def _whole(match: re.Match[str], amount: Amount | None, rule: str) -> Found | None:
    """Return an amount to which all characters of the match belong."""
    if amount is None:
        return None
    start, end = match.span()
    low, high = as_float(amount.low), as_float(amount.high)
    return Found(start, end, start, end, amount.quantity, low, high, amount.unit, rule, amount.word)


def _frequency(match: re.Match[str]) -> Found | None:
    found = parse_frequency(match["frequency"])
    if found is None:
        return None
    return _plain(match.start(), match.end(), Quantity.FREQUENCY, as_float(found[0]), found[1], "frequency")


def _amount(match: re.Match[str], text: str) -> Found | None:
    amount: Amount | None
    if match["percent"] is not None:
        amount, rule = read_percent(match), "percent"
    elif match["fraction"] is not None:
        amount, rule = read_fraction(match), "fraction"
    elif match["halftime"] is not None:
        amount, rule = read_half(match["halftime"]), "half"
    else:
        amount, rule = read_amount(match), "amount"
    if amount is None or rule != "amount":
        return _whole(match, amount, rule)
    start, end = match.span()
    low = as_float(amount.low)
    high = low if amount.high == amount.low else as_float(amount.high)
    left = match.start("first") if match["first"] is not None else match.start("number")
    unit = "{位}" if amount.word == "位" and _OF_DIGITS.match(text, end) else amount.unit
    found = Found(
        start, end, left, end, amount.quantity, low, high, unit, rule, amount.word, match["number"],
        about=amount.about or _nearly(amount, text, start),
    )  # fmt: skip
    return _signed(found, text)


def _nearly(amount: Amount, text: str, start: int) -> bool:
    """Tell whether 近 or 上 before an amount makes it a rough one; 近三年 is the years just past."""
    time = amount.quantity in (Quantity.DURATION, Quantity.AGE)
    near = None if time else _NEARLY.search(text, max(0, start - 2), start)
    return near is not None and (near[0] == "近" or text[start] in "百千万亿")


def _signed(found: Found, text: str) -> Found:
    """Return what lies below zero with its sign (-54摄氏度, 零下五度, +5%~-3%)."""
    sign = _MINUS.search(text, max(0, found.start - 3), found.start)
    if sign is None or found.quantity not in (Quantity.MEASURE, Quantity.RATIO):
        return found
    if sign[0] == "-" and found.unit != "Cel":  # a dash, unless an end of a range that has a sign at the other too
        before = text[max(0, found.start - 24) : found.start]
        if not (_DEVIATES.search(before) or _TO_PLUS.match(text, found.end)):
            return found
    if isinstance(found.low, float) and isinstance(found.high, float):
        return found._replace(start=sign.start(), low=-found.high, high=-found.low)
    return found


def _date(match: re.Match[str], text: str) -> Found | None:
    date = parse_date(match["date"] + shared_day(text, *match.span("date")))
    if date is None or (_OF_ERA.match(match["date"]) and ERA not in text):
        return None
    start, end = match.span()
    return Found(start, end, start, end, Quantity.DATE, date.first, date.last, "date", "date", match["date"], date=date)


def _bare(match: re.Match[str], text: str) -> Found | None:
    """A number alone counts behind an index (容积率不高于1.5), 人口, a unit in brackets (资本(万元)500), in a list."""
    start, end = match.span()
    before = text[max(0, start - 40) : start]
    label = _UNIT_LABEL.search(before)
    labelled = parse_quantity(match["bare"], label["unit"]) if label else None
    if labelled:
        return _whole(match, labelled, "bare")
    value = as_float(number(match["one_end"]))
    high = as_float(number(match["other_end"])) if match["other_end"] else value
    if listed := _LISTED.match(text, end):
        unit = listed["unit"]
        numbered = match["other_end"] or not match["bare"].isdecimal() or _NUMBERS_THING.search(before)
        return None if numbered else _whole(match, parse_quantity(match["bare"], unit), "bare")
    if _POPULATION_BEFORE.search(before):
        return _whole(match, parse_quantity(match["bare"], "人"), "bare")
    if _INDEX_BEFORE.search(before):
        return Found(start, end, start, end, Quantity.MEASURE, value, high, "1", "bare")
    if _BARE_BEFORE.search(before):
        return Found(start, end, start, end, Quantity.RATIO, value, high, "1", "bare")
    pointed = "." in before + match["bare"] or "系数" in before
    if pointed and _DECIMAL.match(match["one_end"]) and _SET_BEFORE.search(before):
        return Found(start, end, start, end, Quantity.MEASURE, value, high, "1", "bare")
    if match["other_end"]:
        return None
    if (thing := _COUNTED.match(text, end)) and match["bare"].isdecimal():
        unit = {"人": "{person}", "名": "{person}"}.get(thing["thing"], f"{{{thing['thing']}}}")
        return _plain(start, end, Quantity.COUNT, value, unit, "bare")
    if _MONEY_BEFORE.search(before) or _MONEY_BEHIND.match(text, end):  # 一万元以上五万元以下: 元 is said once
        return _plain(start, end, Quantity.MONEY, value, "CNY", "bare", "元")
    return None
