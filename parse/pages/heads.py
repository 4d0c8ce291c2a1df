"""Heads: where what belongs to a document begins above its title: labels, a 文号, an announcement without a heading."""

from __future__ import annotations

import re
from bisect import bisect_right

from ...text.doc_numbers import DOCUMENT_NUMBER, TERM_BEHIND
from ...text.lines import plain
from ...text.patterns import pattern
from ...text.source import Span
from ..metadata.header_labels import is_bare_label, is_header, read_labels
from .announced import announced_name, names_same
from .titles import is_issuer

_NUMBERED_ORDER = pattern(rf"(([\u4e00-\u9fff]{{4,40}})(?:公告|令)){TERM_BEHIND}")
_NUMBER = pattern(DOCUMENT_NUMBER)
"""The number of a document, above which its authority may stand."""
_WORD = re.compile(r"\w")
_SIGNATURE = 8
"""Lines of an announcement's signature, above the number and the title of what it announces."""


def header_start(folded: str, page: list[Span], title: int) -> int:
    """Return where the lines above a title begin that already belong to its document: 索引号, 文号, 附件."""
    start = title
    for index in range(bisect_right(page, (title, -1)) - 1, -1, -1):
        words = page[index].of(folded)
        heads = start < title and start == page[index + 1].start and _NUMBER.fullmatch(folded, *page[index + 1])
        if is_header(words) or (index and is_bare_label(page[index - 1].of(folded))) or (heads and is_issuer(words)):
            start = page[index].start
        elif _WORD.search(folded, *page[index]):  # a rule of dashes may stand between
            break
    return start


def announcement_above(folded: str, page: list[Span], group: list[Span]) -> tuple[int, Span] | None:
    """Return where the announcement of the first document of a page begins that has no heading of its own.

    And the copy of the title that stands below it.
    """
    for title in group:
        index = bisect_right(page, (header_start(folded, page, title.start), -1))
        near = reversed(page[max(0, index - _SIGNATURE) : index])
        says = (line for line in near if "。" in line.of(folded))
        line = next(
            (line for line in says if names_same(announced_name(line.of(folded)), plain(title.of(folded)))), None
        )
        if line:
            head = header_start(folded, page, _addressee(folded, page, line.start))
            above = [copy for copy in group if not folded[copy.end : head].strip() and copy.end <= head]
            return (header_start(folded, page, above[0].start) if above else head), title
    return None


def _addressee(folded: str, page: list[Span], start: int) -> int:
    """Return where the line above begins, if it tells to whom the announcement is sent: 各区人民政府：."""
    index = bisect_right(page, (start, -1)) - 1
    return page[index].start if index >= 0 and folded[page[index].end - 1] == ":" else start


def named_in_labels(folded: str, labels: Span) -> Span | None:
    """Return where the labels of a page name its announcement, as whose number they give 某市公告〔2021〕第3号."""
    number = read_labels(folded, folded, labels).get("doc_number", "")
    order = _NUMBERED_ORDER.fullmatch(number)
    if order is None or not is_issuer(order[2]):
        return None
    at = folded.find(number, *labels)
    return Span(at, at + len(order[1]))
