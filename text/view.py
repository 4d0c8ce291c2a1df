"""The view of a text that is matched: the text without its markup, and where each of its characters stands.

Markup breaks words (不超过**二十元**), so what is matched has to be shorter than what was read. `View` makes the
shorter text of a list of `Mask`s, and moves spans from one to the other.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from .reading import Edit
from .source import Span


class Mask(NamedTuple):
    """A stretch of a text that dresses its words: `**`, `&nbsp;`, `[`, `](https://…)`.

    `read` is what strings have in its place, `seen` what is matched there; None where the characters are matched as
    they stand, because they tell where headings and cells are (`#`, `|`).
    """

    span: Span
    read: str = ""
    seen: str | None = ""

    def edit(self, text: str) -> Edit:
        """Return the mask as a change of the words that stand there."""
        return Edit(self.span, self.span.of(text), self.read)


def blank(span: Span) -> Mask:
    """Return the mask of what stands apart from words, as a comment on a line of its own: it is matched as spaces.

    There are as many of them, so that all else stays where it is; a long stretch is left out.
    """
    size = span.end - span.start
    return Mask(span, seen=" " * size if size <= _LONGEST_BLANK else "")


_LONGEST_BLANK = 200
_NO_BREAK = re.compile(r"[^\n]")


def blanked(text: str, spans: Iterable[Span]) -> str:
    """Return a text of the same length and the same lines, blank where the spans are, which are in order."""
    pieces, at = [], 0
    for span in spans:
        if span.start >= at:
            pieces += [text[at : span.start], _NO_BREAK.sub(" ", span.of(text))]
            at = span.end
    return "".join([*pieces, text[at:]])


def tidy(masks: Iterable[Mask]) -> tuple[Mask, ...]:
    """Return masks in order, without those that lie in others."""
    out: list[Mask] = []
    for mask in sorted(masks, key=lambda mask: (mask.span.start, -mask.span.end)):
        if mask.span.start < mask.span.end and (not out or mask.span.start >= out[-1].span.end):
            out.append(mask)
    return tuple(out)


class View:
    """A text as it is matched, and the way between its characters and those of the text.

    Two ways lead back: `span` is for words and covers just these, `border` for what tiles the text, so that markup
    between two stretches belongs to one of them.
    """

    def __init__(self, text: str, masks: Sequence[Mask]) -> None:
        """Take a text and its masks, tidied."""
        self._whole = text
        self._starts: list[int] = []
        """Where each piece begins in the view; `_from` and `_to` are its range in the text."""
        self._from: list[int] = []
        self._to: list[int] = []
        words, size = [], 0
        for start, end, piece in _pieces(text, masks):
            self._starts.append(size)
            self._from.append(start)
            self._to.append(end)
            words.append(piece)
            size += len(piece)
        self.text = "".join(words)
        self.is_aligned = all(mask.seen is None or len(mask.seen) == len(mask.span.of(text)) for mask in masks)
        """Whether every character stands where it stands in the text."""
        self._borders: dict[int, int] = {}

    def span(self, span: Span) -> Span:
        """Return the characters of the text that the words at `span` of the view are made of."""
        if span.start >= span.end:
            at = self.border(span.start)
            return Span(at, at)
        return Span(self._first(span.start), self._last(span.end))

    def border(self, at: int) -> int:
        """Return where the text is cut when the view is cut before the character `at`.

        Markup at a cut goes with the words that it touches: closing marks with those before a space or a line break,
        all others with those behind.
        """
        found = self._borders.get(at)
        if found is None:
            self._borders[at] = found = self._border(at)
        return found

    def inside(self, span: Span) -> Span:
        """Return the span of the view that a span of the text has become."""
        return Span(self._inside(span.start), self._inside(span.end))

    def _border(self, at: int) -> int:
        left = self._last(at) if at else 0
        right = self._first(at) if at < len(self.text) else len(self._whole)
        if right <= left:  # nothing between them, or within what stands for others
            return right
        if at and (at >= len(self.text) or self.text[at].isspace()):
            return right
        return max(left, self._whole.rfind("\n", left, right) + 1)

    def _first(self, at: int) -> int:
        """Return where the character `at` of the view begins in the text, or what it stands for."""
        piece = bisect_right(self._starts, at) - 1
        return self._from[piece] + (at - self._starts[piece] if self._stands(piece) else 0)

    def _last(self, at: int) -> int:
        """Return where the character before `at` of the view ends in the text."""
        piece = bisect_left(self._starts, at) - 1
        return self._from[piece] + at - self._starts[piece] if self._stands(piece) else self._to[piece]

    def _inside(self, at: int) -> int:
        piece = bisect_right(self._from, at) - 1
        if piece < 0:
            return 0
        if at >= self._to[piece]:
            return self._end(piece)
        return self._starts[piece] + (at - self._from[piece] if self._stands(piece) else 0)

    def _end(self, piece: int) -> int:
        return self._starts[piece + 1] if piece + 1 < len(self._starts) else len(self.text)

    def _stands(self, piece: int) -> bool:
        """Tell whether the characters of a piece are matched one by one, and are not what stands for others."""
        return self._end(piece) - self._starts[piece] == self._to[piece] - self._from[piece]


def _pieces(text: str, masks: Iterable[Mask]) -> Iterator[tuple[int, int, str]]:
    """Yield what the view is made of: the range in the text, and the words."""
    at = 0
    for (start, end), _, seen in masks:
        if seen is None:
            continue
        if start > at:
            yield at, start, text[at:start]
        if seen:
            yield start, end, seen
        at = end
    if at < len(text):
        yield at, len(text), text[at:]
