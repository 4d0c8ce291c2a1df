"""Values that a table is filtered by and no row has: told as such, with the nearest values that there are."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ...store.schema import TABLES
from .near import near_values

_MOST = 3


@dataclass(frozen=True, slots=True)
class UnknownValue:
    """A value of a column that no row has, and the nearest that some have."""

    column: str
    value: str
    near: tuple[str, ...]


def unknown_values(
    connection: sqlite3.Connection, table: str, pairs: Iterable[tuple[str, str]], said: Callable[[str, str], str]
) -> list[UnknownValue]:
    """Return those of some columns' values that no row of a table has.

    `said` gives the words for a column's value: 元 for `CNY`, which is what people type. Columns of numbers are left
    out, since any number may be one.
    """
    words = {column for column, kind in TABLES[table].columns.items() if kind is str} if table in TABLES else set()
    out = []
    for column, value in dict.fromkeys(pairs):
        if column not in words or not value:
            continue
        if connection.execute(f'select 1 from {table} where "{column}" = ? limit 1', [value]).fetchone():
            continue
        sql = f'select "{column}", count(*) from {table} where "{column}" <> \'\' group by 1'
        counts: dict[str, int] = dict(connection.execute(sql).fetchall())
        named = [known for known in counts if said(column, known) == value]
        near = (*named, *near_values(counts, value))
        out.append(UnknownValue(column, value, tuple(dict.fromkeys(near))[:_MOST]))
    return out
