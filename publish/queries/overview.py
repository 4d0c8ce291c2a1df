"""What the database holds: how much of everything, the commonest values, the newest regulations."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

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
    """Return what a database holds, all values of everything."""
    connection.row_factory = sqlite3.Row
    tables = ("documents", "provisions", "parameters", "citations", "sources", "flags")
    totals = {table: connection.execute(f"select count(*) from {table}").fetchone()[0] for table in tables}
    newest = connection.execute(
        "select id, title, issuer_group as issuer, adopted, approved, promulgated, text_as_of, doc_number, version, "
        "(select count(*) from parameters where document_id = documents.id) as parameters "
        "from documents where version is not null order by version desc, rowid limit ?",
        [_NEWEST],
    ).fetchall()
    return Overview(
        totals,
        _counts(connection, "documents", "authority", {}),
        _counts(connection, "documents", "issuer_group", {}),
        _counts(connection, "documents", "region", {}),
        _counts(connection, "documents", "substr(version, 1, 4)", {}),
        _counts(connection, "parameters", "quantity", QUANTITIES),
        _counts(connection, "parameters", "role", ROLES),
        newest,
    )


def _counts(connection: sqlite3.Connection, table: str, column: str, names: Mapping[str, str]) -> list[Count]:
    found = connection.execute(
        f"select {column}, count(*) from {table} where {column} is not null group by 1 order by 2 desc, 1"
    )
    return [(value, names.get(value, value), count) for value, count in found]


def together(overviews: Sequence[tuple[str, Overview]]) -> tuple[Overview, list[tuple[str, sqlite3.Row]]]:
    """Return what databases hold together, the commonest values of it, and the newest regulations.

    Each overview comes with the name of its database, each of the newest, too.
    """
    every = [overview for _, overview in overviews]
    totals: Counter[str] = Counter()
    for each in every:
        totals.update(each.totals)
    newest = [(name, row) for name, each in overviews for row in each.newest]
    newest.sort(key=lambda pair: pair[1]["version"], reverse=True)
    held = Overview(
        dict(totals),
        _summed(each.authorities for each in every),
        _summed(each.issuers for each in every)[:_TOP],
        _summed(each.regions for each in every)[:_TOP],
        sorted(_summed(each.years for each in every)),
        _summed(each.quantities for each in every),
        _summed(each.roles for each in every),
        [],
    )
    return held, newest[:_NEWEST]


def _summed(lists: Iterable[Iterable[Count]]) -> list[Count]:
    """Return values with the sums of their numbers, most first."""
    sums: Counter[tuple[str, str]] = Counter()
    for value, name, count in chain.from_iterable(lists):
        sums[value, name] += count
    return [(*pair, count) for pair, count in sorted(sums.items(), key=lambda each: (-each[1], each[0]))]
