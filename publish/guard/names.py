"""What is mistyped in the address of a table: an error that names what is meant, not an empty list."""

from __future__ import annotations

import difflib
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
}
"""Table and column to all values that it may have."""

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
        known = CLOSED.get((table, column))
        if known and lookup in ("exact", "not") and value not in known:
            raise Refusal(f"{column} 没有 {value[:40]} 这个值，只有 {'、'.join(known)}。")


def _meant(typed: str, known: Collection[str]) -> str:
    close = difflib.get_close_matches(typed[:60], known, 1)
    return f"是不是 {close[0]}？" if close else ""
