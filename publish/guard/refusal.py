"""Requests that are refused, each with a status and a sentence for its reader."""

from __future__ import annotations

import sqlite3

from datasette.views.base import DatasetteError


class Refusal(DatasetteError):  # type: ignore[misc]  # Datasette has no types
    """A request is not answered; `status` and `message` tell why, and Datasette's views hand it on as it is."""

    def __init__(self, message: str, status: int = 400) -> None:
        """Refuse with a Chinese sentence."""
        super().__init__(message, status=status)


class BusyError(Refusal):
    """Too many ask at once."""

    def __init__(self) -> None:
        """Refuse for now."""
        super().__init__("现在查询的人太多，请过几秒再试。", 503)


class GoneError(Refusal):
    """The file of the database is not there."""

    def __init__(self) -> None:
        """Refuse until there is one."""
        super().__init__("数据库文件现在不在。可能正在更换，请稍后再试；如果一直如此，请告诉管理员。", 503)


class TooLargeError(sqlite3.OperationalError):
    """An answer would be too large; SQLite's error, because Datasette tells of those what is wrong with a query."""
