"""The search for programs: `/search.json`, with the arguments of `/search`; what is mistyped is an error."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from datasette.utils.asgi import Response

from ..guard.names import check_arguments
from ..guard.refusal import Refusal
from ..members import has_several, links_in, members_of
from ..queries.search import SORTS, RegulationHit, SearchResult
from ..queries.tally import CRITERIA
from ..several.search import DATABASES
from ..words import vocabulary
from .respond import cors_headers
from .search import YEAR, address, find, read_request

ARGUMENTS = ("q", *CRITERIA, "since", "until", "sort", "page", "in")
"""The arguments that there are."""
_CLOSED: Mapping[str, Collection[str]] = {"quantity": vocabulary.QUANTITIES, "role": vocabulary.ROLES}
_CARD = ("id", "title", "authority", "issuer", "region", "status", "doc_number")
_DAYS = ("adopted", "approved", "promulgated", "text_as_of", "version")


async def search_json(request: Any, datasette: Any) -> Response:
    """Answer with a page of what is found.

    Raises:
        Refusal: an argument is none that there is, or has no meaning.
    """
    check_search(request.args, datasette)
    asked = read_request(request, datasette)
    found = await find(datasette, asked)
    following = address(asked, page=asked.page + 1)
    more = datasette.urls.path("/search.json") + following if asked.page < found.pages else None
    told = {
        **{"q": asked.words, "words": ["".join(word.split()) for word in found.words], "instead": list(found.parts)},
        "near": list(found.near),
        **{"documents": found.documents, "clauses": found.clauses, "page": asked.page, "pages": found.pages},
        "named": _named(found, request, datasette),
        "hits": [_hit(hit, request, datasette) for hit in found.hits],
        "facets": {
            name: [{"value": value, "count": count} for value, count in counts] for name, counts in found.counts.items()
        },
        **({"silent": list(found.silent)} if has_several(datasette) else {}),
        "next_url": datasette.absolute_url(request, more) if more else None,
    }
    return Response.json(told, headers=cors_headers(datasette))


def check_search(arguments: Any, datasette: Any) -> None:
    """Raise `Refusal` for an argument that is none, or whose value means nothing."""
    databases = {DATABASES: [member.name for member in members_of(datasette)]} if has_several(datasette) else {}
    check_arguments(arguments, (*ARGUMENTS, *databases), {**_CLOSED, **databases, "sort": SORTS})
    for name in ("since", "until"):
        if (value := arguments.get(name)) and not YEAR.fullmatch(value):
            raise Refusal(f"{name} 要写成四位数的年份，如 2015。")
    number = arguments.get("page") or "1"
    if not (number.isascii() and number.isdigit() and number.strip("0")):
        raise Refusal("page 要写成数，从 1 起。")


def _hit(hit: RegulationHit, request: Any, datasette: Any) -> dict[str, Any]:
    links = links_in(datasette, hit.place)
    where = {"database": hit.place, "also_in": list(hit.copies)} if hit.place else {}
    return {
        **where,
        **{name: getattr(hit.document, name) for name in (*_CARD, *_DAYS)},
        "url": datasette.absolute_url(request, links.regulation(hit.document.id)),
        **{"by_title": hit.by_title, "count": hit.count},
        "clauses": [
            {
                **{"id": row["id"], "citation": row["citation"], "text": row["text"]},
                "url": datasette.absolute_url(request, links.provision(row["id"])),
            }
            for row in hit.clauses
        ],
    }


def _named(found: SearchResult, request: Any, datasette: Any) -> dict[str, Any] | None:
    named = found.named
    if named is None:
        return None
    links = links_in(datasette, found.place)
    href = links.provision(named.provision_id) if named.provision_id else links.regulation(named.document.id)
    return {
        **{"document_id": named.document.id, "title": named.document.title, "article": named.asked},
        **{"provision_id": named.provision_id, "citation": named.citation, "text": named.text or None},
        "url": datasette.absolute_url(request, href),
    }
