"""A page ready to be stored: the rows of every table in the order of its columns, and what the index is given.

All of it follows from the page alone, so that any process can make it and the one that writes only inserts. What
depends on the rest of the database, the names of documents that others share, is put right by `renamed`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from operator import itemgetter
from typing import Any, NamedTuple

from ..extract.model import Parameter
from ..parse.collector import paused
from ..parse.model import Page
from ..text.reading import Edit, Reading
from ..text.source import Flag, Span
from .flag_rows import flag_key
from .ids import flag_ids
from .index import INDEXED, indexed_text
from .mending.outcome import Outcome
from .mending.rows import decided_rows
from .naming import CUT, Name, Unnamed, stem_of
from .outline import Row, Values
from .rename import identifier_columns
from .rows import page_rows, source_row
from .schema import TABLES

MADE = tuple(name for name in TABLES if name not in ("sources", "files", "snapshots", "works", "issuers", "builds"))
"""The tables whose rows a page makes, in an order in which each refers only to itself and those before it."""

_PLACED = ("kind", "start_char", "end_char")
_FLAG = ("document_id", "provision_id", "start_char", "end_char", "kind", "text", "suggestion")


class Counts(NamedTuple):
    """How much a page has that a report of a build counts."""

    regulations: int
    provisions: int
    parameters: int
    flags: int


@dataclass(frozen=True, slots=True)
class Finished:
    """The rows of a page: `source` is its own, without its times; `index` has what each row of a table is found by."""

    source: Row
    rows: Mapping[str, Sequence[Values]]
    index: Mapping[str, Sequence[tuple[str, ...]]]

    @property
    def id(self) -> str:
        """The hash of the content."""
        return str(self.source["id"])

    @property
    def uri(self) -> str:
        """The address that the page was read at."""
        return str(self.source["uri"])

    @property
    def counts(self) -> Counts:
        """How many rows it has."""
        return Counts(*(len(self.rows[table]) for table in ("documents", "provisions", "parameters", "flags")))

    def columns(self, table: str, *names: str) -> list[tuple[Any, ...]]:
        """Return two or more columns of a table."""
        return list(map(itemgetter(*map(TABLES[table].at, names)), self.rows[table]))


@paused()
def finish(
    page: Page,
    parameters: Sequence[Sequence[Parameter]],
    flags: Iterable[Flag] = (),
    edits: Sequence[Edit] = (),
    outcomes: Sequence[Outcome] = (),
) -> Finished:
    """Return the rows of a page as if nothing else were stored; arguments and errors are those of `page_rows`.

    `outcomes` are what became of editors' decisions about it.
    """
    rows = page_rows(page, parameters, flags, edits)
    rows["decided"] = decided_rows(page.source, outcomes, rows)
    values = {table: list(map(itemgetter(*TABLES[table].columns), rows[table])) for table in MADE}
    return Finished(
        source_row(page.source, page.source.uri), values, {table: indexed_text(table, rows[table]) for table in INDEXED}
    )


def unnamed(page: Finished) -> list[Unnamed]:
    """Return the documents of a page as they are named beside others, in its order."""
    cuts = [Span(start, end) for kind, start, end in page.columns("boilerplate", *_PLACED) if kind in CUT]
    reading = Reading(str(page.source["text"]), cuts=cuts)
    return [
        Unnamed(stem_of(key), ordinal, partial(reading.of, Span(start, end)))
        for key, ordinal, start, end in page.columns("documents", "id", "ordinal", "start_char", "end_char")
    ]


def renamed(page: Finished, names: Sequence[Name], uri: str) -> Finished:
    """Return a page whose documents have these names, in its order, and which is stored under another address."""
    found = page.columns("documents", "id", "copy_of")
    if uri == page.uri and found == list(names):
        return page
    new = {old: name.id for (old, _), name in zip(found, names, strict=True)}
    rows = {**page.rows}
    for table, columns in identifier_columns().items():
        rows[table] = _with_new(rows[table], [TABLES[table].at(column) for column in columns], new)
    copy_of = TABLES["documents"].at("copy_of")
    rows["documents"] = [
        (*row[:copy_of], name.copy_of, *row[copy_of + 1 :]) for row, name in zip(rows["documents"], names, strict=True)
    ]
    moved = Finished({**page.source, "uri": uri}, rows, page.index)
    rows["flags"] = [(key, *row[1:]) for key, row in zip(_flag_ids(moved), rows["flags"], strict=True)]
    return moved


def _with_new(rows: Sequence[Values], places: Sequence[int], new: Mapping[str, str]) -> list[Values]:
    """Return rows in which identifiers, or what begins with them before a `#`, are replaced by new ones."""
    out = []
    for row in rows:
        values = list(row)
        for place in places:
            if isinstance(value := values[place], str):
                document, mark, rest = value.partition("#")
                values[place] = new.get(document, document) + mark + rest
        out.append(tuple(values))
    return out


def _flag_ids(page: Finished) -> Iterator[str]:
    """Yield the identifiers of a page's flags, which depend on the names of its documents and on its address."""
    text = str(page.source["text"])
    spans = {key: Span(start, end) for key, start, end in page.columns("documents", "id", "start_char", "end_char")}
    keys = []
    for document, provision, start, end, *said in page.columns("flags", *_FLAG):
        within = spans.get(document, Span(0, len(text)))
        keys.append(flag_key(text, document or page.uri, within, provision, Span(start, end), *said))
    return flag_ids(keys)
