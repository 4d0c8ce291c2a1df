"""Giving a stored document another identifier, in every row that has it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from sqlite_utils import Database

from .ids import AROUND, FlagKey, flag_ids, in_line
from .naming import Name
from .schema import TABLES

_OF_DOCUMENTS = frozenset(("documents", "provisions", "parameters", "tables"))
"""Tables whose identifiers begin with that of a document."""

_TARGETS = ("target_document_id", "target_provision_id")
"""Columns of a document's rows that may hold the identifier of another one."""

_NEXT = "$"  # the character behind `#`, which ends a document's identifier in others


def rename_documents(db: Database, names: Mapping[str, Name]) -> None:
    """Give stored documents their names, by the identifiers they have; the caller opens the transaction.

    References between tables are checked when it ends.
    """
    if not names:
        return
    changed = {old: name.id for old, name in names.items() if old != name.id}
    for old, new in changed.items():  # first out of the way: one may take the identifier of another
        _rename(db, old, f"~{new}")
    for new in changed.values():
        _rename(db, f"~{new}", new)
    _rename_flags(db, changed.values())
    for name in names.values():
        sql = "update documents set copy_of = ? where id = ? and copy_of is not ?"
        db.execute(sql, [name.copy_of, name.id, name.copy_of])


def _rename(db: Database, old: str, new: str) -> None:
    start, end = range_of(old)
    found = {"old": old, "new": new, "from": start, "to": end, "rest": len(old) + 1}
    for table, columns in identifier_columns().items():
        key = key_within(table)
        own = [column for column in columns if key and column not in _TARGETS]
        if own:  # a document's own rows are found by their key: there is no index of every column
            anew = ", ".join(f'"{column}" = :new || substr("{column}", :rest)' for column in own)
            db.execute(f'update {table} set {anew} where "{key}" >= :from and "{key}" < :to', found)
        for column in (column for column in columns if column not in own):
            db.execute(
                f'update {table} set "{column}" = :new || substr("{column}", :rest) '
                f'where "{column}" = :old or ("{column}" >= :from and "{column}" < :to)',
                found,
            )


def range_of(document_id: str) -> tuple[str, str]:
    """Return the first identifier of what is in a document, and the first one behind the last."""
    return f"{document_id}#", f"{document_id}{_NEXT}"


def key_within(table: str) -> str | None:
    """Return the column of the primary key that begins with the identifier of a document and `#`, if there is one."""
    columns = TABLES[table].columns
    if "document_id" in columns and "id" in columns and table != "flags":
        return "id"
    return {"evidence": "parameter_id", "cells": "table_id"}.get(table)


@cache
def identifier_columns() -> Mapping[str, tuple[str, ...]]:
    """Return the columns that hold identifiers of documents or such as begin with them, by table."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for name, table in TABLES.items():
        if name == "documents" or key_within(name) == "id":
            found[name].append("id")
        found[name] += [c for c, other in table.foreign_keys.items() if other in _OF_DOCUMENTS and c != "copy_of"]
    found["decided"].append("row_id")
    return {name: tuple(columns) for name, columns in found.items() if columns}


def _rename_flags(db: Database, documents: Iterable[str]) -> None:
    """Give the flags of documents the identifiers that go with theirs."""
    _give_ids(db, "flags.document_id = ?", documents)


def rename_page_flags(db: Database, source_ids: Iterable[str]) -> None:
    """Give the flags of sources that stand in no document the identifiers that go with their addresses."""
    _give_ids(db, "flags.document_id is null and flags.source_id = ?", source_ids)


_FLAGS = """
with placed as (
  select flags.*, coalesce(flags.document_id, sources.uri) as owner, sources.text as page,
    coalesce(documents.start_char, 0) as floor, coalesce(documents.end_char, length(sources.text)) as ceiling
  from flags
  join sources on sources.id = flags.source_id
  left join documents on documents.id = flags.document_id
  where {where}
)
select id, owner, provision_id, kind, text, suggestion,
  substr(page, max(floor, start_char - {around}) + 1, min({around}, start_char - floor)),
  substr(page, end_char + 1, min({around}, ceiling - end_char))
from placed order by start_char, end_char, kind
"""


def _give_ids(db: Database, where: str, values: Iterable[str]) -> None:
    """Work out the identifiers of some flags anew, those of each value by themselves."""
    # first out of the way: one may take the identifier of another
    away = [pair for value in values for pair in _ids_away(db, where, value)]
    db.conn.executemany("update flags set id = ? where id = ?", away)
    db.conn.executemany("update flags set id = substr(id, 2) where id = ?", [(new,) for new, _ in away])


def _ids_away(db: Database, where: str, value: str) -> list[tuple[str, str]]:
    """Return for some flags their new identifier with a mark before it, and the old one."""
    found = db.execute(_FLAGS.format(around=AROUND, where=where), [value]).fetchall()
    keys = [
        FlagKey(owner, provision and provision.partition("#")[2], kind, text, suggestion, *in_line(before, behind))
        for _, owner, provision, kind, text, suggestion, before, behind in found
    ]
    return [(f"~{new}", row[0]) for new, row in zip(flag_ids(keys), found, strict=True)]
