"""The cycle collector, kept still while a page is read, and between pages where many are."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

_MANY, _LARGE = 50_000, 2_000_000
"""Objects that are left since the last look, and bytes of pages that were read since, from which on it is looked for
cycles: a page of HTML is a tree of nodes that know one another, and may hold megabytes in a few of them."""
_ALL = 512
"""Of so many sweeps one looks at everything, which takes a tenth of a second, for cycles among what had lasted."""

_sweeps = count(1)
_read = 0
"""Bytes of pages since the last look."""


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


def sweep(size: int = 0) -> None:
    """Collect the cycles among what was made since the last look, where the collector is paused for many pages.

    It is asked between two pages, when nearly all of a page is gone already; `size` are the bytes of the page to come.
    Left to itself the collector looks at tables, weights and all rows of a page each time it is let run, a sixth of the
    time of a build. Behind each page it would look at what is kept to be asked again, and at hardly a cycle.
    """
    global _read
    if gc.isenabled():
        return
    is_large, _read = _read > _LARGE, _read + size
    if not next(_sweeps) % _ALL:
        gc.collect()
    elif is_large or gc.get_count()[0] > _MANY:
        gc.collect(0)
    if is_large:
        _read = size
