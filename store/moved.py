"""Which document of a page is what another was before the page was stored again, so that its readers find it."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Sequence
from typing import NamedTuple

from sqlite_utils import Database

from ..text.fold import fold
from ..text.lines import plain
from .files import StoredFile


class Stored(NamedTuple):
    """A stored document, as far as it takes to know it again."""

    id: str
    source_id: str
    ordinal: int
    title: str
    doc_number: str | None


def documents_of(db: Database, source_id: str, uri: str) -> list[Stored]:
    """Return the documents stored of a source and those stored under an address."""
    sql = (
        "select id, source_id, ordinal, title, doc_number from documents "
        "where source_id = ? or source_id in (select source_id from files where uri = ?) order by source_id, ordinal"
    )
    return [Stored(*row) for row in db.execute(sql, [source_id, uri])]


def documents_moving(db: Database, uri: str, file: StoredFile | None) -> list[Stored]:
    """Return the documents that get an address or lose it when the row of a file is written, or for None deleted."""
    stored = db.execute("select source_id from files where uri = ?", [uri]).fetchone()
    if file and stored == (file.source_id,):
        return []  # only its state or what it was built by is another
    return documents_of(db, file.source_id if file else "", uri)


def successors(before: Sequence[Stored], after: Sequence[Stored]) -> dict[str, str]:
    """Return for documents that were on a page the identifiers of those that they are now.

    A document is known by its title. Where no title fits, it is the one in the same place if the page is the same to
    the byte, so that only the program has changed, or if it has the same 文号. A page that holds another regulation
    than before is no successor of it.
    """
    by_title: defaultdict[str, deque[Stored]] = defaultdict(deque)
    for document in after:
        by_title[plain(fold(document.title))].append(document)
    found = {}
    rest = []
    for document in before:
        named = by_title[plain(fold(document.title))]
        if named:
            found[document.id] = named.popleft().id
        else:
            rest.append(document)
    left = {document.ordinal: document for named in by_title.values() for document in named}
    for document in rest:
        other = left.get(document.ordinal)
        if other and (other.source_id == document.source_id or _same_number(other, document)):
            found[document.id] = other.id
    return found


def _same_number(one: Stored, other: Stored) -> bool:
    return bool(one.doc_number and other.doc_number) and fold(one.doc_number or "") == fold(other.doc_number or "")
