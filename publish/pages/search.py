"""Search over clauses and titles: which clauses, counted and filtered by what their documents and numbers are."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ...store.search import phrases
from .clauses import Clauses, Described, bit_of, kinds

CRITERIA = ("authority", "issuer", "region", "year", "status", "quantity", "role")
"""What a search can be narrowed by; each is a parameter of the address."""

SORTS = ("best", "new", "old")
"""Orders of the regulations found: most hits first, those by title at the top; newest or oldest first."""

PER_PAGE = 10
"""Regulations on a page."""

SHOWN = 4
"""Clauses shown of each regulation; of a single one all, a page of `SHOWN_ALONE` at a time."""
SHOWN_ALONE = 50

_OF_DOCUMENT = ("authority", "issuer", "region", "year", "status")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader asks for: words, criteria, order, page from 1, and perhaps one regulation to search within."""

    words: str
    criteria: Mapping[str, str] = field(default_factory=dict)
    sort: str = "best"
    page: int = 1
    within: str | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A regulation found: how many of its clauses, whether its title has the words, rows of the clauses to show."""

    document: Described
    count: int
    by_title: bool
    clauses: tuple[sqlite3.Row, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """One page of an answer, and what all of it holds."""

    hits: tuple[Hit, ...]
    clauses: int
    documents: int
    pages: int
    counts: Mapping[str, Sequence[tuple[str, int]]]
    """Of each criterion the values that occur under all other criteria, with the number of clauses, most first."""


NOTHING = Found((), 0, 0, 0, {criterion: () for criterion in CRITERIA})
"""The answer to a search without words."""


def search(connection: sqlite3.Connection, clauses: Clauses, asked: Asked) -> Found:
    """Answer a search from the index; the rows of no more clauses are read than the page shows."""
    words = phrases(asked.words)
    if not words:
        return NOTHING
    titles = _titles(connection, clauses, words)
    rowids = _rowids(connection, clauses, words)
    tally = Tally(clauses, asked, set(titles))
    tally.count(Counter(map(clauses.keys.__getitem__, rowids)))
    order = tally.order()
    matching = [rowid for rowid in rowids if clauses.keys[rowid] in tally.taken]
    if asked.within:
        shown, pages = order[:1], _pages(len(matching), SHOWN_ALONE)
        first, size = (asked.page - 1) * SHOWN_ALONE, SHOWN_ALONE
    else:
        at = (asked.page - 1) * PER_PAGE
        shown, pages = order[at : at + PER_PAGE], _pages(len(order), PER_PAGE)
        first, size = 0, SHOWN
    rows = _rows(connection, clauses, matching, shown, first, size)
    hits = (
        Hit(clauses.documents[place], tally.chosen.get(place, 0), place in tally.titles, tuple(rows.get(place, ())))
        for place in shown
    )
    return Found(tuple(hits), sum(tally.chosen.values()), len(order), pages, tally.counts())


class Tally:
    """Counts clauses by document and by every criterion.

    `chosen` has the clauses of each document that meet every criterion, `taken` their keys.
    """

    def __init__(self, clauses: Clauses, asked: Asked, titles: set[int]) -> None:
        """Take what is asked for; `titles` are the documents whose titles have the words."""
        self.titles = titles
        self.chosen: Counter[int] = Counter()
        self.taken: set[int] = set()
        self._clauses = clauses
        self._sort = asked.sort
        self._within = asked.within
        self._of_document = {c: asked.criteria[c] for c in _OF_DOCUMENT if asked.criteria.get(c)}
        of_number = {c: asked.criteria[c] for c in ("quantity", "role") if asked.criteria.get(c)}
        self._bits = {criterion: bit_of(criterion, value) or 0 for criterion, value in of_number.items()}
        self._counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._barred: dict[int, tuple[str, ...]] = {}

    def count(self, keys: Mapping[int, int]) -> None:
        """Count clauses, given as how many have which key."""
        for key, number in keys.items():
            failed = self._failed(key)
            if not failed:
                self.taken.add(key)
                self.chosen[self._clauses.document_of(key)] += number
            if len(failed) <= 1:
                self._count_values(key, number, failed)

    def order(self) -> list[int]:
        """Return the documents found, as places, in the order asked for."""
        found = set(self.chosen)
        if not self._bits:  # a title states no number
            found |= {place for place in self.titles if not self._barred_by(place)}
        documents = self._clauses.documents
        newest_first = sorted(found, key=lambda place: documents[place].promulgated or "", reverse=self._sort != "old")
        if self._sort != "best":
            return sorted(newest_first, key=lambda place: documents[place].promulgated is None)
        return sorted(newest_first, key=lambda place: (place not in self.titles, -self.chosen[place]))

    def counts(self) -> dict[str, list[tuple[str, int]]]:
        """Return the values of each criterion with their counts, most first."""
        return {c: sorted(self._counts[c].items(), key=lambda pair: (-pair[1], pair[0])) for c in CRITERIA}

    def _failed(self, key: int) -> list[str]:
        barred = self._barred_by(self._clauses.document_of(key))
        return [*barred, *(criterion for criterion, bit in self._bits.items() if not key & bit)]

    def _barred_by(self, place: int) -> tuple[str, ...]:
        """Return the criteria that a document does not meet."""
        if place not in self._barred:
            document = self._clauses.documents[place]
            failed = [c for c, value in self._of_document.items() if getattr(document, c) != value]
            if self._within and document.id != self._within:
                failed += ["within", "within"]  # two, so that other documents count for no criterion
            self._barred[place] = tuple(failed)
        return self._barred[place]

    def _count_values(self, key: int, number: int, failed: Sequence[str]) -> None:
        document = self._clauses.documents[self._clauses.document_of(key)]
        for criterion in _OF_DOCUMENT:
            value = getattr(document, criterion)
            if value and (not failed or failed[0] == criterion):
                self._counts[criterion][value] += number
        for criterion, value in kinds(key):
            if not failed or failed[0] == criterion:
                self._counts[criterion][value] += number


def _pages(things: int, size: int) -> int:
    return max(1, -(-things // size))


def _titles(connection: sqlite3.Connection, clauses: Clauses, words: Iterable[str]) -> list[int]:
    """Return the places of the documents whose title, issuer or number has all of the words."""
    found = connection.execute("select rowid from documents_fts where documents_fts match ?", [_all(words)])
    return [clauses.by_rowid[rowid] for (rowid,) in found if rowid in clauses.by_rowid]


def _rowids(connection: sqlite3.Connection, clauses: Clauses, words: Sequence[str]) -> list[int]:
    """Return the rows of the clauses that have all of the words, some of which may stand in the title instead."""
    sql = "select rowid from provisions_fts where provisions_fts match ?"
    found = [rowid for (rowid,) in connection.execute(sql, [_all(words)])]
    known = len(clauses.keys)
    by_title = {word: set(_titles(connection, clauses, [word])) for word in words} if len(words) > 1 else {}
    above = [word for word in words if by_title.get(word)]
    inside = [word for word in words if not by_title.get(word)]
    if above and inside:
        documents = set.intersection(*(by_title[word] for word in above))
        seen = set(found)
        more = (rowid for (rowid,) in connection.execute(sql, [_all(inside)]) if rowid < known and rowid not in seen)
        found += [rowid for rowid in more if clauses.document_of(clauses.keys[rowid]) in documents]
    return [rowid for rowid in found if rowid < known and clauses.keys[rowid] >= 0]


def _all(words: Iterable[str]) -> str:
    return " ".join(f'"{word}"' for word in words)


def _rows(
    connection: sqlite3.Connection,
    clauses: Clauses,
    matching: Iterable[int],
    shown: Iterable[int],
    first: int,
    size: int,
) -> dict[int, list[sqlite3.Row]]:
    """Return for each document shown the rows of `size` of its matching clauses, from the `first` on."""
    by_document: dict[int, list[int]] = {place: [] for place in shown}
    for rowid in matching:
        place = clauses.document_of(clauses.keys[rowid])
        if place in by_document:
            by_document[place].append(rowid)
    wanted = {rowid: place for place, rowids in by_document.items() for rowid in sorted(rowids)[first : first + size]}
    found: dict[int, list[sqlite3.Row]] = {place: [] for place in by_document}
    marks = ", ".join("?" * len(wanted))
    sql = f"select rowid, id, citation, text from provisions where rowid in ({marks}) order by rowid"
    for row in connection.execute(sql, list(wanted)):
        found[wanted[row[0]]].append(row)
    return found
