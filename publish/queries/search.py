"""Search over clauses and titles: which clauses, counted and filtered by what their documents and numbers are."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from ...store.search import phrases
from ...text.traditional import simplified
from ..cache.arrays import BoolArray, IntArray, parse_rowids
from ..cache.clauses import DOCUMENT_CRITERIA, NUMBER_KINDS, Clauses, DocumentCard, bit_of, document_of
from .named import Named, find_named
from .near import near_searches
from .spellings import Spellings
from .whole_words import checked_words, parts_of, stands_as_word

CRITERIA = ("authority", "issuer", "region", "year", "status", "quantity", "role")
"""What a search can be narrowed by; each is a parameter of the address."""

SORTS = ("best", "new", "old")
"""Orders of the regulations found: most hits first, those by title at the top; newest or oldest first."""

PER_PAGE = 10
"""Regulations on a page."""

CLAUSES_SHOWN = 4
"""Clauses shown of each regulation; of a single one all, a page of `CLAUSES_SHOWN_WITHIN` at a time."""
CLAUSES_SHOWN_WITHIN = 50

_SHOWN = """
select rowid, id, citation, case when trim(text, {blanks}) <> trim(label, {blanks}) then text else text || coalesce(
  (select group_concat(below.text, '') from (select text from provisions as part
    where part.id > provisions.id || '__' and part.id < provisions.id || '__~' order by part.ordinal) as below), '')
  end as text
from provisions where rowid in ({marks})
"""
"""A clause that is no more than its number, as 第二十条 above its paragraphs, is shown with them."""
_BLANKS = "' ' || char(9, 10, 13, 12288)"

MOST_CHECKED = 1000
"""Clauses that are looked at for words across a border, which takes 30 ms; of a word that more have, few stand so."""


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What a reader asks for: words, criteria, order, page from 1, and perhaps one regulation to search within.

    Of a criterion any of its values may hold. `since` and `until` are years, both included.
    """

    words: str
    criteria: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = "best"
    page: int = 1
    within: str | None = None
    since: str = ""
    until: str = ""


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
    words: tuple[str, ...] = ()
    """What was searched for, cut as the index is: what was typed, or `parts` of it."""
    parts: tuple[str, ...] = ()
    """The words that were searched for instead, where what was typed stands nowhere."""
    named: Named | None = None
    """The regulation, and perhaps the provision, that what was typed names."""
    near: tuple[str, ...] = ()
    """Searches that may have been meant, where nothing is found."""


NO_RESULT = SearchResult((), 0, 0, 0, {criterion: () for criterion in CRITERIA})
"""The answer to a search without words."""


def search(
    connection: sqlite3.Connection,
    clauses: Clauses,
    asked: SearchRequest,
    spellings: Callable[[], Spellings] | None = None,
) -> SearchResult:
    """Answer a search, by the words that its phrases are made of where they stand nowhere together.

    Where it finds nothing at all, those among `spellings` that may be meant are told.
    """
    words = phrases(asked.words)
    if not words:
        return NO_RESULT
    named = find_named(connection, clauses.documents, asked.words, asked.within)
    found = _search(connection, clauses, asked, words)
    if not found.documents and (parts := parts_of([simplified(word) for word in words])) != words:
        looser = _search(connection, clauses, asked, phrases(" ".join(parts)))
        if looser.documents:
            found = replace(looser, parts=tuple(parts))
        elif spellings and not named:
            plain = [simplified(word).replace(" ", "") for word in words]
            near = near_searches(spellings(), plain, parts, lambda some: _finds(connection, clauses, some))
            found = replace(found, near=near)
    return replace(found, named=named)


def _finds(connection: sqlite3.Connection, clauses: Clauses, words: Sequence[str]) -> bool:
    """Tell whether a clause, or a title, has all of some words."""
    cut = phrases(" ".join(words))
    return not cut or bool(_titles(connection, clauses, cut)) or bool(len(_rowids(connection, clauses, cut)))


def _search(
    connection: sqlite3.Connection, clauses: Clauses, asked: SearchRequest, words: Sequence[str]
) -> SearchResult:
    """Answer from the index; rows are read of the clauses shown, and of a few to tell words from parts of two."""
    titled = set(_titles(connection, clauses, words))
    rowids = _rowids(connection, clauses, words)
    tally = Tally(clauses, asked, clauses.keys[rowids])
    matching = rowids[tally.matching]
    broken = _across_borders(connection, matching, words)
    tally.rank_last(document_of(clauses.keys[broken]))
    whole = {at for at in titled if all(stands_as_word(w, clauses.documents[at].title) for w in checked_words(words))}
    order = tally.order(np.array(sorted(titled), dtype=np.int64), np.array(sorted(whole), dtype=np.int64))
    if asked.within:
        shown, pages = order[:1], _pages(len(matching), CLAUSES_SHOWN_WITHIN)
        first, size = (asked.page - 1) * CLAUSES_SHOWN_WITHIN, CLAUSES_SHOWN_WITHIN
    else:
        at = (asked.page - 1) * PER_PAGE
        shown, pages = order[at : at + PER_PAGE], _pages(len(order), PER_PAGE)
        first, size = 0, CLAUSES_SHOWN
    in_order = np.concatenate([np.setdiff1d(matching, broken), broken])
    rows = _rows(connection, clauses, in_order, shown, first, size)
    hits = (
        RegulationHit(clauses.documents[at], int(tally.by_document[at]), at in titled, tuple(rows.get(at, ())))
        for at in shown
    )
    return SearchResult(tuple(hits), len(matching), len(order), pages, tally.counts(), tuple(words))


def matching_clauses(connection: sqlite3.Connection, clauses: Clauses, asked: SearchRequest) -> IntArray:
    """Return the rows of all clauses that a search finds, whatever page it asks for."""
    words = search(connection, clauses, asked).words
    if not words:
        return np.zeros(0, dtype=np.int64)
    found = _rowids(connection, clauses, words)
    return found[Tally(clauses, asked, clauses.keys[found]).matching]


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
            c: keys & sum({bit_of(c, value) for value in asked.criteria[c]}) == 0
            for c in ("quantity", "role")
            if asked.criteria.get(c)
        }
        self._outside = self._out_of_years(asked.since, asked.until)
        if asked.within:
            self._outside |= np.array([document.id != asked.within for document in clauses.documents], dtype=bool)
        self.matching = self._meeting()
        self.by_document = self._count_by_document(self.matching)
        self._ranked = self.by_document

    def rank_last(self, places: IntArray) -> None:
        """Count no clause, given by the places of their documents, when documents are ordered by their number."""
        self._ranked = self.by_document - np.bincount(places, minlength=len(self.by_document))

    def order(self, titles: IntArray, whole: IntArray) -> list[int]:
        """Return the documents found, as places, in the order asked for.

        `titles` are those whose titles have the words, `whole` those where none of them parts of two words.
        """
        if not self._lacking:  # a title states no number
            titles = titles[~self._failing()[titles]]
            found = np.union1d(np.flatnonzero(self.by_document), titles)
        else:
            found = np.flatnonzero(self.by_document)
        if self._sort == "best":
            numbers = -self.by_document[found], -self._ranked[found]
            last = np.lexsort((self._clauses.newest[found], *numbers, ~np.isin(found, whole)))
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

    def _bars(self, criterion: str, values: Iterable[str]) -> BoolArray:
        """Return for each document whether a criterion keeps it out: where it has none of the values."""
        column = self._clauses.columns[criterion]
        return ~np.isin(column.codes, [column.values.index(value) for value in values if value in column.values])

    def _out_of_years(self, since: str, until: str) -> BoolArray:
        """Return for each document whether its year is not from `since` to `until`; without either all are in."""
        if not since and not until:
            return np.zeros(len(self._clauses.documents), dtype=bool)
        years = (document.year for document in self._clauses.documents)
        return np.array([not (year and since <= year <= (until or "9999")) for year in years], dtype=bool)

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


def _across_borders(connection: sqlite3.Connection, rowids: IntArray, words: Sequence[str]) -> IntArray:
    """Return the rows of the clauses where a word stands across the border of two words only."""
    checked = checked_words(words)
    if not checked or len(rowids) > MOST_CHECKED:
        return rowids[:0]
    sql = f"select rowid, text from provisions where rowid in ({', '.join(map(str, rowids.tolist()))})"
    broken = [
        rowid
        for rowid, text in connection.execute(sql).fetchall()
        if not all(stands_as_word(word, text) for word in checked)
    ]
    return np.array(sorted(broken), dtype=np.int64)


def _all(words: Iterable[str]) -> str:
    """Return the query of FTS5 for all of the words, each in traditional characters also in simplified ones."""
    return " AND ".join(f"({' OR '.join(map(_quoted, written(word)))})" for word in words)


def _quoted(word: str) -> str:
    return f'"{word}"'


def written(word: str) -> tuple[str, ...]:
    """Return the ways in which a word is written: as it is, and if in traditional characters in simplified ones."""
    return tuple(dict.fromkeys((word, simplified(word))))


def _rows(
    connection: sqlite3.Connection,
    clauses: Clauses,
    matching: IntArray,
    shown: Iterable[int],
    first: int,
    size: int,
) -> dict[int, list[sqlite3.Row]]:
    """Return for each document shown the rows of `size` of its matching clauses as ordered, from the `first` on."""
    places = document_of(clauses.keys[matching])
    by_document = {place: matching[places == place][first : first + size].tolist() for place in shown}
    wanted = {rowid: place for place, rowids in by_document.items() for rowid in rowids}
    found: dict[int, list[sqlite3.Row]] = {place: [] for place in by_document}
    marks = ", ".join("?" * len(wanted))
    read = {row[0]: row for row in connection.execute(_SHOWN.format(blanks=_BLANKS, marks=marks), list(wanted))}
    for rowid, place in wanted.items():
        found[place].append(read[rowid])
    return found
