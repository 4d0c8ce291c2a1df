"""The table of builds: a row for each, written when it begins and completed when it ends."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database

from .clock import is_fixed, now
from .fingerprints import Versions

MOST_FAILURES = 1000
"""Failures that a row tells; `failed` counts all."""


class Stages:
    """How many seconds the stages of a build take, by the clock: one after the other, each from when it is entered."""

    def __init__(self, first: str) -> None:
        """Enter the first stage."""
        self.seconds = {first: 0.0}
        self._stage, self._since = first, time.monotonic()

    def enter(self, stage: str) -> None:
        """End the stage before, and begin another; one that is entered again goes on."""
        moment = time.monotonic()
        self.seconds[self._stage] += moment - self._since
        self._stage, self._since = stage, moment
        self.seconds.setdefault(stage, 0.0)

    def end(self) -> dict[str, float]:
        """End the last stage and return the seconds of all."""
        self.enter(self._stage)
        return {stage: round(seconds, 2) for stage, seconds in self.seconds.items()}


@dataclass(frozen=True, slots=True)
class Ended:
    """What a build came to: files as they were, stored and failed, and the seconds of each stage.

    `failures` are the file, the problem and the remedy of each.
    """

    unchanged: int
    redone: int
    failed: int
    stages: dict[str, float]
    failures: Iterable[tuple[str, str, str]] = ()


def start_build(db: Database, files: int, versions: Versions) -> str:
    """Write the row of a build of so many files and return its id: the time in UTC, `-2` and so on where it is taken.

    Until `end_build`, what tells of its end is null, and stays so of a build that is interrupted.
    """
    began = now()
    same = db.execute("select count(*) from builds where started_at = ?", [began]).fetchone()[0]
    build = f"{began}-{same + 1}" if same else began
    row = {"id": build, "started_at": began, "files": files, "versions": _json(versions)}
    db.execute("insert into builds (id, started_at, files, versions) values (:id, :started_at, :files, :versions)", row)
    return build


def end_build(db: Database, build: str, ended: Ended) -> None:
    """Complete the row of a build; without its seconds where builds are to be the same every time."""
    fixed = is_fixed()
    names = ("file", "problem", "remedy")
    failures = [dict(zip(names, failure, strict=True)) for failure in ended.failures][:MOST_FAILURES]
    row = {
        "id": build,
        "seconds": None if fixed else round(sum(ended.stages.values()), 1),
        "stages": None if fixed else json.dumps(ended.stages),
        "unchanged": ended.unchanged,
        "redone": ended.redone,
        "failed": ended.failed,
        "failures": json.dumps(failures, ensure_ascii=False) if failures else None,
    }
    values = ", ".join(f"{column} = :{column}" for column in row if column != "id")
    db.execute(f"update builds set {values} where id = :id", row)


def is_finished(db: Database, versions: Versions) -> bool:
    """Tell whether the last build came to its end, made by these very versions."""
    last = db.execute("select redone, versions from builds order by rowid desc limit 1").fetchone()
    return last is not None and last[0] is not None and last[1] == _json(versions)


def _json(versions: Versions) -> str:
    return json.dumps({**versions.programs, "stages": dict(versions.stages)})
