"""The fields of a parameter, `/review/parameter/<id>`, and of a document, `/review/document/<id>`, to be decided."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any

from datasette.utils.asgi import Response

from ...store.decisions import Decision
from ..links import decode, parameter_anchor
from ..pages.respond import error_page, page
from .drafts import Said
from .forms import Form
from .known import Known, known
from .passages import passage
from .posting import deciding
from .recording import decide
from .refusals import UndecidableError
from .sign_in import sign_in_address
from .undo import done_context, done_query
from .values import DOCUMENT_FIELDS, PARAMETER_FIELDS, Field

_PARAMETER = """
select p.*, d.source_id, d.title, v.citation, p.start_char as first, p.end_char as last
from parameters p join documents d on d.id = p.document_id left join provisions v on v.id = p.provision_id
where p.id = ?
"""
_DOCUMENT = "select *, start_char as first, min(end_char, start_char + 600) as last from documents where id = ?"


async def parameter_page(request: Any, datasette: Any) -> Response:
    """Answer with a parameter's fields, or record which are others, that it is right, or that it is none."""
    return (
        await _decide_parameter(request, datasette)
        if request.method == "POST"
        else await _shown(request, datasette, "parameter", _PARAMETER, PARAMETER_FIELDS)
    )


async def document_page(request: Any, datasette: Any) -> Response:
    """Answer with a document's fields, or record which are others."""
    return (
        await _decide_document(request, datasette)
        if request.method == "POST"
        else await _shown(request, datasette, "document", _DOCUMENT, DOCUMENT_FIELDS)
    )


async def _shown(request: Any, datasette: Any, kind: str, sql: str, fields: Mapping[str, Field]) -> Response:
    found = await known(datasette, request)
    if not found.editor:
        return Response.redirect(sign_in_address(datasette, request))
    row = await _row(found, sql, decode(request.url_vars["id"]))
    if row is None:
        return await error_page(datasette, 404, "可能刚刚重建过。")
    place = (row["source_id"], row["first"], row["last"])
    context = {
        "kind": kind,
        "row": row,
        "fields": [(name, field, _typed(row[name])) for name, field in fields.items()],
        "passage": await found.database.execute_fn(lambda connection: passage(connection, *place)),
        "pending": _pending(found, str(row["id"])),
        "back": _back(found, kind, row),
        **done_context(request, found),
    }
    return await page(datasette, request, "review/fields.html", context)


async def _row(found: Known, sql: str, key: str) -> sqlite3.Row | None:
    def read(connection: sqlite3.Connection) -> sqlite3.Row | None:
        connection.row_factory = sqlite3.Row
        row: sqlite3.Row | None = connection.execute(sql, [key]).fetchone()
        return row

    row: sqlite3.Row | None = await found.database.execute_fn(read)
    return row


def _typed(value: object) -> str:
    """Return a value as a person would type it."""
    if value is None:
        return ""
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def _pending(found: Known, key: str) -> list[Decision]:
    """Return the decisions about a row that the database was not built with yet."""
    return [one for one in found.decided.standing if one.target == key and one.id not in found.items.built]


def _back(found: Known, kind: str, row: sqlite3.Row) -> str:
    if kind == "document":
        return found.links.regulation(row["id"])
    return found.links.regulation(row["document_id"], parameter_anchor(row["id"]))


@deciding
async def _decide_parameter(request: Any, datasette: Any, form: Form) -> Response:
    found = await known(datasette, request)
    row = await _row(found, _PARAMETER, decode(request.url_vars["id"]))
    if row is None:
        raise UndecidableError("这个参数已经不在库中，可能刚刚重建过。")
    about = {"parameter": row["id"], "note": form.get("note")}
    action = form.get("action")
    if action in ("keep", "delete"):
        said: list[Said] = [{"kind": action, **about}]
    else:
        said = [{"kind": "field", **about, **change} for change in _changes(form, row, PARAMETER_FIELDS)]
    return Response.redirect(done_query(request, await decide(found, said, form.number("seen"))), 303)


@deciding
async def _decide_document(request: Any, datasette: Any, form: Form) -> Response:
    found = await known(datasette, request)
    row = await _row(found, _DOCUMENT, decode(request.url_vars["id"]))
    if row is None:
        raise UndecidableError("这部规定已经不在库中，可能刚刚重建过。")
    about = {"document": row["id"], "note": form.get("note")}
    said = [{"kind": "document", **about, **change} for change in _changes(form, row, DOCUMENT_FIELDS)]
    return Response.redirect(done_query(request, await decide(found, said, form.number("seen"))), 303)


def _changes(form: Form, row: sqlite3.Row, fields: Mapping[str, Field]) -> list[Said]:
    """Return the fields in which something else was typed than the row has; an emptied field has no value."""
    changes = [
        {"field": name, "after": field.value(form.get(name))}
        for name, field in fields.items()
        if form.get(name).strip() != _typed(row[name])
    ]
    if not changes:
        raise UndecidableError("没有改动。")
    return list(changes)
