"""The regulations that were added or changed last, with their parameters."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

REGULATIONS = 50
"""How many regulations are news."""

_DOCUMENTS = """
select documents.id, title, issuer_group as issuer, doc_number, adopted, approved, promulgated, text_as_of, added_at,
  changed_at
from sources indexed by idx_sources_changed_at
join documents on documents.source_id = sources.id
order by changed_at desc, sources.id, documents.ordinal limit ?
"""
_PARAMETERS = """
select id, document_id, comparator, min_value, max_value, min_inclusive, max_inclusive, min_date, max_date, unit,
  mention, attribute, quantity, label
from parameters where document_id in ({}) order by document_id, start_char
"""


@dataclass(frozen=True, slots=True)
class News:
    """The regulations that changed last, and the parameters of each."""

    documents: Sequence[sqlite3.Row]
    parameters: dict[str, list[sqlite3.Row]]


def read_news(connection: sqlite3.Connection) -> News:
    """Return the news of a database."""
    connection.row_factory = sqlite3.Row
    documents = connection.execute(_DOCUMENTS, [REGULATIONS]).fetchall()
    ids = [row["id"] for row in documents]
    parameters: defaultdict[str, list[sqlite3.Row]] = defaultdict(list)
    for row in connection.execute(_PARAMETERS.format(", ".join("?" * len(ids))), ids):
        parameters[row["document_id"]].append(row)
    return News(documents, dict(parameters))
