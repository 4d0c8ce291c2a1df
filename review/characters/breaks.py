"""Lines that break within a word, and odd white space at their begin, in texts that are otherwise free of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import numpy as np

from ...extract.page import Processed
from ...text.numerals import HUNDREDS
from ...text.source import Flag
from .ngrams import LONGEST_WORD, SHORTEST_WORD, WORD, sums, table
from .regulations import stretches
from .stream import stream_of

_BROKEN = re.compile(rf"\n(?<=[^\n]{{19}}[一-鿿]\n)(?=[一-鿿])(?!第[{HUNDREDS}零\d]+[条章节编])")
"""A line of some length that ends with a character and goes on in the next, which is no heading."""
_STRAY = re.compile(r" (?<=\n )(?=[一-鿿（(]\S)")
_LINES = re.compile(r"\n(?=[^\S\n]*\S)")
_ARTICLE = re.compile(rf"(?m:^)[^\S\n]*第[{HUNDREDS}零〇\d]+条([^\S\n]+)(?=\S)")
_ENOUGH = 10
"""Articles that tell what white space behind their numbers is usual."""
_FEW = 0.1
"""Share of the lines of a text up to which a fault of lines is one: where most are so, the text was set like that."""
_KNOWN = 3
"""Level from which four characters across a break are taken for one phrase: they stand in it 4 times and more."""
_SCORE = 0.6


def check_breaks(processed: Processed) -> Iterator[Flag]:
    """Yield a flag for each line break within a word, each stray space in front of a line, and behind a number."""
    for stretch in stretches(processed):
        few = _FEW * len(_LINES.findall(stretch.text))
        breaks = [match.start() for match in _BROKEN.finditer(stretch.text)]
        if len(breaks) <= few:
            for place in filter(lambda place: _is_within_word(stretch.text, place), breaks):
                words = stretch.text[place - 2 : place] + stretch.text[place + 1 : place + 3]
                yield stretch.flag("punctuation", f"换行断开了“{words}”", (place, place + 1), "", _SCORE)
        spaces = [match.span() for match in _STRAY.finditer(stretch.text)]
        if len(spaces) <= few:
            for span in spaces:
                yield stretch.flag("punctuation", "行首有多余的空格", span, "", _SCORE)
        for span, usual in _spacing(stretch.text):
            yield stretch.flag("punctuation", "条号之后的空格与其他各条不同", span, usual, _SCORE)


def _spacing(text: str) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield the white space behind the numbers of articles that is not what the text has there, and what it has."""
    found = [match.span(1) for match in _ARTICLE.finditer(text)]
    often = Counter(text[start:end] for start, end in found)
    for usual, count in often.most_common(1):
        if len(found) >= _ENOUGH and count >= (1 - _FEW) * len(found):
            yield from ((span, usual) for span in found if text[slice(*span)] != usual)


def _is_within_word(text: str, place: int) -> bool:
    """Tell whether a line break stands in a word that regulations use, or amid four characters that they use."""
    before, behind = text[place - 3 : place], text[place + 1 : place + 4].partition("\n")[0]
    codes = stream_of(before + behind).codes
    at = len(stream_of(before).codes)
    for size in range(SHORTEST_WORD, LONGEST_WORD + 1):
        starts = np.arange(max(0, at - size + 1), min(at, len(codes) - size + 1))
        total = sums(codes, size)[starts]
        is_known = table().levels(total) >= _KNOWN
        is_word = table().levels(total + WORD) > 0
        if (is_known & (is_word | ((size == LONGEST_WORD) & (starts == at - 2)))).any():
            return True
    return False
