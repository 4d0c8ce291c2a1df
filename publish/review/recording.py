"""Decisions put on record: all of what an editor decides at once, or nothing; and decisions in words."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping, Sequence

from ...store.decision_log import record
from ...store.decisions import Decision, Kind
from ..words.vocabulary import LEVELS
from .drafts import Said, drafts_of
from .known import Known
from .values import DOCUMENT_FIELDS, PARAMETER_FIELDS, Field

_LONG, _HEAD, _TAIL = 60, 40, 10


async def decide(known: Known, said: Sequence[Said], seen: int | None) -> list[Decision]:
    """Record decisions, and return them as recorded.

    Args:
        known: what is known; its editor decides.
        said: the decisions, as `drafts` reads them.
        seen: the number of the last decision that the editor knew of; None does not look whether there are later ones.

    Raises:
        UndecidableError: one of them is not complete, or is about what is not there any more.
        OverlapError: a correction that is not applied yet is in the way of one.
        Conflict: somebody has decided about the same words meanwhile.
        sqlite3.Error: the editorial file cannot be written.
    """
    drafts = await known.database.execute_fn(lambda connection: drafts_of(connection, known, said))
    return await asyncio.to_thread(record, known.database.path, drafts, seen)


def in_words(decision: Decision) -> str:
    """Return what a decision says in one Chinese clause."""
    exact = _shortened(decision.anchor.exact)
    match decision.kind:
        case Kind.CORRECT:
            return f"“{exact}”改为“{_shortened(decision.after or '')}”" if decision.after else f"删去“{exact}”"
        case Kind.KEEP:
            return f"“{exact}”无误"
        case Kind.FIELD:
            return f"参数“{exact}”的{_name(PARAMETER_FIELDS, decision)}由 {decision.before} 改为 {decision.after}"
        case Kind.ADD:
            return f"补充参数“{exact}”"
        case Kind.DELETE:
            return f"删去参数“{exact}”"
        case Kind.DOCUMENT:
            return f"规定的{_name(DOCUMENT_FIELDS, decision)}由 {decision.before} 改为 {decision.after}"
        case Kind.LEVEL:
            return f"“{exact}”由{_level(decision.before)}改为{_level(decision.after)}"
        case Kind.REPORT:
            return f"读者报错：“{exact}”"
        case Kind.UNDO:
            return f"撤销关于“{exact}”的决定"


def _name(fields: Mapping[str, Field], decision: Decision) -> str:
    field = fields.get(decision.field or "")
    return field.name if field else str(decision.field)


def _level(value: str | None) -> str:
    return LEVELS.get(json.loads(value or "null"), str(value))


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONG else f"{text[:_HEAD]}……{text[-_TAIL:]}"
