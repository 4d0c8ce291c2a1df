"""How far documents and editors have come: `/review/progress`."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from datasette.utils.asgi import Response

from ...store.decisions import Kind
from ..pages.respond import page
from .decided import Status
from .known import Known, known


@dataclass(frozen=True, slots=True)
class DocumentProgress:
    """How many flags of a document are decided."""

    id: str
    title: str
    decided: int
    total: int


@dataclass(frozen=True, slots=True)
class EditorProgress:
    """What an editor has decided: how many decisions that hold, corrections among them, documents, the last day."""

    name: str
    decisions: int
    corrections: int
    documents: int
    last: str


async def progress_page(request: Any, datasette: Any) -> Response:
    """Answer with every document that has flags, and every editor who has decided."""
    found = await known(datasette, request)
    context = {"documents": progress_of_documents(found), "editors": progress_of_editors(found)}
    return await page(datasette, request, "review/progress.html", context)


def progress_of_documents(found: Known) -> list[DocumentProgress]:
    """Return every document that has flags, with the most that are open first."""
    totals: Counter[str] = Counter()
    done: Counter[str] = Counter()
    titles: dict[str, str] = {}
    for item in found.items.queue:
        if item.document_id:
            titles[item.document_id] = item.title or item.document_id
            totals[item.document_id] += 1
            done[item.document_id] += found.statuses[item.id] is Status.DECIDED
    rows = [DocumentProgress(key, titles[key], done[key], total) for key, total in totals.items()]
    return sorted(rows, key=lambda row: (row.decided - row.total, row.title))


def progress_of_editors(found: Known) -> list[EditorProgress]:
    """Return every editor who has decided, with whoever has decided most first."""
    by_editor = defaultdict(list)
    for decision in found.decided.standing:
        if decision.kind is not Kind.REPORT:
            by_editor[decision.editor].append(decision)
    rows = [
        EditorProgress(
            name,
            len(of),
            sum(decision.kind is Kind.CORRECT for decision in of),
            len({decision.anchor.document for decision in of}),
            max(decision.created_at for decision in of)[:10],
        )
        for name, of in by_editor.items()
    ]
    return sorted(rows, key=lambda row: (-row.decisions, row.name))
