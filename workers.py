"""From files to what is in them, on as many processes as are given; whatever one of them does, the others are read."""

from __future__ import annotations

import os
import signal
import traceback
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

from .extract.page import Processed, process_source
from .ingest import IngestError, Member, Record, read, read_member, read_record
from .ingest.readers.effort import WORD_SECONDS, Effort
from .inputs import Item
from .limits import Budget, Limits, OutOfTime, at_most, can_limit_time
from .store.files import UNKNOWN, FileState, state_of
from .text.printable import on_one_line

# A second process takes about as long to start as ten pages take to process.
_FEW = 16
# Pages waiting for a process, for each process: enough that none is idle, few enough to hold in memory.
_AHEAD = 8
# What a fault of ours on one page looks like; it must cost that page, not the build.
_FAULTS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    MemoryError,
    RuntimeError,
    TypeError,
    ValueError,
)
_NOTHING = "no regulation was found in it"
_LOOK = "see whether it is the page you meant, and the whole of it"


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be built: what is wrong, and what its owner can do."""

    file: str
    problem: str
    remedy: str

    def __str__(self) -> str:
        return on_one_line(f"{self.file}: {self.problem}; {self.remedy}")


Outcome = tuple[Processed, FileState] | Failure
"""What came of a file: what is in it and the state it was read in, or what is wrong."""


def process(page: str | Path | Record | Member, max_bytes: int = 0) -> Processed:
    """Read, parse and extract a file, a record of a collection or a file in a container.

    Raises `IngestError` if it cannot be read.
    """
    if isinstance(page, Member):
        return process_source(read_member(page, max_bytes))
    return process_source(read_record(page, max_bytes) if isinstance(page, Record) else read(page, max_bytes))


def outcomes(files: Sequence[Item], jobs: int | None, limits: Limits) -> Iterator[tuple[Item, Outcome]]:
    """Yield each file with what came of it, in order.

    `jobs` is the number of processes, by default one for each core where there are many files. A single one is this
    process, unless time can only be limited in another.
    """
    jobs = jobs or (os.cpu_count() or 1 if len(files) > _FEW else 1)
    if (jobs == 1 or len(files) < 2) and (can_limit_time() or not limits.seconds):
        yield from ((page, _attempt(page, limits)) for page in files)
        return
    pool = _pool(min(jobs, len(files)))
    waiting: deque[tuple[Item, Future[Outcome]]] = deque()
    try:
        for page in files:
            try:
                waiting.append((page, pool.submit(_attempt, page, limits)))
            except BrokenProcessPool:
                pool = _pool(jobs)
                waiting.append((page, pool.submit(_attempt, page, limits)))
            if len(waiting) >= jobs * _AHEAD:
                yield _result(*waiting.popleft(), limits)
        while waiting:
            yield _result(*waiting.popleft(), limits)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _attempt(page: Item, limits: Limits) -> Outcome:
    """Process a file, and give back as a value what went wrong."""
    budget = budget_of(page, limits)
    WORD_SECONDS.set(limits.word_seconds)
    # asked before it is read: of a change in between the next build will know; of a record its hash tells all
    state = UNKNOWN if isinstance(page, Record | Member) else state_of(page)
    try:
        with at_most(budget.seconds):
            processed = process(page, limits.size)
        # Not stored: a page that has become an error message must not take the place of the regulation it was.
        return (processed, state) if processed.page.regulations else Failure(str(page), _NOTHING, _LOOK)
    except OutOfTime:
        return Failure(str(page), *budget.out_of_time())
    except IngestError as error:
        return Failure(error.file, error.problem, error.remedy)
    except _FAULTS as error:
        at = traceback.extract_tb(error.__traceback__)[-1]
        problem = f"fatiao failed on it ({type(error).__name__}: {error}, at {Path(at.filename).name}:{at.lineno})"
        return Failure(str(page), problem, "report this, with the file, to fatiao's issues")


def budget_of(page: Item, limits: Limits) -> Budget:
    """Return what a file, a record or a member may take."""
    if isinstance(page, Record):
        return limits.budget(Effort(), page.place.end - page.place.start)
    return limits.budget(page.effort, page.size) if isinstance(page, Member) else limits.budget_for(page)


def _pool(jobs: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, initializer=_leave_interrupts_to_the_parent)


def _leave_interrupts_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _result(page: Item, future: Future[Outcome], limits: Limits) -> tuple[Item, Outcome]:
    """Return what came of a file; where its process died, from a process of its own."""
    try:
        return page, future.result()
    except BrokenProcessPool:
        # One process that is killed fails every page in the pool, and nothing tells which page killed it.
        with _pool(1) as alone:
            try:
                return page, alone.submit(_attempt, page, limits).result()
            except BrokenProcessPool:
                problem = "the process that read it was killed, most likely for want of memory"
                return page, Failure(str(page), problem, "split the file, or build with --jobs 1 on a larger machine")
