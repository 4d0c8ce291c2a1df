"""The flags of a database, those at whose place most is at stake first."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from .export.files import select
from .stake import REPEATED, STAKE

STAKES = ("", "sentence", "number")
"""What a mistake would spoil: nothing that is extracted, a sentence that a parameter was read from, its number."""

_SQL = f"""
with found as (
  select f.*, d.title as regulation, p.citation as citation, s.uri as file,
    {STAKE} as stake, {REPEATED} as is_repeated
  from flags f
  join sources s on s.id = f.source_id
  left join documents d on d.id = f.document_id
  left join provisions p on p.id = f.provision_id
)
select id, file, regulation, citation, kind, text, suggestion, reason, score, stake, is_repeated, document_id,
  source_id, start_char, end_char
from found where score >= ?{{where}}
order by stake desc, round(score, 2) desc, file, start_char, id
"""


def listed_flags(
    db: sqlite3.Connection, kinds: Collection[str] = (), least: float = 0.0, documents: Sequence[str] = ()
) -> Iterator[Mapping[str, Any]]:
    """Yield the flags of a database, each under the names of its columns, in the order of what is at stake.

    `is_repeated` are those in copies of documents that have them, too.

    Args:
        db: a database, opened for reading.
        kinds: those to list; none means all.
        least: the lowest score to list.
        documents: ids, or parts of titles, of the documents whose flags are listed; none means all, and what stands
            outside of documents.

    Raises:
        StoreError: one of `documents` names none.
    """
    asked: list[tuple[str, Sequence[str]]] = [("kind", sorted(kinds))] if kinds else []
    if documents:
        asked.append(("document_id", select(db, documents)))
    where = "".join(f" and {column} in ({', '.join('?' * len(values))})" for column, values in asked)
    rows = db.execute(_SQL.format(where=where), (least, *(value for _, values in asked for value in values)))
    names = [column[0] for column in rows.description]
    for row in rows:
        record = dict(zip(names, row, strict=True))
        stake, is_repeated = STAKES[record["stake"]] or None, bool(record["is_repeated"])
        yield {**record, "stake": stake, "is_repeated": is_repeated}
