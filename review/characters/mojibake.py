"""Garbage that a wrong encoding leaves: what was decoded in the wrong way is decoded the other way, and read again.

Chinese in UTF-8 that was read as GBK (鐨勭) or as Latin (çš„), and GBK that was read as Latin (µÄ), becomes Chinese
again; hardly any other text does. What cannot be read again is told by the signs that decoders leave.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

from ...extract.page import Processed
from ...text.source import Flag
from .regulations import stretches


class Way(NamedTuple):
    """A way in which text is garbled: how runs of it look, the encoding it was read in, the one it was written in.

    `telling` are characters of which garbage has one at least and other text hardly any, `written_as` how the bytes of
    three Chinese characters and more look.
    """

    runs: re.Pattern[str]
    telling: re.Pattern[str]
    read: str
    written: str
    written_as: re.Pattern[bytes]


_THIRDS = re.compile(rb"(?:[\xe4-\xe9\xef][\x80-\xbf]{2}){3,}")
_HALVES = re.compile(rb"(?:[\xb0-\xf7][\xa1-\xfe]){3,}")
_RARE = "".join(
    bytes([first, second]).decode("gbk")
    for first in (*range(0xE4, 0xEA), 0xEF)
    for second in range(0x80, 0xA1)
    if second != 0x7F
)
"""Characters of GBK that simplified texts do not have, and that the bytes of Chinese in UTF-8 make."""
_WAYS = (
    Way(re.compile("[^\x00-\x7f]{4,}"), re.compile(f"[{_RARE}]"), "gb18030", "utf-8", _THIRDS),
    Way(re.compile("[^\x00-\x7f一-鿿]{9,}"), re.compile("[ä-é]"), "cp1252", "utf-8", _THIRDS),
    Way(re.compile("[\xa0-\xff]{9,}"), re.compile("[ä-é]"), "latin-1", "utf-8", _THIRDS),
    Way(re.compile("[\xa1-\xff]{6,}"), re.compile("[\xa1-\xb6\xb8-\xd6\xd8-\xff]"), "latin-1", "gb2312", _HALVES),
)
_SIGNS = re.compile("\ufffd+|(?:锟斤拷|烫烫|屯屯屯)+|(?:ï¿½)+|[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]+")
"""What decoders put in place of what they cannot read, and control characters, which no text has."""
_SIGN = re.compile("[\ufffd锟烫屯ï\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
"""The first character of a sign: one class is looked for in a tenth of the time, and hardly a text has any."""


def check_mojibake(processed: Processed) -> Iterator[Flag]:
    """Yield a flag for each run of garbage in a page's regulations."""
    for stretch in stretches(processed):
        first = _SIGN.search(stretch.text)
        for match in _SIGNS.finditer(stretch.text, first.start()) if first else ():
            code = f"U+{ord(match[0][0]):04X}"
            yield stretch.flag("mojibake", f"解码失败留下的字符（{code}），原字已丢失", match.span(), None, 0.95)
        for way in _WAYS:
            for start, end, right in _read_again(stretch.text, way):
                garbage = stretch.text[start:end][:12]
                reason = f"“{garbage}”疑为编码错误（{way.written}误作{way.read}），原文疑为“{right[:12]}”"
                yield stretch.flag("mojibake", reason, (start, end), right, 0.9)


def _read_again(text: str, way: Way) -> Iterator[tuple[int, int, str]]:
    """Yield where Chinese stands that was read in the wrong way, and what was written."""
    if not way.telling.search(text):  # as of nearly every text, which need not be cut into runs
        return
    for run in way.runs.finditer(text):
        if not way.telling.search(run[0]):
            continue
        pieces = [character.encode(way.read, "ignore") for character in run[0]]
        starts = [0, *accumulate(map(len, pieces))]
        for match in way.written_as.finditer(b"".join(pieces)):
            try:
                right = match[0].decode(way.written)
            except UnicodeError:
                continue
            first = next(k for k, start in enumerate(starts) if start >= match.start())
            last = next(k for k, start in enumerate(starts) if start >= match.end())
            if starts[first] == match.start() and way.telling.search(run[0][first:last]):
                yield run.start() + first, run.start() + last, right
