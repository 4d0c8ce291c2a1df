"""One document as the database has it, read whole: what every export starts from."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest

from ...text.fold import fold
from ...text.levels import SIGNATURE
from ...text.source import Span
from ...text.view import Mask, View, tidy
from ..errors import StoreError


@dataclass(frozen=True, slots=True)
class Provision:
    """A row of `provisions`. `own` are the characters that belong to it and to none below it."""

    eid: str
    parent: str | None
    level: str
    number: str | None
    label: str
    heading: str | None
    own: Span

    @property
    def is_signature(self) -> bool:
        """Tell whether this is the signature block of a document."""
        return self.level == "para" and self.number is None and self.heading == SIGNATURE


@dataclass(frozen=True, slots=True)
class Table:
    """A table: `rows[r][c]` are the spans of the pieces of one cell, none where the table has no such cell."""

    title: str | None
    span: Span
    rows: tuple[tuple[tuple[Span, ...], ...], ...]

    @property
    def pieces(self) -> list[Span]:
        """The spans of all cells, row by row."""
        return [piece for row in self.rows for cell in row for piece in cell]


@dataclass(frozen=True, slots=True)
class Citation:
    """A row of `citations` whose target is in the database: its document's id, and the eId in it, if known."""

    span: Span
    target: str
    eid: str | None


@dataclass(frozen=True, slots=True)
class Definition:
    """A row of `definitions`."""

    span: Span
    term: str


@dataclass(frozen=True, slots=True)
class Event:
    """A row of `history`: `action` is 通过, 批准, 公布, 修正, 修订, 施行 or 废止."""

    date: str
    action: str


@dataclass(frozen=True)
class Document:
    """A document with everything in it, in the order of the text.

    `text` is the reading of the source's whole text: corrections applied, furniture and markup left out. Every span
    counts its characters.
    """

    id: str
    title: str
    kind: str | None
    issuer: str | None
    doc_number: str | None
    region: str | None
    adopted: str | None
    approved: str | None
    promulgated: str | None
    effective: str | None
    expires: str | None
    text_as_of: str | None
    status: str | None
    authority: str | None
    span: Span
    text: str
    retrieved_at: str | None
    provisions: tuple[Provision, ...]
    tables: tuple[Table, ...]
    citations: tuple[Citation, ...]
    definitions: tuple[Definition, ...]
    history: tuple[Event, ...]

    @cached_property
    def folded(self) -> str:
        """The text in one width, as long as the text."""
        return fold(self.text)

    @property
    def front(self) -> Span:
        """The title block: what stands before the first provision."""
        return Span(self.span.start, self.provisions[0].own.start if self.provisions else self.span.end)

    @cached_property
    def parents(self) -> frozenset[str]:
        """The eIds of the provisions that have others below them."""
        return frozenset(provision.parent for provision in self.provisions if provision.parent is not None)

    def tables_within(self, span: Span) -> list[Table]:
        """Return the tables that stand in `span` and can be laid out: all text of each is in its cells."""
        return [table for table in self.tables if span.holds(table.span) and self._is_covered(table)]

    def _is_covered(self, table: Table) -> bool:
        at = table.span.start
        for piece in sorted(table.pieces):
            if self.text[at : piece.start].strip():
                return False
            at = max(at, piece.end)
        return bool(table.pieces) and not self.text[at : table.span.end].strip()


def read_document(db: sqlite3.Connection, document_id: str) -> Document:
    """Return a document of a database, whole.

    Raises:
        StoreError: the database has no document with this id.
    """
    columns = (
        *("title", "kind", "issuer", "doc_number", "region", "adopted", "approved", "promulgated", "effective"),
        *("expires", "text_as_of", "status", "authority", "start_char", "end_char", "source_id"),
    )
    found = db.execute(f"select {', '.join(columns)} from documents where id = ?", [document_id]).fetchone()
    if found is None:
        raise StoreError(f"no document has the id {document_id}. The table documents lists those that there are.")
    facts = dict(zip(columns, found, strict=True))
    span = Span(facts.pop("start_char"), facts.pop("end_char"))
    source_id = facts.pop("source_id")
    text, retrieved_at = db.execute("select text, retrieved_at from sources where id = ?", [source_id]).fetchone()
    view = View(text, _masks(db, source_id))
    return Document(
        id=document_id,
        span=view.inside(span),
        text=view.text,
        retrieved_at=retrieved_at,
        provisions=_provisions(db, document_id, view),
        tables=_tables(db, document_id, view),
        citations=_citations(db, document_id, view),
        definitions=_definitions(db, document_id, view),
        history=_history(db, document_id),
        **facts,
    )


def eid_of(provision_id: str | None) -> str | None:
    """Return the eId of a provision: the part of its id behind the `#`."""
    return provision_id and provision_id.rpartition("#")[2]


def _masks(db: sqlite3.Connection, source_id: str) -> tuple[Mask, ...]:
    """Return what a source is read without, and what its corrections put there."""
    cuts = "select start_char, end_char, '' from boilerplate where source_id = ? and kind in ('furniture', 'markup')"
    edits = "select start_char, end_char, right from edits where source_id = ?"
    rows = db.execute(f"{cuts} union all {edits}", [source_id, source_id])
    return tidy(Mask(Span(start, end), words, words) for start, end, words in rows)


def _provisions(db: sqlite3.Connection, document_id: str, view: View) -> tuple[Provision, ...]:
    """Return the provisions in order, without paragraphs that hold nothing but marks of the page."""
    rows = db.execute(
        "select id, parent_id, level, number, label, heading, start_char, end_char"
        " from provisions where document_id = ? order by ordinal",
        [document_id],
    ).fetchall()
    starts = [row[6] for row in rows[1:]]
    found = [
        Provision(
            *(eid_of(id) or "", eid_of(parent), level, number, label, heading),
            view.inside(Span(start, end if following is None else min(end, following))),
        )
        for (id, parent, level, number, label, heading, start, end), following in zip_longest(rows, starts)
    ]
    parents = {provision.parent for provision in found}
    return tuple(
        provision
        for provision in found
        if provision.level != "para" or provision.eid in parents or provision.own.of(view.text).strip()
    )


def _tables(db: sqlite3.Connection, document_id: str, view: View) -> tuple[Table, ...]:
    sql = "select id, title, start_char, end_char from tables where document_id = ? order by start_char"
    rows = db.execute(sql, [document_id]).fetchall()
    return tuple(Table(title, view.inside(Span(start, end)), _grid(db, id, view)) for id, title, start, end in rows)


def _grid(db: sqlite3.Connection, table_id: str, view: View) -> tuple[tuple[tuple[Span, ...], ...], ...]:
    cells: dict[tuple[int, int], list[Span]] = defaultdict(list)
    sql = 'select row, "column", start_char, end_char from cells where table_id = ? order by row, "column", start_char'
    for row, column, start, end in db.execute(sql, [table_id]):
        cells[row, column].append(view.inside(Span(start, end)))
    rows = sorted({row for row, _ in cells})
    width = max((column for _, column in cells), default=-1) + 1
    return tuple(tuple(tuple(cells.get((row, column), ())) for column in range(width)) for row in rows)


def _citations(db: sqlite3.Connection, document_id: str, view: View) -> tuple[Citation, ...]:
    rows = db.execute(
        "select start_char, end_char, coalesce(target_document_id, document_id), target_provision_id from citations"
        " where document_id = ? and coalesce(target_document_id, target_provision_id) is not null"
        " order by start_char, end_char desc, id",
        [document_id],
    )
    return tuple(
        Citation(view.inside(Span(start, end)), target, eid_of(provision)) for start, end, target, provision in rows
    )


def _definitions(db: sqlite3.Connection, document_id: str, view: View) -> tuple[Definition, ...]:
    rows = db.execute(
        "select start_char, end_char, term from definitions where document_id = ? order by start_char, end_char desc",
        [document_id],
    )
    return tuple(Definition(view.inside(Span(start, end)), term) for start, end, term in rows)


def _history(db: sqlite3.Connection, document_id: str) -> tuple[Event, ...]:
    rows = db.execute("select date, action from history where document_id = ? order by date, start_char", [document_id])
    return tuple(Event(date, action) for date, action in rows)
