"""What was decided: `/review/decisions`, the newest first; and the same for programs, `/review/decisions.json`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from datasette.utils.asgi import Response

from ...store.decisions import Decision, Kind
from ..pages.respond import page
from ..pages.search import pages_around
from ..words.vocabulary import DECISION_KINDS, DECISION_RESULTS
from .known import Known, known
from .recording import in_words
from .undo import done_context

_A_PAGE = 50
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """A decision with what became of it: by whom it was taken back, and what the last build made of it."""

    decision: Decision
    kind: str
    words: str
    href: str | None
    title: str
    undone_by: Decision | None
    result: str
    reason: str | None


async def audit_page(request: Any, datasette: Any) -> Response:
    """Answer with the decisions that are asked for: by `editor`, `document`, `kind`, `number`; `page`.

    What readers write is for editors only, who see to it that nothing unfit is shown to all.
    """
    found = await known(datasette, request)
    asked = {name: (request.args.get(name) or "")[:_LONGEST] for name in ("editor", "document", "kind", "number")}
    chosen = [one for one in reversed(visible(found)) if _is_asked_for(one, asked)]
    pages = max(1, -(-len(chosen) // _A_PAGE))
    at = request.args.get("page") or ""
    number = min(max(int(at), 1), pages) if at.isascii() and at.isdigit() and len(at) <= 6 else 1
    shown = chosen[(number - 1) * _A_PAGE : number * _A_PAGE]
    entries = await found.database.execute_fn(lambda connection: _entries(connection, found, shown))
    context = {
        "entries": entries,
        "total": len(chosen),
        "asked": asked,
        "kinds": list(DECISION_KINDS.items()),
        "editors": sorted({one.editor for one in visible(found)}),
        "page_number": number,
        "pages": pages_around(number, pages),
        "last_page": pages,
        "address": lambda **changes: _address(asked, changes),
        "may_decide": bool(found.editor),
        "waiting": waiting(found),
        **done_context(request, found),
    }
    return await page(datasette, request, "review/decisions.html", context)


def visible(found: Known) -> Sequence[Decision]:
    """Return the decisions that whoever asks may see."""
    return found.decided.all if found.editor else [one for one in found.decided.all if one.kind is not Kind.REPORT]


def waiting(found: Known) -> int:
    """Return how many decisions the next build has to see to: new ones, and those that no longer hold."""
    standing = {one.id for one in found.decided.standing}
    return len(standing - found.items.built.keys()) + sum(
        result == "applied" and key not in standing for key, (result, _) in found.items.built.items()
    )


def _is_asked_for(one: Decision, asked: Mapping[str, str]) -> bool:
    return (
        (not asked["editor"] or one.editor == asked["editor"])
        and (not asked["document"] or one.anchor.document == asked["document"])
        and (not asked["kind"] or one.kind == asked["kind"])
        and (not asked["number"] or str(one.number) == asked["number"])
    )


def _entries(connection: sqlite3.Connection, found: Known, shown: Iterable[Decision]) -> list[Entry]:
    out = []
    for one in shown:
        title = connection.execute("select title from documents where id = ?", [one.anchor.document]).fetchone()
        built = found.items.built.get(one.id)
        undone_by = found.decided.undone.get(one.id)
        out.append(
            Entry(
                *(one, DECISION_KINDS[one.kind], _words(found, one)),
                found.links.regulation(one.anchor.document, one.anchor.eid or "") if title else None,
                str(title[0]) if title else one.anchor.document,
                undone_by,
                _result(one, built, undone_by),
                built[1] if built else None,
            )
        )
    return out


def _words(found: Known, one: Decision) -> str:
    if one.kind is not Kind.UNDO:
        return in_words(one)
    of = next((other for other in found.decided.all if other.id == one.undoes), None)
    return f"撤销第 {of.number} 号：{in_words(of)}" if of else "撤销决定"


def _result(one: Decision, built: tuple[str, str | None] | None, undone_by: Decision | None) -> str:
    if one.kind is Kind.UNDO:
        return ""
    if undone_by:
        return "重建后恢复原状" if built and built[0] == "applied" else ""
    return DECISION_RESULTS.get(built[0], built[0]) if built else "等待重建"


def _address(asked: Mapping[str, str], changes: Mapping[str, Any]) -> str:
    said = {**asked, **{name: str(value) for name, value in changes.items()}}
    if said.get("page") == "1":
        said["page"] = ""
    return "?" + urlencode({name: value for name, value in said.items() if value})
