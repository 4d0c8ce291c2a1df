"""The reading view of a regulation: `/regulation/<document id>`."""

from __future__ import annotations

import asyncio
import sqlite3
from dataclasses import dataclass
from datetime import date
from typing import Any

from datasette.utils.asgi import Response

from ...store.editorial import moved_to
from ..cache.answers import AnswerCache
from ..database import our_database
from ..links import Links, decode
from ..queries.cited import CitedRow
from ..queries.document import Document, Row, load_document
from ..queries.standing import Said, said_of
from ..reading.layout import Layout, lay_out
from ..words import wording
from .citing import cite_forms, forms_of
from .respond import error_page, page
from .source import picture
from .titled import by_name

_MOST_ANSWERS = 64


@dataclass(frozen=True, slots=True)
class Reading:
    """A document on a day, without its rows of marks, and its text laid out: what is kept for the next request."""

    row: Row
    uri: str
    related: tuple[Row, ...]
    history: tuple[Row, ...]
    said: Said
    layout: Layout
    counts: dict[str, int]
    citations: dict[str, tuple[str, int, int]]
    """eId to citation and characters."""


_answers: AnswerCache[Reading | None] = AnswerCache(_MOST_ANSWERS)


async def regulation(request: Any, datasette: Any) -> Response:
    """Answer with a regulation, with the way to it where its id has changed or its name is asked for; else with 404."""
    database = our_database(datasette)
    asked = decode(request.url_vars["id"])
    today = date.today().isoformat()
    day = (request.args.get("on") or "").strip() or today
    known = _is_day(day)
    found = await reading(datasette, database, asked, day if known else today)
    if found is None:
        moved = await asyncio.to_thread(moved_to, database.path, asked)
        if moved is None:
            return await by_name(request, datasette, asked) or await error_page(datasette, 404)
        query = f"?{request.query_string}" if request.query_string else ""
        return Response.redirect(Links(datasette, database.name).regulation(moved) + query, status=301)
    if not known:
        return await error_page(datasette, 400, f"“{day[:40]}”不是日期，写作 2015-01-01。")
    eid = request.args.get("cite") or ""
    cited = found.citations.get(eid)
    context = {
        "document": found.row,
        "reading": found,
        "said": found.said,
        "day": day,
        "is_today": day == today,
        "effective": wording.effective(found.row["effective"]),
        "cited": cited
        and {
            "text": wording.citation(found.row["title"], cited[0]),
            "start": cited[1],
            "anchor": eid,
            "forms": await cite_forms(request, datasette, f"{asked}#{eid}"),
            "picture": await picture(datasette, found.row["source_id"], *cited[1:]),
        },
        "forms": forms_of(request, datasette, CitedRow(found.row, asked)),
        "short_title": wording.citation(found.row["title"], ""),
    }
    return await page(datasette, request, "regulation.html", context)


def _is_day(text: str) -> bool:
    """Tell whether a text is a day as the database writes it."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


async def reading(datasette: Any, database: Any, document_id: str, day: str) -> Reading | None:
    """Return a document as it stands on a day (ISO 8601), laid out; None where there is none.

    It is from memory where the database has not changed since.
    """
    links = Links(datasette, database.name)

    def read(connection: sqlite3.Connection) -> Reading | None:
        document = load_document(connection, document_id)
        return None if document is None else _reading(document, said_of(connection, document_id, day), links)

    return await _answers.answer(datasette, database, (links.root, document_id, day), read)


def _reading(document: Document, said: Said, links: Links) -> Reading:
    return Reading(
        document.row,
        document.uri,
        document.related,
        document.history,
        said,
        lay_out(document, links),
        {
            "parameters": len(document.parameters),
            "articles": sum(row["level"] == "article" for row in document.provisions),
            "citations": len(document.citations),
            "cited_by": document.cited_by["places"],
            "citing": document.cited_by["documents"],
            "flags": len(document.flags),
            "mended": len(document.mended),
            "decided": len(document.decided),
            "letters": len(document.text),
        },
        {
            row["id"].partition("#")[2]: (row["citation"], row["start_char"], row["end_char"])
            for row in document.provisions
        },
    )
