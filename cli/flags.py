"""The command `fatiao flags`."""

from __future__ import annotations

from pathlib import Path

import click

from ..publish.words.vocabulary import FLAG_KINDS
from ..store.errors import StoreError
from ..store.export.files import open_database
from ..store.flag_list import listed_flags
from .options import DATABASE, MIN_SCORE
from .printing.flags import print_flags
from .printing.parameters import print_csv, print_jsonl


@click.command()
@DATABASE
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice(list(FLAG_KINDS)),
    metavar="KIND",
    help="List flags of this kind (sum, misread, citation, …) only; several may be given.",
)
@MIN_SCORE
@click.option(
    "--document",
    "documents",
    multiple=True,
    metavar="TEXT",
    help="List flags of the documents with this id, or with this in their title; several may be given.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "jsonl", "csv"]),
    default="table",
    show_default=True,
    help="A table to read, or JSON Lines or CSV for a program or a spreadsheet.",
)
def flags(database: Path, kinds: tuple[str, ...], least: float, documents: tuple[str, ...], form: str) -> None:
    """List what is suspicious in a database, what is at stake first.

    First come the flags on the number of a parameter, then those in a sentence that one was read from, then all
    others; among them what is doubted most.

    \b
    Examples:
      fatiao flags
      fatiao flags --kind sum --kind digit --min-score 0.8
      fatiao flags --document 储备粮管理办法 --min-score 0
      fatiao flags --format csv > flags.csv
    """
    try:
        with open_database(database) as db:
            found = list(listed_flags(db, kinds, least, documents))
    except StoreError as error:
        raise click.ClickException(str(error)) from error
    if form == "jsonl":
        print_jsonl(found)
    elif form == "csv":
        print_csv(found)
    else:
        print_flags(found, database)
