"""The home page: what the database holds."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from datasette.utils.asgi import Response

from ..cache.answers import AnswerCache
from ..database import our_database
from ..links import Links
from ..queries.overview import Overview, overview
from .respond import page

_answers: AnswerCache[Overview] = AnswerCache(4)


async def home(request: Any, datasette: Any) -> Response:
    """Answer with the home page."""
    database = our_database(datasette)
    found = await _answers.answer(datasette, database, (), overview)
    links = Links(datasette, database.name)
    context = {
        "overview": found,
        "most_of": lambda counts: max((count for *_, count in counts), default=1),
        "quantity_href": lambda value: links.table("parameters", urlencode({"quantity": value})),
        "role_href": lambda value: links.table("parameters", urlencode({"role": value})),
        "authority_href": lambda value: links.table("documents", urlencode({"authority": value})),
        "issuer_href": lambda value: links.table("documents", urlencode({"issuer_group": value})),
        "region_href": lambda value: links.table("documents", urlencode({"region": value})),
        "year_href": lambda value: links.table("documents", urlencode({"version__startswith": value})),
    }
    return await page(datasette, request, "home.html", context)
