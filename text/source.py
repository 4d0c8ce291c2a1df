"""The source of everything: one decoded document, the spans in it, and what is suspicious about it."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import NamedTuple


class Span(NamedTuple):
    """A half-open range of characters of a source's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the characters of `text` that the span covers."""
        return text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        """Tell whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


def is_in_any(spans: Sequence[Span], at: int) -> bool:
    """Tell whether a character stands in one of many spans, which stand in order and do not overlap."""
    index = bisect_right(spans, at, key=attrgetter("start")) - 1
    return index >= 0 and at < spans[index].end


QUEUE = 0.5
"""The least score of a flag that editors are asked about; what lies below is kept for those who look for it."""


@dataclass(frozen=True, slots=True)
class Flag:
    """Something an editor should look at: what, where, why, and what it might be instead.

    `kind` is a short ASCII name (`encoding`, `gap`, `repeat`, `order`, …), `score` the strength of
    the suspicion between 0 and 1, `suggestion` the text to put in the span's place, if there is one.
    """

    kind: str
    reason: str
    span: Span
    suggestion: str | None = None
    score: float = 1.0


class Box(NamedTuple):
    """Where characters of a source stand on a printed page: those of `span`, which are of one line.

    `page` counts from 1; the corners are in points (1/72 inch) from the left and the top of the page as it is shown.
    """

    span: Span
    page: int
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Source:
    """One decoded source document.

    `id` is the SHA-256 of the raw bytes, `uri` the path or address as given, `text` the decoded text,
    never altered after ingest: every span anywhere counts characters of it. `pages` are the spans of a
    PDF's pages, `boxes` the places of its characters, `furniture` its running heads and page numbers, all three
    empty for everything else. `retrieved_at` is an ISO 8601 time in UTC, if known. `reader` is the name
    and version of what made the text; text that a new reader changes is a new reading of the same source.
    `metadata` are names and values that came with the text: of a record of a collection its title, address and day.
    """

    id: str
    uri: str
    media_type: str
    encoding: str
    text: str = field(repr=False)
    pages: tuple[Span, ...] = ()
    boxes: tuple[Box, ...] = field(default=(), repr=False)
    furniture: tuple[Span, ...] = ()
    retrieved_at: str | None = None
    flags: tuple[Flag, ...] = ()
    reader: str = "text 1"
    metadata: tuple[tuple[str, str], ...] = ()


def source_id(raw: bytes) -> str:
    """Return the identifier of the source that `raw` is: the SHA-256 of the bytes, in hexadecimal."""
    return hashlib.sha256(raw).hexdigest()


def source_of(text: str, uri: str = "") -> Source:
    """Return a text that is in memory as a source; its `id` is that of the same text in a UTF-8 file."""
    return Source(source_id(text.encode("utf-8", "surrogatepass")), uri, "text/plain", "utf-8", text)
