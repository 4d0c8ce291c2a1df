"""How a database is opened that nobody writes to from here.

The file is never opened but by SQLite: a process that closes a file loses all its locks on it, those of SQLite's
connections, too (fcntl(2)). A writer would then take the write-ahead log away while it is read, and the pages that
readers get would be of several states of the database ("How To Corrupt An SQLite Database File", 2.2).
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

_BUSY_SECONDS = 5.0


def open_read_only(path: Path | str, seconds: float = _BUSY_SECONDS) -> sqlite3.Connection:
    """Open a database for reading, in any thread; who finds it locked waits so many seconds.

    A database with a write-ahead log needs files beside it even for reading. Where none can be made, as on read-only
    media, it is opened as one that does not change: nobody can write to it there either. Where a program was killed in
    the midst of a transaction without such a log, it is taken back first, as the next writer would.

    Raises:
        sqlite3.Error: the file cannot be opened, or is no database.
    """
    path = Path(path).absolute()
    connection = _opened(path, "mode=ro", seconds)
    try:
        _look(connection)
    except sqlite3.Error as error:
        connection.close()
        if error.sqlite_errorcode == sqlite3.SQLITE_READONLY_ROLLBACK:
            _take_back(path, seconds)
            return _opened(path, "mode=ro", seconds)
        if error.sqlite_errorcode == sqlite3.SQLITE_CANTOPEN and not _can_have_log(path):
            return _opened(path, "immutable=1", seconds)
        raise
    return connection


def _opened(path: Path, how: str, seconds: float) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.as_uri()}?{how}", uri=True, check_same_thread=False, timeout=seconds)


def _look(connection: sqlite3.Connection) -> None:
    connection.execute("select 1 from sqlite_master limit 1").fetchone()


def _can_have_log(path: Path) -> bool:
    return path.with_name(f"{path.name}-shm").exists() or os.access(path.parent, os.W_OK)


def _take_back(path: Path, seconds: float) -> None:
    with closing(_opened(path, "mode=rw", seconds)) as connection:
        _look(connection)
