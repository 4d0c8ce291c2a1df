"""When what is stored was stored, and when it last changed: what a feed of new and changed regulations tells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from .clock import now
from .outline import Values
from .schema import TABLES

_WATCHED = ("documents", "parameters")


@dataclass(frozen=True, slots=True)
class Before:
    """What was stored of a source before it is stored again; None where nothing was."""

    added_at: str | None
    changed_at: str | None
    rows: Mapping[str, frozenset[tuple[object, ...]]]


def before(db: Database, source_id: str, uri: str) -> Before:
    """Return what is stored of a source, or if it is not, when anything was first stored under its address."""
    stored = db.execute("select added_at, changed_at from sources where id = ?", [source_id]).fetchone()
    if stored:
        return Before(stored[0], stored[1], {table: _stored(db, table, source_id) for table in _WATCHED})
    sql = "select added_at from sources join files on files.source_id = sources.id where files.uri = ?"
    found = db.execute(sql, [uri]).fetchone()
    return Before(found[0] if found else None, None, {})


def times(earlier: Before, rows: Mapping[str, Sequence[Values]]) -> dict[str, str]:
    """Return `added_at` and `changed_at` of a source that is stored as `rows`, in the order of their columns.

    Added is when anything was first stored under its address; changed is when documents or parameters last differed.
    """
    moment = now()
    same = earlier.changed_at is not None and all(
        found == frozenset(rows[table]) for table, found in earlier.rows.items()
    )
    return {"added_at": earlier.added_at or moment, "changed_at": (same and earlier.changed_at) or moment}


def _stored(db: Database, table: str, source_id: str) -> frozenset[tuple[object, ...]]:
    """Return the rows of a source in a table."""
    of_source = (
        "source_id = ?" if table == "documents" else "document_id in (select id from documents where source_id = ?)"
    )
    names = ", ".join(f'"{column}"' for column in TABLES[table].columns)
    return frozenset(db.execute(f"select {names} from {table} where {of_source}", [source_id]).fetchall())
