"""How far a build is."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

from .console import console

if TYPE_CHECKING:
    from ...pipeline import Progress as ProgressCall  # crawling needs no pipeline


class _Rate(ProgressColumn):
    """Files a second, of the last ones."""

    def render(self, task: Task) -> Text:
        """Return the rate, nothing before there is one."""
        return Text(f"{task.speed:.1f} files/s" if task.speed else "", style="progress.data.speed")


@contextmanager
def progress_bar() -> Iterator[ProgressCall]:
    """Show how many files are done, how many a second and how long it will take, on a terminal; nothing in a pipe."""
    done_of_all = (TextColumn("{task.percentage:>3.0f} %"), BarColumn(), MofNCompleteColumn())
    on_terminal = sys.stderr.isatty()
    # Drawn as files are done rather than by a thread: a process must not be forked beside a running thread.
    with Progress(
        *(*done_of_all, _Rate(), TimeRemainingColumn()),
        console=console(sys.stderr),
        auto_refresh=False,
        disable=not on_terminal,
    ) as bar:
        task = bar.add_task("", total=None)

        def progress(done: int, total: int, _: str) -> None:
            bar.update(task, completed=done, total=total, refresh=True)

        yield progress
