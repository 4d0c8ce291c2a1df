"""The title block of a document: title, number, dates, history and contents above the first provision.

It is read twice. Before there is a tree, `title_block_end` tells by the lines below the title where the text begins.
When the tree is built, `whole_title_block` adds the lines of a history that the tree took for paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...text.dates import DATE, NUMERIC, YEAR
from ...text.doc_numbers import COUNT
from ...text.furniture import is_furniture
from ...text.lines import each_line
from ...text.marks import HEADINGS, any_of
from ...text.patterns import pattern
from ...text.source import Span
from ..model import Event, Provision
from ..pages.site_titles import rest_of_line
from ..pages.titles import is_issuer
from .header_labels import has_label_cells, is_bare_label, is_header, label_of

_FRONT = re.compile(
    r"[(\[][^()]*[)\]]"  # (1991年3月26日国务院令第19号发布)
    rf"|.{{0,40}}\d+[ ]?号[)\]]?(?:[ ]+(?:{DATE}|{NUMERIC}))?"  # 威政发〔2008〕61号
    rf"|(?:[\u4e00-\u9fff、 ]{{0,30}}(?:令|公告))?[ ]?第[ ]?{COUNT}[ ]?号[)\]]?"  # 第六十二号, below an order's heading
    rf"|.{{0,8}}{YEAR}[ ]?年.{{0,120}}[日号过准布正订行改止效发](?:[)\],、]|[, ]*根据)?"  # 2001年10月27日 … 会议通过
    r"|(?:19|20)\d\d年\d+月\d+日,.{2,20}"  # 1992年6月23日,国家科委
    r"|<!--.*-->|目[ ]*[录次]"
    rf"|(?:发布|印发|成文|公布)?日期:.{{8,12}}|{NUMERIC}"
)
_CONTENTS = re.compile(r"目[ ]*[录次]")
_HEADING = pattern(rf"(?:{any_of(*HEADINGS)}|附[ ]?则|附[ ]?件).{{0,60}}")

_HISTORICAL = pattern(
    rf"{DATE}|(?:19|20)\d\d年.*[日号过准布正订行改止效\d)]\Z|^(?:<!--.*-->|\S{{1,20}}\[\d{{4}}\]\S{{1,8}}号)\Z"
)
_COMPLETES = pattern(
    r"(?:第[^编章节条]{1,8}[次届]|(?!第)[\u4e00-\u9fff])[^,:;。]{1,39}(?:通过|批准|公布|发布|修正|修订)\)?\Z"
)
"""The second line of a step that is broken: 1984年1月7日 国务院 / 中央军委发布."""
_STEP = pattern(rf"\A\(?(?:根据)?{DATE}.*(?:公布|发布|修正|修订|通过|批准|施行)。(?:根据)?\Z")
"""A step that ends in a full stop."""
_DATELESS = pattern(
    r"自?(?:公布|发布|通过|批准)之日起?(?:施行|生效|实施)|[\u4e00-\u9fff]{6,40}次会议(?:通过|批准|修订|修正)\)?"
)
"""A step without its day: 发布之日施行, 某市第十五届人民代表大会常务委员会第五次会议修订."""
_SHORT, _FEW = 40, 3
"""Characters of a short line in a title block, and how many may stand together."""


def title_block_end(folded: str, span: Span, title_end: int) -> int:
    """Return where the title block of a document ends: behind title, number, dates and history lines."""
    at = title_end
    line_end = folded.find("\n", title_end, span.end)
    labelled = is_header(folded[folded.rfind("\n", 0, title_end) + 1 : max(line_end, title_end)].strip() or " ")
    valued = False  # whether the line above is a label, whose value this one is
    above = ["", "", ""]  # the 编, 章 and 节 of the contents that the line stands below
    contents: set[str] | None = None  # the headings of a table of contents, once one has begun
    for line in each_line(folded, Span(title_end, span.end)):
        words = line.of(folded)
        if _CONTENTS.fullmatch(words):
            contents = set()
        elif contents is not None and _HEADING.fullmatch(words):
            level = next((depth for depth, name in enumerate("编章节") if name in words[:6]), 0)
            above[level:] = [re.sub(r"\s", "", words), "", ""][: 3 - level]  # sections start again below each chapter
            if "".join(above) in contents:
                break
            contents.add("".join(above))
        elif not (_is_front(words) or valued or (line.start < line_end and (labelled or rest_of_line(words)))):
            break
        valued = is_bare_label(words) and not valued
        at = line.end
    return at


def _is_front(line: str) -> bool:
    return "。" not in line and (
        bool(_FRONT.fullmatch(line))
        or label_of(line) is not None
        or is_bare_label(line)
        or has_label_cells(line)
        or is_furniture(line)
        or is_issuer(line)
    )


def whole_title_block(folded: str, root: Provision) -> Span:
    """Return the span of a document's title block, with those lines below it that only tell its history.

    The tree takes a history that is broken over lines for paragraphs. A line with a full stop is text, and so is one
    that has no year, number or comment in it, unless a bracket is still open or it is short and such a line follows
    (第二编 between title and history).
    """
    labelled = next((child.span.start for child in root.children if child.label), root.span.end)
    end = root.own.end
    unclosed, between = _unclosed(root.own.of(folded)), 0
    for line in each_line(folded, Span(end, labelled)):
        words = line.of(folded)
        if re.search(r"[。;]|:\Z", words) and not (words.count("。") == 1 and _STEP.match(words)):
            break
        broken = between == 0 and end > root.own.start and _COMPLETES.match(words)
        if unclosed > 0 or broken or _HISTORICAL.search(words) or _DATELESS.fullmatch(words):
            end, between = line.end, 0
        elif len(words) > _SHORT or (not is_issuer(words) and (between := between + 1) > _FEW):
            break
        unclosed += _unclosed(words)
    return Span(root.span.start, end)


def told_end(folded: str, block: Span, history: Sequence[Event]) -> int:
    """Return where the lines of a title block (`whole_title_block`) end that tell its history, or where it begins."""
    told = max((event.span.end for event in history), default=block.start)
    end = line_end = folded.find("\n", told, block.end)
    for line in each_line(folded, Span(line_end, block.end)) if line_end >= 0 else ():
        if not _DATELESS.fullmatch(line.of(folded)):
            break
        end = line.end
    return end if end >= 0 else block.end


def _unclosed(words: str) -> int:
    """Return how many brackets more are opened than closed."""
    return sum(words.count(mark) for mark in "(《〈") - sum(words.count(mark) for mark in ")》〉")
