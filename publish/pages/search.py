"""The search page: `/search?q=…`, with the `CRITERIA` of `queries/search.py`, `sort`, `page` and `in` (a document)."""

from __future__ import annotations

import sqlite3
from typing import Any
from urllib.parse import urlencode

from datasette.utils.asgi import Response

from ...store.search import MOST_CHARACTERS, phrases
from ..cache.answers import AnswerCache
from ..cache.clauses import clause_snapshot
from ..database import our_database
from ..queries.search import CRITERIA, SORTS, SearchRequest, SearchResult, search
from ..reading import highlight
from ..words import vocabulary
from .respond import page

_LARGEST_PAGE = 10_000
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
}
"""What each criterion is called."""

SORT_LABELS = {"best": "最相关", "new": "日期最新", "old": "日期最早"}
"""What each order is called."""

_NAMES = {"quantity": vocabulary.QUANTITIES, "role": vocabulary.ROLES}

_LONGEST_TERM, _MOST_TERMS = 20, 6  # of those offered singly where together they find nothing
_answers: AnswerCache[SearchResult] = AnswerCache(_MOST_ANSWERS)


async def search_page(request: Any, datasette: Any) -> Response:
    """Answer with what is found; whatever stands in the address, there is a page."""
    asked = read_request(request)
    database = our_database(datasette)
    key = (asked.words, asked.sort, asked.page, asked.within, *asked.criteria.items())

    def find(connection: sqlite3.Connection) -> SearchResult:
        return search(connection, clause_snapshot.current(database, connection), asked)

    found = await _answers.answer(datasette, database, key, find)
    words = highlight.pattern(phrases(asked.words))
    context = {
        "asked": asked,
        "found": found,
        "page_title": f"检索：{asked.words[:40]}" if asked.words else "检索",
        "title_of": lambda text: highlight.marked(text, words),
        "passage_of": lambda text: highlight.passage(text, words),
        "criteria": _criteria(asked, found),
        "sorts": [(sort, SORT_LABELS[sort]) for sort in SORTS],
        "address": lambda **changes: address(asked, **changes),
        "too_long": len(request.args.get("q") or "") > MOST_CHARACTERS,
        "terms": [term for term in asked.words.split() if len(term) <= _LONGEST_TERM][:_MOST_TERMS],
        "pages": pages_around(asked.page, found.pages),
    }
    return await page(datasette, request, "search.html", context)


def read_request(request: Any) -> SearchRequest:
    """Return what the address asks for; what makes no sense there is left out."""
    args = request.args
    criteria = {c: (args.get(c) or "").strip()[:_LONGEST_CRITERION] for c in CRITERIA}
    number = args.get("page") or ""
    at = int(number) if number.isascii() and number.isdigit() and len(number) <= 6 else 1
    return SearchRequest(
        " ".join((args.get("q") or "").replace("\x00", " ").split())[:MOST_CHARACTERS],
        {criterion: value for criterion, value in criteria.items() if value},
        args.get("sort") if args.get("sort") in SORTS else "best",
        min(max(at, 1), _LARGEST_PAGE),
        (args.get("in") or "")[:_LONGEST_CRITERION] or None,
    )


def address(asked: SearchRequest, **changes: Any) -> str:
    """Return the query of the address that asks the same but for `changes`; any change but of the page starts at 1."""
    now: dict[str, Any] = {"q": asked.words, **asked.criteria}
    now |= {"sort": asked.sort if asked.sort != "best" else None, "in": asked.within, "page": None}
    now |= {name.rstrip("_"): value for name, value in changes.items()}  # `in` is a word of Python's
    now["page"] = now["page"] if now["page"] != 1 else None
    return "?" + urlencode({name: value for name, value in now.items() if value})


def pages_around(at: int, pages: int) -> list[int | None]:
    """Return the pages to offer: the first, the last, those around this one; None stands for a gap."""
    near = sorted({1, pages, *range(max(1, at - 2), min(pages, at + 2) + 1)})
    out: list[int | None] = []
    for number in near:
        if out and out[-1] is not None and number - out[-1] > 1:
            out.append(None)
        out.append(number)
    return out


def _criteria(asked: SearchRequest, found: SearchResult) -> list[dict[str, Any]]:
    """Return each criterion with its values: name, count and whether it is chosen; what is chosen is always there."""
    out = []
    for criterion in CRITERIA:
        counts = dict(found.counts[criterion])
        chosen = asked.criteria.get(criterion)
        if chosen:
            counts.setdefault(chosen, 0)
        names = _NAMES.get(criterion, {})
        values = [(value, names.get(value, value), count, value == chosen) for value, count in counts.items()]
        if criterion == "year":
            values.sort(reverse=True)
        if values:
            out.append({"name": criterion, "label": LABELS[criterion], "chosen": chosen, "values": values})
    return out
