"""The full-text index beside the tables: FTS5 with external content, kept right by hand.

`content="…"` is written with double quotes, or Datasette does not see the index and its search silently returns
everything. There are no triggers and `rebuild` must never run: both would index the text unsplit. A row is taken
out with FTS5's `delete` command and the very text it was put in with, hence before the row itself changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlite_utils import Database

from .rename import range_of
from .search import split

INDEXED: dict[str, tuple[str, ...]] = {
    "documents": ("title", "issuer", "doc_number"),
    "provisions": ("text",),
    "parameters": ("attribute", "holder", "quote"),
}
"""What is searched: table to columns. The index of `provisions` is `provisions_fts`, and so on."""

_MOST_PIECES = 5
"""Each file stored adds some. An index in 20 pieces takes a fifth longer to search than one in a single piece."""

_MANY_PIECES = 500
"""Pieces of a load that are left unmerged before they are made one, and as many of those. Each source makes one, and
FTS5 has room for 2,000 of all sizes: merged at 1,999, the 3,899th file of a first build met a full disk."""


def create_index(db: Database) -> None:
    """Create the empty index tables."""
    for table, columns in INDEXED.items():
        db.execute(
            f"create virtual table {table}_fts using fts5("
            f"{', '.join(columns)}, tokenize='unicode61', content=\"{table}\")"
        )


def keep_pieces(db: Database) -> None:
    """Let the index come to many pieces, and those to few, until `merge_pieces` makes one of them."""
    for table in INDEXED:
        for setting, value in (("automerge", 0), ("crisismerge", _MANY_PIECES)):
            db.execute(f"insert into {table}_fts ({table}_fts, rank) values ('{setting}', {value})")


def merge_pieces(db: Database) -> None:
    """Make the index one piece, and let SQLite merge those to come."""
    for table in INDEXED:
        db.execute(f"insert into {table}_fts ({table}_fts) values ('optimize')")
        for setting, value in (("automerge", 4), ("crisismerge", 16)):  # SQLite's own
            db.execute(f"insert into {table}_fts ({table}_fts, rank) values ('{setting}', {value})")


def indexed_text(table: str, rows: Iterable[Mapping[str, Any]]) -> list[tuple[str, ...]]:
    """Return what the index is given for the rows of a table that it holds."""
    columns = INDEXED[table]
    return [tuple(split(row[column]) for column in columns) for row in rows]


def add_to_index(db: Database, table: str, texts: Sequence[tuple[str, ...]]) -> None:
    """Index the rows that were stored last in a table, given what `indexed_text` makes of them, in their order."""
    names = ", ".join(INDEXED[table])
    marks = ", ".join("?" * (len(INDEXED[table]) + 1))
    last = db.execute(f"select max(rowid) from {table}").fetchone()[0] or 0
    rows = ((rowid, *text) for rowid, text in enumerate(texts, last - len(texts) + 1))
    db.conn.executemany(f"insert into {table}_fts (rowid, {names}) values ({marks})", rows)


def remove_from_index(db: Database, document_id: str) -> None:
    """Take every row of a document out of the index; the rows are still stored as they were indexed."""
    for table, columns in INDEXED.items():
        names = ", ".join((f"{table}_fts", "rowid", *columns))
        marks = ", ".join("?" * (len(columns) + 1))
        db.conn.executemany(
            f"insert into {table}_fts ({names}) values ('delete', {marks})", _rows(db, table, document_id)
        )


def merge_index(db: Database) -> None:
    """Make each index one piece again where it has come to many: every word is looked up in each of them.

    Takes two seconds for half a million clauses, hence not for each file that is added.
    """
    for table in INDEXED:
        pieces = db.execute(f"select count(distinct segid) from {table}_fts_idx").fetchone()[0]
        if pieces > _MOST_PIECES:
            db.execute(f"insert into {table}_fts ({table}_fts) values ('optimize')")


def _rows(db: Database, table: str, document_id: str) -> list[tuple[int | str, ...]]:
    names = ", ".join(INDEXED[table])
    if table == "documents":
        found = db.execute(f"select rowid, {names} from documents where id = ?", [document_id])
    else:
        found = db.execute(f"select rowid, {names} from {table} where id >= ? and id < ?", range_of(document_id))
    return [(row[0], *(split(value) for value in row[1:])) for row in found]
