"""What the act of a penalty points to where it tells nothing itself: 违反本条例第五条规定的, 有下列行为之一的."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Sequence

_CITED = """
select parameters.id, provisions.text from parameters
join evidence on evidence.parameter_id = parameters.id and evidence.field = 'act'
join citations on citations.provision_id = parameters.provision_id
  and citations.start_char >= evidence.start_char and citations.end_char <= evidence.end_char
join provisions on provisions.id = citations.target_provision_id or provisions.parent_id = citations.target_provision_id
where parameters.document_id = ? and parameters.role = 'penalty' and citations.target_document_id = ?
order by parameters.start_char, provisions.ordinal
"""
_LISTED = """
select parameters.id, provisions.text from parameters
join provisions on provisions.parent_id = parameters.provision_id
where parameters.document_id = ? and parameters.role = 'penalty' and instr(parameters.act, '下列')
order by parameters.start_char, provisions.ordinal
"""
_LONGEST = 200


def pointed_to(connection: sqlite3.Connection, documents: Sequence[str]) -> dict[str, str]:
    """Return by penalties' ids the provisions that the act cites or announces, cut where they are long."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for document in documents:
        rows = [*connection.execute(_CITED, [document, document]), *connection.execute(_LISTED, [document])]
        for key, text in rows:
            found[key].append("".join(text.split()))
    return {key: "".join(texts)[:_LONGEST] for key, texts in found.items()}
