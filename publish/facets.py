"""The facets of parameters, counted in memory: what is asked of the database is only which rows there are."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from datasette.facets import Facet
from datasette.utils import escape_sqlite

from .cache.arrays import parse_rowids
from .cache.parameter_columns import FACETS_OF_ROLES, column_snapshot
from .database import ask

Found = tuple[list[dict[str, Any]], list[str]]
"""Facets in Datasette's form, and the names of those for which there was no time."""

Counts = Mapping[str, Sequence[tuple[Any, int]]]
"""Of each column the commonest values with the number of their rows, one value more than are shown."""


class InMemoryFacet(Facet):  # type: ignore[misc]  # Datasette has no types
    """The facets that the metadata lists as `in_memory: <column>`; those of `_facet=<column>` remain Datasette's."""

    type = "in_memory"

    async def facet_results(self) -> Found:
        """Return the commonest values of every column, with the address that adds or drops each as a filter."""
        columns = self.columns()
        if not columns:
            return [], []
        database = self.ds.get_database(self.database)
        # Datasette's query is `select <columns> from <table> where …`
        _, found, where = self.sql.partition(f" from {escape_sqlite(self.table)} ")
        sql = f"select group_concat(rowid){found}{where}"

        def count(connection: sqlite3.Connection) -> Counts:
            rows = parse_rowids(connection.execute(sql, self.params).fetchone()[0])
            held = column_snapshot.current(database, connection)
            return held.commonest(rows, columns, self.get_facet_size() + 1)

        try:
            return self.results(await ask(self.ds, database, count, self.ds.setting("facet_time_limit_ms"))), []
        except sqlite3.OperationalError as error:
            if "interrupted" not in str(error):
                raise
            return [], columns

    def columns(self) -> list[str]:
        """Return the columns that the metadata lists, or those of the role that is chosen."""
        listed = [found["config"]["simple"] for found in self.get_configs()]
        return list(FACETS_OF_ROLES.get(self.request.args.get("role"), listed)) if listed else []

    def results(self, counts: Counts) -> list[dict[str, Any]]:
        """Return counts in Datasette's form."""
        path = self.ds.absolute_url(self.request, self.ds.urls.path(self.request.path))
        pairs = [pair for pair in self.get_querystring_pairs() if pair[0] != "_next"]
        size = self.get_facet_size()
        return [self._facet(column, found, path, pairs, size) for column, found in counts.items()]

    def _facet(
        self, column: str, values: Sequence[tuple[Any, int]], path: str, pairs: list[tuple[str, str]], size: int
    ) -> dict[str, Any]:
        before = f"{urlencode(pairs)}&" if pairs else ""
        results = []
        for value, count in values[:size]:
            this = (column, str(value))
            selected = this in pairs
            query = urlencode([pair for pair in pairs if pair != this]) if selected else before + urlencode([this])
            results.append(
                {"value": value, "label": value, "count": count, "toggle_url": f"{path}?{query}", "selected": selected}
            )
        return {
            **{"name": column, "type": self.type, "hideable": False, "toggle_url": path},
            **{"results": results, "truncated": len(values) > size},
        }
