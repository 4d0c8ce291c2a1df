"""How long to wait: between two requests to a host, after it failed, and for as long as it asks."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from email.utils import parsedate_to_datetime

_DOUBLED = 5.0
"""Delays to wait after the first failure; after each further one twice as many."""
_LONGEST = 3600.0
"""Seconds that are waited at most after a failure."""


class Pace:
    """When each host may be asked again; one for all sites of a crawl, so that two site files share a host's pace."""

    def __init__(self) -> None:
        """Begin with every host free."""
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._answered: dict[str, float] = {}
        self._closed: dict[str, float] = {}

    def lock(self, host: str) -> asyncio.Lock:
        """Return the lock that is held while a host answers: one request at a time."""
        return self._locks[host]

    async def wait(self, host: str, delay: float) -> None:
        """Wait until `delay` seconds have passed since the host last answered."""
        ready = self._answered.get(host, -delay) + delay
        while (left := ready - time.monotonic()) > 0:
            await asyncio.sleep(left)

    def answered(self, host: str) -> None:
        """Note that a host has answered, or failed to: the time until the next request is counted from here."""
        self._answered[host] = time.monotonic()

    def close(self, host: str, until: float) -> None:
        """Leave a host alone until a time of the clock."""
        self._closed[host] = max(until, self._closed.get(host, 0.0))

    def closed(self, now: float) -> dict[str, float]:
        """Return the hosts that are to be left alone, each with until when."""
        return {host: until for host, until in self._closed.items() if until > now}


def back_off(delay: float, tries: int) -> float:
    """Return the seconds to wait after so many failures of an address."""
    return min(_LONGEST, max(delay, 0.02) * _DOUBLED * 2.0 ** max(0, tries - 1))


def retry_after(value: str, now: float) -> float | None:
    """Return until when an answer asks to wait by its header Retry-After, seconds or a date; None without it."""
    value = value.strip()
    if value.isdecimal():
        return now + float(value[:9])
    try:
        return max(now, parsedate_to_datetime(value).timestamp())
    except (TypeError, ValueError):
        return None
