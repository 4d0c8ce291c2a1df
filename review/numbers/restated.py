"""A number that says two things: figures against the same number in words, and ranges upside down.

人民币1000元（大写：壹仟贰佰元整）, 三十（20）日, 5万元以上3万元以下.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ...extract.model import Parameter
from ...extract.page import Processed
from ...extract.quantity.quantities import parse_quantity
from ...text.numerals import CHINESE, CHINESE_DIGITS, MIXED, NUMERAL_CHARACTERS, parse_number
from ...text.patterns import pattern
from ...text.source import Flag, Span
from ...text.units.kinds import Quantity
from ..seen import seen

_SURE, _LIKELY, _COUNTS_DOWN = 0.9, 0.7, 0.3

_SIGN = r"(?:人民币|大写|小写|金额|即|共计?|计|为|[:,]|RMB|CNY|SDR|USD|US\$|[¥$£€]|[ ]){0,6}"
_UNIT = (
    r"[ ]?(?:等值|多种货币)?(?:美元|港元|欧元|日元|英镑|特别提款权|人民币|元|圆|个?工作日|个?日历天|[日天]|个月|年"
    r"|周?岁|[人名户家次份倍]|平方米|公里|米|公顷|亩|吨|公斤|小时|分钟|%|分)?[ ]?整?"
)
_NUMBER = rf"(?:百分之(?:{CHINESE})|{CHINESE}|{MIXED}%?)"
_OPENS = re.compile(rf"[{NUMERAL_CHARACTERS}\d%元圆整日天月年岁人名户家次份倍米里顷亩吨时钟分权][ ]?\(")
"""A bracket behind a number or its unit: few enough to look back from each."""
_BEFORE = pattern(rf"(?<![\d.,{NUMERAL_CHARACTERS}])(?P<number>{_NUMBER})(?P<unit>{_UNIT})[ ]?\Z")
_INSIDE = pattern(rf"{_SIGN}(?P<number>{_NUMBER})(?P<unit>{_UNIT})\)(?P<behind>{_UNIT})")
_LABEL = re.compile(r"(?:第|附件|附表|附录|[表图之])[ ]?\Z")
"""What stands before a number of the outline: 附件二（1）."""
_LONGEST = 40
_SAME_UNIT = {
    "圆": "元",
    "天": "日",
    "周岁": "岁",
    "人民币": "元",
    "日历天": "日",
    "个日历天": "日",
    "工作日": "个工作日",
}
_LARGE = 1000
"""From here on a number that is said twice needs no unit to be one: 壹仟(1000)."""


def check_restated(processed: Processed) -> Iterator[Flag]:
    """Yield a flag for each number in brackets that is not the one before them, which it says in the other script."""
    text, folded = processed.page.source.text, seen(processed)
    for regulation in processed.page.regulations:
        for opens in _OPENS.finditer(folded, *regulation.span):
            floor = max(regulation.span.start, opens.end() - _LONGEST)
            before = _BEFORE.search(folded, floor, opens.end() - 1)
            inside = _INSIDE.match(folded, opens.end(), regulation.span.end) if before else None
            if before is None or inside is None or _LABEL.search(folded, max(floor - 2, 0), before.start()):
                continue
            if not _contradict(before, inside):
                continue
            where = Span(before.start(), inside.end("number"))
            first, second = (Span(*match.span("number")).of(text) for match in (before, inside))
            yield Flag("contradiction", f"同一数值前后两种写法不一致：{first}与{second}", where, score=_SURE)


def _contradict(before: re.Match[str], inside: re.Match[str]) -> bool:
    first, second = _value(before["number"]), _value(inside["number"])
    if first is None or second is None or first == second:
        return False
    if _is_arabic(before["number"]) == _is_arabic(inside["number"]):
        return False
    units = [_unit(found) for found in (before["unit"], inside["unit"], inside["behind"])]
    own = units[0] or units[2]
    if own and units[1] and own != units[1]:  # 三年（36个月）
        return False
    return bool(own or units[1] or "百分之" in before["number"] or min(first, second) >= _LARGE)


def _value(number: str) -> Decimal | None:
    if number.startswith("百分之"):
        return _percent(parse_number(number.removeprefix("百分之")))
    if number.endswith("%"):
        return _percent(parse_number(number[:-1]))
    return parse_number(number)


def _percent(value: Decimal | None) -> Decimal | None:
    return None if value is None else value / 100


def _is_arabic(number: str) -> bool:
    return any(character.isascii() and character.isdigit() for character in number)


def _unit(printed: str) -> str:
    unit = printed.strip().removesuffix("整").strip()
    return _SAME_UNIT.get(unit, unit)


_END = rf"(?:人民币|¥)?(?:百分之)?(?:{MIXED}|{CHINESE})"
_RANGE = pattern(
    rf"(?P<low>{_END}[^\d{NUMERAL_CHARACTERS}]*?)[ ]?(?:\([^()]{{1,12}}\))?"
    r"(?:(?:及?以上|以外|超过)(?:的?[、,])?(?:但|至|到)?|至|到|-{1,2}|~)(?:不满|不足|低于|不超过|未满)?[ ]?"
    rf"(?P<high>{_END}.*?)(?:\([^()]{{1,12}}\))?(?:以下|以内|之间|的)?\Z"
)
_SCALE = re.compile(rf"(?:\d[\d.]*|[{CHINESE_DIGITS}]+)(?P<scale>[百千万亿]+.*)\Z")
_YEAR = re.compile(r"[一二][○零]|[○零]年")
"""二○—○年, a year with a stroke for 一."""
_DIFFERENCE = re.compile(r"[^\d(]-")
"""365天-104天, a number less another."""
_BOUNDED = re.compile("以上|以下|不满|不足|以内")
_DISTANCES = frozenset((Quantity.MEASURE, Quantity.DURATION))
_SPOKEN = 100
"""Below this the lower end of 5-3万元 is meant in the scale of the upper one; 500-1万元 is not."""


def check_ranges(processed: Processed) -> Iterator[Flag]:
    """Yield a flag for each range of amounts whose lower end is above its upper end: 5万元以上3万元以下."""
    folded = seen(processed)
    for parameters in processed.parameters:
        for parameter in parameters:
            if _may_be_upside_down(parameter) and _is_upside_down(parameter.mention.span.of(folded)):
                reason = f"“{parameter.text}”的下限高于上限"
                yield Flag("contradiction", reason, parameter.mention.span, score=_range_score(folded, parameter))


def _may_be_upside_down(parameter: Parameter) -> bool:
    """Tell whether extraction left a number without ends, as it does where they are the wrong way round."""
    mention = parameter.mention
    return mention.low is None and mention.high is None and mention.comparator is None


def _range_score(folded: str, parameter: Parameter) -> float:
    """Return how surely a range is wrong: distances and times count down to something (距路口150米至50米处)."""
    bounded = _BOUNDED.search(parameter.mention.span.of(folded))
    return _SURE if bounded else _COUNTS_DOWN if parameter.mention.quantity in _DISTANCES else _LIKELY


def _is_upside_down(printed: str) -> bool:
    match = _RANGE.search(printed)
    if match is None or _YEAR.search(printed) or _DIFFERENCE.search(printed):
        return False
    high = parse_quantity(match["high"])
    if high is None or high.high is None:
        return False
    bare = parse_number(match["low"])
    scale = _SCALE.match(match["high"])
    unit = scale["scale"] if scale and bare is not None and bare < _SPOKEN else high.word
    low = parse_quantity(match["low"], unit)
    if low is None or low.low is None or low.quantity is not high.quantity:
        return False
    return low.unit == high.unit and low.low > high.high
