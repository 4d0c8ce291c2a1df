"""The command `fatiao digest`."""

from __future__ import annotations

from pathlib import Path

import click

from ..store import digest as hashing
from ..store.errors import StoreError
from ..store.export.files import open_database
from .options import DATABASE


@click.command()
@DATABASE
@click.option("--tables", is_flag=True, help="Print the hash of each table, too.")
def digest(database: Path, tables: bool) -> None:
    """Print a hash of what a database says.

    It is the same for the same pages and the same fatiao, however many processes built them, in which order, in one
    build or in many, and on which machine: where two hashes differ, rows do, and --tables tells of which table. Not in
    it is what tells of the building itself: when pages were built, how long it took, and by which versions.

    Addresses of pages are in it. They are the same on two machines where the pages lie below the folder of the
    database.

    \b
    Examples:
      fatiao digest
      fatiao digest --db guarantees.db --tables
    """
    try:
        with open_database(database) as db:
            found = hashing.digests(db)
    except StoreError as error:
        raise click.ClickException(str(error)) from error
    if tables:
        for table, hashed in found.items():
            click.echo(f"{hashed}  {table}")
    click.echo(hashing.digest_of(found))
