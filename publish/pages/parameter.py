"""The page of one parameter, at Datasette's address of its row: the clause around it, and all columns.

Datasette words every column of the row and counts the rows of other tables that refer to it, of which the page shows
nothing, and fills its template in as if each value were to be waited for. Here all is asked for together.
"""

from __future__ import annotations

import sqlite3
import time
from typing import Any

from datasette.utils import path_with_format, tilde_decode
from datasette.utils.asgi import NotFound, Response

from ..database import ask
from ..links import Links
from ..queries.cited import CitedRow, cited_row
from .citing import forms_of
from .column_choices import columns_of
from .parameter_cards import ParameterInClause, parameter_in_clause
from .parameters import TABLE, ensure_visible
from .respond import cors_headers, page


async def parameter_page(request: Any, datasette: Any) -> Response:
    """Answer with the page.

    Raises:
        NotFound: there is no such parameter.
    """
    database = datasette.get_database(request.url_vars["database"])
    await ensure_visible(datasette, request, database.name)
    key, links = tilde_decode(request.url_vars["id"]), Links(datasette, database.name)

    def find(connection: sqlite3.Connection) -> tuple[ParameterInClause | None, CitedRow | None]:
        return parameter_in_clause(connection, links, key), cited_row(connection, key)

    start = time.perf_counter()
    parameter, cited = await ask(datasette, database, find)
    if parameter is None:
        raise NotFound(f"no parameter {key}")
    meanings = datasette.table_metadata(database.name, TABLE).get("columns", {})
    as_json = datasette.absolute_url(request, datasette.urls.path(path_with_format(request=request, format="json")))
    context = {
        **{"parameter": parameter, "forms": forms_of(request, datasette, cited) if cited else []},
        "columns": columns_of(parameter.card.row, await database.table_columns(TABLE), meanings),
        "alternate_url_json": as_json,
        "query_ms": (time.perf_counter() - start) * 1000,
    }
    response = await page(datasette, request, "parameter.html", context)
    told = {"link": f'{as_json}; rel="alternate"; type="application/json+datasette"'}
    response.headers.update(cors_headers(datasette) | told)
    return response
