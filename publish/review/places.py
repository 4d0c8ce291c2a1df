"""Words that an address of the reading view names: a parameter, a provision, or what somebody selected there.

What is selected is text as it is shown: corrected, without the layout's line breaks. The letters of a provision as it
is shown are counted to find the characters of the source that they are.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any

from ...text.source import Span
from ..links import Links, parameter_anchor
from ..queries.readings import reading_of

_LONGEST = 4000
"""Characters that can be selected."""


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """Words of a source, the document and the provision they stand in; `parameter_id` where they are a parameter's."""

    source_id: str
    start: int
    end: int
    words: str
    document_id: str
    title: str
    citation: str
    eid: str = ""
    parameter_id: str | None = None

    def href(self, links: Links) -> str:
        """Return where they are read."""
        anchor = parameter_anchor(self.parameter_id) if self.parameter_id else self.eid
        return links.regulation(self.document_id, anchor)


def place_asked_for(connection: sqlite3.Connection, request: Any) -> FoundPlace | None:
    """Return the place that an address names, None where there is no such place.

    `parameter` names a parameter; `document` and `eid` a provision, and with `words` and `at` what is selected in it,
    `at` being the number of letters of the provision that stand before it.
    """
    connection.row_factory = sqlite3.Row
    args = {name: request.args.get(name) or "" for name in ("parameter", "document", "eid", "words", "at")}
    if args["parameter"]:
        return _of_parameter(connection, args["parameter"])
    found = _provision(connection, args["document"], args["eid"])
    if found is None or not args["words"]:
        return found
    at = int(args["at"]) if args["at"].isascii() and args["at"].isdigit() and len(args["at"]) < 9 else 0
    return _selected(connection, found, args["words"][:_LONGEST], at)


def _of_parameter(connection: sqlite3.Connection, parameter_id: str) -> FoundPlace | None:
    row = connection.execute(
        "select p.*, d.source_id, d.title, v.citation from parameters p join documents d on d.id = p.document_id "
        "left join provisions v on v.id = p.provision_id where p.id = ?",
        [parameter_id],
    ).fetchone()
    return row and FoundPlace(
        *(row["source_id"], row["start_char"], row["end_char"], row["mention"], row["document_id"], row["title"]),
        *(row["citation"] or "", (row["provision_id"] or "").partition("#")[2], parameter_id),
    )


def _provision(connection: sqlite3.Connection, document_id: str, eid: str) -> FoundPlace | None:
    """Return a provision with all below it; without an eId the document."""
    row = connection.execute(
        "select d.source_id, d.title, coalesce(p.citation, '') as citation, "
        "coalesce(p.start_char, d.start_char) as start_char, coalesce(p.end_char, d.end_char) as end_char, p.id as pid "
        "from documents d left join provisions p on p.id = ? where d.id = ?",
        [f"{document_id}#{eid}", document_id],
    ).fetchone()
    if row is None or (eid and row["pid"] is None):
        return None
    start, end = row["start_char"], row["end_char"]
    text = _text(connection, row["source_id"], start, end)
    start, end = start + len(text) - len(text.lstrip()), start + len(text.rstrip())
    words = reading_of(connection, row["source_id"], text, row["start_char"]).of(Span(0, len(text))).strip()
    return FoundPlace(row["source_id"], start, max(start, end), words, document_id, row["title"], row["citation"], eid)


def _selected(connection: sqlite3.Connection, within: FoundPlace, words: str, at: int) -> FoundPlace | None:
    """Return the characters of the source that selected words are; of several such words those nearest to `at`."""
    text = _text(connection, within.source_id, within.start, within.end)
    reading = reading_of(connection, within.source_id, text, within.start)
    letters: list[str] = []
    places: list[int] = []
    for index in range(len(text)):
        for letter in reading.of(Span(index, index + 1)):
            if not letter.isspace():
                letters.append(letter)
                places.append(index)
    shown, wanted = "".join(letters), "".join(words.split())
    starts = [place for place in range(len(shown)) if shown.startswith(wanted, place)] if wanted else []
    if not starts:
        return None
    first = min(starts, key=lambda start: abs(start - at))
    start, end = within.start + places[first], within.start + places[first + len(wanted) - 1] + 1
    return FoundPlace(
        *(within.source_id, start, end, words, within.document_id, within.title, within.citation, within.eid)
    )


def _text(connection: sqlite3.Connection, source_id: str, start: int, end: int) -> str:
    row = connection.execute(
        "select substr(text, ?, ?) from sources where id = ?", [start + 1, end - start, source_id]
    ).fetchone()
    return str(row[0]) if row else ""
