"""Taking decisions back: `/review/undo`, for those that were made at once or any one of the audit page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from datasette.utils.asgi import Response

from ...store.decisions import Decision, Kind
from .forms import Form
from .known import Known, known
from .posting import deciding
from .recording import decide, in_words
from .refusals import UndecidableError

_RANGE = re.compile(r"(\d{1,12})-(\d{1,12})")
_MOST = 5000
_OWN = frozenset({"did", "undid"})


def done_context(request: Any, found: Known) -> dict[str, Any]:
    """Return what a page needs to say what has just been decided or taken back, if it was by whoever asks."""
    done, undone = (_in_range(found, request.args.get(name) or "") for name in ("did", "undid"))
    return {
        "undo": [one for one in done if one.id not in found.decided.undone],
        "undone": [one for one in undone if one.id in found.decided.undone],
        "seen": found.decided.last,
        "in_words": in_words,
    }


def done_query(request: Any, recorded: Sequence[Decision]) -> str:
    """Return the address asked for, which now also says what has just been decided."""
    args = [(name, value) for name in request.args for value in request.args.getlist(name) if name not in _OWN]
    did = f"{recorded[0].number}-{recorded[-1].number}"
    return f"{request.path}?{urlencode([*args, ('did', did)])}"


def _in_range(found: Known, said: str) -> list[Decision]:
    numbers = _RANGE.fullmatch(said)
    if not numbers or not found.editor:
        return []
    first, last = int(numbers[1]), int(numbers[2])
    return [
        one
        for one in found.decided.all
        if first <= one.number <= last and one.editor == found.editor and one.kind is not Kind.UNDO
    ][:_MOST]


@deciding
async def undo_page(request: Any, datasette: Any, form: Form) -> Response:
    """Take back the decisions that a form names, and lead to the flag of the first of them."""
    found = await known(datasette, request)
    said = form.get("did")
    chosen = _chosen(found, form)
    if not chosen:
        raise UndecidableError("没有找到要撤销的决定。")
    await decide(found, [{"kind": "undo", "decision": one.id} for one in chosen], form.number("seen"))
    target = next((one.target for one in chosen if one.target in found.items.by_id), None)
    to = form.get("to")
    if to == "decisions":
        return Response.redirect(found.links.path("/review/decisions"), 303)
    query = f"?undid={said}" if said else ""
    path = found.links.path(f"/review/{target}" if target else "/review")
    return Response.redirect(path + query, 303)


def _chosen(found: Known, form: Form) -> list[Decision]:
    """Return the decisions of a range of one's own, or any single one; an editor may take back another's."""
    single = form.get("decision")
    if single:
        return [one for one in found.decided.all if one.id == single and one.kind is not Kind.UNDO]
    return [one for one in _in_range(found, form.get("did")) if one.id not in found.decided.undone]
