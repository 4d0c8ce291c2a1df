"""The command `fatiao export`."""

from __future__ import annotations

import json
import sqlite3
import sys
from pathlib import Path

import click

from ..quality.decided import decided_gold
from ..store.errors import StoreError
from ..store.export.dataset import DATASETS, STREAMED, print_table, write_dataset
from ..store.export.files import FORMATS, exported, open_database, select, write_documents
from ..store.export.tables import EXPORTED
from ..text.printable import printable
from .options import DATABASE
from .printing.say import say


@click.command()
@click.argument("documents", nargs=-1, metavar="[DOCUMENT]...")
@DATABASE
@click.option(
    "--format",
    "form",
    type=click.Choice([*DATASETS, *FORMATS, "gold"]),
    required=True,
    help="Tables: parquet, csv, jsonl, xlsx (a workbook for spreadsheets), datapackage (CSV, described for programs). "
    "Documents: akn (Akoma Ntoso 3.0, XML), md (Markdown to read or print). gold: parameters that editors decided, for "
    "fatiao score.",
)
@click.option(
    "--table",
    "tables",
    multiple=True,
    type=click.Choice(EXPORTED),
    metavar="TABLE",
    help="Of a format of tables write this one (parameters, provisions, evidence, …); several may be given.",
)
@click.option(
    "--out",
    "folder",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Write a file for each table or document into this folder. Without it, one document is printed, or one "
    "table as csv or jsonl.",
)
def export(documents: tuple[str, ...], database: Path, form: str, tables: tuple[str, ...], folder: Path | None) -> None:
    """Write a database as tables for programs and spreadsheets, or its documents as XML or Markdown.

    DOCUMENT is a document's id or part of its title; without any, all documents are written. A file of the same
    name in FOLDER is replaced. Tables have the columns of the database (docs/schema.md), with the same ids: evidence,
    the characters behind each field of a parameter, is a table of its own. Of the format gold are the parameters that
    editors confirmed, corrected or added (docs/editors.md), a line each, printed or written to decided.jsonl in FOLDER.

    \b
    Examples:
      fatiao export --format parquet --out parquet/
      fatiao export --format csv --table parameters > parameters.csv
      fatiao export --format xlsx --table parameters --table evidence --out xlsx/ 储备粮管理办法
      fatiao export --format akn --out akn/
      fatiao export --format md 储备粮管理办法 > 储备粮.md
      fatiao export --format gold --out gold/
    """
    if tables and form not in DATASETS:
        raise click.UsageError(f"--table goes with a format of tables ({', '.join(DATASETS)}), not with {form}")
    try:
        with open_database(database) as db:
            if form in DATASETS:
                _write_tables(db, documents, form, tables or EXPORTED, folder)
            elif form == "gold":
                _write_gold(db, select(db, documents), folder)
            else:
                _write_documents(db, documents, form, folder)
    except StoreError as error:
        raise click.ClickException(str(error)) from error


def _write_tables(
    db: sqlite3.Connection, documents: tuple[str, ...], form: str, tables: tuple[str, ...], folder: Path | None
) -> None:
    """Write tables to a folder or print one."""
    ids = select(db, documents) if documents else None
    if folder is not None:
        described = _descriptions() if form == "datapackage" else {}
        written = write_dataset(db, form, folder, tables, ids, described)
        say(f"{len(written)} files written to {folder}")
    elif form in STREAMED and len(tables) == 1:
        print_table(db, form, sys.stdout.buffer, tables[0], ids)
    else:
        one = ", or one table with --table" if form in STREAMED else ""
        raise click.UsageError(f"{form} is files: name a folder with --out{one}")


def _descriptions() -> dict[str, dict[str, object]]:
    """Return what readers of the site are told of the tables."""
    from ..publish.guard.requests import NAME  # only now: of all exports this one alone needs the site
    from ..publish.serve import metadata

    described: dict[str, dict[str, object]] = metadata()["databases"][NAME]["tables"]
    return described


def _write_documents(db: sqlite3.Connection, documents: tuple[str, ...], form: str, folder: Path | None) -> None:
    """Write a file for each document, or print one."""
    ids = select(db, documents)
    if folder is not None:
        written = write_documents(db, ids, form, folder)
        say(f"{len(written)} documents written to {folder}")
    elif len(ids) == 1:
        _print(exported(db, ids[0], form))
    else:
        raise click.UsageError(f"{_told(documents, len(ids))}: name one of them, or a folder with --out")


def _write_gold(db: sqlite3.Connection, ids: list[str], folder: Path | None) -> None:
    """Print or write the parameters that editors decided, and tell of those that gold has no form for."""
    found = list(decided_gold(db, frozenset(ids)))
    for one in found:
        if one.problem:
            say(f"{one.parameter_id}: left out, {one.problem}")
    rows = [json.dumps(one.row, ensure_ascii=False) for one in found if not one.problem]
    lines = "".join(f"{row}\n" for row in rows).encode()
    if folder is None:
        _print(lines)
        return
    file = folder / "decided.jsonl"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file.write_bytes(lines)
    except OSError as error:
        raise StoreError(f"{file}: it cannot be written ({error.strerror or error})") from error
    say(f"{len(rows)} parameters written to {file}")


def _print(document: bytes) -> None:
    """Print a document: as it is for a program or a file, with nothing in it that steers a terminal for a person."""
    click.echo(printable(document.decode()) if sys.stdout.isatty() else document, nl=False)


def _told(documents: tuple[str, ...], count: int) -> str:
    return f"{', '.join(documents)}: {count} documents" if documents else f"the database has {count} documents"
