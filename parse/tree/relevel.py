"""A tree in which provisions have other levels than the program gave them, because an editor says so."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import takewhile
from types import MappingProxyType
from typing import NamedTuple

from ...text.levels import Level
from ...text.marks import LISTS
from ...text.source import Span
from ..model import Provision
from .build import AROUND
from .markers import find_markers

Levels = Mapping[Span, Level]
"""Where the first words of provisions stand, and which levels these have."""

NO_LEVELS: Levels = MappingProxyType({})


class _Split(NamedTuple):
    """A provision without what stands behind one below it; `behind` is that, in order."""

    before: Provision
    behind: tuple[Provision, ...]


def with_levels(folded: str, text: str, root: Provision, levels: Levels) -> Provision:
    """Return a tree in which the provisions that begin at the spans have the levels given.

    Such a provision hangs below the nearest one before it of an outer level, beside the one above it that has its level
    already. What follows it as far as its new parent reaches, and lies deeper, is below it. The tree still tiles the
    same characters. Spans at which no provision begins count for nothing.
    """
    if not levels:
        return root
    for span, level in sorted(levels.items()):
        path = root.path_at(*span)
        node = root.at(path)
        if path and node.level is not level and begins_with(folded, node, span):
            root = _moved(root, path, _named(folded, text, node, level))
    return _counted(root)


def begins_with(text: str, provision: Provision, words: Span) -> bool:
    """Tell whether a provision begins with the words at a span, white space and Markdown marks apart."""
    return words.start >= provision.span.start and not text[provision.span.start : words.start].strip(AROUND)


def _moved(root: Provision, path: Sequence[int], provision: Provision) -> Provision:
    """Return a tree with `provision` in the place of the one at a path, whose level it no longer has."""
    line = [root.at(tuple(path[:depth])) for depth in range(len(path))]  # those above it, the root first
    depth = _parent(line, provision.level)
    before, behind = _split(line[depth], path[depth:])
    following = (*provision.children, *behind)
    below = tuple(takewhile(lambda one: one.level.order > provision.level.order and not one.is_signature, following))
    siblings = _appended(before.children, _over(provision, below, provision.own.end))
    for child in provision.children[len(below) :]:
        siblings = _appended(siblings, child)
    beside = behind[max(0, len(below) - len(provision.children)) :]
    changed = _over(before, (*siblings, *beside), line[depth].span.end)
    for at in reversed(range(depth)):
        children = line[at].children
        changed = line[at]._replace(children=(*children[: path[at]], changed, *children[path[at] + 1 :]))
    return changed


def _parent(line: Sequence[Provision], level: Level) -> int:
    """Return which of the provisions above one it hangs below: that of one of its level, else the innermost outer."""
    for depth, above in enumerate(line):
        if above.level is level and depth:
            return depth - 1
    return max((depth for depth, above in enumerate(line) if above.level.order < level.order), default=0)


def _split(above: Provision, path: Sequence[int]) -> _Split:
    """Take the provision at a path and all behind it out of `above`."""
    index, deeper = path[0], path[1:]
    kept, behind = above.children[:index], above.children[index + 1 :]
    if deeper:
        inner = _split(above.children[index], deeper)
        kept, behind = (*kept, inner.before), (*inner.behind, *behind)
        return _Split(_over(above, kept, inner.before.span.end), behind)
    return _Split(_over(above, kept, above.children[index].span.start), behind)


def _over(provision: Provision, children: tuple[Provision, ...], end: int) -> Provision:
    """Return a provision with other children, which ends where the last of them does, else at `end`."""
    own_end = children[0].span.start if children else end
    body = Span(min(provision.body.start, own_end), own_end)
    end = children[-1].span.end if children else end
    return provision._replace(span=Span(provision.span.start, end), body=body, children=children)


def _named(folded: str, text: str, provision: Provision, level: Level) -> Provision:
    """Return a provision at another level: as a 款 it has no label, and else the mark that it begins with, if any."""
    start, own_end = provision.own
    if level is Level.PARA:
        return provision._replace(level=level, number=None, label="", heading=None, body=Span(start, own_end))
    if provision.level is not Level.PARA:
        return provision._replace(level=level)
    number, end = _mark(folded, provision.own)
    label = text[start:end].strip()
    return provision._replace(level=level, number=number, label=label, body=Span(end, own_end))


def _mark(folded: str, span: Span) -> tuple[str | None, int]:
    """Return the number that a provision begins with, and where its mark ends; None and where it begins without one."""
    counted = next(iter(find_markers(folded, span)), None)
    if counted and counted.span.start == span.start:
        return counted.number, counted.span.end
    for style in LISTS:
        mark = re.compile(style.captured).match(folded, *span)
        value = style.read(mark[1]) if mark else None
        if mark and value is not None:
            return mark[1] if style.lettered or "." in mark[1] else str(value), mark.end()
    return None, span.start


def _counted(provision: Provision) -> Provision:
    """Return a tree whose 款 are numbered in the order in which each provision has them."""
    count = 0
    children = []
    for child in provision.children:
        if child.level is Level.PARA and not child.is_signature:
            count += 1
            child = child._replace(number=str(count))
        children.append(_counted(child))
    return provision._replace(children=tuple(children))


def _appended(siblings: tuple[Provision, ...], new: Provision) -> tuple[Provision, ...]:
    """Return siblings and a new one behind them, or below the last of them if that is of an outer level."""
    if not siblings or siblings[-1].level.order >= new.level.order or siblings[-1].is_signature:
        return (*siblings, new)
    last = siblings[-1]
    return (*siblings[:-1], _over(last, _appended(last.children, new), new.span.end))
