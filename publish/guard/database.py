"""Datasette's view of a database whose answers are bounded, and whose pages never wait for heavy requests."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any, TypeVar

from datasette.database import Database, QueryInterrupted, Results
from datasette.utils import sqlite_timelimit

from ...store.read_only import open_read_only
from .budget import Budget, current_budget
from .limits import largest_source, limit_connection
from .pool import Pool
from .refusal import GoneError, TooLargeError

T = TypeVar("T")

_PAGE_THREADS, _HEAVY_THREADS = 3, 2
_PAGE_PATIENCE, _HEAVY_PATIENCE = 10.0, 15.0
"""Seconds for which a query may wait for a thread; heavy requests wait before, at their gate."""

_FileIdentity = tuple[int, int]


class GuardedDatabase(Database):  # type: ignore[misc]  # Datasette has no types
    """A database whose file may change, be replaced or be gone.

    Each thread has a connection with SQLite's limits set, and opens it again when another file has taken the place of
    the one that it had open. What a query may take is told by the budget of the request that it is for.
    """

    def __init__(self, datasette: Any, path: str) -> None:
        """Open the file at `path`."""
        super().__init__(datasette, path=path, is_mutable=True)
        self._pages = Pool(_PAGE_THREADS, _PAGE_PATIENCE)
        self._heavy = Pool(_HEAVY_THREADS, _HEAVY_PATIENCE)
        self._open = threading.local()
        self._measuring = threading.Lock()
        self._largest: tuple[_FileIdentity, int] | None = None

    def connect(self, write: bool = False) -> sqlite3.Connection:
        """Open the file for reading: nothing of the site writes to it.

        Raises:
            GoneError: the file is not there.
        """
        try:
            opened = open_read_only(self.path)
        except sqlite3.OperationalError:
            _identity(self.path)
            raise
        self._all_file_connections.append(opened)
        return opened

    async def execute_fn(self, question: Callable[[sqlite3.Connection], T]) -> T:
        """Return what `question` gives, asked in a thread of its own.

        Raises:
            BusyError: no thread was free in time.
            GoneError: the file is not there.
        """
        budget = current_budget()

        def answer() -> T:
            connection = self._connection()
            start = time.perf_counter()
            try:
                return question(connection)
            except BaseException:
                if budget:
                    budget.is_broken = True
                raise
            finally:
                if budget:
                    budget.spend(time.perf_counter() - start)

        return await self.work(answer)

    async def work(self, task: Callable[[], T]) -> T:
        """Return what `task` gives, in one of the threads that ask; it needs no file to be there.

        Raises:
            BusyError: no thread was free in time.
        """
        budget = current_budget()
        pool = self._heavy if budget and budget.heavy else self._pages
        return await pool.run(task)

    async def execute(
        self,
        sql: str,
        params: Any = None,
        truncate: bool = False,
        custom_time_limit: int | None = None,
        page_size: int | None = None,
        log_sql_errors: bool = True,
    ) -> Results:
        """Return the rows of a query, as Datasette does: with `truncate` as many as a page may have.

        Raises:
            QueryInterrupted: it took longer than it might.
            TooLargeError: its rows hold more characters than they might.
        """
        budget = current_budget()
        most = self.ds.max_returned_rows
        most = (min(most, budget.rows) if budget else most) + (most == (page_size or self.ds.page_size))
        milliseconds = min(custom_time_limit or self.ds.sql_time_limit_ms, self.ds.sql_time_limit_ms)

        def ask(connection: sqlite3.Connection) -> Results:
            with sqlite_timelimit(connection, budget.limit(milliseconds) if budget else milliseconds):
                try:
                    cursor = connection.execute(sql, params if params is not None else {})
                    rows = read_rows(cursor, budget, most + 1 if truncate else None)
                except sqlite3.OperationalError as error:
                    if error.args == ("interrupted",):
                        raise QueryInterrupted(error, sql, params) from error
                    raise
                except MemoryError as error:  # SQLite's, beyond its limit
                    raise TooLargeError("out of memory") from error
            is_cut = truncate and len(rows) > most
            return Results(rows[:most] if is_cut else rows, is_cut, cursor.description)

        return await self.execute_fn(ask)

    def _connection(self) -> sqlite3.Connection:
        """Return this thread's connection to the file that is there now."""
        identity = _identity(self.path)
        if getattr(self._open, "identity", None) != identity:
            self._close()
            opened = self.connect()
            self.ds._prepare_connection(opened, self.name)
            largest = self._largest_source(identity, opened)
            limit_connection(opened, largest, bool(self.ds.setting("default_allow_sql")))
            self._open.connection, self._open.identity = opened, identity
        connection: sqlite3.Connection = self._open.connection
        return connection

    def _close(self) -> None:
        """Close this thread's connection where it has one."""
        connection = getattr(self._open, "connection", None)
        if connection:
            self._open.connection = self._open.identity = None
            self._all_file_connections.remove(connection)
            connection.close()

    def _largest_source(self, identity: _FileIdentity, connection: sqlite3.Connection) -> int:
        """Return the bytes of the largest source, counted by the first thread that opens the file."""
        with self._measuring:
            if self._largest is None or self._largest[0] != identity:
                self._largest = (identity, largest_source(connection))
            return self._largest[1]


def _identity(path: str) -> _FileIdentity:
    """Return what tells a file from every other that is there at the same time.

    Raises:
        GoneError: there is none.
    """
    try:
        state = os.stat(path)
    except FileNotFoundError as error:
        raise GoneError from error
    return state.st_dev, state.st_ino


def read_rows(cursor: Iterable[Any], budget: Budget | None, most: int | None) -> list[Any]:
    """Return the rows, up to `most`, one after the other, so that no more are held than may be.

    Raises:
        BusyError: all requests together would hold too much.
        TooLargeError: the rows hold more characters than the budget has.
    """
    if budget is None:
        return list(islice(cursor, most))
    rows: list[Any] = []
    held = 0
    try:
        for row in islice(cursor, most):
            rows.append(row)
            held += sum(len(value) for value in row if isinstance(value, (str, bytes)))
            if held > budget.characters:
                raise TooLargeError(f"answer too large: {budget.characters:,}")
        budget.ledger.take(budget, held)
    except Exception:
        rows.clear()  # the error's traceback would keep them until the collector finds it
        raise
    return rows
