"""The full-text index beside the tables: FTS5 with external content, kept right by hand.

`content="…"` is written with double quotes, or Datasette does not see the index and its search silently returns
everything. There are no triggers and `rebuild` must never run: both would index the text unsplit. A row is taken
out with FTS5's `delete` command and the very text it was put in with, hence before the row itself changes.
"""

from __future__ import annotations

from sqlite_utils import Database

from .search import split

INDEXED: dict[str, tuple[str, ...]] = {
    "documents": ("title", "issuer", "doc_number"),
    "provisions": ("text",),
    "parameters": ("attribute", "holder", "quote"),
}
"""What is searched: table to columns. The index of `provisions` is `provisions_fts`, and so on."""

_MOST_PIECES = 5
"""Each file stored adds some. An index in 20 pieces takes a fifth longer to search than one in a single piece."""


def create_index(db: Database) -> None:
    """Create the empty index tables."""
    for table, columns in INDEXED.items():
        db.execute(
            f"create virtual table {table}_fts using fts5("
            f"{', '.join(columns)}, tokenize='unicode61', content=\"{table}\")"
        )


def add_to_index(db: Database, source_id: str) -> None:
    """Index every row of a source; the rows are stored and not yet indexed."""
    for table, columns in INDEXED.items():
        names = ", ".join(columns)
        marks = ", ".join("?" * (len(columns) + 1))
        db.conn.executemany(f"insert into {table}_fts (rowid, {names}) values ({marks})", _rows(db, table, source_id))


def remove_from_index(db: Database, source_id: str) -> None:
    """Take every row of a source out of the index; the rows are still stored as they were indexed."""
    for table, columns in INDEXED.items():
        names = ", ".join((f"{table}_fts", "rowid", *columns))
        marks = ", ".join("?" * (len(columns) + 1))
        db.conn.executemany(
            f"insert into {table}_fts ({names}) values ('delete', {marks})", _rows(db, table, source_id)
        )


def merge_index(db: Database) -> None:
    """Make each index one piece again where it has come to many: every word is looked up in each of them.

    Takes two seconds for half a million clauses, hence not for each file that is added.
    """
    for table in INDEXED:
        pieces = db.execute(f"select count(distinct segid) from {table}_fts_idx").fetchone()[0]
        if pieces > _MOST_PIECES:
            db.execute(f"insert into {table}_fts ({table}_fts) values ('optimize')")


def _rows(db: Database, table: str, source_id: str) -> list[tuple[int | str, ...]]:
    names = ", ".join(INDEXED[table])
    of_source = (
        "source_id = ?" if table == "documents" else ("document_id in (select id from documents where source_id = ?)")
    )
    found = db.execute(f"select rowid, {names} from {table} where {of_source}", [source_id])
    return [(row[0], *(split(value) for value in row[1:])) for row in found]
