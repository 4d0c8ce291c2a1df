"""Where characters of a source are printed: their boxes on a page of a PDF or of a picture."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

_MOST = 2_000
"""Boxes that are read of a range: two pages of text have fewer."""


_LONGEST = 1_000
"""Characters that one box may have, so that the index finds those that begin before a range: a line has fewer."""

_IN_RANGE = "b.source_id = ? and b.start_char between ? and ? and b.end_char > ?"


class Box(NamedTuple):
    """The corners of a run of characters, in points from the left and the top of the page."""

    x0: float
    y0: float
    x1: float
    y1: float


class Printed(NamedTuple):
    """Where a range is printed: the file, the page from 1 on which it begins, and its boxes there."""

    uri: str
    page: int
    boxes: tuple[Box, ...]


def is_printed(connection: sqlite3.Connection, source_id: str, start: int, end: int) -> bool:
    """Tell whether characters of a range of a source have a place on a page."""
    sql = f"select 1 from boxes b where {_IN_RANGE} limit 1"
    return connection.execute(sql, _range(source_id, start, end)).fetchone() is not None


def load_printed(connection: sqlite3.Connection, source_id: str, start: int, end: int) -> Printed | None:
    """Return where a range of a source is printed, None where it is not."""
    sql = f"""select s.uri, b.page, b.x0, b.y0, b.x1, b.y1 from boxes b join sources s on s.id = b.source_id
              where {_IN_RANGE} order by b.start_char limit {_MOST}"""
    rows = [tuple(row) for row in connection.execute(sql, _range(source_id, start, end))]
    if not rows:
        return None
    uri, page, *_ = rows[0]
    return Printed(uri, page, tuple(Box(*row[2:]) for row in rows if row[1] == page))


def _range(source_id: str, start: int, end: int) -> tuple[str, int, int, int]:
    return source_id, start - _LONGEST, end - 1, start
