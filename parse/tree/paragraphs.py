"""Paragraphs: a stretch of text inside an article or division, split into 款, 项 and 目.

A line that opens with a mark ((一), 1., (a)) is an item; any other line is a new 款, unless the line above was broken
off in mid-sentence. A mark inside a line counts where a sentence or a colon ends before it, so that lists survive
scrapers that drop line breaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ...text.levels import Level
from ...text.lines import SENTENCE_END, lines
from ...text.marks import BEGINS_INSIDE, LISTS, NUMBERING, SYMBOLS
from ...text.source import Span, is_in_any
from .decimals import find_decimals

_MARK = re.compile("|".join(f"(?P<{style.name}>{style.captured})" for style in LISTS))
_REFERRED = re.compile(r"[ ]?(?:、|项(?!目)|款(?!项)|条(?![件例款约])|和第|至第|或者第|所列|规定的)")
_INSIDE = re.compile(rf"[。;:][ \t]*(?={BEGINS_INSIDE})")
_OPENING = frozenset("(0123456789abcdefghijklmnopqrstuvwxyz" + SYMBOLS + NUMBERING)
"""What a mark at the start of a line begins with."""
_ITEM_STYLES = frozenset(style.name for style in LISTS if style.level is Level.ITEM)
_DECIMAL = "decimal"
_AS_PRINTED = frozenset((_DECIMAL, *(style.name for style in LISTS if style.lettered)))
"""Styles whose number is what is printed: `a`, `4.1.2`."""
_INLINE = frozenset(style.name for style in LISTS if style.inside)
_DEPTH = {style.name: style.depth for style in LISTS if style.depth is not None}
_VALUE = {style.name: style.read for style in LISTS}
_PARA, _ITEM, _SUBITEM = Level.PARA, Level.ITEM, Level.SUBITEM  # looking a member up costs more than making a node


@dataclass(slots=True)
class Node:
    """A provision under construction: it ends where the next one begins."""

    level: Level
    number: str | None
    label: str
    start: int
    body: int
    heading: str | None = None
    children: list[Node] = field(default_factory=list)


class _Mark(NamedTuple):
    style: str
    number: str
    value: int
    span: Span


class _Left(NamedTuple):
    """A list that a 款 left behind: how many nodes and 款 there were, what was open, the last numbers by style."""

    nodes: int
    paras: int
    open: list[tuple[_Mark, Node]]
    last: dict[str, int]


@dataclass(slots=True)
class _State:
    """Where in the nesting the splitter stands: the open items, outermost first, each with its mark.

    `last` are the last numbers of the open lists, by style. `left` are the lists that later 款 left behind, the latest
    last. One goes on where its numbers do, and what came between was part of its last item; `resumed` are the styles of
    those that did. `decimals` are where the decimals stand that are marks.
    """

    nodes: list[Node] = field(default_factory=list)
    open: list[tuple[_Mark, Node]] = field(default_factory=list)
    paras: int = 0
    last: dict[str, int] = field(default_factory=dict)
    left: list[_Left] = field(default_factory=list)
    resumed: set[str] = field(default_factory=set)
    decimals: frozenset[int] = frozenset()


def paragraphs(folded: str, span: Span, opaque: Sequence[Span] = (), above: str | None = None) -> list[Node]:
    """Split the span into 款, each with the 项 and 目 it introduces.

    Lines inside one of the `opaque` spans (tables, in order) stay with what stands above them. `above` is the number
    of the provision that holds the span.
    """
    inside = _INSIDE.search(folded, *span) is not None
    stretch = lines(folded, span)
    if len(stretch) == 1 and not inside and not opaque and folded[stretch[0].start] not in _OPENING:
        return [Node(_PARA, "1", "", stretch[0].start, stretch[0].start)]  # most articles are one sentence
    state = _State(decimals=find_decimals(folded, stretch, above))
    previous: Span | None = None
    listing = False
    for line in stretch:
        if opaque and is_in_any(opaque, line.start):
            previous = None
            continue
        marks = _marks(folded, line, state) if inside or folded[line.start] in _OPENING else ()
        goes_on = False
        if not marks or marks[0].span.start > line.start:
            goes_on = previous is not None and (_in_outline(state) or _goes_on(folded, previous, line, listing))
            if not goes_on:
                _open_para(state, line.start)
        listing = listing and goes_on
        for mark in marks:
            _open_item(state, mark)
        if not marks and folded[line.end - 1] == ":":
            listing = True
        previous = line
    _close(state)
    return state.nodes


def _goes_on(folded: str, previous: Span, line: Span, listing: bool) -> bool:
    """Tell whether an unmarked line belongs to the paragraph above it: broken off, quoted by it, or in its list."""
    last = folded[previous.end - 1]
    if folded[line.start] == "“" and (last == ":" or folded[previous.start] == "“"):
        return True
    if listing and (last in ";)" or (last == ":" and folded[line.end - 1] != "。")):
        return True
    return last not in SENTENCE_END + ":)”》"


def _in_outline(state: _State) -> bool:
    """Tell whether a clause numbered by a decimal is open, to which all lines below it belong."""
    return any(mark.style == _DECIMAL for mark, _ in state.open)


def _marks(folded: str, line: Span, state: _State) -> list[_Mark]:
    """Return the marks in a line that open items."""
    marks = []
    last = dict(state.last)
    at = line.start
    opening = _mark_at(folded, line.start, line.end)
    if opening and _opens(opening, folded, last, state):
        marks.append(opening)
        last[opening.style] = opening.value
        at = opening.span.end
    for match in _INSIDE.finditer(folded, at, line.end):
        mark = _mark_at(folded, match.end(), line.end)
        if mark and mark.style in _INLINE and _fits_inline(mark, folded, last):
            marks.append(mark)
            last[mark.style] = mark.value
    return marks


def _mark_at(folded: str, at: int, end: int) -> _Mark | None:
    match = _MARK.match(folded, at, end)
    if match is None or match.lastgroup is None or _REFERRED.match(folded, match.end()):
        return None
    style = match.lastgroup
    number = match[_MARK.groupindex[style] + 1]
    value = _VALUE[style](number)
    if value is None:
        return None
    return _Mark(style, number if style in _AS_PRINTED else str(value), value, Span(*match.span()))


def _opens(mark: _Mark, folded: str, last: dict[str, int], state: _State) -> bool:
    """Tell whether a mark at the start of a line opens an item; some do only where they run on, or in an outline."""
    if mark.style == _DECIMAL:
        return mark.span.start in state.decimals
    if mark.style == "letter_point":
        return _in_outline(state)
    if mark.style != "arabic_bare":
        return True
    runs_on = mark.value == last.get("arabic_bare", 0) + 1 or mark.value == 1
    return runs_on and (folded[mark.span.end - 1] != " " or _in_outline(state))


def _fits_inline(mark: _Mark, folded: str, last: dict[str, int]) -> bool:
    """Tell whether a mark inside a line opens an item: it runs on, or it is the （N） kind behind a sentence."""
    before = folded[mark.span.start - 1]
    if mark.value == 1:
        return before in ":。 "
    return mark.value == last.get(mark.style, 0) + 1 or (mark.style == "bracketed_chinese" and before in "。;")


def _open_para(state: _State, at: int) -> None:
    if state.open:
        state.left.append(_Left(len(state.nodes), state.paras, list(state.open), dict(state.last)))
        state.open.clear()
        state.last.clear()
    state.paras += 1
    state.nodes.append(Node(_PARA, str(state.paras), "", at, at))


def _open_item(state: _State, mark: _Mark) -> None:
    """Hang an item below the item whose kind of mark encloses it, or below the 款 that introduces it."""
    if mark.value > 1 and mark.style not in state.last:
        _take_up(state, mark)
    mark = _disambiguated(state, mark)
    while state.open and not _encloses(state, mark):
        state.open.pop()
    level = _SUBITEM if state.open else _ITEM
    node = Node(level, mark.number, "", mark.span.start, mark.span.end)
    if state.open:
        state.open[-1][1].children.append(node)
    elif state.nodes and state.nodes[-1].level is _PARA:
        state.nodes[-1].children.append(node)
    else:
        state.nodes.append(node)
    state.open.append((mark, node))
    state.last[mark.style] = mark.value
    if len(state.last) > len(state.open):  # it had lists that this mark has closed
        state.last = {opened.style: opened.value for opened, _ in state.open}


def _take_up(state: _State, mark: _Mark) -> None:
    """Go on with the latest list that a mark runs on from, if there is one and those between lie deeper.

    They are its last item's.
    """
    between = set(state.last)
    for at in reversed(range(len(state.left))):
        if not _are_deeper(between, mark.style):
            return
        last = state.left[at].last
        if last.get(mark.style) == mark.value - 1:
            break
        between |= last.keys()
    else:
        return
    left = state.left[at]
    _hang(state, left, mark.style, len(state.nodes))
    state.paras, state.open, state.last = left.paras, left.open, left.last
    del state.left[at:]
    state.resumed.add(mark.style)


def _are_deeper(styles: Iterable[str], style: str) -> bool:
    """Tell whether lists of some styles all lie below those of another."""
    return all(_DEPTH[other] > _DEPTH[style] for other in styles)


def _close(state: _State) -> None:
    """Hang the lists at the end below the last item of a list whose other items have such lists."""
    if not state.resumed:
        return
    lists = [at for at, node in enumerate(state.nodes) if node.level is _PARA and node.children]
    between = set(state.last)
    for left in reversed(state.left):
        if style := next((style for style in left.last if style in state.resumed), None):
            if lists and lists[-1] >= left.nodes and _are_deeper(between, style):
                _hang(state, left, style, lists[-1] + 1)
            return
        between |= left.last.keys()


def _hang(state: _State, left: _Left, style: str, end: int) -> None:
    """Hang the lists behind a list, up to a node, below its last item; the 款 that introduce them are part of it."""
    holder = next(node for opened, node in left.open if opened.style == style)
    for node in state.nodes[left.nodes : end]:
        for item in node.children:
            item.level = _SUBITEM
            holder.children.append(item)
    del state.nodes[left.nodes : end]


def _encloses(state: _State, mark: _Mark) -> bool:
    """Tell whether the innermost open item encloses a mark: 4.1 does 4.1.2, and the list that begins below 4.1.2."""
    outer = state.open[-1][0]
    if mark.style == _DECIMAL:
        if outer.style != _DECIMAL and _in_outline(state):
            return False
        return mark.number.startswith(f"{outer.number}.") or outer.style in _ITEM_STYLES - {_DECIMAL}
    if _in_outline(state) and mark.style not in state.last and mark.value == 1:
        return True
    return outer.style == _DECIMAL or _DEPTH[outer.style] < _DEPTH[mark.style]


def _disambiguated(state: _State, mark: _Mark) -> _Mark:
    """Read (i), (v), (x) as letters where letters are open and the letter runs on: (h), (i)."""
    value = ord(mark.number[0]) - ord("a") + 1 if mark.style == "roman_bracketed" and len(mark.number) == 1 else 0
    if value and state.last.get("letter_bracketed") == value - 1 and "roman_bracketed" not in state.last:
        return _Mark("letter_bracketed", mark.number, value, mark.span)
    return mark
