"""How a database is opened that nobody writes to from here."""

from __future__ import annotations

import os
from pathlib import Path

_WRITE_AHEAD = b"\x02\x02"
_AT = 18
"""Where a database's head tells whether it is written with a write-ahead log (the format of SQLite's files, 1.3.3)."""


def read_only_uri(path: Path | str) -> str:
    """Return the URI that opens a database for reading; raises OSError where the file cannot be read.

    A database with a write-ahead log needs files beside it even for reading. Where none can be made, as on read-only
    media, it is opened as one that does not change: nobody can write to it there either.
    """
    path = Path(path).absolute()
    with path.open("rb") as file:
        has_log = file.read(_AT + len(_WRITE_AHEAD))[_AT:] == _WRITE_AHEAD
    is_fixed = has_log and not path.with_name(f"{path.name}-shm").exists() and not os.access(path.parent, os.W_OK)
    return f"{path.as_uri()}?{'immutable=1' if is_fixed else 'mode=ro'}"
