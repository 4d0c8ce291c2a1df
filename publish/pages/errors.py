"""Errors as readers see them: what happened and what to do, in Chinese; programs get the same as JSON."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Awaitable, Callable
from typing import Any

from datasette.utils.asgi import Base400, Response
from datasette.views.base import DatasetteError

from ...store.editorial import EditorialError
from ..words.error_messages import editorial_problem, error_in_chinese
from .respond import cors_headers, error_page, error_words

FOR_PROGRAMS = (".json", ".jsono", ".csv", ".md", ".xml", ".xlsx", ".atom", ".db")
"""The endings of what programs ask for, who get errors as JSON."""

_log = logging.getLogger("fatiao.publish")


def error_response(datasette: Any, request: Any, exception: Exception) -> Callable[[], Awaitable[Response]]:
    """Return what answers an exception, with JSON where JSON was asked for; a failure of the site's goes to the log."""

    async def answer() -> Response:
        status, detail = _status_and_detail(exception)
        if status >= 500 and status != 503:
            _log.error("%s failed", request.path, exc_info=exception)
        if request.path.endswith(FOR_PROGRAMS):
            return error_json(datasette, status, error_in_chinese(detail), exception)
        again = request.path if status in (400, 503) and request.query_string else ""
        return await error_page(datasette, status, error_in_chinese(detail), again)

    return answer


async def refusal_response(datasette: Any, scope: Any, refusal: DatasetteError) -> Response:
    """Return the answer to a request that Datasette does not see: a page, or JSON where that was asked for."""
    await datasette.invoke_startup()  # or the pages know nothing of the site yet
    if scope["path"].endswith(FOR_PROGRAMS):
        return error_json(datasette, refusal.status, refusal.message)
    again = scope["path"] if refusal.status == 400 else ""
    return await error_page(datasette, refusal.status, refusal.message, again)


def error_json(datasette: Any, status: int, detail: str = "", exception: Exception | None = None) -> Response:
    """Return an error as Datasette's JSON has it; without a `detail` it is told what a page would be entitled."""
    title, advice = error_words(status)
    more = exception.error_dict if isinstance(exception, DatasetteError) else {}
    told = {**more, "ok": False, "error": detail or advice, "status": status, "title": title}
    return Response.json(told, status=status, headers=cors_headers(datasette))


def _status_and_detail(exception: Exception) -> tuple[int, str]:
    """Return status and what may be shown of an exception; of the unexpected nothing is."""
    if isinstance(exception, Base400):
        return exception.status, "" if exception.status == 404 else str(exception.args[0] if exception.args else "")
    if isinstance(exception, DatasetteError):
        if exception.title == "SQL Interrupted":
            return 503, ""
        # Datasette's own status is 500 where it is told none, and what it tells is about the request
        status = 400 if exception.status == 500 else exception.status
        return status, "" if exception.message_is_html else str(exception.message)
    if isinstance(exception, EditorialError):
        return 500, editorial_problem(exception)
    if isinstance(exception, sqlite3.OperationalError) and "interrupted" in str(exception):
        return 503, ""
    return 500, ""
