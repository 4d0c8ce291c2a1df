"""SQLite's own limits, set on every connection over which the site asks."""

from __future__ import annotations

import sqlite3

LONGEST = 64_000_000
"""Bytes of a value or a row, or twice the largest source where that is more."""

HEAP = 512_000_000
"""Bytes that SQLite may take in all where anybody's SQL is run; what needs more fails."""

_LIMITS = {
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 200_000,
    sqlite3.SQLITE_LIMIT_COLUMN: 200,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 200,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 20,
    sqlite3.SQLITE_LIMIT_VDBE_OP: 50_000,
    sqlite3.SQLITE_LIMIT_FUNCTION_ARG: 32,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 3_000,
    sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER: 10_000,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}
"""The largest that the pages and the filters of tables need, doubled: the 5,000 labels of a page are variables."""


def limit_connection(connection: sqlite3.Connection, largest: int, free_sql: bool) -> None:
    """Set the limits; `largest` are the bytes of the largest source, `free_sql` whether readers may write SQL.

    With that, what SQLite sorts stays in memory, which is limited, and fills no disk.
    """
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, max(LONGEST, 2 * largest))
    for limit, most in _LIMITS.items():
        connection.setlimit(limit, most)
    if free_sql:
        connection.execute("pragma temp_store = memory")
        connection.execute(f"pragma hard_heap_limit = {HEAP}").fetchone()


def largest_source(connection: sqlite3.Connection) -> int:
    """Return the bytes of the largest source that is stored, 0 where there is none."""
    found = connection.execute("select max(length(cast(text as blob))) from sources").fetchone()
    return int(found[0] or 0)
