"""Where answers are entered: first in the WARC file, then in the frontier, so that a kill in between loses nothing."""

from __future__ import annotations

import time
from pathlib import Path

from ..sites.file import Site
from ..sites.headers import ATTACHMENT, ROBOTS, ROLE, TERMS, VIA
from .adapt import adapt
from .frontier import Address, Frontier
from .outcome import (
    CHANGED,
    CIRCLE,
    COPY,
    FAILED,
    HOPS,
    LISTED,
    MOVED,
    NEW,
    RETRY,
    SAME,
    VANISHED,
    Link,
    Outcome,
    outcome_of,
)  # fmt: skip
from .pace import back_off, retry_after
from .report import SiteReport
from .snapshots import UNCHANGED, Answer, Snapshots

ROBOTS_FILE = "/robots.txt"
SAME_IN_A_ROW = 20
"""Pages with the text of another page, in a row, from which on a site is taken to answer any address."""
_TRY_LATER = "crawl again later; if it stays so, see what the site shows in a browser"


class Desk:
    """Enters the answers of one site."""

    def __init__(self, site: Site, frontier: Frontier, folder: Path, report: SiteReport, now: float) -> None:
        """Take the site, its frontier, the folder of its WARC files, and the report to write to."""
        self.site, self.frontier, self.report = site, frontier, report
        name = frontier.fact("warc") if frontier.fact("ended") == "0" else None
        if not name:
            name = _name(site.name, folder, now)
            frontier.keep_fact("warc", name)
        self.snapshots = Snapshots(folder / name, f"{site.name}, for {site.contact}")
        self.report.warc = self.snapshots.path
        self.copies = 0

    def mend(self) -> None:
        """Enter what a killed crawl fetched and did not enter; cut off what it was writing when it was killed.

        And bring what is known in line with the site file, if it has changed since.
        """
        for answer, is_revisit, end in self.snapshots.mend(self.frontier.whole(self.snapshots.path.name)):
            address = self.frontier.address(answer.url)
            with self.frontier.transaction():
                if answer.url.endswith(ROBOTS_FILE) and address is None:
                    self._keep_robots(answer)
                elif address and is_revisit:
                    what = LISTED if address.role == "list" else SAME
                    self._settle(address, answer, Outcome(what, "done", address.digest))
                elif address:
                    self._settle(address, answer, outcome_of(self.site, address, answer))
                self.frontier.keep_whole(self.snapshots.path.name, end)
        adapt(self.site, self.frontier, self.snapshots.path.parent)

    def enter(self, address: Address, answer: Answer, verdict: str) -> float | None:
        """Enter the answer to a request for an address that robots.txt has a verdict on.

        Returns until when the address is put off, if it is.
        """
        found = outcome_of(self.site, address, answer)
        if found.what == RETRY:
            return self.again(address, found.problem, answer)
        profile = found.profile
        if found.what in (NEW, CHANGED) and found.digest:
            other = self.frontier.same_text(found.digest, address.url)
            self.copies = self.copies + 1 if other else 0
            if other:
                found, profile = _as_copy(found), UNCHANGED
        whole = None
        if found.is_kept:
            told = {ROLE: address.role, ROBOTS: verdict, TERMS: self.site.terms}
            if address.role == ATTACHMENT and address.via:
                told[VIA] = address.via
            whole = self.snapshots.append(answer, told, profile)
        with self.frontier.transaction():
            self._settle(address, answer, found, verdict)
            if whole is not None:
                self.frontier.keep_whole(self.snapshots.path.name, whole)
        return None

    def enter_robots(self, answer: Answer) -> None:
        """Enter a robots.txt."""
        whole = self.snapshots.append(answer, {ROLE: "robots"})
        with self.frontier.transaction():
            self._keep_robots(answer)
            self.frontier.keep_whole(self.snapshots.path.name, whole)

    def again(self, address: Address, problem: str, answer: Answer | None = None, now: float = 0.0) -> float:
        """Put an address off that could not be had, or after so many times give it up; return until when."""
        tries = address.tries + 1
        now = answer.at if answer else now
        until = now + back_off(self.site.delay, tries)
        if answer and (asked := retry_after(answer.header("Retry-After"), now)):
            until = max(until, asked)
        is_given_up = tries > self.site.retries
        if is_given_up:
            self.refuse(address, "failed", f"{problem}, {tries} times", _TRY_LATER)
        else:
            self.report.counts[RETRY] += 1
            with self.frontier.transaction():
                self.frontier.settle(address.url, "queued", tries=tries, next_try=until, problem=problem)
        return until

    def refuse(self, address: Address, state: str, problem: str, remedy: str, verdict: str | None = None) -> None:
        """Give an address up, with a line that tells why."""
        self.report.counts[FAILED if state == "failed" else state] += 1
        self.report.tell(address.url, problem, remedy)
        told = {"asked": self.frontier.round, "problem": problem, "robots": verdict or address.robots}
        with self.frontier.transaction():
            self.frontier.settle(address.url, state, **told)

    def put_back(self, address: Address) -> None:
        """Leave an address to a later crawl."""
        with self.frontier.transaction():
            self.frontier.settle(address.url, "queued")

    def leave_out(self, address: Address) -> None:
        """Leave an address out that the site file leads to no more."""
        with self.frontier.transaction():
            self.frontier.settle(address.url, "off")

    def _keep_robots(self, answer: Answer) -> None:
        parts = answer.url.removesuffix(ROBOTS_FILE)
        self.frontier.keep_robots(parts, answer.at, answer.status, answer.content(512_000))

    def _settle(self, address: Address, answer: Answer, found: Outcome, verdict: str | None = None) -> None:
        """Write what an answer means into frontier and report."""
        if found.what == MOVED and self.frontier.leads_back(found.links[0].url, address.url, HOPS):
            found = CIRCLE
        new = [self._add(link, address.url) for link in found.links]
        if any(new):
            for link in found.following:
                self._add(link, address.url)
        self.report.offsite += found.offsite
        self.report.counts[found.what] += 1
        lists = {NEW: self.report.new, CHANGED: self.report.changed, VANISHED: self.report.gone}
        if found.what in lists:
            lists[found.what].append(address.url)
        if found.problem:
            self.report.tell(address.url, found.problem, found.remedy)
        values: dict[str, object] = {
            **{"asked": self.frontier.round, "status": answer.status, "checked": answer.at},
            **{"digest": found.digest or address.digest, "robots": verdict or address.robots},
            **{"problem": found.problem or None, "tries": 0},
            "gone_at": answer.at if found.state == "gone" else None,
            "target": found.links[0].url if found.what == MOVED else None,
        }
        if answer.status == 200:
            values |= {"etag": answer.header("ETag") or None, "modified": answer.header("Last-Modified") or None}
        self.frontier.settle(address.url, found.state, **values)

    def _add(self, link: Link, via: str) -> bool:
        return self.frontier.add(link.url, link.role, via, link.hops)


def _as_copy(found: Outcome) -> Outcome:
    return Outcome(COPY, found.state, found.digest, True, UNCHANGED, found.links, found.following, found.offsite)


def _name(site: str, folder: Path, now: float) -> str:
    """Return the name of a new WARC file: the site and the time, in whose order their names stand."""
    stamp = time.strftime("%Y%m%d%H%M%S", time.gmtime(now))
    names = (f"{site}-{stamp}{more}.warc.gz" for more in ("", *(f"_{n:04}" for n in range(2, 10_000))))
    return next(name for name in names if not (folder / name).exists())
