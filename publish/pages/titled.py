"""The way to a regulation whose name stands where its id should: `/regulation/公司法`, `/regulation/公司法第二十条`."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from datasette.utils.asgi import Response

from ...store.in_force import Standing, status_on
from ..cache.clauses import DocumentCard, clause_snapshot
from ..database import ask, our_database
from ..links import Links
from ..queries.named import Named, find_in_force
from .arguments import typed
from .respond import cors_headers, page

_ENDS = """
select number, citation from provisions where document_id = ? and level = 'article' and ordinal in (
  (select min(ordinal) from provisions where document_id = ?1 and level = 'article'),
  (select max(ordinal) from provisions where document_id = ?1 and level = 'article'))
order by ordinal
"""


@dataclass(frozen=True, slots=True)
class Text:
    """A document, what it is on the day, the number of its first article, and its first and its last as cited."""

    document: DocumentCard
    standing: Standing
    first: int
    ends: tuple[str, ...]


async def by_name(
    request: Any,
    datasette: Any,
    name: str,
    ending: str = "",
    place: Callable[[Links, str, str], str] = Links.regulation,
) -> Response | None:
    """Lead to the regulation of a name, in the text that is law on the day of `on`, today unless told.

    Where several have the name, they are listed; None where none has. `ending` is that of a form, ".json"; `place`
    gives the address of a document and a provision's eId on the page that is asked for.
    """
    database = our_database(datasette)
    day = typed(request, "on") or date.today().isoformat()

    def find(connection: sqlite3.Connection) -> tuple[Named | None, list[Text]]:
        documents = clause_snapshot.current(database, connection).documents
        named = find_in_force(connection, documents, name, day)
        several = named.documents if named and not named.provision_id else ()
        texts = [_text(connection, one, day) for one in several if len(several) > 1]
        texts.sort(key=lambda text: text.document.version or "", reverse=True)
        return named, sorted(texts, key=lambda text: (text.document.title, text.first))  # newest first, parts in order

    named, several = await ask(datasette, database, find)
    if named is None:
        return None
    links = Links(datasette, database.name)
    if several:
        found = [(text, place(links, text.document.id, "") + ending) for text in several]
        return await _choices(request, datasette, name, found, bool(ending))
    address = urlsplit(place(links, named.document.id, (named.provision_id or "").partition("#")[2]))
    query = "&".join(filter(None, (address.query, request.query_string)))
    href = address._replace(path=address.path + ending, query=query, fragment="" if ending else address.fragment)
    return Response.redirect(href.geturl(), status=302)


def _text(connection: sqlite3.Connection, document: DocumentCard, day: str) -> Text:
    ends = [tuple(row) for row in connection.execute(_ENDS, [document.id])]
    first = re.match("[0-9]+", ends[0][0] or "") if ends else None
    standing = status_on(connection, document.id, day).standing
    return Text(document, standing, int(first[0]) if first else 0, tuple(dict.fromkeys(cited for _, cited in ends)))


async def _choices(
    request: Any, datasette: Any, name: str, texts: Sequence[tuple[Text, str]], for_programs: bool
) -> Response:
    """Answer with the texts of a name and their addresses (300): a page, or JSON `for_programs`."""
    if not for_programs:
        return await page(datasette, request, "choices.html", {"asked": name, "texts": texts}, status=300)
    choices = [
        {
            **{"id": text.document.id, "title": text.document.title, "version": text.document.version},
            **{"standing": text.standing, "articles": list(text.ends)},
            "url": datasette.absolute_url(request, href),
        }
        for text, href in texts
    ]
    told = {"ok": False, "error": f"有 {len(choices)} 部规定叫“{name[:60]}”，请用其中一部的编号。", "status": 300}
    return Response.json({**told, "choices": choices}, status=300, headers=cors_headers(datasette))
