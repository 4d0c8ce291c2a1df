"""A provision as it is cited: of which regulation, with its words."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

Row = sqlite3.Row

_DOCUMENT = "select * from documents where id = ?"
_PROVISION = """
select id, citation, label from provisions
where id = :id or id = (select provision_id from parameters where id = :id)
"""
_TEXT = "select text from provisions where id = :id or (id > :id || '__' and id < :id || '__~') order by ordinal"


@dataclass(frozen=True, slots=True)
class CitedRow:
    """A document's row, and of the provision cited id, citation, words and the number that these begin with.

    The last three are empty for the document itself.
    """

    document: Row
    id: str
    citation: str = ""
    text: str = ""
    label: str = ""


def cited_row(connection: sqlite3.Connection, key: str) -> CitedRow | None:
    """Return the provision, the provision of the parameter, or the document with this id; None where there is none."""
    connection.row_factory = sqlite3.Row
    document = connection.execute(_DOCUMENT, [key.partition("#")[0]]).fetchone()
    if document is None:
        return None
    if "#" not in key:
        return CitedRow(document, key)
    found = connection.execute(_PROVISION, {"id": key}).fetchone()
    if found is None:
        return None
    label = " ".join((found["label"] or "").split())
    return CitedRow(document, found["id"], found["citation"], words_of_provision(connection, found["id"]), label)


def words_of_provision(connection: sqlite3.Connection, provision_id: str) -> str:
    """Return the words of a provision with everything below it, a line for each paragraph."""
    lines = "".join(text for (text,) in connection.execute(_TEXT, {"id": provision_id})).splitlines()
    return "\n".join(" ".join(line.split()) for line in lines if line.strip())
