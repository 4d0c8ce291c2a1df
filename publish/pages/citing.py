"""Citations for programs and for the collection: `/cite.json?id=…`, and what the pages show of them."""

from __future__ import annotations

from datetime import date
from typing import Any

from datasette.utils.asgi import Response

from ..database import ask, our_database
from ..guard.refusal import Refusal
from ..links import Links
from ..members import Member, ask_each
from ..queries.cited import CitedRow, cited_row
from ..words import wording
from ..words.citing import FORMS, Cited
from .respond import cors_headers, page


async def cite_json(request: Any, datasette: Any) -> Response:
    """Answer with a provision, or a regulation, in every form of citation.

    Raises:
        Refusal: there is none of that id.
    """
    key = request.args.get("id") or ""

    async def ask_one(member: Member) -> CitedRow | None:
        return await member.ask(lambda connection: cited_row(connection, key))

    told = await ask_each(datasette, ask_one)
    member, found = next(((member, row) for member, row in told.answers if row), (None, None))
    if member is None or found is None:
        raise Refusal("没有这个编号的条款、参数或规定。id 是 provisions、parameters 或 documents 的 id。", 404)
    cited = cited_of(request, datasette, member.links, found)
    said = {
        **{"id": cited.id, "title": cited.title, "citation": cited.citation, "text": cited.text},
        **{"version": cited.version or None, "dated": cited.dated, "issuer": cited.issuer or None, "url": cited.url},
        **{name: form(cited) for name, (_, form) in FORMS.items()},
    }
    return Response.json(said, headers=cors_headers(datasette))


def cited_of(request: Any, datasette: Any, links: Links, found: CitedRow) -> Cited:
    """Return what is cited, with its address and today's day."""
    document = found.document
    href = links.provision(found.id)
    return Cited(
        *(found.id, document["title"], found.citation, found.text, document["issuer"] or ""),
        *(document["doc_number"] or "", wording.dated(document), document["version"] or ""),
        datasette.absolute_url(request, href),
        date.today().isoformat(),
        found.label,
    )


async def cite_forms(request: Any, datasette: Any, key: str) -> list[tuple[str, str]]:
    """Return the name and the text of every form for a provision, a parameter's provision or a document."""
    found = await ask(datasette, our_database(datasette), lambda connection: cited_row(connection, key))
    return forms_of(request, datasette, found) if found else []


def forms_of(request: Any, datasette: Any, found: CitedRow) -> list[tuple[str, str]]:
    """Return the name and the text of every form for what is cited."""
    cited = cited_of(request, datasette, Links(datasette, our_database(datasette).name), found)
    return [(name, form(cited)) for name, form in FORMS.values()]


async def collection(request: Any, datasette: Any) -> Response:
    """Answer with the page of the clauses that a reader keeps; the browser has them, and the page fills itself."""
    return await page(datasette, request, "collection.html", {})
