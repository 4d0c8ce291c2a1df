"""Headings of orders and announcements: 某市人民政府令（第12号）, or 令 or 第12号令 below the name of an authority."""

from __future__ import annotations

import re

from ...text.lines import plain
from ...text.numerals import HUNDREDS
from ...text.source import Span
from .announced import announced_name, names_same
from .issuing import ORDER_KINDS
from .titles import LONGEST_TITLE, is_head_of_state, is_issuer, is_title, unspaced

_NUMBER = rf"(?:\d{{4}}(?:年|[)\]]))?[ ]?第[ ]?[\d{HUNDREDS}○零]+[ ]?号[)\]]?"
_HEAD = r"[# ]*([\u4e00-\u9fff、 ]{0,60})(令|公[ ]?告)[ ]*[(\[]*(?:[\u4e00-\u9fff]{1,4}届[)\]]?[ ]?)?" + _NUMBER
_NUMBERED = re.compile(rf"{_HEAD}\Z|[# ]*(第[ ]?[\d{HUNDREDS}○零]+[ ]?号[ ]?(令))\Z")
_LONE = re.compile(rf"{_HEAD}[ ]*(?:[(\[][^()]{{2,60}}[)\]])?\Z")
"""With what a site says of it in brackets: 某行公告〔2024〕第21号（修改《某办法》）."""
_LONGEST = 90
_NEAR_BELOW, _FAR_BELOW = 4, 30
"""Lines below an order's heading among which it announces a title, and among which that title stands."""
_TOP = 3
"""Lines from the top of a page among which the heading of an order stands that has its text right below."""


def numbered_order(folded: str, page: list[Span], index: int) -> Span | None:
    """Return the heading of an order whose number stands on its line, if it announces a title that stands below."""
    line = page[index]
    head = _NUMBERED.match(folded, *line) if line.end - line.start <= _LONGEST else None
    if head is None or not (
        is_issuer(name) or is_head_of_state(name)
        if (name := (head[1] or "").strip("# "))
        else index > 0 and is_issuer(unspaced(page[index - 1].of(folded)))
    ):
        return None
    below = page[index + 1 : index + _FAR_BELOW]
    name = announced_name(folded[line.end : below[_NEAR_BELOW - 1].end if len(below) >= _NEAR_BELOW else len(folded)])
    stands = any(_is_named(name, other.of(folded)) for other in below[1:])
    return (Span(*head.span(3)) if head[3] else Span(head.start(1), head.end(2))) if stands else None


def lone_order(folded: str, page: list[Span], index: int) -> Span | None:
    """Return the heading of an order or announcement that opens a page, if its text follows, whatever that says."""
    line = page[index]
    if index >= _TOP or index + 1 >= len(page) or line.end - line.start > _LONGEST:
        return None
    head = _LONE.match(folded, *line)
    if head is None or not is_issuer(head[1].strip("# ")) or folded[page[index + 1].end - 1] not in "。:;":
        return None
    return Span(head.start(1), head.end(2))


def is_order_number(line: str) -> bool:
    """Tell of a line 第21号令 below the name of an authority."""
    numbered = _NUMBERED.match(line)
    return numbered is not None and numbered[3] is not None


def heads_order(folded: str, before: Span, content: str) -> bool:
    """Tell of a line 公　告 or 令 below the name of an authority."""
    return re.sub(r"\s", "", content) in ORDER_KINDS and is_issuer(unspaced(before.of(folded)))


def _is_named(name: str | None, line: str) -> bool:
    return (
        len(line) <= LONGEST_TITLE
        and "。" not in line
        and is_title(line.lstrip("# "))
        and names_same(name, plain(line))
    )
