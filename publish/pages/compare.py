"""The comparison: `/compare?a=<attribute>&d=<document>`, both as often as wanted, `act` for words of the clause."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from datasette.utils.asgi import Response
from markupsafe import Markup

from ..cache.answers import AnswerCache
from ..charts.dimensions import Dimension, dimensions
from ..charts.spans import Line, Mark, legend, spans
from ..database import our_database
from ..links import Links, parameter_anchor
from ..queries.comparison import Comparison, Selection, common_groups, compare, find_documents, find_groups
from ..words import vocabulary, wording
from .respond import page

Row = sqlite3.Row

MOST_CHOSEN = {"a": 6, "d": 20}
"""How many attributes and documents are compared at once; what is beyond is left out, and the page says so."""

_BARS = frozenset({"duration", "ratio", "frequency"})  # drawn from nothing; counts and money differ too much
_LONGEST = 200
_MOST_CHARTS = 6
_MOST_IN_CELL = 6
_MOST_ANSWERS = 64
_LARGEST_PAGE = 1000


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart and what is said above it."""

    title: str
    svg: Markup
    key: Markup


@dataclass(frozen=True, slots=True)
class Answers:
    """What the page shows: the comparison, and what was found for the words typed into the forms."""

    found: Comparison
    groups: list[tuple[str, int, int]]
    documents: list[tuple[str, str]]
    common: list[tuple[str, int, int]]


_answers: AnswerCache[Answers] = AnswerCache(_MOST_ANSWERS)


async def compare_page(request: Any, datasette: Any) -> Response:
    """Answers with the comparison; what is not in the database is left out, and the page says so."""
    database = our_database(datasette)
    chosen = read_selection(request)
    words, title = (_typed(request, name) for name in ("q", "r"))

    def find(connection: sqlite3.Connection) -> Answers:
        return Answers(
            compare(connection, chosen),
            find_groups(connection, words) if words else [],
            find_documents(connection, title) if title else [],
            common_groups(connection),
        )

    answer = await _answers.answer(datasette, database, (chosen, words, title), find)
    links = Links(datasette, database.name)
    context = {
        "chosen": chosen,
        "answer": answer,
        "found": answer.found,
        "charts": charts(answer.found, links),
        "words": words,
        "title": title,
        "left_out": [name for name, most in MOST_CHOSEN.items() if len(set(request.args.getlist(name))) > most],
        "address": lambda **changes: address(chosen, **changes),
        "names": names_of(answer.found.documents),
        "bound": wording.bound,
        "reading": lambda row: links.regulation(row["document_id"], parameter_anchor(row["id"])),
        "most_in_cell": _MOST_IN_CELL,
    }
    return await page(datasette, request, "compare.html", context)


def read_selection(request: Any) -> Selection:
    """Return what the address chooses; what makes no sense there is left out."""
    groups, documents = (
        tuple(dict.fromkeys(value.strip()[:_LONGEST] for value in request.args.getlist(name) if value.strip()))[:most]
        for name, most in MOST_CHOSEN.items()
    )
    number = request.args.get("page") or ""
    at = int(number) if number.isascii() and number.isdigit() and len(number) <= 4 else 1
    return Selection(groups, documents, _typed(request, "act"), min(max(at, 1), _LARGEST_PAGE))


def address(chosen: Selection, **changes: Any) -> str:
    """Return the query that chooses the same but for `add_a`, `drop_a`, `add_d`, `drop_d`, `act`, `page`."""
    pairs: list[tuple[str, str]] = []
    for name, now in (("a", chosen.groups), ("d", chosen.documents)):
        added = [changes[f"add_{name}"]] if f"add_{name}" in changes else []
        pairs += [(name, value) for value in (*now, *added) if value != changes.get(f"drop_{name}")]
    act = changes.get("act", chosen.act)
    pairs += [("act", act)] if act else []
    number = changes.get("page", 1)
    return "?" + urlencode([*pairs, *([("page", number)] if number > 1 else [])])


def charts(found: Comparison, links: Links) -> list[Chart]:
    """Return the charts: one for each attribute and kind of value that two documents have, or one alone has twice."""
    out = []
    names = names_of(found.documents)
    for group in found.groups:
        rows = [row for key in names for row in found.cells.get((key, group), ())]
        for dimension, alike in dimensions(rows)[:2]:
            if len(alike) > 1 and (len(names) == 1 or len({row["document_id"] for row in alike}) > 1):
                out.append(_chart(group, dimension, alike, names, links))
    return out[:_MOST_CHARTS]


def names_of(documents: Sequence[Row]) -> dict[str, str]:
    """Return the name of each document by its id; with the year of this version where another has the same title."""
    titles = Counter(row["title"] for row in documents)
    years = {row["id"]: (row["version"] or "年份不明")[:4] for row in documents}
    return {
        row["id"]: f"{row['title']}（{years[row['id']]}）" if titles[row["title"]] > 1 else str(row["title"])
        for row in documents
    }


def _chart(group: str, dimension: Dimension, rows: Sequence[Row], names: dict[str, str], links: Links) -> Chart:
    by_document: dict[str, list[Mark]] = {}
    for row in rows:
        by_document.setdefault(row["document_id"], []).append(_mark(row, dimension, names, links))
    lines = [Line(names[key], marks) for key, marks in by_document.items()]
    kind = vocabulary.QUANTITIES[dimension.quantity]
    title = f"{group}（{'，'.join(part for part in (kind, wording.unit(dimension.unit, dimension.quantity)) if part)}）"
    description = f"{len(lines)} 部规定的 {len(rows)} 个数值，每行一部；下方的表列出同样的数值。"
    svg = spans(title, description, lines, dimension.tick, dimension.logarithmic, bars=dimension.quantity in _BARS)
    return Chart(title, svg, legend([mark for each in lines for mark in each.marks]))


def _mark(row: Row, dimension: Dimension, names: dict[str, str], links: Links) -> Mark:
    who = f"（{row['holder'][:40]}）" if row["holder"] else ""
    return Mark(
        dimension.value(row, "min_value"),
        dimension.value(row, "max_value"),
        f"{names[row['document_id']]}：{row['attribute']} {wording.bound(row)}{who}",
        links.regulation(row["document_id"], parameter_anchor(row["id"])),
        row["min_inclusive"] == 0,
        row["max_inclusive"] == 0,
    )


def _typed(request: Any, name: str) -> str:
    return " ".join((request.args.get(name) or "").replace("\x00", " ").split())[:_LONGEST]
