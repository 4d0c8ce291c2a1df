"""How a database is opened that nobody writes to from here.

The file is never opened but by SQLite: a process that closes a file loses all its locks on it, those of SQLite's
connections, too (fcntl(2)). A writer would then take the write-ahead log away while it is read, and the pages that
readers get would be of several states of the database ("How To Corrupt An SQLite Database File", 2.2).
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path


def open_read_only(path: Path | str) -> sqlite3.Connection:
    """Open a database for reading, in any thread.

    A database with a write-ahead log needs files beside it even for reading. Where none can be made, as on read-only
    media, it is opened as one that does not change: nobody can write to it there either.

    Raises:
        sqlite3.Error: the file cannot be opened, or is no database.
    """
    path = Path(path).absolute()
    connection = _opened(f"{path.as_uri()}?mode=ro")
    if path.with_name(f"{path.name}-shm").exists() or os.access(path.parent, os.W_OK):
        return connection
    try:
        connection.execute("select 1 from sqlite_master limit 1").fetchone()
    except sqlite3.OperationalError as error:
        connection.close()
        if error.sqlite_errorcode != sqlite3.SQLITE_CANTOPEN:
            raise
        return _opened(f"{path.as_uri()}?immutable=1")
    return connection


def _opened(uri: str) -> sqlite3.Connection:
    return sqlite3.connect(uri, uri=True, check_same_thread=False)
