"""The title block of a document: title, number, dates, history and contents above the first provision."""

from __future__ import annotations

import re

from ...text.furniture import is_furniture
from ...text.lines import each_line
from ...text.marks import HEADINGS, any_of
from ...text.source import Span
from ..pages.titles import is_issuer
from .header_labels import is_bare_label, label_of

_YEAR = r"(?:\d{4}|[一二○零]{1,2}[○零一二三四五六七八九]{2,3})[ ]?年"
_FRONT = re.compile(
    r"[(\[][^()]*[)\]]"  # (1991年3月26日国务院令第19号发布)
    r"|.{0,40}\d+[ ]?号[)\]]?"  # 威政发〔2008〕61号
    rf"|.{{0,8}}{_YEAR}.{{0,120}}[日号过准布正订行改止效发](?:[)\],、]|[, ]*根据)?"  # 2001年10月27日 … 会议通过
    r"|(?:19|20)\d\d年\d+月\d+日,.{2,20}"  # 1992年6月23日,国家科委
    r"|<!--.*-->|目[ ]*[录次]"
    r"|(?:发布|印发|成文|公布)?日期:.{8,12}"
)
_CONTENTS = re.compile(r"目[ ]*[录次]")
_HEADING = re.compile(rf"(?:{any_of(*HEADINGS)}|附[ ]?则|附[ ]?件).{{0,60}}")


def front_end(folded: str, span: Span, title_end: int) -> int:
    """Return where the title block of a document ends: behind title, number, dates and history lines."""
    at = title_end
    valued = False  # whether the line above is a label, whose value this one is
    contents: set[str] | None = None  # the headings of a table of contents, once one has begun
    for line in each_line(folded, Span(title_end, span.end)):
        words = line.of(folded)
        if _CONTENTS.fullmatch(words):
            contents = set()
        elif contents is not None and _HEADING.fullmatch(words):
            label = re.sub(r"\s", "", words)
            if label in contents:
                break
            contents.add(label)
        elif not (_is_front(words) or valued):
            break
        valued = is_bare_label(words) and not valued
        at = line.end
    return at


def _is_front(line: str) -> bool:
    return "。" not in line and (
        bool(_FRONT.fullmatch(line))
        or label_of(line) is not None
        or is_bare_label(line)
        or is_furniture(line)
        or is_issuer(line)
    )
