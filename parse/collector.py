"""The cycle collector, kept still while a page is parsed."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """Keep the cycle collector from running inside the block, if it runs at all.

    A page makes thousands of small records and no cycle among them; the collector would walk all of them several
    times and find nothing, which took 6 % of the time of parsing 300 regulations.
    """
    ran = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if ran:
            gc.enable()
