"""The comparison: `/compare?q=养犬` finds regulations, `d` (as often as wanted) or `all=1` sets them side by side.

`a=<attribute>` shows an attribute in all regulations that have it.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from datasette.utils.asgi import Response

from ...store.in_force import Standing, status_on
from ..cache.answers import AnswerCache
from ..comparing.matters import ROLES
from ..database import our_database
from ..links import Links, parameter_anchor
from ..queries.comparison import Comparison, common_groups, compare, find_groups
from ..queries.matrix import MOST_DOCUMENTS, Matrix, documents_of, load_matrix, mentioning, titled
from ..reading.tips import parameter_tip
from ..words import wording
from .attribute_charts import charts
from .choice import MOST_GROUPS, ORDERS, SORTS, Choice, is_cut, read_choice
from .matrix import lines
from .respond import page

Row = sqlite3.Row

_MOST_IN_CELL = 6
_MOST_ANSWERS = 64


@dataclass(frozen=True, slots=True)
class Answers:
    """What the page shows: what was found for the words, and the comparison of regulations or of attributes."""

    titled: Sequence[Row]
    mentioning: Sequence[Row]
    groups: Sequence[tuple[str, int, int]]
    common: Sequence[tuple[str, int, int]]
    matrix: Matrix | None
    standing: Mapping[str, Standing]
    """What each regulation that is compared is today."""
    attributes: Comparison | None


_answers: AnswerCache[Answers] = AnswerCache(_MOST_ANSWERS)


async def compare_page(request: Any, datasette: Any) -> Response:
    """Answers with the comparison; what is not in the database is left out, and the page says so."""
    chosen = read_choice(request)
    answer = await find_answers(datasette, chosen)
    links = Links(datasette, our_database(datasette).name)
    documents = in_order(answer.matrix.documents, chosen.order) if answer.matrix else []
    context = {
        "chosen": chosen,
        "answer": answer,
        "documents": documents,
        "lines": lines(answer.matrix, documents, chosen) if answer.matrix else [],
        "found": answer.attributes,
        "charts": charts(answer.attributes, links) if answer.attributes else [],
        "names": names_of(answer.matrix.documents if answer.matrix else ()),
        "is_cut": is_cut(request) or (chosen.everything and len(answer.titled) > MOST_DOCUMENTS),
        "most_documents": MOST_DOCUMENTS,
        "most_groups": MOST_GROUPS,
        "sorts": SORTS,
        "orders": ORDERS,
        "roles": ROLES,
        "bound": wording.bound,
        "tip": parameter_tip,
        "reading": lambda row: links.regulation(row["document_id"], parameter_anchor(row["id"])),
        "most_in_cell": _MOST_IN_CELL,
    }
    return await page(datasette, request, "compare.html", context)


async def find_answers(datasette: Any, chosen: Choice) -> Answers:
    """Return what there is for a choice."""
    today = date.today().isoformat()

    def find(connection: sqlite3.Connection) -> Answers:
        return _find(connection, chosen, today)

    key = (today, chosen.words, chosen.everything, chosen.documents, chosen.groups, chosen.act, chosen.page)
    return await _answers.answer(datasette, our_database(datasette), key, find)


def _find(connection: sqlite3.Connection, chosen: Choice, day: str) -> Answers:
    with_title = titled(connection, chosen.words) if chosen.words else []
    ids = [row["id"] for row in with_title][:MOST_DOCUMENTS] if chosen.everything else chosen.documents
    matrix = load_matrix(connection, ids) if documents_of(connection, ids) else None
    return Answers(
        with_title,
        mentioning(connection, chosen.words, with_title) if chosen.words else [],
        find_groups(connection, chosen.words) if chosen.words else [],
        common_groups(connection),
        matrix,
        {row["id"]: status_on(connection, row["id"], day).standing for row in matrix.documents} if matrix else {},
        compare(connection, chosen.groups, chosen.act, chosen.page) if chosen.groups and not ids else None,
    )


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
