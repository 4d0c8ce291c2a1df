"""What Datasette works out anew for every page of a table, though it changes seldom or never."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from datasette.plugins import pm

from ..database import FileVersion, file_version, is_settled

_MOST_TABLES = 256


def ask_once(datasette: Any, database: Any) -> None:
    """Have Datasette look at the tables of `database` only when the file has changed, and once who may see each.

    It takes a copy of all metadata, with what every column is called, for each look at what they allow.
    """
    refresh, allows = datasette.refresh_schemas, getattr(datasette, "_table_permission_allows", None)
    seen: FileVersion | None = None

    async def refresh_schemas() -> None:
        nonlocal seen
        version = file_version(database)
        if version != seen:
            await refresh()
            seen = version if is_settled(version) else None

    datasette.refresh_schemas = refresh_schemas
    if allows and not pm.hook.get_metadata.get_hookimpls():  # or another plugin's metadata may change
        datasette._table_permission_allows = lru_cache(_MOST_TABLES)(allows)
