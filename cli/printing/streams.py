"""The standard streams."""

from __future__ import annotations

import sys
from io import TextIOWrapper


def use_utf8() -> None:
    """Make the standard streams UTF-8, whatever the locale: Chinese text has to come out whole."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
