"""Numbering: gaps, repeats and wrong order among articles and items, as flags for an editor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..ingest.source import Flag
from .model import Level, Provision

_COUNTED = frozenset((Level.CHAPTER, Level.DIVISION, Level.ITEM, Level.SUBITEM))


def check_numbering(root: Provision) -> Iterator[Flag]:
    """Yield a flag for each provision whose number does not follow from the one before it.

    Articles run on through the whole document, everything else below its parent.
    """
    articles = []
    for node, _ in root.walk():
        if node.level is Level.ARTICLE:
            articles.append(node)
        for level in {child.level for child in node.children} & _COUNTED:
            yield from _check([child for child in node.children if child.level is level])
    yield from _check(articles)


def _check(nodes: Sequence[Provision]) -> Iterator[Flag]:
    previous = (0, 0)
    for node in nodes:
        order = _order(node.number)
        if order is None:
            continue
        whole, sub = previous
        if order in ((whole + 1, 0), (whole, sub + 1)) or order == (1, 0) == previous:
            pass
        elif order == previous:
            yield _flag("repeat", f"{node.label} stands twice in a row", node)
        elif order < previous:
            kind = "restart" if order == (1, 0) else "order"
            yield _flag(kind, f"{node.label} follows number {whole}", node)
        else:
            yield _flag("gap", f"{node.label} follows number {whole}", node)
        previous = order


def _order(number: str | None) -> tuple[int, int] | None:
    if not number:
        return None
    whole, _, sub = number.partition("之")
    if not whole.isdecimal():
        return None
    return int(whole), int(sub or 0)


def _flag(kind: str, reason: str, node: Provision) -> Flag:
    return Flag(kind, reason, node.own, score=0.9)
