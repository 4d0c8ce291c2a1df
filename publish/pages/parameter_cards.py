"""A parameter as the pages show it: a line in the list, or on a page of its own with the clause around it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from ...store.in_force import Status, status_on
from ...text.reading import Reading
from ...text.source import Span
from ..links import Links, parameter_anchor
from ..queries.evidence import evidence_of
from ..queries.parameters import Row, clause_around, decided_about, parameter_rows
from ..queries.printed import is_printed
from ..queries.readings import readings_of
from ..reading.evidence import with_evidence
from ..reading.tips import parameter_facts
from ..words import wording
from ..words.names import column_name, value_name
from ..words.vocabulary import DECISION_KINDS, FIELDS

LONGEST_CLAUSE = 4000
"""Characters shown of an article; of a number further on the quote is shown instead."""


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
class FieldReading:
    """What a field was read from: its column, its name, the words, the rule that read them, where they stand."""

    column: str
    name: str
    words: str
    rule: str
    href: str


@dataclass(frozen=True, slots=True)
class DecidedField:
    """What an editor decided of a parameter: the field, what the program had read ("" where it is none), who, when."""

    name: str
    before: str
    editor: str
    day: str
    note: str


@dataclass(frozen=True, slots=True)
class ParameterInClause:
    """A parameter on a page of its own: its card, what is known of it, the clause, the address in the source.

    `picture` is the address of the picture of its place, None where it is printed nowhere. `decided` is what editors
    decided of it, `status` what its regulation is today.
    """

    card: ParameterCard
    facts: list[tuple[str, str]]
    clause: Markup
    clause_citation: str
    source_href: str
    readings: list[FieldReading]
    picture: str | None
    decided: list[DecidedField]
    status: Status


def parameter_cards(connection: sqlite3.Connection, links: Links, ids: Sequence[str]) -> list[ParameterCard]:
    """Return parameters in the order of `ids`; one that is not there is left out."""
    rows = parameter_rows(connection, ids)
    evidence = evidence_of(connection, [row["id"] for row in rows])
    readings = readings_of(connection, {row["source_id"] for row in rows})
    return [_card(row, links, readings[row["source_id"]], evidence[row["id"]]) for row in rows]


def parameter_in_clause(connection: sqlite3.Connection, links: Links, parameter_id: str) -> ParameterInClause | None:
    """Return a parameter with the article around it, None where there is none of that id."""
    found = parameter_rows(connection, [parameter_id])
    if not found:
        return None
    row = found[0]
    evidence = evidence_of(connection, [parameter_id])[parameter_id]
    reading = readings_of(connection, [row["source_id"]])[row["source_id"]]
    card = _card(row, links, reading, evidence)
    clause = clause_around(connection, row)
    start, end = (clause["start_char"], clause["end_char"]) if clause else (0, 0)
    end = min(end, start + LONGEST_CLAUSE)
    holds = row["end_char"] <= end
    place = row["source_id"], row["start_char"], row["end_char"]
    return ParameterInClause(
        *(card, parameter_facts(row), with_evidence(reading, Span(start, end), row, evidence) if holds else card.quote),
        clause["citation"] if clause else "",
        links.source(*place),
        [_field(piece, reading, links) for field in FIELDS for piece in evidence if piece["field"] == field],
        links.printed(*place) if is_printed(connection, *place) else None,
        [_decided(one) for one in decided_about(connection, parameter_id)],
        status_on(connection, row["document_id"], date.today().isoformat()),
    )


def _decided(one: Row) -> DecidedField:
    name = column_name("parameters", one["field"]) if one["field"] else DECISION_KINDS.get(one["kind"], one["kind"])
    before = json.loads(one["before"]) if one["field"] and one["before"] else ""
    shown = "（空）" if before is None else value_name("parameters", one["field"] or "", before) or str(before)
    return DecidedField(name, shown, one["editor"], one["created_at"][:10], one["note"] or "")


def _field(piece: Row, reading: Reading, links: Links) -> FieldReading:
    start, end = piece["start_char"], piece["end_char"]
    words = " ".join(reading.of(Span(start, end)).split())
    href = links.source(piece["source_id"], start, end)
    return FieldReading(piece["field"], FIELDS[piece["field"]], words, piece["rule"], href)


def _card(row: Row, links: Links, reading: Reading, evidence: Sequence[Row]) -> ParameterCard:
    return ParameterCard(
        row,
        wording.side(row),
        wording.bound(row),
        with_evidence(reading, Span(row["quote_start_char"], row["quote_end_char"]), row, evidence),
        links.regulation(row["document_id"], parameter_anchor(row["id"])),
        links.row("parameters", row["id"]),
        wording.citation(row["title"], row["citation"] or ""),
    )
