"""A page that a crawl kept, to a source: what the site's rules take out of it."""

from __future__ import annotations

from dataclasses import replace

from ...text.source import Source, Span, source_id
from .page import is_page, take
from .rules import Rules

READER = "site rules 1"


def source_by_rules(raw: bytes, uri: str, media_type: str | None, rules: Rules) -> Source | None:
    """Return a page as a source, with what its site tells of it as metadata; None if it is no HTML page.

    Raises:
        IngestError: its body is not found.
    """
    if not is_page(media_type or "", raw):
        return None
    taken = take(raw, uri, media_type or "", rules)
    whole = Span(0, len(taken.text))
    flags = tuple(replace(flag, span=whole) for flag in taken.flags)
    told = tuple({"title": taken.title, **taken.metadata}.items())
    return Source(
        source_id(raw), uri, "text/html", taken.encoding, taken.text, flags=flags, reader=READER, metadata=told
    )
