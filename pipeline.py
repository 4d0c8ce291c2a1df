"""The stages put together: a page through ingest, parse and extract, and many pages into a database.

`workers.process` is a function without side effects from a file to what is in it, so that it can run anywhere; `build`
runs it over files, on as many processes as it is given, and is the only writer.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from .failure import Failure
from .ingest import FIELDS, Fields, IngestError, find
from .inputs import Inputs, Item, gather
from .limits import LIMITS, Limits
from .snapshots import snapshot_rows
from .store.builds import Ended, Stages
from .store.changes import Changes, changes
from .store.errors import StoreError
from .store.files import is_gone
from .store.fingerprints import is_by_other_fields, with_decisions
from .store.finished import Counts
from .store.mending.book import Book
from .store.mending.report import Standing
from .store.older import set_aside
from .store.plan import Plan
from .store.write import Store

if TYPE_CHECKING:
    from .workers import Outcome

REBUILT = "asked for, or for editors' decisions"


@dataclass(slots=True)
class Report:
    """What a build did: numbers of files, what it stored and why, and what failed.

    `reasons` counts the files stored by why they were; `renamed` are those whose content was stored already, under
    another name. `gone` are stored files that are no longer there, and `pruned` those of them that were taken out, as
    a person in the current folder names them. `decided` is what became of every decision of editors that stands,
    whether its file was built now or before. `untried` are left over where the build ended early, because the database
    could no longer be written. `kept_as` is the new name of a database with older tables.
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
    decided: list[Standing] = field(default_factory=list)
    untried: int = 0
    gone: list[str] = field(default_factory=list)
    pruned: list[str] = field(default_factory=list)
    kept_as: Path | None = None

    def count(self, stored: Iterable[tuple[str, Counts]]) -> None:
        """Add files that were stored, each with why it was."""
        for reason, counts in stored:
            self.stored += 1
            self.reasons[reason] += 1
            self.regulations += counts.regulations
            self.provisions += counts.provisions
            self.parameters += counts.parameters
            self.flags += counts.flags


Progress = Callable[[int, int, str], None]
"""Called with the number of files done, the number of all, and the file that is done."""

Reader = Callable[[Mapping[str, Item], int | None, Limits, Book], "Iterator[tuple[Item, Outcome]]"]
"""Yields files by their addresses with what came of them, in order: what `workers.outcomes` takes and does."""


def build(
    paths: Iterable[str | Path],
    database: str | Path,
    jobs: int | None = None,
    force: bool = False,
    progress: Progress | None = None,
    prune: bool = False,
    limits: Limits = LIMITS,
    fields: Fields = FIELDS,
    reader: Reader | None = None,
    hash_all: bool = False,
) -> Report:
    """Build the files that `paths` name (see `find`) into `database`, and return what was done.

    A file that is stored as it is now, by the program as it is now, is passed over, unless `force`: it is known by its
    size and time, with `hash_all` by what is in it. A file that fails, or goes beyond `limits`, is reported and stops
    no other. `jobs` is the number of processes, by default one for each core where there are many files. Files are
    written one transaction each, those of a first build many in one, in the order of their names, whatever finishes
    first: what is stored when a build is interrupted is whole, and the next build goes on from there. With `prune`,
    what is stored of files that `paths` name, or named once, and that are gone, is deleted. `fields` tells what the
    columns of collections mean, of which each record is a page. `reader` reads the files, by default
    `workers.outcomes`; `cluster.Shards.outcomes` does on many machines.

    A database with older tables is renamed and built anew. Raises `StoreError` if the database cannot be opened; one
    that can no longer be written ends the build.
    """
    stages = Stages("find")
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
        was_finished, book = store.is_finished(), store.book()
        inputs = gather(found, store.uris, fields, unfound, limits.size)
        report.files += len(inputs)
        respelled = store.respell(inputs)
        todo = inputs.plan(store.files(), force, limits.size, store.decisions_due(book), hash_all)
        number = store.start_build(report.files)
        if todo.noted:
            store.note(todo.noted)
        report.unchanged, report.renamed = todo.unchanged, todo.renamed
        stages.enter("pages")
        if _build(todo, inputs, store, report, jobs, progress, limits, book, reader):
            _tell_gone(paths if prune else (), inputs, store, report)
            warcs = {uri.rpartition("#")[0] for uri in inputs.members if "#" in uri}
            store.keep_snapshots(warcs, snapshot_rows(inputs.members, inputs.looks))
            stages.enter("link")
            if not was_finished or respelled or report.stored or report.renamed or report.pruned:
                store.link()
            report.decided = store.decided(book)
            store.end_build(number, _ended(report, stages))
    return report


@dataclass(slots=True)
class Rebuilt:
    """What building a few pages again did: the report, what changed on each page, and the pages by their addresses."""

    report: Report
    changes: dict[str, Changes] = field(default_factory=dict)


def rebuild(
    database: str | Path, names: Iterable[str] = (), limits: Limits = LIMITS, fields: Fields = FIELDS
) -> Rebuilt:
    """Build stored pages again, in this process, and return what changed on them.

    Args:
        database: a database that is there.
        names: documents by their identifiers, pages by their addresses or paths; by default every page that was built
            with other decisions of editors than there are now.
        limits: what a page may cost.
        fields: what the columns of collections mean.

    Raises:
        StoreError: the database cannot be written, nothing is stored under a name, or the decisions cannot be read.
    """
    stages = Stages("find")
    out = Rebuilt(Report())
    with Store(database) as store:
        book = store.book()
        names = tuple(names)
        uris = dict.fromkeys(_files_of(store, names) if names else store.waiting(book))
        before = {uri: store.page_state(uri) for uri in uris}
        inputs = _gathered(store, uris, out.report, limits, fields)
        todo = Plan(work={uri: REBUILT for uri in uris if uri in inputs})
        out.report.files = len(uris)
        number = store.start_build(len(uris))
        stages.enter("pages")
        if _build(todo, inputs, store, out.report, 1, None, limits, book):
            stages.enter("link")
            if out.report.stored:
                store.link()
            out.report.decided = store.decided(book)
            store.end_build(number, _ended(out.report, stages))
        out.changes = {uri: changes(before[uri], store.page_state(uri)) for uri in uris}
    return out


def _files_of(store: Store, names: Iterable[str]) -> Iterator[str]:
    for name in names:
        found = store.files_of(name)
        if not found:
            raise StoreError(
                f"{name}: nothing is stored of it in {store.path}. Name a document's identifier or a page."
            )
        yield from found


def _gathered(store: Store, uris: Iterable[str], report: Report, limits: Limits, fields: Fields) -> Inputs:
    """Return what stored addresses are; those that are gone, or that other columns were asked for, are failures."""
    uris = list(uris)

    def unfound(error: IngestError) -> None:
        report.failures.append(Failure(error.file, error.problem, error.remedy))

    paths = {uri: store.uris.path(uri) for uri in uris}
    inputs = gather(dict.fromkeys(path for path in paths.values() if path), store.uris, fields, unfound, limits.size)
    failed = {failure.file for failure in report.failures}
    stored = store.files()
    for uri in uris:
        path = paths[uri]
        if uri not in inputs or (path and is_gone(path)):
            if str(path) not in failed:
                shown = store.uris.shown(uri)
                report.failures.append(Failure(shown, "it is gone", "build the folder that it is in now"))
            inputs.drop(uri)
        elif is_by_other_fields(stored[uri].build_key, inputs.build_key(inputs[uri])):
            remedy = "build it with fatiao build, or give the same --fields"
            report.failures.append(Failure(store.uris.shown(uri), "it was read by a file of --fields", remedy))
            inputs.drop(uri)
    return inputs


def _build(
    todo: Plan,
    inputs: Inputs,
    store: Store,
    report: Report,
    jobs: int | None,
    progress: Progress | None,
    limits: Limits,
    book: Book,
    reader: Reader | None = None,
) -> bool:
    """Process and store what is to be done, and tell whether the database could be written to the end."""
    if not todo.work:
        return True
    from .parse.collector import paused
    from .workers import outcomes  # only now: it imports all that reads pages

    found = (reader or outcomes)({uri: inputs[uri] for uri in todo.work}, jobs, limits, book)
    stored: list[tuple[str, Counts]] = []
    is_writable = True
    with paused(), store.loading():
        for done, (reason, (item, outcome)) in enumerate(zip(todo.work.values(), found, strict=True), 1):
            if isinstance(outcome, Failure):
                report.failures.append(outcome)
            else:
                try:
                    store.put(outcome.page, outcome.state, with_decisions(inputs.build_key(item), outcome.decisions))
                except StoreError as error:
                    report.failures.append(Failure(str(item), "it could not be stored", str(error)))
                    if not isinstance(error.__cause__, sqlite3.IntegrityError):  # which is about this page's rows
                        report.untried, is_writable = len(todo.work) - done, False
                        break
                else:
                    stored.append((reason, outcome.page.counts))
            if progress:
                progress(done, len(todo.work), str(item))
    report.count(stored[: len(stored) - store.lost])
    report.untried += store.lost
    return is_writable


def _tell_gone(pruned: Iterable[str | Path], inputs: Inputs, store: Store, report: Report) -> None:
    """Tell which stored files are no longer there, and delete what is stored of those that `pruned` names."""
    paths = ((uri, store.uris.path(uri)) for uri in store.files())
    gone = [uri for uri, path in paths if path and (inputs.is_gone(uri) or is_gone(path))]
    tests = [store.uris.within(path) for path in pruned]
    out = [uri for uri in gone if any(test(uri) for test in tests)]
    store.forget(*out)
    report.pruned = [store.uris.shown(uri) for uri in out]
    report.gone = [store.uris.shown(uri) for uri in gone if uri not in out]


def _ended(report: Report, stages: Stages) -> Ended:
    """Return what a build came to, as the table of builds keeps it."""
    failures = ((failure.file, failure.problem, failure.remedy) for failure in report.failures)
    return Ended(report.unchanged, report.stored, len(report.failures), stages.end(), failures)
