"""The rows of a shard's pages, a Parquet file a table, so that they can be asked before any database is built.

A shard knows its own pages alone: documents have the identifiers that they have where nothing else is stored, and what
all that is stored decides is null (`work_id`, what citations of others mean). Every table also has `source_id`.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping

from ..export.formats import write_parquet
from ..finished import Finished
from ..outline import Values
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


def shard_tables(pages: Iterable[Finished]) -> Iterator[tuple[str, bytes]]:
    """Yield the tables of a shard, each with its rows as Parquet; content that two pages have is there once."""
    rows: dict[str, list[Values]] = {table: [] for table in SHARDED}
    seen: set[str] = set()
    for page in pages:
        if page.id in seen:
            continue
        seen.add(page.id)
        rows["sources"].append(tuple(page.source.get(name) for name in columns_of("sources")))
        for table in SHARDED:
            if table != "sources":
                rows[table] += (_with_source(table, values, page.id) for values in page.rows[table])
    for table in SHARDED:
        file = io.BytesIO()
        write_parquet(file, columns_of(table), rows[table])
        yield table, file.getvalue()


def _with_source(table: str, values: Values, source_id: str) -> Values:
    """Return a row of a page with the page's source, which most tables do not have."""
    return values if "source_id" in TABLES[table].columns else (*values, source_id)
