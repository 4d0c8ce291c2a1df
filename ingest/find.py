"""Paths, folders and patterns to the files they name."""

from __future__ import annotations

import glob
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from .containers.container import SUFFIXES as CONTAINERS
from .errors import IngestError
from .files import SUFFIXES, why_unreadable

_MAGIC = frozenset("*?[")

Report = Callable[[IngestError], None]


def find(paths: Iterable[str | Path], on_error: Report | None = None) -> list[Path]:
    """Return the files that `paths` name: files as they are, folders with all below them, patterns (`**/*.txt`).

    Sorted, each file once. In folders, files are taken by `SUFFIXES`, containers too, and what is hidden (`.git`) is
    passed over. What holds no page or may not be listed goes to `on_error` as an `IngestError`, or, without one, is
    raised. A file that is named but not there is returned: reading it will tell.
    """
    report = on_error or _raise
    found: dict[str, Path] = {}
    for path in paths:
        for file in _named(Path(path), report):
            found.setdefault(os.path.abspath(file), file)
    return sorted(found.values())


def _raise(error: IngestError) -> None:
    raise error


def _named(path: Path, report: Report) -> Iterator[Path]:
    if os.path.lexists(path) or not _MAGIC & set(str(path)):
        matches = [path]
    else:
        matches = [Path(match) for match in glob.glob(str(path), recursive=True)]
        if not matches:
            report(IngestError(str(path), "no file matches this pattern", "check how it is spelled"))
    for match in matches:
        if os.path.isdir(match):
            yield from _below(match, report)
        else:
            yield match


def _below(folder: Path, report: Report) -> Iterator[Path]:
    """Yield the pages in `folder` and in the folders below it."""
    closed: list[OSError] = []
    empty = True
    for place, folders, files in os.walk(folder, onerror=closed.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            if name.lower().endswith((*SUFFIXES, *CONTAINERS)) and not name.startswith("."):
                empty = False
                yield Path(place, name)
    for error in closed:
        report(IngestError(str(error.filename), *why_unreadable(error)))
    if empty and not closed:
        endings = ", ".join((*SUFFIXES, *CONTAINERS))
        report(IngestError(str(folder), f"no file in this folder ends in {endings}", "name the files themselves"))
