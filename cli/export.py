"""The command `fatiao export`."""

from __future__ import annotations

import json
import sqlite3
import sys
from pathlib import Path

import click

from ..quality.decided import decided_gold
from ..store.errors import StoreError
from ..store.export.files import FORMATS, exported, open_database, select, write_documents
from ..text.printable import printable
from .options import DATABASE
from .printing.say import say


@click.command()
@click.argument("documents", nargs=-1, metavar="[DOCUMENT]...")
@DATABASE
@click.option(
    "--format",
    "form",
    type=click.Choice([*FORMATS, "gold"]),
    required=True,
    help="akn: Akoma Ntoso 3.0 (XML); md: Markdown to read or print; gold: parameters that editors decided, for "
    "fatiao score.",
)
@click.option(
    "--out",
    "folder",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Write a file for each document into this folder; without it, one document is printed.",
)
def export(documents: tuple[str, ...], database: Path, form: str, folder: Path | None) -> None:
    """Write documents of a database as Akoma Ntoso XML or as Markdown.

    DOCUMENT is a document's id or part of its title; without any, all documents are written. A file of the same
    name in FOLDER is replaced. Of the format gold are the parameters that editors confirmed, corrected or added
    (docs/editors.md), a line each, printed or written to decided.jsonl in FOLDER.

    \b
    Examples:
      fatiao export --format akn --out akn/
      fatiao export --format md 储备粮管理办法 > 储备粮.md
      fatiao export --db guarantees.db --format md --out print/ 担保 贷款
      fatiao export --format gold --out gold/
    """
    try:
        with open_database(database) as db:
            ids = select(db, documents)
            if form == "gold":
                _write_gold(db, ids, folder)
            elif folder is not None:
                written = write_documents(db, ids, form, folder)
                say(f"{len(written)} documents written to {folder}")
            elif len(ids) == 1:
                _print(exported(db, ids[0], form))
            else:
                raise click.UsageError(f"{_told(documents, len(ids))}: name one of them, or a folder with --out")
    except StoreError as error:
        raise click.ClickException(str(error)) from error


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
