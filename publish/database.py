"""The database that the pages show: which it is, how to ask it, whether it has changed."""

from __future__ import annotations

import os
import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, Generic, TypeVar

from datasette.utils import sqlite_timelimit

T = TypeVar("T")

Stamp = tuple[tuple[int, int], ...]


def serves(datasette: Any, database: str) -> bool:
    """Tell whether the metadata of `database` asks for this plugin."""
    return datasette.plugin_config("fatiao", database=database) is not None


def served(datasette: Any) -> Any:
    """Return the first of Datasette's databases that is fatiao's, None where none is."""
    return next((db for name, db in datasette.databases.items() if serves(datasette, name)), None)


async def ask(
    datasette: Any, database: Any, question: Callable[[sqlite3.Connection], T], limit: int | None = None
) -> T:
    """Run `question` in one of Datasette's threads, all of its queries together within so many milliseconds.

    Without a `limit` it is Datasette's time limit.

    Raises:
        sqlite3.OperationalError: `interrupted`, where that time was over.
    """
    time = limit or datasette.setting("sql_time_limit_ms")

    def run(connection: sqlite3.Connection) -> T:
        replacing = connection.text_factory
        connection.text_factory = str  # Datasette's own is called for every cell; what we wrote is UTF-8
        try:
            with sqlite_timelimit(connection, time):
                return question(connection)
        finally:
            connection.text_factory = replacing

    answer: T = await database.execute_fn(run)
    return answer


def stamp(database: Any) -> Stamp:
    """Return what changes whenever the database does: size and time of the file and its write-ahead log."""
    found = []
    for file in (database.path, f"{database.path}-wal"):
        try:
            state = os.stat(file)
        except OSError:
            continue
        found.append((state.st_size, state.st_mtime_ns))
    return tuple(found)


class Cache(Generic[T]):
    """Answers that hold until the database changes; the least recently used beyond `size` are dropped."""

    def __init__(self, size: int) -> None:
        """Hold up to `size` answers."""
        self._size = size
        self._kept: OrderedDict[Hashable, T] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> T | None:
        """Return the answer kept under `key`, which has the database's stamp in it, or None."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def keep(self, key: Hashable, answer: T) -> T:
        """Keep `answer` under `key` and return it."""
        with self._lock:
            self._kept[key] = answer
            while len(self._kept) > self._size:
                self._kept.popitem(last=False)
        return answer
