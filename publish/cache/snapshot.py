"""Something read from the database as a whole, and read again when the database changes."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from threading import Lock
from typing import Any, Generic, TypeVar

from ..database import FileVersion, file_version

T = TypeVar("T")


class Snapshot(Generic[T]):
    """What `read` found in the database served last."""

    def __init__(self, read: Callable[[sqlite3.Connection], T]) -> None:
        """Know nothing yet; `read` is how to learn it."""
        self._read = read
        self._lock = Lock()
        self._last: tuple[tuple[str, FileVersion], T] | None = None

    def current(self, database: Any, connection: sqlite3.Connection) -> T:
        """Return it as `database` has it now; `connection` is open to that."""
        version = (str(database.path), file_version(database))
        with self._lock:
            if self._last is None or self._last[0] != version:
                self._last = (version, self._read(connection))
            return self._last[1]
