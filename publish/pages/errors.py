"""Errors as readers see them: what happened and what to do, in Chinese; programs get Datasette's JSON."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Awaitable, Callable
from typing import Any

from datasette.utils.asgi import Base400, Response
from datasette.views.base import DatasetteError

from ...store.editorial import EditorialError
from ..words.error_messages import editorial_problem, error_in_chinese
from .respond import error_page

_log = logging.getLogger("fatiao.publish")


def error_response(datasette: Any, request: Any, exception: Exception) -> Callable[[], Awaitable[Response | None]]:
    """Return what answers an exception with a page; for JSON it answers None and leaves it to Datasette."""

    async def answer() -> Response | None:
        if request.path.endswith((".json", ".jsono")):
            return None
        status, detail = _status_and_detail(exception)
        if status >= 500:
            _log.error("%s failed", request.path, exc_info=exception)
        again = request.path if status in (400, 503) and request.query_string else ""
        return await error_page(datasette, status, error_in_chinese(detail), again)

    return answer


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
