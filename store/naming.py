"""Which identifier each document takes where several agree in title, 文号 and day: other texts, and copies of one.

The answer depends on the documents that are stored and on nothing else, so the order in which they arrive does not
matter: whenever a source comes or goes, the documents that agree with one of its documents are named anew.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from sqlite_utils import Database

from ..parse.model import Page
from ..text.reading import Reading
from ..text.source import Span
from ..text.traditional import is_traditional
from .ids import document_id, row_id, text_digest

_TAIL = 4
"""Hexadecimal digits that tell apart what agrees; more where these agree too."""

CUT = ("furniture", "markup")
"""The kinds of boilerplate that a document's words are read without."""


class Name(NamedTuple):
    """The identifier of a document, and that of the document it is a copy of."""

    id: str
    copy_of: str | None = None


class Unnamed(NamedTuple):
    """A document of a page before it is named: what its identifier begins with, its place, and its text when asked."""

    stem: str
    ordinal: int
    text: Callable[[], str]


class Member(NamedTuple):
    """One of the documents that agree in title, 文号 and day; the digest is that of its text."""

    uri: str
    ordinal: int
    digest: str
    traditional: bool = False

    @classmethod
    def of(cls, uri: str, ordinal: int, text: str) -> Member:
        """Return the document of a text; whether it is printed in traditional characters its digest does not tell."""
        return cls(uri, ordinal, text_digest(text), is_traditional(text))

    @property
    def rank(self) -> tuple[bool, str, int]:
        """The place among the copies of a text, least first: a simplified one is what its readers look for."""
        return self.traditional, self.uri, self.ordinal


@dataclass(frozen=True, slots=True)
class Names:
    """The names of the documents of a page, in its order, and new names of stored ones by the identifiers they have."""

    page: tuple[Name, ...]
    stored: Mapping[str, Name]


def stem_of(identifier: str) -> str:
    """Return what an identifier has in common with those of all documents that agree with its own."""
    slug, _, digits = identifier.partition("-")
    return f"{slug}-{digits[:8]}"


def name_family(stem: str, members: Iterable[Member]) -> dict[Member, Name]:
    """Name the documents that agree in what `stem` is made of.

    A text that is the only one is `stem`; of several texts each takes digits of its own behind it. Of one text the
    document with the first address, and there the first on its page, has the name, one in traditional characters only
    if all are; the others are its copies and take `-` and digits of their address (a page that holds it twice counts
    them).
    """
    by_text: defaultdict[str, list[Member]] = defaultdict(list)
    for member in sorted(members, key=lambda member: member.rank):
        by_text[member.digest].append(member)
    tails = _distinct(list(by_text)) if len(by_text) > 1 else [""]
    names = {}
    for tail, (canonical, *copies) in zip(tails, by_text.values(), strict=True):
        names[canonical] = name = Name(stem + tail)
        on_page = Counter((canonical.uri,))
        places = []
        for copy in copies:
            places.append(row_id(copy.uri, on_page[copy.uri]))
            on_page[copy.uri] += 1
        for copy, mark in zip(copies, _distinct(places), strict=True):
            names[copy] = Name(f"{name.id}-{mark}", name.id)
    return names


def _distinct(digests: Sequence[str]) -> list[str]:
    """Return the beginnings of digests, as short as tells all apart, but four digits at least."""
    length = _TAIL
    while len({digest[:length] for digest in digests}) < len(digests):
        length += _TAIL
    return [digest[:length] for digest in digests]


def cuts_of(page: Page) -> list[Span]:
    """Return the spans of a page that its documents are read without."""
    return [piece.span for piece in page.boilerplate if piece.kind in CUT]


def name_page(page: Page) -> tuple[Name, ...]:
    """Return the names of a page's documents, in its order, where nothing else is stored."""
    reading = Reading(page.source.text, cuts=cuts_of(page))
    documents = [Unnamed(document_id(r), r.ordinal, partial(reading.of, r.span)) for r in page.regulations]
    return name_documents(None, documents, page.source.uri).page


def name_documents(
    db: Database | None, documents: Sequence[Unnamed] = (), uri: str = "", stems: Iterable[str] = ()
) -> Names:
    """Return the names of a page's documents, and the names of stored ones that change for it.

    Args:
        db: what is stored; nothing of this page.
        documents: those of the page to be stored, if any.
        uri: the address that it is going to be stored under.
        stems: those of documents that have just been taken out, so that what agreed with them is named anew too.
    """
    families: dict[str, list[int]] = {stem: [] for stem in stems}
    for index, document in enumerate(documents):
        families.setdefault(document.stem, []).append(index)
    own = [Name(document.stem) for document in documents]
    changed: dict[str, Name] = {}
    for stem, indices in families.items():
        stored = _stored(db, stem) if db else {}
        if not stored and len(indices) < 2:
            continue
        members: dict[str | int, Member] = {**stored}
        for index in indices:
            members[index] = Member.of(uri, documents[index].ordinal, documents[index].text())
        names = name_family(stem, members.values())
        for key, member in members.items():
            if isinstance(key, int):
                own[key] = names[member]
            else:
                changed[key] = names[member]
    return Names(tuple(own), changed)


def _stored(db: Database, stem: str) -> dict[str | int, Member]:
    """Return the stored documents whose identifiers begin with `stem`, by identifier.

    Their digest is that of the text without corrections: a correction must not change the identifier that it is for.
    """
    sql = (
        "select documents.id, sources.id, uri, ordinal, start_char, end_char from documents "
        "join sources on sources.id = source_id where documents.id >= ? and documents.id < ?"
    )
    found: list[tuple[str, str, str, int, int, int]] = db.execute(sql, [stem, f"{stem}~"]).fetchall()
    members: dict[str | int, Member] = {}
    for identifier, source, uri, ordinal, start, end in found:
        members[identifier] = Member.of(uri, ordinal, _text(db, source, start, end))
    return members


def _text(db: Database, source_id: str, start: int, end: int) -> str:
    sql = "select substr(text, ?, ?) from sources where id = ?"
    text: str = db.execute(sql, [start + 1, end - start, source_id]).fetchone()[0]
    sql = (
        f"select start_char, end_char from boilerplate where kind in ({', '.join('?' * len(CUT))}) "
        "and source_id = ? and end_char > ? and start_char < ?"
    )
    cuts = db.execute(sql, [*CUT, source_id, start, end])
    inside = [Span(max(a, start) - start, min(b, end) - start) for a, b in cuts]
    return Reading(text, cuts=inside).of(Span(0, len(text)))
