"""The first build: many sources to a transaction, and what only readers need is made at its end, in one pass.

Indices of the tables with nearly all rows are dropped while they fill, and the pieces of the full-text index are merged
once. Without a write-ahead log, for there is nothing yet to read beside it, new pages are written a single time. That
the indices are missing is how the next build knows that one was interrupted, and goes on in the same way.
"""

from __future__ import annotations

import sqlite3

from sqlite_utils import Database

from .index import keep_pieces, merge_pieces
from .schema import TABLES, create_indices

TOGETHER = 100
"""Sources in a transaction: as many are read again, at most, after a build was killed."""

DEFERRED = ("provisions", "parameters")
"""Tables whose indices are made at the end."""


def begin_load(db: Database) -> bool:
    """Make a database ready to be loaded, and tell whether it was: it is empty, or its first build was interrupted."""
    if db.execute("select 1 from sources").fetchone():
        if _has_indices(db):
            return False
    else:
        for table in DEFERRED:
            for index in db.table(table).indexes:
                if index.origin == "c":
                    db.execute(f'drop index "{index.name}"')
        keep_pieces(db)
    db.execute("pragma temp_store = memory")  # for the pages that a source changes, which a savepoint keeps
    try:
        db.execute("pragma journal_mode = delete")
    except sqlite3.OperationalError:
        db.execute("pragma journal_mode = wal")  # somebody has the file open: each page is written twice then
    return True


def finish_load(db: Database) -> None:
    """Make what is missing after a load: the indices, the full-text index in one piece, the log for readers."""
    if _has_indices(db):
        return
    db.execute("pragma temp_store = default")  # indices are sorted there
    merge_pieces(db)  # first, for the indices then take the room that the pieces had
    for table in DEFERRED:
        create_indices(db, table)
    db.execute("pragma journal_mode = wal")


def _has_indices(db: Database) -> bool:
    return all(
        len(TABLES[table].indices) == sum(index.origin == "c" for index in db.table(table).indexes)
        for table in DEFERRED
    )
