"""The Datasette plugin: what Datasette calls, each hook a few lines that hand on to the file that does it.

It acts on fatiao's own databases only, so that it may be installed beside others.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Awaitable, Callable, Generator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from datasette.filters import FilterArguments
from datasette.views.base import DatasetteError
from jinja2 import BaseLoader, ChoiceLoader, Environment, FileSystemLoader
from pluggy import HookimplMarker

from ..store.search import raw_query
from .cache.clauses import clause_snapshot
from .cache.pages import MOST_BYTES, PageCache, without_cookies
from .cache.parameter_columns import column_snapshot
from .cells import cell_html
from .database import is_ours, our_database
from .facets import InMemoryFacet
from .guard.names import check_names
from .guard.refusal import GoneError
from .guard.requests import check_arguments
from .guard.wrapper import App, Guard, Scope, room_of
from .links import whole_links
from .members import has_several, members_of, site_version
from .pages.canned import canned_routes
from .pages.errors import FOR_PROGRAMS, error_json, error_response, refusal_response
from .pages.parameters import AFTER, ARGUMENTS, parameter_context
from .pages.respond import HEADERS, error_page, site_context
from .pages.routes import ROUTES, SEVERAL_ROUTES
from .pages.row_context import row_context
from .pages.source import picture
from .queries.source import regulations_in
from .queries.spellings import spelling_snapshot
from .queries.value_filter import FROM, TO, reach_filter, value_filter
from .queries.word_filter import word_filter
from .review import access
from .review.routes import REVIEW_ROUTES, is_review_path
from .sql_functions import register_functions
from .words.translation import TranslatingLoader
from .words.typed_amounts import AmountError

hookimpl = HookimplMarker("datasette")

_EMPTY_SEARCH = re.compile(rb"(?:^|&)_search=(?:\+|%20)*(?=&|$)")


@hookimpl(trylast=True)
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Register SQL functions; `escape_fts` takes the place of Datasette's, hence this comes after it."""
    register_functions(conn)


@hookimpl
def startup(datasette: Any) -> Callable[[], Awaitable[None]] | None:
    """Read what searches need before the first reader comes, who would otherwise wait for it.

    A file that is gone or damaged is told of to who asks for something in it.
    """
    database = our_database(datasette)
    if database is None:
        return None

    async def read() -> None:
        for snapshot in (clause_snapshot, column_snapshot, spelling_snapshot):
            with suppress(sqlite3.Error, GoneError):
                await database.execute_fn(partial(snapshot.current, database))

    return read


@hookimpl
def asgi_wrapper(datasette: Any) -> Callable[[App], App]:
    """Guard the site, keep what it answers, and drop an empty `_search=`.

    The form of every table sends that, and FTS5 takes it for a query.
    """

    def is_shared(path: str) -> bool:
        base = str(datasette.setting("base_url"))
        return not is_review_path(path, base) and not path.startswith(f"{base}-/")

    def wrap(app: App) -> App:
        async def tidied(scope: Scope, receive: Any, send: Any) -> None:
            if scope["type"] == "http":
                scope = {**scope, "query_string": _EMPTY_SEARCH.sub(b"", scope["query_string"]).lstrip(b"&")}
                if scope["path"].startswith(f"{datasette.setting('base_url')}-/fatiao/"):
                    scope = without_cookies(scope)  # or Datasette would have no browser keep our styles
            await app(scope, receive, send)

        room = room_of(datasette)
        guard = Guard(datasette, tidied, partial(refusal_response, datasette), HEADERS, room)
        pages = PageCache(guard, partial(site_version, datasette), is_shared, HEADERS, MOST_BYTES // room.sites)

        async def answer(scope: Scope, receive: Any, send: Any) -> None:
            await (pages if members_of(datasette) else app)(scope, receive, send)

        return answer

    return wrap


@hookimpl
def register_facet_classes() -> list[type[InMemoryFacet]]:
    """Let the metadata ask for facets that are counted in memory."""
    return [InMemoryFacet]


@hookimpl
def register_routes(datasette: Any) -> list[tuple[str, Callable[..., Any]]]:
    """Give the site's own pages an address each, where a database of ours is served."""
    if has_several(datasette):
        return SEVERAL_ROUTES
    return [*ROUTES, *canned_routes(datasette), *REVIEW_ROUTES] if our_database(datasette) else []


@hookimpl
def actor_from_request(datasette: Any, request: Any) -> Awaitable[dict[str, Any] | None] | None:
    """Tell Datasette which editor asks."""
    return access.actor_of(datasette, request) if our_database(datasette) else None


@hookimpl
def permission_allowed(actor: Any, action: str) -> bool | None:
    """Let editors decide."""
    return access.allowed(actor, action)


@hookimpl
def skip_csrf(scope: Scope, datasette: Any) -> bool:
    """Look at the tokens of our own forms ourselves: who sends a wrong one is told so and keeps what was typed."""
    return bool(our_database(datasette)) and is_review_path(scope["path"], datasette.setting("base_url"))


@hookimpl
def forbidden(datasette: Any, request: Any, message: str) -> Any:
    """Answer what may not be seen with a page in Chinese, or as JSON."""
    if not members_of(datasette):
        return None
    if request.path.endswith(FOR_PROGRAMS):
        return error_json(datasette, 403)
    return lambda: error_page(datasette, 403)


@hookimpl(wrapper=True)
def handle_exception(datasette: Any, request: Any, exception: Exception) -> Generator[None, list[Any], list[Any]]:
    """Answer errors with a page in Chinese that shows no stack trace, in place of Datasette's own answer.

    Datasette asks for all answers and sends the first; its own formats the stack with all variables for half a second.
    """
    answers = yield
    if not members_of(datasette):
        return answers
    others = [answer for answer in answers if answer.__module__ != "datasette.handle_exception"]
    return [error_response(datasette, request, exception), *others]


@hookimpl(trylast=True)
def filters_from_request(request: Any, table: str, database: str, datasette: Any) -> Any:
    """Filter parameters by value and words, and refuse what is mistyped."""
    if not is_ours(datasette, database):
        return None
    pairs = [(key, value) for key in request.args for value in request.args.getlist(key)]

    async def filters() -> FilterArguments:
        check_arguments(pairs, table)
        columns = await datasette.get_database(database).table_columns(table)
        check_names(pairs, table, columns, (*ARGUMENTS, AFTER) if table == "parameters" else ())
        return _filters(request, table)

    return filters


def _filters(request: Any, table: str) -> FilterArguments:
    """Return the conditions beside Datasette's own.

    With `_searchmode=raw` the index is given the query's Chinese words as phrases: Datasette passes a raw query on as
    it is, and the parameters returned here come after its own and replace them.
    """
    words = _raw_words(request) if request.args.get("_searchmode") == "raw" else {}
    if table != "parameters":
        return FilterArguments([], words)
    try:
        by_value = value_filter(request.args.get(FROM) or "", request.args.get(TO) or "", request.args.get("quantity"))
        found = [each for each in (by_value, reach_filter(request.args), word_filter(request.args)) if each]
    except AmountError as error:
        raise DatasetteError(str(error), status=400) from error
    values = {name: value for each in found for name, value in each.parameters.items()}
    return FilterArguments([f"({each.where})" for each in found], {**words, **values}, [each.words for each in found])


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
    """Show cells as readers would write them; None leaves one alone."""
    return cell_html(row, value, column, table, database, datasette)


@hookimpl
def extra_template_vars(request: Any, database: str | None, table: str | None, view_name: str, datasette: Any) -> Any:
    """Give the pages of tables and rows what they show beside Datasette's own."""
    if not table or not database or not is_ours(datasette, database):
        return {}
    if table == "parameters" and view_name != "row":
        return parameter_context(datasette, request)
    named = row_context(datasette, datasette.databases[database], request, table)
    if table == "sources":
        return named | {"regulations_in": partial(regulations_in, datasette.databases[database])}
    if table == "flags":
        return named | {"picture": partial(picture, datasette)}
    return named


@hookimpl
def prepare_jinja2_environment(env: Environment, datasette: Any) -> None:
    """Put the templates of this room before Datasette's, where a database of ours is served; tell them its links."""
    env.filters["whole_links"] = whole_links
    if not members_of(datasette):
        return
    env.auto_reload = False  # or every page looks whether the files of its templates have changed
    env.globals.update(site_context(datasette))
    loaders: list[BaseLoader] = [FileSystemLoader(Path(__file__).parent / "templates")]
    if env.loader:
        loaders.append(TranslatingLoader(env.loader))
    env.loader = ChoiceLoader(loaders)
