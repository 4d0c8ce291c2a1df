"""The Datasette plugin: search that finds Chinese words, cells that read well, links that lead to the clause.

It acts on fatiao's own databases only, so that it may be installed beside others.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Awaitable, Callable, Iterable, Mapping, MutableMapping
from functools import partial
from pathlib import Path
from typing import Any

from datasette.filters import FilterArguments
from datasette.views.base import DatasetteError
from jinja2 import BaseLoader, ChoiceLoader, Environment, FileSystemLoader
from markupsafe import Markup
from pluggy import HookimplMarker

from ..store.schema import APPLICATION_ID
from ..store.search import excerpt, match_query, raw_query
from ..text.fold import fold
from ..text.numerals import parse_number
from .database import served, serves
from .memory.clauses import memory as clauses
from .memory.columns import memory as columns
from .memory.facets import CountedFacet
from .pages.errors import error_response
from .pages.links import IDENTIFIERS, Links
from .pages.parameters import parameter_context
from .pages.respond import error_page, site_context
from .pages.routes import ROUTES
from .words import wording
from .words.names import VALUES, value_name
from .words.translation import Translated
from .words.typed_amounts import AmountError
from .words.value_filter import FROM, TO, value_filter

hookimpl = HookimplMarker("datasette")

Scope = MutableMapping[str, Any]
App = Callable[[Scope, Any, Any], Awaitable[None]]

_EMPTY_SEARCH = re.compile(rb"(?:^|&)_search=(?:\+|%20)*(?=&|$)")
_COMPARATORS = frozenset({"comparator", "界限"})
_LINKS = {
    # cell of a query's result: the column of the same row that holds the identifier
    "document_id": "document_id",
    "provision_id": "provision_id",
    "规定": "document_id",
    "条款": "provision_id",
    "title": "document_id",
    "citation": "provision_id",
}
_VALUES = frozenset({"min_value", "max_value"})
_WORDED = frozenset(column for _, column in VALUES)
_SHOWN = _COMPARATORS | _VALUES | {"mention", "unit"} | set(_LINKS) | _WORDED | IDENTIFIERS


@hookimpl(trylast=True)
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Register SQL functions; `escape_fts` takes the place of Datasette's, hence this comes after it.

    - `escape_fts(words)`: the FTS5 query for what a person typed, cut as the index is;
    - `excerpt(text, words)`: the passage of a text around the first of the words;
    - `yuan(amount)`: an amount of money in any style (20万, 二十万元) as a number, null where it is none.
    """
    if not _is_ours(conn):
        return
    conn.create_function("escape_fts", 1, match_query, deterministic=True)
    conn.create_function("excerpt", 2, excerpt, deterministic=True)
    conn.create_function("yuan", 1, yuan, deterministic=True)


@hookimpl
def startup(datasette: Any) -> Callable[[], Awaitable[None]] | None:
    """Read what searches need before the first reader comes, who would otherwise wait for it."""
    database = served(datasette)
    if database is None:
        return None

    async def read() -> None:
        for memory in (clauses, columns):
            await database.execute_fn(partial(memory.of, database))

    return read


@hookimpl
def asgi_wrapper(datasette: Any) -> Callable[[App], App]:
    """Drop an empty `_search=`, which the form of every table sends along, and FTS5 takes for a query."""

    def wrap(app: App) -> App:
        async def with_search_that_says_something(scope: Scope, receive: Any, send: Any) -> None:
            if scope["type"] == "http" and served(datasette):
                scope = {**scope, "query_string": _EMPTY_SEARCH.sub(b"", scope["query_string"]).lstrip(b"&")}
            await app(scope, receive, send)

        return with_search_that_says_something

    return wrap


@hookimpl
def register_facet_classes() -> list[type[CountedFacet]]:
    """Let the metadata ask for facets that are counted together."""
    return [CountedFacet]


@hookimpl
def register_routes(datasette: Any) -> list[tuple[str, Callable[..., Any]]]:
    """Give the site's own pages an address each, where a database of ours is served."""
    return ROUTES if served(datasette) else []


@hookimpl
def forbidden(datasette: Any, message: str) -> Any:
    """Answer what may not be seen with a page in Chinese."""
    return (lambda: error_page(datasette, 403)) if served(datasette) else None


@hookimpl
def handle_exception(datasette: Any, request: Any, exception: Exception) -> Any:
    """Answer errors with a page in Chinese that shows no stack trace."""
    return error_response(datasette, request, exception) if served(datasette) else None


@hookimpl(trylast=True)
def filters_from_request(request: Any, table: str, database: str, datasette: Any) -> Any:
    """Filter parameters by value; with `_searchmode=raw`, give the index the query's Chinese words as phrases.

    Datasette passes a raw query on as it is; the parameters returned here come after its own and replace them.
    """
    if not serves(datasette, database):
        return None
    words = _raw_words(request) if request.args.get("_searchmode") == "raw" else {}
    if table != "parameters":
        return FilterArguments([], words)
    try:
        found = value_filter(request.args.get(FROM) or "", request.args.get(TO) or "", request.args.get("quantity"))
    except AmountError as error:
        raise DatasetteError(str(error), status=400) from error
    if found is None:
        return FilterArguments([], words)
    return FilterArguments([f"({found.where})"], {**words, **found.parameters}, [found.words])


def _raw_words(request: Any) -> dict[str, str]:
    """Return Datasette's parameters of a raw query, the Chinese words in it as phrases."""
    if "_search" in request.args:
        words = {"search": request.args["_search"]}
    else:
        by_column = [key for key in request.args if key.startswith("_search_")]
        words = {f"search_{i}": request.args[key] for i, key in enumerate(by_column)}
    return {name: raw_query(query) for name, query in words.items()}


@hookimpl
def render_cell(row: Any, value: Any, column: str, table: str | None, database: str, datasette: Any) -> str | None:
    """Return how a cell is to be shown: ≤ for <=, 20 for 20.0, links from query results; None leaves it alone."""
    if value is None or not (isinstance(value, float) or column in _SHOWN) or not serves(datasette, database):
        return None  # in this order: a page has thousands of cells, and looking up the metadata takes its time
    if isinstance(value, dict):
        return _labelled(datasette, database, column, value)
    if column in _COMPARATORS:
        return wording.COMPARATORS.get(value)
    if column in _WORDED and (words := value_name(table, column, value)):
        return words
    if table == "parameters" and column == "unit":
        return wording.unit(value) or None
    if column == "mention" and table == "parameters":
        return _bound(value, _cell(row, "comparator"))
    if column in _VALUES and table == "parameters":
        return wording.amount(value, _cell(row, "unit"), _cell(row, "mention") or "")
    if isinstance(value, float):
        return f"{value:.15g}" if abs(value) < 1e15 else None
    if column in _LINKS and table in (None, "clauses"):
        return _link(datasette, database, row, value, _LINKS[column])
    return None


@hookimpl
def extra_template_vars(request: Any, database: str | None, table: str | None, datasette: Any) -> Any:
    """Give the pages of parameters what they show beside Datasette's own."""
    if table == "parameters" and database and serves(datasette, database):
        return parameter_context(datasette, datasette.databases[database], request)
    return {}


@hookimpl
def prepare_jinja2_environment(env: Environment, datasette: Any) -> None:
    """Put the templates of this room before Datasette's, where a database of ours is served; tell them its links."""
    env.filters["whole_links"] = whole_links
    if not served(datasette):
        return
    env.globals.update(site_context(datasette))
    loaders: list[BaseLoader] = [FileSystemLoader(Path(__file__).parent / "templates")]
    if env.loader:
        loaders.append(Translated(env.loader))
    env.loader = ChoiceLoader(loaders)


def whole_links(tables: Iterable[Mapping[str, Any]] | None) -> list[dict[str, Any]]:
    """Return a row page's links from other tables with `#` in them escaped."""
    return [{**table, "link": str(table["link"]).replace("#", "%23")} for table in tables or ()]


def yuan(amount: str | float | None) -> float | None:
    """Return an amount of money in any style of numeral as a number, None where it is none."""
    value = None if amount is None else parse_number(fold(str(amount)).strip().removesuffix("元"))
    return None if value is None else float(value)


def _is_ours(conn: sqlite3.Connection) -> bool:
    return bool(conn.execute("pragma application_id").fetchone()[0] == APPLICATION_ID)


def _cell(row: Any, column: str) -> Any:
    """Return a cell of a row, which may be a `sqlite3.Row` or a mapping; None where it has no such column."""
    return row[column] if column in set(row.keys()) else None


def _bound(mention: str, comparator: str | None) -> str | None:
    sign = wording.COMPARATORS.get(comparator or "", comparator)
    return None if comparator in (None, "range", "=") else f"{sign} {mention}"


def _link(datasette: Any, database: str, row: Any, value: str, id_column: str) -> str | None:
    key = _cell(row, id_column)
    href = key and Links(datasette, database).identified(id_column, key)
    return Markup('<a href="{}">{}</a>').format(href, value) if href else None


def _labelled(datasette: Any, database: str, column: str, value: Mapping[str, str]) -> str | None:
    """Return an identifier that Datasette has found the label of: a link to the text, under the label."""
    href = Links(datasette, database).identified(column, value["value"])
    label = str(value["label"]).rpartition("/")[2] if column == "source_id" else value["label"]
    return Markup('<a href="{}">{}</a>').format(href, label) if href else None
