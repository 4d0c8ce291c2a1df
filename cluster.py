"""Files read in batches, each made a shard by whichever machine is free; one process puts all into the database."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from os import cpu_count

from .batch import Batch, make_shard, read_shard
from .inputs import Item
from .limits import Limits
from .parse.collector import sweep
from .store.errors import StoreError
from .store.mending.book import Book
from .store.shards import BATCH
from .store.shards.place import INSTALL
from .workers import Outcome

_RETRIES = 3
"""How often a batch is tried again that an error ended, or whose machine was lost."""
_AHEAD = 1000
"""Batches that are handed out at once: of more than a cluster has processes, and few enough to hold."""


@dataclass(frozen=True, slots=True)
class Shards:
    """How to read files by shards.

    `address` is where these go, a folder or any other address of fsspec; `scheduler` the address of a cluster's
    scheduler (Dask), by default this machine's processes do it all; `batch` the number of files of a shard.
    """

    address: str
    scheduler: str | None = None
    batch: int = BATCH

    def outcomes(
        self, files: Mapping[str, Item], jobs: int | None, limits: Limits, book: Book
    ) -> Iterator[tuple[Item, Outcome]]:
        """Yield each file with what came of it, in order, as `workers.outcomes` does.

        A shard that is there already is not made again, whatever build made it, unless a file of it failed. Files and
        shards must have the same paths on all machines.

        Raises:
            StoreError: the scheduler or the place of the shards cannot be reached.
        """
        waiting: deque[tuple[Batch, Future[str]]] = deque()
        with _executor(self.scheduler, jobs) as executor:
            for batch in self._batches(files, limits, book):
                waiting.append((batch, executor.submit(make_shard, batch, batch.key)))
                if len(waiting) >= _AHEAD:
                    yield from _merged(*waiting.popleft())
            while waiting:
                yield from _merged(*waiting.popleft())

    def _batches(self, files: Mapping[str, Item], limits: Limits, book: Book) -> Iterator[Batch]:
        left = iter(files.items())
        while some := dict(islice(left, self.batch)):
            yield Batch(some, self.address, limits, book)


def _merged(batch: Batch, made: Future[str]) -> Iterator[tuple[Item, Outcome]]:
    """Yield the files of a batch with what came of them, once its shard is made."""
    found = read_shard(batch.address, made.result())
    sweep()
    for uri, item in batch.files.items():
        yield item, found[uri]


@contextmanager
def _executor(scheduler: str | None, jobs: int | None) -> Iterator[Executor]:
    """Give what runs batches: the cluster of a scheduler, or threads, each of which waits for a process."""
    if scheduler is None:
        threads = ThreadPoolExecutor(jobs or cpu_count() or 1)
        try:
            yield threads
        finally:
            threads.shutdown(cancel_futures=True)  # what ended this is not to wait for batches that nobody began
        return
    try:
        from distributed import Client, KilledWorker
    except ImportError as error:
        raise StoreError(f"--scheduler: distributed is not installed; {INSTALL}") from error
    try:
        client = Client(scheduler, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise StoreError(f"{scheduler}: no scheduler answers ({error}). Start one: dask scheduler") from error
    try:
        with client:
            yield client.get_executor(retries=_RETRIES)  # type: ignore[no-untyped-call]
    except KilledWorker as error:
        way_out = "Start others and build again: what is made stays."
        raise StoreError(f"{scheduler}: the machines that a batch was given to were lost. {way_out}") from error
