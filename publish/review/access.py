"""Who is asking: the editor that a cookie or a program's token names, looked up at every request."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import time
from typing import Any

from itsdangerous import BadSignature

from ...store.editors import editor_of_token, stamp_of
from ..database import our_database

PERMISSION = "fatiao-decide"
"""What Datasette calls the right to decide; other plugins may give it to actors of theirs."""

HOURS = 12
"""How long an editor stays signed in."""

_COOKIE = "fatiao_editor"
_NAMESPACE = "fatiao-editor"
_BEARER = "bearer "
_log = logging.getLogger("fatiao.publish")


async def actor_of(datasette: Any, request: Any) -> dict[str, Any] | None:
    """Return the editor who asks, as Datasette's actor; None for a reader, also where the cookie is forged or over.

    A program's token goes before the cookie, so that a page elsewhere that sends one gains nothing by the other.
    """
    database = our_database(datasette)
    authorization = request.headers.get("authorization", "")
    cookie = request.cookies.get(_COOKIE)
    try:
        if authorization[: len(_BEARER)].lower() == _BEARER:
            token = authorization[len(_BEARER) :].strip()
            name = await asyncio.to_thread(editor_of_token, database.path, token)
            return _actor(name, "token") if name else None
        if cookie:
            name = await asyncio.to_thread(_signed_in, datasette, database.path, cookie)
            return _actor(name, "cookie") if name else None
    except sqlite3.Error:
        _log.exception("the editorial file of %s cannot be read; nobody is signed in", database.path)
    return None


def _actor(name: str, by: str) -> dict[str, Any]:
    return {"id": name, "fatiao_editor": True, "by": by}


def _signed_in(datasette: Any, database: str, cookie: str) -> str | None:
    try:
        said = datasette.unsign(cookie, _NAMESPACE)
    except BadSignature:
        return None
    name, stamp, until = said["name"], said["stamp"], said["until"]
    return name if time.time() < until and stamp_of(database, name) == stamp else None


def sign_in(datasette: Any, request: Any, response: Any, name: str, stamp: str) -> None:
    """Give an answer the cookie that says who is signed in."""
    said = {"name": name, "stamp": stamp, "until": int(time.time()) + HOURS * 3600}
    _set(datasette, request, response, datasette.sign(said, _NAMESPACE), HOURS * 3600)


def sign_out(datasette: Any, request: Any, response: Any) -> None:
    """Take the cookie away."""
    _set(datasette, request, response, "", 0)


def _set(datasette: Any, request: Any, response: Any, value: str, seconds: int) -> None:
    """Set the cookie of this site alone: where several databases are served, each has its own editors."""
    secure, path = request.scheme == "https", str(datasette.setting("base_url"))
    response.set_cookie(_COOKIE, value, max_age=seconds, path=path, httponly=True, samesite="lax", secure=secure)


def allowed(actor: Any, action: str) -> bool | None:
    """Answer Datasette's question whether an actor may decide; None leaves every other question to others."""
    if action != PERMISSION:
        return None
    return True if actor and actor.get("fatiao_editor") else None


def is_editor(request: Any) -> bool:
    """Tell whether whoever asks is one of our editors, and not somebody whom another plugin lets decide."""
    return bool(request.actor and request.actor.get("fatiao_editor"))


async def may_decide(datasette: Any, request: Any) -> bool:
    """Tell whether whoever asks may decide."""
    return bool(await datasette.permission_allowed(request.actor, PERMISSION, default=False))


def editor_name(request: Any) -> str:
    """Return the name under which a decision of whoever asks is recorded."""
    return str((request.actor or {}).get("id") or "")
