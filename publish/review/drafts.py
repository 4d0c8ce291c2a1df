"""Decisions as pages and programs say them, as drafts: each is checked against what the database has now."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from ...store.anchors import anchor_at
from ...store.decisions import Anchor, Draft, Kind
from .known import Known
from .refusals import OverlapError, UndecidableError
from .values import DOCUMENT_FIELDS, LEVEL, PARAMETER_FIELDS, Field, Value

Said = Mapping[str, Any]
"""A decision as it is said: `kind`, what it is about, and what should be there."""

_LONGEST_NOTE = 500
_LONGEST_TITLE = 40
"""Characters of a document's beginning by which a decision about it knows it."""
_LONGEST_OPENING = 20
"""Characters of a provision's beginning by which a decision about it knows it."""

_PROVISION = """
select p.*, d.source_id, substr(s.text, p.start_char + 1, coalesce(
    (select min(start_char) from provisions below where below.parent_id = p.id), p.end_char) - p.start_char) as own
from provisions p join documents d on d.id = p.document_id join sources s on s.id = d.source_id where p.id = ?
"""


def drafts_of(connection: sqlite3.Connection, known: Known, said: Sequence[Said]) -> list[Draft]:
    """Return decisions as drafts of the editor who asks.

    Raises:
        UndecidableError: one of them is not complete, or is about what is not there; the message says what is wrong.
        OverlapError: a correction that is not applied yet is in the way of one.
    """
    build_id = last_build(connection)
    return [draft for one in said for draft in _drafts(connection, known, one, build_id)]


def _drafts(connection: sqlite3.Connection, known: Known, said: Said, build_id: str | None) -> Iterator[Draft]:
    try:
        kind = Kind(_text(said, "kind"))
    except ValueError:
        raise UndecidableError("kind 应为 correct、keep、field、add、delete、document、level、undo 之一。") from None
    make = _MAKERS.get(kind)
    if make is None:
        raise UndecidableError(f"这里不能作 {kind} 这种决定。")
    note = _text(said, "note", "").strip()[:_LONGEST_NOTE] or None
    for fields in make(connection, known, said):
        yield Draft(kind=kind, editor=known.editor, note=note, build_id=build_id, **fields)


Fields = dict[str, Any]


def _correct(connection: sqlite3.Connection, known: Known, said: Said) -> Iterator[Fields]:
    anchor, flag_id, _ = _place(connection, known, said)
    after = _text(said, "after")
    if "\r\n" in anchor.exact:
        after = after.replace("\r\n", "\n").replace("\n", "\r\n")
    if after == anchor.exact:
        raise UndecidableError("改后的文字与原文相同。如果原文无误，请选“原文无误”。")
    _refuse_overlap(known, anchor)
    yield {"anchor": anchor, "target": flag_id, "before": anchor.exact, "after": after}


def _keep(connection: sqlite3.Connection, known: Known, said: Said) -> Iterator[Fields]:
    if "parameter" in said:
        row, anchor = _parameter(connection, said)
        yield {"anchor": anchor, "target": row["id"]}
        return
    anchor, flag_id, kind = _place(connection, known, said)
    if flag_id is None:
        raise UndecidableError("keep 须写明 flag（疑点编号）或 parameter（参数编号）。")
    yield {"anchor": anchor, "target": flag_id, "field": kind}


def _field(connection: sqlite3.Connection, known: Known, said: Said) -> Iterator[Fields]:
    row, anchor = _parameter(connection, said)
    field = _text(said, "field")
    after = _checked(PARAMETER_FIELDS, field, said.get("after"))
    if after == row[field]:
        raise UndecidableError(f"{PARAMETER_FIELDS[field].name} 本来就是这样。")
    yield {
        "anchor": anchor,
        "target": row["id"],
        "field": field,
        "before": _json(row[field]),
        "after": _json(after),
    }


def _add(connection: sqlite3.Connection, known: Known, said: Said) -> Iterator[Fields]:
    anchor, _, _ = _place(connection, known, said)
    fields = said.get("fields")
    if not isinstance(fields, Mapping) or not anchor.exact.strip():
        raise UndecidableError("补充参数须选定原文中的数值，并写明 fields。")
    after = {name: _checked(PARAMETER_FIELDS, name, value) for name, value in fields.items()}
    if not after.get("quantity"):
        raise UndecidableError("补充参数须写明种类（quantity）。")
    yield {"anchor": anchor, "after": _json({name: value for name, value in after.items() if value is not None})}


def _delete(connection: sqlite3.Connection, known: Known, said: Said) -> Iterator[Fields]:
    row, anchor = _parameter(connection, said)
    yield {"anchor": anchor, "target": row["id"]}


def _document(connection: sqlite3.Connection, known: Known, said: Said) -> Iterator[Fields]:
    connection.row_factory = sqlite3.Row
    row = connection.execute("select * from documents where id = ?", [_text(said, "document")]).fetchone()
    if row is None:
        raise UndecidableError("库中没有这部规定。")
    field = _text(said, "field")
    after = _checked(DOCUMENT_FIELDS, field, said.get("after"))
    if field == "title" and not after:
        raise UndecidableError("标题不能为空。")
    if after == row[field]:
        raise UndecidableError(f"{DOCUMENT_FIELDS[field].name} 本来就是这样。")
    start, end = row["start_char"], min(row["end_char"], row["start_char"] + _LONGEST_TITLE)
    anchor = _anchor(connection, row["source_id"], start, end)
    yield {"anchor": anchor, "target": row["id"], "field": field, "before": _json(row[field]), "after": _json(after)}


def _level(connection: sqlite3.Connection, known: Known, said: Said) -> Iterator[Fields]:
    connection.row_factory = sqlite3.Row
    row = connection.execute(_PROVISION, [_text(said, "provision")]).fetchone()
    if row is None:
        raise UndecidableError("这个条款已经不在库中，可能刚刚重建过。")
    after = LEVEL.value(_text(said, "after"))
    if after is None or after == row["level"]:
        raise UndecidableError("这个条款本来就是这个层级。")
    words = row["own"][:_LONGEST_OPENING]
    start = row["start_char"] + len(words) - len(words.lstrip())
    anchor = _anchor(connection, row["source_id"], start, row["start_char"] + len(words.rstrip()))
    yield {"anchor": anchor, "target": row["id"], "before": _json(row["level"]), "after": _json(after)}


def _undo(connection: sqlite3.Connection, known: Known, said: Said) -> Iterator[Fields]:
    of = next((one for one in known.decided.all if one.id == said.get("decision")), None)
    if of is None or of.kind is Kind.UNDO:
        raise UndecidableError("没有这个决定，或者它本身就是撤销。")
    if of.id in known.decided.undone:
        raise UndecidableError("这个决定已经撤销了。")
    yield {"anchor": of.anchor, "target": of.target, "undoes": of.id}


_MAKERS: Mapping[Kind, Callable[[sqlite3.Connection, Known, Said], Iterator[Fields]]] = {
    Kind.CORRECT: _correct,
    Kind.KEEP: _keep,
    Kind.FIELD: _field,
    Kind.ADD: _add,
    Kind.DELETE: _delete,
    Kind.DOCUMENT: _document,
    Kind.LEVEL: _level,
    Kind.UNDO: _undo,
}


def _place(connection: sqlite3.Connection, known: Known, said: Said) -> tuple[Anchor, str | None, str | None]:
    """Return the anchor of a flag's words, or of those at a range, which must be `before`; and the flag's kind."""
    if "flag" in said:
        item = known.items.by_id.get(_text(said, "flag"))
        if item is None:
            raise UndecidableError("这个疑点已经不在了：文字可能已经更正并重建，或者文件重新抓取过。")
        return _anchor(connection, item.source_id, item.start, item.end), item.id, item.kind
    start, end = said.get("start_char"), said.get("end_char")
    if not (isinstance(start, int) and isinstance(end, int)):
        raise UndecidableError("须写明 flag，或者 source_id、start_char、end_char 和 before。")
    anchor = _anchor(connection, _text(said, "source_id"), start, end)
    if anchor.exact.replace("\r\n", "\n") != _text(said, "before").replace("\r\n", "\n"):
        raise UndecidableError(f"那里的文字是“{anchor.exact[:60]}”，不是“{_text(said, 'before')[:60]}”。")
    return anchor, None, None


def _parameter(connection: sqlite3.Connection, said: Said) -> tuple[sqlite3.Row, Anchor]:
    connection.row_factory = sqlite3.Row
    row = connection.execute(
        "select p.*, d.source_id from parameters p join documents d on d.id = p.document_id where p.id = ?",
        [_text(said, "parameter")],
    ).fetchone()
    if row is None:
        raise UndecidableError("这个参数已经不在库中，可能刚刚重建过。")
    return row, _anchor(connection, row["source_id"], row["start_char"], row["end_char"])


def _anchor(connection: sqlite3.Connection, source_id: str, start: int, end: int) -> Anchor:
    try:
        return anchor_at(connection, source_id, start, end)
    except LookupError as error:
        raise UndecidableError("这些字已经不在库中，可能刚刚重建过。") from error


def _checked(fields: Mapping[str, Field], name: str, value: Any) -> Value:
    field = fields.get(name)
    if field is None:
        raise UndecidableError(f"没有可以更正的栏“{name[:40]}”；可以更正的有 {'、'.join(fields)}。")
    if value is None:
        return None
    if isinstance(value, bool | int | float):
        value = f"{int(value) if isinstance(value, bool) else value!r}"
    if not isinstance(value, str):
        raise UndecidableError(f"{field.name}：应为文字、数字或空。")
    return field.value(value)


def _text(said: Said, name: str, default: str | None = None) -> str:
    value = said.get(name, default)
    if not isinstance(value, str):
        raise UndecidableError(f"须写明 {name}。")
    return value


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _refuse_overlap(known: Known, anchor: Anchor) -> None:
    for other in known.decided.at(anchor.source_id, anchor.start_char, anchor.end_char):
        is_held = anchor.start_char <= other.anchor.start_char and other.anchor.end_char <= anchor.end_char
        if not is_held and other.id not in known.items.built:
            raise OverlapError(other)


def last_build(connection: sqlite3.Connection) -> str | None:
    """Return the build that made the database what it is."""
    row = connection.execute("select id from builds order by started_at desc, id desc limit 1").fetchone()
    return str(row[0]) if row else None
