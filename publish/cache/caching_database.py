"""Datasette's view of a database that seldom changes: what was asked before is answered from memory.

A page of a table asks some forty questions one after the other, each in a thread of its own: which columns there are,
what refers to what, how many rows have which value. With eight readers at once it is the waiting in between that takes
the time. Answers hold until the file changes, so nothing is ever shown that is not in it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Hashable
from typing import Any

from datasette.database import Results

from ..database import file_version
from ..guard.budget import current_budget
from ..guard.database import GuardedDatabase
from .answers import AnswerCache

_MOST_ANSWERS = 2000
_MOST_ROWS = 100
_MOST_CHARACTERS = 20_000
_SCHEMA_QUESTIONS = (
    *("table_exists", "table_columns", "table_column_details", "primary_keys", "fts_table", "label_column_for_table"),
    *("foreign_keys_for_table", "get_table_definition", "get_view_definition", "hidden_table_names", "table_names"),
    *("view_names", "get_all_foreign_keys"),
)
"""Datasette's questions about the tables themselves."""


class CachingDatabase(GuardedDatabase):
    """A database of Datasette's that keeps small answers of queries, and what it was told about tables.

    At most 2,000 answers of up to 100 rows and 20,000 characters are kept: 40 MB of text at the very worst.
    """

    def __init__(self, datasette: Any, path: str) -> None:
        """Open the file at `path`, which may change while it is served."""
        super().__init__(datasette, path)
        self._answers: AnswerCache[Any] = AnswerCache(_MOST_ANSWERS)
        for name in _SCHEMA_QUESTIONS:
            setattr(self, name, self._caching(name, getattr(super(), name)))

    async def execute(
        self,
        sql: str,
        params: Any = None,
        truncate: bool = False,
        custom_time_limit: int | None = None,
        page_size: int | None = None,
        log_sql_errors: bool = True,
    ) -> Results:
        """Return the rows of a query, from memory where it was asked before and the file has not changed."""
        budget = current_budget()
        rows = budget.rows if budget and truncate else None
        key = _key(sql, params, truncate, page_size, rows, file_version(self))
        kept = self._answers.get(key) if key else None
        if kept is not None:
            return kept
        found = await super().execute(sql, params, truncate, custom_time_limit, page_size, log_sql_errors)
        if key and _is_small(found):
            self._answers.put(key, found)
        return found

    def _caching(self, name: str, ask: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        async def cached(*arguments: Any) -> Any:
            key = (name, arguments, file_version(self))
            kept = self._answers.get(key)
            return kept[0] if kept is not None else self._answers.put(key, (await ask(*arguments),))[0]

        return cached


def _key(sql: str, params: Any, *rest: Hashable) -> Hashable | None:
    """Return what tells a query from every other; None where its values cannot be told apart."""
    values = tuple(params.items()) if isinstance(params, dict) else tuple(params or ())
    try:
        hash(values)
    except TypeError:
        return None
    return (sql, values, *(type(value) for value in values), *rest)


def _is_small(found: Results) -> bool:
    if len(found.rows) > _MOST_ROWS:
        return False
    return sum(len(value) for row in found.rows for value in tuple(row) if isinstance(value, str)) < _MOST_CHARACTERS
