"""The rows of whole sources and of their files in the database: inserted, and taken out again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from sqlite_utils import Database

from .files import FileState, StoredFile
from .index import remove_from_index
from .outline import Row, Values
from .rename import key_within, range_of, rename_page_flags
from .schema import TABLES
from .uris import ending_of, file_of


def insert(db: Database, name: str, rows: Iterable[Mapping[str, object]]) -> None:
    """Insert rows into a table; the caller opens the transaction, here and below."""
    columns = TABLES[name].columns
    insert_values(db, name, (tuple(row[column] for column in columns) for row in rows))


def insert_values(db: Database, name: str, rows: Iterable[Values]) -> None:
    """Insert rows that are in the order of the columns."""
    db.conn.executemany(_insertion(name), rows)


@cache
def _insertion(name: str) -> str:
    """Return the statement that inserts a row into a table."""
    columns = TABLES[name].columns
    names = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join("?" * len(columns))
    return f'insert into "{name}" ({names}) values ({marks})'


def delete_source(db: Database, source_id: str) -> None:
    """Delete every row of a source, its index entries first, and references to it from elsewhere."""
    documents = "(select id from documents where source_id = :source)"
    found = {"source": source_id}
    if not db.execute("select 1 from sources where id = :source", found).fetchone():
        return  # as of each page of a first build
    keys = [key for (key,) in db.execute("select id from documents where source_id = :source", found).fetchall()]
    for key in keys:
        remove_from_index(db, key)
    db.execute(f"update documents set copy_of = null where copy_of in {documents}", found)
    db.execute(
        "update citations set target_document_id = null, target_provision_id = null, note = null "
        f"where target_document_id in {documents}",
        found,
    )
    for name, table in reversed(TABLES.items()):
        if column := key_within(name):
            sql = f'delete from {name} where "{column}" >= ? and "{column}" < ?'
            db.conn.executemany(sql, map(range_of, keys))
        elif "source_id" in table.columns:
            db.execute(f"delete from {name} where source_id = :source", found)
    db.execute("delete from sources where id = :source", found)


def states_of(db: Database, source_id: str) -> dict[str, FileState]:
    """Return the files that a source is stored under, by their addresses, each with its state when it was read."""
    sql = "select uri, size, mtime_ns from files where source_id = ?"
    return {uri: FileState(size, mtime) for uri, size, mtime in db.execute(sql, [source_id])}


def is_read_otherwise(db: Database, source_id: str, uri: str, build_key: str) -> bool:
    """Tell whether content is stored as read by another ending, of a file that comes before one and is up to date."""
    sql = "select uri from files where source_id = ? and uri < ? and build_key = ?"
    return any(ending_of(first) != ending_of(uri) for (first,) in db.execute(sql, [source_id, uri, build_key]))


def file_row(uri: str, file: StoredFile) -> Row:
    """Return the row of a file."""
    return {"uri": uri, "source_id": file.source_id, "build_key": file.build_key, **file.state._asdict()}


def forget_snapshots(db: Database, uris: Iterable[str]) -> None:
    """Delete what is known of pages in WARC files of which nothing is stored any more; `uris` are those of pages."""
    sql = "delete from snapshots where warc = ? and not exists (select 1 from files where uri > ? and uri < ?)"
    for warc in {file_of(uri) for uri in uris if file_of(uri) != uri}:
        db.execute(sql, [warc, f"{warc}#", f"{warc}$"])


def write_files(db: Database, files: Mapping[str, StoredFile | None]) -> int:
    """Write the rows of `files`, take out those of None, and return how many there were before.

    Content that no file has any more is deleted, at the end only: two files may have exchanged theirs.
    """
    left: list[str] = []
    for uri, file in files.items():
        found = db.execute("select source_id from files where uri = ?", [uri]).fetchone()
        if found:
            left.append(found[0])
            db.execute("delete from files where uri = ?", [uri])
        if file:
            insert(db, "files", [file_row(uri, file)])
    sources = dict.fromkeys([*left, *(file.source_id for file in files.values() if file)])
    for source in sources:
        uris = states_of(db, source)
        if uris:
            ((read_as,),) = db.execute("select uri from sources where id = ?", [source]).fetchall()
            if ending_of(read_as) != ending_of(min(uris)):  # the next build reads it as what comes first now
                db.execute("update files set build_key = '' where source_id = ?", [source])
            db.execute("update sources set uri = ? where id = ?", [min(uris), source])
        else:
            delete_source(db, source)
    rename_page_flags(db, sources)
    return len(left)
