"""The stages put together: a page through ingest, parse and extract, and many pages into a database.

`process` is a function without side effects from a file to what is in it, so that it can run anywhere; `build` runs
it over files, on as many processes as it is given (see `workers`), and is the only writer.
"""

from __future__ import annotations

import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from .extract.page import Processed
from .ingest import FIELDS, Fields, IngestError, find
from .inputs import Inputs, gather
from .limits import LIMITS, Limits
from .snapshots import snapshot_rows
from .store.errors import StoreError
from .store.files import is_gone
from .store.older import set_aside
from .store.plan import Plan
from .store.write import Store
from .workers import Failure, outcomes, process

__all__ = ["Failure", "Processed", "Progress", "Report", "build", "process"]


@dataclass(slots=True)
class Report:
    """What a build did: numbers of files, what it stored and why, and what failed.

    `reasons` counts the files stored by why they were; `renamed` are those whose content was stored already, under
    another name. `gone` are stored files that are no longer there, and `pruned` those of them that were taken out, as
    a person in the current folder names them. `untried` are left over where the build ended early, because the
    database could no longer be written. `kept_as` is the new name of a database with older tables.
    """

    files: int = 0
    unchanged: int = 0
    renamed: int = 0
    stored: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    regulations: int = 0
    provisions: int = 0
    parameters: int = 0
    flags: int = 0
    failures: list[Failure] = field(default_factory=list)
    untried: int = 0
    gone: list[str] = field(default_factory=list)
    pruned: list[str] = field(default_factory=list)
    kept_as: Path | None = None


Progress = Callable[[int, int, str], None]
"""Called with the number of files done, the number of all, and the file that is done."""


def build(
    paths: Iterable[str | Path],
    database: str | Path,
    jobs: int | None = None,
    force: bool = False,
    progress: Progress | None = None,
    prune: bool = False,
    limits: Limits = LIMITS,
    fields: Fields = FIELDS,
) -> Report:
    """Build the files that `paths` name (see `find`) into `database`, and return what was done.

    A file that is stored as it is now, by the program as it is now, is passed over, unless `force`. A file that fails,
    or goes beyond `limits`, is reported and stops no other. `jobs` is the number of processes, by default one for each
    core where there are many files. Files are written one transaction each, in the order of their names, whatever
    finishes first: what is stored when a build is interrupted is whole, and the next build goes on from there. With
    `prune`, what is stored of files that `paths` name, or named once, and that are gone, is deleted. `fields` tells
    what the columns of collections mean, of which each record is a page.

    A database with older tables is renamed and built anew. Raises `StoreError` if the database cannot be opened; one
    that can no longer be written ends the build.
    """
    began = time.monotonic()
    report = Report()
    paths = tuple(paths)

    def unfound(error: IngestError) -> None:
        report.files += 1
        report.failures.append(Failure(error.file, error.problem, error.remedy))

    found = find(paths, unfound)
    if not found and report.failures and not prune:
        return report  # a mistyped path makes no database, and sets none aside
    report.kept_as = set_aside(Path(database))
    with Store(database) as store:
        was_finished = store.is_finished()
        inputs = gather(found, store.uris, fields, unfound, limits.size)
        report.files += len(inputs)
        respelled = store.respell(inputs)
        todo = inputs.plan(store.files(), force, limits.size)
        number = store.start_build(report.files)
        if todo.noted:
            store.note(todo.noted)
        report.unchanged, report.renamed = todo.unchanged, todo.renamed
        if _build(todo, inputs, store, report, jobs, progress, limits):
            _tell_gone(paths if prune else (), inputs, store, report)
            warcs = {uri.rpartition("#")[0] for uri in inputs.members if "#" in uri}
            store.keep_snapshots(warcs, snapshot_rows(inputs.members, inputs.looks))
            if not was_finished or respelled or report.stored or report.renamed or report.pruned:
                store.link()
            store.end_build(number, time.monotonic() - began, report.stored, len(report.failures))
    return report


def _build(
    todo: Plan,
    inputs: Inputs,
    store: Store,
    report: Report,
    jobs: int | None,
    progress: Progress | None,
    limits: Limits,
) -> bool:
    """Process and store what is to be done, and tell whether the database could be written to the end."""
    found = outcomes([inputs[uri] for uri in todo.work], jobs, limits)
    for done, ((uri, reason), (item, outcome)) in enumerate(zip(todo.work.items(), found, strict=True), 1):
        if isinstance(outcome, Failure):
            report.failures.append(outcome)
        else:
            processed, state = outcome
            page = replace(processed.page, source=replace(processed.page.source, uri=uri))
            try:
                store.replace(page, processed.parameters, state=state, build_key=inputs.build_key(item))
            except StoreError as error:
                report.failures.append(Failure(str(item), "it could not be stored", str(error)))
                if not isinstance(error.__cause__, sqlite3.IntegrityError):  # which is about this page's rows
                    report.untried = len(todo.work) - done
                    return False
            else:
                report.reasons[reason] += 1
                _count(report, processed)
        if progress:
            progress(done, len(todo.work), str(item))
    return True


def _tell_gone(pruned: Iterable[str | Path], inputs: Inputs, store: Store, report: Report) -> None:
    """Tell which stored files are no longer there, and delete what is stored of those that `pruned` names."""
    paths = ((uri, store.uris.path(uri)) for uri in store.files())
    gone = [uri for uri, path in paths if path and (inputs.is_gone(uri) or is_gone(path))]
    tests = [store.uris.within(path) for path in pruned]
    out = [uri for uri in gone if any(test(uri) for test in tests)]
    store.forget(*out)
    report.pruned = [store.uris.shown(uri) for uri in out]
    report.gone = [store.uris.shown(uri) for uri in gone if uri not in out]


def _count(report: Report, processed: Processed) -> None:
    regulations = processed.page.regulations
    report.stored += 1
    report.regulations += len(regulations)
    report.provisions += sum(len(regulation.root.all()) - 1 for regulation in regulations)  # the root is none
    report.parameters += sum(map(len, processed.parameters))
    report.flags += sum(1 for _ in processed.flags)
