"""The list of regulations: `/regulations?q=养犬&authority=地方性法规`."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from datasette.utils.asgi import Response

from ..cache.answers import AnswerCache
from ..guard.names import check_arguments
from ..members import Member, ask_each, has_several, members_of
from ..queries.near import near_values
from ..queries.regulations import CRITERIA, PLACE, SORTS, Asked, Entry, all_regulations, listing, meeting
from .arguments import page_number, typed
from .respond import error_page, page
from .unknown import Told

_NAMES = {
    PLACE: "库",
    "standing": "效力",
    "authority": "效力级别",
    "region": "地区",
    "issuer": "发布机关",
    "year": "年份",
    "kind": "文种",
}
_MOST_VALUES = 60
_MOST_ANSWERS = 2
_MOST_NEAR = 3

_answers: AnswerCache[list[Entry]] = AnswerCache(_MOST_ANSWERS)


async def regulations_page(request: Any, datasette: Any) -> Response:
    """Answer with a page of the list; 404 behind the last one."""
    asked = read_asked(request, datasette)
    entries, silent = await _entries(datasette, asked)
    found = listing(entries, asked)
    if asked.page > max(found.pages, 1):
        return await error_page(datasette, 404)
    context = {
        "asked": asked,
        "found": found,
        "names": _NAMES,
        "labels": {member.name: member.label for member in members_of(datasette)},
        "silent": silent,
        "sorts": SORTS,
        "most_values": _MOST_VALUES,
        "address": lambda **changes: address(asked, **changes),
        "told": [] if found.total else _unknown(entries, asked),
    }
    return await page(datasette, request, "regulations.html", context)


def _unknown(entries: Sequence[Entry], asked: Asked) -> list[Told]:
    """Return the values asked for that no regulation has, with the nearest that some have."""
    out = []
    for name, value in asked.criteria.items():
        counts = Counter(entry.of(name) for entry in entries)
        if value not in counts:
            near = near_values(counts, value)[:_MOST_NEAR]
            instead = [(one, address(asked, 1, **{name: one})) for one in near]
            out.append(Told(f"本库没有{_NAMES[name]}“{value}”", instead))
    return out


async def _entries(datasette: Any, asked: Asked) -> tuple[list[Entry], tuple[str, ...]]:
    """Return every regulation as it stands today, from memory where it was asked before, and who does not answer.

    What several databases have is that of the first, unless one of them is asked for.
    """
    today = date.today().isoformat()

    async def ask_one(member: Member) -> list[Entry]:
        def read(connection: sqlite3.Connection) -> list[Entry]:
            return all_regulations(connection, today, member.name)

        return await _answers.answer(member.datasette, member.database, (today,), read)

    told = await ask_each(datasette, ask_one)
    silent = tuple(member.label for member in told.silent)
    if len(told.answers) == 1:
        return told.answers[0][1], silent
    entries = [entry for _, found in told.answers for entry in found]
    if asked.criteria.get(PLACE):
        return entries, silent
    first: dict[str, Entry] = {}
    for entry in entries:
        first.setdefault(entry.row["id"], entry)
    return list(first.values()), silent


async def found_in_order(request: Any, datasette: Any) -> tuple[list[Entry], tuple[str, ...]]:
    """Return all regulations that the address asks for, on whatever page, and the databases that do not answer.

    Raises:
        Refusal: an argument is none that there is.
    """
    databases = {PLACE: [member.name for member in members_of(datasette)]} if has_several(datasette) else {}
    check_arguments(request.args, ("q", *CRITERIA, *databases, "sort"), {"sort": SORTS, **databases})
    asked = read_asked(request, datasette)
    entries, silent = await _entries(datasette, asked)
    return meeting(entries, asked), silent


def read_asked(request: Any, datasette: Any) -> Asked:
    """Return what the address asks for; what makes no sense there is left out."""
    sort, place = typed(request, "sort"), typed(request, PLACE)
    is_place = has_several(datasette) and place in [member.name for member in members_of(datasette)]
    return Asked(
        typed(request, "q"),
        {
            **({PLACE: place} if is_place else {}),
            **{name: value for name in CRITERIA if (value := typed(request, name))},
        },
        sort if sort in SORTS else "",
        page_number(request),
    )


def address(asked: Asked, page: int = 1, **changes: str) -> str:
    """Return the query that asks for the same with other criteria, "" dropping one; its first page unless told."""
    values = {"q": asked.words, **asked.criteria, "sort": asked.sort, **changes}
    if page > 1:
        values["page"] = str(page)
    return "?" + urlencode({name: value for name, value in values.items() if value})
