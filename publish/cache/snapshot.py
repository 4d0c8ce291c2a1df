"""Something read from the database as a whole, and read again when the database changes."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from threading import Lock
from typing import Any, Generic, TypeVar
from weakref import WeakKeyDictionary

from ..database import FileVersion, file_version

T = TypeVar("T")


class Snapshot(Generic[T]):
    """What `read` found last, in each of the databases served."""

    def __init__(self, read: Callable[[sqlite3.Connection], T]) -> None:
        """Know nothing yet; `read` is how to learn it."""
        self._read = read
        self._lock = Lock()
        self._held: WeakKeyDictionary[Any, _Held[T]] = WeakKeyDictionary()

    def current(self, database: Any, connection: sqlite3.Connection) -> T:
        """Return it as `database` has it now; `connection` is open to that."""
        with self._lock:
            held = self._held.setdefault(database, _Held())
        version = file_version(database)
        with held.lock:
            if held.last is None or held.last[0] != version:
                held.last = (version, self._read(connection))
            return held.last[1]


class _Held(Generic[T]):
    """What is known of one database; who asks for it while it is read waits, and nobody who asks for another's."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.last: tuple[FileVersion, T] | None = None
