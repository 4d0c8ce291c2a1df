"""What building pages again changed: lines to read, JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from ...pipeline import Rebuilt
from ...store.changes import Changes
from ...text.printable import on_one_line
from .report import unfit_lines

_LONGEST = 60
_AROUND = 6


def as_json(done: Rebuilt) -> str:
    """Return what changed as JSON: `pages` by their addresses, `decisions` with what became of each, `failures`."""
    report = done.report
    return json.dumps(
        {
            "stored": report.stored,
            "pages": {uri: asdict(changed) for uri, changed in done.changes.items()},
            "decisions": [
                {"id": one.decision.id, "result": str(one.result), "reason": one.reason} for one in report.decided
            ],
            "failures": [asdict(failure) for failure in report.failures],
        },
        ensure_ascii=False,
        indent=1,
    )


def as_lines(done: Rebuilt) -> Iterator[str]:
    """Yield what changed, a line each, and the decisions that no longer fit."""
    yield f"{done.report.stored} pages built again"
    for uri, changed in done.changes.items():
        yield uri
        yield from (f"  {on_one_line(line)}" for line in _changed(changed))
    yield from unfit_lines(done.report.decided)


def _changed(changed: Changes) -> Iterator[str]:
    for row in changed.documents:
        for name, (before, after) in row.get("changed", {}).items():
            yield f"{row['title']}: {name} {_value(before)} → {_value(after)}"
        if not row.get("changed"):
            yield f"{row['title']}: {'new' if row.get('is_new') else 'gone' if row.get('is_gone') else row['id']}"
    for row in changed.text:
        yield f"{row['citation']}: {_differing(_plain(row['before']), _plain(row['after']))}"
    for row in changed.parameters:
        before, after = row["before"], row["after"]
        if before and after:
            names = [name for name in before if before[name] != after[name] and name != "label"]
            told = ", ".join(f"{name} {_value(before[name])} → {_value(after[name])}" for name in names)
            yield f"{after['label']}: {told}"
        else:
            yield f"{'+' if after else '-'} {(after or before)['label']}"
    yield from (f"- flag {row['kind']}: {row['reason']}" for row in changed.flags_gone)
    yield from (f"+ flag {row['kind']}: {row['reason']}" for row in changed.flags_new)


def _plain(text: str | None) -> str:
    return " ".join((text or "").split())


def _differing(before: str, after: str) -> str:
    """Return where two texts differ, with a little around it."""
    start = next(
        (i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(len(before), len(after))
    )
    ends = zip(reversed(before[start:]), reversed(after[start:]), strict=False)
    same = next((i for i, (a, b) in enumerate(ends) if a != b), min(len(before), len(after)) - start)
    low = max(0, start - 6)
    shown = (text[low : min(len(text), len(text) - same + 6)] for text in (before, after))
    return " → ".join(text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…" for text in shown)


def _value(value: Any) -> str:
    return "–" if value is None else str(value)
