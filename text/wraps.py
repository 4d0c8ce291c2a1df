"""Ends of lines that a printed page, or a program that turned it into text, put into the middle of sentences.

They break words (不得⏎超过两年), so what is matched is the text without them. A text has such ends where most of the
lines that end in no mark, and go on in the next one, are as long as its longest: a title or a cell is shorter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .numerals import NUMERAL_CHARACTERS
from .source import Span

_NUMBER = rf"[{NUMERAL_CHARACTERS}\d]"
_MARKED = rf"第{_NUMBER}+[编章节条款]|[(（]{_NUMBER}{{1,3}}[)）]|{_NUMBER}{{1,3}}[、.．)）]|附[件表录]|目录"
"""How a line begins that does not go on with the one before."""
_PAGE = r"[ \t\u3000]*[-—–－·]?[ ]?\d{1,3}(?:[ ]?[-—–－·])?[ \t\u3000]*\r?\n"
"""The line of a page's number, which may stand between."""
_END = re.compile(rf"\n(?:{_PAGE})?(?!{_MARKED})(?=[\u4e00-\u9fff0-9０-９A-Za-z，、。；：）》”])")
"""An end behind which a sentence may go on; it is sought first, since most characters may stand before one."""
_LAST = re.compile(r"[\u4e00-\u9fff0-9０-９A-Za-z%％，、（《“]")
"""The last character of a line that may go on."""
_OF_TITLES = ("的通知", "的决定", "的公告", "的意见", "的批复")
_FEWEST, _SHARE = 8, 0.6
"""Ends of full lines that a wrapped text has at least, and their share of all that go on; of so many the next line ends
a sentence, or is full too."""
_LINES = 10
"""Lines that sentences have on average in a wrapped text, at most: a list of names ends none."""
_MARKS = ("。", "；", "：", "，", "、", "！", "？", "）", ";", ":", ",", ")")
_NARROWEST = 30
_FULL = (0.85, 1.15)
"""Half-width characters of the full lines of a wrapped text, and how far others are from it."""


def line_wraps(text: str) -> tuple[Span, ...]:
    """Return the ends of lines that stand in the middle of sentences, in order, none where a text is not wrapped."""
    ends = _ends(text)
    if len(ends) < _FEWEST:
        return ()
    widths = sorted(_widths(text))
    full = widths[len(widths) * 19 // 20] if widths else 0
    if full < _NARROWEST:
        return ()
    wraps = [end for end in ends if _is_full(text[text.rfind("\n", 0, end.start) + 1 : end.start], full)]
    after = [_line_at(text, wrap.end) for wrap in wraps]
    ended = sum(line.endswith(_MARKS) for line in after)
    going_on = sum(not line.endswith(_MARKS) and _is_full(line, full) for line in after)
    is_wrapped = min(len(wraps), ended + going_on) >= max(_FEWEST, _SHARE * len(ends)) and ended * _LINES > len(wraps)
    return tuple(wraps) if is_wrapped else ()


def _ends(text: str) -> list[Span]:
    """Return the ends of lines that go on in the next one, each with the line of a page's number between, if any."""
    ends: list[Span] = []
    at = 0
    while found := _END.search(text, at):
        line = text[text.rfind("\n", 0, found.start()) + 1 : found.start()]
        words = line.removesuffix("\r")
        end = found.start() - len(line) + len(words)
        words = words.rstrip(" \t\u3000")
        goes_on = _LAST.match(words[-1:]) and not words.endswith(_OF_TITLES)
        at = found.end() if goes_on else found.start() + 1
        if goes_on:
            ends.append(Span(end, at))
    return ends


def _line_at(text: str, start: int) -> str:
    end = text.find("\n", start)
    return text[start : end if end >= 0 else len(text)].rstrip()


def _is_full(line: str, full: float) -> bool:
    return _FULL[0] * full <= _width(line) <= _FULL[1] * full


def _widths(text: str) -> Iterator[int]:
    """Yield the widths of the lines that are not blank, without those of tables."""
    return (_width(line) for line in text.splitlines() if line.strip() and "\t" not in line and "|" not in line)


def _width(line: str) -> int:
    """Return the width of a line in half-width characters."""
    return len(line.rstrip().encode("gb18030", "replace"))
