"""Regulations beside one another: their matters and what each lays down."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...store.search import match_query
from ..comparing.matters import Matter, matters
from .pointed import pointed_to

Row = sqlite3.Row

MOST_DOCUMENTS = 20
"""Regulations that are compared at once."""

MOST_PARAMETERS = 4000
"""Parameters that are compared at once; of more the last regulations' are left out, and the page says so."""

MOST_FOUND = 60
"""Regulations offered for words."""

_DOCUMENTS = """
select id, title, region, adopted, approved, promulgated, text_as_of, version, status, work_id,
  (select count(*) from parameters where document_id = documents.id) as parameters
from documents
"""
_PARAMETERS = """
select parameters.*, provisions.citation, coalesce(provisions.text, parameters.quote) as provision_text
from parameters left join provisions on provisions.id = parameters.provision_id
where parameters.document_id = ? and parameters.role is not null and parameters.role != 'effective'
order by parameters.start_char
"""
_MENTIONED = """
select document_id from parameters
where rowid in (select rowid from parameters_fts where parameters_fts match ?)
group by 1 order by count(*) desc, 1 limit ?
"""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Regulations in the order of the columns, the rows, and how many parameters there were too many."""

    documents: Sequence[Row]
    matters: Sequence[Matter]
    left_out: int


@dataclass(frozen=True, slots=True)
class Columns:
    """Regulations of a database with their parameters, and by parameters' ids what acts point to."""

    documents: Sequence[Row]
    parameters: Mapping[str, Sequence[Row]]
    told: Mapping[str, str]


def load_matrix(connection: sqlite3.Connection, ids: Sequence[str]) -> Matrix:
    """Return regulations in the given order and the matters that their parameters are about."""
    return make_matrix(read_columns(connection, ids))


def read_columns(connection: sqlite3.Connection, ids: Sequence[str]) -> Columns:
    """Return those of some regulations that are there, in the given order, with their parameters."""
    documents = documents_of(connection, ids)
    keys = [row["id"] for row in documents]
    return Columns(
        documents,
        {key: connection.execute(_PARAMETERS, [key]).fetchall() for key in keys},
        pointed_to(connection, keys),
    )


def make_matrix(columns: Columns) -> Matrix:
    """Return the matters that parameters are about; of too many the last regulations' are left out."""
    rows: list[Row] = []
    left_out = 0
    for document in columns.documents:
        found = columns.parameters[document["id"]]
        room = MOST_PARAMETERS - len(rows)
        rows += found[:room]
        left_out += len(found[room:])
    return Matrix(columns.documents, matters(rows, columns.told), left_out)


def documents_of(connection: sqlite3.Connection, ids: Sequence[str]) -> list[Row]:
    """Return documents in the order of `ids`; one that is not there is left out."""
    connection.row_factory = sqlite3.Row
    marks = ", ".join("?" * len(ids))
    found = {row["id"]: row for row in connection.execute(f"{_DOCUMENTS} where id in ({marks})", list(ids))}
    return [found[key] for key in ids if key in found]


def titled(connection: sqlite3.Connection, words: str) -> list[Row]:
    """Return regulations with numbers that have all of the words in the title, the newest first."""
    connection.row_factory = sqlite3.Row
    parts = words.split()
    where = " and ".join(["copy_of is null", "parameters > 0", *("instr(title, ?)" for _ in parts)])
    sql = f"{_DOCUMENTS} where {where} order by version desc nulls last, title limit ?"
    return connection.execute(sql, [*parts, MOST_FOUND]).fetchall()


def mentioning(connection: sqlite3.Connection, words: str, titled: Sequence[Row]) -> list[Row]:
    """Return further regulations whose numbers stand beside the words, those with most first."""
    with_title = {row["id"] for row in titled}
    found = connection.execute(_MENTIONED, [match_query(words), MOST_DOCUMENTS + len(with_title)])
    rows = documents_of(connection, [row[0] for row in found])
    return [row for row in rows if row["id"] not in with_title][:MOST_DOCUMENTS]
