"""What a single page may cost, so that a bad one costs itself alone.

Time is that of the processor, so that it does not depend on what else the machine does. It is kept by the system's
interval timer (`setitimer`), whose signal interrupts the main thread of the process that reads the page, also within a
pattern's search; there is no thread beside it. Where the system has no such timer (Windows), and outside of the main
thread, time is not limited.
"""

from __future__ import annotations

import gc
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from .ingest.files import is_printed

_PRINTED = 200
"""How many times as long a PDF, a Word file or a picture may take: one scanned page takes 10 seconds to recognise."""
_PAGE = 100_000
"""Bytes of a page that may take as long as allowed, ten times what a usual one has; a larger may take longer."""
# A library may lose what the signal raises, as in a finaliser: it is then raised again, after so many seconds.
_AGAIN = 0.1


@dataclass(frozen=True, slots=True)
class Limits:
    """The processor seconds in which a page must be read, parsed and extracted, and its bytes; 0 is no limit."""

    seconds: float = 5.0
    size: int = 100_000_000

    def seconds_for(self, path: Path | str) -> float:
        """Return the processor seconds that a file may take: more if it is large, or of printed pages to recognise."""
        if is_printed(path):
            return self.seconds * _PRINTED
        try:
            return self.seconds_for_bytes(os.stat(path).st_size)
        except OSError:
            return self.seconds  # reading it will tell

    def seconds_for_bytes(self, size: int) -> float:
        """Return the processor seconds that a text of so many bytes may take."""
        return self.seconds * max(1.0, size / _PAGE)

    def out_of_time(self) -> tuple[str, str]:
        """Return what is wrong with a page that took too long, and what its owner can do."""
        problem = f"it took more than {self.seconds:g} s of processor time and was ended"
        return problem, "see what it holds, or allow more with --page-seconds"


LIMITS = Limits()
"""What a page may cost where nobody says otherwise."""


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


def _end(_signal: int, frame: FrameType | None) -> None:
    if frame and any(getattr(callback, "__code__", None) is frame.f_code for callback in gc.callbacks):
        return  # what is raised there is lost with a warning: the timer comes again
    raise OutOfTime
