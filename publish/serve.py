"""Datasette over one database, set up for it: what `fatiao serve` runs and what the tests talk to."""

from __future__ import annotations

import json
import os
import secrets
import socket
import sqlite3
from collections.abc import Callable, Sequence
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import uvicorn
from datasette.app import Datasette, DatasetteClient
from datasette.plugins import pm
from datasette.utils import parse_metadata

from ..store.editorial import EditorialError
from ..store.editors import cookie_secret
from ..store.read_only import open_read_only
from ..store.schema import APPLICATION_ID, SCHEMA_VERSION
from . import plugin
from .cache.asked_once import ask_once
from .cache.caching_database import CachingDatabase
from .cache.pages import START
from .front import Front
from .guard.connections import GuardedProtocol
from .guard.options import SiteOptions
from .guard.rate import RateLimit
from .guard.requests import NAME
from .guard.wrapper import share_room
from .members import Member, make_members
from .pages.errors import refusal_response
from .pages.respond import HEADERS
from .served import Served, ServeError
from .words.names import values_in_words

DATASETTE_SETTINGS: dict[str, int | bool] = {
    "default_page_size": 50,
    "max_returned_rows": 5000,
    "sql_time_limit_ms": 5000,
    "facet_time_limit_ms": 1000,
    "default_facet_size": 20,
    "default_cache_ttl": 0,
    "suggest_facets": False,
    "truncate_cells_html": 300,
    "cache_size_kb": 8000,
}
"""Datasette's settings: rows a page, rows a query, milliseconds, values a facet, seconds for which a browser shows a
page without asking, characters a cell, KB of the file that each thread keeps (SQLite keeps 2,000)."""

UVICORN_SETTINGS: dict[str, Any] = {
    "h11_max_incomplete_event_size": 256 * 1024,
    "limit_concurrency": 1000,
    "timeout_keep_alive": 5,
    "ws": "none",
}
"""uvicorn's settings: bytes of a request's head, enough for a query of 10,000 汉字 (nine bytes each in an address);
connections that a process has at most; seconds that one is kept after an answer."""

_HERE = Path(__file__).parent
_VARIABLE = "FATIAO_DATABASE"
_SECRET = "FATIAO_SECRET"


def metadata() -> dict[str, Any]:
    """Return Datasette's metadata: titles, descriptions of every table and column, facets, orders, canned queries.

    Read from metadata.yaml and queries.yaml beside this file.
    """
    found: dict[str, Any] = parse_metadata((_HERE / "metadata.yaml").read_text(encoding="utf-8"))
    for table, described in found["databases"][NAME]["tables"].items():
        columns = described.get("columns", {})
        for column, words in columns.items():
            columns[column] = words.replace("{values}", values_in_words(table, column))
    queries = parse_metadata((_HERE / "queries.yaml").read_text(encoding="utf-8"))
    found["databases"][NAME]["queries"] = {name: {**query, "hide_sql": True} for name, query in queries.items()}
    return found


def build(database: Path, sql: bool = False) -> Datasette:
    """Return Datasette over `database`, with metadata, the plugin, settings and CORS; use `.client` or `.app()`.

    With `sql` readers may write their own.

    Raises:
        ServeError: there is no such file, or it is no database that this version of fatiao made.
    """
    _check(database)
    datasette = _with_database(_datasette(sql, _secret([database])), database)
    datasette.client = DatasetteClient(datasette)  # the one it made was made before the site had its database
    return datasette


def build_several(databases: Sequence[Served], sql: bool = False) -> Front:
    """Return a site of several databases, each as `build` makes it below its name; errors are those of `build`."""
    for one in databases:
        _check(one.path)
    secret = _secret([one.path for one in databases]) or secrets.token_hex(32)
    around = _datasette(sql, secret)
    sites = {one.name: _with_database(_datasette(sql, secret, f"/{one.name}/"), one.path) for one in databases}
    members = [Member(one.name, one.label, sites[one.name], sites[one.name].databases[NAME]) for one in databases]
    make_members(around, members)
    share_room([around, *sites.values()])
    for datasette in (around, *sites.values()):
        datasette.client = DatasetteClient(datasette)
    return Front(around, sites)


def _datasette(sql: bool, secret: str | None, base: str = "/") -> Datasette:
    """Return Datasette without a database."""
    if not pm.is_registered(plugin):  # it is when the package is installed
        pm.register(plugin, "fatiao")
    settings = {**DATASETTE_SETTINGS, "default_allow_sql": sql, "base_url": base}
    datasette = Datasette(metadata=metadata(), settings=settings, cors=True, secret=secret)
    datasette.remove_database("_memory")
    return datasette


def _with_database(datasette: Datasette, database: Path) -> Datasette:
    """Give Datasette its database, of which nobody is told the folder."""
    added = datasette.add_database(CachingDatabase(datasette, str(database)), name=NAME)
    ask_once(datasette, added)
    databases = datasette._connected_databases
    datasette._connected_databases = lambda: [{**each, "path": Path(each["path"] or "").name} for each in databases()]
    return datasette


def _secret(databases: Sequence[Path]) -> str | None:
    """Return what signs cookies: all workers' and, where there are editors, the same after a restart; None for any."""
    try:
        found = [secret for database in databases if (secret := cookie_secret(database))]
    except EditorialError as error:
        raise ServeError(str(error)) from error
    own = found[0] if len(found) == 1 else sha256("".join(found).encode()).hexdigest() if found else None
    return os.environ.get(_SECRET) or own


def application() -> Any:
    """Return the site over the databases that the environment's `FATIAO_DATABASE` names, for one of several workers."""
    return site(
        [Served(Path(path), *names) for path, *names in json.loads(os.environ[_VARIABLE])], SiteOptions.imported()
    )


def site(databases: Sequence[Served], options: SiteOptions) -> Any:
    """Return the site as readers get it, each address as often as it may ask.

    Raises:
        ServeError: there is no such database.
    """
    several = build_several(databases, options.sql) if len(databases) > 1 else None
    datasette = several.datasette if several else build(databases[0].path, options.sql)
    app = several or datasette.app()
    if not options.rate:
        return app
    return RateLimit(app, options.rate, partial(refusal_response, datasette), HEADERS)


def serve(
    databases: Sequence[Served],
    host: str = "127.0.0.1",
    port: int = 8001,
    ready: Callable[[str], None] | None = None,
    workers: int = 1,
    options: SiteOptions = SiteOptions(),  # noqa: B008  # it cannot change
) -> None:
    """Serve a database, or several as one site, at http://host:port until interrupted.

    `ready` is told the address once it is known to be free.

    With more than one of `workers`, so many processes answer: Python uses one core a process.

    Raises:
        ServeError: there is no such database, or the address cannot be used.
    """
    app = site(databases, options)
    address = _free_address(host, port)
    if ready:
        ready(address)
    if workers > 1:
        os.environ[_VARIABLE] = json.dumps([(str(one.path.absolute()), one.name, one.label) for one in databases])
        os.environ[START] = secrets.token_hex(8)
        os.environ[_SECRET] = _secret([one.path for one in databases]) or secrets.token_hex(32)
        options.export()
        app = f"{__name__}:{application.__name__}"
    uvicorn.run(
        app,
        host=host,
        port=port,
        factory=workers > 1,
        workers=workers,
        http=partial(GuardedProtocol, proxies=options.proxies),  # type: ignore[arg-type]
        proxy_headers=bool(options.proxies),
        forwarded_allow_ips=list(options.proxies),
        log_level="warning",
        lifespan="on",
        **UVICORN_SETTINGS,
    )


def _free_address(host: str, port: int) -> str:
    """Return the address; ServeError where it cannot be used."""
    address = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
    try:
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        raise ServeError(
            f"{address} cannot be used ({error.strerror}). Give another port or host, or end what uses it."
        ) from error
    return address


def _check(database: Path) -> None:
    if not database.is_file():
        raise ServeError(f"There is no database {database}. Build one first: fatiao build FILES --db {database}")
    try:
        connection = open_read_only(database)
        try:
            application = connection.execute("pragma application_id").fetchone()[0]
            version = connection.execute("pragma user_version").fetchone()[0]
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise ServeError(f"{database} cannot be read ({error}). Move it away and build again.") from error
    if (application, version) != (APPLICATION_ID, SCHEMA_VERSION):
        raise ServeError(f"{database} is not a database of this version of fatiao. Build one, or give another path.")
