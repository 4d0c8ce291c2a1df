"""From files to what is in them, on as many processes as are given; whatever one of them does, the others are read."""

from __future__ import annotations

import gc
import os
import signal
import traceback
from collections import deque
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextvars import ContextVar
from dataclasses import dataclass, replace
from pathlib import Path

from .extract.page import Processed, process_source
from .failure import Failure
from .ingest import IngestError, Member, Record, read, read_member, read_record
from .ingest.readers.effort import WORD_SECONDS, Effort
from .inputs import Item
from .limits import Budget, Limits, OutOfTime, at_most, can_limit_time, within
from .parse.collector import sweep
from .review.page import reviewed
from .store.files import UNKNOWN, FileState, state_of
from .store.finished import Finished, finish
from .store.mending.book import Book, decisions_key
from .store.mending.page import Mended, mend
from .text.faults import FAULTS
from .text.source import Source

# A second process takes about as long to start as ten pages take to process.
_FEW = 16
# Pages waiting for a process, for each process: enough that none is idle, few enough to hold in memory.
_AHEAD = 8
_BOOK: ContextVar[Book | None] = ContextVar("book", default=None)
"""The decisions to apply, in the process that reads pages."""
_NOTHING = "no regulation was found in it"
_LOOK = "see whether it is the page you meant, and the whole of it"


@dataclass(frozen=True, slots=True)
class Done:
    """The rows of a file, the state it was read in, and the key of editors' decisions about it, empty for none."""

    page: Finished
    state: FileState
    decisions: str = ""


Outcome = Done | Failure
"""What came of a file: what is in it, or what is wrong."""


def process(page: str | Path | Record | Member, max_bytes: int = 0) -> Processed:
    """Read, parse, extract and review a file, a record of a collection or a file in a container.

    Raises `IngestError` if it cannot be read.
    """
    return reviewed(process_source(_read(page, max_bytes)))


def _read(page: str | Path | Record | Member, max_bytes: int) -> Source:
    if isinstance(page, Member):
        return read_member(page, max_bytes)
    return read_record(page, max_bytes) if isinstance(page, Record) else read(page, max_bytes)


def outcomes(files: Mapping[str, Item], jobs: int | None, limits: Limits, book: Book) -> Iterator[tuple[Item, Outcome]]:
    """Yield each file with what came of it, in order.

    `files` have the addresses that they are stored under; `book` are the decisions to apply to them. `jobs` is the
    number of processes, by default one for each core where there are many files. A single one is this process, unless
    time can only be limited in another.
    """
    jobs = jobs or (os.cpu_count() or 1 if len(files) > _FEW else 1)
    if (jobs == 1 or len(files) < 2) and (can_limit_time() or not limits.seconds):
        _BOOK.set(book)
        yield from ((page, _attempt(uri, page, limits)) for uri, page in files.items())
        return
    pool = _pool(min(jobs, len(files)), book)
    waiting: deque[tuple[str, Item, Future[Outcome]]] = deque()
    try:
        for uri, page in files.items():
            try:
                waiting.append((uri, page, pool.submit(_attempt, uri, page, limits)))
            except BrokenProcessPool:
                pool = _pool(jobs, book)
                waiting.append((uri, page, pool.submit(_attempt, uri, page, limits)))
            if len(waiting) >= jobs * _AHEAD:
                sweep()
                yield _result(*waiting.popleft(), limits, book)
        while waiting:
            yield _result(*waiting.popleft(), limits, book)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _attempt(uri: str, page: Item, limits: Limits) -> Outcome:
    """Process a file, and give back as a value what went wrong."""
    sweep(_size(page))
    budget = budget_of(page, limits)
    WORD_SECONDS.set(limits.word_seconds)
    # asked before it is read: of a change in between the next build will know; of a record its hash tells all
    state = UNKNOWN if isinstance(page, Record | Member) else state_of(page)
    try:
        with at_most(budget.seconds), within(limits.memory):
            if book := _BOOK.get():
                found = mend(replace(_read(page, limits.size), uri=uri), book, reviewed)
            else:
                found = Mended(process(page, limits.size))
            # Not stored: a page that has become an error message must not take the place of the regulation it was.
            if not found.processed.page.regulations:
                return Failure(str(page), _NOTHING, _LOOK)
            return _done(found, uri, state)
    except OutOfTime:
        return Failure(str(page), *budget.out_of_time())
    except MemoryError:
        return Failure(str(page), *limits.out_of_memory())
    except IngestError as error:
        return Failure(error.file, error.problem, error.remedy)
    except FAULTS as error:
        at = traceback.extract_tb(error.__traceback__)[-1]
        problem = f"fatiao failed on it ({type(error).__name__}: {error}, at {Path(at.filename).name}:{at.lineno})"
        return Failure(str(page), problem, "report this, with the file, to fatiao's issues")


def _done(found: Mended, uri: str, state: FileState) -> Done:
    page = found.processed.page
    rows = finish(
        replace(page, source=replace(page.source, uri=uri)), found.processed.parameters, outcomes=found.outcomes
    )
    return Done(rows, state, decisions_key(outcome.decision.id for outcome in found.outcomes))


def _size(page: Item) -> int:
    """Return the bytes of a file, a record or a member; 0 where the file cannot be asked: reading it will tell."""
    if isinstance(page, Record):
        return page.place.end - page.place.start
    if isinstance(page, Member):
        return page.size
    try:
        return os.stat(page).st_size
    except OSError:
        return 0


def budget_of(page: Item, limits: Limits) -> Budget:
    """Return what a file, a record or a member may take."""
    if isinstance(page, Record):
        return limits.budget(Effort(), page.place.end - page.place.start)
    return limits.budget(page.effort, page.size) if isinstance(page, Member) else limits.budget_for(page)


def _pool(jobs: int, book: Book) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, initializer=_start, initargs=(book,))


def _start(book: Book) -> None:
    """Leave interrupts to the parent, keep the decisions for every page, and collect cycles between pages only."""
    gc.disable()
    gc.freeze()  # nor ever look for cycles among what was there before
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _BOOK.set(book)


def _result(uri: str, page: Item, future: Future[Outcome], limits: Limits, book: Book) -> tuple[Item, Outcome]:
    """Return what came of a file; where its process died, from a process of its own."""
    try:
        return page, future.result()
    except BrokenProcessPool:
        # One process that is killed fails every page in the pool, and nothing tells which page killed it.
        with _pool(1, book) as alone:
            try:
                return page, alone.submit(_attempt, uri, page, limits).result()
            except BrokenProcessPool:
                problem = "the process that read it was killed, most likely for want of memory"
                return page, Failure(str(page), problem, "split the file, or build with --jobs 1 on a larger machine")
