"""A database file that is open for writing: ours or none, in transactions, with errors that people can read."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlite_utils import Database

from .errors import StoreError, explain
from .index import create_index
from .loading import TOGETHER, begin_load
from .schema import APPLICATION_ID, SCHEMA_VERSION, create_schema

_BUSY_SECONDS = 30.0
_CACHE_KIB = 64 * 1024  # holds the largest index while it is sorted
_OLDER = "Build it again: fatiao build keeps the old file under another name."
_NEWER = "Use the newer fatiao that made it, or give another path."


class OpenStore:
    """The file behind a `Store`.

    While sources are loaded in bulk, `unsaved` are those that the next transaction will save; where that failed,
    `lost` are those that it had.
    """

    def __init__(self, path: Path | str) -> None:
        """Open the database at `path`, or make it where there is none.

        Raises:
            StoreError: the file cannot be made or written, is damaged, is something else, or has the tables
                of another version of this program.
        """
        self.path = Path(path)
        self.unsaved = self.lost = 0
        self._in_bulk = False
        if self.path.is_dir():
            raise StoreError(f"{self.path} is a folder. Give the path of a file, such as {self.path / 'fatiao.db'}.")
        if not self.path.parent.is_dir():
            raise StoreError(f"{self.path} cannot be made: there is no folder {self.path.parent}. Make it first.")
        with self._explained():
            connection = sqlite3.connect(self.path, timeout=_BUSY_SECONDS, isolation_level=None)
        try:
            with self._explained():
                self._db = Database(connection, execute_plugins=False)
                self._prepare()
        except BaseException:
            connection.close()
            raise

    def close(self) -> None:
        """Fold the write-ahead log into the file and close it. Closing twice is no error."""
        connection = self._db.conn
        try:
            connection.execute("pragma optimize")
            connection.execute("pragma wal_checkpoint(truncate)")
        except sqlite3.Error:
            pass  # both only tidy up; everything is committed, and SQLite recovers the log at the next opening
        finally:
            connection.close()

    def __enter__(self) -> Self:
        """Return the store itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the store."""
        self.close()

    @contextmanager
    def loading(self) -> Iterator[None]:
        """Store in bulk what the block stores, where nothing is stored yet or the first build was interrupted.

        A transaction then has many sources. Whatever ends the block, those that are stored remain, and the next block
        goes on from there; what readers need beside them is made by `link`.

        Raises:
            StoreError: the file could not be written.
        """
        with self._explained():
            self._in_bulk = begin_load(self._db)
        try:
            yield
        finally:
            self._in_bulk = False
            if self._db.conn.in_transaction:
                with self._explained():
                    self._commit()

    def _prepare(self) -> None:
        """Make the tables where there are none, refuse a database that is not ours, set up the connection."""
        # SQLite would look for what refers to each row that goes; what a source refers to, and what to it, goes with it
        self._db.execute("pragma foreign_keys = off")
        self._db.execute(f"pragma cache_size = -{_CACHE_KIB}")
        with self._transaction():
            if not self._db.execute("select count(*) from sqlite_master").fetchone()[0]:
                create_schema(self._db)
                create_index(self._db)
            application = self._db.execute("pragma application_id").fetchone()[0]
            version = self._db.execute("pragma user_version").fetchone()[0]
        if application != APPLICATION_ID:
            raise StoreError(f"{self.path} is a database of another program. Give another path.")
        if version != SCHEMA_VERSION:
            raise StoreError(
                f"{self.path} has tables of version {version}, this program writes version {SCHEMA_VERSION}. "
                + (_OLDER if version < SCHEMA_VERSION else _NEWER)
            )
        # only now, because it changes the file
        self._db.execute("pragma journal_mode = wal")
        self._db.execute("pragma synchronous = normal")

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Raise SQLite's errors as `StoreError`."""
        try:
            yield
        except sqlite3.Error as error:
            raise explain(self.path, error) from error
        except UnicodeEncodeError as error:
            raise StoreError(
                f"{self.path} cannot hold {error.object[error.start : error.end]!r}: half a character. "
                "Decode the source again, replacing what is no character."
            ) from error

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """Run the block as one transaction, or as part of one while loading: all of it is stored, or nothing."""
        with self._explained():
            if not self._db.conn.in_transaction:
                self._db.execute("begin immediate")
            self._db.execute("savepoint block")
            try:
                yield
                self._db.execute("release block")
            except BaseException:
                self._undo()
                raise
            self.unsaved += 1
            if not self._in_bulk or self.unsaved >= TOGETHER:
                self._commit()

    def _commit(self) -> None:
        try:
            self._db.execute("commit")
            self.unsaved = 0
        except sqlite3.Error:
            self.unsaved -= 1  # the last one has not been told to be stored
            self._lose()
            raise

    def _undo(self) -> None:
        """Undo the block that failed; outside of loading, and where SQLite has done so itself, the transaction."""
        connection = self._db.conn
        if connection.in_transaction and self._in_bulk:
            connection.execute("rollback to block")
            connection.execute("release block")
        else:
            self._lose()

    def _lose(self) -> None:
        """End a transaction of which nothing is stored."""
        if self._db.conn.in_transaction:
            self._db.execute("rollback")
        self.lost, self.unsaved = self.unsaved, 0
