"""How good the documents and provisions of a database are, against gold structure files.

A structure file is a JSON list of documents: `file`, `title`, `kind`, the metadata, `chapters`, and `articles_list`
with the number of 款, 项 and 目 of each article.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .gold import GoldError
from .text import plain

METADATA = ("issuer", "doc_number", "promulgated", "effective", "status")
"""What is compared of a document that was found, by its words alone."""

_BELOW_ARTICLES = (("para", "paras"), ("item", "items"), ("subitem", "subitems"))

Wanted = Mapping[str, Any]
"""A document of a structure file as JSON gives it."""


@dataclass(slots=True)
class StructureScore:
    """Numbers of documents, chapters and articles wanted and found.

    A document is found if title and kind are right, an article if the document has one of its number, and `whole` if
    its numbers of 款, 项 and 目 are right too. `metadata` counts for each field the documents that have it right.
    """

    documents: int = 0
    found: int = 0
    predicted: int = 0
    metadata: dict[str, int] = field(default_factory=lambda: dict.fromkeys(METADATA, 0))
    articles: int = 0
    articles_found: int = 0
    articles_whole: int = 0
    articles_extra: int = 0
    chapters: int = 0
    chapters_found: int = 0
    faults: list[str] = field(default_factory=list)


def read_structure(files: Iterable[Path]) -> list[Wanted]:
    """Return the documents of structure files. Raises `GoldError` where a file holds no JSON list."""
    documents: list[Wanted] = []
    for file in files:
        try:
            documents += json.loads(file.read_text(encoding="utf-8"))
        except json.JSONDecodeError as error:
            raise GoldError(f"{file}: no JSON list ({error})") from error
    return documents


def score_structure(database: sqlite3.Connection, wanted: Iterable[Wanted]) -> StructureScore:
    """Compare the documents in `database`, which gives rows by name, with those wanted."""
    documents: dict[str, list[sqlite3.Row]] = defaultdict(list)
    sql = "select s.uri, d.* from documents d join sources s on s.id = d.source_id order by d.ordinal"
    for row in database.execute(sql):
        documents[Path(row["uri"]).name].append(row)
    score = StructureScore(predicted=sum(map(len, documents.values())))
    for document in wanted:
        score.documents += 1
        found = _same_document(document, documents[document["file"]])
        if found is None:
            score.faults.append(f"NO DOCUMENT {document['file']}: {document['kind']} {document['title']}")
            continue
        score.found += 1
        _add_metadata(score, document, found)
        sql = "select id, parent_id, level, number from provisions where document_id = ? order by ordinal"
        _add_provisions(score, document, database.execute(sql, [found["id"]]).fetchall())
    return score


def _same_document(wanted: Wanted, found: Sequence[sqlite3.Row]) -> sqlite3.Row | None:
    for document in found:
        if plain(document["title"]) == plain(wanted["title"]) and document["kind"] == wanted["kind"]:
            return document
    return None


def _add_metadata(score: StructureScore, wanted: Wanted, found: sqlite3.Row) -> None:
    for name in METADATA:
        if plain(found[name]) == plain(wanted[name]):
            score.metadata[name] += 1
        else:
            score.faults.append(f"{name} of {wanted['title']}: want {wanted[name]!r}, got {found[name]!r}")


def _add_provisions(score: StructureScore, wanted: Wanted, found: Sequence[sqlite3.Row]) -> None:
    children: dict[str | None, list[sqlite3.Row]] = defaultdict(list)
    for row in found:
        children[row["parent_id"]].append(row)

    def count(node: sqlite3.Row, level: str) -> int:
        return sum((child["level"] == level) + count(child, level) for child in children[node["id"]])

    articles = [row for row in found if row["level"] == "article"]
    by_number = {str(row["number"]): row for row in articles}
    articles_wanted = wanted.get("articles_list", [])
    score.articles += len(articles_wanted)
    score.articles_extra += max(0, len(articles) - len(articles_wanted))
    for article in articles_wanted:
        node = by_number.get(str(article["n"]))
        if node is None:
            score.faults.append(f"NO ARTICLE {article['n']} in {wanted['title']}")
            continue
        score.articles_found += 1
        shape = tuple(count(node, level) for level, _ in _BELOW_ARTICLES)
        right = tuple(article[name] for _, name in _BELOW_ARTICLES)
        score.articles_whole += shape == right
        if shape != right:
            score.faults.append(f"第{article['n']}条 of {wanted['title']}: want (款,项,目) {right}, got {shape}")
    chapters = len(wanted.get("chapters", []))
    score.chapters += chapters
    score.chapters_found += min(chapters, sum(row["level"] == "chapter" for row in found))
