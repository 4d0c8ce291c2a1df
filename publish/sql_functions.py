"""The functions of ours that SQL can call: in Datasette's own queries, in the canned ones and in those of readers."""

from __future__ import annotations

import sqlite3

from ..store.schema import APPLICATION_ID
from ..store.search import excerpt, match_query
from ..text.fold import fold
from ..text.numerals import parse_number


def register_functions(connection: sqlite3.Connection) -> None:
    """Register the functions, where the connection is open to a database of ours.

    - `escape_fts(words)`: the FTS5 query for what a person typed, cut as the index is;
    - `excerpt(text, words)`: the passage of a text around the first of the words;
    - `yuan(amount)`: an amount of money in any style (20万, 二十万元) as a number, null where it is none.
    """
    if connection.execute("pragma application_id").fetchone()[0] != APPLICATION_ID:
        return
    connection.create_function("escape_fts", 1, match_query, deterministic=True)
    connection.create_function("excerpt", 2, excerpt, deterministic=True)
    connection.create_function("yuan", 1, yuan, deterministic=True)


def yuan(amount: str | float | None) -> float | None:
    """Return an amount of money in any style of numeral as a number, None where it is none."""
    value = None if amount is None else parse_number(fold(str(amount)).strip().removesuffix("元"))
    return None if value is None else float(value)
