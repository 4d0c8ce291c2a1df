"""What has been decided so far, kept in memory and read on from the editorial file whenever that has changed."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from threading import Lock

from ...store.decision_log import decisions, last_number
from ...store.decisions import Anchor, Decision, Kind, standing, undone
from ...store.editorial import editorial_path
from ...store.skips import skipped
from .items import Item, Items

_SETTLING = frozenset({Kind.CORRECT, Kind.KEEP})


class Status(Enum):
    """How far a flag has come; the value is what editors call it, the name in lower case what addresses do."""

    OPEN = "待决定"
    DECIDED = "已决定"
    SKIPPED = "已跳过"


class Statuses(dict[str, Status]):
    """How far flags have come, by their identifiers; one that is not among them is open."""

    def __missing__(self, key: str) -> Status:
        """Return that a flag is open."""
        return Status.OPEN


@dataclass(frozen=True, slots=True)
class Decided:
    """Every decision, those that hold, and by flags and places what settles them.

    `last` is the number of the last decision.
    """

    all: tuple[Decision, ...]
    standing: tuple[Decision, ...]
    last: int
    by_flag: Mapping[str, Decision]
    by_source: Mapping[str, tuple[Decision, ...]]
    skips: Mapping[str, frozenset[str]]
    undone: Mapping[str, Decision]
    """Identifiers of decisions that were taken back, to the decision that did."""

    def of(self, item: Item, items: Items) -> Decision | None:
        """Return the decision that settles a flag: one about the flag, or one about its words that is not applied."""
        found = self.by_flag.get(item.id)
        if found and found.id not in items.unfit:
            return found
        near = (one for one in self.at(item.source_id, item.start, item.end) if one.id not in items.built)
        return next(near, None)

    def at(self, source_id: str, start: int, end: int) -> list[Decision]:
        """Return the corrections of words in a range of a source."""
        return [decision for decision in self.by_source.get(source_id, ()) if _overlap(decision.anchor, start, end)]

    def statuses(self, items: Items, editor: str) -> Statuses:
        """Return how far the flags have come for an editor."""
        out = Statuses({key: Status.SKIPPED for key, editors in self.skips.items() if editor in editors})
        out.update((key, Status.DECIDED) for key, one in self.by_flag.items() if one.id not in items.unfit)
        for source_id, corrections in self.by_source.items():
            waiting = [one.anchor for one in corrections if one.id not in items.built]
            for item in items.by_source.get(source_id, ()) if waiting else ():
                if any(_overlap(anchor, item.start, item.end) for anchor in waiting):
                    out[item.id] = Status.DECIDED
        return out


def _overlap(anchor: Anchor, start: int, end: int) -> bool:
    return anchor.start_char < max(end, start + 1) and max(anchor.end_char, 1) > start


_kept: dict[str, tuple[tuple[int, ...], Decided]] = {}
_lock = Lock()


def decided(database: Path | str) -> Decided:
    """Return what has been decided about a database.

    Raises:
        sqlite3.Error: the editorial file cannot be read.
    """
    path = editorial_path(database)
    version: tuple[int, ...]
    try:
        state = os.stat(path)
        # a clock is too coarse to tell two decisions of one moment apart
        version = (state.st_ino, state.st_size, state.st_mtime_ns, last_number(database))
    except OSError:
        version = ()
    with _lock:
        kept = _kept.get(str(path))
        if kept is None or kept[0] != version:
            kept = version, _read(database)
            _kept[str(path)] = kept
        return kept[1]


def _read(database: Path | str) -> Decided:
    found = tuple(decisions(database))
    hold = tuple(standing(found))
    return Decided(
        found,
        hold,
        found[-1].number if found else 0,
        {decision.target: decision for decision in hold if decision.target and decision.kind in _SETTLING},
        _by_source(hold),
        skipped(database),
        undone(found),
    )


def _by_source(hold: Iterable[Decision]) -> dict[str, tuple[Decision, ...]]:
    by_source: defaultdict[str, list[Decision]] = defaultdict(list)
    for decision in hold:
        if decision.kind is Kind.CORRECT:
            by_source[decision.anchor.source_id].append(decision)
    return {source_id: tuple(of) for source_id, of in by_source.items()}
