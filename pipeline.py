"""The stages put together: a page through ingest, parse and extract, and many pages into a database.

`process` is a function without side effects from a file to what is in it, so that it can run anywhere; `build` runs
it over files, on as many processes as it is given, and is the only writer.
"""

from __future__ import annotations

import os
import signal
import sqlite3
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from pathlib import Path

from .extract.page import Processed, process_source
from .ingest import IngestError, find, read
from .ingest.files import read_raw
from .store.errors import StoreError
from .store.write import Store
from .text.source import source_id

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
        return f"{self.file}: {self.problem}; {self.remedy}"


@dataclass(slots=True)
class Report:
    """What a build did: numbers of files, what it stored, and what failed.

    `untried` are left over where the build ended early, because the database could no longer be written.
    """

    files: int = 0
    unchanged: int = 0
    stored: int = 0
    regulations: int = 0
    provisions: int = 0
    parameters: int = 0
    flags: int = 0
    failures: list[Failure] = field(default_factory=list)
    untried: int = 0


Progress = Callable[[int, int, str], None]
"""Called with the number of files done, the number of all, and the file that is done."""


def process(path: str | Path) -> Processed:
    """Read, parse and extract one file; raises `IngestError` if it cannot be read."""
    return process_source(read(path))


def build(
    paths: Iterable[str | Path],
    database: str | Path,
    jobs: int | None = None,
    force: bool = False,
    progress: Progress | None = None,
) -> Report:
    """Build the files that `paths` name (see `find`) into `database`, and return what was done.

    A file that is stored as it is now is passed over, unless `force`. A file that fails is reported and stops no
    other. `jobs` is the number of processes, by default one for each core where there are many files. Files are
    written one transaction each, in the order of their names, whatever finishes first: what is stored when a build
    is interrupted is whole, and the next build goes on from there.

    Raises `StoreError` if the database cannot be opened; one that can no longer be written ends the build.
    """
    report = Report()

    def unfound(error: IngestError) -> None:
        report.files += 1
        report.failures.append(Failure(error.file, error.problem, error.remedy))

    files = find(paths, unfound)
    report.files += len(files)
    with Store(database) as store:
        changed = [path for path in files if force or not _is_stored(path, store)]
        report.unchanged = len(files) - len(changed)
        for done, (path, outcome) in enumerate(_outcomes(changed, jobs), 1):
            if isinstance(outcome, Failure):
                report.failures.append(outcome)
            else:
                try:
                    store.replace(outcome.page, outcome.parameters)
                except StoreError as error:
                    report.failures.append(Failure(str(path), "it could not be stored", str(error)))
                    if not isinstance(error.__cause__, sqlite3.IntegrityError):  # which is about this page's rows
                        report.untried = len(changed) - done
                        break
                else:
                    _count(report, outcome)
            if progress:
                progress(done, len(changed), str(path))
        else:
            store.link()  # also where nothing has changed: an interrupted build may have left it to this one
    return report


def _is_stored(path: Path, store: Store) -> bool:
    try:
        return store.has(source_id(read_raw(path)), str(path))
    except IngestError:
        return False  # processing it will tell why


def _count(report: Report, processed: Processed) -> None:
    regulations = processed.page.regulations
    report.stored += 1
    report.regulations += len(regulations)
    report.provisions += sum(len(regulation.root.all()) - 1 for regulation in regulations)  # the root is none
    report.parameters += sum(map(len, processed.parameters))
    report.flags += sum(1 for _ in processed.flags)


def _attempt(path: Path) -> Processed | Failure:
    """Process a file, and give back as a value what went wrong."""
    try:
        processed = process(path)
        # Not stored: a page that has become an error message must not take the place of the regulation it was.
        return processed if processed.page.regulations else Failure(str(path), _NOTHING, _LOOK)
    except IngestError as error:
        return Failure(error.file, error.problem, error.remedy)
    except _FAULTS as error:
        at = traceback.extract_tb(error.__traceback__)[-1]
        problem = f"fatiao failed on it ({type(error).__name__}: {error}, at {Path(at.filename).name}:{at.lineno})"
        return Failure(str(path), problem, "report this, with the file, to fatiao's issues")


def _outcomes(files: Sequence[Path], jobs: int | None) -> Iterator[tuple[Path, Processed | Failure]]:
    """Yield each file with what came of it, in order."""
    jobs = jobs or (os.cpu_count() or 1 if len(files) > _FEW else 1)
    if jobs == 1 or len(files) < 2:
        yield from ((path, _attempt(path)) for path in files)
        return
    pool = _pool(min(jobs, len(files)))
    waiting: deque[tuple[Path, Future[Processed | Failure]]] = deque()
    try:
        for path in files:
            try:
                waiting.append((path, pool.submit(_attempt, path)))
            except BrokenProcessPool:
                pool = _pool(jobs)
                waiting.append((path, pool.submit(_attempt, path)))
            if len(waiting) >= jobs * _AHEAD:
                yield _result(*waiting.popleft())
        while waiting:
            yield _result(*waiting.popleft())
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _pool(jobs: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, initializer=_leave_interrupts_to_the_parent)


def _leave_interrupts_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _result(path: Path, future: Future[Processed | Failure]) -> tuple[Path, Processed | Failure]:
    """Return what came of a file; where its process died, from a process of its own."""
    try:
        return path, future.result()
    except BrokenProcessPool:
        # One process that is killed fails every page in the pool, and nothing tells which page killed it.
        with _pool(1) as alone:
            try:
                return path, alone.submit(_attempt, path).result()
            except BrokenProcessPool:
                problem = "the process that read it was killed, most likely for want of memory"
                return path, Failure(str(path), problem, "split the file, or build with --jobs 1 on a larger machine")
