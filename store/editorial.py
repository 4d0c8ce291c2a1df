"""What outlives a build: the file beside a database that is kept when the database is made anew from the sources.

`laws.db` has `laws.editorial.db` beside it, so that several databases may lie in one folder. It is made when there is
something to write into it. At present it holds identifiers that changed all the same (`moved`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

_BUSY_SECONDS = 30.0
_TABLES = "create table if not exists moved (old_id text primary key, new_id text not null)"


def editorial_path(database: Path | str) -> Path:
    """Return where the editorial file of a database is, whether there is one or not."""
    return Path(database).with_name(Path(database).name.removesuffix(".db") + ".editorial.db")


def record_moved(database: Path | str, moved: Mapping[str, str]) -> None:
    """Record that documents have other identifiers than before: old to new.

    What was moved to an old identifier before is moved on to the new one, so that one step always leads to the end.

    Raises:
        sqlite3.Error: the editorial file cannot be written; nothing is recorded.
    """
    if not moved:
        return
    with closing(sqlite3.connect(editorial_path(database), timeout=_BUSY_SECONDS)) as connection, connection:
        connection.execute(_TABLES)
        # all at once: two documents may have taken each other's identifiers
        earlier = dict(connection.execute("select old_id, new_id from moved"))
        later = {old: moved.get(new, new) for old, new in earlier.items()} | dict(moved)
        changed = [(old, new) for old, new in later.items() if earlier.get(old) != new]
        connection.executemany("insert or replace into moved values (?, ?)", changed)


def moved_to(database: Path | str, old_id: str) -> str | None:
    """Return the identifier that a document has instead of `old_id`, None where none is recorded."""
    path = editorial_path(database)
    if not path.is_file():
        return None
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=_BUSY_SECONDS)) as connection:
        if not connection.execute("select 1 from sqlite_master where name = 'moved'").fetchone():
            return None
        found = connection.execute("select new_id from moved where old_id = ?", [old_id]).fetchone()
        return str(found[0]) if found else None
