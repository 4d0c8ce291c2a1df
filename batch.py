"""A batch of files made a shard, in a process of its own: `python -m fatiao.batch`, told on the standard input.

Whoever asks for a shard, a thread on this machine or a worker of a cluster, starts such a process: it limits the time
of pages, which takes a main thread, and a page that kills it kills nothing else.
"""

from __future__ import annotations

import hashlib
import io
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from .ingest import IngestError, Member, Record
from .ingest.files import read_raw
from .inputs import Item
from .limits import Limits
from .store.errors import StoreError
from .store.export.formats import write_parquet
from .store.fingerprints import versions
from .store.mending.book import Book, decisions_key
from .store.shards.place import Place
from .store.shards.tables import shard_tables
from .text.source import source_id
from .workers import Done, Outcome, outcomes

_OUTCOMES = "outcomes"
"""The folder of what the writer of a database needs; a shard is complete once it has its file there."""
_FAILED = "-failed"
"""What the name of that file ends in where a file of the batch failed: the next build tries it again."""
_COLUMNS = {"uri": str, "outcome": bytes}
_DIGITS = 32


@dataclass(frozen=True, slots=True)
class Batch:
    """Files by their addresses, where their shard goes, and what they are read with."""

    files: Mapping[str, Item]
    address: str
    limits: Limits
    book: Book

    @property
    def key(self) -> str:
        """What the shard is named by: the program, its limits, the decisions, and the content of every file.

        Of a file that cannot be read it is never the same again, so that it is tried again.
        """
        found = hashlib.sha256(versions().build_key.encode())
        decisions = decisions_key(decision.id for decision in self.book)
        for part in (repr(self.limits), decisions, *map("\n".join, self._contents())):
            found.update(f"{len(part)}:{part}".encode("utf-8", "surrogateescape"))
        return found.hexdigest()[:_DIGITS]

    def _contents(self) -> Iterator[tuple[str, str, str]]:
        for uri, item in self.files.items():
            if isinstance(item, Member):
                yield uri, item.id, item.rules.key if item.rules else ""
            elif isinstance(item, Record):
                yield uri, item.place.id, item.collection.fields.key
            else:
                yield uri, _content(item, self.limits.size), ""


def _content(path: Path, most: int) -> str:
    try:
        return source_id(read_raw(path, most))
    except IngestError:
        return f"unread at {time.time_ns()}"


def make_shard(batch: Batch, key: str) -> str:
    """Make the shard of a batch, unless it is there and none of its files failed, and return what `read_shard` takes.

    Its process may be killed, for want of memory: then every page of the batch is read in a process of its own.

    Raises:
        StoreError: the shard cannot be written, or its process came to no good end.
    """
    place = Place(batch.address)
    if place.has(_file(key)):
        return key
    done = None
    for how in ("together", "apart"):
        told = pickle.dumps((batch, key, how))
        done = subprocess.run([sys.executable, "-m", f"{__package__}.batch"], input=told, capture_output=True)
        if done.returncode == 0:
            return key if place.has(_file(key)) else key + _FAILED
        if done.returncode > 0 or done.returncode == -signal.SIGINT:  # it would end so again, or is to end
            break
    said = done.stderr.decode(errors="replace").strip().rpartition("\n")[2] if done else ""
    raise StoreError(
        f"{batch.address}: a batch of {len(batch.files)} files, the first {next(iter(batch.files))}: {said}"
    )


def read_shard(address: str, made: str) -> dict[str, Outcome]:
    """Return what came of the files of a shard, by their addresses; `made` is what `make_shard` returned.

    Outcomes are pickled: read shards from places only that nobody else may write to.

    Raises:
        StoreError: it is not there, or cannot be read.
    """
    from pyarrow import ArrowException, parquet

    file = _file(made)
    content = Place(address).read(file)
    try:
        table = parquet.read_table(io.BytesIO(content))
        return {row["uri"]: pickle.loads(row["outcome"]) for row in table.to_pylist()}
    except (ArrowException, pickle.UnpicklingError, EOFError) as error:
        raise StoreError(f"{address}: {file} is damaged ({error}). Delete it and build again.") from error


def _write_shard(batch: Batch, key: str, how: str) -> None:
    """Read the files of a batch, and write what is in them: tables first, what completes the shard last."""
    jobs = 1 if how == "together" else 2  # in two processes, one that is killed is known by its page
    found = zip(batch.files, outcomes(batch.files, jobs, batch.limits, batch.book), strict=True)
    came = {uri: outcome for uri, (_, outcome) in found}
    place = Place(batch.address)
    for table, content in shard_tables(one.page for one in came.values() if isinstance(one, Done)):
        place.write(f"{table}/{key}.parquet", content)
    file = io.BytesIO()
    write_parquet(file, _COLUMNS, ((uri, pickle.dumps(outcome)) for uri, outcome in came.items()))
    is_whole = all(isinstance(one, Done) for one in came.values())
    place.write(_file(key if is_whole else key + _FAILED), file.getvalue())


def _file(made: str) -> str:
    return f"{_OUTCOMES}/{made}.parquet"


if __name__ == "__main__":
    try:
        _write_shard(*pickle.load(sys.stdin.buffer))
    except StoreError as error:
        sys.exit(str(error))
