"""The home page: what the database holds, counted once for each state of the database."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from datasette.utils.asgi import Response

from ..database import Cache, ask, served, stamp
from ..words import wording
from .links import Links
from .respond import page

_TOP = 12
_NEWEST = 8
_KEPT = 4

Count = tuple[str, str, int]
"""Value, its name for readers, how many."""


@dataclass(frozen=True, slots=True)
class Overview:
    """What the home page tells."""

    totals: dict[str, int]
    authorities: list[Count]
    issuers: list[Count]
    regions: list[Count]
    years: list[Count]
    quantities: list[Count]
    roles: list[Count]
    newest: list[sqlite3.Row]


_kept: Cache[Overview] = Cache(_KEPT)


async def home(request: Any, datasette: Any) -> Response:
    """Answer with the home page."""
    database = served(datasette)
    key = (database.path, stamp(database))
    found = _kept.get(key) or _kept.keep(key, await ask(datasette, database, overview))
    links = Links(datasette, database.name)
    context = {
        "overview": found,
        "most_of": lambda counts: max((count for *_, count in counts), default=1),
        "quantity_href": lambda value: links.table("parameters", urlencode({"quantity": value})),
        "role_href": lambda value: links.table("parameters", urlencode({"role": value})),
        "authority_href": lambda value: links.table("documents", urlencode({"authority": value})),
        "issuer_href": lambda value: links.table("documents", urlencode({"issuer": value})),
        "region_href": lambda value: links.table("documents", urlencode({"region": value})),
        "year_href": lambda value: links.table("documents", urlencode({"promulgated__startswith": value})),
    }
    return await page(datasette, request, "home.html", context)


def overview(connection: sqlite3.Connection) -> Overview:
    """Return what a database holds."""
    connection.row_factory = sqlite3.Row
    tables = ("documents", "provisions", "parameters", "citations", "sources", "flags")
    totals = {table: connection.execute(f"select count(*) from {table}").fetchone()[0] for table in tables}
    newest = connection.execute(
        "select id, title, issuer, promulgated, doc_number, "
        "(select count(*) from parameters where document_id = documents.id) as parameters "
        "from documents where promulgated is not null order by promulgated desc, rowid limit ?",
        [_NEWEST],
    ).fetchall()
    return Overview(
        totals,
        _counts(connection, "documents", "authority", {}),
        _counts(connection, "documents", "issuer", {})[:_TOP],
        _counts(connection, "documents", "region", {})[:_TOP],
        sorted(_counts(connection, "documents", "substr(promulgated, 1, 4)", {})),
        _counts(connection, "parameters", "quantity", wording.QUANTITIES),
        _counts(connection, "parameters", "role", wording.ROLES),
        newest,
    )


def _counts(connection: sqlite3.Connection, table: str, column: str, names: Mapping[str, str]) -> list[Count]:
    found = connection.execute(
        f"select {column}, count(*) from {table} where {column} is not null group by 1 order by 2 desc, 1"
    )
    return [(value, names.get(value, value), count) for value, count in found]
