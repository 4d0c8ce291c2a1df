"""The flags of a database that nobody has decided yet, in the order of what is at stake."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from ..text.source import QUEUE, Span
from .anchors import anchor_at
from .decision_log import decisions
from .decisions import Anchor, Decision, Draft, Kind, place_of, standing
from .flag_list import listed_flags

_AROUND = 40


class Waiting(NamedTuple):
    """A flag that waits for a decision."""

    id: str
    kind: str
    suggestion: str | None
    reason: str
    regulation: str | None
    citation: str | None
    source_id: str
    start_char: int
    end_char: int
    document_id: str | None


@dataclass(frozen=True, slots=True)
class Suspect:
    """A flag with how its words are anchored, and what stands around them in the same line, up to 40 characters."""

    flag: Waiting
    anchor: Anchor
    before: str
    behind: str

    def accepted(self, editor: str) -> Draft:
        """Return the decision that the suggestion is right."""
        return self.corrected(editor, self.flag.suggestion or "")

    def corrected(self, editor: str, right: str) -> Draft:
        """Return the decision that the words should read `right`."""
        return Draft(Kind.CORRECT, self.anchor, editor, target=self.flag.id, before=self.anchor.exact, after=right)

    def kept(self, editor: str) -> Draft:
        """Return the decision that the words are right as they stand."""
        return Draft(Kind.KEEP, self.anchor, editor, target=self.flag.id, field=self.flag.kind)


def waiting(
    database: Path,
    connection: sqlite3.Connection,
    kinds: Collection[str] = (),
    documents: Sequence[str] = (),
    least: float = QUEUE,
) -> list[Waiting]:
    """Return the flags that no decision is about, in the order in which `listed_flags` has them, those of copies once.

    Args:
        database: whose editorial file is asked.
        connection: the same database.
        kinds: the kinds of flags, all by default.
        documents: ids of documents, or parts of titles, all by default.
        least: the lowest score of a flag that is asked about.

    Raises:
        EditorialError: the editorial file cannot be read.
        StoreError: one of `documents` names none.
    """
    stand = standing(decisions(database))
    decided, touched = _decided(stand), {decision.anchor.document for decision in stand}
    listed = listed_flags(connection, kinds, least, documents)
    found = [Waiting(**{name: row[name] for name in Waiting._fields}) for row in listed if not row["is_repeated"]]
    return [
        flag
        for flag in found
        if (flag.document_id is not None and flag.document_id not in touched)
        or not decided.get(_place(connection, flag), frozenset()) & {None, flag.kind}
    ]


def suspect_of(connection: sqlite3.Connection, flag: Waiting) -> Suspect:
    """Return a flag as an editor needs to see it."""
    (text,) = connection.execute("select text from sources where id = ?", [flag.source_id]).fetchone()
    span = Span(flag.start_char, flag.end_char)
    before = text[max(0, span.start - _AROUND) : span.start].rpartition("\n")[2]
    behind = text[span.end : span.end + _AROUND].partition("\n")[0]
    return Suspect(flag, anchor_at(connection, flag.source_id, *span), before, behind)


def _place(connection: sqlite3.Connection, flag: Waiting) -> object:
    return place_of(Draft(Kind.KEEP, anchor_at(connection, flag.source_id, flag.start_char, flag.end_char), ""))


def _decided(found: Collection[Decision]) -> Mapping[object, set[str | None]]:
    """Return by place the kinds of flags that are decided there, None where all are: the words are corrected."""
    out: dict[object, set[str | None]] = {}
    for decision in found:
        if decision.kind is Kind.CORRECT:
            out.setdefault(place_of(decision), set()).add(None)
        elif decision.kind is Kind.KEEP and "#" not in (decision.target or ""):
            out.setdefault(place_of(decision), set()).add(decision.field)
    return out
