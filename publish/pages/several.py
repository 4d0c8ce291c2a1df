"""What belongs to one of several databases: the way to it from the address that it has where there is one database.

An address with an identifier (`/regulation/ID`) leads to the first database that has it. Any other (`/charts`, tables,
the pages of editors) shows which databases there are, each with the address of its own.
"""

from __future__ import annotations

import asyncio
import sqlite3
from datetime import date
from typing import Any

from datasette.utils.asgi import Response

from ...store.editorial import moved_to
from ..cache.clauses import clause_snapshot
from ..guard.refusal import Refusal
from ..links import decode
from ..members import Member, ask_each, members_of
from ..queries.named import Named, find_in_force
from ..several.search import named_best
from .arguments import typed
from .errors import FOR_PROGRAMS
from .respond import cors_headers, page

_HAVE_DOCUMENT = "select 1 from documents where id = ?"
_HAVE_SOURCE = "select 1 from sources where id = ?"


async def regulation_somewhere(request: Any, datasette: Any) -> Response:
    """Lead to a regulation, in whatever form, in the first database that has it."""
    return await _lead(request, datasette, decode(request.url_vars["id"]), _HAVE_DOCUMENT)


async def source_somewhere(request: Any, datasette: Any) -> Response:
    """Lead to a source in the first database that has it."""
    return await _lead(request, datasette, decode(request.url_vars["id"]), _HAVE_SOURCE)


async def versions_somewhere(request: Any, datasette: Any) -> Response:
    """Lead to two versions in the first database that has one of them."""
    return await _lead(request, datasette, request.args.get("a") or request.args.get("b") or "", _HAVE_DOCUMENT)


async def _lead(request: Any, datasette: Any, key: str, sql: str) -> Response:
    """Lead to the database that has a row, or has it under another identifier now; 404 where none does.

    Raises:
        Refusal: none has it; or none of those that answer, while others do not.
    """

    async def has(member: Member) -> bool:
        return await member.ask(lambda connection: connection.execute(sql, [key]).fetchone() is not None)

    async def had(member: Member) -> bool:
        return await asyncio.to_thread(moved_to, member.database.path, key) is not None

    for question in (has, had):
        told = await ask_each(datasette, question)
        if found := next((member for member, is_there in told.answers if is_there), None):
            return Response.redirect(_address(request, found))
        if told.silent:
            raise Refusal(f"可能在现在不能回答的库里：{'、'.join(member.label for member in told.silent)}。", 503)
    if sql == _HAVE_DOCUMENT and (member := await _called(request, datasette, key)):
        return Response.redirect(_address(request, member))
    raise Refusal("", 404)


async def _called(request: Any, datasette: Any, name: str) -> Member | None:
    """Return the database that has the regulation of a name."""
    day = typed(request, "on") or date.today().isoformat()

    async def find(member: Member) -> Named | None:
        def find_one(connection: sqlite3.Connection) -> Named | None:
            documents = clause_snapshot.current(member.database, connection).documents
            return find_in_force(connection, documents, name, day)

        return await member.ask(find_one)

    told = await ask_each(datasette, find)
    best = named_best([(member.name, named) for member, named in told.answers if named])
    return next((member for member, _ in told.answers if best and member.name == best[0]), None)


async def member_home(request: Any, datasette: Any) -> Response:
    """Lead to the home page of a database from its name without a slash behind it; 404 where there is none of it."""
    member = next((each for each in members_of(datasette) if each.name == request.url_vars["name"]), None)
    if member is None:
        raise Refusal("", 404)
    return Response.redirect(member.links.path("/"))


async def choose(request: Any, datasette: Any) -> Response:
    """Answer with the databases, each with its own page of this address: 300, "multiple choices".

    Raises:
        Refusal: it is no request for a page.
    """
    if request.method == "POST":
        raise Refusal("这一页每次用于一个库，请从那个库里提交。", 405)
    found = [(member, _address(request, member)) for member in members_of(datasette)]
    if request.path.endswith(FOR_PROGRAMS):
        told = [
            {"name": member.name, "title": member.label, "url": datasette.absolute_url(request, address)}
            for member, address in found
        ]
        error = "这个地址每次用于一个库，请在 databases 里选一个。"
        answer = {"ok": False, "error": error, "status": 300, "databases": told}
        return Response.json(answer, status=300, headers=cors_headers(datasette))
    return await page(datasette, request, "choose.html", {"found": found}, 300)


def _address(request: Any, member: Member) -> str:
    """Return the address asked for, in a database."""
    query = f"?{request.query_string}" if request.query_string else ""
    return member.links.path(request.scope["raw_path"].decode("latin-1").partition("?")[0]) + query
