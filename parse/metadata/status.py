"""The status that a document has of itself: a draft that is sent round, rules that are on trial."""

from __future__ import annotations

import re

from ...text.fold import fold
from ...text.lines import lines
from ...text.source import Span
from ..pages.segmentation import Part
from ..pages.titles import DRAFT, TRIAL, kind_of

_TRIAL = re.compile(r"(试[ ]*行|暂[ ]*行)(.*)")
_NAMED = re.compile(r"《[^《》]*》")
_BRACKETED = re.compile(r"[(\[][^()\[\]]*[)\]]|[^()\[\]]*[)\]]")
"""What stands in brackets, also behind a mark of trial that stands in them: 某方案（试行第九版）."""
_CARRIED_OUT = ("条例", "规定", "办法", "规则", "细则", "规程")
"""Kinds of documents that others carry out: of 某暂行条例实施细则 it is the 条例 that is on trial."""


def stated_status(folded: str, part: Part, front: Span) -> str | None:
    """Return the status that title and title block tell: 征求意见稿, 草案, 试行, 暂行; None where they tell none."""
    for line in lines(folded, front):
        draft = DRAFT.search(line.of(folded))
        if draft and (draft[0].startswith(("(", "[")) or draft.start() > 0):
            return "征求意见稿" if "征求意见" in draft[1] else "草案" if "审议稿" in draft[1] else draft[1]
        trial = TRIAL.search(line.of(folded))
        if trial:
            return trial[1]
    mark = _TRIAL.search(_NAMED.sub("", fold(part.title)))
    if mark is None:
        return None
    behind = _BRACKETED.sub("", mark[2]).strip()
    parent = behind.removesuffix(kind_of(behind) or "")
    return None if any(kind in parent for kind in _CARRIED_OUT) else re.sub(r"\s", "", mark[1])
