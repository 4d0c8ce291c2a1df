"""What is asked of a search, and how the clauses that have its words are filtered, counted and ordered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from ..cache.arrays import BoolArray, IntArray
from ..cache.clauses import DOCUMENT_CRITERIA, NUMBER_KINDS, Clauses, bit_of, document_of

CRITERIA = ("authority", "issuer", "region", "year", "status", "quantity", "role")
"""What a search can be narrowed by; each is a parameter of the address."""

_NEVER = 99_999_999
"""Behind every day."""


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What a reader asks for: words, criteria, order, page from 1, and perhaps one regulation to search within.

    Of a criterion any of its values may hold. `since` and `until` are years, both included. `databases` are the names
    of some of several, none for all of them.
    """

    words: str
    criteria: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = "best"
    page: int = 1
    within: str | None = None
    since: str = ""
    until: str = ""
    databases: tuple[str, ...] = ()


class Tally:
    """Counts the clauses that have the words, given as their keys, by document and by every criterion.

    `matching` tells of each whether it meets every criterion, `by_document` how many that do each document has.
    """

    def __init__(self, clauses: Clauses, asked: SearchRequest, keys: IntArray, hidden: BoolArray | None = None) -> None:
        """Count what is asked for; documents that are `hidden` count for nothing but `with_hidden`."""
        self.clauses = clauses
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
        self.with_hidden = int(np.count_nonzero(self.matching))
        if hidden is not None:
            self._outside = self._outside | hidden
            self.matching = self._meeting()
        self.by_document = self._count_by_document(self.matching)
        self._ranked = self.by_document
        self._whole: frozenset[int] = frozenset()

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
            self._whole = frozenset(whole.tolist())
            numbers = -self.by_document[found], -self._ranked[found]
            last = np.lexsort((self.clauses.newest[found], *numbers, ~np.isin(found, whole)))
        else:
            last = np.argsort((self.clauses.oldest if self._sort == "old" else self.clauses.newest)[found])
        return list(map(int, found[last]))

    def weight(self, place: int) -> tuple[int, ...]:
        """Return what documents are ordered by, the least first, so that those of several databases can be."""
        day = _day(self.clauses.documents[place].version)
        if self._sort == "best":
            return (place not in self._whole, -int(self._ranked[place]), -int(self.by_document[place]), -day)
        return (-day,) if self._sort == "new" else (day or _NEVER,)

    def counts(self) -> dict[str, list[tuple[str, int]]]:
        """Return the values of each criterion with their counts, most first."""
        found: dict[str, list[tuple[str, int]]] = {}
        for criterion in CRITERIA:
            narrowed = criterion in self._barred or criterion in self._lacking
            meeting = self._meeting(criterion) if narrowed else self.matching
            if criterion in DOCUMENT_CRITERIA:
                column = self.clauses.columns[criterion]
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
        column = self.clauses.columns[criterion]
        return ~np.isin(column.codes, [column.values.index(value) for value in values if value in column.values])

    def _out_of_years(self, since: str, until: str) -> BoolArray:
        """Return for each document whether its year is not from `since` to `until`; without either all are in."""
        if not since and not until:
            return np.zeros(len(self.clauses.documents), dtype=bool)
        years = (document.year for document in self.clauses.documents)
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
        return np.bincount(self._places[clauses], minlength=len(self.clauses.documents))


def _day(version: str | None) -> int:
    """Return a day as a number that grows, 0 for none."""
    digits = (version or "").replace("-", "")
    return int(f"{digits:0<8}"[:8]) if digits.isdecimal() else 0
