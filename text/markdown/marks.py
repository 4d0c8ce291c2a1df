"""The markup of a Markdown text: marks of blocks, line by line; those within lines are found by `inline.py`.

The rules are CommonMark's with tables, notes and struck-out text of GitHub's, but for what regulations have and
programmers' notes have not: an item's number (1.) is the item's and stays, indented lines are paragraphs and no code,
and form blanks, multiplication and numbers such as 〔2008〕 are no marks (see `emphasis.py`, `inline.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..source import Span
from ..view import Mask, blank, blanked, tidy
from .html import hidden
from .inline import INTERESTING, LINK, Inline
from .site import added

MARKDOWN = "text/markdown"
"""The media type of a source that is read as Markdown."""

_MARKED = re.compile(r"^[ ]{0,3}#{1,6}[ \t\u3000]+\S|(?<!\w)\*\*(?=[^\s*])[^*\n]{1,200}\*\*", re.M)
_DEFINED = re.compile(
    r"^[ ]{0,3}\[(?P<label>[^\[\]\n^][^\[\]\n]{0,200})\]:[ \t]*<?(?P<address>[^\s<>]++)>?[^\n]{0,300}$", re.M
)

_QUOTE = re.compile(r"[ \t]*(?:>[ \t]?)+")
_BULLET = re.compile(r"[ \t]*[-*+][ \t\u3000]+(?:\[[ xX]\][ \t\u3000]+)?(?!\d+[ ]*-?[ ]*\Z)(?=\S)")
"""A bullet, with the box of a task; - 3 - is a page's number."""
_HEADING = re.compile(r"[ ]{0,3}#{1,6}(?:[ \t\u3000]+|\Z|(?=[\u4e00-\u9fff*]))")
_HEADING_END = re.compile(r"(?:[ \t]+#+)?[ \t]*(?:\{#[^{}\n]*\})?[ \t]*\Z")
_RULE = re.compile(r"[ \t]*(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|_{3}|={3,})[ \t]*\Z")
_FENCE = re.compile(r"[ \t]{0,9}(?P<fence>```|~~~)[^`\n]*\Z")
_DELIMITERS = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*+\|?[ \t]*\Z")
_BLOCK = frozenset("#>-*+=_")
"""What a line begins with whose beginning may be a mark."""
_ANY = re.compile(r"[#>\-*+=_`~|\\<&\[]")
"""What every line holds that has a mark."""
_BLANK = re.compile(r"\n[ \t\r\u3000]*\n")


def is_markdown(text: str) -> bool:
    """Tell whether a text whose name does not say so is Markdown: it has headings (#) or bold words (**)."""
    return _MARKED.search(text) is not None


def find_masks(text: str) -> tuple[Mask, ...]:
    """Return the masks of a Markdown text, in order; none shares characters with another."""
    return _Blocks(text).masks()


class _Blocks:
    """Reads a text line by line."""

    def __init__(self, text: str) -> None:
        found = [*added(text), *hidden(text)]
        self._found = [blank(span) if _is_alone(text, span) else Mask(span) for span in found]
        self._text = text = blanked(text, found)
        labels = set()
        for match in _DEFINED.finditer(text) if "]:" in text else ():
            if match["address"] and LINK.search(match["address"]):
                labels.add(match["label"].lower())
                self._found.append(blank(Span(*match.span())))
        self._inline = Inline(text, labels)
        self._lines = [*_marked_lines(text)]
        self._fences = _fences(text, self._lines)

    def masks(self) -> tuple[Mask, ...]:
        in_table = in_fence = False
        at = 0
        for line in self._lines:
            if line.start - at > 1:
                in_table = False
                if _BLANK.search(self._text, max(0, at - 1), line.start):
                    self._inline.end_block()
            at = line.end
            if line.start in self._fences:
                in_fence = not in_fence
                self._found.append(blank(line))
                self._inline.end_block()
            elif not in_fence:
                in_table = self._line(line, in_table)
        return tidy([*self._found, *self._inline.close()])

    def _line(self, line: Span, in_table: bool) -> bool:
        """Read a line, and tell whether it is a row of a table."""
        text = self._text
        content = line.of(text)
        if content.lstrip(" \t\u3000")[0] in _BLOCK:
            at = self._opened(content, line)
            if at is None:
                self._inline.end_block()
                return False
            line, content = Span(at, line.end), text[at : line.end]
        is_row = "|" in content and (in_table or self._is_ruled(line))
        if is_row:
            self._inline.end_block()
            self._row(line, content)
        if INTERESTING.search(text, *line):
            self._inline.line(line, is_row)
        return is_row

    def _opened(self, content: str, line: Span) -> int | None:
        """Mask what opens a line, and return where its words begin; None where it has none."""
        at = 0
        if quote := _QUOTE.match(content):
            at = quote.end()
            self._found.append(blank(Span(line.start, line.start + at)))
        if _RULE.match(content, at):
            self._found.append(blank(Span(line.start + at, line.end)))
            return None
        while bullet := _BULLET.match(content, at):
            self._inline.end_block()
            self._found.append(blank(Span(line.start + at, line.start + bullet.end())))
            at = bullet.end()
        if heading := _HEADING.match(content, at):
            self._inline.end_block()
            self._found.append(Mask(Span(line.start + at, line.start + heading.end()), seen=None))
            at = heading.end()
            tail = _HEADING_END.search(content, at)
            if tail and tail[0].strip():
                self._found.append(Mask(Span(line.start + tail.start(), line.end)))
        return line.start + at

    def _is_ruled(self, line: Span) -> bool:
        """Tell whether a row has the line of dashes below it that makes it a table's head."""
        at = self._text.find("\n", line.end) + 1
        below = self._text[at : self._text.find("\n", at)] if at else ""
        return "|" in below and _DELIMITERS.match(below) is not None

    def _row(self, line: Span, content: str) -> None:
        """Mask the bars of a row, or all of a line of dashes; the grid of the table is read from them."""
        if _DELIMITERS.match(content):
            self._found.append(Mask(line, seen=None))
            return
        bars = (at for at, character in enumerate(content, line.start) if character == "|")
        self._found += (Mask(Span(at, at + 1), seen=None) for at in bars if self._text[at - 1 : at] != "\\")


def _is_alone(text: str, span: Span) -> bool:
    """Tell whether what stands at a span has its lines for itself."""
    return text[span.start - 1 : span.start] in ("", "\n") and text[span.end : span.end + 1] in ("", "\n", "\r")


def _marked_lines(text: str) -> Iterator[Span]:
    """Yield the lines that hold a character of a mark, without line breaks; few lines of a regulation do."""
    at = 0
    while found := _ANY.search(text, at):
        end = text.find("\n", found.start())
        end = at = len(text) if end < 0 else end
        yield Span(text.rfind("\n", 0, found.start()) + 1, end - text.startswith("\r", end - 1))


def _fences(text: str, lines: list[Span]) -> set[int]:
    """Return where fences of code begin; one that is never closed is none."""
    found: set[int] = set()
    opened: tuple[int, str] | None = None
    for line in lines:
        fence = _FENCE.match(line.of(text)) if "```" in line.of(text) or "~~~" in line.of(text) else None
        if fence and opened is None:
            opened = (line.start, fence["fence"])
        elif fence and opened and fence["fence"] == opened[1]:
            found |= {opened[0], line.start}
            opened = None
    return found
