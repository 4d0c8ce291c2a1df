"""What a site's robots.txt asks of us: which addresses to leave alone, and how long to wait between two."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from protego import Protego

AGENT = "fatiao"
"""The name by which a robots.txt may speak of us."""
ALLOWED, FORBIDDEN, NONE = "allowed", "forbidden", "none"
"""Verdicts on an address; `none` where a site has no robots.txt."""
FRESH = 86_400.0
"""Seconds for which a robots.txt counts."""
_MOST = 512_000
"""Bytes of it that are read (RFC 9309, 2.5)."""


@dataclass(frozen=True, slots=True)
class Robots:
    """A robots.txt, or why there is none: without rules everything is allowed, or nothing."""

    rules: Protego | None
    is_closed: bool = False

    @property
    def delay(self) -> float:
        """The seconds it asks to wait between two requests."""
        if self.rules is None:
            return 0.0
        rate = self.rules.request_rate(AGENT)
        return max(
            self.rules.crawl_delay(AGENT) or 0.0, rate.seconds / rate.requests if rate and rate.requests else 0.0
        )

    def verdict(self, url: str) -> str:
        """Return what it says of an address."""
        if self.rules is None:
            return FORBIDDEN if self.is_closed else NONE
        return ALLOWED if self.rules.can_fetch(url, AGENT) else FORBIDDEN


def robots_of(status: int, body: bytes) -> Robots:
    """Return what the answer to a request for robots.txt says (RFC 9309, 2.3.1).

    One that is not there (4xx) forbids nothing; one that a site fails to give (5xx, or no answer at all, status 0)
    forbids everything.
    """
    from protego import Protego

    if 200 <= status < 300:
        return Robots(Protego.parse(body[:_MOST].decode("utf-8", "replace").removeprefix("\ufeff")))
    return Robots(None, is_closed=not 300 <= status < 500 or status == 429)
