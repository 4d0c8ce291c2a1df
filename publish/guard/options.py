"""What the owner of a site chooses for it; the processes that answer read it from the environment."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass

_VARIABLE = "FATIAO_SITE"

RATE = 20.0
"""Requests a second and address: a person who opens twenty pages at once is far from it, a program is not."""


@dataclass(frozen=True, slots=True)
class SiteOptions:
    """`sql`: readers may write SQL; `rate`: requests a second and address, 0 any.

    `proxies`: addresses and networks whose word is taken for whom a request comes from.
    """

    sql: bool = False
    rate: float = RATE
    proxies: tuple[str, ...] = ()

    def export(self) -> None:
        """Write it into the environment, for processes that are started from here."""
        os.environ[_VARIABLE] = json.dumps(asdict(self))

    @classmethod
    def imported(cls) -> SiteOptions:
        """Return what was written into the environment."""
        found = json.loads(os.environ[_VARIABLE])
        return cls(found["sql"], found["rate"], tuple(found["proxies"]))
