"""Citations across documents: which stored document and provision each means.

The answer depends on what is stored and on nothing else, so the order in which documents arrive does not matter: it
is worked out anew for every citation at the end of a build, and only what has changed is written.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlite_utils import Database

from ..parse.citations.references import read_chain
from ..parse.citations.relations import REPEAL
from ..parse.model import Path, Provision
from ..parse.tree.index import ProvisionIndex
from ..text.fold import fold
from ..text.levels import Level
from ..text.lines import plain
from ..text.source import Span

_STATE = "中华人民共和国"
_SUFFIX = re.compile(r"(?<=.{4})[(\[][^()\[\]]{1,30}[)\]]\Z")
_ABOUT = re.compile(r"(?<=.)关于.{8,}")
_ALWAYS = "9999"


@dataclass(frozen=True, slots=True)
class _Document:
    """A stored document, as far as citing it goes: `date` is that of promulgation, else of adoption or approval.

    `version` is the day of its version; where nothing tells a day, both are empty.
    """

    id: str
    source_id: str
    ordinal: int
    date: str
    version: str
    is_copy: bool


@dataclass(frozen=True, slots=True)
class _Mention:
    """What a citation says: the document it stands in, the title and number it gives, and whether it repeals."""

    document_id: str
    title: str | None
    number: str | None
    repeals: bool


def link_citations(db: Database) -> int:
    """Point every citation of another document to it, or to nothing, and return how many have changed.

    The caller opens the transaction. A title means a document of that title with or without 中华人民共和国 and with or
    without what stands in brackets behind it; failing that, the one document whose title goes on like it from 关于;
    failing that, a 文号. Of several the one in the same source, else the newest not later than the citing document,
    else the oldest; copies only where there is nothing else.
    """
    library = _Library(db)
    provisions: dict[str, _Provisions] = {}
    known: dict[_Mention, str | None] = {}
    changes: list[tuple[str | None, str | None, str]] = []
    for key, document, relation, title, number, cited, target in db.execute(_CITATIONS):
        mention = _Mention(document, title, number, relation == REPEAL)
        if mention not in known:
            known[mention] = library.find(mention)
        found = known[mention]
        if found == target:
            continue
        provision = None
        if found is not None and cited is not None:
            if found not in provisions:
                provisions[found] = _Provisions(db, found)
            provision = provisions[found].find(cited)
        changes.append((found, provision, key))
    db.conn.executemany("update citations set target_document_id = ?, target_provision_id = ? where id = ?", changes)
    return len(changes)


_CITATIONS = """
select id, document_id, relation, cited_title, cited_number, cited_provision, target_document_id
from citations where cited_title is not null or cited_number is not null
"""

_DOCUMENTS = """
select id, source_id, ordinal, coalesce(promulgated, adopted, approved, ''), coalesce(version, ''),
  copy_of is not null, title, doc_number
from documents order by source_id, ordinal
"""


class _Library:
    """The stored documents by title and by number."""

    def __init__(self, db: Database) -> None:
        self._documents: dict[str, _Document] = {}
        self._by_title: defaultdict[str, list[_Document]] = defaultdict(list)
        self._by_subject: defaultdict[str, list[_Document]] = defaultdict(list)
        self._by_number: defaultdict[str, list[_Document]] = defaultdict(list)
        for key, source, ordinal, date, version, is_copy, title, number in db.execute(_DOCUMENTS):
            document = _Document(key, source, ordinal, date, version, bool(is_copy))
            self._documents[key] = document
            for name in dict.fromkeys(_names(title)):
                self._by_title[name].append(document)
            subject = _subject(title)
            if subject:
                self._by_subject[subject].append(document)
            if number:
                self._by_number[plain(fold(number))].append(document)

    def find(self, mention: _Mention) -> str | None:
        """Return the document that a citation means, or None."""
        citing = self._documents[mention.document_id]
        for candidates in self._candidates(mention):
            others = [other for other in candidates if not (mention.repeals and _not_before(other, citing))]
            if others:
                return _choose(others, citing).id
        return None

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


def _choose(candidates: Iterable[_Document], citing: _Document) -> _Document:
    ordered = sorted(candidates, key=lambda document: (document.version, document.id))
    near = [document for document in ordered if document.source_id == citing.source_id]
    ordered = [document for document in ordered if not document.is_copy] or ordered
    earlier = [document for document in ordered if document.version <= (citing.version or _ALWAYS)]
    return (near or earlier[::-1] or ordered)[0]


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

        self._provisions = ProvisionIndex(Provision(Level.BODY, None, "", None, nowhere, nowhere, grow(None, ())))

    def find(self, cited: str) -> str | None:
        """Return the provision that 第八条第一款第（三）项 names, or the nearest above it, or None."""
        steps = read_chain(fold(cited))
        path = self._provisions.locate(steps[0]) if steps else None
        return self._ids[path] if path else None
