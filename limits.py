"""What a single page may cost, so that a bad one costs itself alone.

Time is that of the processor, so that it does not depend on what else the machine does. It is kept by the system's
interval timer (`setitimer`), whose signal interrupts the main thread of the process that reads the page, also within a
pattern's search; there is no thread beside it. Where the system has no such timer (Windows), and outside of the main
thread, time is not limited.

Memory is what the page takes beside what the process had before it. The system keeps it (`RLIMIT_DATA`, on Linux, set
in the main thread) and refuses more, which Python makes a `MemoryError`.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from .ingest.files import effort_of
from .ingest.readers.effort import Effort

if sys.platform == "linux":
    import resource

_PAGE = 100_000
"""Bytes of a page that may take as long as allowed, ten times what a usual one has; a larger may take longer."""
# A library may lose what the signal raises, as in a finaliser: it is then raised again, after so many seconds.
_AGAIN = 0.1


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading, parsing and extracting a page may take, and its bytes; 0 is no limit.

    `seconds` of the processor are those of a text, `pdf_seconds` of each page of a PDF and of a picture, `word_seconds`
    of a Word file; `memory` is in bytes.
    """

    seconds: float = 5.0
    size: int = 100_000_000
    pdf_seconds: float = 20.0
    word_seconds: float = 120.0
    memory: int = 2_000_000_000

    def out_of_memory(self) -> tuple[str, str]:
        """Return what is wrong with a file that took too much memory, and what its owner can do."""
        problem = f"it took more than {self.memory / 1e6:,.0f} MB of memory and was ended"
        return problem, "see what it holds, or allow more with --page-megabytes"

    def budget_for(self, path: Path | str) -> Budget:
        """Return what a file may take."""
        effort = effort_of(path)
        try:
            return self.budget(effort, os.stat(path).st_size)
        except OSError:
            return self.budget(effort, 0)  # reading it will tell

    def budget(self, effort: Effort, size: int) -> Budget:
        """Return what a file of so many bytes may take: for each printed page, for a Word file, or for its text."""
        if effort.pages:
            return Budget(self.pdf_seconds * effort.pages, self.pdf_seconds, "--pdf-seconds", effort.pages)
        if effort.is_word:
            return Budget(self.word_seconds, self.word_seconds, "--word-seconds")
        return Budget(self.seconds * max(1.0, size / _PAGE), self.seconds, "--page-seconds")


LIMITS = Limits()
"""What a page may cost where nobody says otherwise."""


@dataclass(frozen=True, slots=True)
class Budget:
    """The processor seconds that a file may take in all, those allowed for each of its pages, and by which option."""

    seconds: float
    allowed: float
    option: str
    pages: int = 1

    def out_of_time(self) -> tuple[str, str]:
        """Return what is wrong with a file that took too long, and what its owner can do."""
        each = f" for each of its {self.pages:,} pages" if self.pages > 1 else ""
        problem = f"it took more than {self.allowed:g} s of processor time{each} and was ended"
        return problem, f"see what it holds, or allow more with {self.option}"


class OutOfTime(BaseException):
    """A page took too long. No `Exception`, so that no library takes it for an error of its own."""


def can_limit_time() -> bool:
    """Tell whether time can be limited here."""
    return hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raise `OutOfTime` in the block when it has taken so many seconds of processor time; 0 is no limit."""
    if not seconds or not can_limit_time():
        yield
        return
    earlier = signal.signal(signal.SIGPROF, _end)
    try:
        signal.setitimer(signal.ITIMER_PROF, seconds, _AGAIN)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
    finally:  # also where the time was up just as the timer was to be stopped
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, earlier)


@contextmanager
def within(memory: int) -> Iterator[None]:
    """Let the block have so many bytes more than the process has, and no more: `MemoryError`; 0 is no limit.

    The limit is that of the whole process, so only the main thread may set it: two threads would undo each other's.
    """
    if not memory or sys.platform != "linux" or threading.current_thread() is not threading.main_thread():
        yield
        return
    earlier = resource.getrlimit(resource.RLIMIT_DATA)
    most = min([_data() + memory, *(limit for limit in earlier if limit != resource.RLIM_INFINITY)])
    resource.setrlimit(resource.RLIMIT_DATA, (most, earlier[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, earlier)


def _data() -> int:
    """Return the bytes that the system counts as the data of this process (proc_pid_statm(5))."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[5]) * resource.getpagesize()


def _end(_signal: int, frame: FrameType | None) -> None:
    if frame and any(getattr(callback, "__code__", None) is frame.f_code for callback in gc.callbacks):
        return  # what is raised there is lost with a warning: the timer comes again
    raise OutOfTime
