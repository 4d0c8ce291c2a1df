"""What rows are called that identifiers name: a regulation by its title, a source by its file or address."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping

from ...store.schema import TABLES
from ..links import TABLE_OF, file_name

_LABELS: Mapping[str, str] = {
    **{"documents": "title", "provisions": "citation", "sources": "uri", "parameters": "label", "works": "title"},
    **{"citations": "text", "definitions": "term", "history": "text", "tables": "title", "flags": "text"},
    "boilerplate": "text",
}
"""The column of each table that says what a row is; a row of any other is told by the columns of its key."""
_LONGEST = 40

Key = tuple[str, str]
"""A table and the identifier of a row in it."""


def row_names(connection: sqlite3.Connection, keys: Iterable[Key]) -> dict[Key, str]:
    """Return what rows are called; those that there are not are left out."""
    found = ((key, _name(connection, *key)) for key in dict.fromkeys(keys) if key[0] in _LABELS)
    return {key: name for key, name in found if name}


def names_of_identifiers(
    connection: sqlite3.Connection, pairs: Iterable[tuple[str, str]], table: str = ""
) -> dict[str, str]:
    """Return by the identifiers among values, given each with its column, what they name; `id` is that of `table`."""
    keys = [(table if column == "id" else TABLE_OF.get(column, ""), value) for column, value in pairs]
    return {value: name for (_, value), name in row_names(connection, keys).items()}


def _name(connection: sqlite3.Connection, table: str, key: str) -> str | None:
    label, columns = _LABELS[table], TABLES[table].columns
    title = "(select title from documents where id = document_id)" if "document_id" in columns else "null"
    row = connection.execute(f"select {title}, {label} from {table} where id = ?", [key]).fetchone()
    if row is None:
        return None
    title, said = row[0], str(row[1] or "")
    if table == "sources":
        return file_name(said)
    said = said if len(said) <= _LONGEST or table == "documents" else f"{said[:_LONGEST]}……"
    if not title:
        return said or None
    return f"{title}{said}" if table == "provisions" else f"{title} {said}".rstrip()
