"""The one page that a command is about."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from ..ingest import IngestError, read, read_bytes
from ..ingest.files import too_large
from ..ingest.readers.effort import WORD_SECONDS
from ..limits import Limits, OutOfTime, at_most, within
from ..text.source import Source


@contextmanager
def page(file: str, limits: Limits) -> Iterator[Source]:
    """Give a file, or for - the standard input, as a source.

    One that cannot be read ends the command, and so does one that takes more time or memory than `limits` allow.
    """
    budget = limits.budget_for(file)
    WORD_SECONDS.set(limits.word_seconds)
    try:
        with at_most(budget.seconds), within(limits.memory):
            yield _stdin(limits.size) if file == "-" else read(file, limits.size)
    except IngestError as error:
        raise click.ClickException(str(error)) from error
    except MemoryError as error:
        raise click.ClickException(str(IngestError(file, *limits.out_of_memory()))) from error
    except OutOfTime as error:
        raise click.ClickException(str(IngestError(file, *budget.out_of_time()))) from error


def _stdin(most: int) -> Source:
    raw = sys.stdin.buffer.read(most + 1 if most else -1)
    if most and len(raw) > most:
        raise IngestError("-", *too_large(most))
    return read_bytes(raw, "-")
