"""What a regulation cites, and what cites it: by relation and document, of the whole or of one provision."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Row = sqlite3.Row

RELATIONS = ("依据", "修改", "废止", "参照", "引用")
"""Relations in the order in which they are told."""

MOST_PLACES = 4000
"""Citations that are read; of laws that are cited more often the page says how many are left out."""

_COLUMNS = """
select citations.id, citations.relation, citations.text, citations.note, citations.document_id, citations.provision_id,
  sources.citation, citations.target_document_id, citations.target_provision_id, targets.citation as target_citation,
"""
_JOINS = """
left join provisions as sources on sources.id = citations.provision_id
left join provisions as targets on targets.id = citations.target_provision_id
"""
_CITED = f"""
{_COLUMNS} coalesce(other.title, citations.cited_title, citations.cited_number) as title, other.id as other_id,
  other.version as version
from citations left join documents as other on other.id = citations.target_document_id {_JOINS}
where citations.document_id = :id
  and (citations.target_document_id is not :id or :at != '')
  and coalesce(other.id, citations.cited_title, citations.cited_number) is not null
  and (:at = '' or citations.provision_id = :at or instr(citations.provision_id, :at || '__') = 1)
order by citations.start_char limit :most
"""
_CITING = f"""
{_COLUMNS} other.title, other.id as other_id, other.version as version
from citations join documents as other on other.id = citations.document_id {_JOINS}
where citations.target_document_id = :id and other.copy_of is null
  and (citations.document_id != :id or :at != '')
  and (:at = '' or citations.target_provision_id = :at or instr(citations.target_provision_id, :at || '__') = 1)
order by other.version desc, other.id, citations.start_char limit :most
"""
_COUNTED = """
select count(*) as places, count(distinct citations.document_id) as documents
from citations join documents on documents.id = citations.document_id
where citations.target_document_id = ? and citations.document_id != citations.target_document_id
  and documents.copy_of is null
"""
_COUNTED_BY_PROVISION = """
select citations.target_provision_id, count(distinct citations.document_id)
from citations join documents on documents.id = citations.document_id
where citations.target_document_id = ? and citations.document_id != citations.target_document_id
  and citations.target_provision_id is not null and documents.copy_of is null
group by 1
"""


@dataclass(frozen=True, slots=True)
class Related:
    """Another document and the citations between the two of one relation; `id` is None where it is not stored."""

    relation: str
    title: str
    id: str | None
    version: str | None
    places: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Relations:
    """What a document cites, and what cites it; `left_out` tells whether there is more."""

    cited: Sequence[Related]
    citing: Sequence[Related]
    left_out: bool


def load_relations(connection: sqlite3.Connection, document_id: str, eid: str = "") -> Relations:
    """Return the relations of a document, or with `eid` of one provision and what is below it.

    Of one provision the document's own citations of it count, too.
    """
    connection.row_factory = sqlite3.Row
    values = {"id": document_id, "at": f"{document_id}#{eid}" if eid else "", "most": MOST_PLACES}
    cited, citing = (connection.execute(sql, values).fetchall() for sql in (_CITED, _CITING))
    return Relations(_together(cited), _together(citing), MOST_PLACES in (len(cited), len(citing)))


def cited_by(connection: sqlite3.Connection, document_id: str) -> Row:
    """Return how many places of how many other documents cite a document."""
    found: Row = connection.execute(_COUNTED, [document_id]).fetchone()
    return found


def cited_by_article(connection: sqlite3.Connection, document_id: str) -> Mapping[str, int]:
    """Return by the eIds of articles how many other documents cite them or what is below them.

    A document that cites two paragraphs of an article counts for each of them.
    """
    found: dict[str, int] = {}
    for provision, documents in connection.execute(_COUNTED_BY_PROVISION, [document_id]):
        article = str(provision).partition("#")[2].partition("__")[0]
        found[article] = found.get(article, 0) + int(documents)
    return found


def _together(rows: Iterable[Row]) -> list[Related]:
    """Return citations by relation and document: in the order of relations, documents with most places first."""
    by_document: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        by_document.setdefault((row["relation"], row["other_id"] or row["title"]), []).append(row)
    found = [
        Related(relation, places[0]["title"], places[0]["other_id"], places[0]["version"], places)
        for (relation, _), places in by_document.items()
    ]
    return sorted(found, key=lambda one: (RELATIONS.index(one.relation), one.id is None, -len(one.places)))
