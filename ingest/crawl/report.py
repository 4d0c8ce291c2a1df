"""What a crawl did."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from ..errors import IngestError


@dataclass(slots=True)
class SiteReport:
    """What a crawl of a site did: `counts` of its answers by what they were, and a line for what went wrong.

    `warc` is the file that was written to. `new`, `changed` and `gone` are addresses. `stopped` tells why the crawl
    ended before its round did; crawling again goes on with it. `left` is the number of addresses that were not asked
    for.
    """

    site: str
    warc: Path | None = None
    counts: Counter[str] = field(default_factory=Counter)
    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    problems: list[IngestError] = field(default_factory=list)
    requests: int = 0
    offsite: int = 0
    resumed: bool = False
    stopped: str = ""
    left: int = 0
    seconds: float = 0.0

    def tell(self, url: str, problem: str, remedy: str) -> None:
        """Add a line for something that went wrong, once."""
        line = IngestError(url, problem, remedy)
        if str(line) not in {str(one) for one in self.problems[-50:]}:
            self.problems.append(line)
