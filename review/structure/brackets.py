"""Brackets and quotation marks without their other half, within a provision.

What numbers a list (1）, a）) is no bracket. A quotation of several paragraphs opens in each of them and closes in the
last, so quotation marks are paired in the whole of an article or of what has none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from ...extract.page import Processed
from ...parse.model import Regulation
from ...text.levels import INSIDE_ARTICLES
from ...text.numerals import TENS
from ...text.source import Flag, Span
from ..places import tables_of
from ..seen import seen

_SURE, _LIKELY, _LOOSE, _HISTORY = 0.8, 0.7, 0.6, 0.3
"""Half a bracket; one that is closed by another kind; half a quotation, which may go on further than one sees; and
whatever stands in the block of the title, of which sites leave half the brackets of the history."""
_PAIRS = {")": "(", "]": "[", "》": "《", "〉": "〈", "”": "“", "’": "‘"}
_CLOSING = {"（": "）", "〔": "〕", "［": "］", "【": "】", "〖": "〗", "「": "」", "『": "』"}
_CLOSING |= {opening: closing for closing, opening in _PAIRS.items()}
"""The other half of each, as printed."""
_QUOTES = frozenset("“‘")
_FAMILIES = ("()[]", "《》〈〉", '“”‘’"', "《))")
"""Marks of one family are taken for one another; )) is what 》 becomes."""
_MARKS = r"()\[\]《》〈〉“”‘’\""
_WORDS = rf"[^{_MARKS}\n]*"
_MARK = re.compile(rf"[{_MARKS}](?:(?<=\(){_WORDS}\)|(?<=《){_WORDS}》|(?<=“){_WORDS}”)?")
"""A mark, or two that are a pair with only words between them, as most are; of those nothing need be told."""
_NUMBERING = re.compile(rf"(?:\A|[\n。;:,、“”( 或和及])[ ]*(?:[\d{TENS}]{{1,3}}|[a-zA-Z]|[ivx]{{1,4}})[ ]?\Z")
"""What stands before the bracket of a number: 1）."""
_DEEPEST = 20
"""Marks within marks; what is open around so many has no other half."""
_NAME = 120
"""Characters of a name that a line break may part."""
_APOSTROPHE = re.compile(r"[A-Za-z]’[A-Za-z ]")


class _Open(NamedTuple):
    mark: str
    at: int
    unit: int


def check_brackets(processed: Processed) -> Iterator[Flag]:
    """Yield a flag for each bracket or quotation mark without its other half."""
    text, folded = processed.page.source.text, seen(processed)
    for regulation in processed.page.regulations:
        yield from _Pairing(regulation, text, folded).flags()


class _Pairing:
    """One pass over the marks of a document, with those that are open."""

    def __init__(self, regulation: Regulation, text: str, folded: str) -> None:
        self._span, self._text, self._folded = regulation.span, text, folded
        self._body = regulation.root.own.end
        units = [node for node in regulation.root.all() if node.own.start < node.own.end]
        self._starts = [node.own.start for node in units]
        self._ends_quotes = [node.level not in INSIDE_ARTICLES for node in units]
        self._tables = tables_of(regulation)
        self._open: list[_Open] = []
        self._waiting: list[_Open] = []
        """What the provision before left open; a line break in the middle of a name parts it from its other half."""
        self._crossed: list[str] = []
        self._unit = -1
        self._done = 0

    def flags(self) -> Iterator[Flag]:
        """Yield the flags in the order in which they are found."""
        for match in _MARK.finditer(self._folded, *self._span):
            if match.end() - match.start() == 1:
                yield from self._take(match[0], match.start())
            elif match[0][0] in _QUOTES and any(opened.mark in _QUOTES for opened in self._open):
                yield from self._take(match[0][0], match.start())
                yield from self._take(match[0][-1], match.end() - 1)
        yield from self._enter(len(self._starts))
        yield from self._enter(len(self._starts))

    def _take(self, mark: str, at: int) -> Iterator[Flag]:
        unit = bisect_right(self._starts, at) - 1
        if unit != self._unit:
            yield from self._enter(unit)
        if self._tables.hold(at):
            return
        if mark in _PAIRS:
            if at >= self._done:
                yield from self._close(mark, at)
        elif mark == '"':
            if self._open and self._open[-1].mark in _QUOTES:
                yield self._other(mark, at)
        else:
            earlier = next((o for o in self._open if o.mark == mark), None) if mark in _QUOTES else None
            if earlier:  # of a quotation in several paragraphs each opens anew
                self._open.remove(earlier)
                if earlier.unit == unit and not self._opens_line(at):
                    yield self._flag(earlier.at, _LOOSE)
            if len(self._open) >= _DEEPEST:
                outermost = self._open.pop(0)
                yield self._flag(outermost.at, _LOOSE if outermost.mark in _QUOTES else _SURE)
            self._open.append(_Open(mark, at, unit))

    def _enter(self, unit: int) -> Iterator[Flag]:
        """Go on to another provision: brackets that are open stay so, quotations may go on until the article ends."""
        ended = unit >= len(self._starts) or any(self._ends_quotes[self._unit + 1 : unit + 1])
        kept = [] if ended else [opened for opened in self._open if self._goes_on(opened)]
        for opened in self._waiting:
            yield self._flag(opened.at, _LOOSE if opened.mark in _QUOTES else _SURE)
        self._waiting = [opened for opened in self._open if opened not in kept]
        self._open, self._crossed, self._unit = kept, [], unit

    def _close(self, mark: str, at: int) -> Iterator[Flag]:
        own = _PAIRS[mark]
        place = next((i for i in range(len(self._open) - 1, -1, -1) if self._open[i].mark == own), None)
        if place is not None:
            for crossed in self._open[place + 1 :]:
                self._crossed.append(crossed.mark)
                yield self._flag(crossed.at, _LOOSE if crossed.mark in _QUOTES else _SURE)
            del self._open[place:]
        elif self._waiting and self._waiting[-1].mark == own and at - self._waiting[-1].at <= _NAME:
            self._waiting.pop()
        elif own in self._crossed:
            self._crossed.remove(own)
        elif self._open and _is_meant(self._open[-1].mark, mark):
            yield self._other(mark, at)
        elif not self._is_no_mark(mark, at):
            yield self._flag(at, _LOOSE if own in _QUOTES else _SURE)

    def _goes_on(self, opened: _Open) -> bool:
        """Tell whether what is open may close in another provision: a quotation, or a note that opens a line."""
        return opened.mark in _QUOTES or (opened.mark == "(" and self._opens_line(opened.at))

    def _opens_line(self, at: int) -> bool:
        return not self._folded[self._folded.rfind("\n", self._span.start, at) + 1 : at].strip()

    def _other(self, mark: str, at: int) -> Flag:
        """Close what is open by a mark of another kind, with the one behind it that is the same: ))."""
        opened = self._open.pop()
        doubled = mark == ")" and self._folded.startswith("))", at)
        self._done = at + 1 + doubled
        where = Span(at, self._done)
        reason = f"{_name(opened.mark)}以“{where.of(self._text)}”结束，前后不成对"
        return Flag("bracket", reason, where, _CLOSING[self._text[opened.at]], _LIKELY)

    def _is_no_mark(self, mark: str, at: int) -> bool:
        """Tell whether half a bracket is the mark of a number (1）), or half a quotation an apostrophe."""
        start = max(self._span.start, at - 6)
        if mark in ")]" and _NUMBERING.search(self._folded, start, at):
            return True
        return mark == "’" and _APOSTROPHE.match(self._folded, at - 1) is not None

    def _flag(self, at: int, score: float) -> Flag:
        mark = self._folded[at]
        if at < self._body:
            score = _HISTORY
        other = "后" if mark in _CLOSING else "前"
        return Flag(
            "bracket", f"{_name(mark)}“{self._text[at]}”{other}面没有与它成对的一半", Span(at, at + 1), score=score
        )


def _is_meant(opening: str, closing: str) -> bool:
    return any(opening in family and closing in family for family in _FAMILIES)


def _name(mark: str) -> str:
    if mark in "()[]":
        return "括号"
    return "书名号" if mark in "《》〈〉" else "引号"
