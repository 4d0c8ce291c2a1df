"""Captions of articles: 第十四条 自愿申请, with the text on the lines below, and 第一条 【目的】."""

from __future__ import annotations

import re

from ...text.levels import Level
from ...text.lines import first_lines, followed
from ...text.marks import SURE, any_of
from ...text.source import Span
from .markers import Marker

LONGEST_CAPTION = 30
_ARTICLE = Level.ARTICLE
HABIT = 2
"""Articles of a document that must have a caption before a line above a list counts as one."""

_BRACKETED = re.compile(r"[ ]?\[([^\[\]]{2,30})\]")
_NO_CAPTION = re.compile(r"[。:,!?]|;\Z")
_LISTED = re.compile(any_of(*SURE))


def captions(folded: str, marks: list[Marker], end: int) -> dict[int, Span]:
    """Return the spans of captions by the start of their article's mark.

    A short first line above other text is a caption. Above a list it may as well introduce the list (第八条 申请程序);
    it is a caption there only where other articles of the document have one.
    """
    found: dict[int, Span] = {}
    above_list: dict[int, Span] = {}
    for mark, following in followed(marks):
        if mark.level is not _ARTICLE:
            continue
        stop = following.span.start if following else end
        bracketed = _BRACKETED.match(folded, mark.span.end, stop)
        if bracketed:
            found[mark.span.start] = Span(*bracketed.span())
            continue
        line_end = folded.find("\n", mark.span.end, stop)
        first = folded[mark.span.end : max(line_end, mark.span.end)].strip()
        if not first or len(first) > LONGEST_CAPTION or _NO_CAPTION.search(first):
            continue
        content = first_lines(folded, Span(mark.span.end, stop), 2)
        if len(content) == 2:
            (above_list if _LISTED.match(content[1].of(folded)) else found)[mark.span.start] = content[0]
    if len(found) >= HABIT:
        return {**found, **above_list}
    return {at: span for at, span in found.items() if folded[span.start : span.end].lstrip().startswith("[")}
