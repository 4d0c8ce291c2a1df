"""The rows of a shard's pages, a Parquet file a table, so that they can be asked before any database is built.

A shard knows its own pages alone: documents have the identifiers that they have where nothing else is stored, and what
all that is stored decides is null (`work_id`, what citations of others mean). Every table also has `source_id`.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping

from ...extract.page import Processed
from ..export.formats import write_parquet
from ..outline import Row
from ..rows import page_rows, source_row
from ..schema import TABLES

SHARDED = tuple(
    table for table in TABLES if table not in ("files", "snapshots", "works", "issuers", "decided", "builds")
)
"""The tables of which a shard has rows: those about pages."""


def columns_of(table: str) -> Mapping[str, type]:
    """Return the columns of a table in shards, with their types."""
    left_out = ("added_at", "changed_at") if table == "sources" else ()
    named = {name: kind for name, kind in TABLES[table].columns.items() if name not in left_out}
    return named if table == "sources" else {**named, "source_id": str}


def shard_tables(pages: Iterable[Processed]) -> Iterator[tuple[str, bytes]]:
    """Yield the tables of a shard, each with its rows as Parquet; content that two pages have is there once."""
    rows: dict[str, list[Row]] = {table: [] for table in SHARDED}
    seen: set[str] = set()
    for processed in pages:
        source = processed.page.source
        if source.id in seen:
            continue
        seen.add(source.id)
        rows["sources"].append(source_row(source, source.uri))
        for table, found in page_rows(processed.page, processed.parameters, ()).items():
            rows[table] += ({**row, "source_id": source.id} for row in found)
    for table in SHARDED:
        columns = columns_of(table)
        file = io.BytesIO()
        write_parquet(file, columns, (tuple(row.get(name) for name in columns) for row in rows[table]))
        yield table, file.getvalue()
