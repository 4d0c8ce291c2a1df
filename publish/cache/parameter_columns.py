"""The columns that parameters are counted by, so that a page counts by all of them without reading a row.

Eight bytes a parameter and column: of 40,000 parameters 2 MB, and as much for their ids, read in a quarter of a second.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from .arrays import BoolArray, FloatArray, IntArray
from .coded_column import CodedColumn, code_column
from .snapshot import Snapshot

FACETS_OF_ROLES = {
    "penalty": ("role", "attribute_group", "unit", "region", "issuer", "year"),
    "deadline": ("role", "trigger", "unit", "region", "issuer", "year"),
    "limit": ("role", "attribute_group", "base", "unit", "region", "issuer", "year"),
    "threshold": ("role", "attribute_group", "quantity", "unit", "region", "issuer", "year"),
}
"""The columns that the parameters of a role are counted by; of all together the metadata tells."""

FACET_COLUMNS = ("quantity", "role", "unit", "region", "issuer", "year", "attribute_group", "trigger", "base")
"""The columns that the table of parameters has facets of."""


@dataclass(frozen=True, slots=True)
class ParameterColumns:
    """The columns of all parameters, by their rows."""

    ids: tuple[str, ...]
    """Every id, in order."""
    rows: IntArray
    """Every row, in the order of the ids."""
    ranks: IntArray
    """By row, the place of its id among all."""
    coded: Mapping[str, CodedColumn]
    values: FloatArray
    """By row, the upper end, or where there is none the lower one; not a number where there is neither."""

    def flags(self, rows: IntArray) -> BoolArray:
        """Return by row whether it is one of `rows`."""
        flags = np.zeros(len(self.ranks), dtype=bool)
        flags[rows] = True
        return flags

    def first(self, rows: IntArray, size: int) -> list[str]:
        """Return the first `size` ids of some rows."""
        ranks = self.ranks[rows]
        if len(ranks) > size:
            ranks = np.partition(ranks, size)[:size]
        return [self.ids[rank] for rank in np.sort(ranks).tolist()]

    def by_value(self, rows: IntArray, is_falling: bool, start: int, size: int) -> list[str]:
        """Return `size` ids of some rows from the one at `start` on, ordered by value within each unit.

        Values of two units cannot be compared; the commonest unit comes first, rows without a value last of theirs.
        """
        units, values = self.coded["unit"].codes[rows] + 1, self.values[rows]
        commonest = -np.bincount(units)[units]
        ordered = np.lexsort((self.ranks[rows], -values if is_falling else values, units, commonest))
        return [self.ids[rank] for rank in self.ranks[rows[ordered[start : start + size]]].tolist()]

    def commonest(self, rows: IntArray, names: Iterable[str], size: int) -> dict[str, list[tuple[Any, int]]]:
        """Return of each column named the commonest values of some rows, at most `size`, with their numbers."""
        return {name: self.coded[name].counts(rows, size) for name in names}


def read_columns(connection: sqlite3.Connection) -> ParameterColumns:
    """Return the columns of all parameters of a database."""
    value = "coalesce(max_value, min_value)"
    sql = f"select rowid, id, {', '.join(FACET_COLUMNS)}, {value} from parameters order by id"
    found = list(map(tuple, connection.execute(sql)))
    rows = np.array([row[0] for row in found], dtype=np.int64)
    ranks = np.zeros(int(rows.max(initial=0)) + 1, dtype=np.int64)
    ranks[rows] = np.arange(len(rows))
    columns = {}
    for place, name in enumerate(FACET_COLUMNS, start=2):
        column = code_column([row[place] for row in found])
        codes = np.full(len(ranks), -1, dtype=np.int64)
        codes[rows] = column.codes
        columns[name] = CodedColumn(column.values, codes)
    values = np.full(len(ranks), np.nan)
    values[rows] = np.array([row[-1] for row in found], dtype=float)  # None is not a number
    return ParameterColumns(tuple(row[1] for row in found), rows, ranks, columns, values)


column_snapshot = Snapshot(read_columns)
"""The parameters of the database served."""
