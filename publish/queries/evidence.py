"""The evidence of parameters, and the text of the sources it stands in."""

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


def texts_of(connection: sqlite3.Connection, ids: Collection[str]) -> Mapping[str, str]:
    """Return the text of sources by their id; each is read once, however many parameters stand in it."""
    found = connection.execute(f"select id, text from sources where id in ({_marks(ids)})", list(ids))
    return {row["id"]: row["text"] for row in found}


def _marks(values: Collection[str]) -> str:
    return ", ".join("?" * len(values))
