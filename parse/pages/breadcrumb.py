"""Breadcrumbs: the line in which a site says where a page stands, above which is nothing but menus.

您现在的位置：首页 > 政策法规 > 地方性法规        某市法规网 >> 政务公开 >> 通知公告
"""

from __future__ import annotations

import re

from ...text.source import Span
from ..tree.markers import Marker

_CRUMB = re.compile(
    r"(?:[您你]的?(?:现在|当前|目前)?|现在|当前|目前)(?:所在|所处)?的?位置(?![\u4e00-\u9fff])"
    r"|(?:所在)?位置[ ]*:[^。]{0,20}(?:首[ ]?页|>)|首[ ]?页[ ]*[>»›]"
    r"|[^>»›。:]{1,24}(?:[ ]*(?:>{1,2}|»|›)[ ]*[^>»›。:]{1,24}){2,}\Z"
)
_SAYS = re.compile(r"。")
_MOST_ABOVE = 0.2
"""The share of a page's sentences that may stand above its breadcrumbs: menus say what stands behind them."""


def breadcrumb(folded: str, page: list[Span], chain: list[Marker]) -> int | None:
    """Return which line of a page is its breadcrumbs, the last of several; None where it has none.

    Breadcrumbs stand above the first of the articles in `chain` and have most of the page's sentences below them.
    """
    end = chain[0].span.start if chain else len(folded)
    sentences = [match.start() for match in _SAYS.finditer(folded)]
    most = min(end, sentences[int(_MOST_ABOVE * len(sentences))]) if sentences else end
    above = (index for index in range(len(page) - 1, -1, -1) if page[index].start < most)
    return next((index for index in above if _CRUMB.match(folded, *page[index])), None)
