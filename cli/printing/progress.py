"""How far a build is."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from .console import console

if TYPE_CHECKING:
    from ...pipeline import Progress as ProgressCall  # crawling needs no pipeline


@contextmanager
def progress_bar() -> Iterator[ProgressCall]:
    """Show how many files are done, on a terminal; nothing in a pipe."""
    columns = (TextColumn("{task.percentage:>3.0f} %"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    on_terminal = sys.stderr.isatty()
    # Drawn as files are done rather than by a thread: a process must not be forked beside a running thread.
    with Progress(*columns, console=console(sys.stderr), auto_refresh=False, disable=not on_terminal) as bar:
        task = bar.add_task("", total=None)

        def progress(done: int, total: int, _: str) -> None:
            bar.update(task, completed=done, total=total, refresh=True)

        yield progress
