"""What readers report: `/report`, for a clause, a number or words of the reading view, without signing in."""

from __future__ import annotations

import asyncio
import sqlite3
from dataclasses import dataclass
from typing import Any

from datasette.utils.asgi import Response

from ...store.anchors import anchor_at
from ...store.decision_log import record
from ...store.decisions import Draft, Kind
from ..database import our_database
from ..guard.rate import asked_by
from ..links import Links
from ..pages.respond import error_page, page
from . import access
from .drafts import last_build
from .forms import BadRequestError, Form, body_of, decoded, is_from_our_page
from .keeping import kept_page
from .places import FoundPlace, place_asked_for
from .posting import told
from .rate_limit import RateLimit

MOST = 500
"""Characters of a report."""

READER = "读者"
"""Who reports without being signed in."""

_TRAP = "website"
"""A field that nobody sees: what fills it in is a program."""

_ONE_READER = RateLimit(10, 3600)
_EVERYBODY = RateLimit(300, 3600)


@dataclass(frozen=True, slots=True)
class _Report:
    place: FoundPlace
    note: str


async def report_page(request: Any, datasette: Any) -> Response:
    """Answer with the form, or record what a reader says is wrong."""
    database = our_database(datasette)
    place = await database.execute_fn(lambda connection: place_asked_for(connection, request))
    if place is None:
        return await error_page(datasette, 404, "没有找到所指的文字，请回到正文重新选择。")
    if request.method != "POST":
        return await _form(datasette, request, place)
    try:
        form = decoded(await body_of(request))
    except BadRequestError as error:
        return await error_page(datasette, 400, str(error))
    note = form.get("note").replace("\r\n", "\n").strip()
    if not is_from_our_page(request, form):
        return await kept_page(datasette, request, form, 403, "没有提交", "页面放得太久了，请再提交一次。")
    if not 1 <= len(note) <= MOST:
        said = f"请写明哪里不对，至多 {MOST} 字（现在 {len(note)} 字）。"
        return await _form(datasette, request, place, 400, said, note)
    if form.get(_TRAP):
        return await _thanks(datasette, request, place)  # as if it were recorded, so that the program goes away
    reader = asked_by(request.scope)
    if _ONE_READER.wait(reader) or _EVERYBODY.wait(""):
        said = "最近的报错太多，请过一会儿再提交。您写的内容还在。"
        return await _form(datasette, request, place, 429, said, note)
    _ONE_READER.count(reader)
    _EVERYBODY.count("")
    return await told(_recorder(_Report(place, note)), request, datasette, form)


def _recorder(report: _Report) -> Any:
    async def write(request: Any, datasette: Any, form: Form) -> Response:
        database = our_database(datasette)
        place = report.place

        def draft(connection: sqlite3.Connection) -> Draft:
            anchor = anchor_at(connection, place.source_id, place.start, place.end)
            editor = access.editor_name(request) or READER
            build_id = last_build(connection)
            return Draft(Kind.REPORT, anchor, editor, target=place.parameter_id, note=report.note, build_id=build_id)

        await asyncio.to_thread(record, database.path, [await database.execute_fn(draft)])
        return await _thanks(datasette, request, place)

    return write


async def _thanks(datasette: Any, request: Any, place: FoundPlace) -> Response:
    back = place.href(Links(datasette, our_database(datasette).name))
    return await page(datasette, request, "review/thanks.html", {"back": back})


async def _form(
    datasette: Any, request: Any, place: FoundPlace, status: int = 200, message: str = "", note: str = ""
) -> Response:
    context = {
        "place": place,
        "message": message,
        "note": note,
        "most": MOST,
        "trap": _TRAP,
        "back": place.href(Links(datasette, our_database(datasette).name)),
    }
    return await page(datasette, request, "review/report.html", context, status)
