"""When what is stored was stored, and when it last changed: what a feed of new and changed regulations tells."""

from __future__ import annotations

import os
from datetime import UTC, datetime

from sqlite_utils import Database

from .rows import Rows
from .schema import TABLES

_WATCHED = ("documents", "parameters")


def now() -> str:
    """Return the time in ISO 8601 in UTC, to the second; `SOURCE_DATE_EPOCH`, where it is set, instead."""
    moment = datetime.fromtimestamp(int(_epoch()), UTC) if is_fixed() else datetime.now(UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def is_fixed() -> bool:
    """Tell whether `SOURCE_DATE_EPOCH` is set: nothing stored may then depend on when a build runs, or how long."""
    return _epoch().isdecimal()


def _epoch() -> str:
    return os.environ.get("SOURCE_DATE_EPOCH", "")


def times(db: Database, source_id: str, uri: str, rows: Rows) -> dict[str, str]:
    """Return `added_at` and `changed_at` of a source about to be stored, while the old rows are still there.

    Added is when anything was first stored under `uri`; changed is when documents or parameters last differed.
    """
    moment = now()
    stored = db.execute("select added_at, changed_at from sources where id = ?", [source_id]).fetchone()
    if stored:
        return {"added_at": stored[0], "changed_at": stored[1] if _same(db, source_id, rows) else moment}
    sql = "select added_at from sources join files on files.source_id = sources.id where files.uri = ?"
    before = db.execute(sql, [uri]).fetchone()
    return {"added_at": before[0] if before else moment, "changed_at": moment}


def _same(db: Database, source_id: str, rows: Rows) -> bool:
    """Tell whether the documents and parameters stored of a source are those of `rows`."""
    for table in _WATCHED:
        columns = tuple(TABLES[table].columns)
        of_source = (
            "source_id = ?" if table == "documents" else "document_id in (select id from documents where source_id = ?)"
        )
        names = ", ".join(f'"{column}"' for column in columns)
        stored = db.execute(f"select {names} from {table} where {of_source}", [source_id]).fetchall()
        if set(stored) != {tuple(row.get(column) for column in columns) for row in rows.get(table, ())}:
            return False
    return True
