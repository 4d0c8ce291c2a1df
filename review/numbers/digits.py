"""Letters and strokes that stand for digits: 1O万元, l5日, 二O一O年, 二00八年, 二○—○年."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...extract.page import Processed
from ...text.numerals import ONES
from ...text.source import Flag, Span
from ..seen import seen

_WRONG, _LOST, _READ_WELL, _MIXED = 0.95, 0.7, 0.5, 0.3
"""An amount; a year that is not read; one that is read all the same; two forms of zero in one number."""

_ARABIC = str.maketrans({"O": "0", "o": "0", "О": "0", "о": "0", "Ο": "0", "○": "0", "l": "1", "I": "1", "|": "1"})
"""What stands for an Arabic digit: Latin, Cyrillic and Greek letters, the Chinese zero, a stroke."""
_ALIKE = re.escape("".join(map(chr, _ARABIC)))
_NEAR = re.compile(rf"[\d{_ALIKE}](?:(?<=\d)[.,]?[{_ALIKE}]|(?<=[{_ALIKE}])[.,]?\d|(?<=[lI])[Oo])")
"""A look-alike beside a digit, or two of them: few texts have any, so the rest is tried only there."""
_TOKEN = frozenset(map(chr, _ARABIC)) | frozenset("0123456789.,")
_NUMBER = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.\d{1,4})?\Z")
_APART = re.compile(rf"(?:[A-Za-z][ ]?|[\d./\-_#{ONES}十百千万亿])\Z")
"""What a number does not follow: a code (GB/T 1O) or another numeral."""
_UNIT = re.compile(
    r"[ ]?(?:[十百千]?[万亿]?(?:元|美元|人次|人(?!大|民)|名|户|亩|吨|米|%|‰|倍|周岁|岁)|[万亿]|个(?!人)|年(?!级)"
    r"|月(?!台)|日(?!志)|天|公里|千米|公顷|平方|立方|千克|公斤|小时|分钟|次|件|条|款|项|分(?!局)|号)"
)

_FOREIGN = "OoОоΟ口0-9ー\\-"
_YEAR = re.compile(rf"[一二1-2\-ー][{ONES}○零{_FOREIGN}]{{3}}(?=[ ]?年)(?<!\d{{4}})(?<![{ONES}○零]{{4}})")
_CHINESE = str.maketrans(
    {**dict.fromkeys("OoОоΟ口0○零", "○"), **dict(zip("123456789", ONES, strict=True)), "-": "一", "ー": "一"}
)
_PLAUSIBLE = re.compile(rf"(?:一[八九]|二[○一])[{ONES}○]{{2}}\Z")
_STROKE = re.compile(r"[-ー](?<=十.)(?=[月日])")
_TWO_ZEROS = re.compile(rf"[{ONES}○]*○[{ONES}○]*○[{ONES}○]*")
_LETTER = re.compile(r"[OoОоΟ]")


def check_digits(processed: Processed) -> Iterator[Flag]:
    """Yield a flag for each number or year in which another character stands for a digit, with the number as it is."""
    text, folded = processed.page.source.text, seen(processed)
    for regulation in processed.page.regulations:
        yield from _amounts(text, folded, regulation.span)
        yield from _years(text, folded, regulation.span)


def _amounts(text: str, folded: str, span: Span) -> Iterator[Flag]:
    end = span.start
    for near in _NEAR.finditer(folded, *span):
        if near.start() < end:
            continue
        start, end = near.span()
        while start > span.start and folded[start - 1] in _TOKEN:
            start -= 1
        while end < span.end and folded[end] in _TOKEN:
            end += 1
        word = folded[start:end].rstrip(".,")
        number = word.translate(_ARABIC)
        behind = start + len(word)
        if not _NUMBER.match(number) or _APART.search(folded, max(span.start, start - 2), start):
            continue
        if unit := _UNIT.match(folded, behind, span.end):
            where = Span(start, unit.end())
            right = number + text[behind : unit.end()]
            yield Flag("digit", f"“{where.of(text)}”的数字中混有形近的字符，应为{right}", where, right, _WRONG)


def _years(text: str, folded: str, span: Span) -> Iterator[Flag]:
    for match in _YEAR.finditer(folded, *span):
        right = match[0].translate(_CHINESE)
        before = folded[match.start() - 1 : match.start()]
        if _PLAUSIBLE.match(right) and not (before.isalnum() and before in f"0123456789{ONES}十百千○"):
            score = _READ_WELL if _LETTER.search(match[0]) and not re.search(r"[\d口ー-]", match[0]) else _LOST
            reason = f"年份“{Span(*match.span()).of(text)}”中混有形近的字符"
            yield Flag("digit", reason, Span(*match.span()), right.replace("○", "〇"), score)
    for match in _STROKE.finditer(folded, *span):
        yield Flag("digit", "日期中的“一”写成了横线", Span(*match.span()), "一", _LOST)
    if "〇" in text and "○" in text:
        for match in _TWO_ZEROS.finditer(folded, *span):
            where = Span(*match.span())
            if len({*where.of(text)} & {"〇", "○", "◯"}) > 1:
                right = re.sub("[○◯]", "〇", where.of(text))
                yield Flag("digit", f"“{where.of(text)}”中混用两种零", where, right, _MIXED)
