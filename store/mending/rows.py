"""The rows of `decided`: what became of every decision about a page."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

from ...text.source import Source
from ..decisions import Decision, Kind
from ..outline import Row
from .fields import json_text
from .outcome import Outcome


def decided_rows(source: Source, outcomes: Iterable[Outcome], rows: Mapping[str, Sequence[Row]]) -> list[Row]:
    """Return the rows that tell what became of decisions.

    Args:
        source: the page.
        outcomes: what became of them.
        rows: the rows of the page by table, of which `documents`, `provisions` and `parameters` are looked at.
    """
    return [_row(source, outcome, rows) for outcome in outcomes]


def _row(source: Source, outcome: Outcome, rows: Mapping[str, Sequence[Row]]) -> Row:
    decision, span = outcome.decision, outcome.span
    document = _document(outcome, rows["documents"])
    before = outcome.before
    if decision.kind is Kind.CORRECT and span:
        before = span.of(source.text)
    return {
        "decision_id": decision.id,
        "source_id": source.id,
        "document_id": document,
        "kind": str(decision.kind),
        "result": str(outcome.result),
        "reason": outcome.reason,
        "table_name": outcome.table,
        "row_id": document if outcome.table == "documents" else _row_id(outcome, rows),
        "field": decision.field,
        "before": before,
        "after": _plain(decision),
        "note": decision.note,
        "editor": decision.editor,
        "created_at": decision.created_at,
        "start_char": span.start if span else None,
        "end_char": span.end if span else None,
    }


def _plain(decision: Decision) -> str | None:
    """Return what was decided, its JSON with Chinese as it is written; what is no JSON stays."""
    if decision.after is None or decision.kind is Kind.CORRECT:
        return decision.after
    try:
        return json.dumps(json.loads(decision.after), ensure_ascii=False)
    except ValueError:
        return decision.after


def _document(outcome: Outcome, documents: Sequence[Row]) -> object:
    """Return the identifier of the document that a decision is about, None outside of any."""
    span = outcome.span
    for row in documents:
        start, end = row["start_char"], row["end_char"]
        assert isinstance(start, int) and isinstance(end, int)
        if row["ordinal"] == outcome.ordinal or (
            outcome.ordinal is None and span and start <= span.start and span.end <= end
        ):
            return row["id"]
    return None


def _row_id(outcome: Outcome, rows: Mapping[str, Sequence[Row]]) -> object:
    """Return the identifier of the parameter or provision that a decision changed, None where a later one took it."""
    span = outcome.span
    if span and outcome.table == "parameters":
        return next((row["id"] for row in rows["parameters"] if (row["start_char"], row["end_char"]) == span), None)
    if span and outcome.table == "provisions":
        alike = (row for row in rows["provisions"] if json_text(str(row["level"])) == _plain(outcome.decision))
        return next((row["id"] for row in alike if row["start_char"] == span.start), None)
    return None
