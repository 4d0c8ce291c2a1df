"""The rows of the comparison of regulations: which are shown, in which order, what changed, and a chart in each."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from ..charts.dimensions import dimensions
from ..charts.strip import strip
from ..comparing.matters import ROLES, Matter
from ..queries.matrix import Matrix
from ..words import wording
from .attribute_charts import mark_of
from .choice import Choice

Row = sqlite3.Row


@dataclass(frozen=True, slots=True)
class MatterLine:
    """A row: the matter, its chart if two regulations have values that can be compared, and what changed.

    `changed` are the documents that say otherwise than the version before them.
    """

    matter: Matter
    chart: Markup | None
    changed: frozenset[str]


def lines(found: Matrix, documents: Sequence[Row], chosen: Choice) -> list[MatterLine]:
    """Return the rows to show, those of a role together."""
    shown = [matter for matter in found.matters if _is_asked_for(matter, chosen)]
    if len(documents) > 1 and not chosen.single:
        shown = [matter for matter in shown if len(matter.cells) > 1]
    if chosen.sort == "text":
        shown.sort(key=lambda matter: (ROLES.index(matter.role), _place(matter, documents)))
    versions = _versions(documents)
    return [MatterLine(matter, _chart(matter), _changed(matter, versions)) for matter in shown]


def _is_asked_for(matter: Matter, chosen: Choice) -> bool:
    """Tell whether one of a matter's parameters has the words and attributes that are asked for."""
    return any(
        (not chosen.groups or row["attribute_group"] in chosen.groups)
        and any(chosen.act in (row[column] or "") for column in ("act", "attribute", "holder", "quote"))
        for rows in matter.cells.values()
        for row in rows
    )


def _place(matter: Matter, documents: Sequence[Row]) -> tuple[int, int]:
    """Return where a matter stands first: the column, and the character in it."""
    column = next(at for at, document in enumerate(documents) if document["id"] in matter.cells)
    return column, matter.cells[documents[column]["id"]][0]["start_char"]


def _versions(documents: Sequence[Row]) -> list[tuple[str, str]]:
    """Return the pairs of documents that follow one another as versions of a work."""
    works: dict[str, list[Row]] = {}
    for document in sorted(documents, key=lambda row: row["version"] or ""):
        works.setdefault(document["work_id"], []).append(document)
    return [(old["id"], new["id"]) for rows in works.values() for old, new in pairwise(rows)]


def _changed(matter: Matter, versions: Sequence[tuple[str, str]]) -> frozenset[str]:
    return frozenset(new for old, new in versions if _bounds(matter.cells, old) != _bounds(matter.cells, new))


def _bounds(cells: Mapping[str, Sequence[Row]], document_id: str) -> list[str]:
    return sorted(wording.bound(row) for row in cells.get(document_id, ()))


def _chart(matter: Matter) -> Markup | None:
    """Return the values that most regulations share the unit and the base of, None where that is one alone."""
    kinds = dimensions(row for rows in matter.cells.values() for row in rows)
    if not kinds or len({row["document_id"] for row in kinds[0][1]}) < 2:
        return None
    dimension, rows = kinds[0]
    marks = [mark_of(row, dimension, wording.bound(row)) for row in rows]
    values = sorted(value for mark in marks for value, _ in mark.ends)
    of = f"（基数：{rows[0]['base']}）" if rows[0]["base"] else ""
    ends = dict.fromkeys(dimension.tick(value) for value in (values[0], values[-1]))
    return strip(marks, "–".join(ends) + of, dimension.logarithmic)
