"""The command `fatiao show`."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click
from click.core import ParameterSource
from sqlite_utils import Database

from ..limits import Limits
from ..parse.page import parse_page
from ..store.errors import StoreError
from ..store.export.files import open_database
from ..store.export.markdown import markdown_document
from ..store.in_force import as_of, status_on, versions_of
from ..store.works import Work, works_named
from .options import DATABASE, PAGE, limited
from .page import page
from .printing.console import console
from .printing.tree import page_trees
from .printing.versions import print_standing, print_versions


@click.command()
@PAGE
@DATABASE
@click.option(
    "--as-of",
    "day",
    type=click.DateTime(formats=["%Y-%m-%d"]),
    metavar="DAY",
    help="Take FILE for a title, and print the version of a database that was law on this day (2015-01-01).",
)
@limited
@click.pass_context
def show(context: click.Context, file: str, database: Path, day: datetime | None, limits: Limits) -> None:
    """Print the regulations of one page as a tree of their provisions.

    With --as-of, print the text of a regulation in a database that was law on a day.

    FILE is a page, or - for the standard input; with --as-of the title of a regulation in a database, or part of it.

    \b
    Examples:
      fatiao show page.txt
      fatiao show 养犬管理条例 --as-of 2015-01-01
    """
    if day is not None:
        _show_version(file, database, f"{day:%Y-%m-%d}")
        return
    if context.get_parameter_source("database") is not ParameterSource.DEFAULT:
        raise click.UsageError("--db goes with --as-of: without it a page is shown, not a database")
    with page(file, limits) as source:
        parsed = parse_page(source)
    out = console()
    for tree in page_trees(parsed):
        out.print(tree)
    if not parsed.regulations:
        raise click.ClickException(f"{file}: no regulation was found in it; see whether it is the page you meant")


def _show_version(title: str, path: Path, day: str) -> None:
    """Print the versions of a work, what they are today, and the text of the one that was law on a day."""
    try:
        with open_database(path) as database:
            work = _work(title, path, list(works_named(Database(database), title)))
            versions = versions_of(database, work.id)
            found = as_of(database, work.id, day)
            print_versions(versions, found)
            if not found:
                raise click.ClickException(f"{work.title}: no version of it was law on {day}, as far as {path} tells")
            for version in found:
                print_standing(version, status_on(database, version.document_id, day), day)
                click.echo(markdown_document(database, version.document_id), nl=False)
    except StoreError as error:
        raise click.ClickException(str(error)) from error


def _work(title: str, path: Path, works: list[Work]) -> Work:
    if len(works) == 1:
        return works[0]
    if not works:
        raise click.ClickException(f"{title}: {path} has no regulation of this title")
    names = "、".join(f"{work.title}（{work.region}）" if work.region else work.title for work in works[:5])
    raise click.ClickException(f"{title}: {len(works)} regulations, {names}{' …' if len(works) > 5 else ''}; name one")
