"""What a document is on a day, and its other versions, for a reader."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from ...store.in_force import Standing, Version, as_of, status_on, versions_of


@dataclass(frozen=True, slots=True)
class Said:
    """The standing of a document, since when, and the document, citation and words that say so, if one does.

    `told` says that a text states the day `since` as that of its effect. An amended text that keeps the first day of
    effect in its closing article leaves only the day on which the amendment was adopted or promulgated.
    """

    standing: Standing
    since: str | None
    told: bool
    document_id: str | None
    title: str | None
    eid: str | None
    text: str | None
    versions: tuple[Version, ...]
    """All versions of the work, oldest first; empty where there is only one."""
    then: tuple[Version, ...]
    """The version that was law on the day, if it is another one; in parts where it is stored in parts."""


_SAYS = "select title from documents where id = ?"
_EFFECT = "select effective from documents where id = ?"
_CITES = "select text, provision_id from citations where id = ?"
_WORK = "select work_id from documents where id = ?"


def said_of(connection: sqlite3.Connection, document_id: str, day: str) -> Said:
    """Return the standing of a document on a day (ISO 8601); raises `LookupError` where there is no such document."""
    status = status_on(connection, document_id, day)
    title = connection.execute(_SAYS, [status.document_id]).fetchone() if status.document_id else None
    cites = connection.execute(_CITES, [status.citation_id]).fetchone() if status.citation_id else None
    (work,) = connection.execute(_WORK, [document_id]).fetchone()
    versions = versions_of(connection, work) if work else []
    then = as_of(connection, work, day) if len(versions) > 1 else []
    return Said(
        status.standing,
        status.since,
        _is_told(connection, status.document_id or document_id, status.since),
        status.document_id,
        title[0] if title else None,
        cites[1].partition("#")[2] if cites and cites[1] else None,
        cites[0] if cites else None,
        tuple(versions) if len(versions) > 1 else (),
        () if any(version.document_id == document_id for version in then) else tuple(then),
    )


def _is_told(connection: sqlite3.Connection, document_id: str, since: str | None) -> bool:
    """Tell whether a document states the day from which it holds, as a day or as that of its promulgation."""
    (effect,) = connection.execute(_EFFECT, [document_id]).fetchone()
    return since is None or (effect is not None and (effect == since or effect.startswith("on ")))
