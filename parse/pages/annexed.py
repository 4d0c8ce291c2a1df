"""Titles that head an annex of the document above and no document: 附表 / 某市停车收费标准, with a table below."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from ...text.lines import plain
from ...text.numerals import TENS
from ...text.source import Span
from .issuing import ISSUING_KINDS, issued_names
from .titles import clean_title, kind_of

_LABEL = re.compile(rf"[# ]*附[ ]?[件表录]?[ ]?[\d{TENS}]{{0,3}}[ ]*:?\Z")
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
        annexed = kept and not has_articles and is_labelled(folded, page, group[0].start)
        if not annexed or (_issues(folded, kept[-1]) and not _is_caption(folded, page, group[-1], kept[-1][-1])):
            kept.append(group)
    return kept


def is_labelled(folded: str, page: list[Span], title: int) -> bool:
    """Tell whether 附件 stands alone on the line above a title."""
    above = bisect_left(page, (title, -1)) - 1
    return above >= 0 and bool(_LABEL.match(page[above].of(folded)))


def _issues(folded: str, group: list[Span]) -> bool:
    return any(kind_of(clean_title(title.of(folded))) in ISSUING_KINDS for title in group)


def _is_caption(folded: str, page: list[Span], title: Span, notice: Span) -> bool:
    """Tell whether a row of a table follows the title, and the notice does not say that it issues what is so named."""
    below = bisect_right(page, (title.end, -1))
    if below >= len(page) or not _ROW.match(folded, *page[below]):
        return False
    names = [plain(name) for name, _ in issued_names(folded, Span(notice.end, title.start))]
    return not any(plain(title.of(folded)) in name for name in names)
