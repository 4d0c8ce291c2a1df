"""The search page: `/search?q=…`, with criteria, years, an order, a page, and a document to search within.

The criteria are those of `queries/search.py`, each as often as one likes; the others are `since`, `until`, `sort`,
`page` and `in`.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from datasette.utils.asgi import Response

from ...store.search import MOST_CHARACTERS
from ..cache.answers import AnswerCache
from ..cache.clauses import clause_snapshot
from ..database import our_database
from ..members import has_several, members_of
from ..queries.search import SORTS, SearchResult, search, written
from ..queries.spellings import spelling_snapshot
from ..queries.tally import CRITERIA, SearchRequest
from ..reading import highlight
from ..several import search as several
from ..several.search import DATABASES
from ..words import vocabulary
from .arguments import page_number
from .respond import page

YEAR = re.compile(r"[12]\d{3}")
"""A year in an address."""

_MOST_VALUES = 20
_LONGEST_CRITERION = 200
_MOST_ANSWERS = 128

LABELS = {
    "authority": "效力级别",
    "issuer": "发布机关",
    "region": "地区",
    "year": "版本年份",
    "status": "状态",
    "quantity": "数值种类",
    "role": "数值作用",
    DATABASES: "库",
}
"""What each criterion is called."""

SORT_LABELS = {"best": "最相关", "new": "日期最新", "old": "日期最早"}
"""What each order is called."""

_NAMES = {"quantity": vocabulary.QUANTITIES, "role": vocabulary.ROLES}

_LONGEST_TERM, _MOST_TERMS = 20, 6  # of those offered singly where together they find nothing
_answers: AnswerCache[SearchResult] = AnswerCache(_MOST_ANSWERS)


async def search_page(request: Any, datasette: Any) -> Response:
    """Answer with what is found; whatever stands in the address, there is a page."""
    asked = read_request(request, datasette)
    found = await find(datasette, asked)
    labels = {member.name: member.label for member in members_of(datasette)}
    words = highlight.pattern([form for word in found.words for form in written(word)])
    context = {
        "asked": asked,
        "found": found,
        "page_title": f"检索：{asked.words[:40]}" if asked.words else "检索",
        "title_of": lambda text: highlight.marked(text, words),
        "passage_of": lambda text: highlight.passage(text, words),
        "criteria": _criteria(asked, found, labels),
        "labels": labels,
        "silent": found.silent,
        "chips": chips(asked, labels),
        "sorts": [(sort, SORT_LABELS[sort]) for sort in SORTS],
        "address": lambda **changes: address(asked, **changes),
        "too_long": len(request.args.get("q") or "") > MOST_CHARACTERS,
        "terms": [term for term in asked.words.split() if len(term) <= _LONGEST_TERM][:_MOST_TERMS],
        "pages": pages_around(asked.page, found.pages),
    }
    return await page(datasette, request, "search.html", context)


async def find(datasette: Any, asked: SearchRequest) -> SearchResult:
    """Return what is found, from memory where the same was asked before."""
    if has_several(datasette):
        return await several.find(datasette, asked)
    database = our_database(datasette)
    key = (asked.words, asked.sort, asked.page, asked.within, asked.since, asked.until, *asked.criteria.items())

    def ask_index(connection: sqlite3.Connection) -> SearchResult:
        connection.row_factory = sqlite3.Row
        clauses = clause_snapshot.current(database, connection)
        return search(connection, clauses, asked, lambda: spelling_snapshot.current(database, connection))

    return await _answers.answer(datasette, database, key, ask_index)


def read_request(request: Any, datasette: Any) -> SearchRequest:
    """Return what the address asks for; what makes no sense there is left out."""
    args = request.args
    names = [member.name for member in members_of(datasette) if has_several(datasette)]
    criteria = {c: _values(args.getlist(c)) for c in CRITERIA}
    since, until = (year if YEAR.fullmatch(year := args.get(name) or "") else "" for name in ("since", "until"))
    return SearchRequest(
        " ".join((args.get("q") or "").replace("\x00", " ").split())[:MOST_CHARACTERS],
        {criterion: values for criterion, values in criteria.items() if values},
        args.get("sort") if args.get("sort") in SORTS else "best",
        page_number(request),
        (args.get("in") or "")[:_LONGEST_CRITERION] or None,
        since,
        until,
        tuple(name for name in names if name in args.getlist(DATABASES)),
    )


def _values(typed: list[str]) -> tuple[str, ...]:
    """Return the values of a criterion in their order, each once."""
    return tuple(sorted({value.strip()[:_LONGEST_CRITERION] for value in typed} - {""}))[:_MOST_VALUES]


def address(asked: SearchRequest, **changes: Any) -> str:
    """Return the query of the address that asks the same but for `changes`; any change but of the page starts at 1."""
    now: dict[str, Any] = {"q": asked.words, DATABASES: asked.databases, **asked.criteria}
    now |= {"since": asked.since, "until": asked.until}
    now |= {"sort": asked.sort if asked.sort != "best" else None, "in": asked.within, "page": None}
    now |= {name.rstrip("_"): value for name, value in changes.items()}  # `in` is a word of Python's
    now["page"] = now["page"] if now["page"] != 1 else None
    return "?" + urlencode({name: value for name, value in now.items() if value}, doseq=True)


def pages_around(at: int, pages: int) -> list[int | None]:
    """Return the pages to offer: the first, the last, those around this one; None stands for a gap."""
    near = sorted({1, pages, *range(max(1, at - 2), min(pages, at + 2) + 1)})
    out: list[int | None] = []
    for number in near:
        if out and out[-1] is not None and number - out[-1] > 1:
            out.append(None)
        out.append(number)
    return out


def chips(asked: SearchRequest, labels: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return what narrows the search, each in words and with the address without it."""
    out = [
        (labels[name], address(asked, **{DATABASES: tuple(other for other in asked.databases if other != name)}))
        for name in asked.databases
    ]
    for criterion, values in asked.criteria.items():
        for value in values:
            others = tuple(other for other in values if other != value)
            out.append((_NAMES.get(criterion, {}).get(value, value), address(asked, **{criterion: others})))
    years = (("since", asked.since, f"{asked.since} 年起"), ("until", asked.until, f"至 {asked.until} 年"))
    out += [(words, address(asked, **{name: None})) for name, year, words in years if year]
    return out + ([("只在这一部里", address(asked, in_=None))] if asked.within else [])


def _criteria(asked: SearchRequest, found: SearchResult, labels: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return each criterion with its values: name, count and whether it is chosen; what is chosen is always there."""
    out = []
    known = {**_NAMES, DATABASES: labels}
    for criterion in (DATABASES, *CRITERIA):
        counts = dict(found.counts.get(criterion, ()))
        chosen = asked.databases if criterion == DATABASES else asked.criteria.get(criterion, ())
        for value in chosen:
            counts.setdefault(value, 0)
        names = known.get(criterion, {})
        values = [(value, names.get(value, value), f"{count:,}", value in chosen) for value, count in counts.items()]
        if criterion == "year":
            values.sort(reverse=True)
        values.sort(key=lambda value: not value[3])  # what is chosen is seen without scrolling
        if values:
            out.append({"name": criterion, "label": LABELS[criterion], "chosen": chosen, "values": values})
    return out
