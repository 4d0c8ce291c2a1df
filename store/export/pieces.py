"""A provision's own text in pieces: its label, its heading, then paragraphs of lines and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ...text.fold import fold
from ...text.lines import lines
from ...text.source import Span
from .document import Document, Provision, Table

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML 1.0 forbids."""

_OPENING = r"[\[<*:]*\s*"  # in folded text, where 【 and 〔 are [
_CLOSING = r"[\]>*]*"


@dataclass(frozen=True, slots=True)
class Names:
    """Where the label and the heading of a provision stand (None: it prints none), and where its text begins."""

    label: Span | None
    heading: Span | None
    text: Span


def clean(text: str) -> str:
    """Return the text without the characters XML forbids: white space becomes a space, anything else U+FFFD."""
    return _FORBIDDEN.sub(lambda found: " " if found[0].isspace() else "\ufffd", text)


def name(document: Document, provision: Provision) -> Names:
    """Find the label and the heading of a provision in its own text.

    A heading that is not printed behind the label (as that of a signature block) is none.
    """
    start, end = provision.own
    label = None
    if provision.label and document.text.startswith(provision.label, start, end):
        label = Span(start, start + len(provision.label))
        start = label.end
    heading = _heading(document.folded, Span(start, end), provision.heading)
    return Names(label, heading, Span(heading.end if heading else start, end))


def _heading(folded: str, span: Span, heading: str | None) -> Span | None:
    """Return where `heading` stands at the beginning of `span`, brackets around it included, or None."""
    wanted = "".join(fold(heading or "").split())
    if not wanted:
        return None
    printed = r"\s*".join(map(re.escape, wanted))
    found = re.compile(rf"\s*({_OPENING}{printed}{_CLOSING})").match(folded, *span)
    return Span(*found.span(1)) if found else None


def blocks(document: Document, span: Span) -> Iterator[Table | list[Span]]:
    """Yield the tables of `span` and, between them, paragraphs as lists of lines; blank lines part paragraphs."""
    at = span.start
    for table in document.tables_within(span):
        if table.span.start >= at:
            yield from _paragraphs(document.text, Span(at, table.span.start))
            yield table
            at = table.span.end
    yield from _paragraphs(document.text, Span(at, span.end))


def _paragraphs(text: str, span: Span) -> Iterator[list[Span]]:
    paragraph: list[Span] = []
    for line in lines(text, span):
        if paragraph and text.count("\n", paragraph[-1].end, line.start) > 1:
            yield paragraph
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield paragraph
