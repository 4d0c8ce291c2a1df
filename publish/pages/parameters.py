"""Datasette's page of the table of parameters, made to do no more than its template shows.

Datasette reads and words thirty columns of every row, and goes through the rows found once for the page, once for
their number and once for the facets. Here they are gone through once, and counted in memory.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from typing import Any
from urllib.parse import urlencode

from datasette.database import QueryInterrupted
from datasette.filters import Filters
from datasette.plugins import pm
from datasette.utils import (
    append_querystring,
    await_me_maybe,
    path_with_replaced_args,
    tilde_encode,
)
from datasette.utils.asgi import Request, Response

from ..cache.parameter_columns import column_snapshot
from ..database import ask
from ..facets import InMemoryFacet
from ..guard.refusal import Refusal
from ..links import Links
from ..queries.parameters import searched_rows
from ..queries.value_filter import FROM, REACH_BELOW, REACH_FROM, REACH_TO, TO
from ..queries.word_filter import WORD_FILTERS
from ..words.names import column_name
from .column_choices import column_choices, columns_explained, lookup_choices
from .parameter_cards import ParameterCard, parameter_cards
from .parameter_filters import conditions, facet_value, facets_in_order
from .parameter_views import role_tabs, view_of
from .respond import page
from .row_context import identifiers_named
from .unknown import as_json, told_unknown, unknown_in

TABLE = "parameters"
"""The table."""
_TEMPLATE = "table-fatiao-parameters.html"
ARGUMENTS = (FROM, TO, REACH_FROM, REACH_BELOW, REACH_TO, *WORD_FILTERS)
"""The arguments of the table that are ours."""
_PLAIN = frozenset({"_search", *ARGUMENTS})
"""The arguments besides filters by column that are answered for here; with any other the page is Datasette's."""
_VALUES = ("max_value", "min_value")
_LONGEST_NUMBER = 9
AFTER = "_after"
"""How many rows of an order by value are before those of the page."""


class ReadOnce(Request):  # type: ignore[misc]  # Datasette has no types
    """A request whose arguments are read from its address once, not each of the thirty times they are looked at."""

    args = cached_property(Request.args.fget)


def parameter_context(datasette: Any, request: Any) -> dict[str, Any]:
    """Return what the template of the table can use."""
    return {
        "facet_name": lambda column: column_name(TABLE, column),
        "facet_value": facet_value,
        "facets_in_order": facets_in_order,
        "conditions": lambda found, names: conditions(request, found, names),
        "columns_chosen": "_col" in request.args or "_nocol" in request.args,
        "taken": taken_address(request),
        **{"column_choices": column_choices, "lookup_choices": lookup_choices, "columns_explained": columns_explained},
        "view": view_of(request.args.get("role")),
        "tabs": role_tabs(request, datasette.urls.path),
    }


def taken_address(request: Any) -> str:
    """Return the query of the address of the workbook: the filters alone, without order and page."""
    pairs = [
        (key, value)
        for key in request.args
        for value in request.args.getlist(key)
        if value and (key in _PLAIN or not key.startswith("_"))
    ]
    return "?" + urlencode(pairs) if pairs else ""


async def parameters_table(request: Any, datasette: Any) -> Any:
    """Answer with the page."""
    once = ReadOnce(request.scope, request.receive)
    once.__dict__.update(request.__dict__)  # messages
    return await _view()(datasette).dispatch_request(once)


@cache
def _view() -> type[Any]:
    """Return Datasette's view of a table, made to answer for the parameters."""
    from datasette.views.table import TableView  # only here: Datasette loads its plugins before its views

    class ParametersView(TableView):  # type: ignore[misc]  # Datasette has no types
        async def data(self, request: Any, default_labels: bool = False, **more: Any) -> Any:
            if not default_labels or not is_simple(request):  # default_labels tells that the page is asked for as HTML
                return await self._told(request, await super().data(request, default_labels, **more))
            return await _data(self.ds, request)

        async def _told(self, request: Any, found: Any) -> Any:
            """Return what Datasette found, and where it is nothing which values no row has."""
            if isinstance(found, tuple) and not found[0]["rows"]:
                database = self.ds.databases[found[0]["database"]]
                unknown = await unknown_in(self.ds, database, request, TABLE)
                found[0]["unknown"] = as_json(TABLE, unknown)
            return found

        async def columns_to_select(self, table_columns: Sequence[str], pks: Sequence[str], request: Any) -> list[str]:
            if "_col" in request.args or "_nocol" in request.args or request.url_vars.get("format") == "json":
                chosen: list[str] = await super().columns_to_select(table_columns, pks, request)
                return chosen
            return list(pks)

        async def render(self, templates: Sequence[str], request: Any, context: Mapping[str, Any]) -> Response:
            database = self.ds.databases[context["database"]]
            more = {
                "alternate_url_json": context["renderers"]["json"],
                "names": await identifiers_named(self.ds, database, request, TABLE),
                "unknown": [] if context["display_rows"] else await told_unknown(self.ds, database, request, TABLE),
            }
            if "cards" not in context:
                ids = [row["id"] for row in context["display_rows"]]
                links = Links(self.ds, database.name)
                more["cards"] = await ask(self.ds, database, lambda connection: parameter_cards(connection, links, ids))
            return await page(self.ds, request, _TEMPLATE, {**context, **more})

    return ParametersView


def is_simple(request: Any) -> bool:
    """Tell whether a page is asked for with filters and a search alone: the first as usual, or any ordered by value."""
    known = _PLAIN | ({"_sort", "_sort_desc", AFTER} if value_order(request) else set())
    return not any(key.startswith("_") and key not in known for key in request.args)


def value_order(request: Any) -> str | None:
    """Return the argument that asks for an order by value, `_sort` or `_sort_desc`; None where none or both do."""
    given = [name for name in ("_sort", "_sort_desc") if request.args.get(name)]
    return given[0] if len(given) == 1 and request.args[given[0]] in _VALUES else None


def _start(request: Any) -> int:
    """Return how many rows are before those of the page.

    Raises:
        Refusal: what is typed is no number.
    """
    typed = request.args.get(AFTER) or "0"
    if not (typed.isascii() and typed.isdigit() and len(typed) <= _LONGEST_NUMBER):
        raise Refusal(f"{AFTER} 要写成数，如 100。")
    return int(typed)


def filters_of(request: Any) -> Filters:
    """Return the filters by columns in an address."""
    return Filters(
        sorted(
            (key, value)
            for key in request.args
            if key not in (*_PLAIN, "_sort", "_sort_desc", AFTER)
            for value in request.args.getlist(key)
        )
    )


async def conditions_of(
    datasette: Any, request: Any, database: str, filters: Filters
) -> tuple[list[str], dict[str, Any], dict[str, Any]]:
    """Return the conditions in SQL that the filters and Datasette's plugins make, their values, more for templates."""
    where, values = filters.build_where_clauses(TABLE)
    extra: dict[str, Any] = {}
    for hook in pm.hook.filters_from_request(request=request, database=database, table=TABLE, datasette=datasette):
        if more := await await_me_maybe(hook):
            where += more.where_clauses
            values |= more.params
            extra |= more.extra_context
    return where, values, extra


async def ensure_visible(datasette: Any, request: Any, database: str) -> None:
    """Refuse who may not look at the table."""
    allowed = [("view-table", (database, TABLE)), ("view-database", database), "view-instance"]
    await datasette.ensure_permissions(request.actor, allowed)


async def _data(datasette: Any, request: Any) -> tuple[dict[str, Any], dict[str, Any], tuple[str, ...]]:
    """Return what Datasette's view does for a page that is simple."""
    database = datasette.get_database(request.url_vars["database"])
    await ensure_visible(datasette, request, database.name)
    metadata = datasette.table_metadata(database.name, TABLE)
    filters = filters_of(request)
    where, values, extra = await conditions_of(datasette, request, database.name, filters)
    facet = InMemoryFacet(datasette, request, database.name, table=TABLE, metadata=metadata)
    size = int(metadata.get("size") or datasette.page_size)
    links = Links(datasette, database.name)
    order, start = value_order(request), _start(request)

    def find(connection: sqlite3.Connection) -> tuple[int, list[ParameterCard], Mapping[str, Any], list[str]]:
        columns = column_snapshot.current(database, connection)
        rows, parts = searched_rows(connection, columns, where, values)
        counts = columns.commonest(rows, facet.columns(), facet.get_facet_size() + 1)
        ids = columns.by_value(rows, order == "_sort_desc", start, size) if order else columns.first(rows, size)
        return len(rows), parameter_cards(connection, links, ids), counts, parts

    try:
        number, cards, counts, parts = await ask(datasette, database, find)
    except sqlite3.OperationalError as error:
        if "interrupted" in str(error):
            raise QueryInterrupted(error, " and ".join(where), values) from error
        raise
    facets = facet.results(counts)
    after = None
    if number > start + size:
        more = {AFTER: str(start + size)} if order else {"_next": tilde_encode(cards[-1].row["id"])}
        after = path_with_replaced_args(request, more)
    data = {
        **{"database": database.name, "table": TABLE, "filtered_table_rows_count": number},
        **{"expandable_columns": True, "facet_results": {found["name"]: found for found in facets}},
        "next_url": datasette.absolute_url(request, datasette.urls.path(after)) if after else None,
    }
    context = {
        **{"filters": filters, "filter_columns": await database.table_columns(TABLE), "metadata": metadata},
        "searched_instead": parts,
        **{"cards": cards, "display_rows": cards, "sorted_facet_results": facets, "facets_timed_out": []},
        "form_hidden_args": [(key, request.args[key]) for key in ARGUMENTS if key in request.args],
        **{"fix_path": datasette.urls.path, "path_with_replaced_args": path_with_replaced_args},
        "append_querystring": append_querystring,
        **_sorting(request, order),
        **extra,
    }
    return data, context, (_TEMPLATE,)


def _sorting(request: Any, order: str | None) -> dict[str, str | bool | None]:
    """Return what the template knows of the order: the column, rising or falling, and whether units are apart."""
    sort, falling = (request.args.get(name) if order == name else None for name in ("_sort", "_sort_desc"))
    return {"sort": sort, "sort_desc": falling, "by_unit": bool(order)}
