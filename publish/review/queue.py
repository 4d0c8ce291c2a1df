"""The queue: `/review`, with what is asked for as `choice` reads it and `page`; and how far all has come."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

from datasette.utils.asgi import Response

from ..pages.respond import page
from ..pages.search import pages_around
from ..words.vocabulary import FLAG_KINDS
from .choice import ANY, Choice, asked, chosen
from .decided import Status
from .known import Known, known
from .passages import short_passages
from .progress import progress_of_documents, progress_of_editors
from .undo import done_context

_A_PAGE = 50
_DOCUMENTS = 10


async def queue_page(request: Any, datasette: Any) -> Response:
    """Answer with the flags that are asked for, and how far all has come; reading it is open."""
    found = await known(datasette, request)
    choice = asked(request)
    items = list(chosen(found, choice))
    pages = max(1, -(-len(items) // _A_PAGE))
    at = request.args.get("page") or ""
    number = min(max(int(at), 1), pages) if at.isascii() and at.isdigit() and len(at) <= 6 else 1
    counts = Counter(found.statuses[item.id] for item in found.items.queue)
    shown = items[(number - 1) * _A_PAGE : number * _A_PAGE]
    passages = await found.database.execute_fn(
        lambda connection: short_passages(connection, [(item.source_id, item.start, item.end) for item in shown])
    )
    context = {
        "items": [(item, found.statuses[item.id], html) for item, html in zip(shown, passages, strict=True)],
        "total": len(items),
        "choice": choice,
        "kinds": _kinds(found, choice),
        "statuses": _statuses(found, choice),
        "counts": [(status.value, counts[status]) for status in Status],
        "all": len(found.items.queue),
        "doubtless": len(found.items.ordered) - len(found.items.queue),
        "page_number": number,
        "pages": pages_around(number, pages),
        "last_page": pages,
        "documents": progress_of_documents(found)[:_DOCUMENTS],
        "editors": progress_of_editors(found)[:_DOCUMENTS],
        "may_decide": bool(found.editor),
        **done_context(request, found),
    }
    return await page(datasette, request, "review/queue.html", context)


def _kinds(found: Known, choice: Choice) -> list[tuple[str, str, int]]:
    """Return the kinds of the flags of the status asked for with their words and numbers, the most first."""
    other = replace(choice, kind="")
    counts = Counter(item.kind for item in chosen(found, other))
    if choice.kind:
        counts.setdefault(choice.kind, 0)
    return [(kind, FLAG_KINDS.get(kind, kind), count) for kind, count in counts.most_common()]


def _statuses(found: Known, choice: Choice) -> list[tuple[str, str, int]]:
    counts = Counter(found.statuses[item.id] for item in found.items.ordered if choice.holds_but_for_status(item))
    each = [(status.name.lower(), status.value, counts[status]) for status in Status]
    return [*each, (ANY, "全部", counts.total())]
