"""The home page: what the database holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from datasette.utils.asgi import Response

from ..cache.answers import AnswerCache
from ..guard.requests import NAME
from ..links import Links
from ..members import Member, ask_each, has_several
from ..queries.overview import Overview, overview, together
from .respond import page

_answers: AnswerCache[Overview] = AnswerCache(4)


async def home(request: Any, datasette: Any) -> Response:
    """Answer with the home page."""

    async def ask_one(member: Member) -> Overview:
        return await _answers.answer(member.datasette, member.database, (), overview)

    told = await ask_each(datasette, ask_one)
    held, newest = together([(member.name, found) for member, found in told.answers])
    links = Links(datasette, NAME)
    several = has_several(datasette)

    def documents(column: str, criterion: str) -> Callable[[str], str]:
        """Return what gives the address of the regulations with a value: the list, where tables are of one database."""
        if several:
            return lambda value: f"{links.path('/regulations')}?{urlencode({criterion: value})}"
        return lambda value: links.table("documents", urlencode({column: value}))

    context = {
        "overview": held,
        "newest": newest,
        "databases": [(member, found.totals) for member, found in told.answers] if several else [],
        "silent": [member.label for member in told.silent],
        "most_of": lambda counts: max((count for *_, count in counts), default=1),
        "quantity_href": lambda value: links.table("parameters", urlencode({"quantity": value})),
        "role_href": lambda value: links.table("parameters", urlencode({"role": value})),
        "authority_href": documents("authority", "authority"),
        "issuer_href": documents("issuer_group", "issuer"),
        "region_href": documents("region", "region"),
        "year_href": documents("version__startswith", "year"),
    }
    return await page(datasette, request, "home.html", context)
