"""Two versions of a regulation: their rows, the provisions that are compared, and which parameters stand in each."""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from dataclasses import dataclass

from ..comparing.changes import Change, changes_of
from ..comparing.provisions import Pair, Piece, Unit, changed_words, is_same, pair_units

Row = sqlite3.Row

_DOCUMENT = "select * from documents where id = ?"
_PROVISIONS = """
select id, parent_id, ordinal, level, label, citation, text from provisions where document_id = ? order by ordinal
"""
_PARAMETERS = """
select parameters.*, provisions.ordinal as at, provisions.citation from parameters
join provisions on provisions.id = parameters.provision_id
where parameters.document_id = ? order by parameters.start_char
"""

_BLANK_LINES = re.compile(r"\s*\n\s*")


@dataclass(frozen=True, slots=True)
class Step:
    """A provision of both versions and the parameters that changed in it."""

    pair: Pair
    changes: list[Change]
    same: bool
    """Whether the text is the same, its number, blanks and the width of characters aside."""
    pieces: tuple[list[Piece], list[Piece]]
    """Both texts, with what changed in them; of a provision that is new or gone all of it did."""


@dataclass(frozen=True, slots=True)
class Versions:
    """Two documents and what became of each provision of the first."""

    old: Row
    new: Row
    steps: list[Step]

    @property
    def changed(self) -> list[Step]:
        """The provisions that are not the same."""
        return [step for step in self.steps if not step.same]


def load_versions(connection: sqlite3.Connection, old_id: str, new_id: str) -> Versions | None:
    """Return two documents side by side; None where there is no such document."""
    connection.row_factory = sqlite3.Row
    old, new = (connection.execute(_DOCUMENT, [key]).fetchone() for key in (old_id, new_id))
    if old is None or new is None:
        return None
    rows_old, rows_new = (_parameters(connection, key) for key in (old_id, new_id))
    pairs = pair_units(units_of(connection, old_id), units_of(connection, new_id))
    return Versions(old, new, [_step(pair, rows_old, rows_new) for pair in pairs])


def units_of(connection: sqlite3.Connection, document_id: str) -> list[Unit]:
    """Return the provisions of a document that are compared, in the order of the text."""
    units: list[Unit] = []
    inside = ""  # the article that is open
    below: set[str] = set()  # it and all provisions in it
    for row in connection.execute(_PROVISIONS, [document_id]):
        if inside and row["parent_id"] in below:
            below.add(row["id"])
            whole = units.pop()
            units.append(Unit(whole.id, whole.citation, whole.text + row["text"], whole.first, row["ordinal"]))
            continue
        inside, below = (row["id"], {row["id"]}) if row["level"] == "article" else ("", set())
        text = row["text"].strip().removeprefix(row["label"].strip()).lstrip()
        units.append(Unit(row["id"], row["citation"], text, row["ordinal"], row["ordinal"]))
    return units


def _parameters(connection: sqlite3.Connection, document_id: str) -> dict[int, list[Row]]:
    """Return the parameters of a document by the ordinal of their provision."""
    found: defaultdict[int, list[Row]] = defaultdict(list)
    for row in connection.execute(_PARAMETERS, [document_id]):
        found[row["at"]].append(row)
    return found


def _step(pair: Pair, old: dict[int, list[Row]], new: dict[int, list[Row]]) -> Step:
    """Return what became of a provision; in a text that is the same no parameter changed."""
    texts = [_BLANK_LINES.sub("\n", unit.text.strip()) if unit else "" for unit in pair]
    if is_same(pair):
        return Step(pair, [], True, ([(texts[0], False)], [(texts[1], False)]))
    changes = changes_of(*(_within(unit, rows) for unit, rows in zip(pair, (old, new), strict=True)))
    return Step(pair, changes, False, changed_words(*texts))


def _within(unit: Unit | None, rows: dict[int, list[Row]]) -> list[Row]:
    if unit is None:
        return []
    return [row for ordinal in range(unit.first, unit.last + 1) for row in rows.get(ordinal, ())]
