"""The builds that made the database, the last first."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from typing import Any

_JSON = ("stages", "failures", "versions")


@dataclass(frozen=True, slots=True)
class Build:
    """A build: what `builds` has of it, with what is JSON there read; `redone` is None where it came to no end."""

    id: str
    started_at: str
    seconds: float | None
    files: int | None
    unchanged: int | None
    redone: int | None
    failed: int | None
    stages: dict[str, float]
    failures: list[dict[str, str]]
    versions: dict[str, Any]


def builds(connection: sqlite3.Connection, most: int) -> tuple[list[Build], int]:
    """Return the last builds, so many at most, and how many there are."""
    connection.row_factory = sqlite3.Row
    rows = connection.execute("select * from builds order by rowid desc limit ?", [most]).fetchall()
    total = connection.execute("select count(*) from builds").fetchone()[0]
    return [_build(row) for row in rows], total


def _build(row: sqlite3.Row) -> Build:
    plain = {name: row[name] for name in row.keys() if name not in _JSON}  # noqa: SIM118  # a row iterates its values
    stages, failures, versions = (json.loads(row[name] or "null") for name in _JSON)
    return Build(**plain, stages=stages or {}, failures=failures or [], versions=versions or {})
