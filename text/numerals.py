"""Numerals in every style that Chinese regulations print, to exact numbers.

The alphabet stands here once. Values are `Decimal`, so that 0.75 stays 0.75. Patterns and functions expect
folded text (see `fold`): １２ has become 12 and ． a point.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

ONES = "一二三四五六七八九"
"""The digits of common numbering, 一 to 九."""

TENS = ONES + "十"
"""The characters of numbers below a hundred, as divisions and items are numbered (二十三、)."""

HUNDREDS = TENS + "百"
"""The characters of numbers below a thousand without a zero, as chapters and articles are numbered."""

ZEROS = "○零"
"""Zero, in folded text."""

MULTIPLES = "百千万亿"
"""What multiplies a number in Arabic digits or stands in front of a unit (3百, 5千, 万元)."""

_DIGITS = {
    **{c: i for i, c in enumerate("零" + ONES)},
    **{c: i for i, c in enumerate("零壹贰叁肆伍陆柒捌玖")},
    **dict.fromkeys("○〇", 0),
    **dict.fromkeys("Oo", 0),  # the letter, as in 二O一O
    **{"两": 2, "贰": 2, "貳": 2, "叄": 3, "弍": 2, "陸": 6, "兩": 2, "幺": 1},
}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_CONTRACTED = {"廿": "二十", "卄": "二十", "卅": "三十", "卌": "四十"}

CHINESE_DIGITS = "".join(c for c in _DIGITS if c not in "Oo")
"""Every digit character but the letter O, which counts only beside another."""

NUMERAL_CHARACTERS = CHINESE_DIGITS + "".join((*_TENS, *_MYRIADS, *_CONTRACTED))
"""Every character a Chinese numeral can begin with."""

_CHINESE = rf"[{NUMERAL_CHARACTERS}](?:[{NUMERAL_CHARACTERS}]|[Oo]+(?![A-Za-z]))*"

CHINESE = rf"{_CHINESE}(?:点[{CHINESE_DIGITS}]+[万亿]*)?"
"""A numeral in Chinese characters: 一百二十三, 两千零五, 二O一O, 一点五."""

ARABIC = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
"""A numeral in Arabic digits: 12, 1,000.5."""

MIXED = rf"{ARABIC}(?:[{MULTIPLES}](?:零?{ARABIC}[百千万])*)*(?:(?<=[{MULTIPLES}])零?\d+)?"
"""Arabic digits with Chinese multiples: 20万, 3万5千, 1.5亿, 3万4000, 2千零50."""

NUMERAL = rf"(?:{MIXED}|{CHINESE})"
"""Any numeral."""

_MIXED_PART = re.compile(rf"(零?)({ARABIC})([十{MULTIPLES}]*)")
_PLAIN = re.compile(rf"{ARABIC}\Z")
_SPACED = re.compile(r"\d{1,3}(?: \d{3})+(?:\.\d+)?\Z")
_BOTH = re.compile(rf"(?:\A|\D)\d[{MULTIPLES}]+[{ONES}]|[{ONES}{MULTIPLES}][{MULTIPLES}]\d[{MULTIPLES}]")
"""A digit of one script with a multiple beside one of the other (三万5千, 3万五千)."""
_IN_CHINESE = str.maketrans("123456789", ONES)
_LETTER_O = str.maketrans({"O": "○", "o": "○", "〇": "○"})


@lru_cache(maxsize=4096)
def parse_number(text: str) -> Decimal | None:
    """Return the value of a numeral, or None where the text is no well-formed numeral.

    Takes every style: 一百二十三, 廿三, 两千零五, 壹仟叁百捌拾万, 二○○四, 二O一O, 12, 1,000.5, 1 000, 3万5千,
    3万4000, 三万5千, 2.5 万, 一点五, 一万五 (15000). What has no reading (一百一千, 十百, 3万5) gives
    None rather than a guess.
    """
    text = text.strip()
    if not text:
        return None
    if _PLAIN.match(text):
        return Decimal(text.replace(",", ""))
    if _SPACED.match(text):
        return Decimal(text.replace(" ", ""))
    if _BOTH.search(text):
        text = text.translate(_IN_CHINESE)
    if text[0].isdigit() and text[0].isascii():
        return _mixed(text.replace(" ", ""))
    text = text.translate(_LETTER_O)
    for short, long in _CONTRACTED.items():
        text = text.replace(short, long)
    whole, point, fraction = text.partition("点")
    if not point:
        value = _integer(text)
        return None if value is None else Decimal(value)
    return _with_point(whole, fraction)


@lru_cache(maxsize=4096)
def parse_integer(text: str) -> int | None:
    """Return the value of a numeral that is a whole number (第一百二十条, 12), or None."""
    value = parse_number(text)
    return int(value) if value is not None and value == value.to_integral_value() else None


def _mixed(text: str) -> Decimal | None:
    """Read Arabic digits with multiples; behind a multiple one digit alone may be units or tenths of it (3万5)."""
    total, last_scale, at = Decimal(0), None, 0
    for part in _MIXED_PART.finditer(text):
        if part.start() != at or (part[1] and last_scale is None):
            return None
        at = part.end()
        value, scale = Decimal(part[2].replace(",", "")), Decimal(1)
        for multiple in part[3]:
            scale *= _TENS.get(multiple) or _MYRIADS[multiple]
        if last_scale is not None and (value * scale >= last_scale or (len(part[0]) == 1 and last_scale > 10)):
            return None
        total += value * scale
        last_scale = scale
    return total if at == len(text) else None


def _with_point(whole: str, fraction: str) -> Decimal | None:
    digits = fraction.rstrip("".join(_MYRIADS))
    before = _integer(whole)
    if before is None or not digits or any(c not in _DIGITS for c in digits):
        return None
    value = Decimal(f"{before}.{''.join(str(_DIGITS[c]) for c in digits)}")
    for myriad in fraction[len(digits) :]:
        value *= _MYRIADS[myriad]
    return value


def _integer(text: str) -> int | None:
    """Read a whole number in Chinese characters; digits without multiples are read by position."""
    if not text or any(c not in _DIGITS and c not in _TENS and c not in _MYRIADS for c in text):
        return None
    if all(c in _DIGITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    if "亿" in text or "億" in text:
        return _split(text.replace("億", "亿"), "亿", 10**8)
    if "万" in text or "萬" in text:
        return _split(text.replace("萬", "万"), "万", 10**4)
    return _below_myriad(text)


def _split(text: str, mark: str, scale: int) -> int | None:
    """Read a number with 万 or 亿: what stands before it, times its scale, plus what stands behind."""
    head, _, tail = text.rpartition(mark)
    high = _integer(head)
    if high is None or not head:
        return None
    if not tail:
        return high * scale
    if len(tail) == 1 and tail in _DIGITS:  # 一万五 is 15,000
        return high * scale + _DIGITS[tail] * scale // 10
    low = _integer(tail)
    return None if low is None or low >= scale else high * scale + low


def _below_myriad(text: str) -> int | None:
    """Read a number below 10,000 with 十, 百, 千, which must fall from left to right."""
    total, scale, digit, zero = 0, 10**4, None, False
    for character in text:
        if character in _TENS:
            unit = _TENS[character]
            if unit >= scale or (digit is None and unit != 10) or digit == 0:
                return None
            total += (1 if digit is None else digit) * unit
            scale, digit, zero = unit, None, False
        elif digit is not None:
            return None
        elif _DIGITS[character] == 0:
            zero = True
        else:
            digit = _DIGITS[character]
    if digit is not None:  # 一百五 is 150, 一百零五 is 105
        total += digit if zero or scale == 10 or scale == 10**4 else digit * scale // 10
    return total


def to_chinese(number: int) -> str:
    """Return the usual Chinese numeral of a whole number from 0 to 99,999,999 (12 is 十二, 105 一百零五)."""
    if number < 10:
        return ("零" + ONES)[number]
    if number >= 10**4:
        high, low = divmod(number, 10**4)
        return to_chinese(high) + "万" + (("零" if low < 1000 else "") + _below(low) if low else "")
    return _below(number).removeprefix("一") if 10 <= number < 20 else _below(number)


def _below(number: int) -> str:
    out, zero = "", False
    for scale, mark in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, scale)
        if digit:
            out += ("零" if zero and out else "") + ONES[digit - 1] + mark
            zero = False
        else:
            zero = True
    return out
