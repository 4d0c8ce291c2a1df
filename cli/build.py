"""The command `fatiao build`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ..pipeline import Report
from ..pipeline import build as build_pages
from ..store.errors import StoreError
from .options import DATABASE
from .printing.console import console
from .printing.names import some_of
from .printing.progress import progress_bar
from .printing.report import report_table

_INTERRUPTED = 130  # what a shell expects of a program that Ctrl-C ended


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@DATABASE
@click.option(
    "--jobs", type=click.IntRange(min=1), metavar="N", help="How many processes to use; by default one a core."
)
@click.option("--force", is_flag=True, help="Read all files again, also those that have not changed.")
@click.option("--prune", is_flag=True, help="Take out what is stored of files in or below PATH that are gone.")
def build(paths: tuple[str, ...], database: Path, jobs: int | None, force: bool, prune: bool) -> None:
    """Read pages of regulations into a database.

    PATH is a file, a folder (every .txt, .md, .markdown, .html and .htm file in it and below it is read) or a pattern
    such as 'pages/**/*.html'. Files that have not changed since the last build, by their size and time, are skipped,
    unless a part of fatiao that reads them has; the report says what was read again, and why. A file that cannot be
    read is reported and stops no other; the command then ends with exit status 1.

    What is stored of a file that is gone stays, and the report names it: --prune takes out those in or below PATH,
    `fatiao forget` any. A file is the same however its path is spelled; below the folder of the database it is
    stored under the path from there, so that both can be moved together.

    \b
    Examples:
      fatiao build pages/
      fatiao build pages/ --prune
      fatiao build 2024/ notice.html --db guarantees.db
      fatiao build 'crawl/**/*.htm' --jobs 8
    """
    try:
        with progress_bar() as progress:
            report = build_pages(paths, database, jobs, force, progress, prune)
    except StoreError as error:
        raise click.ClickException(str(error)) from error
    except KeyboardInterrupt:
        click.echo(f"\nInterrupted. What is in {database} is whole; build again to go on from there.", err=True)
        sys.exit(_INTERRUPTED)
    console().print(report_table(report))
    _tell_changes(report, database)
    _tell_failures(report, database)


def _tell_changes(report: Report, database: Path) -> None:
    """Print a line each for a database that was kept aside, and for files that were taken out or are gone."""
    if report.kept_as:
        click.echo(
            f"{database} had tables of an earlier fatiao: it is kept as {report.kept_as}, and this is a new one.",
            err=True,
        )
    if report.pruned:
        click.echo(f"Taken out, for the files are gone: {some_of(report.pruned)}.", err=True)
    if report.gone:
        hint = "--prune takes out what is in or below PATH, fatiao forget any"
        click.echo(f"Stored, but the files are gone: {some_of(report.gone)}; {hint}.", err=True)


def _tell_failures(report: Report, database: Path) -> None:
    """Print a line for each failure and end with status 1, or say what to do next."""
    for failure in report.failures:
        click.echo(str(failure), err=True)
    if report.untried:
        click.echo(f"{report.untried} more files were not tried; what was stored before is whole.", err=True)
    if report.failures:
        sys.exit(1)
    click.echo(f"\nRead it in a browser: fatiao serve --db {database}", err=True)
