"""What the site keeps of a database in memory, and reads again when the database changes."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from threading import Lock
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from ..database import Stamp, stamp

T = TypeVar("T")

Numbers = NDArray[np.int64]


class Memory(Generic[T]):
    """Something read from the database served last, read again when that changes."""

    def __init__(self, read: Callable[[sqlite3.Connection], T]) -> None:
        """Know nothing yet; `read` is how to learn it."""
        self._read = read
        self._lock = Lock()
        self._kept: tuple[tuple[str, Stamp], T] | None = None

    def of(self, database: Any, connection: sqlite3.Connection) -> T:
        """Return what is to be known of `database`, to which `connection` is open."""
        now = (str(database.path), stamp(database))
        with self._lock:
            if self._kept is None or self._kept[0] != now:
                self._kept = (now, self._read(connection))
            return self._kept[1]


def listed(rows: str | None) -> Numbers:
    """Return what `group_concat(rowid)` gives as numbers: fetching every row by itself takes four times as long."""
    return np.fromstring(rows or "", dtype=np.int64, sep=",")
