"""What stands behind the last provision: annexes, and the signature block with issuer and date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ...text.dates import SIGNED_LINE, YEAR
from ...text.furniture import FILE_NAME, is_furniture
from ...text.lines import followed, lines, strip
from ...text.marks import STYLES
from ...text.numerals import parse_integer
from ...text.source import Span
from .markers import Marker, opens_line

_ANNEX = re.compile(STYLES["annex"].captured)
_ANNEX_LINE = re.compile(r"^[ \t]*附", re.M)
_NOT_ANNEX = re.compile(r"附则|附 则")
_LONGEST_ANNEX_LINE = 80
_LIST_ENTRY = re.compile(rf"{STYLES['arabic_point'].pattern}|\d{{1,2}}\.(?={YEAR}年)")  # 1.2025年某某简介
_SIGNATURE = re.compile(
    rf"(?:{SIGNED_LINE}|(?:[抄主分报][ ]*[送报]|主[ ]*题[ ]*词|内部发送|校[ ]*对|打[ ]*字|信息公开(?:选项|方式|属性)"
    r"|(?:[颁公发]布|印发|发文|成文|签署|通过|批准|施行|实施|执行|生效|失效|废止)(?:日期|时间))[ ]*:[^\n]*"
    rf"|(?:主题词|抄送|主送|分送|印发|联系人|联系电话|校对|印数|公开方式|公开属性)[^\n]*|相关附件:?|附件下载:?|{FILE_NAME}|[(\[][^()]{{2,30}}[)\]]|此[复令致][。]?|特此(?:通知|公告|通告|函复|批复|命令|说明)[。]?"
    r"|(?:总理|主席|[省市州县区部局署厅会院行校]长|主任)[ :]{1,4}[\u4e00-\u9fff ]{2,12}"
    r"|[^。;:,]{2,40}(?:府|室|厅|局|部|院|会|银行|署|委|办|处|中心|公司|大学|长|总理|主席|书记))\Z"
)
_WITNESS = re.compile(r"以昭信守|以资证明")
"""The closing formula of a treaty; it and the signatures below are no provisions."""


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex: its number, its span to the next annex or the end, and where its label (附件1：) ends."""

    number: str
    span: Span
    label_end: int


def find_annexes(folded: str, span: Span, markers: Sequence[Marker]) -> list[Annex]:
    """Return the annexes at the end of a document; a mere list of them (附件：1.…表) is left out.

    `markers` are those of the document in order; no annex begins above the last of them that opens a line.
    """
    opening = (m.span.start for m in reversed(markers) if opens_line(folded, span.start, m.span.start))
    last_rule = next(opening, span.start)
    if not _ANNEX_LINE.search(folded, last_rule, span.end):
        return []
    content = lines(folded, Span(last_rule, span.end))
    marks = []
    for index, line in enumerate(content):
        match = _ANNEX.match(folded, line.start, line.end)
        short = line.end - line.start <= _LONGEST_ANNEX_LINE
        if match and short and not _NOT_ANNEX.match(folded, line.start) and line.of(folded)[-1] not in "。;,":
            marks.append((index, match))
    real = [
        (index, match)
        for (index, match), following in followed(marks)
        if not _is_list(folded, content, index, following[0] if following else len(content))
    ]
    return [
        Annex(
            str(parse_integer(match[1]) if match[1] else position),
            Span(match.start(), following[1].start() if following else span.end),
            match.end(),
        )
        for position, ((_, match), following) in enumerate(followed(real), 1)
    ]


def _is_list(folded: str, content: list[Span], index: int, end: int) -> bool:
    """Tell whether an annex line only announces annexes: nothing but entries, dates or another annex follow it."""
    below = [folded[line.start : line.end] for line in content[index + 1 : end]]
    return all(_LIST_ENTRY.match(line) or _SIGNATURE.match(line) or is_furniture(line) for line in below)


def signature_start(folded: str, span: Span) -> int:
    """Return where the signature block (issuer, date, 此复, distribution line, a site's labels) at the end begins.

    The list of what is annexed (附件: 1.…) belongs to it, its numbered entries below the label included.
    """
    at = span.end
    content = lines(folded, span)
    for line in reversed(content[1:] if content and content[0].start == span.start else content):
        words = line.of(folded).lstrip("# ")
        if _SIGNATURE.match(words) or (_ANNEX.match(words) and words[-1] not in "。;"):
            at = line.start
        elif not (_LIST_ENTRY.match(words) and words[-1] not in "。;" and len(words) <= _LONGEST_ANNEX_LINE):
            break
    witness = _WITNESS.search(folded, *span)
    if witness is None:
        return at
    formula = Span(max(span.start, folded.rfind("\n", span.start, witness.start()) + 1), witness.end())
    return min(at, strip(folded, formula).start)
