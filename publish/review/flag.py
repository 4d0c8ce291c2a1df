"""One flag: `/review/<flag id>`, the source beside the decision; and what is decided there."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

from datasette.utils.asgi import Response

from ...store.decisions import Decision
from ...store.skips import skip, unskip
from ..database import our_database
from ..links import decode
from ..pages.respond import page
from ..pages.source import picture
from ..words.vocabulary import FLAG_KINDS
from .choice import Choice, asked, neighbours
from .decided import Status, Statuses
from .drafts import Said
from .forms import Form
from .items import Item
from .known import Known, known
from .passages import passage
from .posting import deciding
from .recording import decide
from .refusals import UndecidableError
from .series import elsewhere, others_of, places_of
from .undo import done_context

_LONG = 30
"""Characters; longer words are corrected in a field of several lines."""


async def flag_page(request: Any, datasette: Any) -> Response:
    """Answer with a flag, or record what is decided about it and lead on to the next."""
    if request.method == "POST":
        return await _decide(request, datasette)
    found = await known(datasette, request)
    choice = asked(request)
    item = found.items.by_id.get(decode(request.url_vars["id"]))
    if item is None:
        return await gone(datasette, request, found, choice)
    before, behind = neighbours(found, choice, item)
    search = bool(request.args.get("all"))

    def read(connection: sqlite3.Connection) -> dict[str, Any]:
        shown = passage(connection, item.source_id, item.start, item.end)
        others, more = others_of(connection, found, item)
        series = {(one.source_id, one.start) for one in found.items.series.get(item.series, (item,))}
        words = shown.words if shown else ""
        rest = elsewhere(connection, found, words, series) if search else []
        return {"passage": shown, "others": others, "more_others": more, "elsewhere": rest}

    context = {
        **await found.database.execute_fn(read),
        "item": item,
        "kind_name": FLAG_KINDS.get(item.kind, item.kind),
        "status": found.statuses[item.id],
        "decision": found.decided.of(item, found.items),
        "before": before,
        "behind": behind,
        "choice": choice,
        "searched": search,
        "can_search": 1 < len(item.text.strip()) <= _LONG,
        "is_long": len(item.text) > _LONG,
        "picture": await picture(datasette, item.source_id, item.start, item.end),
        **done_context(request, found),
        "may_decide": bool(found.editor),
        "open_left": sum(found.statuses[one.id] is Status.OPEN for one in found.items.queue),
    }
    return await page(datasette, request, "review/flag.html", context)


async def gone(datasette: Any, request: Any, found: Known, choice: Choice, status: int = 404) -> Response:
    """Answer where there is no such flag (any more), with the way on."""
    first = next((item for item in found.items.ordered if choice.holds(item, found.statuses[item.id])), None)
    context = {"first": first, "choice": choice}
    return await page(datasette, request, "review/gone.html", context, status)


@deciding
async def _decide(request: Any, datasette: Any, form: Form) -> Response:
    found = await known(datasette, request)
    choice = asked(request)
    item = found.items.by_id.get(decode(request.url_vars["id"]))
    if item is None:
        raise UndecidableError("这个疑点已经不在了：文字可能已经更正并重建，或者文件重新抓取过。")
    action = form.get("action")
    if action in ("skip", "unskip"):
        (skip if action == "skip" else unskip)(our_database(datasette).path, found.editor, item.id)
        if action == "unskip":
            return Response.redirect(request.full_path, 303)
        return _next(found, choice, item, [])
    said = _said(form, item)
    if not form.get("action").endswith("-series"):
        places: list[Said] = [{"flag": item.id}]
    else:
        shown = await found.database.execute_fn(
            lambda connection: passage(connection, item.source_id, item.start, item.end)
        )
        others = places_of([value for value in form.all("also") if value != item.id], shown.words if shown else "")
        places = [{"flag": item.id}, *(other for other in others if said["kind"] == "correct" or "flag" in other)]
    recorded = await decide(found, [{**said, **place} for place in places], form.number("seen"))
    return _next(found, choice, item, recorded)


def _said(form: Form, item: Item) -> Said:
    """Return what a form says should be recorded, wherever that is."""
    action, note = form.get("action").removesuffix("-series"), form.get("note")
    after = form.get("after").replace("\r\n", "\n")
    if action == "keep":
        return {"kind": "keep", "note": note}
    if action == "accept" and item.suggestion is not None:
        return {"kind": "correct", "after": item.suggestion, "note": note}
    if action == "remove":
        return {"kind": "correct", "after": "", "note": note}
    if action == "correct" and after:
        return {"kind": "correct", "after": after, "note": note}
    raise UndecidableError(
        "没有填写改成什么。要删去这些字，请用“删去”。" if action == "correct" else "没有说明要怎样决定。"
    )


def _next(found: Known, choice: Choice, item: Item, recorded: Sequence[Decision]) -> Response:
    """Lead on to the flag behind one that has just been decided, past those that were decided with it."""
    just = {decision.target for decision in recorded} | {item.id}
    statuses = Statuses(found.statuses)
    statuses.update({key: Status.DECIDED if recorded else Status.SKIPPED for key in just if key})
    _, behind = neighbours(found, choice, item, statuses)
    done = f"did={recorded[0].number}-{recorded[-1].number}" if recorded else ""
    path = found.links.path(f"/review/{behind.id}" if behind else "/review") + choice.query()
    if done:
        path += f"{'&' if '?' in path else '?'}{done}"
    return Response.redirect(path, 303)
