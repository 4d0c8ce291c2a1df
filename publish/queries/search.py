"""Search over clauses and titles: which clauses, counted and filtered by what their documents and numbers are."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from ...store.search import phrases
from ..cache.arrays import BoolArray, IntArray, parse_rowids
from ..cache.clauses import DOCUMENT_CRITERIA, NUMBER_KINDS, Clauses, DocumentCard, bit_of, document_of

CRITERIA = ("authority", "issuer", "region", "year", "status", "quantity", "role")
"""What a search can be narrowed by; each is a parameter of the address."""

SORTS = ("best", "new", "old")
"""Orders of the regulations found: most hits first, those by title at the top; newest or oldest first."""

PER_PAGE = 10
"""Regulations on a page."""

CLAUSES_SHOWN = 4
"""Clauses shown of each regulation; of a single one all, a page of `CLAUSES_SHOWN_WITHIN` at a time."""
CLAUSES_SHOWN_WITHIN = 50


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What a reader asks for: words, criteria, order, page from 1, and perhaps one regulation to search within."""

    words: str
    criteria: Mapping[str, str] = field(default_factory=dict)
    sort: str = "best"
    page: int = 1
    within: str | None = None


@dataclass(frozen=True, slots=True)
class RegulationHit:
    """A regulation found: how many of its clauses, whether its title has the words, rows of the clauses to show."""

    document: DocumentCard
    count: int
    by_title: bool
    clauses: tuple[sqlite3.Row, ...]


@dataclass(frozen=True, slots=True)
class SearchResult:
    """One page of an answer, and what all of it holds."""

    hits: tuple[RegulationHit, ...]
    clauses: int
    documents: int
    pages: int
    counts: Mapping[str, Sequence[tuple[str, int]]]
    """Of each criterion the values that occur under all other criteria, with the number of clauses, most first."""


NO_RESULT = SearchResult((), 0, 0, 0, {criterion: () for criterion in CRITERIA})
"""The answer to a search without words."""


def search(connection: sqlite3.Connection, clauses: Clauses, asked: SearchRequest) -> SearchResult:
    """Answer a search from the index; the rows of no more clauses are read than the page shows."""
    words = phrases(asked.words)
    if not words:
        return NO_RESULT
    titled = set(_titles(connection, clauses, words))
    rowids = _rowids(connection, clauses, words)
    tally = Tally(clauses, asked, clauses.keys[rowids])
    order = tally.order(np.array(sorted(titled), dtype=np.int64))
    matching = rowids[tally.matching]
    if asked.within:
        shown, pages = order[:1], _pages(len(matching), CLAUSES_SHOWN_WITHIN)
        first, size = (asked.page - 1) * CLAUSES_SHOWN_WITHIN, CLAUSES_SHOWN_WITHIN
    else:
        at = (asked.page - 1) * PER_PAGE
        shown, pages = order[at : at + PER_PAGE], _pages(len(order), PER_PAGE)
        first, size = 0, CLAUSES_SHOWN
    rows = _rows(connection, clauses, matching, shown, first, size)
    hits = (
        RegulationHit(clauses.documents[at], int(tally.by_document[at]), at in titled, tuple(rows.get(at, ())))
        for at in shown
    )
    return SearchResult(tuple(hits), len(matching), len(order), pages, tally.counts())


class Tally:
    """Counts the clauses that have the words, given as their keys, by document and by every criterion.

    `matching` tells of each whether it meets every criterion, `by_document` how many that do each document has.
    """

    def __init__(self, clauses: Clauses, asked: SearchRequest, keys: IntArray) -> None:
        """Count what is asked for."""
        self._clauses = clauses
        self._sort = asked.sort
        self._places, self._bits = document_of(keys), keys
        self._barred = {c: self._bars(c, asked.criteria[c]) for c in DOCUMENT_CRITERIA if asked.criteria.get(c)}
        self._lacking = {
            c: keys & bit_of(c, asked.criteria[c]) == 0 for c in ("quantity", "role") if asked.criteria.get(c)
        }
        self._outside = np.zeros(len(clauses.documents), dtype=bool)
        if asked.within:
            self._outside |= np.array([document.id != asked.within for document in clauses.documents], dtype=bool)
        self.matching = self._meeting()
        self.by_document = self._count_by_document(self.matching)

    def order(self, titles: IntArray) -> list[int]:
        """Return the documents found, as places, in the order asked for; `titles` are those whose titles have it."""
        if not self._lacking:  # a title states no number
            titles = titles[~self._failing()[titles]]
            found = np.union1d(np.flatnonzero(self.by_document), titles)
        else:
            found = np.flatnonzero(self.by_document)
        if self._sort == "best":
            last = np.lexsort((self._clauses.newest[found], -self.by_document[found], ~np.isin(found, titles)))
        else:
            last = np.argsort((self._clauses.oldest if self._sort == "old" else self._clauses.newest)[found])
        return list(map(int, found[last]))

    def counts(self) -> dict[str, list[tuple[str, int]]]:
        """Return the values of each criterion with their counts, most first."""
        found: dict[str, list[tuple[str, int]]] = {}
        for criterion in CRITERIA:
            narrowed = criterion in self._barred or criterion in self._lacking
            meeting = self._meeting(criterion) if narrowed else self.matching
            if criterion in DOCUMENT_CRITERIA:
                column = self._clauses.columns[criterion]
                by_document = self._count_by_document(meeting) if narrowed else self.by_document
                # the first is of those without a value
                numbers = np.bincount(column.codes + 1, by_document, len(column.values) + 1)[1:]
                pairs = ((column.values[code], int(numbers[code])) for code in np.flatnonzero(numbers))
            else:
                bits = self._bits[meeting]
                values = (value for name, value in NUMBER_KINDS if name == criterion)
                pairs = ((value, int(np.count_nonzero(bits & bit_of(criterion, value)))) for value in values)
            found[criterion] = sorted((pair for pair in pairs if pair[1]), key=lambda pair: (-pair[1], pair[0]))
        return found

    def _bars(self, criterion: str, value: str) -> BoolArray:
        """Return for each document whether a criterion keeps it out."""
        column = self._clauses.columns[criterion]
        bars: BoolArray = column.codes != (column.values.index(value) if value in column.values else len(column.values))
        return bars

    def _failing(self, but: str = "") -> BoolArray:
        """Return for each document whether any criterion other than `but` keeps it out."""
        failing = self._outside
        for criterion, bars in self._barred.items():
            failing = failing | bars if criterion != but else failing
        return failing

    def _meeting(self, but: str = "") -> BoolArray:
        """Return for each clause whether it meets every criterion other than `but`."""
        failing: BoolArray = self._failing(but)[self._places]
        for criterion, lacks in self._lacking.items():
            failing = failing | lacks if criterion != but else failing
        return ~failing

    def _count_by_document(self, clauses: BoolArray) -> IntArray:
        return np.bincount(self._places[clauses], minlength=len(self._clauses.documents))


def _pages(things: int, size: int) -> int:
    return max(1, -(-things // size))


def _titles(connection: sqlite3.Connection, clauses: Clauses, words: Iterable[str]) -> list[int]:
    """Return the places of the documents whose title, issuer or number has all of the words."""
    found = connection.execute("select rowid from documents_fts where documents_fts match ?", [_all(words)])
    return [clauses.by_rowid[rowid] for (rowid,) in found if rowid in clauses.by_rowid]


def _rowids(connection: sqlite3.Connection, clauses: Clauses, words: Sequence[str]) -> IntArray:
    """Return the rows of the clauses that have all of the words, some of which may stand in the title instead."""
    found = _matching(connection, clauses, words)
    by_title = {word: _titles(connection, clauses, [word]) for word in words} if len(words) > 1 else {}
    above = [word for word in words if by_title.get(word)]
    inside = [word for word in words if not by_title.get(word)]
    if above and inside:
        documents = set.intersection(*(set(by_title[word]) for word in above))
        more = _matching(connection, clauses, inside)
        found = np.union1d(found, more[np.isin(document_of(clauses.keys[more]), list(documents))])
    return found


def _matching(connection: sqlite3.Connection, clauses: Clauses, words: Iterable[str]) -> IntArray:
    """Return the rows of the clauses that have all of the words in themselves."""
    sql = "select group_concat(rowid) from provisions_fts where provisions_fts match ?"
    found = parse_rowids(connection.execute(sql, [_all(words)]).fetchone()[0])
    found = found[found < len(clauses.keys)]
    return found[clauses.keys[found] >= 0]


def _all(words: Iterable[str]) -> str:
    return " ".join(f'"{word}"' for word in words)


def _rows(
    connection: sqlite3.Connection,
    clauses: Clauses,
    matching: IntArray,
    shown: Iterable[int],
    first: int,
    size: int,
) -> dict[int, list[sqlite3.Row]]:
    """Return for each document shown the rows of `size` of its matching clauses, from the `first` on."""
    places = document_of(clauses.keys[matching])
    by_document = {place: np.sort(matching[places == place])[first : first + size].tolist() for place in shown}
    wanted = {rowid: place for place, rowids in by_document.items() for rowid in rowids}
    found: dict[int, list[sqlite3.Row]] = {place: [] for place in by_document}
    marks = ", ".join("?" * len(wanted))
    sql = f"select rowid, id, citation, text from provisions where rowid in ({marks}) order by rowid"
    for row in connection.execute(sql, list(wanted)):
        found[wanted[row[0]]].append(row)
    return found
