"""Titles that head an annex of the document above and no document: 附表 / 某市停车收费标准, with a table below."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from ...text.lines import followed, plain
from ...text.numerals import TENS
from ...text.source import Span
from .issuing import ISSUING_KINDS, MOST_BELOW, issued_names
from .titles import clean_title, kind_of

_LABEL = re.compile(rf"[# ]*(附[件表录]?)[ ]?[\d{TENS}]{{0,3}}[ ]*:?\Z")
_ROW = re.compile(r"\||[^\n]*\t")


def without_annexes(folded: str, page: list[Span], starts: list[list[Span]], articles: list[int]) -> list[list[Span]]:
    """Return the starts without those of annexes: below 附件 alone on its line, of a document that issues none.

    Of a notice, which issues what it names, such a title is a table's caption where nothing stands between them. What
    has articles is a document all the same. `articles` are where the articles of the page begin, in order.
    """
    kept: list[list[Span]] = []
    for index, group in enumerate(starts):
        end = starts[index + 1][0].start if index + 1 < len(starts) else len(folded)
        has_articles = bisect_left(articles, group[-1].end) < bisect_left(articles, end)
        if not kept or has_articles or not _is_annex(folded, page, group, kept):
            kept.append(group)
    return kept


def is_labelled(folded: str, page: list[Span], title: int) -> bool:
    """Tell whether 附件 stands alone on the line above a title."""
    return bool(_label(folded, page, title))


def _label(folded: str, page: list[Span], title: int) -> str:
    """Return the word of the label above a title (附件 of 附件2), empty where none stands there."""
    above = bisect_left(page, (title, -1)) - 1
    label = _LABEL.match(page[above].of(folded)) if above >= 0 else None
    return label[1] if label else ""


def _is_annex(folded: str, page: list[Span], group: list[Span], kept: list[list[Span]]) -> bool:
    """Tell whether a title is that of an annex of the document above, which may be an annex of a notice itself."""
    above = kept[-1]
    label = _label(folded, page, group[0].start)
    if not label or label == _label(folded, page, above[0].start):
        return False
    if _issues(folded, above):
        return _is_caption(folded, page, group[-1], above[-1])
    name = group[-1].of(folded)
    near = followed([*kept[-MOST_BELOW:], group])
    return not any(
        following and _issues(folded, notice) and folded.find(name, notice[-1].end, following[0].start) >= 0
        for notice, following in near
    )


def _issues(folded: str, group: list[Span]) -> bool:
    return any(kind_of(clean_title(title.of(folded))) in ISSUING_KINDS for title in group)


def _is_caption(folded: str, page: list[Span], title: Span, notice: Span) -> bool:
    """Tell whether a row of a table follows the title, and the notice does not say that it issues what is so named."""
    below = bisect_right(page, (title.end, -1))
    if below >= len(page) or not _ROW.match(folded, *page[below]):
        return False
    names = [plain(name) for name, _ in issued_names(folded, Span(notice.end, title.start))]
    return not any(plain(title.of(folded)) in name for name in names)
