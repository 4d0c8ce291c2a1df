"""The database that the pages show: which of Datasette's it is, how to ask it, whether it has changed."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable
from typing import Any, TypeVar

from datasette.utils import sqlite_timelimit

from .guard.budget import current_budget

T = TypeVar("T")

FileVersion = tuple[tuple[int, int, int], ...]

_OURS = "fatiao_is_ours"

_SETTLED = 2_000_000_000
"""Nanoseconds after which a file that was written is as its readers see it: the clock of files ticks in milliseconds,
and a commit is in the log before readers are told of it."""


def is_ours(datasette: Any, name: str) -> bool:
    """Tell whether the metadata of the database `name` asks for this plugin; they are read once for each name."""
    known: dict[str, bool] = datasette.__dict__.setdefault(_OURS, {})
    if name not in known:
        known[name] = datasette.plugin_config("fatiao", database=name) is not None
    return known[name]


def our_database(datasette: Any) -> Any:
    """Return the first of Datasette's databases that is fatiao's, None where none is."""
    return next((db for name, db in datasette.databases.items() if is_ours(datasette, name)), None)


async def ask(
    datasette: Any, database: Any, question: Callable[[sqlite3.Connection], T], limit: int | None = None
) -> T:
    """Run `question` in one of Datasette's threads, all of its queries together within so many milliseconds.

    Without a `limit` it is Datasette's time limit; it is never more than what is left to the request.

    Raises:
        sqlite3.OperationalError: `interrupted`, where that time was over.
    """
    time = limit or datasette.setting("sql_time_limit_ms")
    budget = current_budget()

    def run(connection: sqlite3.Connection) -> T:
        replacing = connection.text_factory
        connection.text_factory = str  # Datasette's own is called for every cell; what we wrote is UTF-8
        try:
            with sqlite_timelimit(connection, budget.limit(time) if budget else time):
                return question(connection)
        finally:
            connection.text_factory = replacing

    answer: T = await database.execute_fn(run)
    return answer


def file_version(database: Any) -> FileVersion:
    """Return what changes whenever the database does: inode, size and time of the file and its write-ahead log."""
    found = []
    for file in (database.path, f"{database.path}-wal"):
        try:
            state = os.stat(file)
        except OSError:
            continue
        if state.st_size:  # whoever opens the database makes an empty log
            found.append((state.st_ino, state.st_size, state.st_mtime_ns))
    return tuple(found)


def is_settled(version: FileVersion) -> bool:
    """Tell whether a version's files were last written so long ago that readers have seen nothing older since."""
    return all(abs(time.time_ns() - written) > _SETTLED for *_, written in version)
