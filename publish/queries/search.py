"""Search over clauses and titles: which clauses, counted and filtered by what their documents and numbers are."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ...store.search import phrases
from ...text.traditional import simplified
from ..cache.arrays import BoolArray, IntArray, parse_rowids
from ..cache.clauses import Clauses, DocumentCard, document_of
from .named import Named, find_named
from .near import near_searches
from .spellings import Spellings
from .tally import CRITERIA, SearchRequest, Tally
from .whole_words import checked_words, parts_of, stands_as_word

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
class RegulationHit:
    """A regulation found: how many of its clauses, whether its title has the words, rows of the clauses to show.

    `place` is the name of the database that it is in, `copies` are those of the others that have it, too.
    """

    document: DocumentCard
    count: int
    by_title: bool
    clauses: tuple[sqlite3.Row, ...]
    place: str = ""
    copies: tuple[str, ...] = ()


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
    place: str = ""
    """The name of the database that has what is named."""
    silent: tuple[str, ...] = ()
    """What the databases are called that cannot be asked now."""


NO_RESULT = SearchResult((), 0, 0, 0, {criterion: () for criterion in CRITERIA})
"""The answer to a search without words."""


def search(
    connection: sqlite3.Connection,
    clauses: Clauses,
    asked: SearchRequest,
    spellings: Callable[[], Spellings] | None = None,
) -> SearchResult:
    """Answer a search, by the words that its phrases are made of where they stand nowhere together.

    Where the words stand nowhere at all, those among `spellings` that may be meant are told.
    """
    words = phrases(asked.words)
    if not words:
        return NO_RESULT
    named = find_named(connection, clauses.documents, asked.words, asked.within)
    found = rank(connection, clauses, asked, words)
    parts = () if found.order else parts_instead(words)
    if parts:
        looser = rank(connection, clauses, asked, phrases(" ".join(parts)))
        if looser.order:
            return replace(_page(connection, looser, asked), parts=parts, named=named)
    is_unknown = not found.anywhere and not named
    near = near_of(connection, clauses, spellings(), words) if spellings and is_unknown else ()
    return replace(_page(connection, found, asked), named=named, near=near)


def parts_instead(words: Sequence[str]) -> tuple[str, ...]:
    """Return the words that are searched for where `words` stand nowhere, none where they are the same."""
    parts = parts_of([simplified(word) for word in words])
    return () if parts == list(words) else tuple(parts)


def near_of(
    connection: sqlite3.Connection, clauses: Clauses, spellings: Spellings, words: Sequence[str]
) -> tuple[str, ...]:
    """Return the searches that may be meant by words that nothing has."""
    plain = [simplified(word).replace(" ", "") for word in words]
    return near_searches(spellings, plain, parts_instead(words), lambda some: _finds(connection, clauses, some))


def _finds(connection: sqlite3.Connection, clauses: Clauses, words: Sequence[str]) -> bool:
    """Tell whether a clause, or a title, has all of some words."""
    cut = phrases(" ".join(words))
    if not cut or _titles(connection, clauses, cut):
        return True
    return bool(len(_rowids(connection, clauses, cut, words_in_titles(connection, clauses, cut))))


@dataclass(frozen=True, slots=True)
class Ranking:
    """All that a search finds in a database, before a row of it is read.

    `order` are the documents, as places, and `rows` the clauses, each in the order in which they are shown.
    `anywhere` tells whether the words stand in a clause or a title, be it one that the criteria leave out.
    """

    tally: Tally
    words: tuple[str, ...]
    titled: frozenset[int]
    order: Sequence[int]
    rows: IntArray
    anywhere: bool


def rank(
    connection: sqlite3.Connection,
    clauses: Clauses,
    asked: SearchRequest,
    words: Sequence[str],
    hidden: BoolArray | None = None,
    in_titles: Collection[str] | None = None,
) -> Ranking:
    """Search the index, and read no text.

    Of several databases `hidden` are the documents, by their places, that are not to be found in this one, and
    `in_titles` the words that titles in any of them have.
    """
    titled = frozenset(_titles(connection, clauses, words))
    above = words_in_titles(connection, clauses, words) if in_titles is None else in_titles
    rowids = _rowids(connection, clauses, words, above)
    tally = Tally(clauses, asked, clauses.keys[rowids], hidden)
    order, anywhere = _order(tally, titled, words), bool(titled) or len(rowids) > 0
    return Ranking(tally, tuple(words), titled, order, rowids[tally.matching], anywhere)


def look(connection: sqlite3.Connection, found: Ranking) -> Ranking:
    """Return what is found with the clauses last where a word stands across the border of two words only.

    The texts of all clauses found are read, which is for `MOST_CHECKED` at most.
    """
    broken = _across_borders(connection, found.rows, found.words)
    if not len(broken):
        return found
    found.tally.rank_last(document_of(found.tally.clauses.keys[broken]))
    rows = np.concatenate([np.setdiff1d(found.rows, broken), broken])
    return replace(found, order=_order(found.tally, found.titled, found.words), rows=rows)


def _order(tally: Tally, titled: frozenset[int], words: Sequence[str]) -> list[int]:
    checked, documents = checked_words(words), tally.clauses.documents
    whole = {at for at in titled if all(stands_as_word(word, documents[at].title) for word in checked)}
    return tally.order(np.array(sorted(titled), dtype=np.int64), np.array(sorted(whole), dtype=np.int64))


def _page(connection: sqlite3.Connection, found: Ranking, asked: SearchRequest) -> SearchResult:
    """Return the page that is asked for."""
    if len(found.rows) <= MOST_CHECKED:
        found = look(connection, found)
    shown, pages = page_of(asked, len(found.rows), len(found.order))
    hits = hits_of(connection, found, found.order[shown], asked)
    return SearchResult(hits, len(found.rows), len(found.order), pages, found.tally.counts(), found.words)


def page_of(asked: SearchRequest, clauses: int, documents: int) -> tuple[slice, int]:
    """Return which of the documents found are on the page asked for, and how many pages there are."""
    if asked.within:
        return slice(1), _pages(clauses, CLAUSES_SHOWN_WITHIN)
    at = (asked.page - 1) * PER_PAGE
    return slice(at, at + PER_PAGE), _pages(documents, PER_PAGE)


def hits_of(
    connection: sqlite3.Connection, found: Ranking, shown: Sequence[int], asked: SearchRequest
) -> tuple[RegulationHit, ...]:
    """Return some of the documents found, given by their places, with the clauses to show."""
    first, size = (asked.page - 1) * CLAUSES_SHOWN_WITHIN, CLAUSES_SHOWN_WITHIN
    part = (first, size) if asked.within else (0, CLAUSES_SHOWN)
    rows = _rows(connection, found.tally.clauses, found.rows, shown, *part)
    documents, counts = found.tally.clauses.documents, found.tally.by_document
    return tuple(RegulationHit(documents[at], int(counts[at]), at in found.titled, tuple(rows[at])) for at in shown)


def _pages(things: int, size: int) -> int:
    return max(1, -(-things // size))


def _titles(connection: sqlite3.Connection, clauses: Clauses, words: Iterable[str]) -> list[int]:
    """Return the places of the documents whose title, issuer or number has all of the words."""
    found = connection.execute("select rowid from documents_fts where documents_fts match ?", [_all(words)])
    return [clauses.by_rowid[rowid] for (rowid,) in found if rowid in clauses.by_rowid]


def words_in_titles(connection: sqlite3.Connection, clauses: Clauses, words: Sequence[str]) -> set[str]:
    """Return those of several words that titles have, none of a single one."""
    return {word for word in words if len(words) > 1 and _titles(connection, clauses, [word])}


def _rowids(connection: sqlite3.Connection, clauses: Clauses, words: Sequence[str], above: Collection[str]) -> IntArray:
    """Return the rows of the clauses that have all of the words; those of `above` may stand in the title instead."""
    found = _matching(connection, clauses, words)
    inside = [word for word in words if word not in above]
    if above and inside:
        documents = set.intersection(*(set(_titles(connection, clauses, [word])) for word in above))
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
    if not checked or not len(rowids):
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
        if rowid in read:  # the database may have changed since its clauses were counted
            found[place].append(read[rowid])
    return found
