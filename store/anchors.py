"""Anchors of stored words, and stored places of anchors: for whoever decides on a database that is there."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from ..text.anchor import Unplaced, find, quote_at
from ..text.source import Span
from .decisions import Anchor

_TEXT = "select uri, text from sources where id = ?"
_DOCUMENT = (
    "select id, start_char, end_char from documents where source_id = ? and start_char <= ? and end_char >= ? "
    "order by end_char - start_char limit 1"
)
_PROVISION = (
    "select id, start_char, end_char from provisions where document_id = ? and start_char <= ? and end_char >= ? "
    "order by end_char - start_char, ordinal desc limit 1"
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand in a database."""

    source_id: str
    span: Span


def anchor_at(connection: sqlite3.Connection, source_id: str, start: int, end: int) -> Anchor:
    """Return the anchor of the words at a range of a stored source; an empty range is a place between words.

    Raises:
        LookupError: no such source is stored, or its text is shorter.
    """
    row = connection.execute(_TEXT, [source_id]).fetchone()
    if row is None:
        raise LookupError(f"no source {source_id} is stored")
    uri, text = str(row[0]), str(row[1])
    span = Span(start, end)
    if not 0 <= start <= end <= len(text):
        raise LookupError(f"source {source_id} has {len(text)} characters, none at {start}–{end}")
    document = connection.execute(_DOCUMENT, [source_id, start, end]).fetchone()
    provision = connection.execute(_PROVISION, [document[0], start, end]).fetchone() if document else None
    quote = quote_at(
        text,
        span,
        Span(*document[1:]) if document else Span(0, len(text)),
        Span(*provision[1:]) if provision else None,
    )
    return Anchor(
        document=str(document[0]) if document else uri,
        eid=str(provision[0]).partition("#")[2] if provision else None,
        exact=quote.exact,
        prefix=quote.prefix,
        suffix=quote.suffix,
        nth=quote.nth,
        source_id=source_id,
        start_char=start,
        end_char=end,
        total=quote.total,
    )


def place_of_anchor(connection: sqlite3.Connection, anchor: Anchor, document: str | None = None) -> Place:
    """Return where the words of an anchor stand in a database.

    Args:
        connection: a database of regulations.
        anchor: that of the words.
        document: the identifier that their document has now, if it is another one (see `editorial.moved_to`).

    Raises:
        Unplaced: they have no place, or it cannot be told which of several; the message says so in Chinese.
    """
    document = document or anchor.document
    row = connection.execute(
        "select source_id, start_char, end_char from documents where id = ?", [document]
    ).fetchone()
    if row is None:  # words outside of any document are those of a source
        row = connection.execute(
            "select id, 0, length(text) from sources where uri = ? or id = ? order by uri = ? desc limit 1",
            [document, anchor.source_id, document],
        ).fetchone()
    if row is None:
        raise Unplaced("这份文件不在库中")
    (text,) = connection.execute("select text from sources where id = ?", [row[0]]).fetchone()
    provision = connection.execute(
        "select start_char, end_char from provisions where id = ?", [f"{document}#{anchor.eid}"]
    ).fetchone()
    inside = Span(*provision) if provision else None
    return Place(str(row[0]), find(str(text), Span(row[1], row[2]), inside, anchor.quote, outside=anchor.eid is None))
