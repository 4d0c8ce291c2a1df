"""One document with its rows of every table, in a dozen queries whatever its length."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest

from ...text.reading import Reading
from ...text.source import Span
from .readings import reading_of
from .relations import cited_by, cited_by_article

Row = sqlite3.Row

_RELATED = """
select id, title, issued_by = :id as issues from documents
where issued_by = :id or id = (select issued_by from documents where id = :id)
order by ordinal
"""
_SOURCE = """
select substr(text, ?, ?) as text,
  coalesce((select snapshots.uri from snapshots where sha256 = sources.id order by retrieved_at desc limit 1), uri)
    as uri
from sources where id = ?
"""
_CITATIONS = """
select citations.*, documents.title as target_title, provisions.citation as target_citation
from citations
left join documents on documents.id = citations.target_document_id
left join provisions on provisions.id = citations.target_provision_id
where citations.document_id = ? order by citations.start_char
"""
_MENDED = """
select e.start_char, e.end_char, e.wrong, e.right, e.decision_id, d.before, d.after, d.editor, d.note, d.created_at
from edits e join decided d on d.decision_id = e.decision_id and d.source_id = e.source_id
where e.source_id = ? and e.start_char >= ? and e.end_char <= ? order by e.start_char
"""


@dataclass(frozen=True, slots=True)
class Document:
    """One document: its row, its text, and the rows that refer to it, each list in the order of the text.

    `uri` is the address of its page on the web, if a crawl fetched it, else that of its file. `text` is that of the
    document alone, from its first character in the source, `start`, on; `text_between` cuts it by positions in the
    source, and `words_between` gives what a reader should see there. `mended` are the characters that editors
    corrected, each with the decision; `decided` are the decisions that made the document what it is.
    `cited_by` counts other documents and their places that cite it, `cited_by_article` the documents by the article.
    """

    row: Row
    start: int
    uri: str
    text: str
    reading: Reading
    provisions: tuple[Row, ...]
    parameters: tuple[Row, ...]
    evidence: tuple[Row, ...]
    citations: tuple[Row, ...]
    definitions: tuple[Row, ...]
    tables: tuple[Row, ...]
    cells: tuple[Row, ...]
    flags: tuple[Row, ...]
    related: tuple[Row, ...]
    history: tuple[Row, ...]
    mended: tuple[Row, ...]
    decided: tuple[Row, ...]
    cited_by: Row
    cited_by_article: Mapping[str, int]

    @property
    def end(self) -> int:
        """The character behind its last one."""
        end: int = self.row["end_char"]
        return end

    def text_between(self, start: int, end: int) -> str:
        """Return the text between two characters of the source."""
        return self.text[start - self.start : end - self.start]

    def words_between(self, start: int, end: int) -> str:
        """Return the words between two characters of the source, without furniture and markup."""
        return self.reading.of(Span(start - self.start, end - self.start))

    def own_ends(self) -> Iterator[int]:
        """Yield for each provision where its own text ends: before the first one below it, or at its end."""
        for provision, after in zip_longest(self.provisions, self.provisions[1:]):
            inside = after is not None and after["start_char"] < provision["end_char"]
            yield after["start_char"] if after is not None and inside else provision["end_char"]


def load_document(connection: sqlite3.Connection, document_id: str) -> Document | None:
    """Return the document with this id, None where there is none."""
    connection.row_factory = sqlite3.Row
    row = connection.execute("select * from documents where id = ?", [document_id]).fetchone()
    if row is None:
        return None
    span = (row["start_char"] + 1, row["end_char"] - row["start_char"], row["source_id"])
    source = connection.execute(_SOURCE, span).fetchone()

    def of_document(sql: str) -> tuple[Row, ...]:
        return tuple(connection.execute(sql, [document_id]))

    return Document(
        row,
        row["start_char"],
        *(source["uri"], source["text"]),
        reading_of(connection, row["source_id"], source["text"], row["start_char"]),
        of_document(
            "select id, parent_id, level, number, label, heading, citation, start_char, end_char "
            "from provisions where document_id = ? order by ordinal"
        ),
        of_document("select * from parameters where document_id = ? order by start_char, end_char desc"),
        of_document(
            "select parameter_id, field, start_char, end_char from evidence "
            "where parameter_id in (select id from parameters where document_id = ?)"
        ),
        of_document(_CITATIONS),
        of_document("select * from definitions where document_id = ? order by start_char"),
        of_document("select * from tables where document_id = ? order by start_char"),
        of_document(
            "select * from cells where table_id in (select id from tables where document_id = ?) "
            'order by table_id, "row", "column", start_char'
        ),
        of_document("select * from flags where document_id = ? order by start_char"),
        tuple(connection.execute(_RELATED, {"id": document_id})),
        of_document("select * from history where document_id = ? order by date, start_char"),
        tuple(connection.execute(_MENDED, [row["source_id"], row["start_char"], row["end_char"]])),
        of_document("select * from decided where document_id = ? and result = 'applied' and kind != 'report'"),
        cited_by(connection, document_id),
        cited_by_article(connection, document_id),
    )
