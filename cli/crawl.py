"""The command `fatiao crawl`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ..ingest import IngestError
from ..ingest.crawl.report import SiteReport
from ..ingest.crawl.run import crawl as crawl_sites
from ..ingest.sites.file import read_site
from .options import crawling
from .printing.check import print_check
from .printing.console import console
from .printing.crawled import crawl_table, tell_crawl
from .printing.progress import progress_bar
from .printing.say import say

INTERRUPTED = 130


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="SITE.toml...")
@click.option(
    "--check",
    is_flag=True,
    help="Print what SITE.toml takes out of the saved page PAGE.html, and where it leads; without the network.",
)
@click.option("--url", metavar="URL", default="", help="With --check: the address of the page, for the links on it.")
@crawling
def crawl(paths: tuple[str, ...], check: bool, url: str, snapshots: Path, most: int, allowed: tuple[str, ...]) -> None:
    """Fetch the pages of sites, as their files tell.

    SITE.toml says where to begin, what leads on, what of a page is the text, how long to wait between requests, and
    whom the site's people can write to (docs/sites.md). What is fetched lies in WARC files below
    corpus/snapshots/, a folder for each site, which `fatiao build` reads.

    A crawl that is ended, by Ctrl-C or a kill, goes on where it was when it is started again. One that came to its
    end begins another round: it asks only for what has changed, keeps a page again only where its text is another,
    and marks what is gone. robots.txt is obeyed, with its Crawl-delay; a host is asked one thing at a time, at least
    3 seconds apart unless SITE.toml says otherwise; one that says to wait is waited for. Where something could not be
    had, a line tells why, and the command ends with exit status 1.

    \b
    Examples:
      fatiao crawl city.toml
      fatiao crawl city.toml ministry.toml --most 100
      fatiao crawl --check city.toml saved.html --url https://www.city.gov.cn/a/1.html
      fatiao build corpus/snapshots
    """
    if url and not check:
        raise click.UsageError("--url goes with --check")
    try:
        if check:
            if len(paths) != 2:
                raise click.UsageError("--check takes two files: fatiao crawl --check SITE.toml PAGE.html")
            print_check(read_site(paths[0], is_check=True), Path(paths[1]), url)
            return
        reports = run_crawl(paths, snapshots, most, allowed)
    except IngestError as error:
        raise click.ClickException(str(error)) from error
    console().print(crawl_table(reports))
    tell_crawl(reports)
    if any(report.problems or report.stopped for report in reports):
        sys.exit(1)
    say(f"\nRead what was fetched: fatiao build {snapshots}")


def run_crawl(paths: tuple[str, ...], snapshots: Path, most: int, allowed: tuple[str, ...]) -> list[SiteReport]:
    """Crawl the sites of files; Ctrl-C ends the command."""
    try:
        sites = [read_site(path) for path in paths]
        with progress_bar() as progress:
            return crawl_sites(sites, snapshots, allowed, most, progress)
    except KeyboardInterrupt:
        say("\nInterrupted. What was fetched is kept; crawl again to go on from there.")
        sys.exit(INTERRUPTED)
