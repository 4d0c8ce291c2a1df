"""Numbering: gaps, repeats and wrong order among articles and items, as flags for an editor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from ...text.levels import Level
from ...text.source import Flag
from ..model import Provision
from .markers import HIGHEST, Marker, opens_line

_ARTICLE = Level.ARTICLE
_COUNTED = frozenset((Level.CHAPTER, Level.DIVISION, Level.ITEM, Level.SUBITEM))


def check_range(folded: str, markers: Sequence[Marker]) -> Iterator[Flag]:
    """Yield a flag for each 第N条 (章, 节, 编) that opens a line under a number that no regulation reaches.

    It opens no provision; its text stays with the provision above it.
    """
    for marker in markers:
        if marker.order[0] > HIGHEST and opens_line(folded, 0, marker.span.start):
            yield Flag("range", f"{marker.span.of(folded)}：编号超出范围，未作为条文标题", marker.span, score=0.9)


def check_numbering(root: Provision) -> Iterator[Flag]:
    """Yield a flag for each provision whose number does not follow from the one before it.

    Articles run on through the whole document; everything else is counted below its parent, or runs on from the
    last of its level before it.
    """
    articles: list[Provision] = []
    last: dict[Level, tuple[int, int]] = {}
    for node in root.inner():
        below: dict[Level, list[Provision]] = {}
        for child in node.children:
            if child.level is _ARTICLE:
                articles.append(child)
            elif child.level in _COUNTED:
                below.setdefault(child.level, []).append(child)
        for level, children in below.items():
            first = _order(children[0].number)
            runs_on = first is not None and level in last and first == (last[level][0] + 1, 0)
            yield from _check(children, last[level] if runs_on else (0, 0))
            last[level] = _order(children[-1].number) or (0, 0)
    articles.sort(key=lambda article: article.span)  # those beside a chapter were met before those in it
    yield from _check(articles, (0, 0))


def _check(nodes: Sequence[Provision], previous: tuple[int, int]) -> Iterator[Flag]:
    for node in nodes:
        order = _order(node.number)
        if order is None:
            continue
        whole, sub = previous
        previous = order
        if order in ((whole + 1, 0), (whole, sub + 1)):
            continue
        before = f"前一个是{whole}" + (f"之{sub}" if sub else "") if whole else "前面没有编号"
        if order == (whole, sub):
            yield _flag("repeat", f"{node.label}重复出现", node)
        elif order == (1, 0) and order < (whole, sub):
            yield _flag("restart", f"{node.label}处编号重新开始：{before}", node)
        elif order < (whole, sub):
            yield _flag("order", f"{node.label}次序颠倒：{before}", node)
        else:
            yield _flag("gap", f"{node.label}之前缺号：{before}", node)


@lru_cache(maxsize=4096)
def _order(number: str | None) -> tuple[int, int] | None:
    if not number:
        return None
    whole, _, sub = number.partition("之")
    if not whole.isdecimal():
        return None
    return int(whole), int(sub or 0)


def _flag(kind: str, reason: str, node: Provision) -> Flag:
    return Flag(kind, reason, node.own, score=0.9)
