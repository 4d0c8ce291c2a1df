"""The canned queries as lists: `/fatiao/fines_above?amount=20万元`, and as workbooks with `.xlsx`.

What a query returns is its SQL in queries.yaml. Here it is printed: a regulation and its clause in one cell that leads
to the text, a bound before its number, words for values of closed vocabularies.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from datasette.utils.asgi import Response

from ...store.export.workbook import Sheet
from ..database import ask, our_database
from ..guard.refusal import Refusal
from ..links import Links
from ..queries.taken import MOST_ROWS
from ..words.error_messages import error_in_chinese
from ..words.printed_cells import Cell, printed
from .arguments import page_number
from .respond import error_page, page
from .workbooks import workbook

PER_PAGE = 50
"""Rows on a page."""
_PAGE = "_page"


@dataclass(frozen=True, slots=True)
class Found:
    """What a canned query finds: its name, title, and the values of its parameters; the columns and the rows.

    `is_cut` tells that there are more rows than are read, `error` what is wrong with the values.
    """

    name: str
    query: Mapping[str, Any]
    values: Mapping[str, str]
    columns: tuple[str, ...] = ()
    rows: Sequence[sqlite3.Row] = ()
    is_cut: bool = False
    error: str = ""


def canned_routes(datasette: Any) -> list[tuple[str, Callable[..., Any]]]:
    """Return the addresses of the canned queries and of their workbooks."""
    database = our_database(datasette).name
    names = "|".join(datasette.metadata("queries", database=database) or ())
    if not names:
        return []
    return [
        (rf"/{database}/(?P<query>{names})$", canned_page),
        (rf"/{database}/(?P<query>{names})\.xlsx$", canned_workbook),
    ]


async def canned_page(request: Any, datasette: Any) -> Response:
    """Answer with a page of what the query finds; 404 behind the last one."""
    database = our_database(datasette)
    found = await _find(request, datasette, database)
    pages, at = max(1, -(-len(found.rows) // PER_PAGE)), page_number(request, _PAGE)
    if at > pages:
        return await error_page(datasette, 404)
    shown = found.rows[(at - 1) * PER_PAGE : at * PER_PAGE]
    told = [column for column in found.columns if any(row[column] not in (None, "") for row in found.rows)]
    _, cells = printed(told, shown)
    free_sql = await datasette.permission_allowed(request.actor, "execute-sql", database.name, default=True)
    asked = {name: value for name, value in found.values.items() if value}
    context = {
        **{"found": found, "rows": cells, "page_at": at, "pages": pages, "free_sql": free_sql},
        "query": f"?{urlencode(asked)}" if asked else "",
        "address": lambda number: "?" + urlencode({**asked, **({_PAGE: str(number)} if number > 1 else {})}),
        "sql": "?" + urlencode({"sql": found.query["sql"], **found.values}),
    }
    return await page(datasette, request, "canned.html", context)


async def canned_workbook(request: Any, datasette: Any) -> Response:
    """Answer with all that the query finds.

    Raises:
        Refusal: the values of the parameters make no sense.
    """
    database = our_database(datasette)
    found = await _find(request, datasette, database)
    if found.error:
        raise Refusal(found.error)
    links = Links(datasette, database.name)
    heads, rows = printed(found.columns, found.rows)

    def line(cells: Sequence[Cell]) -> list[object]:
        place = next((cell for cell in cells if cell.document_id), None)
        key = place and (place.provision_id or place.document_id)
        return [*(cell.value for cell in cells), key and datasette.absolute_url(request, links.provision(key))]

    sheet = Sheet(found.query["title"], [*heads, "网址"], map(line, rows))
    return await workbook(request, datasette, sheet, len(found.rows) + found.is_cut)


async def _find(request: Any, datasette: Any, database: Any) -> Found:
    name = request.url_vars["query"]
    allowed = [("view-query", (database.name, name)), ("view-database", database.name), "view-instance"]
    await datasette.ensure_permissions(request.actor, allowed)
    query = await datasette.get_canned_query(database.name, name, request.actor)
    values = {parameter: request.args.get(parameter) or "" for parameter in query.get("params", ())}

    def run(connection: sqlite3.Connection) -> Found:
        connection.row_factory = sqlite3.Row
        cursor = connection.execute(query["sql"], values)
        rows = cursor.fetchmany(MOST_ROWS + 1)
        columns = tuple(column for column, *_ in cursor.description)
        return Found(name, query, values, columns, rows[:MOST_ROWS], len(rows) > MOST_ROWS)

    try:
        return await ask(datasette, database, run)
    except sqlite3.DatabaseError as error:
        if "interrupted" in str(error):
            raise
        return Found(name, query, values, error=error_in_chinese(str(error)))
