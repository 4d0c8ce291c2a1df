"""How often something may be tried, counted in this process's memory: it is forgotten when the site starts anew.

Of several processes (`fatiao serve --workers`) each counts for itself, so that as many times more may be tried.
"""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from collections.abc import Callable
from threading import Lock

_MOST_KEYS = 10_000
"""Beyond these the keys that were tried longest ago are forgotten."""


class RateLimit:
    """So many tries in so many seconds for each key."""

    def __init__(self, most: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        """Allow `most` tries a key in any `seconds`; `clock` tells the time in seconds."""
        self._most, self._seconds, self._clock = most, seconds, clock
        self._tries: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = Lock()

    def wait(self, key: str) -> int:
        """Return the seconds until `key` may try again, 0 where it may now."""
        with self._lock:
            tries = self._recent(key)
            return max(1, round(tries[0] + self._seconds - self._clock())) if len(tries) >= self._most else 0

    def count(self, key: str) -> None:
        """Count a try."""
        with self._lock:
            tries = self._recent(key)
            tries.append(self._clock())
            self._tries[key] = tries
            self._tries.move_to_end(key)
            while len(self._tries) > _MOST_KEYS:
                self._tries.popitem(last=False)

    def forgive(self, key: str) -> None:
        """Count the last try no more."""
        with self._lock:
            tries = self._recent(key)
            if tries:
                tries.pop()

    def _recent(self, key: str) -> deque[float]:
        tries = self._tries.get(key, deque())
        oldest = self._clock() - self._seconds
        while tries and tries[0] <= oldest:
            tries.popleft()
        return tries
