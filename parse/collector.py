"""The cycle collector, kept still while a page is read, and between pages where many are."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

_ALL = 64
"""Of so many sweeps one looks at everything, which takes a tenth of a second, for cycles among what had lasted."""

_sweeps = count(1)


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


def sweep() -> None:
    """Collect the cycles among what was made since the last sweep, where the collector is paused for many pages.

    It is asked between two pages, when nearly all of a page is gone already: a page leaves some ten objects in cycles,
    and looking for them takes a thousandth of a second. Left to itself the collector looks at tables, weights and all
    rows of a page each time it is let run, a sixth of the time of a build.
    """
    if not gc.isenabled():
        gc.collect(0 if next(_sweeps) % _ALL else 2)
