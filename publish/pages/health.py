"""Whether the site is well: `/-/health`, for programs that watch it."""

from __future__ import annotations

import sqlite3
from typing import Any

from datasette.utils.asgi import Response

from ..database import ask, our_database
from ..guard.refusal import Refusal

_LIMIT = 1000
"""Milliseconds that the database may take to answer."""


async def health(datasette: Any) -> Response:
    """Answer with the last build and the number of documents; 503 where the database cannot be asked."""
    try:
        found = await ask(datasette, our_database(datasette), _look, _LIMIT)
    except (sqlite3.Error, Refusal):
        found = {"ok": False}
    return Response.json(found, status=200 if found["ok"] else 503, headers={"cache-control": "no-store"})


def _look(connection: sqlite3.Connection) -> dict[str, Any]:
    last = connection.execute("select started_at, failed from builds order by started_at desc limit 1").fetchone()
    started_at, failed = last or (None, None)
    documents = connection.execute("select count(*) from documents").fetchone()[0]
    return {"ok": True, "built_at": started_at, "failed": failed, "documents": documents}
