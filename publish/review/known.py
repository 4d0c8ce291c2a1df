"""What every page of the review asks first: the flags of the database, and what is decided about them."""

from __future__ import annotations

import asyncio
import sqlite3
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..database import our_database
from ..links import Links
from . import access
from .decided import Decided, Statuses, decided
from .items import Items, item_snapshot
from .reports import with_reports


@dataclass(frozen=True)
class Known:
    """The flags, the decisions, and who asks ("" for a reader who may not decide)."""

    database: Any
    links: Links
    items: Items
    decided: Decided
    editor: str

    @cached_property
    def statuses(self) -> Statuses:
        """How far each flag has come, by its identifier."""
        return self.decided.statuses(self.items, self.editor)


async def known(datasette: Any, request: Any) -> Known:
    """Return what there is to decide, and what has been.

    Raises:
        sqlite3.Error: the database or the editorial file cannot be read.
    """
    database = our_database(datasette)
    found = await asyncio.to_thread(decided, database.path)
    editor = access.editor_name(request) if await access.may_decide(datasette, request) else ""

    def read(connection: sqlite3.Connection) -> Items:
        items = item_snapshot.current(database, connection)
        # what readers write is not shown to all before an editor could see it
        return with_reports(connection, items, found.standing) if editor else items

    items = await database.execute_fn(read)
    return Known(database, Links(datasette, database.name), items, found, editor)
