"""Parameters: which meet some conditions, their rows with titles and citations, the clause around one of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from ...store.search import phrases
from ...text.traditional import simplified
from ..cache.arrays import IntArray, parse_rowids
from ..cache.parameter_columns import ParameterColumns
from .whole_words import parts_of

Row = sqlite3.Row

_ROWS = """
select parameters.*, documents.title, documents.source_id, provisions.citation
from parameters
join documents on documents.id = parameters.document_id
left join provisions on provisions.id = parameters.provision_id
where parameters.id in ({})
"""
_CLAUSE = """
with recursive above(parent_id, level, citation, start_char, end_char, depth) as (
  select parent_id, level, citation, start_char, end_char, 0 from provisions where id = ?
  union all
  select provisions.parent_id, provisions.level, provisions.citation, provisions.start_char, provisions.end_char,
    depth + 1
  from above join provisions on provisions.id = above.parent_id
  where above.level not in ('article', 'division', 'annex')
)
select citation, start_char, end_char from above
where level not in ('chapter', 'section', 'part')
order by depth desc limit 1
"""

_SEARCHED = "rowid in (select rowid from parameters_fts where parameters_fts match escape_fts(:search))"
"""Datasette's condition for `_search`: SQLite looks up every row that it finds, which takes five times as long."""

_SEARCH = "select group_concat(rowid) from parameters_fts where parameters_fts match escape_fts(:search)"


def matching_rows(
    connection: sqlite3.Connection, columns: ParameterColumns, where: Sequence[str], values: Mapping[str, Any]
) -> IntArray:
    """Return the rows that meet all of Datasette's conditions, in SQL with their values."""
    found = columns.rows
    other = [condition for condition in where if condition != _SEARCHED]
    if other:
        sql = f"select group_concat(rowid) from parameters where {' and '.join(other)}"
        found = parse_rowids(connection.execute(sql, values).fetchone()[0])
    if len(other) < len(where):
        searched = parse_rowids(connection.execute(_SEARCH, {"search": values["search"]}).fetchone()[0])
        having = columns.flags(searched)
        found = found[having[found]]
    return found


def searched_rows(
    connection: sqlite3.Connection, columns: ParameterColumns, where: Sequence[str], values: Mapping[str, Any]
) -> tuple[IntArray, list[str]]:
    """Return the rows that meet all conditions, and no words.

    Where what was searched for stands nowhere, return the rows that have the words which it is made of, and these.
    """
    rows = matching_rows(connection, columns, where, values)
    if len(rows) or "search" not in values:
        return rows, []
    parts = parts_of(phrases(simplified(values["search"])))
    return matching_rows(connection, columns, where, {**values, "search": " ".join(parts)}), parts


def parameter_rows(connection: sqlite3.Connection, ids: Sequence[str]) -> list[Row]:
    """Return parameters in the order of `ids`, unknown ids left out.

    Each with `title` and `source_id` of its document, `citation` of its provision.
    """
    connection.row_factory = sqlite3.Row
    found = connection.execute(_ROWS.format(", ".join("?" * len(ids))), ids)
    by_id = {row["id"]: row for row in found}
    return [by_id[key] for key in ids if key in by_id]


def clause_around(connection: sqlite3.Connection, parameter: Row) -> Row | None:
    """Return citation and range of the article that a parameter stands in, None where it stands in none."""
    found: Row | None = connection.execute(_CLAUSE, [parameter["provision_id"]]).fetchone()
    return found


def decided_about(connection: sqlite3.Connection, parameter_id: str) -> list[Row]:
    """Return what editors decided of a parameter and this build applied, in the order in which they did."""
    connection.row_factory = sqlite3.Row
    return connection.execute(
        "select kind, field, before, editor, created_at, note from decided "
        "where table_name = 'parameters' and row_id = ? and result = 'applied' order by created_at",
        [parameter_id],
    ).fetchall()
