"""The places where the same words are doubted for the same reason, or stand undoubted: to be decided at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from .decided import Status
from .drafts import Said
from .items import Item
from .known import Known
from .passages import short_passages

MOST = 300
"""Places shown at once; those that are decided make room for the rest."""

_MOST_ELSEWHERE = 100
_SHORTEST = 2
"""Characters of words that are looked for where no flag is: one alone stands everywhere."""


@dataclass(frozen=True, slots=True)
class Other:
    """Another place of a series: what its check box sends, whether it is checked at first, and how it is shown."""

    value: str
    checked: bool
    html: Markup
    href: str
    title: str
    flagged: bool


def others_of(connection: sqlite3.Connection, known: Known, item: Item) -> tuple[list[Other], int]:
    """Return the open flags of the series of one, and how many there are beyond those shown.

    Those of a single character are checked where the character before or behind is the same too: the same character is
    mistaken for the same other in different words, and for one word that may be right.
    """
    found = [
        other
        for other in known.items.series.get(item.series, ())
        if other.id != item.id and known.statuses[other.id] is not Status.DECIDED
    ]
    shown = found[:MOST]
    passages = short_passages(connection, [(other.source_id, other.start, other.end) for other in shown])
    out = [
        Other(
            other.id,
            _is_alike(item, other),
            html,
            known.links.source(other.source_id, other.start, other.end),
            other.title or other.uri,
            True,
        )
        for other, html in zip(shown, passages, strict=True)
    ]
    return sorted(out, key=lambda other: not other.checked), len(found) - len(shown)


def _is_alike(item: Item, other: Item) -> bool:
    return len(item.text) > 1 or item.before == other.before or item.behind == other.behind


def elsewhere(
    connection: sqlite3.Connection, known: Known, words: str, skip: Collection[tuple[str, int]]
) -> list[Other]:
    """Return places where words stand that no flag of a series is on; none of them is checked.

    Args:
        connection: of the database.
        known: what is known.
        words: the words, as a source has them.
        skip: the sources and first characters of the places that are known.
    """
    if len(words.strip()) < _SHORTEST:
        return []
    found: list[tuple[str, int, int]] = []
    sql = "select id, text from sources where instr(text, ?) > 0 order by id"
    for source_id, text in connection.execute(sql, [words]):
        at = text.find(words)
        while at >= 0 and len(found) < _MOST_ELSEWHERE:
            settled = known.decided.at(source_id, at, at + len(words))
            if (source_id, at) not in skip and not settled:
                found.append((source_id, at, at + len(words)))
            at = text.find(words, at + 1)
        if len(found) >= _MOST_ELSEWHERE:
            break
    titles = [_title(connection, *place) for place in found]
    return [
        Other(f"{source_id}:{start}:{end}", False, html, known.links.source(source_id, start, end), title, False)
        for (source_id, start, end), html, title in zip(found, short_passages(connection, found), titles, strict=True)
    ]


def _title(connection: sqlite3.Connection, source_id: str, start: int, end: int) -> str:
    row = connection.execute(
        "select title from documents where source_id = ? and start_char <= ? and end_char >= ? limit 1",
        [source_id, start, end],
    ).fetchone()
    return str(row[0]) if row else ""


def places_of(values: Sequence[str], words: str) -> list[Said]:
    """Return what checked boxes of a series name, as `drafts` reads it; `words` are those of the series."""
    out: list[Said] = []
    for value in values:
        source_id, colon, range_ = value.partition(":")
        start, _, end = range_.partition(":")
        if not colon:
            out.append({"flag": value})
        elif start.isdecimal() and end.isdecimal():
            place = {"source_id": source_id, "start_char": int(start), "end_char": int(end), "before": words}
            out.append(place)
    return out
