"""Excerpts: strings cut from the folded text that still know where their characters stand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ...text.source import Span


class Stretch(NamedTuple):
    """One stretch of the folded text, and where it begins."""

    text: str
    start: int

    def where(self, start: int, end: int) -> tuple[Span, ...]:
        """Return the characters of the source that `text[start:end]` are."""
        return (Span(self.start + start, self.start + end),) if start < end else ()

    def until(self, length: int) -> Stretch:
        """Return its first characters."""
        return Stretch(self.text[:length], self.start)


class Joint(NamedTuple):
    """Several stretches of the folded text put together; `parts` are where each begins in `text`, and its span."""

    text: str
    parts: tuple[tuple[int, Span], ...]

    def where(self, start: int, end: int) -> tuple[Span, ...]:
        """Return the characters of the source that `text[start:end]` are, a span for each part that has some."""
        out = []
        for at, span in self.parts:
            first, last = max(span.start, span.start + start - at), min(span.end, span.start + end - at)
            if first < last:
                out.append(Span(first, last))
        return tuple(out)

    def cut(self, start: int, end: int) -> Joint:
        """Return the excerpt `text[start:end]`."""
        return Joint(self.text[start:end], tuple((at - start, span) for at, span in self.parts))


Excerpt = Stretch | Joint


def joint(folded: str, spans: Iterable[Span], between: str = "") -> Joint:
    """Return the text of `spans` with `between` between two of them."""
    texts, parts, at = [], [], 0
    for span in spans:
        texts.append(folded[span.start : span.end])
        parts.append((at, span))
        at += span.end - span.start + len(between)
    return Joint(between.join(texts), tuple(parts))


def together(*stretches: Stretch) -> Joint:
    """Return stretches as one text, one behind the other."""
    at, parts = 0, []
    for text, start in stretches:
        parts.append((at, Span(start, start + len(text))))
        at += len(text)
    return Joint("".join(stretch.text for stretch in stretches), tuple(parts))
