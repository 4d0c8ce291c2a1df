"""Editors' decisions in the editorial file beside a database: rows that are added and never changed or deleted."""

from __future__ import annotations

import json
import sqlite3
import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import asdict, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from .decisions import Anchor, Decision, Draft, Kind, Undecidable, check, check_undone, completed, place_of
from .editorial import connected, editorial_path, explained, reading

_TABLE = """
create table if not exists decisions (
    number integer primary key autoincrement,
    id text not null unique,
    kind text not null,
    target text,
    anchor text not null,
    field text,
    before text,
    after text,
    note text,
    editor text not null,
    build_id text,
    created_at text not null,
    undoes text references decisions (id)
)"""
_TRIGGERS = tuple(
    f"create trigger if not exists decisions_no_{what} before {what} on decisions "
    "begin select raise(abort, 'decisions are only added'); end"
    for what in ("update", "delete")
)
"""What is decided is never changed or taken out, by whatever program."""


class Conflict(Exception):
    """Somebody else has decided the same meanwhile; `decision` is what they decided."""

    def __init__(self, decision: Decision) -> None:
        """Take the decision that is in the way."""
        super().__init__(f"{decision.editor} decided this at {decision.created_at}. Look at it, then decide again.")
        self.decision = decision


def record(database: Path | str, drafts: Iterable[Draft], seen: int | None = None) -> list[Decision]:
    """Record decisions, all or none, and return them as recorded.

    Args:
        database: the database whose editorial file is written.
        drafts: what is decided.
        seen: the number of the last decision that the editor knew of (`last_number`); None does not look.

    Raises:
        Undecidable: a decision lacks what its kind needs, or undoes none that stands; nothing is recorded.
        Conflict: a decision after `seen` is about one of the same places; nothing is recorded.
        EditorialError: the file cannot be written; nothing is recorded.
    """
    drafts = [completed(draft) for draft in drafts]
    for draft in drafts:
        check(draft)
    with _opened(database) as connection:
        if seen is not None:
            mine = {place_of(draft) for draft in drafts}
            for later in _read(connection, seen):
                if place_of(later) in mine:
                    raise Conflict(later)
        if any(draft.undoes for draft in drafts):
            check_undone(drafts, _read(connection, 0))
        now = datetime.now(UTC).isoformat(timespec="seconds")
        return [_insert(connection, draft, uuid.uuid4().hex, now) for draft in drafts]


def take_in(database: Path | str, found: Iterable[Decision]) -> list[Decision]:
    """Record decisions that were made elsewhere, under their identifiers; return those that were not known yet.

    Raises:
        Undecidable: one is known and says something else, or lacks what its kind needs; nothing is recorded.
        EditorialError: the file cannot be written; nothing is recorded.
    """
    found = list(found)
    for decision in found:
        check(decision)
    with _opened(database) as connection:
        known = {decision.id: decision for decision in _read(connection, 0)}
        new = []
        for decision in found:
            earlier = known.get(decision.id)
            if earlier is None:
                made = _insert(connection, decision, decision.id, decision.created_at)
                known[decision.id] = made
                new.append(made)
            elif replace(earlier, number=0) != replace(decision, number=0):
                raise Undecidable(f"决定 {decision.id} 已经收录，内容却不同；没有收录任何决定")
        check_undone(new, known.values(), is_strict=False)
        return new


def decisions(database: Path | str) -> list[Decision]:
    """Return every decision in the order in which they were recorded, those undone as well.

    Raises:
        EditorialError: the file cannot be read.
    """
    with reading(database, "decisions") as connection:
        return list(_read(connection, 0)) if connection else []


def last_number(database: Path | str) -> int:
    """Return the number of the last decision, 0 where there is none.

    Raises:
        EditorialError: the file cannot be read.
    """
    with reading(database, "decisions") as connection:
        if connection is None:
            return 0
        return int(connection.execute("select coalesce(max(number), 0) from decisions").fetchone()[0])


@contextmanager
def _opened(database: Path | str) -> Iterator[sqlite3.Connection]:
    """Open the editorial file to add decisions, in one transaction."""
    path = editorial_path(database)
    with explained(path), closing(connected(path)) as connection:
        connection.isolation_level = None
        connection.execute("begin immediate")
        try:
            connection.execute(_TABLE)
            for trigger in _TRIGGERS:
                connection.execute(trigger)
            yield connection
            connection.execute("commit")
        except BaseException:
            if connection.in_transaction:
                connection.execute("rollback")
            raise


def _insert(connection: sqlite3.Connection, draft: Draft, identifier: str, now: str) -> Decision:
    values = {name: getattr(draft, name) for name in _COLUMNS} | {"id": identifier, "created_at": now}
    values["anchor"] = json.dumps(asdict(draft.anchor), ensure_ascii=False)
    names = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join("?" * len(values))
    written = connection.execute(f"insert into decisions ({names}) values ({marks})", list(values.values()))
    return Decision(**_fields(values), number=written.lastrowid or 0)


def _read(connection: sqlite3.Connection, after: int) -> Iterator[Decision]:
    names = ("number", "id", "created_at", *_COLUMNS)
    listed = ", ".join(f'"{name}"' for name in names)
    for row in connection.execute(f"select {listed} from decisions where number > ? order by number", [after]):
        yield Decision(**_fields(dict(zip(names, row, strict=True))))


def _fields(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns of a row as the fields of a decision."""
    return {**row, "kind": Kind(str(row["kind"])), "anchor": Anchor(**json.loads(str(row["anchor"])))}


_COLUMNS = tuple(field.name for field in fields(Draft))
