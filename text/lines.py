"""Lines of a folded text, as spans."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice, pairwise
from typing import TypeVar

from .source import Span

T = TypeVar("T")

make_span = partial(tuple.__new__, Span)
"""Makes a span of a pair of positions, in half the time that the named tuple's own constructor takes."""
_LINE = re.compile(r"\S(?:[^\n]*\S)?")
SENTENCE_END = "。;!?…"
"""Characters that end a sentence or a clause of a list in folded text."""


def lines(folded: str, span: Span) -> list[Span]:
    """Return the spans of the lines of `span` that are not blank, without the white space around them."""
    return [make_span(match.span()) for match in _LINE.finditer(folded, span.start, span.end)]


def each_line(folded: str, span: Span) -> Iterator[Span]:
    """Yield the lines of `span` as `lines` returns them, no further than they are asked for."""
    return (make_span(match.span()) for match in _LINE.finditer(folded, span.start, span.end))


def first_lines(folded: str, span: Span, count: int) -> list[Span]:
    """Return the spans of the first `count` lines of `span` that are not blank."""
    return list(islice(each_line(folded, span), count))


def strip(folded: str, span: Span) -> Span:
    """Return the span without the white space at its ends; a blank one comes back empty at its start."""
    text = folded[span.start : span.end]
    left = len(text) - len(text.lstrip())
    right = len(text.rstrip())
    return Span(span.start + left, span.start + right) if right > left else Span(span.start, span.start)


def plain(text: str) -> str:
    """Return the text without white space, punctuation and footnote marks such as [1], for comparing titles."""
    return re.sub(r"\[\d{1,2}\]|\W", "", text)


def followed(items: Sequence[T]) -> Iterator[tuple[T, T | None]]:
    """Yield each item with the one that follows it, the last with None."""
    yield from pairwise(items)
    if items:
        yield items[-1], None
