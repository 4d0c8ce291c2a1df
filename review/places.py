"""Stretches of a text that do not share characters, and whether a place lies in one of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from ..parse.model import Regulation
from ..text.source import Span


class Places:
    """Stretches of a text, none sharing characters with another; asked in the time of a search, however many."""

    def __init__(self, spans: Iterable[Span]) -> None:
        """Take the stretches in any order."""
        self._spans = sorted(spans)
        self._starts = [span.start for span in self._spans]

    def touch(self, span: Span) -> bool:
        """Tell whether any stretch has a character of a span."""
        index = bisect_left(self._starts, span.end) - 1
        return index >= 0 and self._spans[index].end > span.start

    def hold(self, at: int) -> bool:
        """Tell whether a character lies in any stretch."""
        return self.touch(Span(at, at + 1))


def tables_of(regulation: Regulation) -> Places:
    """Return where the tables of a document stand."""
    return Places(table.span for table in regulation.tables)
