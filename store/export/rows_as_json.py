"""JSON: one document of the database, whole, as its rows: names and meanings are those of docs/schema.md."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from ..errors import StoreError

_TABLES = {
    "provisions": "select id, parent_id, level, number, label, heading, citation, text, start_char, end_char "
    "from provisions where document_id = ? order by ordinal",
    "parameters": "select * from parameters where document_id = ? order by start_char, end_char desc",
    "citations": "select * from citations where document_id = ? order by start_char",
    "definitions": "select * from definitions where document_id = ? order by start_char",
    "history": "select * from history where document_id = ? order by date, start_char",
}
"""What a document has beside its own columns, each as a list of rows in the order of the text."""

_REPEATED = frozenset({"document_id"})


def json_document(db: sqlite3.Connection, document_id: str) -> bytes:
    """Return a document of a database as JSON: its columns, and under the names of other tables its rows there.

    Raises:
        StoreError: the database has no document with this id.
    """
    found = _rows(db, "select * from documents where id = ?", document_id)
    if not found:
        raise StoreError(f"no document has the id {document_id}. The table documents lists those that there are.")
    document = found[0]
    for table, sql in _TABLES.items():
        document[table] = [
            {name: value for name, value in row.items() if name not in _REPEATED} for row in _rows(db, sql, document_id)
        ]
    return json.dumps(document, ensure_ascii=False).encode()


def _rows(db: sqlite3.Connection, sql: str, document_id: str) -> list[dict[str, Any]]:
    cursor = db.execute(sql, [document_id])
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]
