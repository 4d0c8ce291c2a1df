r"""Names of files as text and back, whatever their bytes.

A name is bytes, and rarely such as are no UTF-8; in text these are written `\xff`. So that every text means one name, a
backslash that already stands before what looks like such a byte is written `\x5c`.
"""

from __future__ import annotations

import os
import re

_ODD = re.compile(r"[\udc80-\udcff]|\\(?=x[0-9a-f]{2})")
_WRITTEN = re.compile(r"\\x([0-9a-f]{2})")


def as_text(path: str | os.PathLike[str]) -> str:
    """Return a path as text that can be stored and encoded."""
    return _ODD.sub(lambda found: f"\\x{ord(found[0]) & 0xFF:02x}", os.fspath(path))


def as_path(text: str) -> str:
    """Return the path that `as_text` gave as text."""
    return _WRITTEN.sub(lambda found: os.fsdecode(bytes.fromhex(found[1])), text)
