"""The console that people read: on a terminal in colour and at its width; elsewhere plain and never cut off.

What a page or a file's name holds never steers the terminal: control characters are shown as they are written.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TextIO

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

from ...text.printable import printable

_PIPE_WIDTH = 10_000


class _Harmless(Console):
    """A console that shows control characters; those by which it draws itself are kept apart from text by rich."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        for text, style, control in super().render(renderable, options):
            yield Segment(text if control else printable(text), style, control)


def console(stream: TextIO | None = None) -> Console:
    """Return a console on `stream` (by default the standard output) that cuts nothing where no person looks."""
    out: TextIO = stream or sys.stdout
    width = None if out.isatty() else _PIPE_WIDTH
    return _Harmless(file=out, width=width, highlight=False, soft_wrap=not out.isatty())
