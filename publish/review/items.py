"""What there is to decide: every flag of the database, what is at stake first, read again when the database changes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum

from ...store.stake import REPEATED, SHORT, STAKE
from ...text.source import QUEUE
from ..cache.snapshot import Snapshot

_SQL = f"""
select f.id, f.kind, f.source_id, f.document_id, f.provision_id, d.title, p.citation, s.uri, f.text, f.suggestion,
       f.reason, f.score, f.start_char, f.end_char, substr(s.text, f.start_char, 1), substr(s.text, f.end_char + 1, 1),
       {REPEATED}, {STAKE}
from flags f join sources s on s.id = f.source_id
left join documents d on d.id = f.document_id left join provisions p on p.id = f.provision_id
"""
_BUILT = "select decision_id, result, reason from decided order by result = 'applied'"  # of several pages the best


class Stake(IntEnum):
    """What a mistake would spoil."""

    NONE = 0
    SENTENCE = 1
    """The words from which a parameter's fields are read."""
    NUMBER = 2
    """A parameter's number itself."""

    @property
    def chinese(self) -> str:
        """What editors call it."""
        return ("", "参数所在的句子", "参数的数值")[self]


@dataclass(frozen=True, slots=True)
class Item:
    """A flag with what the queue shows of it.

    `before` and `behind` are the characters beside its words. One that `is_repeated` stands in a copy of a document
    that has it, too.
    """

    id: str
    kind: str
    source_id: str
    document_id: str | None
    provision_id: str | None
    title: str | None
    citation: str | None
    uri: str
    text: str
    suggestion: str | None
    reason: str
    score: float
    start: int
    end: int
    before: str
    behind: str
    is_repeated: bool
    stake: Stake

    @property
    def series(self) -> tuple[str, str, str | None]:
        """What flags of one series have in common: the kind, the words, and what they should be."""
        return self.kind, self.text, self.suggestion


@dataclass(frozen=True, slots=True)
class Items:
    """Every flag in the order of the queue, by its identifier, and the flags of each series.

    `built` are the decisions that the database was built with: what became of each, and why if it was not applied.
    `unfit` are those that do not fit it any more.
    `queue` are the flags that editors are asked about: each once, whatever copies of its document are stored.
    """

    ordered: tuple[Item, ...]
    queue: tuple[Item, ...]
    by_id: Mapping[str, Item]
    by_source: Mapping[str, tuple[Item, ...]]
    series: Mapping[tuple[str, str, str | None], tuple[Item, ...]]
    built: Mapping[str, tuple[str, str | None]]
    unfit: frozenset[str]


def read_items(connection: sqlite3.Connection) -> Items:
    """Return every flag of a database."""
    found = [
        Item(*(*fields, bool(repeated), Stake(stake)))
        for *fields, repeated, stake in map(tuple, connection.execute(_SQL))
    ]
    built = {key: (result, reason) for key, result, reason in connection.execute(_BUILT)}
    return in_order(found, built)


def in_order(found: Iterable[Item], built: Mapping[str, tuple[str, str | None]]) -> Items:
    """Return flags as the queue has them.

    Args:
        found: the flags.
        built: the decisions that the database was built with.
    """
    # the flags of a document one after another, where as much is at stake and they are as doubtful
    found = sorted(
        found, key=lambda item: (-item.stake, -round(item.score, 2), item.document_id or "", item.start, item.id)
    )
    series: dict[tuple[str, str, str | None], list[Item]] = {}
    for item in found:
        if len(item.text) <= SHORT:
            series.setdefault(item.series, []).append(item)
    by_source: dict[str, list[Item]] = {}
    for item in found:
        by_source.setdefault(item.source_id, []).append(item)
    return Items(
        tuple(found),
        tuple(item for item in found if item.score >= QUEUE and not item.is_repeated),
        {item.id: item for item in found},
        {source_id: tuple(of) for source_id, of in by_source.items()},
        {key: tuple(of) for key, of in series.items()},
        built,
        frozenset(key for key, (result, _) in built.items() if result == "unfit"),
    )


item_snapshot = Snapshot(read_items)
"""The flags of the database served."""
