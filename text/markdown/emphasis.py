"""Emphasis: which runs of `*`, `_` and `~~` come in pairs around words.

CommonMark's rules are made for words between spaces: it takes **“二十元”**的 for no emphasis, since a mark between
a quotation mark and a letter may not close. Here an opening mark may stand before anything but a space or what closes
(、，。), and a closing one behind anything but a space or what opens. `_` needs a space or a sign on its outer side,
or form blanks (罚款__元__角) would be pairs; a single `*` must not touch a digit or letter on its outer side, or
multiplication (20*30) would be.
"""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from ..source import Span

_CLOSING = frozenset("、，。；：！？）》」』】〕”’…,.;:!?)]}")
_OPENING = frozenset("（《「『【〔“‘([{")
_MOST = 3
"""Characters of a mark; longer runs are form blanks and masked digits (3201****1234)."""


class Mark(NamedTuple):
    """One mark, of one to three characters."""

    span: Span
    opens: bool
    closes: bool
    between_digits: bool


class Emphasis:
    """The open marks of a block of text, by character and length; what is closed is collected as pairs."""

    def __init__(self) -> None:
        """Begin with a block in which nothing is open."""
        self._open: defaultdict[str, list[Mark]] = defaultdict(list)
        self.pairs: list[tuple[Span, Span]] = []
        """Marks of emphasis that belong together."""
        self.struck: list[Span] = []
        """Text that is struck out, with its marks."""

    def end_block(self) -> None:
        """Close a block, beyond which no mark reaches."""
        self._open.clear()

    def add(self, text: str, start: int, end: int) -> None:
        """Take the next run of a block: all the same character, `*`, `_` or `~`."""
        size = end - start
        if size == _MOST + 1 and text[start] == "*" and self._open["**"]:  # **第一章****总则**: one closes, one opens
            self.pairs.append((Span(start, start + 2), Span(start + 2, end)))
        elif text[start] == "~":
            if size == 2:
                self._add(text, "~~", _mark(text, start, end))
        elif size <= _MOST:
            whole = _mark(text, start, end)
            if size != 1:
                self._add(text, text[start] * 2, whole._replace(span=Span(start, start + 2)))
            if size != 2:
                self._add(text, text[start], whole._replace(span=Span(end - 1, end)))

    def _add(self, text: str, kind: str, mark: Mark) -> None:
        opened = self._open[kind]
        if mark.closes and opened:
            before = opened.pop()
            if kind != "~~":
                self.pairs.append((before.span, mark.span))
            elif not (before.between_digits and mark.between_digits):  # 3~~5日至7~~9日
                self.struck.append(Span(before.span.start, mark.span.end))
        elif mark.opens:
            opened.append(mark)


def _mark(text: str, start: int, end: int) -> Mark:
    """Return a run with what it may be by the characters beside it."""
    before = text[start - 1] if start else "\n"
    behind = text[end] if end < len(text) else "\n"
    apart = end - start > 1 and before.isspace() and behind.isspace()  # ** 第一条 **
    opens = apart or not (behind.isspace() or behind in _CLOSING)
    closes = apart or not (before.isspace() or before in _OPENING)
    if text[start] == "_":
        opens, closes = opens and not before.isalnum(), closes and not behind.isalnum()
    elif end - start == 1:
        opens, closes = opens and not _is_ascii_word(before), closes and not _is_ascii_word(behind)
    return Mark(Span(start, end), opens, closes, _is_ascii_word(before) and _is_ascii_word(behind))


def _is_ascii_word(character: str) -> bool:
    return character.isascii() and character.isalnum()
