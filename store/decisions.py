"""What editors decide, in the editorial file beside a database: rows that are added and never changed or deleted.

A decision is about words in a document, found again by `Anchor` whatever page they stand on and however often the
database is made anew. To take one back is another decision, which names it in `undoes`.
"""

from __future__ import annotations

import json
import sqlite3
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from ..text.anchor import Quote
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


class Kind(StrEnum):
    """What an editor can decide."""

    CORRECT = "correct"
    """The words of the anchor (`before`) should read `after`; an empty anchor inserts."""
    KEEP = "keep"
    """The words of the anchor are right as they stand: the flag `target`, of the kind `field`, is wrong, or every flag
    there where no kind is named. Where `target` is a parameter's identifier, that parameter is right."""
    FIELD = "field"
    """`field` of the parameter `target`, whose mention is the anchor, is `after` and not `before` (JSON values)."""
    ADD = "add"
    """The mention of the anchor is a parameter that was missed; `after` has its fields as JSON."""
    DELETE = "delete"
    """The parameter `target`, whose mention is the anchor, is none."""
    DOCUMENT = "document"
    """`field` of the document of the anchor is `after` and not `before` (JSON values)."""
    LEVEL = "level"
    """The provision that begins with the words of the anchor is of the level `after` and not `before` (JSON values)."""
    REPORT = "report"
    """A reader says in `note` that something is wrong with the words of the anchor."""
    UNDO = "undo"
    """The decision `undoes` no longer holds."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """The words a decision is about, so that they are found again on another page or in another build.

    `document` is the document's identifier, or the source's address outside of any; `eid` that of the smallest
    provision that holds the words, without the document's identifier, None where none does. `exact` are the words as
    the source has them, `prefix` and `suffix` up to 16 characters around them; `nth` counts from 1 which they are of
    the `total` places in the provision (or document) where they stand between these. Source and range are where they
    stood when the decision was made: a hint. `anchors.anchor_at` makes one.
    """

    document: str
    eid: str | None
    exact: str
    prefix: str
    suffix: str
    nth: int
    source_id: str
    start_char: int
    end_char: int
    total: int = 1

    @property
    def quote(self) -> Quote:
        """The words, as `text/anchor.py` finds them."""
        return Quote(self.exact, self.prefix, self.suffix, self.nth, self.total)


@dataclass(frozen=True, slots=True)
class Draft:
    """A decision that is not recorded yet."""

    kind: Kind
    anchor: Anchor
    editor: str
    target: str | None = None
    field: str | None = None
    before: str | None = None
    after: str | None = None
    note: str | None = None
    build_id: str | None = None
    undoes: str | None = None


@dataclass(frozen=True, slots=True)
class Decision(Draft):
    """A recorded decision; `number` counts all of them in their order, `created_at` is an ISO 8601 time in UTC."""

    number: int = 0
    id: str = ""
    created_at: str = ""


class Conflict(Exception):
    """Somebody else has decided the same meanwhile; `decision` is what they decided."""

    def __init__(self, decision: Decision) -> None:
        """Take the decision that is in the way."""
        super().__init__(f"{decision.editor} decided this at {decision.created_at}. Look at it, then decide again.")
        self.decision = decision


class Undecidable(ValueError):
    """What is to be decided makes no sense; the message is a Chinese sentence that says why."""


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
    drafts = [_whole(draft) for draft in drafts]
    for draft in drafts:
        _see(draft)
    with _opened(database) as connection:
        if seen is not None:
            mine = {place_of(draft) for draft in drafts}
            for later in _read(connection, seen):
                if place_of(later) in mine:
                    raise Conflict(later)
        if any(draft.undoes for draft in drafts):
            _see_undone(drafts, _read(connection, 0))
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
        _see(decision)
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
        _see_undone(new, known.values(), is_strict=False)
        return new


def decisions(database: Path | str) -> list[Decision]:
    """Return every decision in the order in which they were recorded, those undone as well.

    Raises:
        EditorialError: the file cannot be read.
    """
    with reading(database, "decisions") as connection:
        return list(_read(connection, 0)) if connection else []


def standing(found: Iterable[Decision]) -> list[Decision]:
    """Return the decisions that hold, in their order: not undone, and of several about the same the last.

    Of what the words of a place read there is one decision, `correct` or `keep` (of which there may be one for each
    kind of flag); one for each field of a parameter and of a document; and one that a parameter is there or is none.
    What readers report stands beside all of these.
    """
    found = sorted(found, key=lambda decision: decision.number)
    undone = _undone(found)
    last: dict[tuple[object, ...], dict[str | None, Decision]] = {}
    for decision in found:
        if decision.kind is Kind.UNDO or decision.id in undone:
            continue
        key, field = _question(decision)
        alike = last.setdefault(key, {})
        if decision.kind is Kind.CORRECT:
            alike.clear()
        elif key[-1] == _WORDS:
            alike.pop(None, None)
        alike[field] = decision
    stand = [decision for alike in last.values() for decision in alike.values()]
    return sorted(stand, key=lambda decision: decision.number)


_WORDS = "words"


def _question(decision: Decision) -> tuple[tuple[object, ...], str | None]:
    """Return what a decision answers, and the field or kind of flag that it answers it for."""
    place = place_of(decision)
    match decision.kind:
        case Kind.CORRECT:
            return (place, _WORDS), None
        case Kind.KEEP if "#" not in (decision.target or ""):
            return (place, _WORDS), decision.field
        case Kind.ADD | Kind.DELETE:
            return (place, "parameter"), None
        case Kind.DOCUMENT:
            return (decision.anchor.document, "document"), decision.field
        case Kind.REPORT:
            return (decision.id,), None
        case _:
            return (place, str(decision.kind)), decision.field


def _undone(found: Sequence[Decision]) -> set[str]:
    """Return the identifiers of what is taken back, but for what was taken back by a decision taken back itself."""
    undone: set[str] = set()
    for decision in reversed(found):
        if decision.undoes and decision.id not in undone:
            undone.add(decision.undoes)
    return undone


def last_number(database: Path | str) -> int:
    """Return the number of the last decision, 0 where there is none.

    Raises:
        EditorialError: the file cannot be read.
    """
    with reading(database, "decisions") as connection:
        if connection is None:
            return 0
        return int(connection.execute("select coalesce(max(number), 0) from decisions").fetchone()[0])


def place_of(draft: Draft) -> tuple[str, str | None, str, str, str, int]:
    """Return what tells whether two decisions are about the same words."""
    anchor = draft.anchor
    return anchor.document, anchor.eid, anchor.prefix, anchor.exact, anchor.suffix, anchor.nth


_Made = TypeVar("_Made", bound=Draft)


def _whole(draft: _Made) -> _Made:
    """Return a decision that says what it corrects, the words of its anchor; its JSON with Chinese as it is written."""
    if draft.kind is Kind.CORRECT and draft.before is None:
        return replace(draft, before=draft.anchor.exact)
    if draft.kind in _IN_JSON:
        return replace(draft, before=_plain_json(draft.before), after=_plain_json(draft.after))
    return draft


_IN_JSON = (Kind.FIELD, Kind.ADD, Kind.DOCUMENT, Kind.LEVEL)


def _plain_json(text: str | None) -> str | None:
    """Return JSON that people can read. Raises `Undecidable` if it is none."""
    if text is None:
        return None
    try:
        return json.dumps(json.loads(text), ensure_ascii=False)
    except ValueError:
        raise Undecidable(f"{text!r} 不是 JSON") from None


def _see(draft: Draft) -> None:
    """Raise `Undecidable` where a decision lacks what its kind needs."""
    problem = None
    if not draft.editor.strip():
        problem = "没有写明是谁决定的"
    elif draft.kind is Kind.CORRECT and (draft.after is None or draft.after == draft.anchor.exact):
        problem = "更正要写明与原文不同的文字"
    elif draft.kind in (Kind.FIELD, Kind.DOCUMENT) and (not draft.field or draft.after is None):
        problem = "要写明字段和它的值（JSON）"
    elif draft.kind is Kind.ADD and draft.after is None:
        problem = "补充的参数要写明各字段（JSON）"
    elif draft.kind is Kind.LEVEL and draft.after is None:
        problem = "要写明层级（JSON）"
    elif draft.kind is Kind.UNDO and not draft.undoes:
        problem = "要写明撤销哪一项决定"
    if problem:
        raise Undecidable(problem)


def _see_undone(drafts: Iterable[Draft], known: Iterable[Decision], is_strict: bool = True) -> None:
    """Raise `Undecidable` where what is to be undone is not recorded, or, if `is_strict`, is undone already."""
    known = list(known)
    recorded, undone = {decision.id for decision in known}, _undone(known)
    for draft in drafts:
        if draft.undoes and draft.undoes not in recorded:
            raise Undecidable(f"没有编号为 {draft.undoes} 的决定可以撤销")
        if draft.undoes and is_strict and draft.undoes in undone:
            raise Undecidable(f"决定 {draft.undoes} 已经撤销")


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
