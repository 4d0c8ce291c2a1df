"""The filters over the table of parameters: the facets that offer them, and the conditions that are chosen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from ..links import TO_NAME, identifier_name
from ..queries.value_filter import FROM, REACH_BELOW, REACH_FROM, REACH_TO, TO
from ..queries.word_filter import WORD_FILTERS
from ..words import wording
from ..words.names import LOOKUPS, column_name, value_name

FACETS = ("trigger", "attribute_group", "base", "quantity", "role", "unit", "issuer", "region", "year")
"""The order of the facets; others stand behind."""

_TABLE = "parameters"
_SAID = {
    **{FROM: "数值 ≥", TO: "数值 ≤", REACH_FROM: "上限 ≥", REACH_BELOW: "上限 <", REACH_TO: "上限 ≤"},
    "_search": "含有",
    **{name: f"{column_name(_TABLE, column)}含有" for name, column in WORD_FILTERS.items()},
}


def facets_in_order(facets: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return facets that have values in the order of `FACETS`, others behind; of years the newest first."""
    order = {name: place for place, name in enumerate(FACETS)}
    places = sorted(facets, key=lambda facet: order.get(facet["name"], len(order)))

    def values(facet: Mapping[str, Any]) -> list[Any]:
        found = list(facet["results"])
        return sorted(found, key=lambda value: str(value["value"]), reverse=True) if facet["name"] == "year" else found

    return [{**facet, "results": values(facet)} for facet in places if facet["results"]]


def facet_value(column: str, value: Any, label: Any) -> str:
    """Return a value of a facet for readers: 金额 for `money`, 元 for `CNY`."""
    if column == "unit":
        return wording.unit(value) or {"1": "比例（%、倍）", "date": "日期"}.get(value, str(value))
    return value_name(_TABLE, column, value) or str(label)


def conditions(request: Any, filters: Any, names: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the conditions in the address, in words and with the address without it; `names` are of identifiers."""
    out = []
    for column, lookup, value in filters.selections():
        said = facet_value(column, value, value) if lookup == "exact" else value
        said = names.get(value) or identifier_name(said) if column in TO_NAME else said
        name = column_name(_TABLE, column)
        words = f"{name} {said}" if lookup == "exact" else f"{name} {LOOKUPS.get(lookup, lookup)} {said}".strip()
        key = column if lookup == "exact" else f"{column}__{lookup}"
        out.append((words, without(request, key, value)))
    for key, name in _SAID.items():
        if request.args.get(key):
            out.append((f"{name} {request.args[key][:40]}", without(request, key)))
    return out


def without(request: Any, key: str, value: str | None = None) -> str:
    """Return the address of `request` without an argument (of that value), and from the first page on."""
    pairs = [(k, v) for k in request.args for v in request.args.getlist(k) if k != "_next"]
    kept = [(k, v) for k, v in pairs if k != key or value not in (None, v)]
    return "?" + urlencode(kept)
