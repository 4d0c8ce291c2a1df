"""The list of regulations: which meet some criteria, in which order, and how many meet each value of a criterion."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ...store.in_force import Standing, standings
from ...text.fold import fold

CRITERIA = ("standing", "authority", "region", "issuer", "year", "kind")
"""What the list can be narrowed by; each is a parameter of the address."""

PLACE = "db"
"""The criterion by which the list is narrowed to one of several databases."""

SORTS = {"": "新的在前", "old": "旧的在前", "title": "按标题", "numbers": "数值多的在前"}
"""Orders of the list."""

PER_PAGE = 40
"""Regulations on a page."""

_DOCUMENTS = """
select id, title, doc_number, authority, issuer_group as issuer, region, kind, version, effective, status,
  adopted, approved, promulgated, text_as_of,
  (select count(*) from parameters where document_id = documents.id) as parameters
from documents where copy_of is null
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A regulation in the list: its row of `documents`, what it is today, and the name of the database it is in."""

    row: sqlite3.Row
    standing: Standing
    place: str = ""

    def of(self, criterion: str) -> str:
        """Return its value of a criterion, "" where it has none."""
        if criterion == "standing":
            return str(self.standing)
        if criterion == PLACE:
            return self.place
        return str(self.row["version"] or "")[:4] if criterion == "year" else self.row[criterion] or ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader asks for: words of the title or the number, criteria, an order and a page from 1."""

    words: str = ""
    criteria: Mapping[str, str] = field(default_factory=dict)
    sort: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of the list, how many there are, and of each criterion the values under all other criteria."""

    entries: Sequence[Entry]
    total: int
    pages: int
    counts: Mapping[str, Sequence[tuple[str, int]]]


def all_regulations(connection: sqlite3.Connection, day: str, place: str = "") -> list[Entry]:
    """Return every regulation with its standing on a day (ISO 8601); `place` is what the database is named."""
    connection.row_factory = sqlite3.Row
    rows = connection.execute(_DOCUMENTS).fetchall()
    standing = standings(connection, day)
    return [Entry(row, standing[row["id"]], place) for row in rows]


def listing(entries: Sequence[Entry], asked: Asked) -> Listing:
    """Return the regulations that are asked for."""
    found = meeting(entries, asked)
    named = _named(entries, asked)
    counts = {
        criterion: _counted(criterion, [entry for entry in named if _meets(entry, asked.criteria, but=criterion)])
        for criterion in (PLACE, *CRITERIA)
    }
    first = (asked.page - 1) * PER_PAGE
    return Listing(found[first : first + PER_PAGE], len(found), -(-len(found) // PER_PAGE), counts)


def meeting(entries: Sequence[Entry], asked: Asked) -> list[Entry]:
    """Return all regulations that are asked for, in order."""
    return _ordered([entry for entry in _named(entries, asked) if _meets(entry, asked.criteria)], asked.sort)


def _named(entries: Sequence[Entry], asked: Asked) -> list[Entry]:
    words = fold(asked.words).split()
    return [entry for entry in entries if _has(entry, words)]


def _has(entry: Entry, words: Sequence[str]) -> bool:
    text = fold(f"{entry.row['title']} {entry.row['doc_number'] or ''}")
    return all(word in text for word in words)


def _meets(entry: Entry, criteria: Mapping[str, str], but: str = "") -> bool:
    return all(entry.of(name) == value for name, value in criteria.items() if name != but)


def _ordered(entries: Sequence[Entry], sort: str) -> list[Entry]:
    if sort == "title":
        return sorted(entries, key=lambda entry: entry.row["title"])
    if sort == "numbers":
        return sorted(entries, key=lambda entry: -entry.row["parameters"])
    dated = [entry for entry in entries if entry.row["version"]]
    undated = [entry for entry in entries if not entry.row["version"]]
    return [*sorted(dated, key=lambda entry: entry.row["version"], reverse=sort != "old"), *undated]


def _counted(criterion: str, entries: Sequence[Entry]) -> list[tuple[str, int]]:
    """Return the values with the number of regulations, most first; years by themselves, the last first."""
    counts = Counter(entry.of(criterion) for entry in entries)
    del counts[""]
    if criterion == "year":
        return sorted(counts.items(), reverse=True)
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
