"""Tables of a database as files in a folder, each under its name only when it is complete."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from ..errors import StoreError
from ..schema import TABLES
from .datapackage import NAME, Descriptions, descriptor
from .formats import WRITERS
from .tables import rows, want
from .whole import whole
from .workbook import Sheet, write_workbook

DATASETS = ("parquet", "csv", "jsonl", "xlsx", "datapackage")
"""Formats of tables; a data package is CSV with a description beside it, xlsx a sheet for each table in one file."""
STREAMED = ("csv", "jsonl")
"""Formats of which one table can be printed."""


def write_dataset(
    db: sqlite3.Connection,
    form: str,
    folder: Path,
    tables: Sequence[str],
    documents: Sequence[str] | None = None,
    described: Descriptions = {},  # noqa: B006  # it cannot change
) -> list[Path]:
    """Write tables in a format into a folder, which is made where there is none, and return the files.

    Memory does not grow with the number of rows. A file that has the name of one of these is replaced.

    Args:
        db: a database of fatiao.
        form: one of `DATASETS`.
        folder: where the files go: `parameters.csv` and so on, or `tables.xlsx`.
        tables: those to write.
        documents: the ids of those to write, with what belongs to them; by default all.
        described: what a data package says of the tables.

    Raises:
        StoreError: a file cannot be written, or what writes the format is not installed.
    """
    if documents is not None:
        want(db, documents)
    some = documents is not None
    path = folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if form == "xlsx":
            path = folder / "tables.xlsx"
            write_workbook(path, (Sheet(table, list(TABLES[table].columns), rows(db, table, some)) for table in tables))
            return [path]
        ending = "csv" if form == "datapackage" else form
        written = {}
        for table in tables:
            path = written[table] = folder / f"{table}.{ending}"
            with whole(path) as unfinished, unfinished.open("wb") as file:
                WRITERS[ending](file, TABLES[table].columns, rows(db, table, some))
        if form != "datapackage":
            return list(written.values())
        path = folder / NAME
        with whole(path) as unfinished:
            told = descriptor(written, described, references=not some)
            unfinished.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        return [*written.values(), path]
    except OSError as error:
        raise StoreError(f"{path} cannot be written: {error.strerror}. Give another folder with --out.") from error


def print_table(
    db: sqlite3.Connection, form: str, file: IO[bytes], table: str, documents: Sequence[str] | None = None
) -> None:
    """Write one table in one of `STREAMED` to an open file."""
    if documents is not None:
        want(db, documents)
    WRITERS[form](file, TABLES[table].columns, rows(db, table, documents is not None))
