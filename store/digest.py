"""One hash of everything that a database says, so that two databases can be told to say the same.

It depends on the rows and on nothing else: not on how many processes built them, in which order, in how many builds, or
on which machine. Left out is what tells of the building itself: the table `builds`, the keys and times of `files`, and
when a source was first stored and last changed.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Mapping

from .schema import TABLES

LEFT_OUT: Mapping[str, frozenset[str]] = {
    "builds": frozenset(TABLES["builds"].columns),
    "files": frozenset({"build_key", "mtime_ns"}),
    "sources": frozenset({"added_at", "changed_at"}),
}
"""The columns of each table that tell of the building, and not of regulations."""

_ROWS = 1000  # at once in memory


def digest(db: sqlite3.Connection) -> str:
    """Return the hash of a database: 64 hexadecimal digits, the same as long as every table has the same rows."""
    return digest_of(digests(db))


def digest_of(tables: Mapping[str, str]) -> str:
    """Return the hash of a database whose tables have these hashes."""
    return hashlib.sha256("".join(f"{table} {tables[table]}\n" for table in sorted(tables)).encode()).hexdigest()


def digests(db: sqlite3.Connection) -> dict[str, str]:
    """Return the hash of each table by its name, from which two databases are told where they differ."""
    tables = (name for name in TABLES if _columns(name))
    return {name: _hash_of_rows(db, name) for name in sorted(tables)}


def _columns(table: str) -> list[str]:
    return [column for column in TABLES[table].columns if column not in LEFT_OUT.get(table, ())]


def _hash_of_rows(db: sqlite3.Connection, table: str) -> str:
    """Hash the rows of a table, in the order of their keys, as JSON."""
    columns = _columns(table)
    pk = TABLES[table].pk
    order = ", ".join(f'"{column}"' for column in ([pk] if isinstance(pk, str) else pk))
    names = ", ".join(f'"{column}"' for column in columns)
    found = hashlib.sha256(json.dumps(columns).encode())
    rows = db.execute(f'select {names} from "{table}" order by {order}')
    while some := rows.fetchmany(_ROWS):
        found.update(json.dumps(some, ensure_ascii=False, separators=(",", ":")).encode())
    return found.hexdigest()
