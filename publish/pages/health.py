"""Whether the site is well: `/-/health`, for programs that watch it."""

from __future__ import annotations

import sqlite3
from typing import Any

from datasette.utils.asgi import Response

from ..database import ask
from ..guard.refusal import Refusal
from ..members import Member, has_several, members_of

_LIMIT = 1000
"""Milliseconds that the database may take to answer."""


async def health(datasette: Any) -> Response:
    """Answer with the last build and the number of documents; 503 where the database cannot be asked.

    Of several databases it is told of each; 503 where none can be asked.
    """
    found = {member.name: await _look_at(member) for member in members_of(datasette)}
    are_well = [each["ok"] for each in found.values()]
    told = {"ok": all(are_well), "databases": found} if has_several(datasette) else next(iter(found.values()))
    return Response.json(told, status=200 if any(are_well) else 503, headers={"cache-control": "no-store"})


async def _look_at(member: Member) -> dict[str, Any]:
    try:
        return await ask(member.datasette, member.database, _look, _LIMIT)
    except (sqlite3.Error, Refusal):
        return {"ok": False}


def _look(connection: sqlite3.Connection) -> dict[str, Any]:
    last = connection.execute("select started_at, failed from builds order by started_at desc limit 1").fetchone()
    started_at, failed = last or (None, None)
    documents = connection.execute("select count(*) from documents").fetchone()[0]
    return {"ok": True, "built_at": started_at, "failed": failed, "documents": documents}
