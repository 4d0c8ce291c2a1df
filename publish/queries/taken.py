"""The rows of a list as they are taken away: all of them in the order of the texts, up to a bound."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from ..cache.arrays import IntArray

Row = sqlite3.Row

MOST_ROWS = 5_000
"""Rows of a workbook: more take a site's thread for seconds, and are what CSV and the database itself are for."""

_PARAMETERS = """
select parameters.*, documents.title, documents.version, documents.doc_number, provisions.citation
from parameters
join documents on documents.id = parameters.document_id
left join provisions on provisions.id = parameters.provision_id
where parameters.rowid in ({}) order by documents.title, documents.id, parameters.start_char
"""
_CLAUSES = """
select provisions.id, provisions.citation, provisions.text, documents.id as document_id, documents.title,
  documents.version, documents.doc_number, documents.issuer, documents.region
from provisions join documents on documents.id = provisions.document_id
where provisions.rowid in ({}) order by documents.title, documents.id, provisions.ordinal
"""


def parameters_taken(connection: sqlite3.Connection, rows: IntArray) -> Sequence[Row]:
    """Return the first of some parameters, with title and citation."""
    return _read(connection, _PARAMETERS, rows)


def clauses_taken(connection: sqlite3.Connection, rows: IntArray) -> Sequence[Row]:
    """Return the first of some clauses, with what is known of their regulations."""
    return _read(connection, _CLAUSES, rows)


def _read(connection: sqlite3.Connection, sql: str, rows: IntArray) -> Sequence[Row]:
    connection.row_factory = sqlite3.Row
    return connection.execute(sql.format(", ".join(map(str, rows[:MOST_ROWS].tolist())))).fetchall()
