"""The search for programs: `/search.json`, with the arguments of `/search`; what is mistyped is an error."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from datasette.utils.asgi import Response

from ..database import our_database
from ..guard.names import check_arguments
from ..guard.refusal import Refusal
from ..links import Links
from ..queries.search import CRITERIA, SORTS, SearchResult
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
    check_search(request.args)
    asked = read_request(request)
    links = Links(datasette, our_database(datasette).name)
    found = await find(datasette, asked)
    more = links.path("/search.json") + address(asked, page=asked.page + 1) if asked.page < found.pages else None
    told = {
        **{"q": asked.words, "words": ["".join(word.split()) for word in found.words], "instead": list(found.parts)},
        "near": list(found.near),
        **{"documents": found.documents, "clauses": found.clauses, "page": asked.page, "pages": found.pages},
        "named": _named(found, request, datasette, links),
        "hits": [_hit(hit, request, datasette, links) for hit in found.hits],
        "facets": {
            name: [{"value": value, "count": count} for value, count in counts] for name, counts in found.counts.items()
        },
        "next_url": datasette.absolute_url(request, more) if more else None,
    }
    return Response.json(told, headers=cors_headers(datasette))


def check_search(arguments: Any) -> None:
    """Raise `Refusal` for an argument that is none, or whose value means nothing."""
    check_arguments(arguments, ARGUMENTS, {**_CLOSED, "sort": SORTS})
    for name in ("since", "until"):
        if (value := arguments.get(name)) and not YEAR.fullmatch(value):
            raise Refusal(f"{name} 要写成四位数的年份，如 2015。")
    number = arguments.get("page") or "1"
    if not (number.isascii() and number.isdigit() and number.strip("0")):
        raise Refusal("page 要写成数，从 1 起。")


def _hit(hit: Any, request: Any, datasette: Any, links: Links) -> dict[str, Any]:
    return {
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


def _named(found: SearchResult, request: Any, datasette: Any, links: Links) -> dict[str, Any] | None:
    named = found.named
    if named is None:
        return None
    href = links.provision(named.provision_id) if named.provision_id else links.regulation(named.document.id)
    return {
        **{"document_id": named.document.id, "title": named.document.title, "article": named.asked},
        **{"provision_id": named.provision_id, "citation": named.citation, "text": named.text or None},
        "url": datasette.absolute_url(request, href),
    }
