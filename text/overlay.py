"""Marks over a stretch of text: where they change, it is cut, so that each piece has one mark or none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TypeVar

from .source import Span

Mark = TypeVar("Mark")


def overlay(span: Span, marks: Iterable[tuple[Mark, Span]]) -> Iterator[tuple[Mark | None, Span]]:
    """Cut a span where its marks change.

    Args:
        span: the stretch of text.
        marks: each with the characters it marks; what lies outside of `span` is left out. Where two share characters,
            the later one has them.

    Yields:
        Pieces that tile `span`, each with its mark, or None where no mark is; neighbours have different marks.
    """
    inside = [(mark, Span(max(at.start, span.start), min(at.end, span.end))) for mark, at in marks]
    inside = [(mark, at) for mark, at in inside if at.start < at.end]
    borders = sorted({*span, *(border for _, at in inside for border in at)})
    start, now = span.start, _top(inside, span.start)
    for begins, _ in pairwise(borders):
        mark = _top(inside, begins)
        if mark != now:
            yield now, Span(start, begins)
            start, now = begins, mark
    if start < span.end:
        yield now, Span(start, span.end)


def _top(marks: list[tuple[Mark, Span]], at: int) -> Mark | None:
    """Return the last of the marks that hold a character."""
    return next((mark for mark, span in reversed(marks) if span.start <= at < span.end), None)
