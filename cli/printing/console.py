"""The console that people read: on a terminal in colour and at its width; elsewhere plain and never cut off."""

from __future__ import annotations

import sys
from typing import TextIO

from rich.console import Console

_PIPE_WIDTH = 10_000


def console(stream: TextIO | None = None) -> Console:
    """Return a console on `stream` (by default the standard output) that cuts nothing where no person looks."""
    out: TextIO = stream or sys.stdout
    width = None if out.isatty() else _PIPE_WIDTH
    return Console(file=out, width=width, highlight=False, soft_wrap=not out.isatty())
