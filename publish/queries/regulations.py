"""The list of regulations: which meet some criteria, in which order, and how many meet each value of a criterion."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
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
    called: str = field(init=False)
    """Its title and its number, folded: where words are looked for."""

    def __post_init__(self) -> None:
        """Work out what words are looked for in."""
        object.__setattr__(self, "called", fold(f"{self.row['title']} {self.row['doc_number'] or ''}"))

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
    found: list[Entry] = []
    missed: defaultdict[str, list[Entry]] = defaultdict(list)  # which a single criterion keeps out, by that
    for entry in _named(entries, asked):
        failed = [name for name, value in asked.criteria.items() if entry.of(name) != value]
        if not failed:
            found.append(entry)
        elif len(failed) == 1:
            missed[failed[0]].append(entry)
    counts = {name: _counted(name, [*found, *missed[name]]) for name in (PLACE, *CRITERIA)}
    found = _ordered(found, asked.sort)
    first = (asked.page - 1) * PER_PAGE
    return Listing(found[first : first + PER_PAGE], len(found), -(-len(found) // PER_PAGE), counts)


def meeting(entries: Sequence[Entry], asked: Asked) -> list[Entry]:
    """Return all regulations that are asked for, in order."""
    criteria = asked.criteria.items()
    named = _named(entries, asked)
    return _ordered([entry for entry in named if all(entry.of(name) == value for name, value in criteria)], asked.sort)


def _named(entries: Sequence[Entry], asked: Asked) -> Sequence[Entry]:
    words = fold(asked.words).split()
    return [entry for entry in entries if all(word in entry.called for word in words)] if words else entries


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
