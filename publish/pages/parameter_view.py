"""Datasette's page of the table of parameters, which asks for no more columns than its template shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from datasette.utils.asgi import Response

from .links import Links
from .parameters import show
from .respond import page
from .served import ask

_TEMPLATE = "table-fatiao-parameters.html"


async def parameters_table(request: Any, datasette: Any) -> Any:
    """Answer with the page."""
    return await _view()(datasette).dispatch_request(request)


@cache
def _view() -> type[Any]:
    """Return Datasette's view of a table, made to read a row's columns in one query of the page's own.

    Without this, thirty columns of every row are worded one by one and thrown away, half of the time a page takes.
    """
    from datasette.views.table import TableView  # only here: Datasette loads its plugins before its views

    class ParametersView(TableView):  # type: ignore[misc]  # Datasette has no types
        async def columns_to_select(self, table_columns: Sequence[str], pks: Sequence[str], request: Any) -> list[str]:
            if "_col" in request.args or "_nocol" in request.args:
                chosen: list[str] = await super().columns_to_select(table_columns, pks, request)
                return chosen
            return list(pks)

        async def render(self, templates: Sequence[str], request: Any, context: Mapping[str, Any]) -> Response:
            database = self.ds.databases[context["database"]]
            ids = [row["id"] for row in context["display_rows"]]
            links = Links(self.ds, database.name)
            shown = await ask(self.ds, database, lambda connection: show(connection, links, ids))
            more = {"shown": shown, "alternate_url_json": context["renderers"]["json"]}
            return await page(self.ds, request, _TEMPLATE, {**context, **more})

    return ParametersView
