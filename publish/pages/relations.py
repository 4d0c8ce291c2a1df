"""What a regulation rests on and what refers to it: `/relations/<document id>`, with `at=art_8` of one provision."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

from datasette.utils.asgi import Response

from ..cache.answers import AnswerCache
from ..charts.web import Node, web
from ..database import our_database
from ..links import Links, decode
from ..queries.relations import RELATIONS, Related, Relations, load_relations
from .errors import FOR_PROGRAMS, error_json
from .respond import error_page, page
from .titled import by_name

_MOST_ANSWERS = 64
_MOST_DRAWN = 8
_MOST_PLACES_SHOWN = 6

Found = tuple[str, str | None, Relations]

_answers: AnswerCache[Found | None] = AnswerCache(_MOST_ANSWERS)


async def relations_page(request: Any, datasette: Any) -> Response:
    """Answer with the relations of a regulation or of a provision; 404 where there is none of that name."""
    database = our_database(datasette)
    asked, eid = decode(request.url_vars["id"]), request.args.get("at") or ""
    links = Links(datasette, database.name)

    def find(connection: sqlite3.Connection) -> Found | None:
        return _find(connection, asked, eid)

    found = await _answers.answer(datasette, database, (asked, eid), find)
    if found is None and request.path.endswith(FOR_PROGRAMS):
        return error_json(datasette, 404)
    if found is None:
        there = None if eid else await by_name(request, datasette, asked, place=Links.relations)
        return there or await error_page(datasette, 404)
    title, citation, relations = found
    drawn = [_nodes(side, links) for side in (relations.cited, relations.citing)]
    words = f"左边是它引用的 {len(relations.cited)} 部，右边是引用它的 {len(relations.citing)} 部；下面的列表有全部。"
    context = {
        "id": asked,
        "eid": eid,
        "document_title": title,
        "citation": citation,
        "found": relations,
        "relations": RELATIONS,
        "drawing": web(title + (citation or ""), words, *drawn) if any(drawn) else None,
        "most_drawn": _MOST_DRAWN,
        "most_places": _MOST_PLACES_SHOWN,
    }
    return await page(datasette, request, "relations.html", context)


def _find(connection: sqlite3.Connection, document_id: str, eid: str) -> Found | None:
    document = connection.execute("select title from documents where id = ?", [document_id]).fetchone()
    sql = "select citation from provisions where id = ?"
    provision = connection.execute(sql, [f"{document_id}#{eid}"]).fetchone() if eid else None
    if document is None or (eid and provision is None):
        return None
    return document[0], provision and provision[0], load_relations(connection, document_id, eid)


def _nodes(side: Sequence[Related], links: Links) -> list[Node]:
    """Return the documents to draw: those with most places, in the order of relations."""
    most = sorted(side, key=lambda one: (one.id is None, one.relation == "引用", -len(one.places)))[:_MOST_DRAWN]
    return [
        Node(one.title, one.relation, len(one.places), links.regulation(one.id) if one.id else links.search(one.title))
        for one in side
        if one in most
    ]
