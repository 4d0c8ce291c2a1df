"""The text of a page's regulations, as the checks of characters look at it: each by itself, its markup blank."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ...extract.page import Processed
from ...text.source import Flag, Span
from ...text.traditional import simplified_forms
from ...text.view import blanked

_FEW, _SHARE = 3, 0.02
"""Traditional characters that a simplified text may have, as a number or as a share of its characters."""


class Stretch(NamedTuple):
    """The text of a regulation, markup blank, and where it begins in the source."""

    text: str
    start: int

    def span(self, start: int, end: int) -> Span:
        """Return a range of the text as one of the source."""
        return Span(self.start + start, self.start + end)

    def flag(self, kind: str, reason: str, span: tuple[int, int], suggestion: str | None, score: float) -> Flag:
        """Return a flag at a range of the text."""
        return Flag(kind, reason, self.span(*span), suggestion, score)


def stretches(processed: Processed) -> Iterator[Stretch]:
    """Yield the regulations of a page."""
    page = processed.page
    text = blanked(page.source.text, sorted(piece.span for piece in page.boilerplate if piece.kind == "markup"))
    for regulation in page.regulations:
        start, end = regulation.span
        yield Stretch(text[start:end], start)


def is_simplified(text: str) -> bool:
    """Tell whether a text is printed in simplified characters, but for a few."""
    return len(simplified_forms(text)) <= max(_FEW, _SHARE * len(text))
