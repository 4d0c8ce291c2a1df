"""The store: one SQLite file, written one source at a time, each in one transaction but while a first build loads."""

from __future__ import annotations

import sqlite3
from collections.abc import Container, Iterable, Mapping, Sequence
from pathlib import Path

from ..extract.model import Parameter
from ..parse.model import Page
from ..text.reading import Edit
from ..text.source import Flag
from .builds import Ended, end_build, is_finished, start_build
from .changes import PageState, page_state
from .editorial import EditorialError, editorial_path, moved_to, record_moved
from .errors import StoreError, explain
from .files import UNKNOWN, FileState, StoredFile
from .fingerprints import decisions_in, versions
from .finished import MADE, Finished, finish, renamed, unnamed
from .index import INDEXED, add_to_index, merge_index
from .issuers import list_issuers
from .link import link_citations
from .loading import finish_load
from .mending.book import Book
from .mending.due import decisions_due
from .mending.outcome import Outcome
from .mending.report import Standing, what_became
from .moved import documents_moving, documents_of, successors
from .naming import Name, name_documents, stem_of
from .opened import OpenStore
from .rename import rename_documents
from .schema import TABLES
from .source_rows import (
    delete_source,
    file_row,
    forget_snapshots,
    insert,
    insert_values,
    is_read_otherwise,
    states_of,
    write_files,
)
from .times import before, times
from .uris import Uris
from .works import link_works

_ANALYSED_ROWS = 1000
_COUNTED = tuple(
    table
    for table in TABLES
    if table
    not in ("files", "works", "issuers", "boxes", "boilerplate", "evidence", "edits", "decided", "builds", "snapshots")
)


class Store(OpenStore):
    """A database of regulations, open for writing.

    What is stored is either all of a source or nothing: an error, a full disk or a crash in the midst of
    `replace` leaves every row as it was. Readers (Datasette) may have the file open all the while.
    """

    def __init__(self, path: Path | str) -> None:
        """Open the database at `path`, or make it; raises `StoreError` as `OpenStore` does."""
        super().__init__(path)
        self.uris = Uris(self.path)
        self._unread: set[str] = set()  # identifiers given since

    def files(self) -> dict[str, StoredFile]:
        """Return what is stored of every file, by its address, sorted."""
        sql = "select uri, source_id, build_key, size, mtime_ns from files order by uri"
        with self._explained():
            return {
                uri: StoredFile(source, key, FileState(size, mtime))
                for uri, source, key, size, mtime in self._db.execute(sql)
            }

    def book(self) -> Book:
        """Return the decisions that editors made about this database.

        Raises:
            StoreError: the editorial file cannot be read, or is gone although decisions of it have been applied.
        """
        try:
            book = Book.beside(self.path)
        except EditorialError as error:
            raise StoreError(str(error)) from error
        with self._explained():
            applied = self._db.execute("select count(distinct decision_id) from decided").fetchone()[0]
        if applied and not book.is_known:
            raise StoreError(
                f"{editorial_path(self.path)} is gone, or has no decisions any more, and {self.path} was built with "
                f"{applied} of them. Put it back; to go on without them, move {self.path} away and build again."
            )
        return book

    def decisions_due(self, book: Book) -> dict[str, str]:
        """Return the key of the decisions about each stored content that there are any about, by its hash."""
        with self._explained():
            return decisions_due(self._db, book)

    def waiting(self, book: Book) -> list[str]:
        """Return the addresses of the files that were built with other decisions than those that are about them."""
        due = self.decisions_due(book)
        return [
            uri for uri, file in self.files().items() if decisions_in(file.build_key) != due.get(file.source_id, "")
        ]

    def files_of(self, name: str) -> list[str]:
        """Return the addresses of the files that `name` means: an address, a path, or a document's identifier."""
        document = moved_to(self.path, name) or name
        sql = "select uri from files where uri in (:name, :path) or source_id in " + (
            "(select source_id from documents where id in (:name, :document)) order by uri"
        )
        with self._explained():
            found = self._db.execute(sql, {"name": name, "path": self.uris.of(name), "document": document})
            return [str(row[0]) for row in found]

    def page_state(self, uri: str) -> PageState:
        """Return what is stored of the page at an address."""
        with self._explained():
            return page_state(self._db, uri)

    def decided(self, book: Book) -> list[Standing]:
        """Return what became of every decision that stands."""
        with self._explained():
            return what_became(self._db, book)

    def replace(
        self,
        page: Page,
        parameters: Sequence[Sequence[Parameter]],
        flags: Iterable[Flag] = (),
        state: FileState = UNKNOWN,
        edits: Sequence[Edit] = (),
        build_key: str | None = None,
        outcomes: Sequence[Outcome] = (),
    ) -> None:
        """Make the rows of a page and store them as `put` does.

        Args:
            page: the parsed source.
            parameters: those of each regulation, in the order of `page.regulations`.
            flags: flags besides those that the page, its source and its regulations carry.
            state: that of the file when it was read.
            edits: corrections to apply that the page was not parsed with.
            build_key: that of the program, if it is not all that the page was made by.
            outcomes: what became of the decisions about the page.

        Raises:
            StoreError: the file could not be written; nothing has changed.
            ValueError: `parameters` has not one entry for each regulation, or an edit does not fit the text.
        """
        self.put(finish(page, parameters, flags, edits, outcomes), state, build_key)

    def put(self, page: Finished, state: FileState = UNKNOWN, build_key: str | None = None) -> None:
        """Store a page in place of everything stored of the same content or under the same `uri` before.

        Of content that is stored already by a file that comes first and has another ending, only the file is noted.
        Identifiers of its documents that change by this are recorded in the editorial file.

        Args:
            page: its rows, as if nothing else were stored.
            state: that of the file when it was read.
            build_key: that of the program, if it is not all that the page was made by.

        Raises:
            StoreError: the file could not be written; nothing has changed.
        """
        key = build_key or versions().build_key
        with self._transaction():
            if is_read_otherwise(self._db, page.id, page.uri, key):
                self._change_files({page.uri: StoredFile(page.id, key, state)})
                return
            earlier = before(self._db, page.id, page.uri)
            leaving = documents_of(self._db, page.id, page.uri)
            states = states_of(self._db, page.id)
            if page.uri not in states:
                write_files(self._db, {page.uri: None})
            states[page.uri] = state
            delete_source(self._db, page.id)
            first = min(states)
            names = name_documents(self._db, unnamed(page), first, (stem_of(document.id) for document in leaving))
            rename_documents(self._db, names.stored)
            named = renamed(page, names.page, first)
            insert(self._db, "sources", [{**named.source, **times(earlier, named.rows)}])
            insert(self._db, "files", [file_row(uri, StoredFile(page.id, key, states[uri])) for uri in sorted(states)])
            for table in MADE:
                insert_values(self._db, table, named.rows[table])
                if table in INDEXED:
                    add_to_index(self._db, table, named.index[table])
            replaced = successors(leaving, documents_of(self._db, page.id, page.uri)) if leaving else {}
            self._record_moved(names.stored, replaced)
            known = {*replaced.values(), *(document.id for document in leaving)}
            self._unread |= {name.id for name in names.page} - known

    def note(self, files: Mapping[str, StoredFile]) -> None:
        """Store under which addresses content is found that is stored already; nothing else of it changes.

        What was stored under these addresses before is deleted where no other file has it.

        Raises:
            StoreError: the file could not be written; nothing has changed.
        """
        with self._transaction():
            self._change_files(files)

    def respell(self, right: Container[str]) -> int:
        """Store files under the address that `Uris.of` gives them, where it is another, and return how many.

        It is another where a database was moved to its corpus, or where links now lead to the files. Addresses of
        `right` are known to be right.

        Raises:
            StoreError: the file could not be written; nothing has changed.
        """
        stored = self.files()
        other = {uri: new for uri in stored if uri not in right and (new := self.uris.again(uri)) != uri}
        if other:
            anew = {new: stored[uri] for uri, new in other.items() if new not in stored}
            with self._transaction():
                self._change_files({**dict.fromkeys(other), **anew})
        return len(other)

    def forget(self, *uris: str) -> int:
        """Delete what is stored under these addresses and return under how many something was stored.

        Files are never deleted unasked, nor is content that another file has.

        Raises:
            StoreError: the file could not be written; nothing has changed.
        """
        with self._transaction():
            count = self._change_files(dict.fromkeys(uris))
            forget_snapshots(self._db, uris)
            return count

    def keep_snapshots(self, warcs: Iterable[str], rows: Iterable[Mapping[str, object]]) -> None:
        """Store what is known of the pages in WARC files, in place of what was known of them before.

        Raises:
            StoreError: the file could not be written; nothing has changed.
        """
        with self._transaction():
            self._db.conn.executemany("delete from snapshots where warc = ?", ((warc,) for warc in warcs))
            insert(self._db, "snapshots", rows)

    def start_build(self, files: int) -> str:
        """Write down that a build of so many files begins, and return its id.

        Raises:
            StoreError: the file could not be written; nothing has changed.
        """
        with self._transaction():
            return start_build(self._db, files, versions())

    def end_build(self, build: str, ended: Ended) -> None:
        """Write down what a build came to.

        Raises:
            StoreError: the file could not be written; nothing has changed.
        """
        with self._transaction():
            end_build(self._db, build, ended)

    def is_finished(self) -> bool:
        """Tell whether the last build came to its end and was made by the program as it is now."""
        with self._explained():
            return is_finished(self._db, versions())

    def link(self) -> int:
        """Point citations to the documents they mean, as far as those are stored, and return how many changed.

        Also makes the indices that `loading` leaves out, tells SQLite how the rows are spread, so that it picks the
        right one, and tidies up the full-text index.

        To be called when the last of several sources is stored; for thousands of new ones it takes a few seconds.

        Raises:
            StoreError: the file could not be written; nothing has changed.
        """
        with self._explained():
            finish_load(self._db)
        with self._transaction():
            link_works(self._db)
            list_issuers(self._db)
            changed = link_citations(self._db)
            # without figures about its indices SQLite reads thousands of rows to show twenty
            self._db.execute(f"pragma analysis_limit = {_ANALYSED_ROWS}")
            self._db.execute("analyze")
            merge_index(self._db)
            return changed

    def counts(self) -> dict[str, int]:
        """Return the number of rows of each table a person asks after (not `files`, not `boilerplate`)."""
        with self._explained():
            return {table: self._db.table(table).count for table in _COUNTED}

    def _record_moved(self, renamed: Mapping[str, Name], replaced: Mapping[str, str]) -> None:
        """Record the documents that have other identifiers now.

        Not recorded are identifiers that another document has taken over, and those that nobody can know yet, because
        they were given since this was opened: a build gives some only until the next document arrives.
        """
        moved = {**replaced, **{old: name.id for old, name in renamed.items()}}
        changed = {old: new for old, new in moved.items() if old != new}
        new = {changed[old] for old in changed if old in self._unread}
        known = {old: changed[old] for old in changed if old not in self._unread}
        self._unread = (self._unread - changed.keys()) | new
        sql = "select 1 from documents where id = ?"
        gone = {old: new for old, new in known.items() if not self._db.execute(sql, [old]).fetchone()}
        try:
            record_moved(self.path, gone)
        except sqlite3.Error as error:
            raise explain(editorial_path(self.path), error) from error

    def _change_files(self, files: Mapping[str, StoredFile | None]) -> int:
        """Write the rows of `files` as `write_files` does, and name anew the documents that other addresses now have.

        Of copies the one with the first address has the name.
        """
        moving = [document for uri, file in files.items() for document in documents_moving(self._db, uri, file)]
        count = write_files(self._db, files)
        names = name_documents(self._db, stems=(stem_of(document.id) for document in moving))
        rename_documents(self._db, names.stored)
        self._record_moved(names.stored, {})
        return count
