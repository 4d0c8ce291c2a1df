"""Crawls of several sites at once: their folders, their frontiers, and a report of each."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path

from ... import __version__
from ..errors import IngestError
from ..sites.file import Site
from ..sites.rules import keep_rules
from .desk import Desk
from .frontier import Frontier
from .guard import Guard
from .loop import Fetch, Progress, SiteCrawl
from .pace import Pace
from .report import SiteReport

INSTALL = "install what crawls: pip install 'fatiao[crawl]'"
_NEEDED = ("scrapy", "protego")


def crawl(
    sites: Sequence[Site],
    snapshots: Path,
    allowed: Iterable[str] = (),
    most: int = 0,
    progress: Progress | None = None,
) -> list[SiteReport]:
    """Crawl sites side by side into the folder `snapshots`, a folder for each, and return what was done.

    `allowed` are addresses and networks that may be connected to although they are not public, `most` the number of
    addresses to ask a site for, 0 for all. Once in a process, as what fetches cannot be started twice.

    Raises:
        IngestError: what crawls is not installed, a folder cannot be written, or another crawl of a site is running.
    """
    if missing := [name for name in _NEEDED if find_spec(name) is None]:
        raise IngestError("fatiao crawl", f"{missing[0]} is not installed", INSTALL)
    if len({site.name for site in sites}) < len(sites):
        raise IngestError("fatiao crawl", "two site files have one name", 'give each a name of its own: name = "…"')
    try:
        guard = Guard(allowed)
    except ValueError as error:
        raise IngestError(
            "--allow-address", str(error), "give an address (127.0.0.1) or a network (10.1.0.0/16)"
        ) from error
    from .fetch import crawl_all

    pace = Pace()
    desks = [_desk(site, snapshots) for site in sites]
    try:
        shown = _joined(progress, [site.name for site in sites]) if progress else {}
        works = [(desk.site, _work(desk, pace, most, shown.get(desk.site.name))) for desk in desks]
        failed = crawl_all(works, guard, agent)
    finally:
        for desk in desks:
            desk.frontier.close()
    if failed and isinstance(failed[0], OSError | sqlite3.Error):
        problem = f"what was fetched could not be written ({failed[0]})"
        raise IngestError(str(snapshots), problem, "make room there, and crawl again to go on") from failed[0]
    if failed:
        raise failed[0]
    return [desk.report for desk in desks]


def agent(site: Site) -> str:
    """Return what we call ourselves to a site: our name, and whom its people can write to."""
    return f"fatiao/{__version__} (+{site.contact})"


def _joined(progress: Progress, names: Iterable[str]) -> dict[str, Progress]:
    """Return for each site what shows its progress as a part of that of all."""
    done: dict[str, tuple[int, int]] = {}

    def of(name: str) -> Progress:
        def show(so_far: int, total: int, url: str) -> None:
            done[name] = so_far, total
            progress(sum(one for one, _ in done.values()), sum(whole for _, whole in done.values()), url)

        return show

    return {name: of(name) for name in names}


def _work(desk: Desk, pace: Pace, most: int, progress: Progress | None) -> Callable[[Fetch], Awaitable[None]]:
    async def work(fetch: Fetch) -> None:
        began = time.monotonic()
        try:
            await SiteCrawl(desk, fetch, pace, most, progress).run()
        finally:
            desk.report.seconds = time.monotonic() - began

    return work


def _desk(site: Site, snapshots: Path) -> Desk:
    folder = snapshots / site.name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        keep_rules(site.rules, folder)
    except OSError as error:
        raise IngestError(
            str(folder), f"it cannot be written ({error.strerror})", "name another with --snapshots"
        ) from error
    return Desk(site, Frontier(folder), folder, SiteReport(site.name), time.time())
