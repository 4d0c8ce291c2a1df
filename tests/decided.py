"""Decisions about the words of a page, as an editor who sees the page makes them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from itertools import count
from typing import Any

from fatiao.parse.model import Page
from fatiao.store.decisions import Anchor, Decision, Kind
from fatiao.store.mending.places import Places
from fatiao.text.anchor import quote_at
from fatiao.text.source import Span

_numbers = count(1)


def anchor_on(page: Page, words: str, nth: int = 1) -> Anchor:
    """Return the anchor of words on a parsed page, of which there may be several."""
    text, at = page.source.text, -1
    for _ in range(nth):
        at = text.index(words, at + 1)
    return anchor_of(page, Span(at, at + len(words)))


def anchor_of(page: Page, span: Span) -> Anchor:
    """Return the anchor of a range of a parsed page."""
    text = page.source.text
    outline = next((one for one in Places(page, {}).outlines if one.holds(span)), None)
    holder = outline.holder(span) if outline else None
    quote = quote_at(
        *(text, span, outline.span if outline else Span(0, len(text)), holder.provision.span if holder else None)
    )
    return Anchor(
        document=outline.document_id if outline else page.source.uri,
        eid=holder.id.partition("#")[2] if holder else None,
        exact=quote.exact,
        prefix=quote.prefix,
        suffix=quote.suffix,
        nth=quote.nth,
        source_id=page.source.id,
        start_char=span.start,
        end_char=span.end,
        total=quote.total,
    )


def decision(kind: Kind, anchor: Anchor, after: str | None = None, **more: Any) -> Decision:
    """Return a recorded decision; each is numbered after those before it."""
    number = next(_numbers)
    recorded = {"number": number, "id": f"d{number:04}", "created_at": "2026-01-01T00:00:00+00:00"}
    return Decision(kind, anchor, "甲", after=after, **recorded, **more)


def correct(page: Page, wrong: str, right: str, nth: int = 1) -> Decision:
    """Return the correction of words on a page."""
    return decision(Kind.CORRECT, anchor_on(page, wrong, nth), right, before=wrong)


def insert(page: Page, words: str, before: str) -> Decision:
    """Return the correction that puts words before others."""
    found = anchor_on(page, before)
    at = found.start_char
    return decision(Kind.CORRECT, anchor_of(page, Span(at, at)), words)


def fields(page: Page, words: str, nth: int = 1, **values: Any) -> list[Decision]:
    """Return the decisions of fields of the parameter with this mention."""
    found = anchor_on(page, words, nth)
    return [decision(Kind.FIELD, found, json.dumps(value), field=name) for name, value in values.items()]


def elsewhere(decisions: Sequence[Decision]) -> list[Decision]:
    """Return decisions as those are that were made on other bytes: source and range are of no use."""
    return [replace(one, anchor=replace(one.anchor, source_id="f" * 64, start_char=0, end_char=0)) for one in decisions]
