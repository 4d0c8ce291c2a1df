"""Characters of another script that look like the right ones: radicals, variants, kana, rings and letters for 〇.

Traditional characters in a simplified text are among them; so are private-use characters, which no other program shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...extract.page import Processed
from ...text.numerals import ONES, TENS
from ...text.radicals import RADICALS, unified
from ...text.source import Flag
from ...text.traditional import simplified_forms
from .regulations import Stretch, is_simplified, stretches

_ALIKE = re.compile(f"[{RADICALS}]")
"""Radicals and compatibility ideographs: each looks like a character and is found by no search for it."""
_KANA = {
    "ー": "一",
    "ニ": "二",
    "ハ": "八",
    "カ": "力",
    "ロ": "口",
    "エ": "工",
    "タ": "夕",
    "ト": "卜",
    "チ": "千",
    "オ": "才",
}
_LONE_KANA = re.compile(f"[{''.join(_KANA)}](?<=[一-鿿].)(?=[一-鿿])")
_ANY_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")
_RING = re.compile(rf"[一二](?<![{TENS}○〇OoО◯0０].)(?=[^年]{{0,2}}[○OoО◯0０])[{ONES}○〇OoО◯0０]{{3}}(?=年)")
_RINGS = str.maketrans(dict.fromkeys("○OoО◯0０", "〇"))
_PRIVATE = re.compile("[\ue000-\uf8ff]+")
_NEAR = 100
"""Characters: so many blanks on one side of a character are as good as the end of its line."""


def check_script(processed: Processed) -> Iterator[Flag]:
    """Yield a flag for each character of a page's regulations that belongs to another script than its text."""
    for stretch in stretches(processed):
        yield from _alike(stretch)
        yield from _kana(stretch)
        yield from _rings(stretch)
        yield from _private(stretch)
        yield from _traditional(stretch)


def _alike(stretch: Stretch) -> Iterator[Flag]:
    for match in _ALIKE.finditer(stretch.text):
        right = unified(match[0])
        suggestion = right if right != match[0] else None
        meant = f"，应为“{right}”" if suggestion else ""
        yield stretch.flag(
            "script", f"“{match[0]}”是部首或兼容字符（{_code(match[0])}）{meant}", match.span(), suggestion, 0.95
        )


def _kana(stretch: Stretch) -> Iterator[Flag]:
    found = [*_LONE_KANA.finditer(stretch.text)]
    if found and len(_ANY_KANA.findall(stretch.text)) <= len(found) + stretch.text.count("ー"):
        for match in found:
            right = _KANA[match[0]]
            yield stretch.flag("script", f"“{match[0]}”是日文假名，疑为汉字“{right}”", match.span(), right, 0.9)


def _rings(stretch: Stretch) -> Iterator[Flag]:
    for match in _RING.finditer(stretch.text):
        right = match[0].translate(_RINGS)
        reason = f"年份“{match[0]}”中的“○”或字母不是汉字“〇”，应为“{right}”"
        yield stretch.flag("script", reason, match.span(), right, 0.9)


def _private(stretch: Stretch) -> Iterator[Flag]:
    """Yield private-use characters: at the ends of lines they are marks of a word processor, within them lost signs."""
    for match in _PRIVATE.finditer(stretch.text):
        before = stretch.text[max(0, match.start() - _NEAR) : match.start()].rstrip(" \u3000\t")
        behind = stretch.text[match.end() : match.end() + _NEAR].lstrip(" \u3000\t")
        is_mark = not before or not behind or before[-1] == "\n" or behind[0] == "\n"
        what = "疑为文字处理软件留下的控制符" if is_mark else "原字可能已丢失，请对照原件"
        yield stretch.flag(
            "script", f"私用区字符{_code(match[0][0])}，{what}", match.span(), "" if is_mark else None, 0.9
        )


def _traditional(stretch: Stretch) -> Iterator[Flag]:
    if is_simplified(stretch.text):
        for place, right in simplified_forms(stretch.text):
            reason = f"简体文本中的繁体字“{stretch.text[place]}”，应为“{right}”"
            yield stretch.flag("script", reason, (place, place + 1), right, 0.8)


def _code(character: str) -> str:
    return f"U+{ord(character):04X}"
