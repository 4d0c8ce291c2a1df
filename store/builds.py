"""The table of builds: a row for each, written when it begins and completed when it ends."""

from __future__ import annotations

import json

from sqlite_utils import Database

from .clock import is_fixed, now
from .fingerprints import Versions


def start_build(db: Database, files: int, versions: Versions) -> str:
    """Write the row of a build of so many files and return its id: the time in UTC, `-2` and so on where it is taken.

    Until `end_build`, `seconds`, `redone` and `failed` are null, and stay so of a build that is interrupted.
    """
    began = now()
    same = db.execute("select count(*) from builds where started_at = ?", [began]).fetchone()[0]
    build = f"{began}-{same + 1}" if same else began
    row = {"id": build, "started_at": began, "files": files, "versions": _json(versions)}
    db.execute("insert into builds (id, started_at, files, versions) values (:id, :started_at, :files, :versions)", row)
    return build


def end_build(db: Database, build: str, seconds: float, redone: int, failed: int) -> None:
    """Complete the row of a build; without its seconds where builds are to be the same every time."""
    values = [None if is_fixed() else round(seconds, 1), redone, failed, build]
    db.execute("update builds set seconds = ?, redone = ?, failed = ? where id = ?", values)


def is_finished(db: Database, versions: Versions) -> bool:
    """Tell whether the last build came to its end, made by these very versions."""
    last = db.execute("select redone, versions from builds order by rowid desc limit 1").fetchone()
    return last is not None and last[0] is not None and last[1] == _json(versions)


def _json(versions: Versions) -> str:
    return json.dumps({**versions.programs, "stages": dict(versions.stages)})
