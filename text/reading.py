"""The reading of a source: its text with corrections applied and with furniture and markup left out.

Spans are of the source and stay so; `Reading.of` gives the words that a reader should see for one. Readings of
neighbouring spans put together are the reading of both: a change belongs to the span that it begins in.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from .source import Span


class Edit(NamedTuple):
    """A correction: the words `wrong`, which stand at `span`, should read `right`; an empty span inserts."""

    span: Span
    wrong: str
    right: str
    decision_id: str | None = None


class Reading:
    """A source's text as it should be read."""

    def __init__(
        self, text: str, edits: Iterable[Edit] = (), cuts: Iterable[Span] = (), seen: Iterable[Edit] = ()
    ) -> None:
        """Take the text of a source, the corrections to apply and the spans to leave out.

        Where the two overlap, a correction inside what is left out counts for nothing, and any other holds whole.
        Those of `seen` were applied before words were taken from the text: `of_words` does not apply them again.

        Raises:
            ValueError: a correction is of other words than stand there, or two corrections overlap.
        """
        self._text = text
        corrections = sorted(edits)
        for edit in corrections:
            if edit.span.of(text) != edit.wrong:
                raise ValueError(f"at {edit.span.start} stands {edit.span.of(text)!r}, not {edit.wrong!r}")
        for edit, after in pairwise(corrections):
            if edit.span.end > after.span.start or edit.span == after.span:
                raise ValueError(f"the corrections at {edit.span.start} and {after.span.start} overlap")
        left_out = list(_merged(cuts))
        starts = [cut.start for cut in left_out]
        outside = (edit for edit in corrections if not _inside(edit.span, left_out, starts))
        changes: list[tuple[int, int, str]] = [(edit.span.start, edit.span.end, edit.right) for edit in outside]
        corrected = [Span(start, end) for start, end, _ in changes]
        ends = [span.end for span in corrected]
        for cut in left_out:
            near = (corrected[index] for index in range(bisect_right(ends, cut.start), len(corrected)))
            changes += [(rest.start, rest.end, "") for rest in _without(cut, near)]
        self._changes = sorted(changes)
        self._starts = [start for start, _, _ in self._changes]
        known = frozenset(seen)
        unseen = [edit for edit in corrections if edit not in known]
        self._unseen = Reading(text, unseen, left_out) if known else None  # not itself, which would be a cycle

    @property
    def text(self) -> str:
        """The text of the source, as it stands."""
        return self._text

    @property
    def is_plain(self) -> bool:
        """Whether the text is read just as it stands."""
        return not self._changes

    def of(self, span: Span) -> str:
        """Return the words that `span` reads."""
        at, end = span
        if not self._changes or at >= end:
            return self._text[at:end]
        first = bisect_left(self._starts, at)
        closing = end == len(self._text)
        after = self._starts[first] if first < len(self._starts) else end + 1
        if (not first or self._changes[first - 1][1] <= at) and (after > end or (after == end and not closing)):
            return self._text[at:end]  # which is nearly all of them
        if first:  # the change before may reach into the span; its words belong to where it begins
            at = max(at, min(end, self._changes[first - 1][1]))
        pieces = []
        for index in range(first, len(self._changes)):
            start, stop, words = self._changes[index]
            if start > end or (start == end and not closing):
                break
            pieces += [self._text[at:start], words]
            at = min(end, stop)
        pieces.append(self._text[at:end])
        return "".join(pieces)

    def of_words(self, words: str, within: Span) -> str:
        """Return what `words` read that were taken from `within`, where white space may have been dropped from them.

        Words that do not stand there come back as they are.
        """
        reading = self._unseen or self
        if not reading._changes:
            return words
        at = self._text.find(words, *within)
        if at >= 0:
            return reading.of(Span(at, at + len(words)))
        letters = r"\s*".join(map(re.escape, "".join(words.split())))
        found = re.compile(letters).search(self._text, *within) if letters else None
        if found is None:
            return words
        read = reading.of(Span(*found.span()))
        if read == found[0]:
            return words
        return (" " if " " in words else "").join(read.split())


def _inside(edit: Span, cuts: Sequence[Span], starts: Sequence[int]) -> bool:
    """Tell whether a correction lies inside what is left out; one that inserts at an edge of it does not."""
    index = bisect_right(starts, edit.start) - 1
    if index < 0:
        return False
    cut = cuts[index]
    return cut.holds(edit) and (edit.end > edit.start or cut.start < edit.start < cut.end)


def _merged(spans: Iterable[Span]) -> Iterator[Span]:
    """Yield what the spans cover, in order, none touching another."""
    open_span: Span | None = None
    for span in sorted(span for span in spans if span.end > span.start):
        if open_span and span.start <= open_span.end:
            open_span = Span(open_span.start, max(open_span.end, span.end))
            continue
        if open_span:
            yield open_span
        open_span = span
    if open_span:
        yield open_span


def _without(span: Span, others: Iterable[Span]) -> Iterator[Span]:
    """Yield what is left of a span when `others`, in order, are taken from it."""
    at = span.start
    for other in others:
        if other.start >= span.end:
            break
        if other.start > at:
            yield Span(at, other.start)
        at = other.end
    if at < span.end:
        yield Span(at, span.end)
