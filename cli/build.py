"""The command `fatiao build`."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path

import click

from ..ingest import FIELDS, IngestError, read_fields
from ..limits import Limits
from ..pipeline import Reader, Report
from ..pipeline import build as build_pages
from ..store.errors import StoreError
from ..store.shards import BATCH, LEAST_BATCH
from .options import DATABASE, limited
from .printing.console import console
from .printing.log import log_error, log_report, logged_progress
from .printing.names import some_of
from .printing.progress import progress_bar
from .printing.report import report_table, unfit_lines
from .printing.say import say

_INTERRUPTED = 130  # what a shell expects of a program that Ctrl-C ended


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@DATABASE
@click.option(
    "--jobs", type=click.IntRange(min=1), metavar="N", help="How many processes to use; by default one a core."
)
@click.option("--force", is_flag=True, help="Read all files again, also those that have not changed.")
@click.option(
    "--hash-all",
    is_flag=True,
    help="Read files whose size and time have not changed, too, to see whether they are the same.",
)
@click.option("--prune", is_flag=True, help="Take out what is stored of files in or below PATH that are gone.")
@click.option(
    "--fields",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A file in TOML that tells which columns of a collection are text, title, date, … (docs/collections.md).",
)
@click.option(
    "--shards",
    metavar="ADDRESS",
    help="Read files in batches, and keep what is in each as Parquet in this folder, or at s3://… (docs/scale.md).",
)
@click.option(
    "--scheduler", metavar="ADDRESS", help="Have the machines of a Dask cluster make the shards (tcp://host:8786)."
)
@click.option(
    "--batch",
    type=click.IntRange(min=LEAST_BATCH),
    default=BATCH,
    show_default=True,
    metavar="N",
    help="How many files a shard holds.",
)
@click.option("--quiet", is_flag=True, help="Print nothing but what went wrong.")
@click.option(
    "--log-format",
    "log",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="json: instead of all else a JSON object a line on the standard error, for each file, failure and the end.",
)
@limited
def build(
    paths: tuple[str, ...],
    database: Path,
    jobs: int | None,
    force: bool,
    hash_all: bool,
    prune: bool,
    fields: Path | None,
    shards: str | None,
    scheduler: str | None,
    batch: int,
    quiet: bool,
    log: str,
    limits: Limits,
) -> None:
    """Read pages of regulations into a database.

    PATH is a file, a folder (every text, Markdown, HTML, PDF and Word file, ZIP archive and WARC file in it and
    below it is read) or a pattern such as 'pages/**/*.html'. Files that have not changed since the last build, by
    their size and time (with --hash-all by their content), are skipped, unless a part of fatiao that reads them has;
    the report says what was read again, and why. A file that cannot be read is reported and stops no other; the
    command then ends with exit status 1. So is one that is larger or takes longer than allowed; what was stored of
    it before stays.

    A file that is named and ends in .jsonl, .ndjson, .json, .csv or .tsv is a collection: each record is a page. Which
    columns are its text, title, date and address is known by plain names (正文, 标题, content), or told by --fields.

    What is stored of a file that is gone stays, and the report names it: --prune takes out those in or below PATH,
    `fatiao forget` any. A file is the same however its path is spelled; below the folder of the database it is
    stored under the path from there, so that both can be moved together.

    What editors decided is applied (docs/editors.md); the report says how many decisions stand, and which no longer
    fit and why.

    \b
    Examples:
      fatiao build pages/
      fatiao build pages/ --prune
      fatiao build 2024/ notice.html --db guarantees.db
      fatiao build 'crawl/**/*.htm' --jobs 8
      fatiao build laws.jsonl notices.csv --fields columns.toml
      fatiao build pages/ --shards s3://laws/shards --scheduler tcp://10.0.0.1:8786
      fatiao build pages/ --quiet --log-format json 2>> build.log
    """
    if scheduler and not shards:
        raise click.UsageError("--scheduler: give the place where the machines put what they read with --shards")
    reader = _reader(shards, scheduler, batch) if shards else None
    shown = logged_progress() if log == "json" else progress_bar()
    try:
        columns = read_fields(fields) if fields else FIELDS
        with nullcontext() if quiet else shown as progress:
            report = build_pages(paths, database, jobs, force, progress, prune, limits, columns, reader, hash_all)
    except (StoreError, IngestError) as error:
        if log == "json":
            log_error(str(error))
            sys.exit(1)
        raise click.ClickException(str(error)) from error
    except KeyboardInterrupt:
        way_on = f"Interrupted. What is in {database} is whole; build again to go on from there."
        log_error(way_on) if log == "json" else say(f"\n{way_on}")
        sys.exit(_INTERRUPTED)
    if log == "json":
        log_report(report)
    else:
        _tell(report, database, quiet)
    if report.failures:
        sys.exit(1)


def _reader(shards: str, scheduler: str | None, batch: int) -> Reader:
    from ..cluster import Shards  # only now: it imports all that reads pages

    return Shards(shards, scheduler, batch).outcomes


def _tell(report: Report, database: Path, quiet: bool) -> None:
    """Print what a build did and what went wrong, or the latter alone."""
    if not quiet:
        console().print(report_table(report))
    for line in unfit_lines(report.decided):
        say(line)
    if not quiet:
        _tell_changes(report, database)
    _tell_failures(report)
    if not quiet and not report.failures:
        say(f"\nRead it in a browser: fatiao serve --db {database}")


def _tell_changes(report: Report, database: Path) -> None:
    """Print a line each for a database that was kept aside, and for files that were taken out or are gone."""
    if report.kept_as:
        say(
            f"{database} had tables of an earlier fatiao: it is kept as {report.kept_as}, and this is a new one.",
        )
    if report.pruned:
        say(f"Taken out, for the files are gone: {some_of(report.pruned)}.")
    if report.gone:
        hint = "--prune takes out what is in or below PATH, fatiao forget any"
        say(f"Stored, but the files are gone: {some_of(report.gone)}; {hint}.")


def _tell_failures(report: Report) -> None:
    """Print a line for each failure."""
    for failure in report.failures:
        say(str(failure))
    if report.untried:
        say(f"{report.untried} more files were not tried; what was stored before is whole.")
