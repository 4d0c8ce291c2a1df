"""Files as they are stored: by which content, by which program, and in which state they were read."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import NamedTuple

from .clock import is_fixed

# Where clocks of files are coarse, a file may be written again and its size and time stay the same: of one that was
# written within two seconds before it was read, the time tells nothing.
_UNSURE_NS = 2_000_000_000


class FileState(NamedTuple):
    """Size and time of the last change of a file, by which a change is known; without a time it is not."""

    size: int | None = None
    mtime_ns: int | None = None


UNKNOWN = FileState()


class StoredFile(NamedTuple):
    """What is stored of a file: the hash of its content, what it was built by, and its state when it was read."""

    source_id: str
    build_key: str
    state: FileState


def state_of(path: Path) -> FileState:
    """Return the state of a file that is about to be read, `UNKNOWN` where it cannot be told: reading it will fail.

    Without a time where `SOURCE_DATE_EPOCH` asks for builds that do not depend on it.
    """
    now = time.time_ns()
    try:
        found = os.stat(path)
    except OSError:
        return UNKNOWN
    is_sure = now - found.st_mtime_ns > _UNSURE_NS and not is_fixed()
    return FileState(found.st_size, found.st_mtime_ns if is_sure else None)


def is_gone(path: Path) -> bool:
    """Tell whether there certainly is no such file; one that may not be looked at is not gone."""
    try:
        os.stat(path)
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False
