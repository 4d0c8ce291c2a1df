"""Facets that are counted together: one pass over the filtered rows for all of them, not one for each."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from datasette.database import QueryInterrupted
from datasette.facets import Facet
from datasette.utils import escape_sqlite

Found = tuple[list[dict[str, Any]], list[str]]
"""Facets in Datasette's form, and the names of those for which there was no time."""


class CountedFacet(Facet):  # type: ignore[misc]  # Datasette has no types
    """The facets that the metadata lists as `counted: <column>`; those of `_facet=<column>` remain Datasette's."""

    type = "counted"

    async def facet_results(self) -> Found:
        """Return the commonest values of every column, with the address that adds or drops each as a filter."""
        columns = [found["config"]["simple"] for found in self.get_configs()]
        if not columns:
            return [], []
        size = self.get_facet_size()
        limit = self.ds.setting("facet_time_limit_ms")
        try:
            rows = await self.ds.execute(
                *(self.database, _sql(self.sql, columns, size + 1), self.params), custom_time_limit=limit
            )
        except QueryInterrupted:
            return [], columns
        values: dict[str, list[tuple[Any, int]]] = {column: [] for column in columns}
        for column, value, count in rows.rows:
            values[column].append((value, count))
        return [self._facet(column, found, size) for column, found in values.items()], []

    def _facet(self, column: str, values: list[tuple[Any, int]], size: int) -> dict[str, Any]:
        path = self.ds.absolute_url(self.request, self.ds.urls.path(self.request.path))
        pairs = [pair for pair in self.get_querystring_pairs() if pair[0] != "_next"]
        results = []
        for value, count in values[:size]:
            this = (column, str(value))
            others = [pair for pair in pairs if pair != this]
            selected = this in pairs
            query = urlencode(others if selected else [*others, this])
            results.append(
                {"value": value, "label": value, "count": count, "toggle_url": f"{path}?{query}", "selected": selected}
            )
        return {
            **{"name": column, "type": self.type, "hideable": False, "toggle_url": path},
            **{"results": results, "truncated": len(values) > size},
        }


def _sql(filtered: str, columns: list[str], limit: int) -> str:
    """Return the query that counts the values of every column over the rows of `filtered`."""
    names = ", ".join(map(escape_sqlite, columns))
    counts = [
        f"select * from (select '{column}' as facet, {escape_sqlite(column)} as value, count(*) as count from found "
        f"where {escape_sqlite(column)} is not null group by 2 order by 3 desc, 2 limit {limit})"
        for column in columns
    ]
    return f"with found as materialized (select {names} from ({filtered})) " + " union all ".join(counts)
