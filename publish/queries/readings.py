"""Sources as they are read: corrections applied, what a layout or a markup put into the text left out."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping

from ...text.reading import Edit, Reading
from ...text.source import Span

_CUTS = """
select start_char - :start, end_char - :start from boilerplate
where source_id = :source and kind in ('furniture', 'markup') and start_char >= :start and end_char <= :end
"""
_EDITS = """
select start_char - :start, end_char - :start, wrong, right from edits
where source_id = :source and start_char >= :start and end_char <= :end
"""


def reading_of(connection: sqlite3.Connection, source_id: str, text: str, start: int = 0) -> Reading:
    """Return the reading of a stretch of a source, whose positions count from the stretch's first character.

    Args:
        connection: of a database.
        source_id: the source.
        text: the stretch.
        start: where it begins in the source.
    """
    values = {"source": source_id, "start": start, "end": start + len(text)}
    edits = [Edit(Span(a, b), wrong, right) for a, b, wrong, right in connection.execute(_EDITS, values)]
    return Reading(text, edits, [Span(a, b) for a, b in connection.execute(_CUTS, values)])


def readings_of(connection: sqlite3.Connection, ids: Collection[str]) -> Mapping[str, Reading]:
    """Return the readings of sources by their id; each is made once, however many parameters stand in it."""
    marks = ", ".join("?" * len(ids))
    found = connection.execute(f"select id, text from sources where id in ({marks})", list(ids)).fetchall()
    return {id: reading_of(connection, id, text) for id, text in found}
