"""Words that an editor selected in the reading view: `/review/place`.

They are corrected, taken for a parameter, or the provision that they stand in is put at another level.
"""

from __future__ import annotations

import sqlite3
from typing import Any

from datasette.utils.asgi import Response

from ..database import our_database
from ..pages.respond import error_page, page
from ..pages.source import picture
from .drafts import Said
from .forms import Form
from .known import Known, known
from .passages import passage
from .places import FoundPlace, place_asked_for
from .posting import deciding
from .recording import decide
from .refusals import UndecidableError
from .series import elsewhere, places_of
from .sign_in import sign_in_address
from .undo import done_context, done_query
from .values import LEVEL, PARAMETER_FIELDS

_AROUND = """
select id, level, citation from provisions where document_id = ? and start_char <= ? and end_char > ?
order by start_char desc, end_char
"""
_LONG = 30
_MOST_BLANKS = 200
_MENTION = 40
"""Characters that a number with its unit may have."""


async def place_page(request: Any, datasette: Any) -> Response:
    """Answer with the words beside the decision, or record it."""
    if request.method == "POST":
        return await _decide(request, datasette)
    found = await known(datasette, request)
    if not found.editor:
        return Response.redirect(sign_in_address(datasette, request))
    place = await _place(datasette, request)
    if place is None:
        return await error_page(datasette, 404, "没有找到所选的文字，请回到正文重新选择。")
    context = {
        **await found.database.execute_fn(lambda connection: _read(connection, found, place)),
        "place": place,
        "back": place.href(found.links),
        "is_long": place.end - place.start > _LONG,
        "picture": await picture(datasette, place.source_id, place.start, place.end),
        "levels": LEVEL.choices,
        "pending": found.decided.at(place.source_id, place.start, place.end),
        "fields": PARAMETER_FIELDS if place.end - place.start <= _MENTION else {},
        **done_context(request, found),
    }
    return await page(datasette, request, "review/place.html", context)


def _read(connection: sqlite3.Connection, found: Known, place: FoundPlace) -> dict[str, Any]:
    shown = passage(connection, place.source_id, place.start, place.end)
    words = shown.words if shown else ""
    others = elsewhere(connection, found, words, {(place.source_id, place.start)}) if len(words) <= _LONG else []
    around = connection.execute(_AROUND, [place.document_id, place.start, place.start]).fetchall()
    return {"passage": shown, "elsewhere": others, "provisions": around}


async def _place(datasette: Any, request: Any) -> FoundPlace | None:
    found: FoundPlace | None = await our_database(datasette).execute_fn(
        lambda connection: place_asked_for(connection, request)
    )
    return found


@deciding
async def _decide(request: Any, datasette: Any, form: Form) -> Response:
    found = await known(datasette, request)
    place = await _place(datasette, request)
    if place is None:
        raise UndecidableError("所选的文字已经不在那里，可能刚刚重建过。请回到正文重新选择。")
    if form.get("action") == "join":
        said = await found.database.execute_fn(lambda connection: [_joined(connection, form, place)])
    else:
        said = _said(form, place)
    recorded = await decide(found, said, form.number("seen"))
    return Response.redirect(done_query(request, recorded), 303)


def _said(form: Form, place: FoundPlace) -> list[Said]:
    action = form.get("action")
    words, after = (form.get(name).replace("\r\n", "\n") for name in ("words", "after"))  # as browsers send lines
    range_ = {"source_id": place.source_id, "start_char": place.start, "end_char": place.end, "before": words}
    note = form.get("note")
    if action == "add":
        fields = {name: form.get(name) for name in PARAMETER_FIELDS if form.get(name).strip()}
        return [{"kind": "add", "fields": fields, "note": note, **range_}]
    if action == "level":
        return [{"kind": "level", "provision": form.get("provision"), "after": form.get("level"), "note": note}]
    if action == "split":
        return [{"kind": "correct", "after": f"\n{words}", "note": note, **range_}]
    if action == "remove":
        return [{"kind": "correct", "after": "", "note": note, **range_}]
    if action not in ("correct", "correct-series") or not after:
        raise UndecidableError("没有填写改成什么。要删去这些字，请用“删去”。")
    others = places_of(form.all("also"), words) if action == "correct-series" else []
    return [{"kind": "correct", "after": after, "note": note, **where} for where in (range_, *others)]


def _joined(connection: sqlite3.Connection, form: Form, place: FoundPlace) -> Said:
    """Return the decision that what is selected goes on with what stands before it: the white space between is none."""
    (before,) = connection.execute(
        "select substr(text, ?, ?) from sources where id = ?",
        [max(1, place.start - _MOST_BLANKS + 1), min(place.start, _MOST_BLANKS), place.source_id],
    ).fetchone()
    blanks = before[len(before.rstrip()) :]
    if "\n" not in blanks:
        raise UndecidableError("所选的文字之前没有换行，已经和上文在一段里。")
    range_ = {"source_id": place.source_id, "start_char": place.start - len(blanks), "end_char": place.start}
    return {"kind": "correct", "before": blanks, "after": "", "note": form.get("note"), **range_}
