"""A regulation for programs, at its own address with an ending: `/regulation/<document id>.json`, `.md`, `.xml`."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from typing import Any

from datasette.utils.asgi import Response

from ...store.editorial import moved_to
from ...store.errors import StoreError
from ...store.export.akn import akn_document
from ...store.export.markdown import markdown_document
from ...store.export.rows_as_json import json_document
from ..database import ask, our_database
from ..links import Links, decode
from .errors import error_json
from .respond import cors_headers
from .titled import by_name

FORMS: dict[str, tuple[str, str, Callable[[sqlite3.Connection, str], bytes]]] = {
    "json": ("JSON", "application/json; charset=utf-8", json_document),
    "md": ("Markdown", "text/markdown; charset=utf-8", lambda db, key: markdown_document(db, key).encode()),
    "xml": ("Akoma Ntoso", "application/akn+xml; charset=utf-8", akn_document),
}
"""The ending of each form, with its name, its media type, and what makes it."""


async def regulation_form(request: Any, datasette: Any) -> Response:
    """Answer with a regulation in a form, with the way to it where its id or only its name is known; else with 404."""
    database = our_database(datasette)
    asked, ending = decode(request.url_vars["id"]), request.url_vars["form"]
    _, media_type, make = FORMS[ending]

    def form(connection: sqlite3.Connection) -> bytes | None:
        replacing, connection.row_factory = connection.row_factory, None
        try:
            return make(connection, asked)
        except StoreError:
            return None
        finally:
            connection.row_factory = replacing

    body = await ask(datasette, database, form)
    if body is None:
        moved = await asyncio.to_thread(moved_to, database.path, asked)
        if moved is None:
            return await by_name(request, datasette, asked, f".{ending}") or error_json(datasette, 404)
        return Response.redirect(f"{Links(datasette, database.name).regulation(moved)}.{ending}", status=301)
    return Response(body, content_type=media_type, headers=cors_headers(datasette))
