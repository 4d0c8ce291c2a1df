"""The crawl of one site: one address after the other, at the pace that the site asks for, until its round is done."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from ..errors import IngestError
from ..sites.addresses import host_of, leads_to, normal, origin_of, place_of
from ..sites.headers import ATTACHMENT
from .desk import ROBOTS_FILE, SAME_IN_A_ROW, Desk
from .frontier import Address
from .outcome import HOPS
from .pace import Pace
from .robots import FORBIDDEN, FRESH, Robots, robots_of
from .snapshots import Answer

PATIENCE = 900.0
"""Seconds that a crawl waits for a site that asks it to; if longer, it ends, and goes on when it is started again."""
FAILURES_IN_A_ROW = 10
"""Addresses that could not be had, in a row, from which on a site is left alone."""
_DAY = 86_400.0


@dataclass(eq=False)
class FetchError(Exception):
    """An address that could not be had. `is_final` where trying again would not help, `is_refused` where we may not."""

    problem: str
    remedy: str
    is_final: bool = False
    is_refused: bool = False


Fetch = Callable[[str, Mapping[str, str], bool], Awaitable[Answer]]
"""Asks for an address with headers, rendered if it is a page; raises `FetchError`."""
Progress = Callable[[int, int, str], None]


class SiteCrawl:
    """A crawl of one site."""

    def __init__(self, desk: Desk, fetch: Fetch, pace: Pace, most: int = 0, progress: Progress | None = None) -> None:
        """Take where answers are entered, what fetches, the pace of hosts, and how many to ask for (0: all)."""
        self.desk, self.site, self.frontier, self.report = desk, desk.site, desk.frontier, desk.report
        self._fetch, self._pace, self._most, self._progress = fetch, pace, most, progress
        self._whole = f"all hosts of {desk.site.name}"  # they may be one machine
        self._robots: dict[str, Robots] = {}
        self._failures = 0
        self._is_full = False

    async def run(self) -> None:
        """Crawl to the end of the round, or until there is a reason to stop, which the report has."""
        self.desk.mend()
        start = [normal(address) for address in self.site.start]
        self.report.resumed = self.frontier.begin(start, time.time(), self.site.revisit_days * _DAY)
        await self._heed_earlier()
        asked = 0
        while self.frontier.next_try() is not None and not self._is_to_stop(asked):
            now = time.time()
            closed = self._pace.closed(now)
            address = self.frontier.take(now, (f"//{place}/" for place in closed))
            if address:
                asked += 1
                await self._visit(address)
                self._show(address.url)
            elif not await self._wait(now, self.frontier.next_try() or now, closed):
                break
        self.report.left = self.frontier.counts().get("queued", 0)
        if not self.report.stopped or self._is_full:
            self.frontier.end()

    async def _heed_earlier(self) -> None:
        """Keep to what the site asked of earlier crawls: to be left alone for a time, and between two requests."""
        now = time.time()
        for place, until in self.frontier.closed(now).items():
            self._pace.close(place, until)
        await asyncio.sleep(min(self.site.delay, max(0.0, self.frontier.last() + self.site.delay - now)))

    def _close(self, address: Address, until: float) -> None:
        place = place_of(address.url)
        self._pace.close(place, until)
        self.frontier.close_place(place, until)

    async def _wait(self, now: float, next_try: float, closed: Mapping[str, float]) -> bool:
        """Wait for the next address, if it is worth waiting for."""
        until = min([at for at in (next_try, *closed.values()) if at > now], default=now)
        if until - now > PATIENCE:
            when = time.strftime("%Y-%m-%d %H:%M", time.localtime(until))
            self.report.stopped = f"the site asks to be left alone until {when}; crawl again then"
            return False
        await asyncio.sleep(max(0.01, until - now))
        return True

    def _is_to_stop(self, asked: int) -> bool:
        if self._most and asked >= self._most:
            self.report.stopped = f"{asked:,} addresses were asked for, as many as allowed; crawl again to go on"
        elif self._failures >= FAILURES_IN_A_ROW:
            self.report.stopped = f"{self._failures} addresses in a row could not be had; crawl again later"
        elif self.desk.copies >= SAME_IN_A_ROW:
            self.report.stopped = (
                f"{self.desk.copies} addresses in a row have the text of another: the site answers any address; "
                "mend the selectors of links"
            )
        elif self.frontier.answered() >= self.site.max_pages:
            self._is_full = True  # the next crawl begins another round, with those that were left
            self.report.stopped = f"{self.site.max_pages:,} addresses were asked for; allow more with max_pages"
        return bool(self.report.stopped)

    async def _visit(self, address: Address) -> None:
        if not self.site.allows(host_of(address.url)):  # by another site file it was
            self.desk.leave_out(address)
            return
        robots = await self._robots_for(address)
        if robots is None:
            return
        verdict = robots.verdict(address.url)
        if verdict == FORBIDDEN:
            remedy = "ask the site's people whether you may read it"
            self.desk.refuse(address, "refused", f"{origin_of(address.url)}{ROBOTS_FILE} forbids it", remedy, verdict)
            return
        if robots.delay > PATIENCE:
            self.desk.put_back(address)
            self.report.stopped = f"{origin_of(address.url)}{ROBOTS_FILE} asks to wait {robots.delay:,.0f} s each time"
            return
        try:
            answer = await self._ask(address.url, _conditions(address), robots.delay, address.role != ATTACHMENT)
        except FetchError as error:
            self._not_had(address, error)
            return
        is_had = answer.status not in (401, 403) and answer.status < 500 and answer.status != 429
        self._failures = 0 if is_had else self._failures + (address.tries == 0)
        until = self.desk.enter(address, answer, verdict)
        if until and answer.status in (429, 503):
            self._close(address, until)

    def _not_had(self, address: Address, error: FetchError) -> None:
        self._failures += not error.is_refused and address.tries == 0
        if error.is_refused or error.is_final:
            self.desk.refuse(address, "refused" if error.is_refused else "failed", error.problem, error.remedy)
        else:
            self.desk.again(address, error.problem, now=time.time())

    async def _robots_for(self, address: Address) -> Robots | None:
        """Return the robots.txt for an address; where it cannot be had, put the address off, and return None."""
        origin = origin_of(address.url)
        kept = self.frontier.robots(origin)
        if kept and time.time() - kept[0] < FRESH:
            if origin not in self._robots:
                self._robots[origin] = robots_of(kept[1], kept[2])
            return self._robots[origin]
        try:
            answer = await self._fetch_robots(origin)
        except FetchError as error:
            self._not_had(address, error)
            return None
        if answer.status >= 500 or answer.status == 429:
            self._failures += address.tries == 0
            until = self.desk.again(address, f"{origin}{ROBOTS_FILE} cannot be had ({answer.status})", answer)
            self._close(address, until)
            return None
        try:
            self._robots[origin] = robots_of(answer.status, answer.content(512_000))
        except IngestError as error:
            self.desk.refuse(address, "refused", f"its robots.txt cannot be read: {error.problem}", error.remedy)
            return None
        self.desk.enter_robots(answer)
        return self._robots[origin]

    async def _fetch_robots(self, origin: str) -> Answer:
        """Fetch a robots.txt, over redirects within the site."""
        url = origin + ROBOTS_FILE
        for _ in range(HOPS + 1):
            answer = await self._ask(url, {}, 0.0, False)
            there = normal(leads_to(url, answer.header("Location")))
            if not 300 <= answer.status < 400 or not there or not self.site.allows(host_of(there)):
                break
            url = there
        return Answer(origin + ROBOTS_FILE, answer.status, answer.headers, answer.body, answer.at)

    async def _ask(self, url: str, headers: Mapping[str, str], delay: float, is_page: bool) -> Answer:
        place = place_of(url)
        async with self._pace.lock(place):
            await self._pace.wait(place, max(self.site.delay, delay))
            await self._pace.wait(self._whole, self.site.delay)
            self.report.requests += 1
            try:
                return await self._fetch(url, headers, is_page)
            finally:
                self._pace.answered(place)
                self._pace.answered(self._whole)

    def _show(self, url: str) -> None:
        if self._progress:
            counts = self.frontier.counts()
            left = counts.get("queued", 0)
            self._progress(sum(counts.values()) - left, sum(counts.values()), url)


def _conditions(address: Address) -> dict[str, str]:
    """Return the headers that ask for a page only if it has changed."""
    told = {"If-None-Match": address.etag, "If-Modified-Since": address.modified}
    return {name: value for name, value in told.items() if value and address.digest}
