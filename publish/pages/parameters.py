"""What the pages of parameters show beside Datasette's own: a line for people, the clause around, where it leads."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup, escape

from ..database import ask
from ..reading.inline import without_markdown
from ..reading.tips import parameter_facts
from ..words import wording
from ..words.names import LOOKUPS, column_name, value_name
from .links import Links, parameter_anchor

Row = sqlite3.Row

FACETS = ("quantity", "role", "unit", "issuer", "region", "year", "attribute_group", "comparator", "modality")
"""The order of the facets; others stand behind."""

_TABLE = "parameters"
_LONGEST_CLAUSE = 4000
_BLANK_LINES = re.compile(r"\s*\n\s*")
_ROWS = """
select parameters.*, documents.title, provisions.citation, sources.media_type = 'text/markdown' as markdown
from parameters
join documents on documents.id = parameters.document_id
join sources on sources.id = documents.source_id
left join provisions on provisions.id = parameters.provision_id
where parameters.id in ({})
"""
_CLAUSE = """
with recursive above(id, parent_id, level, depth) as (
  select id, parent_id, level, 0 from provisions where id = :provision
  union all
  select provisions.id, provisions.parent_id, provisions.level, depth + 1
  from above join provisions on provisions.id = above.parent_id
  where above.level not in ('article', 'division', 'annex')
)
select provisions.id, provisions.citation, provisions.start_char, provisions.end_char,
  substr(sources.text, provisions.start_char + 1, min(provisions.end_char - provisions.start_char, :longest)) as text
from above
join provisions on provisions.id = above.id
join documents on documents.id = provisions.document_id
join sources on sources.id = documents.source_id
where provisions.level not in ('chapter', 'section', 'part')
order by depth desc limit 1
"""


@dataclass(frozen=True, slots=True)
class Shown:
    """A parameter as a reader sees it, with the addresses it leads to; `where` is its regulation and citation."""

    row: Row
    side: str
    bound: str
    quote: Markup
    reading: str
    own: str
    cited: str


@dataclass(frozen=True, slots=True)
class Alone:
    """A parameter on a page of its own."""

    shown: Shown
    facts: list[tuple[str, str]]
    clause: Markup
    clause_citation: str
    source: str


def parameter_context(datasette: Any, database: Any, request: Any) -> dict[str, Any]:
    """Return what the templates of the table and of a row can use."""
    links = Links(datasette, database.name)

    async def shown_alone(parameter_id: str) -> Alone | None:
        return await ask(datasette, database, lambda connection: show_alone(connection, links, parameter_id))

    return {
        "shown_alone": shown_alone,
        "facet_name": lambda column: column_name(_TABLE, column),
        "facet_value": facet_value,
        "facets_in_order": facets_in_order,
        "conditions": lambda found: conditions(request, found),
        "columns_chosen": "_col" in request.args or "_nocol" in request.args,
    }


def show(connection: sqlite3.Connection, links: Links, ids: Iterable[str]) -> list[Shown]:
    """Return parameters in the order of `ids`; one that is not there is left out."""
    connection.row_factory = sqlite3.Row
    wanted = list(ids)
    found = connection.execute(_ROWS.format(", ".join("?" * len(wanted))), wanted)
    by_id = {row["id"]: _shown(row, links) for row in found}
    return [by_id[key] for key in wanted if key in by_id]


def show_alone(connection: sqlite3.Connection, links: Links, parameter_id: str) -> Alone | None:
    """Return a parameter with the article around it, None where there is none of that id."""
    found = show(connection, links, [parameter_id])
    if not found:
        return None
    row = found[0].row
    given = {"provision": row["provision_id"], "longest": _LONGEST_CLAUSE}
    clause = connection.execute(_CLAUSE, given).fetchone()
    document = "select source_id from documents where id = ?"
    source_id = connection.execute(document, [row["document_id"]]).fetchone()[0]
    text = _marked(clause["text"], row, clause["start_char"]) if clause else found[0].quote
    source = links.source(source_id, row["start_char"], row["end_char"])
    return Alone(found[0], parameter_facts(row), text, clause["citation"] if clause else "", source)


def facets_in_order(facets: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return facets in the order of `FACETS`, others behind; the values of years with the newest first."""
    order = {name: place for place, name in enumerate(FACETS)}
    places = sorted(facets, key=lambda facet: order.get(facet["name"], len(order)))

    def values(facet: Mapping[str, Any]) -> list[Any]:
        found = list(facet["results"])
        return sorted(found, key=lambda value: str(value["value"]), reverse=True) if facet["name"] == "year" else found

    return [{**facet, "results": values(facet)} for facet in places]


def facet_value(column: str, value: Any, label: Any) -> str:
    """Return a value of a facet for readers: 金额 for `money`, 元 for `CNY`."""
    if column == "unit":
        return wording.unit(value) or {"1": "比例（%、倍）", "date": "日期"}.get(value, str(value))
    return value_name(_TABLE, column, value) or str(label)


def conditions(request: Any, filters: Any) -> list[tuple[str, str]]:
    """Return the conditions in the address, each in words and with the address without it."""
    out = []
    for column, lookup, value in filters.selections():
        said = facet_value(column, value, value) if lookup == "exact" else value
        name = column_name(_TABLE, column)
        words = f"{name} {said}" if lookup == "exact" else f"{name} {LOOKUPS.get(lookup, lookup)} {said}".strip()
        key = column if lookup == "exact" else f"{column}__{lookup}"
        out.append((words, without(request, key, value)))
    for key, name in (("_value_from", "数值 ≥"), ("_value_to", "数值 ≤"), ("_search", "含有")):
        if request.args.get(key):
            out.append((f"{name} {request.args[key][:40]}", without(request, key)))
    return out


def without(request: Any, key: str, value: str | None = None) -> str:
    """Return the address of `request` without an argument (of that value), and from the first page on."""
    pairs = [(k, v) for k in request.args for v in request.args.getlist(k) if k != "_next"]
    kept = [(k, v) for k, v in pairs if k != key or value not in (None, v)]
    return "?" + urlencode(kept)


def _shown(row: Row, links: Links) -> Shown:
    citation = row["citation"] or ""
    return Shown(
        row,
        wording.side(row),
        wording.bound(row),
        _marked(row["quote"], row),
        links.regulation(row["document_id"], parameter_anchor(row["id"])),
        links.row("parameters", row["id"]),
        wording.cited(row["title"], citation),
    )


def _marked(text: str, row: Row, start: int | None = None) -> Markup:
    """Return a text with the mention marked: where it stands, if the text starts at `start`, else its first."""
    at = text.find(row["mention"]) if start is None else row["start_char"] - start
    if at < 0 or at >= len(text):
        return escape(text)
    end = at + len(row["mention"])
    parts = (_BLANK_LINES.sub("\n", part) for part in (text[:at], text[at:end], text[end:].rstrip()))
    if row["markdown"]:
        parts = (without_markdown(part) for part in parts)
    return Markup("{}<mark>{}</mark>{}").format(*parts)
