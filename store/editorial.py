"""What outlives a build: the file beside a database that is kept when the database is made anew from the sources.

`laws.db` has `laws.editorial.db` beside it, so that several databases may lie in one folder. It is made when there is
something to write into it: identifiers that changed all the same (`moved`), and what editors decide (`decisions.py`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from .read_only import open_read_only

BUSY_SECONDS = 30.0
"""How long whoever writes or reads the editorial file waits for another who writes it."""

_TABLES = "create table if not exists moved (old_id text primary key, new_id text not null)"
_WAYS_OUT = (
    # (what SQLite says, what it means, what to do)
    ("not a database", "is damaged, or no editorial file", "Put back a copy of it."),
    ("malformed", "is damaged", "Put back a copy of it."),
    ("disk is full", "cannot grow: the disk is full", "Free some space and try again."),
    ("disk i/o", "cannot be read or written (disk I/O error)", "Check the disk and try again."),
    ("readonly", "is read-only", "Make the file and its folder writable, and try again."),
    ("unable to open", "cannot be opened", "Check that its folder exists and that you may read and write there."),
    ("locked", "is being written by somebody else", "Try again in a moment."),
)


class EditorialError(sqlite3.Error):
    """The editorial file cannot be read or written; the message names it and what to do."""


def editorial_path(database: Path | str) -> Path:
    """Return where the editorial file of a database is, whether there is one or not."""
    return Path(database).with_name(Path(database).name.removesuffix(".db") + ".editorial.db")


@contextmanager
def reading(database: Path | str, table: str) -> Iterator[sqlite3.Connection | None]:
    """Open the editorial file of a database to read a table of it; gives None where there is no file or no table.

    Raises:
        EditorialError: the file cannot be read.
    """
    path = editorial_path(database)
    with explained(path):
        if not path.is_file():
            yield None
            return
        with closing(open_read_only(path, BUSY_SECONDS)) as connection:
            is_there = connection.execute("select 1 from sqlite_master where name = ?", [table]).fetchone()
            yield connection if is_there else None


def connected(path: Path) -> sqlite3.Connection:
    """Open the editorial file to write it, or make it: what is committed there outlasts a power loss.

    Without `extra` SQLite does not have the disk confirm that its journal is gone, and one that is back after a power
    loss takes back what was told to be recorded.

    Raises:
        sqlite3.Error: the file cannot be opened.
    """
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS)
    try:
        connection.execute("pragma synchronous = extra")
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Raise SQLite's errors about the editorial file at `path` as `EditorialError`."""
    try:
        yield
    except EditorialError:
        raise
    except sqlite3.Error as error:
        said = str(error)
        for sign, meaning, way_out in _WAYS_OUT:
            if sign in said.lower():
                raise EditorialError(f"{path} {meaning}. {way_out} Nothing was written.") from error
        raise EditorialError(f"{path} could not be used: {said}. Nothing was written.") from error


def record_moved(database: Path | str, moved: Mapping[str, str]) -> None:
    """Record that documents have other identifiers than before: old to new.

    What was moved to an old identifier before is moved on to the new one, so that one step always leads to the end.

    Raises:
        sqlite3.Error: the editorial file cannot be written; nothing is recorded.
    """
    if not moved:
        return
    with closing(connected(editorial_path(database))) as connection, connection:
        connection.execute(_TABLES)
        # all at once: two documents may have taken each other's identifiers
        earlier = dict(connection.execute("select old_id, new_id from moved"))
        later = {old: moved.get(new, new) for old, new in earlier.items()} | dict(moved)
        changed = [(old, new) for old, new in later.items() if earlier.get(old) != new]
        connection.executemany("insert or replace into moved values (?, ?)", changed)


def moved_to(database: Path | str, old_id: str) -> str | None:
    """Return the identifier that a document has instead of `old_id`, None where none is recorded.

    Raises:
        EditorialError: the file cannot be read.
    """
    with reading(database, "moved") as connection:
        if connection is None:
            return None
        found = connection.execute("select new_id from moved where old_id = ?", [old_id]).fetchone()
        return str(found[0]) if found else None


def all_moved(database: Path | str) -> dict[str, str]:
    """Return every identifier that a document has another one instead of, with that one.

    Raises:
        EditorialError: the file cannot be read.
    """
    with reading(database, "moved") as connection:
        return dict(connection.execute("select old_id, new_id from moved")) if connection else {}
