"""The comparison taken away: `/compare.json`, and `/compare.xlsx` for Excel, with the arguments of `/compare`."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

from datasette.utils.asgi import Response

from ...store.export.workbook import Sheet
from ..comparing.matters import ROLES, Matter
from ..guard.names import check_arguments
from ..guard.refusal import Refusal
from ..members import has_several, links_in
from ..queries.matrix import Matrix
from ..words import vocabulary, wording
from .choice import ORDERS, SORTS, Choice, read_choice
from .compare import in_order, names_of, readings
from .compare_answers import Answers, find_answers
from .matrix import lines
from .respond import cors_headers
from .workbooks import workbook

Row = sqlite3.Row

ARGUMENTS = ("q", "all", "d", "act", "sort", "order", "single")
"""The arguments that there are."""

_COLUMNS = (
    *("id", "comparator", "min_value", "max_value", "min_date", "max_date", "unit", "mention"),
    *("attribute", "holder", "act", "base", "trigger", "condition", "citation", "quote"),
)


async def compare_json(request: Any, datasette: Any) -> Response:
    """Answer with regulations side by side.

    Raises:
        Refusal: an argument is none that there is, has no meaning, or chooses no regulation.
    """
    chosen, answer, matrix, documents = await _chosen(request, datasette)
    reading, where = readings(datasette, answer), answer.places

    def url(path: str) -> Any:
        return datasette.absolute_url(request, path)

    def cell(row: Row) -> dict[str, Any]:
        return {**{name: row[name] for name in _COLUMNS}, "bound": wording.bound(row), "url": url(reading(row))}

    told = {
        "documents": [
            {
                **{name: row[name] for name in ("id", "title", "region", "version")},
                **({"database": where[row["id"]]} if where else {}),
                "url": url(links_in(datasette, where.get(row["id"], "")).regulation(row["id"])),
            }
            for row in documents
        ],
        "matters": [
            {
                **{"name": line.matter.name, "role": line.matter.role, "quantity": line.matter.quantity},
                "cells": {key: [cell(row) for row in rows] for key, rows in line.matter.cells.items()},
                "changed": sorted(line.changed),
            }
            for line in lines(matrix, documents, chosen)
        ],
        "left_out": matrix.left_out,
        **({"silent": list(answer.silent)} if has_several(datasette) else {}),
    }
    return Response.json(told, headers=cors_headers(datasette))


async def compare_workbook(request: Any, datasette: Any) -> Response:
    """Answer with the table of the comparison; errors are those of `compare_json`."""
    chosen, answer, matrix, documents = await _chosen(request, datasette)
    names = names_of(documents)
    shown = lines(matrix, documents, chosen)
    rows = [
        [vocabulary.ROLES[line.matter.role], line.matter.name, *(_said(line.matter, row["id"]) for row in documents)]
        for role in ROLES
        for line in shown
        if line.matter.role == role
    ]
    heads = ["作用", "事项", *(names[row["id"]] for row in documents)]
    return await workbook(request, datasette, Sheet("比较", heads, rows), len(rows), answer.silent)


def _said(matter: Matter, document_id: str) -> str:
    """Return what a regulation lays down on a matter, as a cell of a table."""
    said = (f"{wording.bound(row)}（{row['citation'] or '正文'}）" for row in matter.cells.get(document_id, ()))
    return "；".join(dict.fromkeys(said)) or "未见规定"


async def _chosen(request: Any, datasette: Any) -> tuple[Choice, Answers, Matrix, Sequence[Row]]:
    """Return what the address chooses, what was found, and the regulations in the order of the columns."""
    check_arguments(request.args, ARGUMENTS, {"sort": SORTS, "order": ORDERS})
    chosen = read_choice(request)
    answer = await find_answers(datasette, chosen)
    if answer.matrix is None:
        raise Refusal("没有可以比较的规定：用 d 写规定的编号（可以有几个），或者用 q 写词并加 all=1。")
    return chosen, answer, answer.matrix, in_order(answer.matrix.documents, chosen.order)
