"""A provision as it is cited: of which regulation, with its words."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

Row = sqlite3.Row

_DOCUMENT = "select * from documents where id = ?"
_PROVISION = """
select id, citation from provisions
where id = :id or id = (select provision_id from parameters where id = :id)
"""
_TEXT = "select text from provisions where id = :id or (id > :id || '__' and id < :id || '__~') order by ordinal"


@dataclass(frozen=True, slots=True)
class CitedRow:
    """A document's row, and of the provision cited id, citation and words; these are empty for the document itself."""

    document: Row
    id: str
    citation: str = ""
    text: str = ""


def cited_row(connection: sqlite3.Connection, key: str) -> CitedRow | None:
    """Return the provision, the provision of the parameter, or the document with this id; None where there is none."""
    connection.row_factory = sqlite3.Row
    document = connection.execute(_DOCUMENT, [key.partition("#")[0]]).fetchone()
    if document is None:
        return None
    if "#" not in key:
        return CitedRow(document, key)
    found = connection.execute(_PROVISION, {"id": key}).fetchone()
    return found and CitedRow(document, found["id"], found["citation"], words_of_provision(connection, found["id"]))


def words_of_provision(connection: sqlite3.Connection, provision_id: str) -> str:
    """Return the words of a provision with everything below it, a line for each paragraph."""
    lines = "".join(text for (text,) in connection.execute(_TEXT, {"id": provision_id})).splitlines()
    return "\n".join(" ".join(line.split()) for line in lines if line.strip())
