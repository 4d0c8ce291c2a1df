"""What a build does as lines of JSON for programs, on the standard error: an object a line, with `time` and `event`."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ...pipeline import Progress, Report


@contextmanager
def logged_progress() -> Iterator[Progress]:
    """Write an event `file` for each file that is done, with the rate since the first and the seconds left."""
    began = time.monotonic()

    def progress(done: int, total: int, file: str) -> None:
        rate = done / max(time.monotonic() - began, 1e-9)
        left = round((total - done) / rate, 1)
        _log("file", file=file, done=done, total=total, files_per_second=round(rate, 2), seconds_left=left)

    yield progress


def log_report(report: Report) -> None:
    """Write an event `failure` for each file that failed, and `done` with what the build did."""
    for failure in report.failures:
        _log("failure", file=failure.file, problem=failure.problem, remedy=failure.remedy)
    _log(
        "done",
        files=report.files,
        stored=report.stored,
        reasons=dict(report.reasons),
        unchanged=report.unchanged,
        renamed=report.renamed,
        failed=len(report.failures),
        untried=report.untried,
        regulations=report.regulations,
        provisions=report.provisions,
        parameters=report.parameters,
        flags=report.flags,
        gone=report.gone,
        pruned=report.pruned,
        kept_as=str(report.kept_as) if report.kept_as else None,
    )


def log_error(message: str) -> None:
    """Write an event `error`: what ended the build."""
    _log("error", message=message)


def _log(event: str, **told: object) -> None:
    moment = datetime.now(UTC).isoformat(timespec="milliseconds")
    # in ASCII: nothing in the name of a file steers a terminal
    print(json.dumps({"time": moment, "event": event, **told}), file=sys.stderr, flush=True)
