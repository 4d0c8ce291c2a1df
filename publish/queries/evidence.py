"""The evidence of parameters."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

Row = sqlite3.Row


def evidence_of(connection: sqlite3.Connection, ids: Collection[str]) -> Mapping[str, Sequence[Row]]:
    """Return the rows of evidence of parameters by the parameter's id, pieces of a field in order; none for some."""
    found: defaultdict[str, list[Row]] = defaultdict(list)
    sql = f"select * from evidence where parameter_id in ({_marks(ids)}) order by parameter_id, field, ordinal"
    for row in connection.execute(sql, list(ids)):
        found[row["parameter_id"]].append(row)
    return found


def _marks(values: Collection[str]) -> str:
    return ", ".join("?" * len(values))
