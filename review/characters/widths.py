"""Punctuation of the other width: a few half-width marks in a text of full-width ones, or the other way round."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...extract.page import Processed
from ...text.source import Flag
from .regulations import Stretch, stretches

_PAIRS = ((",", "，"), (";", "；"), (":", "："), ("(", "（"), (")", "）"), ("?", "？"), ("!", "！"))
_FEW = 0.1
"""Share of the marks of a text up to which one width is the exception: scrapers and authors mix them half and half."""
_ENOUGH = 10
"""Marks of the usual width that a text must have to have a usual one."""
_CHINESE = "[一-鿿（）“”《》〈〉、。，；：]"
_SCORE = 0.6


def check_widths(processed: Processed) -> Iterator[Flag]:
    """Yield a flag for each mark whose width is not that of its text."""
    for stretch in stretches(processed):
        found = {mark: _marks(stretch.text, mark) for pair in _PAIRS for mark in pair}
        half = sum(len(found[one]) for one, _ in _PAIRS)
        full = sum(len(found[other]) for _, other in _PAIRS)
        if half <= _FEW * full and full >= _ENOUGH:
            yield from _flags(stretch, found, 0, "半角", "全角")
        elif full <= _FEW * half and half >= _ENOUGH:
            yield from _flags(stretch, found, 1, "全角", "半角")


def _marks(text: str, mark: str) -> list[int]:
    """Return where a mark stands beside Chinese: within numbers and Latin words, half width is right."""
    sign = re.escape(mark)
    behind = r"(?!\d)" if mark in ":," else ""
    # what begins with a sign is looked for by that sign, and not tried at every character
    return [match.start() for match in re.finditer(f"{sign}(?:(?<={_CHINESE}{sign}){behind}|(?={_CHINESE}))", text)]


def _flags(stretch: Stretch, found: dict[str, list[int]], which: int, is_now: str, usual: str) -> Iterator[Flag]:
    for pair in _PAIRS:
        wrong, right = pair[which], pair[1 - which]
        for place in found[wrong]:
            reason = f"“{wrong}”是{is_now}标点，本文其他标点是{usual}，疑为“{right}”"
            yield stretch.flag("punctuation", reason, (place, place + 1), right, _SCORE)
