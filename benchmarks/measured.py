"""What a command costs: time, processor time, memory of all its processes, and bytes that it writes to disk."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

_EVERY = 0.2
"""Seconds between two looks at the memory."""
_BLOCK = 512
"""Bytes in a block of `ru_oublock` on Linux."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of the clock and of processors, bytes written, and the most memory (PSS, bytes) of all processes."""

    wall: float
    cpu: float
    written: int
    memory: int


def cost_of(command: Sequence[str | Path], allowed: Sequence[int] = (0,)) -> Cost:
    """Run a command and return what it cost; on Linux, for memory.

    Raises:
        RuntimeError: it ended with another status than the `allowed`; the message has what it told.
    """
    peak, over = [0], threading.Event()
    began = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)

    def watch() -> None:
        while not over.wait(_EVERY):
            peak[0] = max(peak[0], sum(map(_pss, _family(process.pid))))

    told: list[bytes] = []
    watcher = threading.Thread(target=watch)
    reader = threading.Thread(target=lambda: told.append(process.stderr.read() if process.stderr else b""))
    watcher.start()
    reader.start()
    _, status, used = os.wait4(process.pid, 0)  # counts the processes that it has waited for, too
    wall = time.monotonic() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    over.set()
    watcher.join()
    reader.join()
    if process.returncode not in allowed:
        raise RuntimeError(f"{command} ended with {process.returncode}: {told[0].decode(errors='replace')[-500:]}")
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_oublock * _BLOCK, peak[0])


def cpu_of(run: Callable[[], object]) -> float:
    """Return the processor seconds that a function takes in this process."""
    began = time.process_time()
    run()
    return time.process_time() - began


def _family(pid: int) -> list[int]:
    """Return a process and all that it started, and those started, as far as they are still there."""
    out = [pid]
    for one in out:
        try:
            out += map(int, Path(f"/proc/{one}/task/{one}/children").read_text().split())
        except (FileNotFoundError, ProcessLookupError):
            continue  # it has ended meanwhile
    return out


def _pss(pid: int) -> int:
    """Return the memory of a process in bytes, what it shares with others divided among them; 0 when it has ended."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)
