"""Marks within lines: escapes, code, links, pictures, tags, character references, emphasis; a line after the other.

What a mark needs to be closed is looked up and not searched for, so that a line of a million brackets costs no more
than one of a million letters.
"""

from __future__ import annotations

import re
from collections.abc import Set

from ..source import Span
from ..view import Mask
from .emphasis import Emphasis
from .html import REFERENCE, TAG, element, is_struck, reference_mask, tag_masks

_ADDRESS = r"[^\s()<>]*+(?:\([^\s()<>]*+\)[^\s()<>]*+)*+"
"""An address in brackets, which may have brackets in it: 法_(2020)."""
_TARGET = re.compile(
    rf"\([ \t]{{0,9}}(?:<(?P<pointed>[^<>\n]*)>|(?P<bare>{_ADDRESS}))"
    r"(?:[ \t]{1,9}(?:\"[^\"\n]{0,300}\"|'[^'\n]{0,300}'))?[ \t]{0,9}\)"
)
_LABEL = re.compile(r"\[([^\[\]\n]{0,200})\]")
_LONGEST_LABEL = 200
LINK = re.compile(r"[/#?]|\A(?:[A-Za-z][\w+.-]*:|www\.)|\.[A-Za-z]{2,5}\Z|\A\Z")
"""What an address has and other words in brackets have not: 威政发[2008](61)号 holds no link."""

_TOKEN = re.compile(
    r"(?=[\\`<&!\[\]*_~|hw])"
    r"(?:(?P<escape>\\(?:[!-/:-@\[-`{-~]|$))"
    r"|(?P<code>`+)"
    r"|(?P<auto><(?:https?|ftp|mailto):[^<>\s]*>)"
    r"|(?P<url>(?:https?://|www\.)(?:[\w%/.:?&=+$@!;#~-]++|\*(?=[\w&=/]))++)"
    rf"|(?P<tag>{TAG})"
    rf"|(?P<reference>{REFERENCE})"
    r"|(?P<note>\[\^[^\[\]\s]{1,40}\](?::[ \t]*)?)"
    r"|(?P<picture>!\[)|(?P<open>\[)|(?P<close>\])"
    r"|(?P<run>\*+|_+|~+)"
    r"|(?P<bar>\|))",
    re.ASCII,
)
INTERESTING = re.compile(r"[\\`<&\[*_~]")
"""What every line holds that has a mark in it; addresses and pictures hold one only where another is."""


class Inline:
    """Finds the marks of one text, block by block; `masks` are those found."""

    def __init__(self, text: str, labels: Set[str] = frozenset()) -> None:
        """Take the text, and the labels of links whose address stands elsewhere on the page."""
        self._text = text
        self._labels = labels
        self._emphasis = Emphasis()
        self._struck: list[tuple[str, int]] = []
        self._in_cell = False
        self.masks: list[Mask] = []

    def end_block(self) -> None:
        """End a paragraph, an item, a heading, a cell: what is open is no mark."""
        self._emphasis.end_block()
        self._struck.clear()
        self._in_cell = False

    def close(self) -> list[Mask]:
        """Return all masks, those of emphasis too."""
        self.masks += [Mask(mark) for pair in self._emphasis.pairs for mark in pair]
        self.masks += [Mask(span) for span in self._emphasis.struck]
        return self.masks

    def line(self, span: Span, in_table: bool = False) -> None:
        """Read a line, or what block marks have left of it; bars part the cells of a table."""
        text, at = self._text, span.start
        brackets: list[tuple[int, bool]] = []
        codes = _codes(text, span) if "`" in span.of(text) else {}
        while token := _TOKEN.search(text, at, span.end):
            start, at = token.span()
            kind = token.lastgroup
            if kind == "run":
                self._emphasis.add(text, start, at)
            elif kind == "open" or kind == "picture":
                brackets.append((start, kind == "picture"))
            elif kind == "close":
                at = self._closed(brackets, at, span.end) if brackets else at
            elif kind == "code":
                at = self._code(codes, start, at)
            elif kind == "bar":
                if in_table:
                    self.end_block()
            else:
                at = self._single(kind or "", Span(start, at), in_table)

    def _single(self, kind: str, span: Span, in_table: bool) -> int:
        """Take a token that needs no other to be one; return where to go on."""
        token = span.of(self._text)
        if kind == "escape":
            self.masks.append(Mask(Span(span.start, span.start + 1)))
        elif kind == "auto":
            self.masks += (Mask(Span(span.start, span.start + 1)), Mask(Span(span.end - 1, span.end)))
        elif kind == "note":
            self.masks.append(Mask(span))
        elif kind == "reference":
            self.masks += filter(None, [reference_mask(token, span)])
        elif kind == "tag":
            name = element(token)
            if name is None:
                return span.start + 1
            if name in ("td", "th"):
                self._in_cell = not token.startswith("</")
            self.masks += tag_masks(self._text, span, name, in_table or self._in_cell)
            if is_struck(name):
                self._strike(name, span, token.startswith("</"))
        return span.end

    def _strike(self, name: str, span: Span, closes: bool) -> None:
        if not closes:
            self._struck.append((name, span.start))
        elif self._struck and self._struck[-1][0] == name:
            self.masks.append(Mask(Span(self._struck.pop()[1], span.end)))

    def _code(self, codes: dict[int, int], start: int, end: int) -> int:
        """Mask two runs of backticks of one length; what is between them holds no marks."""
        closing = codes.get(start)
        if closing is None:
            return end
        stop = closing + end - start
        self.masks += (Mask(Span(start, end)), Mask(Span(closing, stop)))
        return stop

    def _closed(self, brackets: list[tuple[int, bool]], at: int, end: int) -> int:
        """Take what a closing bracket before `at` makes of the last open one; return where to go on."""
        start, picture = brackets.pop()
        words = start + 1 + picture
        stop = None
        named = self._labels and at - words < _LONGEST_LABEL and self._text[words : at - 1].lower() in self._labels
        if target := _TARGET.match(self._text, at, end):
            address = target["pointed"] if target["pointed"] is not None else target["bare"]
            stop = target.end() if picture or LINK.search(address) else None
        elif label := _LABEL.match(self._text, at, end):
            stop = label.end() if (label[1].lower() in self._labels if label[1] else named) else None
        elif named:
            stop = at
        if stop is None:
            return at
        self.masks += (Mask(Span(start, stop)),) if picture else (Mask(Span(start, words)), Mask(Span(at - 1, stop)))
        return stop


def _codes(text: str, span: Span) -> dict[int, int]:
    """Return for each run of backticks of a line where the next one of its length begins."""
    found, behind = {}, dict[int, int]()
    for run in reversed(list(re.finditer("`+", text[span.start : span.end]))):
        start, end = span.start + run.start(), span.start + run.end()
        if end - start in behind:
            found[start] = behind[end - start]
        behind[end - start] = start
    return found
