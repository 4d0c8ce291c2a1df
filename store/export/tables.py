"""Which tables of a database are exported, and their rows: of all documents, or of some and all that is theirs."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from ..schema import TABLES

EXPORTED = tuple(name for name in TABLES if name not in ("files", "decided", "builds"))
"""The tables that are exported; the others tell of builds, and of what became of decisions."""

Row = tuple[object, ...]

_WANTED = "(select id from temp.wanted)"
_SOURCES = f"(select source_id from documents where id in {_WANTED})"
_OF_DOCUMENTS = {
    "documents": f"id in {_WANTED}",
    "evidence": f"parameter_id in (select id from parameters where document_id in {_WANTED})",
    "cells": f"table_id in (select id from tables where document_id in {_WANTED})",
    "works": f"id in (select work_id from documents where id in {_WANTED})",
    "issuers": f"name in (select issuer from documents where id in {_WANTED})",
    "sources": f"id in {_SOURCES}",
    "snapshots": f"sha256 in {_SOURCES}",
}


def want(db: sqlite3.Connection, documents: Iterable[str]) -> None:
    """Let `rows` give those of some documents only, by their ids; of the connection, not of the file."""
    db.execute("create temp table wanted (id text primary key)")
    db.executemany("insert into temp.wanted values (?)", ((id,) for id in documents))


def rows(db: sqlite3.Connection, table: str, only_wanted: bool = False) -> Iterator[Row]:
    """Return the rows of a table in the order of their keys, the values in that of `TABLES`; none is held in memory.

    With `only_wanted`, those of the documents that `want` was told: what stands in them, their sources with all that
    stands on these pages, their works and issuers.
    """
    names = ", ".join(f'"{column}"' for column in TABLES[table].columns)
    where = f" where {_condition(table)}" if only_wanted else ""
    order = ", ".join(f'"{column}"' for column in key_of(table))
    return db.execute(f'select {names} from "{table}"{where} order by {order}')


def _condition(table: str) -> str:
    if found := _OF_DOCUMENTS.get(table):
        return found
    return f"document_id in {_WANTED}" if "document_id" in TABLES[table].columns else f"source_id in {_SOURCES}"


def key_of(table: str) -> Sequence[str]:
    """Return the columns of a table's primary key."""
    pk = TABLES[table].pk
    return (pk,) if isinstance(pk, str) else pk
