"""Citations across documents: which stored document and provision each means.

The answer depends on what is stored and on nothing else, so the order in which documents arrive does not matter: it
is worked out anew for every citation at the end of a build, and only what has changed is written.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlite_utils import Database

from ..parse.citations.references import read_chain
from ..parse.citations.relations import AMENDMENT, REPEAL
from ..parse.model import Path, Provision
from ..parse.tree.index import ProvisionIndex
from ..text.fold import fold
from ..text.levels import Level
from ..text.lines import plain
from ..text.source import Span
from .in_force import BEGINS

_STATE = "中华人民共和国"
_SUFFIX = re.compile(r"(?<=.{4})[(\[][^()\[\]]{1,30}[)\]]\Z")
_ABOUT = re.compile(r"(?<=.)关于.{8,}")
_ALWAYS = "9999"


@dataclass(frozen=True, slots=True)
class _Document:
    """A stored document, as far as citing it goes: `date` is that of promulgation, else of adoption or approval.

    `version` is the day of its version, `begins` that from which it is law; where nothing tells a day, all are empty.
    """

    id: str
    source_id: str
    ordinal: int
    date: str
    version: str
    begins: str
    is_copy: bool
    work_id: str | None


class Note(StrEnum):
    """What a reader has to know of the text that a citation is linked to; several are joined by `, `."""

    DAY_UNKNOWN = "day unknown"
    """The citing document has no day, so that the text linked, the newest, need not be the one it means."""
    LATER_TEXT = "later text"
    """The text came into force after the citing one: numbers may have moved, and what is cited may read otherwise."""
    NOT_THERE = "not there"
    """The text has no such provision: linked is what stands above it, or of another text than the one meant nothing."""


@dataclass(frozen=True, slots=True)
class _Mention:
    """What a citation says: the document it stands in, the title and number it gives, and its relation."""

    document_id: str
    title: str | None
    number: str | None
    relation: str


def link_citations(db: Database) -> int:
    """Point every citation of another document to it, or to nothing, and return how many have changed.

    The caller opens the transaction. A title means a document of that title with or without 中华人民共和国 and with or
    without what stands in brackets behind it; failing that, the one document whose title goes on like it from 关于;
    failing that, a 文号. Of several the one in the same source, else the newest not later than the citing document,
    else the oldest; copies only where there is nothing else. Of a text in parts (the books of 民法典) it is the part
    that has the cited article.
    """
    library, provisions = _Library(db), _AllProvisions(db)
    known: dict[_Mention, list[_Document]] = {}
    changes: list[tuple[str | None, str | None, str | None, str]] = []
    for key, document, relation, title, number, cited, target, target_provision, note in db.execute(_CITATIONS):
        mention = _Mention(document, title, number, relation)
        if mention not in known:
            known[mention] = library.find(mention)
        parts = known[mention]
        doubt = library.doubt(parts, mention)
        if _is_settled(parts, cited, doubt, target, target_provision, note):
            continue
        found = provisions.locate(parts, cited, doubt)
        if found != (target, target_provision, note):
            changes.append((*found, key))
    db.conn.executemany(
        "update citations set target_document_id = ?, target_provision_id = ?, note = ? where id = ?", changes
    )
    return len(changes)


def _is_settled(
    parts: Sequence[_Document],
    cited: str | None,
    doubt: Note | None,
    target: str | None,
    provision: str | None,
    note: str | None,
) -> bool:
    """Tell whether a citation is linked as it would be, without looking at provisions: a changed text unlinks it."""
    if target is None:
        return not parts
    told = (note or "").removesuffix(Note.NOT_THERE).removesuffix(", ")
    same = told == (doubt or "") and any(part.id == target for part in parts)
    return same and (len(parts) == 1 or cited is None or provision is not None)


_CITATIONS = """
select id, document_id, relation, cited_title, cited_number, cited_provision, target_document_id,
  target_provision_id, note
from citations where cited_title is not null or cited_number is not null
"""

_DOCUMENTS = f"""
select id, source_id, ordinal, coalesce(promulgated, adopted, approved, ''), coalesce(version, ''),
  {BEGINS.format("documents")}, copy_of is not null, work_id, title, doc_number
from documents order by source_id, ordinal
"""


class _Library:
    """The stored documents by title and by number."""

    def __init__(self, db: Database) -> None:
        self._documents: dict[str, _Document] = {}
        self._by_title: defaultdict[str, list[_Document]] = defaultdict(list)
        self._by_subject: defaultdict[str, list[_Document]] = defaultdict(list)
        self._by_number: defaultdict[str, list[_Document]] = defaultdict(list)
        for key, source, ordinal, date, version, begins, is_copy, work, title, number in db.execute(_DOCUMENTS):
            document = _Document(key, source, ordinal, date, version, begins, bool(is_copy), work)
            self._documents[key] = document
            for name in dict.fromkeys(_names(title)):
                self._by_title[name].append(document)
            subject = _subject(title)
            if subject:
                self._by_subject[subject].append(document)
            if number:
                self._by_number[plain(fold(number))].append(document)

    def find(self, mention: _Mention) -> list[_Document]:
        """Return the document that a citation means, of a text in parts all of them; [] where none is stored."""
        citing = self._documents[mention.document_id]
        for candidates in self._candidates(mention):
            others = [other for other in candidates if not (mention.relation == REPEAL and _not_before(other, citing))]
            if others:
                return _choose(others, citing, mention.relation)
        return []

    def doubt(self, parts: Sequence[_Document], mention: _Mention) -> Note | None:
        """Return why a text may not be the one that is meant; a decision that amends means the text before it."""
        citing = self._documents[mention.document_id]
        others = [part for part in parts if part.source_id != citing.source_id]
        if any(not _was_there(part, citing, mention.relation) for part in others):
            return Note.LATER_TEXT
        return Note.DAY_UNKNOWN if not citing.begins and any(part.begins for part in others) else None

    def _candidates(self, mention: _Mention) -> Iterator[list[_Document]]:
        if mention.title:
            for name in _names(mention.title):
                yield self._by_title.get(name, [])
            subject = _subject(mention.title) or plain(fold(mention.title))
            found = self._by_subject.get(subject, [])
            if sum(not document.is_copy for document in found) == 1:
                yield found
        if mention.number:
            numbered = self._by_number.get(plain(fold(mention.number)), [])
            yield numbered[:1]  # a notice and what it issues have one number; the notice comes first


def _not_before(document: _Document, citing: _Document) -> bool:
    """Tell whether a document cannot be repealed by `citing`: it is the same or, as far as is known, later."""
    return document.id == citing.id or bool(citing.date and document.date > citing.date)


def _was_there(document: _Document, citing: _Document, relation: str) -> bool:
    """Tell whether a text is, as far as is known, not younger than what cites it, and if that amends it older."""
    if relation == AMENDMENT:
        return not citing.version or document.version < citing.version
    return document.begins <= (citing.begins or _ALWAYS)


def _choose(candidates: Iterable[_Document], citing: _Document, relation: str) -> list[_Document]:
    """Return the document of some that is meant, with those that are one text with it: versions of one day."""
    ordered = sorted(candidates, key=lambda document: (document.begins, document.version, document.id))
    near = [document for document in ordered if document.source_id == citing.source_id]
    if near:
        return near[:1]
    ordered = [document for document in ordered if not document.is_copy] or ordered
    earlier = [document for document in ordered if _was_there(document, citing, relation)]
    chosen = (earlier[::-1] or ordered)[0]
    return [
        document for document in ordered if (document.version, document.work_id) == (chosen.version, chosen.work_id)
    ]


def _names(title: str) -> Iterator[str]:
    """Yield what a title is compared by, best first."""
    folded = "".join(fold(title).split())
    for form in (folded, _SUFFIX.sub("", folded)):
        name = plain(form)
        yield name
        yield name.removeprefix(_STATE)


def _subject(title: str) -> str | None:
    """Return a title from 关于 on, for citations that leave out who issued it."""
    match = _ABOUT.search(plain(fold(title)))
    return match[0] if match else None


class _Provisions:
    """The provisions of a stored document, found by how they are cited."""

    def __init__(self, db: Database, document_id: str) -> None:
        sql = "select id, parent_id, level, number from provisions where document_id = ? order by ordinal"
        below: defaultdict[str | None, list[tuple[str, str, str | None]]] = defaultdict(list)
        for key, parent, level, number in db.execute(sql, [document_id]):
            below[parent].append((key, level, number))
        self._ids: dict[Path, str] = {}
        nowhere = Span(0, 0)

        def grow(parent: str | None, path: Path) -> tuple[Provision, ...]:
            out = []
            for index, (key, level, number) in enumerate(below[parent]):
                at = (*path, index)
                self._ids[at] = key
                out.append(Provision(Level(level), number, "", None, nowhere, nowhere, grow(key, at)))
            return tuple(out)

        self._root = Provision(Level.BODY, None, "", None, nowhere, nowhere, grow(None, ()))
        self._provisions = ProvisionIndex(self._root)

    def find(self, cited: str) -> tuple[str | None, bool]:
        """Return the provision that 第八条第一款第（三）项 names or the nearest above it, and whether it is the one."""
        steps = read_chain(fold(cited))
        path = self._provisions.locate(steps[0]) if steps else None
        if path is None:
            return None, False
        node = self._root.at(path)
        return self._ids[path], (node.level, node.number) == steps[0][-1]


class _AllProvisions:
    """The provisions of the documents that are cited, each document read once."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._read: dict[str, _Provisions] = {}

    def locate(
        self, parts: Sequence[_Document], cited: str | None, doubt: Note | None
    ) -> tuple[str | None, str | None, str | None]:
        """Return document, provision and note of a citation that means a text, which may be in parts.

        Where the text may not be the one meant, what it lacks is not looked for: what stands above may be another rule.
        """
        if not parts or cited is None:
            return parts[0].id if parts else None, None, doubt if parts else None
        found = [(*self._of(part.id).find(cited), part.id) for part in parts]
        exact = [(provision, document) for provision, is_exact, document in found if is_exact]
        if exact:
            return exact[0][1], exact[0][0], doubt
        note = ", ".join(filter(None, (doubt, Note.NOT_THERE)))
        above = [(provision, document) for provision, _, document in found if provision is not None]
        return (parts[0].id, None, note) if doubt or not above else (above[0][1], above[0][0], note)

    def _of(self, document_id: str) -> _Provisions:
        if document_id not in self._read:
            self._read[document_id] = _Provisions(self._db, document_id)
        return self._read[document_id]
