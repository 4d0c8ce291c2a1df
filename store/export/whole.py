"""Files that appear under their name only when they are complete."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_LONGEST_PART = 60  # characters of a name, of which each may take four bytes of the 255 that file systems allow


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """Give a path to write to; what is there when the block ends takes the place of `path`, unless the block fails.

    Raises:
        OSError: the file cannot be put there.
    """
    unfinished = path.with_name(f".{path.name[:_LONGEST_PART]}.{os.getpid()}")
    try:
        yield unfinished
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
