"""What a search names outright: 民法典1000条, 民法典第一千条第二款, 公司法, 第二十条 within a regulation.

A regulation is named by its title, with or without 中华人民共和国, or by a short name of a law, whose characters stand
in the title in their order, the first and the last at its ends: 刑诉法, 个税法, 消保法.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from ...store.in_force import as_of
from ...text.fold import fold
from ...text.numerals import NUMERAL, parse_number
from ...text.traditional import simplified
from ..cache.clauses import DocumentCard, DocumentCards
from ..words.titles import plain_title
from .cited import words_of_provision

_LONGEST, _LONGEST_SHORT, _SHORTEST_SHORT = 60, 7, 3
"""Characters of what is taken for a name, and of a short name."""

_ASKED = re.compile(
    rf"(?P<name>.*?)\s*(?:(?P<exact>第)?\s*(?P<article>{NUMERAL})\s*(?P<word>条)?(?:之\s*(?P<bis>{NUMERAL}))?"
    rf"(?:\s*第?\s*(?P<para>{NUMERAL})\s*款)?(?:\s*第?\s*\(?(?P<item>{NUMERAL})\)?\s*项)?)?"
)

_ARTICLE = """
select id, document_id, citation from provisions
where document_id in ({}) and level = 'article' and number = ? order by ordinal limit 1
"""
_BELOW = """
select id, document_id, citation from provisions where parent_id = ? and level = ? and number = ?
order by ordinal limit 1
"""
_WORKS = """
select id, coalesce(work_id, id) from documents where copy_of is null and id in ({}) order by ordinal
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """A name ("" for none), and the numbers of article, 款 and 项 that are asked for, as the database has them."""

    name: str
    article: str | None = None
    para: str | None = None
    item: str | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """What a search names: the regulation's versions with the newest first, and the provision, where it is there.

    `asked` is the article asked for, as it was read; `text` is the provision's with everything below it.
    """

    documents: tuple[DocumentCard, ...]
    asked: str | None
    provision_id: str | None = None
    citation: str | None = None
    text: str = ""

    @property
    def document(self) -> DocumentCard:
        """The regulation: of several texts of one day the one that has the provision."""
        found = (self.provision_id or "").partition("#")[0]
        return next((one for one in self.documents if one.id == found), self.documents[0])


def read_asked(typed: str) -> Asked | None:
    """Return what was typed as a name and the numbers of a provision, None where it is neither."""
    text = fold(simplified(typed)).strip()
    if len(text) > _LONGEST:
        return None
    found = _ASKED.fullmatch(text)
    if found is None:
        return None
    name, article = plain_title(found["name"]), found["article"]
    if article is None:
        return Asked(name) if name else None
    if not (found["exact"] or found["word"]) and (not name or not article.isdecimal()):
        return None  # 罚款一千 names no article
    numbers = [_number(found[part]) for part in ("article", "bis", "para", "item")]
    if numbers[0] is None:
        return None
    return Asked(name, numbers[0] + (f"之{numbers[1]}" if numbers[1] else ""), numbers[2], numbers[3])


def find_named(
    connection: sqlite3.Connection, documents: DocumentCards, typed: str, within: str | None = None
) -> Named | None:
    """Return what was typed as the name of one of `documents` and perhaps a provision of it; `within` is one's id.

    None where nothing is named: the words are then only words.
    """
    asked = read_asked(typed)
    if asked is None:
        return None
    if within and not asked.name and asked.article:
        found = [document for document in documents if document.id == within]
    else:
        found = _newest(_called(documents, asked.name)) if asked.name else []
    if not found:
        return None
    return _named(connection, found, asked)


def _named(connection: sqlite3.Connection, found: Sequence[DocumentCard], asked: Asked) -> Named:
    """Return the documents found as named, with the provision that is asked for."""
    row = None if asked.article is None else _provision(connection, found, asked)
    if row is None:
        return Named(tuple(found), asked.article)
    return Named(tuple(found), asked.article, row[0], row[2], words_of_provision(connection, row[0]))


def find_in_force(connection: sqlite3.Connection, documents: DocumentCards, typed: str, day: str) -> Named | None:
    """Return what was typed as a name, and perhaps a provision, of the text that was law on a day (ISO 8601).

    Of a work none of whose texts was law then it is the newest. Of several works each has one; copies are left out.
    """
    asked = read_asked(typed)
    called = {document.id: document for document in _called(documents, asked.name)} if asked and asked.name else {}
    works: dict[str, list[DocumentCard]] = {}
    for key, work in connection.execute(_WORKS.format(", ".join("?" * len(called))), list(called)):
        works.setdefault(work, []).append(called[key])
    found: list[DocumentCard] = []
    for work, texts in works.items():
        then = {mark for version in as_of(connection, work, day) for mark in (version.document_id, version.version)}
        found += [one for one in texts if one.id in then or one.version in then] or _newest(texts)  # all parts of it
    return _named(connection, found, asked) if found and asked else None


def _called(documents: DocumentCards, name: str) -> list[DocumentCard]:
    """Return the documents of a name: those of that title, else laws that it is short for, of the shortest title."""
    exact = documents.by_title.get(name, ())
    if exact or not _SHORTEST_SHORT <= len(name) <= _LONGEST_SHORT:
        return list(exact)
    laws = documents.laws_by_ends.get(name[0] + name[-1], ())
    short = [document for document in laws if _is_short(name, document.plain_title)]
    shortest = min((document.plain_title for document in short), key=lambda title: (len(title), title), default="")
    return [document for document in short if document.plain_title == shortest]


def _newest(documents: Sequence[DocumentCard]) -> list[DocumentCard]:
    """Return those of the newest day: one text, or its parts."""
    last = max((document.version or "" for document in documents), default="")
    return [document for document in documents if (document.version or "") == last]


def _is_short(name: str, title: str) -> bool:
    """Tell whether a name has characters of a title in their order."""
    rest = iter(title)
    return all(character in rest for character in name)


def _number(numeral: str | None) -> str | None:
    value = None if numeral is None else parse_number(numeral)
    return None if value is None or value % 1 else str(int(value))


def _provision(
    connection: sqlite3.Connection, documents: Sequence[DocumentCard], asked: Asked
) -> tuple[str, str, str] | None:
    """Return id, document and citation of the provision asked for, of the article where it has no such 款 or 项."""
    ids = [document.id for document in documents]
    sql = _ARTICLE.format(", ".join("?" * len(ids)))
    found: tuple[str, str, str] | None = connection.execute(sql, [*ids, asked.article]).fetchone()
    for level, number in (("para", asked.para), ("item", asked.item)):
        if found is None or number is None:
            continue
        above = found[0]
        if level == "item" and asked.para is None:  # the only 款 of an article is not said
            first = connection.execute(_BELOW, [above, "para", "1"]).fetchone()
            above = first[0] if first else above
        found = connection.execute(_BELOW, [above, level, number]).fetchone() or found
    return found and (found[0], found[1], found[2])
