"""A database of an earlier version of the tables: kept beside the new one under a name of its own."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from itertools import count
from pathlib import Path

from .errors import StoreError, explain
from .schema import APPLICATION_ID, SCHEMA_VERSION

_LOGS = ("-wal", "-shm")


def set_aside(database: Path) -> Path | None:
    """Rename a database that an earlier version made, and return its new name: `fatiao.db` becomes `fatiao.v3.db`.

    Returns None, and does nothing, where there is none, or it is one of this version, or none of ours at all: opening
    it will tell. Who reads it goes on reading. Everything in it can be built again; it is kept because not all of its
    sources may be among those that are built now.

    Raises:
        StoreError: the file is being written, or cannot be renamed.
    """
    if not database.is_file():
        return None
    version = _earlier_version(database)
    if version is None:
        return None
    kept = _free_name(database, version)
    try:
        database.rename(kept)
        for log in _LOGS:  # what is not yet in the file itself, in the midst of a crash or with readers
            if (path := Path(f"{database}{log}")).exists():
                path.rename(f"{kept}{log}")
    except OSError as error:
        raise StoreError(
            f"{database} has tables of version {version} and cannot be renamed ({error.strerror}). "
            "Make its folder writable, or give another path."
        ) from error
    return kept


def _earlier_version(database: Path) -> int | None:
    """Return the version of the tables if it is an earlier one of ours; nobody is writing the file then."""
    try:
        with closing(sqlite3.connect(database, timeout=0, isolation_level=None)) as connection:
            application = connection.execute("pragma application_id").fetchone()[0]
            version = int(connection.execute("pragma user_version").fetchone()[0])
            if application != APPLICATION_ID or version >= SCHEMA_VERSION:
                return None
            connection.execute("begin immediate")
            connection.execute("rollback")
            connection.execute("pragma wal_checkpoint(truncate)")
            return version
    except sqlite3.DatabaseError as error:
        if "not a database" in str(error) or "malformed" in str(error):
            return None  # opening it will tell
        raise explain(database, error) from error


def _free_name(database: Path, version: int) -> Path:
    names = (f"{database.stem}.v{version}{'' if n == 1 else f'-{n}'}{database.suffix}" for n in count(1))
    return next(path for name in names if not (path := database.with_name(name)).exists())
