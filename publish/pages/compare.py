"""The comparison: `/compare?q=养犬` finds regulations, `d` (as often as wanted) or `all=1` sets them side by side.

`a=<attribute>` shows an attribute in all regulations that have it.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from datasette.utils.asgi import Response

from ..comparing.matters import ROLES
from ..links import parameter_anchor
from ..members import links_in, members_of
from ..queries.matrix import MOST_DOCUMENTS
from ..reading.tips import parameter_tip
from ..words import wording
from .attribute_charts import charts
from .choice import MOST_GROUPS, ORDERS, SORTS, is_cut, read_choice
from .compare_answers import Answers, find_answers
from .matrix import lines
from .respond import page

Row = sqlite3.Row

_MOST_IN_CELL = 6


async def compare_page(request: Any, datasette: Any) -> Response:
    """Answers with the comparison; what is not in the database is left out, and the page says so."""
    chosen = read_choice(request)
    answer = await find_answers(datasette, chosen)
    reading = readings(datasette, answer)
    documents = in_order(answer.matrix.documents, chosen.order) if answer.matrix else []
    context = {
        "chosen": chosen,
        "answer": answer,
        "documents": documents,
        "lines": lines(answer.matrix, documents, chosen) if answer.matrix else [],
        "found": answer.attributes,
        "charts": charts(answer.attributes, reading) if answer.attributes else [],
        "names": names_of(answer.matrix.documents if answer.matrix else ()),
        "is_cut": is_cut(request) or (chosen.everything and len(answer.titled) > MOST_DOCUMENTS),
        "most_documents": MOST_DOCUMENTS,
        "most_groups": MOST_GROUPS,
        "sorts": SORTS,
        "orders": ORDERS,
        "roles": ROLES,
        "bound": wording.bound,
        "tip": parameter_tip,
        "reading": reading,
        "silent": answer.silent,
        "place_of": lambda key: answer.places.get(key, ""),
        "labels": {member.name: member.label for member in members_of(datasette)},
        "most_in_cell": _MOST_IN_CELL,
    }
    return await page(datasette, request, "compare.html", context)


def readings(datasette: Any, answer: Answers) -> Callable[[Row], str]:
    """Return what gives the address of a parameter, given as its row, in its regulation."""

    def reading(row: Row) -> str:
        links = links_in(datasette, answer.places.get(row["document_id"], ""))
        return links.regulation(row["document_id"], parameter_anchor(row["id"]))

    return reading


def names_of(documents: Sequence[Row]) -> dict[str, str]:
    """Return the name of each document by its id; with the year of this version where another has the same title."""
    titles = Counter(row["title"] for row in documents)
    years = {row["id"]: (row["version"] or "年份不明")[:4] for row in documents}
    return {
        row["id"]: f"{row['title']}（{years[row['id']]}）" if titles[row["title"]] > 1 else str(row["title"])
        for row in documents
    }


def in_order(documents: Sequence[Row], order: str) -> list[Row]:
    """Return the columns in the order that was asked for."""
    if order == "region":
        return sorted(documents, key=lambda row: (row["region"] or "", row["version"] or ""))
    return sorted(documents, key=lambda row: row["version"] or "", reverse=order != "old")
