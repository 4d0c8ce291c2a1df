"""Decisions for programs: `/review/decisions.json` gives them, and takes new ones with an editor's token."""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from datasette.utils.asgi import Response

from ...store.decision_log import Conflict
from ...store.decisions import Decision, Undecidable
from ..words.error_messages import editorial_problem
from . import access
from .audit import visible
from .forms import BadRequestError, Form, body_of, is_from_our_page
from .known import known
from .recording import decide, in_words
from .refusals import OverlapError, UndecidableError

_A_PAGE = 1000
_MOST = 10_000
_MOST_NUMBER = 10**12
_log = logging.getLogger("fatiao.publish")

# as Datasette's own: anybody's script may read; a decision needs a token, which a browser does not send by itself
_HEADERS = {
    "access-control-allow-origin": "*",
    "access-control-allow-headers": "Authorization, Content-Type",
    "access-control-allow-methods": "GET, POST, HEAD, OPTIONS",
    "access-control-max-age": "3600",
    "x-content-type-options": "nosniff",
}


async def decisions_json(request: Any, datasette: Any) -> Response:
    """Answer with the decisions after number `after`, or record those that are sent.

    A program sends `{"decisions": [{"kind": "correct", "flag": "…", "after": "…", "note": "…"}, …], "seen": 12}`:
    all of them are recorded, or none. With `seen`, the number of the last decision it knows of, none is recorded where
    somebody has decided about the same words since.
    """
    if request.method == "OPTIONS":
        return Response("", headers=dict(_HEADERS))
    if request.method != "POST":
        return await _listed(datasette, request)
    try:
        sent = await _sent(datasette, request)
    except _RefusedError as error:
        return _answer(error.status, ok=False, error=str(error))
    found = await known(datasette, request)
    try:
        recorded = await decide(found, sent["decisions"], sent.get("seen"))
    except UndecidableError as error:
        return _answer(400, ok=False, error=str(error))
    except (Conflict, OverlapError) as error:
        said = "别人已经就同一处作出决定" if isinstance(error, Conflict) else "与尚未重建的更正重叠"
        return _answer(409, ok=False, error=f"{said}：{in_words(error.decision)}。", decision=_row(error.decision))
    except Undecidable as error:
        return _answer(400, ok=False, error=f"{error}。")
    except sqlite3.Error as error:
        _log.exception("the editorial file cannot be written")
        return _answer(503, ok=False, error=editorial_problem(error))
    last = max((one.number for one in recorded), default=found.decided.last)
    return _answer(201, ok=True, decisions=[_row(one) for one in recorded], last=last)


async def _listed(datasette: Any, request: Any) -> Response:
    after = request.args.get("after") or "0"
    if not (after.isascii() and after.isdigit() and len(after) <= 12):
        return _answer(400, ok=False, error="after 应为一个整数。")
    found = await known(datasette, request)
    rows = [_row(one) for one in visible(found) if one.number > int(after)]
    return _answer(200, ok=True, decisions=rows[:_A_PAGE], more=len(rows) > _A_PAGE, last=found.decided.last)


class _RefusedError(Exception):
    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


async def _sent(datasette: Any, request: Any) -> Mapping[str, Any]:
    """Return what a program sends, once it is known that it may decide and that it can be read."""
    try:
        body = await body_of(request)
        sent = json.loads(body)
        json.dumps(sent, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:  # "\ud800" is JSON, and no text
        raise _RefusedError(400, "发来的文字里有半个字符（如 \\ud800），存不下来。") from error
    except (BadRequestError, ValueError, RecursionError) as error:
        raise _RefusedError(400, str(error) if isinstance(error, BadRequestError) else "发来的不是 JSON。") from error
    if not await access.may_decide(datasette, request):
        raise _RefusedError(401, "须用编辑的凭证：Authorization: Bearer …（fatiao editor token 可得）。")
    by_cookie = (request.actor or {}).get("by") != "token"
    if by_cookie and not is_from_our_page(request, Form(())):
        raise _RefusedError(403, "不用凭证而用登录的，须带 x-csrftoken。")
    said = sent.get("decisions") if isinstance(sent, dict) else None
    if not isinstance(said, list) or not said or not all(isinstance(one, dict) for one in said):
        raise _RefusedError(400, '应为 {"decisions": [{"kind": …}, …], "seen": …}。')
    if len(said) > _MOST:
        raise _RefusedError(400, f"一次至多 {_MOST} 个决定。")
    seen = sent.get("seen")
    if not (seen is None or (isinstance(seen, int) and 0 <= seen < _MOST_NUMBER)):
        raise _RefusedError(400, "seen 应为一个整数。")
    return dict(sent)


def _row(decision: Decision) -> dict[str, Any]:
    return asdict(decision) | {"kind": str(decision.kind)}


def _answer(status: int, **said: Any) -> Response:
    body = json.dumps(said, ensure_ascii=False)
    headers = dict(_HEADERS) | ({"www-authenticate": "Bearer"} if status == 401 else {})
    return Response(body, status=status, headers=headers, content_type="application/json; charset=utf-8")
