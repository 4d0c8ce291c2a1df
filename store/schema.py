"""The tables: names and columns that other programs rely on (described in docs/schema.md).

Half-open character ranges of `sources.text` are called `start_char`, `end_char` everywhere. Names and order of
columns are a contract: add to them, never rename. Whoever changes a table, or the way `search.split` cuts text,
raises `SCHEMA_VERSION`, because older files then no longer fit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlite_utils import Database

SCHEMA_VERSION = 9
"""Stored as `user_version`; a file with another one is refused."""

APPLICATION_ID = 0x66617469
"""Stored as `application_id` ("fati"), so that nobody mistakes another program's database for one of ours."""

Columns = Mapping[str, type]

_SPAN: Columns = {"start_char": int, "end_char": int}
_QUOTE_SPAN: Columns = {"quote_start_char": int, "quote_end_char": int}
_PLACE: Columns = {"id": str, "document_id": str, "provision_id": str}
_IN_DOCUMENT = {"document_id": "documents", "provision_id": "provisions"}

_FACETS = ("quantity", "unit", "role", "issuer", "region", "year")
"""The columns that people narrow parameters by."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its columns in order, primary key, columns that hold the `id` of another table, indices."""

    columns: Columns
    pk: str | tuple[str, ...] = "id"
    foreign_keys: Mapping[str, str] = field(default_factory=dict)
    not_null: frozenset[str] = frozenset()
    indices: tuple[tuple[str, ...], ...] = ()
    is_kept_by_key: bool = False
    """Whether rows stand in the order of the key, and need no index of it: SQLite's `without rowid`."""

    def at(self, column: str) -> int:
        """Return the place of a column in a row, from 0."""
        return list(self.columns).index(column)


TABLES: dict[str, Table] = {
    "sources": Table(
        {
            **{
                "id": str,
                "uri": str,
                "media_type": str,
                "reader": str,
                "encoding": str,
                "text": str,
                "retrieved_at": str,
            },
            **{"pages": str, "added_at": str, "changed_at": str, "metadata": str},
        },
        not_null=frozenset({"uri", "media_type", "reader", "encoding", "text", "added_at", "changed_at"}),
        indices=(("uri",), ("changed_at",)),
    ),
    "files": Table(
        {"uri": str, "source_id": str, "build_key": str, "size": int, "mtime_ns": int},
        pk="uri",
        foreign_keys={"source_id": "sources"},
        not_null=frozenset({"source_id", "build_key"}),
        indices=(("source_id",),),
    ),
    "snapshots": Table(
        {
            **{"uri": str, "retrieved_at": str, "http_status": int, "sha256": str, "warc": str, "offset": int},
            **{"robots": str, "terms": str, "gone_at": str},
        },
        pk=("warc", "offset"),
        not_null=frozenset({"uri", "http_status", "sha256"}),
        indices=(("uri",), ("sha256",), ("gone_at",)),
    ),
    "works": Table({"id": str, "title": str, "region": str}, not_null=frozenset({"title"}), indices=(("title",),)),
    "issuers": Table(
        {"name": str, "canonical": str}, pk="name", not_null=frozenset({"canonical"}), indices=(("canonical",),)
    ),
    "documents": Table(
        {
            **{
                "id": str,
                "source_id": str,
                "ordinal": int,
                "issued_by": str,
                "work_id": str,
                "copy_of": str,
                "title": str,
                "kind": str,
            },
            **{"authority": str, "issuer": str, "doc_number": str, "region": str, "adopted": str, "approved": str},
            **{"promulgated": str, "effective": str, "expires": str, "text_as_of": str, "version": str, "status": str},
            **_SPAN,
            "issuer_group": str,
        },
        foreign_keys={
            "source_id": "sources",
            "issued_by": "documents",
            "work_id": "works",
            "copy_of": "documents",
        },
        not_null=frozenset({"source_id", "ordinal", "title", *_SPAN}),
        indices=(
            *(
                ("source_id", "ordinal"),
                ("issued_by",),
                ("work_id",),
                ("copy_of",),
                ("kind",),
                ("authority",),
                ("issuer",),
                ("issuer_group",),
                ("region",),
                ("status",),
            ),
            *(("version",), ("promulgated",), ("adopted",), ("effective",), ("doc_number",), ("title",)),
        ),
    ),
    "provisions": Table(
        {
            **{"id": str, "document_id": str, "parent_id": str, "ordinal": int, "level": str, "number": str},
            **{"label": str, "heading": str, "citation": str, "text": str},
            **_SPAN,
        },
        foreign_keys={"document_id": "documents", "parent_id": "provisions"},
        not_null=frozenset({"document_id", "ordinal", "level", "label", "citation", "text", *_SPAN}),
        indices=(("document_id", "ordinal"), ("parent_id",), ("level",)),
    ),
    "parameters": Table(
        {
            **_PLACE,
            **{"label": str, "quantity": str, "role": str, "comparator": str},
            **{"min_value": float, "max_value": float, "min_inclusive": int, "max_inclusive": int},
            **{"min_date": str, "max_date": str, "unit": str, "mention": str, "quote": str},
            **{"attribute": str, "holder": str, "act": str, "base": str, "trigger": str},
            **{"condition": str, "modality": str},
            **{"confidence": float, "word_confidence": float, "rule": str},
            **_SPAN,
            # of its document, so that facets by them need no join
            **{"attribute_group": str, "issuer": str, "region": str, "year": str},
            **_QUOTE_SPAN,
        },
        foreign_keys=_IN_DOCUMENT,
        not_null=frozenset(
            {"document_id", "label", "quantity", "mention", "quote", "confidence", "rule", *_SPAN, *_QUOTE_SPAN}
        ),
        indices=(
            *(("document_id", "start_char"), ("provision_id",), ("comparator",)),
            *(("attribute",), ("holder",), ("confidence",), ("attribute_group", "document_id")),
            # each covers what tables are filtered, counted and sorted by, so that a page reads only the rows it shows
            (*_FACETS, "max_value", "min_value", "max_date", "min_date", "id"),
            *((first, *(facet for facet in _FACETS if facet != first), "id") for first in _FACETS[1:]),
        ),
    ),
    "evidence": Table(
        {"parameter_id": str, "field": str, "ordinal": int, "source_id": str, **_SPAN, "rule": str, "score": float},
        pk=("parameter_id", "field", "ordinal"),
        foreign_keys={"parameter_id": "parameters", "source_id": "sources"},
        not_null=frozenset({"source_id", "rule", *_SPAN}),
        is_kept_by_key=True,
    ),
    "citations": Table(
        {
            **_PLACE,
            **{"text": str, "relation": str, "cited_title": str, "cited_number": str, "cited_provision": str},
            **{"target_document_id": str, "target_provision_id": str, "note": str},
            **_SPAN,
        },
        foreign_keys={**_IN_DOCUMENT, "target_document_id": "documents", "target_provision_id": "provisions"},
        not_null=frozenset({"document_id", "text", "relation", *_SPAN}),
        indices=(
            *(("document_id",), ("provision_id",), ("relation",), ("cited_title",), ("cited_number",)),
            *(("target_document_id",), ("target_provision_id",)),
        ),
    ),
    "definitions": Table(
        {**_PLACE, "term": str, "text": str, **_SPAN},
        foreign_keys=_IN_DOCUMENT,
        not_null=frozenset({"document_id", "term", "text", *_SPAN}),
        indices=(("document_id",), ("provision_id",), ("term",)),
    ),
    "history": Table(
        {"id": str, "document_id": str, "date": str, "body": str, "action": str, "text": str, **_SPAN},
        foreign_keys={"document_id": "documents"},
        not_null=frozenset({"document_id", "date", "action", "text", *_SPAN}),
        indices=(("document_id",), ("date",), ("body",), ("action",)),
    ),
    "tables": Table(
        {**_PLACE, "title": str, **_SPAN},
        foreign_keys=_IN_DOCUMENT,
        not_null=frozenset({"document_id", *_SPAN}),
        indices=(("document_id",), ("provision_id",)),
    ),
    "cells": Table(
        {"table_id": str, "row": int, "column": int, "header": str, "text": str, **_SPAN},
        pk=("table_id", "row", "column", "start_char"),  # a cell broken over lines stands in several pieces
        foreign_keys={"table_id": "tables"},
        not_null=frozenset({"text", *_SPAN}),
        is_kept_by_key=True,
    ),
    "flags": Table(
        {
            **{"id": str, "source_id": str, "document_id": str, "provision_id": str},
            **{"kind": str, "text": str, "suggestion": str, "reason": str, "score": float},
            **_SPAN,
        },
        foreign_keys={"source_id": "sources", **_IN_DOCUMENT},
        not_null=frozenset({"source_id", "kind", "text", "reason", "score", *_SPAN}),
        indices=(("source_id",), ("document_id",), ("provision_id",), ("kind",), ("score",)),
    ),
    "boxes": Table(
        {"source_id": str, **_SPAN, "page": int, "x0": float, "y0": float, "x1": float, "y1": float},
        pk=("source_id", "start_char"),
        foreign_keys={"source_id": "sources"},
        not_null=frozenset({*_SPAN, "page", "x0", "y0", "x1", "y1"}),
        is_kept_by_key=True,
    ),
    "boilerplate": Table(
        {"id": str, "source_id": str, "kind": str, "text": str, **_SPAN},
        foreign_keys={"source_id": "sources"},
        not_null=frozenset({"source_id", "kind", "text", *_SPAN}),
        indices=(("source_id",),),
    ),
    "edits": Table(
        {"source_id": str, **_SPAN, "wrong": str, "right": str, "decision_id": str},
        pk=("source_id", "start_char"),
        foreign_keys={"source_id": "sources"},
        not_null=frozenset({"wrong", "right", *_SPAN}),
    ),
    "decided": Table(
        {
            **{"decision_id": str, "source_id": str, "document_id": str, "kind": str, "result": str, "reason": str},
            **{"table_name": str, "row_id": str, "field": str, "before": str, "after": str, "note": str},
            **{"editor": str, "created_at": str},
            **_SPAN,
        },
        pk=("decision_id", "source_id"),
        foreign_keys={"source_id": "sources", "document_id": "documents"},
        not_null=frozenset({"kind", "result", "editor", "created_at"}),
        indices=(("source_id",), ("document_id",), ("row_id",), ("result",), ("editor",)),
    ),
    "builds": Table(
        {
            **{"id": str, "started_at": str, "seconds": float},
            **{"files": int, "redone": int, "failed": int, "versions": str},
            **{"unchanged": int, "stages": str, "failures": str},
        },
        not_null=frozenset({"started_at"}),
    ),
}
"""Every table in an order in which each refers only to itself and those before it."""

VIEWS: dict[str, str] = {
    "clauses": """
select
  provisions.id as provision_id,
  provisions.document_id as document_id,
  documents.title as title,
  provisions.citation as citation,
  provisions.level as level,
  provisions.heading as heading,
  substr(sources.text, provisions.start_char + 1, provisions.end_char - provisions.start_char) as text
from provisions
join documents on documents.id = provisions.document_id
join sources on sources.id = documents.source_id
""".strip(),
}
"""`clauses` gives each provision with everything below it, where `provisions.text` is only its own text."""


def create_schema(db: Database) -> None:
    """Create every table, index and view in `db`, which has none of them; the caller opens the transaction."""
    for name, table in TABLES.items():
        sql = db.create_table_sql(
            name,
            dict(table.columns),
            pk=table.pk,
            foreign_keys=[(column, other, "id") for column, other in table.foreign_keys.items()],
            not_null=table.not_null,
        )
        db.execute(f"{sql.rstrip().rstrip(';')} without rowid" if table.is_kept_by_key else sql)
        create_indices(db, name)
    for name, sql in VIEWS.items():
        db.create_view(name, sql)
    db.execute(f"pragma application_id = {APPLICATION_ID}")
    db.execute(f"pragma user_version = {SCHEMA_VERSION}")


def create_indices(db: Database, table: str) -> None:
    """Create the indices of a table that it has not."""
    for columns in TABLES[table].indices:
        db.table(table).create_index(columns, if_not_exists=True)
