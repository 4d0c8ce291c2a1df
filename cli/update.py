"""The command `fatiao update`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from ..ingest import IngestError
from ..ingest.crawl.report import SiteReport
from ..limits import Limits
from ..pipeline import Report, build
from ..store.errors import StoreError
from ..store.news import News, news, state_of_store
from .crawl import run_crawl
from .options import DATABASE, crawling, limited
from .printing.crawled import tell_crawl
from .printing.news import as_atom, as_json_text, as_text
from .printing.progress import progress_bar
from .printing.report import unfit_lines
from .printing.say import say


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="SITE.toml...")
@DATABASE
@crawling
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "atom"]),
    default="text",
    show_default=True,
    help="The report: lines to read, JSON for a program, or an Atom feed.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the report into FILE. A feed that is there keeps its last 200 entries.",
)
@limited
def update(
    paths: tuple[str, ...],
    database: Path,
    snapshots: Path,
    most: int,
    allowed: tuple[str, ...],
    form: str,
    out: Path | None,
    limits: Limits,
) -> None:
    """Crawl sites, build, and tell what is new, changed and gone.

    What `fatiao crawl` and `fatiao build` do one after the other, with a report: documents that are new, documents
    that are another version of one that was stored, with the numbers that are other ones now, and documents whose
    page is gone from its site; these stay in the database. Made for cron: the report goes to the standard output, or
    to --out, and what went wrong to the standard error, with exit status 1.

    \b
    Examples:
      fatiao update city.toml ministry.toml
      fatiao update city.toml --format atom --out news.atom
      17 3 * * *  cd /srv/laws && fatiao update city.toml --format json --out news.json
    """
    _check_out(out)
    before = state_of_store(database)
    try:
        crawls = run_crawl(paths, snapshots, most, allowed)
        with progress_bar() as progress:
            folders = [folder for crawl in crawls if any((folder := snapshots / crawl.site).glob("*.warc.gz"))]
            built = build(folders, database, progress=progress, limits=limits) if folders else Report()
    except (IngestError, StoreError) as error:
        raise click.ClickException(str(error)) from error
    found = news(before, state_of_store(database), database) if database.is_file() else News()
    report = _report(form, found, crawls, out)
    if out:
        write_report(report, out)
    else:
        say(report.rstrip("\n"), err=False)
    tell_crawl(crawls)
    for line in unfit_lines(built.decided):
        say(line)
    failures = [failure for failure in built.failures if _is_news(failure.file, crawls)]
    for failure in failures:
        say(str(failure))
    if failures or any(crawl.problems or crawl.stopped for crawl in crawls):
        sys.exit(1)


def _check_out(out: Path | None) -> None:
    """Refuse a file that cannot be written before a site is asked for anything."""
    if out and not os.access(out if out.exists() else out.parent, os.W_OK):
        raise click.ClickException(f"{out} cannot be written; give --out another file")


def write_report(report: str, out: Path) -> None:
    """Write the report, whole or not at all: a feed is read at any time, and goes on with what is there."""
    place = out.resolve()
    try:
        if place.exists() and not place.is_file():
            place.write_text(report, encoding="utf-8")  # a device or a pipe is not to be replaced
            return
        beside = place.with_name(f".{place.name}.new")
        beside.write_text(report, encoding="utf-8")
        os.replace(beside, place)
    except OSError as error:
        raise click.ClickException(f"{out} cannot be written ({error.strerror}); give --out another file") from error


def _is_news(file: str, crawls: list[SiteReport]) -> bool:
    """Tell whether a failure is of a page that these crawls kept: of earlier ones an earlier update told."""
    return "#" not in file or any(file.startswith(f"{crawl.warc}#") for crawl in crawls)


def _report(form: str, found: News, crawls: list[SiteReport], out: Path | None) -> str:
    """Return the report in a format; a feed goes on with the one in the file `out`."""
    if form == "atom":
        return as_atom(found, out)
    return as_json_text(found, crawls) if form == "json" else as_text(found, crawls)
