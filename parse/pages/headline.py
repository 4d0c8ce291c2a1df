"""The headline of a page: the line above the one in which a site says when and whence it has the text.

某市停车月卡说明
发布时间：2024-03-05 10:11  来源：某市交通局  浏览：31次
"""

from __future__ import annotations

import re

from ...text.furniture import is_furniture
from ...text.lines import plain
from ...text.patterns import pattern
from ...text.source import Span
from ..metadata.header_labels import is_header

_MASTHEAD = re.compile(
    r"[(\[]?(?:(?:发布|发表|发稿|发文|更新|公开|信息|录入)?(?:时间|日期)[ ]?:[ ]?[\[(]?(?:19|20)\d\d"
    r"|(?:(?:信息|文章|稿件|内容|新闻)?来[ ]?源|作[ ]?者|发布(?:人|者|机构|单位|部门))[ ]?:[^。]{0,40}?\d{4}[年./-]\d"
    r"|(?:19|20)\d\d[年./-]\d\d?[月./-]\d\d?日?[ ]+(?:\d{1,2}:\d\d|来源|阅读|浏览|作者|信息来源))"
)
"""How the line begins in which a site says when it published a page, and what it has it from."""
_ABOVE = 4
"""Lines above such a line among which its headline stands."""
_SHORTEST, _LONGEST = 4, 80
"""Characters of a headline."""
_LABEL = re.compile(r"[^:]{1,12}:|[.@{<]")
"""How a line begins that is a label with its value, or a program's: 所属通知：…, @section."""
_CHINESE = pattern(r"[\u4e00-\u9fff]{3}")
_ENDED = frozenset("。;,:!?>|")


def headline_of(folded: str, page: list[Span], end: int) -> Span | None:
    """Return the headline of a page, None where there is none above `end`; the last, where several lines have one."""
    for index in range(len(page) - 1, 0, -1):
        if page[index].start <= end and _MASTHEAD.match(folded, *page[index]):
            for line in reversed(page[max(0, index - _ABOVE) : index]):
                if can_head(line.of(folded)):
                    return line
    return None


def can_head(line: str) -> bool:
    """Tell whether a line (folded, stripped) can be the headline of a page, by its form alone."""
    words = line.lstrip("# ")
    if len(plain(words)) < _SHORTEST or len(words) > _LONGEST or not _CHINESE.search(words):
        return False
    if words[-1] in _ENDED or "\t" in words or " | " in words:
        return False
    return not (_LABEL.match(words) or _MASTHEAD.match(words) or is_furniture(words) or is_header(words))
