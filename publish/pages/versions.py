"""Two versions of a regulation beside each other: `/versions?a=<document>&b=<document>`, with `all=1` every article."""

from __future__ import annotations

import sqlite3
from typing import Any

from datasette.utils.asgi import Response

from ...store.in_force import Version, versions_of
from ..cache.answers import AnswerCache
from ..database import our_database
from ..links import Links, parameter_anchor
from ..queries.versions import Versions, load_versions
from ..words import wording
from .respond import error_page, page

_MOST_ANSWERS = 32

_answers: AnswerCache[tuple[Versions, list[Version]] | None] = AnswerCache(_MOST_ANSWERS)


async def versions_page(request: Any, datasette: Any) -> Response:
    """Answer with two versions, the older one on the left.

    400 where they are not two versions of one regulation, 404 where one of them is not there.
    """
    database = our_database(datasette)
    asked = [request.args.get(name) or "" for name in ("a", "b")]
    if not all(asked) or asked[0] == asked[1]:
        return await error_page(datasette, 400, "要对照的是两个版本：/versions?a=……&b=……")

    def find(connection: sqlite3.Connection) -> tuple[Versions, list[Version]] | None:
        return find_versions(connection, *asked)

    found = await _answers.answer(datasette, database, tuple(sorted(asked)), find)
    if found is None:
        return await error_page(datasette, 404)
    versions, all_versions = found
    if not all_versions:
        return await error_page(datasette, 400, "这不是同一部规定的两个版本，请用“比较”。")
    links = Links(datasette, database.name)
    context = {
        "found": versions,
        "versions": all_versions,
        "show_all": request.args.get("all") == "1",
        "bound": wording.bound,
        "reading": lambda row: links.regulation(row["document_id"], parameter_anchor(row["id"])),
    }
    return await page(datasette, request, "versions.html", context)


def find_versions(connection: sqlite3.Connection, one: str, other: str) -> tuple[Versions, list[Version]] | None:
    """Return two documents, the older first, and all versions of the work they are of, none where they are of two."""
    days = dict(connection.execute("select id, coalesce(version, '') from documents where id in (?, ?)", [one, other]))
    found = load_versions(connection, *sorted((one, other), key=lambda key: (days.get(key, ""), key)))
    if found is None:
        return None
    work = found.old["work_id"]
    return found, versions_of(connection, work) if work == found.new["work_id"] else []
