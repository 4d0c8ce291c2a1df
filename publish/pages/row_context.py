"""What Datasette's pages of tables and rows say in place of identifiers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from ..database import ask
from ..links import TO_NAME
from ..queries.row_names import names_of_identifiers
from ..words.names import value_name
from .unknown import told_unknown


def row_context(datasette: Any, database: Any, request: Any, table: str) -> dict[str, Any]:
    """Return what the templates of a table and of its rows can use: functions to be awaited, and `key_named`."""

    async def row_named(row: Any) -> dict[str, str]:
        """Return the names of the identifiers in a row, its own among them."""
        pairs = [(column, str(value)) for column, value in dict(row).items() if value is not None]
        return await _named(datasette, database, pairs, table)

    return {
        "identifiers_named": partial(identifiers_named, datasette, database, request, table),
        "row_named": row_named,
        "key_named": partial(_key_named, table),
        "told_unknown": partial(told_unknown, datasette, database, request, table),
    }


async def identifiers_named(datasette: Any, database: Any, request: Any, table: str) -> dict[str, str]:
    """Return the names of the identifiers that the address of a table filters by."""
    by = {key: key.partition("__")[0] for key in request.args}
    pairs = [(by[key], value) for key in by if by[key] in TO_NAME for value in request.args.getlist(key)]
    return await _named(datasette, database, pairs, table) if pairs else {}


async def _named(datasette: Any, database: Any, pairs: Sequence[tuple[str, str]], table: str) -> dict[str, str]:
    return await ask(datasette, database, lambda connection: names_of_identifiers(connection, pairs, table))


def _key_named(table: str, row: Any, keys: Sequence[str], names: Mapping[str, str]) -> str:
    """Return what a row is called: by its name, or by the columns of its key."""
    return " · ".join(
        names.get(str(row[column])) or value_name(table, column, row[column]) or str(row[column]) for column in keys
    )
