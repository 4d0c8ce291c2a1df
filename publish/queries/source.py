"""One source: its text as it was read, the documents in it, and where provisions begin."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any

Row = sqlite3.Row
_SNAPSHOTS = """
select uri, min(retrieved_at) as retrieved_at, robots, terms, max(gone_at) as gone_at from snapshots
where sha256 = ? group by uri order by max(retrieved_at) desc, uri limit 20
"""


@dataclass(frozen=True, slots=True)
class StoredSource:
    """A source's row, its documents in order, the first character of every provision, where a crawl found it."""

    row: Row
    documents: tuple[Row, ...]
    anchors: tuple[int, ...]
    snapshots: tuple[Row, ...]


def load_source(connection: sqlite3.Connection, source_id: str) -> StoredSource | None:
    """Return the source with this id, None where there is none."""
    connection.row_factory = sqlite3.Row
    row = connection.execute("select * from sources where id = ?", [source_id]).fetchone()
    if row is None:
        return None
    documents = connection.execute(
        "select id, title, start_char, end_char from documents where source_id = ? order by ordinal", [source_id]
    )
    anchors = connection.execute(
        "select start_char from provisions where document_id in (select id from documents where source_id = ?)",
        [source_id],
    )
    snapshots = connection.execute(_SNAPSHOTS, [source_id])
    return StoredSource(row, tuple(documents), tuple(anchor for (anchor,) in anchors), tuple(snapshots))


async def regulations_in(database: Any, source_id: str) -> list[Row]:
    """Return id and title of the regulations in a source, in order; `database` is Datasette's."""
    found = await database.execute("select id, title from documents where source_id = ? order by ordinal", [source_id])
    return list(found.rows)
