"""The grammar of one quantity: a number in any style with its unit, or two numbers with one unit.

Patterns expect folded text. Values are exact until the end and become floats only in the result.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from ...text.numerals import CHINESE_DIGITS, NUMERAL_CHARACTERS, ONES, TENS, parse_number
from ...text.patterns import pattern
from ...text.units.kinds import Quantity
from ...text.units.strokes import STROKE
from ...text.units.table import CURRENCY_SIGNS, PERIODS, UNITS, Unit, alternation, unit_of

_SPACED = r"(?:\d{1,3}(?: \d{3}){2,5}|(?<=[一-龥])(?<![级类等第号表图档区项条栏])\d{1,3} \d{3})(?![\d ])"
"""Groups of three with spaces; where one space alone parts them the first group must not be a label (一级 1 500元)."""
_ARABIC = rf"(?:\d{{1,3}}(?:,\d{{3}}){{1,6}}(?!\d)|{_SPACED}|(?:(?<![A-Za-z])[lI](?=\d))?\d{{1,16}})(?:\.\d{{1,12}})?"
_KILO = "".join(sorted({word[1] for word in UNITS if word[0] == "千"} - {"米"}))
"""What follows the 千 that belongs to a unit (千克); 三千米 is as far either way."""
_HECTO = "".join(sorted({word[1] for word in UNITS if word[0] == "百"} - {"分"}))
"""What follows the 百 that belongs to a unit (百帕)."""
_NO_PREFIX = rf"千(?!分之|[{_KILO}])|百(?!分之|[{_HECTO}])|万(?!分之)"
_OTHER = "".join(c for c in NUMERAL_CHARACTERS if c not in "千百万两兩")
_PART = rf"(?:[{_OTHER}]|[两兩](?![{ONES.replace('三', '')}])|{_NO_PREFIX})"
"""A digit or a multiple; of 两, which weighs too, no digit follows but in 两三个."""
_MONEY = alternation(word for word, unit in UNITS.items() if unit.quantity is Quantity.MONEY)
_APART = rf" (?=[万亿]{{1,2}}(?:{_MONEY}|[人户亩吨平立千公名家个件份只张辆台套头棵株册枚支]))"
"""The space that typesetting leaves before a multiple and its unit (2.5 万元)."""
_MULTIPLE = rf"(?:[十亿]|(?!千米)(?:{_NO_PREFIX}))"

NUMBER = (
    rf"(?:{_ARABIC}(?:{_APART})?(?:{_MULTIPLE}(?:零?{_ARABIC}(?={_MULTIPLE}))?){{0,6}}"
    rf"(?:(?<=[万亿])[{ONES}](?:{_NO_PREFIX})|(?<=[十百千万亿])零?\d{{1,4}})?"
    rf"|{_PART}(?:{_PART}|[Oo](?![A-Za-z])){{0,24}}(?:点[{CHINESE_DIGITS}]{{1,12}}[万亿]{{0,2}}|(?<=[万亿])\d(?:{_NO_PREFIX}))?)"
)
"""A numeral that leaves the 千 of 千克 and the 百 of 百分之 alone: 5, 3万5千, 三万5千, 3万4000, 2.5 万, 1,000.5."""

PERCENT_BASE = {"百分之": Decimal("0.01"), "千分之": Decimal("0.001"), "万分之": Decimal("0.0001")}

_WHOLE_WORD = r"(?:(?<![A-Za-z])|(?![A-Za-z²³]|/[A-Za-z]))(?![·⋅][A-Za-z秒米时])"
"""A word in Latin letters ends where they end: 7.0mmU is no length, 3mg/dm² no mass. 9千牛·秒 is no force."""
UNIT_WORD = rf"(?:{alternation(UNITS)}){STROKE}?{_WHOLE_WORD}"
CURRENCY = rf"(?:{alternation(CURRENCY_SIGNS)})"
JOINER = r"\s?(?:至|到|-{1,2}|~)\s?"

_WHOLE = alternation(word[1:] for word in UNITS if word[0] == "个" != word and f"个半{word[1:]}" not in UNITS)
"""The times that 个半 adds a half to (两个半月), and 个多 a part (三个多月)."""
_OF_TERM = r"[^\W\d的和或及与以内前后每个年月日周季]"
_TERM = rf"个(?:{_OF_TERM}{{0,5}}周期|{_OF_TERM}{{1,5}}期(?![间限货满末初中内刊票权]))"
"""A term that has no length of its own (一个龄级期, 两个工资支付周期)."""
_OTHER_WORD = r"(?:\([枚个件只套条份张辆台头株棵粒片支把双副盒瓶箱包户家人名]\)(?=以|[,。;、)]))?"  # 二百张(枚)以上
_BRACKETED = rf"(?:\s?\({NUMBER}\))?"  # 九十(90)天
AMOUNT = (
    rf"(?P<sign>{CURRENCY})?\s?"
    rf"(?:(?P<first>{NUMBER}){JOINER})?"
    rf"(?P<number>{NUMBER}){_BRACKETED}\s?(?:(?P<more>余|多|来|几十?)(?P<scale>[万亿]{{0,2}}))?\s?"
    rf"(?P<unit>个[半多](?:{_WHOLE})|{_TERM}|{UNIT_WORD}){_OTHER_WORD}(?P<half>(?<!个)半(?=$|[^年日天数月径夜]))?"
    rf"(?P<months>(?<=年)零?[{TENS}\d]{{1,3}}个月)?"
    rf"(?P<small>(?<=[元圆]){NUMBER}角(?:{NUMBER}分)?|(?<=[元圆])零{NUMBER}分|(?<=\d角|[{ONES}]角){NUMBER}分)?"
    r"(?P<odd>[多余](?=[,。;、)的以]|$))?"
    r"(?P<rmb>人民币)?"
)
"""A quantity; groups `sign`, `first`, `number`, `unit`, …; see `parse_quantity`."""

PERCENT = (
    rf"(?:(?P<pbase0>百分之|千分之|万分之)(?P<pfirst>{NUMBER}){JOINER})?"
    rf"(?:(?P<pbase>百分之|千分之|万分之)(?P<pnumber>{NUMBER}|百))"
    rf"(?:{JOINER}(?P<pto>{NUMBER})(?=[的以左之,。;、)]|$))?"
)
FRACTION = (
    rf"(?:(?P<under>[{NUMERAL_CHARACTERS}]{{1,12}}|\d{{1,9}})分之(?P<over>[{NUMERAL_CHARACTERS}]{{1,12}}|\d{{1,9}})"
    r"|(?P<num>\d{1,3})/(?P<den>\d{1,3})(?![\d/年月])"
    r"|(?P<left>(?<!\d:)\d{1,4}(?:\.\d{1,6})?):(?P<right>\d{1,7}(?:\.\d{1,6})?)(?![\d:])"
    rf"|(?P<one>[{TENS}百千]{{1,4}})比(?P<other>[{TENS}百千]{{1,4}})(?![{NUMERAL_CHARACTERS}比般些个定较]))"
)

_AMOUNT_ALONE = pattern(rf"\s*{AMOUNT}\s*\Z")
_PERCENT_ALONE = pattern(rf"\s*{PERCENT}\s*\Z")
_FRACTION_ALONE = pattern(rf"\s*{FRACTION}\s*\Z")
_NUMBER_ALONE = pattern(rf"\s*(?P<sign>{CURRENCY})?\s?(?:(?P<first>{NUMBER}){JOINER})?(?P<number>{NUMBER})\s*\Z")
_TENTHS = 10
_NEIGHBOURS = re.compile(
    rf"(?P<before>[{NUMERAL_CHARACTERS}]*[十百千万亿])?(?P<one>[{ONES}两])(?P<two>[{ONES}])(?P<scale>[十百千万亿]*)\Z"
)
_NEXT = {**dict(pairwise(ONES)), "两": "三"}
_SMALL = {"角": Decimal("0.1"), "分": Decimal("0.01")}
_SMALL_PART = pattern(rf"零?({NUMBER})([角分])")
_FIRST_YEAR = 1000  # 2008年 is a year of the calendar, no duration


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity read from text: `low` equals `high` unless the text gives two numbers.

    Both are None where the text has the form of a quantity but no sound value (一百一千元).
    """

    quantity: Quantity
    low: Decimal | None
    high: Decimal | None
    unit: str
    word: str
    about: bool = False


def parse_quantity(text: str, default_unit: str | None = None) -> Amount | None:
    """Read folded `text` that holds one quantity and nothing else, as a table cell does.

    Takes 20万元, 5-10万元, 百分之五, 1/3, 9:1, and with `default_unit` (a unit word: 元, 万元, %) a bare number.
    Gives None where the text is something else, and an `Amount` without values where it has no sound value.
    """
    for form, read in (
        (_PERCENT_ALONE, read_percent),
        (_FRACTION_ALONE, read_fraction),
        (_AMOUNT_ALONE, read_amount),
    ):
        match = form.match(text)
        if match:
            return read(match)
    match = _NUMBER_ALONE.match(text)
    if match is None or default_unit is None:
        return None
    many = 0 if unit_of(default_unit) else len(default_unit) - len(default_unit.lstrip("百千万亿"))  # 万元, but 千克
    scale = default_unit[:many]
    unit = unit_of(default_unit[len(scale) :])
    if unit is None:
        return None
    low, high = _two_numbers(match["first"], match["number"])
    factor = (parse_number("一" + scale) or Decimal(1)) if scale else Decimal(1)
    if low is None or high is None:
        return Amount(unit.quantity, None, None, unit.code, default_unit)
    return Amount(unit.quantity, low * factor * unit.factor, high * factor * unit.factor, unit.code, default_unit)


def number(text: str) -> Decimal | None:
    """Return the value of a numeral; a bare 百, 千, 万 counts as 一百, 一千, 一万 (万元以上)."""
    if text[:1] in ("l", "I"):
        text = "1" + text[1:]  # so recognition and typists have it
    value = parse_number(text)
    if value is None and text and text[0] in "百千万亿佰仟":
        value = parse_number("一" + text)
    return value


_SPOKEN_WHOLE = 100
"""A first number below it shares the second's multiple (5-10万元); 8000至1万元 does not."""


def _two_numbers(first: str | None, second: str) -> tuple[Decimal | None, Decimal | None]:
    """Read one number or two; a multiple said once counts for both (5-10万, 三至五百)."""
    high = number(second)
    if first is None:
        return _juxtaposed(second) or (high, high)
    low = number(first)
    if low is None or high is None:
        return None, None
    for length in range(len(second) - 1, 0, -1):
        head, scale = second[:length], second[length:]
        if not all(c in "百千万亿" for c in scale):
            break
        coefficient = number(head)
        if coefficient is not None and coefficient != 0 and low < coefficient and not any(c in "千万亿" for c in first):
            return low * (high / coefficient), high
        if coefficient is not None and coefficient <= low < _SPOKEN_WHOLE and scale[-1] in "万亿":
            return None, None  # 5-3万元 is upside down
    return (low, high) if low <= high else (None, None)  # 5.5-0.5L is a formula, of a length L


def _juxtaposed(numeral: str) -> tuple[Decimal | None, Decimal | None] | None:
    """Read two digits that follow each other as the two ends of what is meant: 三五日, 两三百元, 十七八岁."""
    match = _NEIGHBOURS.match(numeral)
    if match is None or match["two"] not in (_NEXT.get(match["one"], ""), "五" if match["one"] == "三" else ""):
        return None
    low, high = (number(f"{match['before'] or ''}{match[digit]}{match['scale']}") for digit in ("one", "two"))
    return (low, high) if low is not None and high is not None else None


def read_amount(match: re.Match[str]) -> Amount | None:
    """Read a match of `AMOUNT`; None where number and unit cannot go together."""
    word = match["unit"]
    low, high = _two_numbers(match["first"], match["number"])
    unit = unit_of("个" + word[2:] if _is_split(word) else word)
    if unit is None and word.startswith("个") and word.endswith("期"):
        unit = Unit(Quantity.DURATION, f"{{{word[1:]}}}")
    if unit is None:
        return None
    code = unit.code
    sign = CURRENCY_SIGNS.get(match["sign"] or "", "")
    if unit.quantity is Quantity.MONEY and word.startswith("元") and sign:
        code = sign + code.removeprefix("CNY")
    if low is None or high is None:
        return Amount(unit.quantity, None, None, code, word)
    return _finished(match, unit, code, low, high)


def _finished(match: re.Match[str], unit: Unit, code: str, low: Decimal, high: Decimal) -> Amount | None:
    if code == "a" and unit.quantity is Quantity.DURATION and low >= _FIRST_YEAR:
        return None
    if match["unit"] == "折" and low >= _TENTHS:  # 八五折 is 85 hundredths
        low, high = low / _TENTHS, high / _TENTHS
    scale = unit.factor * (number("一" + match["scale"]) or 1 if match["scale"] else 1)
    low, high = low * scale, high * scale
    if match["small"]:
        more = sum((number(part[1]) or 0) * _SMALL[part[2]] for part in _SMALL_PART.finditer(match["small"]))
        low, high = low + more, high + more
    about = bool(match["more"] or match["odd"] or match["unit"][1:2] == "多")
    if match["half"] or word_has_half(match["unit"]):
        low, high = low + unit.factor / 2, high + unit.factor / 2
    if code == "a" and unit.quantity is Quantity.DURATION:
        months = match["months"]
        if months:
            extra = number(months.removeprefix("零").removesuffix("个月")) or Decimal(0)
            return Amount(unit.quantity, low * 12 + extra, high * 12 + extra, "mo", match["unit"])
        if match["half"]:
            return Amount(unit.quantity, low * 12, high * 12, "mo", match["unit"])
    return Amount(unit.quantity, low, high, code, match["unit"], about)


def _is_split(word: str) -> bool:
    """Tell whether 半 or 多 stands within a unit word (两个半月, 三个多月)."""
    return word.startswith(("个半", "个多")) and word not in UNITS


def word_has_half(word: str) -> bool:
    """Tell whether a unit word itself adds a half (两个半月)."""
    return word.startswith("个半") and _is_split(word)


def read_half(word: str) -> Amount | None:
    """Read 半年, 半个月, 半日, 半天, 半小时, and half a measure: 半立方米."""
    if word not in PERIODS:
        unit = UNITS[word.removeprefix("半")]
        return Amount(unit.quantity, unit.factor / 2, unit.factor / 2, unit.code, word)
    value, code = PERIODS[word]
    return Amount(Quantity.DURATION, value, value, code, word)


def read_percent(match: re.Match[str]) -> Amount | None:
    """Read a match of `PERCENT`: 百分之五, 百分之五至百分之十, 百分之五至十."""
    base = PERCENT_BASE[match["pbase"]]
    high = Decimal(100) if match["pnumber"] == "百" else number(match["pnumber"])
    first = match["pfirst"]
    low = high if first is None else number(first)
    if low is None or high is None:
        return Amount(Quantity.RATIO, None, None, "1", match["pbase"])
    low *= PERCENT_BASE[match["pbase0"]] if first is not None else base
    if match["pto"] is not None:  # 百分之六十至七十
        high = number(match["pto"])
        if high is None:
            return Amount(Quantity.RATIO, None, None, "1", match["pbase"])
    return Amount(Quantity.RATIO, low, high * base, "1", match["pbase"])


def read_fraction(match: re.Match[str]) -> Amount | None:
    """Read a match of `FRACTION`: 三分之二, 2/3, 9:1, 三比一."""
    if match["under"]:
        over, under = number(match["over"]), number(match["under"])
    elif match["one"]:
        over, under = number(match["one"]), number(match["other"])
    elif match["num"]:
        over, under = Decimal(match["num"]), Decimal(match["den"])
    else:
        over, under = Decimal(match["left"]), Decimal(match["right"])
    if over is None or not under:
        return Amount(Quantity.RATIO, None, None, "1", "分之")
    value = Decimal(over) / Decimal(under)
    return Amount(Quantity.RATIO, value, value, "1", "分之")


def as_float(value: Decimal | None) -> float | None:
    """Return the float nearest to a value; a third becomes what 1/3 is."""
    if value is None:
        return None
    exponent = value.as_tuple().exponent
    endless = isinstance(exponent, int) and exponent < -20
    return float(Fraction(value).limit_denominator(10**9)) if endless else float(value)


__all__ = [
    "AMOUNT", "CURRENCY", "FRACTION", "JOINER", "NUMBER", "PERCENT", "UNIT_WORD", "Amount", "as_float", "number",
    "parse_quantity", "read_amount", "read_fraction", "read_half", "read_percent",
]  # fmt: skip
