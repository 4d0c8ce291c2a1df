"""Which documents of a database to export, and the files they go to."""

from __future__ import annotations

import difflib
import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from ...text.fold import fold
from ...text.lines import plain
from ..errors import StoreError, explain
from ..read_only import open_read_only
from ..schema import APPLICATION_ID, SCHEMA_VERSION
from .akn import akn_document
from .markdown import markdown_document
from .whole import whole

Exporter = Callable[[sqlite3.Connection, str], bytes]

FORMATS: dict[str, tuple[str, Exporter]] = {
    "akn": (".xml", akn_document),
    "md": (".md", lambda db, document_id: markdown_document(db, document_id).encode("utf-8")),
}
"""Name of a format to the ending of its files and the function that makes them."""

_UNSAFE = re.compile(r"[^\w.-]|^[.-]+")
_LONGEST_NAME = 240  # bytes; file systems allow 255
_SUGGESTIONS = 3


@contextmanager
def open_database(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the database at `path` for reading.

    Raises:
        StoreError: there is none, it cannot be read, or it is not one that this version of the program made. Errors
            of SQLite within the block are raised as such, too.
    """
    if not path.is_file():
        raise StoreError(f"{path}: there is no such file. Check its name, or make it: fatiao build PATH --db {path}")
    try:
        connection = open_read_only(path)
        try:
            if connection.execute("pragma application_id").fetchone()[0] != APPLICATION_ID:
                raise StoreError(f"{path} is no database of fatiao. Give one that fatiao build made.")
            version = connection.execute("pragma user_version").fetchone()[0]
            if version != SCHEMA_VERSION:
                raise StoreError(
                    f"{path} has tables of version {version}, this program reads version {SCHEMA_VERSION}. "
                    "Move the file away and build again."
                )
            yield connection
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise explain(path, error) from error


def select(db: sqlite3.Connection, wanted: Sequence[str]) -> list[str]:
    """Return the ids of the documents that `wanted` names, each once, in the order of files and within them.

    Each of `wanted` is an id or part of a title, white space, punctuation and width aside; none of them means all.

    Raises:
        StoreError: one of them names no document.
    """
    sql = "select documents.id, title from documents join sources on sources.id = source_id order by uri, ordinal"
    titles = dict(db.execute(sql).fetchall())
    if not wanted:
        return list(titles)
    plain_titles = {id: plain(fold(title)) for id, title in titles.items()}
    found: set[str] = set()
    for words in wanted:
        part = plain(fold(words))
        named = [words] if words in titles else [id for id, title in plain_titles.items() if part and part in title]
        if not named:
            raise StoreError(_unknown(words, list(titles.values())))
        found.update(named)
    return [id for id in titles if id in found]


def _unknown(words: str, titles: list[str]) -> str:
    close = difflib.get_close_matches(words, titles, _SUGGESTIONS, cutoff=0.3)
    way_out = "similar: " + ", ".join(close) if close else "give its id, or part of its title as the text prints it"
    return f"no document has the id {words} or has it in its title; {way_out}"


def exported(db: sqlite3.Connection, document_id: str, form: str) -> bytes:
    """Return a document of the database in a format."""
    return FORMATS[form][1](db, document_id)


def file_name(document_id: str, form: str) -> str:
    """Return the name of a document's file: its id, as far as file systems like it, and the format's ending."""
    ending = FORMATS[form][0]
    safe = _UNSAFE.sub("_", document_id).encode("utf-8", "replace")
    hash_part = safe[-9:] if len(safe) > _LONGEST_NAME else b""  # keeps two long names apart
    return (safe[: _LONGEST_NAME - len(hash_part)] + hash_part).decode("utf-8", "ignore") + ending


def write_documents(db: sqlite3.Connection, ids: Sequence[str], form: str, folder: Path) -> list[Path]:
    """Write a file for each document into `folder`, which is made where there is none; return the files.

    A file appears under its name only when it is complete; what has the name already is replaced.

    Raises:
        StoreError: the folder or a file cannot be written; the files before it are complete.
    """
    written = []
    path = folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for id in ids:
            path = folder / file_name(id, form)
            with whole(path) as unfinished:
                unfinished.write_bytes(exported(db, id, form))
            written.append(path)
    except OSError as error:
        raise StoreError(f"{path} cannot be written: {error.strerror}. Give another folder with --out.") from error
    return written
