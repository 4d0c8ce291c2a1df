"""A parameter as the pages show it: a line in the list, or on a page of its own with the clause around it."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from ..links import Links, parameter_anchor
from ..queries.parameters import Row, clause_around, parameter_rows, source_of
from ..reading.inline import without_markdown
from ..reading.tips import parameter_facts
from ..words import wording

_BLANK_LINES = re.compile(r"\s*\n\s*")


@dataclass(frozen=True, slots=True)
class ParameterCard:
    """A parameter's row with what is shown of it: side, bound, quote, citation, and the addresses it leads to.

    `text_href` is its place in the reading view, `row_href` the page of its own.
    """

    row: Row
    side: str
    bound: str
    quote: Markup
    text_href: str
    row_href: str
    citation: str


@dataclass(frozen=True, slots=True)
class ParameterInClause:
    """A parameter on a page of its own: its card, what is known of it, the clause, the address in the source."""

    card: ParameterCard
    facts: list[tuple[str, str]]
    clause: Markup
    clause_citation: str
    source_href: str


def parameter_cards(connection: sqlite3.Connection, links: Links, ids: Sequence[str]) -> list[ParameterCard]:
    """Return parameters in the order of `ids`; one that is not there is left out."""
    return [_card(row, links) for row in parameter_rows(connection, ids)]


def parameter_in_clause(connection: sqlite3.Connection, links: Links, parameter_id: str) -> ParameterInClause | None:
    """Return a parameter with the article around it, None where there is none of that id."""
    found = parameter_rows(connection, [parameter_id])
    if not found:
        return None
    row, card = found[0], _card(found[0], links)
    clause = clause_around(connection, row)
    text = _marked(clause["text"], row, clause["start_char"]) if clause else card.quote
    source = links.source(source_of(connection, row["document_id"]), row["start_char"], row["end_char"])
    return ParameterInClause(card, parameter_facts(row), text, clause["citation"] if clause else "", source)


def _card(row: Row, links: Links) -> ParameterCard:
    return ParameterCard(
        row,
        wording.side(row),
        wording.bound(row),
        _marked(row["quote"], row),
        links.regulation(row["document_id"], parameter_anchor(row["id"])),
        links.row("parameters", row["id"]),
        wording.citation(row["title"], row["citation"] or ""),
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
