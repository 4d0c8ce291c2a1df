"""Shards as tables of DuckDB, under the names of the database's: the same question in SQL asks either.

For what is too much for one SQLite file. What is null in shards (see `tables`) is null here, and there are no works.
"""

from __future__ import annotations

import glob
from typing import TYPE_CHECKING

from ..errors import StoreError
from ..schema import TABLES
from .place import INSTALL, Place
from .tables import SHARDED

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_DIGITS = 8


def connect(address: str) -> DuckDBPyConnection:
    """Return a connection of DuckDB that has the shards at an address as its tables; they are read as they are asked.

    A document whose identifier others have, too, as copies and other texts of one title do, has digits of its source
    behind it, and so has what stands in it.

    Raises:
        StoreError: DuckDB is not installed, or there are no shards.
    """
    try:
        import duckdb
    except ImportError as error:
        raise StoreError(f"DuckDB is not installed; {INSTALL}") from error
    place = Place(address)
    if not place.files.exists(place.path("documents")):
        raise StoreError(f"{address}: there are no shards. Make them: fatiao build PATH --shards {address}")
    connection = duckdb.connect()
    scheme, colon, _ = address.partition("://")
    if colon:
        connection.register_filesystem(place.files)
    for table in SHARDED:
        files = f"{glob.escape(place.path(table))}/*.parquet"
        pattern = f"{scheme}://{files}" if colon else files
        connection.execute(f"create temp view _{table} as select * from read_parquet({_quoted(pattern)})")
    connection.execute(_REPEATED)
    for table in SHARDED:
        connection.execute(_view(table))
    return connection


_REPEATED = f"""
create temp table _repeated as
select id as old, source_id, id || '-' || left(source_id, {_DIGITS}) as new
from _documents qualify count(*) over (partition by id) > 1;
create temp macro _own(identifier, source) as coalesce(
  (select new || substr(identifier, length(old) + 1) from _repeated
   where old = split_part(identifier, '#', 1) and source_id = source),
  identifier
)
"""


def _view(table: str) -> str:
    """Return what makes the view of a table, with identifiers that no two rows have."""
    source = "id" if table == "sources" else "source_id"
    own = [f"_own({name}, {source}) as {name}" for name in TABLES[table].columns if _is_identifier(table, name)]
    replaced = f" replace ({', '.join(own)})" if own else ""
    return f"create temp view {table} as select *{replaced} from _{table}"


def _is_identifier(table: str, column: str) -> bool:
    """Tell whether a column has the identifier of a document, or one that begins with it."""
    of_row = column == "id" and (table == "documents" or {"document_id", "id"} <= TABLES[table].columns.keys())
    other = TABLES[table].foreign_keys.get(column)
    return (of_row and table != "flags") or other in ("documents", "provisions", "parameters", "tables")


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
