"""What the database holds: how much of everything, the commonest values, the newest regulations."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from ..words.vocabulary import QUANTITIES, ROLES

_TOP = 12
_NEWEST = 8

Count = tuple[str, str, int]
"""Value, its name for readers, how many."""


@dataclass(frozen=True, slots=True)
class Overview:
    """How much there is of everything, the commonest values, and the newest regulations."""

    totals: dict[str, int]
    authorities: list[Count]
    issuers: list[Count]
    regions: list[Count]
    years: list[Count]
    quantities: list[Count]
    roles: list[Count]
    newest: list[sqlite3.Row]


def overview(connection: sqlite3.Connection) -> Overview:
    """Return what a database holds."""
    connection.row_factory = sqlite3.Row
    tables = ("documents", "provisions", "parameters", "citations", "sources", "flags")
    totals = {table: connection.execute(f"select count(*) from {table}").fetchone()[0] for table in tables}
    newest = connection.execute(
        "select id, title, issuer_group as issuer, adopted, approved, promulgated, text_as_of, doc_number, "
        "(select count(*) from parameters where document_id = documents.id) as parameters "
        "from documents where version is not null order by version desc, rowid limit ?",
        [_NEWEST],
    ).fetchall()
    return Overview(
        totals,
        _counts(connection, "documents", "authority", {}),
        _counts(connection, "documents", "issuer_group", {})[:_TOP],
        _counts(connection, "documents", "region", {})[:_TOP],
        sorted(_counts(connection, "documents", "substr(version, 1, 4)", {})),
        _counts(connection, "parameters", "quantity", QUANTITIES),
        _counts(connection, "parameters", "role", ROLES),
        newest,
    )


def _counts(connection: sqlite3.Connection, table: str, column: str, names: Mapping[str, str]) -> list[Count]:
    found = connection.execute(
        f"select {column}, count(*) from {table} where {column} is not null group by 1 order by 2 desc, 1"
    )
    return [(value, names.get(value, value), count) for value, count in found]
