"""The command line: `fatiao build`, `serve`, `show`, `extract`, `export`, `score`."""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from click.core import ParameterSource
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from .. import __version__
from ..extract.page import process_any
from ..ingest import IngestError, Source, find, read, read_bytes
from ..parse import parse_page
from ..pipeline import Progress as ProgressCall
from ..pipeline import Report
from ..pipeline import build as build_pages
from ..quality.floors import below, raised, read_floors, write_floors
from ..quality.gold import GoldError
from ..quality.score import Gold, Score, load
from ..quality.score import score as score_database
from ..store.errors import StoreError
from . import printing as terminal
from .explain import print_explanations
from .export import export

_DATABASE = click.option(
    "--db",
    "database",
    type=click.Path(path_type=Path),
    default=Path("fatiao.db"),
    show_default=True,
    metavar="FILE",
    help="The database.",
)
_CORPUS = Path(__file__).parent.parent / "corpus"
_INTERRUPTED = 130  # what a shell expects of a program that Ctrl-C ended


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="fatiao")
def main() -> None:
    """Find every number that a Chinese regulation lays down, with the clause it stands in.

    Give fatiao pages of regulations; it finds the regulations on them, their chapters, articles and items
    (章、条、款、项), and every limit, ratio, deadline, fine, age and date, and stores them in a database that
    you can read, search and compare in a browser.

    \b
    Examples:
      fatiao build pages/         read every page in the folder pages into fatiao.db
      fatiao serve                read the database at http://127.0.0.1:8001
      fatiao extract page.txt     list the numbers of one page
    """
    terminal.use_utf8()


main.add_command(export)


@main.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@_DATABASE
@click.option(
    "--jobs", type=click.IntRange(min=1), metavar="N", help="How many processes to use; by default one a core."
)
@click.option("--force", is_flag=True, help="Read all files again, also those that have not changed.")
def build(paths: tuple[str, ...], database: Path, jobs: int | None, force: bool) -> None:
    """Read pages of regulations into a database.

    PATH is a file, a folder (every .txt, .md, .html and .htm file in it and below it is read) or a pattern such as
    'pages/**/*.html'. Files that have not changed since the last build are skipped. A file that cannot be read is
    reported and stops no other; the command then ends with exit status 1.

    \b
    Examples:
      fatiao build pages/
      fatiao build 2024/ notice.html --db guarantees.db
      fatiao build 'crawl/**/*.htm' --jobs 8
    """
    try:
        with _progress_bar() as progress:
            report = build_pages(paths, database, jobs, force, progress)
    except StoreError as error:
        raise click.ClickException(str(error)) from error
    except KeyboardInterrupt:
        click.echo(f"\nInterrupted. What is in {database} is whole; build again to go on from there.", err=True)
        sys.exit(_INTERRUPTED)
    terminal.console().print(terminal.report_table(report))
    _tell_failures(report, database)


@contextmanager
def _progress_bar() -> Iterator[ProgressCall]:
    """Show how many files are done, on a terminal; nothing in a pipe."""
    columns = (TextColumn("{task.percentage:>3.0f} %"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    # Drawn as files are done rather than by a thread: a process must not be forked beside a running thread.
    on_terminal = sys.stderr.isatty()
    # Drawn as files are done rather than by a thread: a process must not be forked beside a running thread.
    with Progress(*columns, console=terminal.console(sys.stderr), auto_refresh=False, disable=not on_terminal) as bar:
        task = bar.add_task("", total=None)

        def progress(done: int, total: int, _: str) -> None:
            bar.update(task, completed=done, total=total, refresh=True)

        yield progress


def _tell_failures(report: Report, database: Path) -> None:
    """Print a line for each failure and end with status 1, or say what to do next."""
    for failure in report.failures:
        click.echo(str(failure), err=True)
    if report.untried:
        click.echo(f"{report.untried} more files were not tried; what was stored before is whole.", err=True)
    if report.failures:
        sys.exit(1)
    click.echo(f"\nRead it in a browser: fatiao serve --db {database}", err=True)


@main.command()
@_DATABASE
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="The address to serve at; 0.0.0.0 for all of this machine's."
)
@click.option("--port", type=click.IntRange(1, 65535), default=8001, show_default=True, help="The port to serve at.")
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    metavar="N",
    help="How many processes answer; for many readers at once, as many as there are cores.",
)
def serve(database: Path, host: str, port: int, workers: int) -> None:
    """Show a database in the browser, until you press Ctrl-C.

    \b
    Examples:
      fatiao serve
      fatiao serve --db guarantees.db --port 8080
    """
    from ..publish.serve import ServeError  # only here: Datasette takes half a second to import
    from ..publish.serve import serve as serve_database

    try:
        serve_database(
            *(database, host, port),
            lambda address: click.echo(f"{database} is at {address} (Ctrl-C to stop)"),
            workers,
        )
    except ServeError as error:
        raise click.ClickException(str(error)) from error
    except KeyboardInterrupt:
        sys.exit(0)  # the way to end it, and no fault


@main.command()
@click.argument("file", metavar="FILE")
def show(file: str) -> None:
    """Print the regulations of one page as a tree of their provisions.

    FILE is a page, or - for the standard input.

    \b
    Example:
      fatiao show page.txt
    """
    page = parse_page(_source(file))
    out = terminal.console()
    for tree in terminal.page_trees(page):
        out.print(tree)
    if not page.regulations:
        raise click.ClickException(f"{file}: no regulation was found in it; see whether it is the page you meant")


@main.command()
@click.argument("file", metavar="FILE")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "jsonl", "csv"]),
    default="table",
    show_default=True,
    help="A table to read, or JSON Lines or CSV for a program or a spreadsheet, with every column of the database.",
)
@click.option(
    "--explain",
    is_flag=True,
    help="Print each clause with number, bound, attribute, holder, base and trigger marked, and the rule that fired.",
)
@click.pass_context
def extract(context: click.Context, file: str, form: str, explain: bool) -> None:
    """List the numeric parameters of one page, without a database.

    FILE is a page, or - for the standard input. A text that is no regulation, were it a single sentence, is read too.

    \b
    Examples:
      fatiao extract page.txt
      fatiao extract page.html --format csv > page.csv
      curl -s https://example.org/page.html | fatiao extract - --format jsonl
      echo 罚款不超过20万元 | fatiao extract - --explain
    """
    if explain and context.get_parameter_source("form") is not ParameterSource.DEFAULT:
        raise click.UsageError("--explain prints text for people; leave out --format, or --explain")
    source = _source(file)
    processed = process_any(source)
    if explain:
        print_explanations(processed, terminal.console())
        terminal.print_count(sum(map(len, processed.parameters)), source)
        return
    found = terminal.records(processed)
    if form == "jsonl":
        terminal.print_jsonl(found)
    elif form == "csv":
        terminal.print_csv(found)
    else:
        terminal.print_table(found, source)


def _source(file: str) -> Source:
    try:
        return read_bytes(sys.stdin.buffer.read(), "-") if file == "-" else read(file)
    except IngestError as error:
        raise click.ClickException(str(error)) from error


@main.command()
@click.option(
    "--db",
    "database",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The database to score; by default the gold's pages are built anew.",
)
@click.option(
    "--gold",
    multiple=True,
    metavar="PATTERN",
    help="Annotated parameters (.jsonl); may be given more than once. By default those of corpus/gold.",
)
@click.option("--structure", multiple=True, metavar="PATTERN", help="Annotated structure (.json), likewise.")
@click.option(
    "--sources",
    type=click.Path(path_type=Path),
    default=_CORPUS / "pages",
    metavar="FOLDER",
    help="Where the annotated pages are; by default corpus/pages.",
)
@click.option(
    "--misses", type=click.IntRange(min=0), default=0, metavar="N", help="Also print up to N faults of each kind."
)
@click.option(
    "--floors",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Fail where a measure is below its floor in this file.",
)
@click.option("--raise-floors", is_flag=True, help="Raise the floors in that file to the measures; none is lowered.")
@click.option("--lower-floors", is_flag=True, help="Set the floors to the measures, also where that lowers them.")
def score(
    database: Path | None,
    gold: tuple[str, ...],
    structure: tuple[str, ...],
    sources: Path,
    misses: int,
    floors: Path | None,
    raise_floors: bool,
    lower_floors: bool,
) -> None:
    """Measure how right a database is, against pages that people annotated.

    \b
    Examples:
      fatiao score
      fatiao score --db fatiao.db --misses 20
      fatiao score --gold 'train/*.jsonl' --sources train/texts
      fatiao score --floors tests/quality_floors.json --raise-floors
    """
    if (raise_floors or lower_floors) and floors is None:
        raise click.UsageError("--raise-floors and --lower-floors need --floors FILE")
    try:
        if not gold and not structure:
            gold, structure = (str(_CORPUS / "gold/seed_*.jsonl"),), (str(_CORPUS / "gold/structure_*.json"),)
        right = load(find(gold), find(structure), sources)
        result = score_database(database, right) if database else _score_anew(right)
    except (IngestError, GoldError, StoreError) as error:
        raise click.ClickException(str(error)) from error
    except sqlite3.Error as error:
        raise click.ClickException(f"{database}: {error}; name a database that fatiao build made") from error
    click.echo("\n".join(result.lines(misses)))
    if floors is None:
        return
    if raise_floors or lower_floors:
        write_floors(floors, raised(result.figures, read_floors(floors), lower_floors))
    elif faults := below(result.figures, read_floors(floors)):
        raise click.ClickException("\n".join(faults))


def _score_anew(gold: Gold) -> Score:
    """Build the gold's pages into a database of their own, and score that."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder, "score.db")
        for failure in build_pages(gold.files, database).failures:
            click.echo(str(failure), err=True)
        return score_database(database, gold)
