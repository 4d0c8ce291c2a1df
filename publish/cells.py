"""The cells of Datasette's tables and of queries' results: ≤ for <=, 20 for 20.0, a link for an identifier."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from .database import is_ours
from .links import IDENTIFIERS, Links, file_name
from .words import wording
from .words.names import VALUES, value_name
from .words.vocabulary import COMPARATORS

_COMPARATORS = frozenset({"comparator", "界限"})
_LINKS = {
    # cell of a query's result: the column of the same row that holds the identifier
    "document_id": "document_id",
    "provision_id": "provision_id",
    "规定": "document_id",
    "条款": "provision_id",
    "title": "document_id",
    "citation": "provision_id",
}
_VALUES = frozenset({"min_value", "max_value"})
_WORDED = frozenset(column for _, column in VALUES)
_RENDERED = _COMPARATORS | _VALUES | {"mention", "unit"} | set(_LINKS) | _WORDED | IDENTIFIERS


def cell_html(row: Any, value: Any, column: str, table: str | None, database: str, datasette: Any) -> str | None:
    """Return how a cell is to be shown, None where Datasette is to show it as it is."""
    if value is None or not (isinstance(value, float) or column in _RENDERED) or not is_ours(datasette, database):
        return None  # in this order: a page has thousands of cells, and looking up the metadata takes its time
    if isinstance(value, dict):
        return _labelled_link(datasette, database, column, value)
    if column in _COMPARATORS:
        return COMPARATORS.get(value)
    if column in _WORDED and (words := value_name(table, column, value)):
        return words
    if table == "parameters" and column == "unit":
        return wording.unit(value, _cell(row, "quantity") or "") or None
    if column == "mention" and table == "parameters":
        return _mention(value, _cell(row, "comparator"))
    if column in _VALUES and table == "parameters":
        return wording.amount(value, _cell(row, "unit"), _cell(row, "mention") or "", _cell(row, "quantity") or "")
    if isinstance(value, float):
        return f"{value:.15g}" if abs(value) < 1e15 else None
    if column in _LINKS and table in (None, "clauses"):
        return _link(datasette, database, row, value, _LINKS[column])
    return None


def _cell(row: Any, column: str) -> Any:
    """Return a cell of a row, which may be a `sqlite3.Row` or a mapping; None where it has no such column."""
    return row[column] if column in set(row.keys()) else None


def _mention(mention: str, comparator: str | None) -> str | None:
    """Return a mention with the sign of its comparator before it, unless it is equal or a range."""
    sign = COMPARATORS.get(comparator or "", comparator)
    return None if comparator in (None, "range", "=") else f"{sign} {mention}"


def _link(datasette: Any, database: str, row: Any, value: str, id_column: str) -> str | None:
    key = _cell(row, id_column)
    href = key and Links(datasette, database).of_identifier(id_column, key)
    return Markup('<a href="{}">{}</a>').format(href, value) if href else None


def _labelled_link(datasette: Any, database: str, column: str, value: Mapping[str, str]) -> str | None:
    """Return an identifier that Datasette has found the label of: a link to the text, under the label."""
    href = Links(datasette, database).of_identifier(column, value["value"])
    label = file_name(str(value["label"])) if column == "source_id" else value["label"]
    return Markup('<a href="{}">{}</a>').format(href, label) if href else None
