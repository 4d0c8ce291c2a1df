"""What is mistyped in the address of a table: an error that names what is meant, not an empty list."""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from ..words import vocabulary
from ..words.names import LOOKUPS
from .refusal import Refusal

CLOSED: Mapping[tuple[str, str], Collection[str]] = {
    ("parameters", "quantity"): vocabulary.QUANTITIES,
    ("parameters", "role"): vocabulary.ROLES,
    ("parameters", "comparator"): vocabulary.COMPARATORS,
    ("parameters", "modality"): vocabulary.MODALITIES,
    ("provisions", "level"): vocabulary.LEVELS,
    ("clauses", "level"): vocabulary.LEVELS,
    ("citations", "relation"): vocabulary.RELATIONS,
    ("flags", "kind"): vocabulary.FLAG_KINDS,
}
"""Table and column to all values that it may have."""

_NUMBERS = frozenset(
    {"min_value", "max_value", "confidence", "word_confidence", "score", "ordinal", "row", "column", "year"}
)
"""The columns that hold numbers, besides those of characters; years are text, but no other word is one."""
_COMPARED = frozenset({"exact", "not", "gt", "gte", "lt", "lte"})

_OF_DATASETTE = re.compile(
    r"_(?:search(?:_\w+)?|searchmode|sort|sort_desc|sort_by_desc|size|next|shape|nl|labels?|label|facet\w*|col|nocol|"
    r"where|through|stream|json|json_infinity|extra|ttl|trace|timelimit|nofacet|nosuggest|nocount|"
    r"filter_(?:column|op|value)(?:_\d+)?|dl|header|next_url|rowid|)"
)
"""Arguments that are no filter by a column."""


def check_arguments(given: Any, arguments: Collection[str], closed: Mapping[str, Collection[str]]) -> None:
    """Check the arguments of an address for programs, of which some are `closed`: they have these values alone.

    Raises:
        Refusal: an argument or a value is none that there is.
    """
    for name in given:
        if name not in arguments:
            raise Refusal(f"没有 {name[:40]} 这个参数。{_meant(name, arguments)}")
    for name, known in closed.items():
        for value in given.getlist(name):
            if value not in known:
                raise Refusal(f"{name} 没有 {value[:40]} 这个值，只有 {'、'.join(filter(None, known))}。")


def check_query(queries: Mapping[str, Mapping[str, Any]], path: str, pairs: Iterable[tuple[str, str]]) -> None:
    """Check the arguments of a canned query; any other path is left alone.

    Raises:
        Refusal: the query has no such parameter.
    """
    query = queries.get(path.rpartition("/")[2].partition(".")[0])
    if not query or path.count("/") != 2:
        return
    params = query.get("params", ())
    for name, _ in pairs:
        if not name.startswith("_") and name not in params:
            raise Refusal(f"没有 {name[:40]} 这个参数。{_meant(name, params)}")


def check_names(
    pairs: Iterable[tuple[str, str]], table: str, columns: Collection[str], arguments: Collection[str]
) -> None:
    """Check the filters of a table, whose `columns` and whose `arguments` beside Datasette's are named.

    Raises:
        Refusal: a column, a condition, an argument or a value is none that there is.
    """
    for name, value in pairs:
        if name.startswith("_") and "__" not in name:
            if name not in arguments and not _OF_DATASETTE.fullmatch(name):
                raise Refusal(f"没有 {name[:40]} 这个参数。{_meant(name, arguments)}")
            continue
        column, _, lookup = (name, "", "exact") if name in columns else name.rpartition("__")
        if not column:
            column, lookup = name, "exact"
        if column not in columns and column != "rowid":
            raise Refusal(f"没有 {column[:40]} 这一列。{_meant(column, columns)}")
        if lookup not in LOOKUPS:
            raise Refusal(f"没有 {lookup[:40]} 这种条件。{_meant(lookup, LOOKUPS)}")
        if lookup in _COMPARED and (column in _NUMBERS or column.endswith("_char")) and not _is_number(value):
            raise Refusal(f"{column} 是数，不能与 {value[:40]} 比较。")
        known = CLOSED.get((table, column))
        if known and lookup in ("exact", "not") and value not in known:
            raise Refusal(f"{column} 没有 {value[:40]} 这个值，只有 {'、'.join(known)}。")


def _is_number(typed: str) -> bool:
    try:
        return math.isfinite(float(typed))
    except ValueError:
        return False


def _meant(typed: str, known: Collection[str]) -> str:
    close = difflib.get_close_matches(typed[:60], known, 1)
    return f"是不是 {close[0]}？" if close else ""
