"""Ten questions in SQL, asked of a SQLite database and of the shards it was built from: the answers are the same."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from fatiao.cluster import Shards
from fatiao.pipeline import build
from fatiao.store.errors import StoreError
from fatiao.store.shards.ask import connect

SAMPLES = Path(__file__).parent.parent / "corpus" / "pages"

QUESTIONS = {
    "how much of everything": "select (select count(*) from documents), (select count(*) from provisions), "
    "(select count(*) from parameters), (select count(*) from evidence), (select count(*) from flags)",
    "kinds and roles": "select quantity, role, count(*) from parameters group by 1, 2 order by 1, 2",
    "limits in shares": "select id, label, max_value from parameters "
    "where quantity = 'ratio' and role = 'limit' and max_value <= 0.5 order by max_value, id",
    "fines": "select title, parameters.label from parameters join documents on documents.id = document_id "
    "where role = 'penalty' order by title, parameters.id",
    "deadlines in days": "select attribute, min(max_value), max(max_value), count(*) from parameters "
    "where quantity = 'duration' and unit = 'd' group by attribute having count(*) > 1 order by attribute",
    "words in clauses": "select citation, text from provisions where text like '%不得超过%' order by id",
    "what stands behind a holder": "select parameters.id, substr(text, evidence.start_char + 1, "
    "evidence.end_char - evidence.start_char) from parameters join evidence on parameter_id = parameters.id "
    "join sources on sources.id = evidence.source_id where field = 'holder' order by 1, ordinal",
    "what is cited most": "select cited_title, count(*) from citations where cited_title is not null "
    "group by 1 order by 2 desc, 1 limit 20",
    "definitions": "select term, definitions.text, provisions.citation from definitions "
    "left join provisions on provisions.id = definitions.provision_id order by definitions.id",
    "cells of tables": 'select title, "row", "column", cells.text from cells join tables on tables.id = table_id '
    'order by table_id, "row", "column", cells.start_char',
}
"""What readers ask, in SQL that both engines understand."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the samples as shards of two files, and as the database built from them."""
    home = tmp_path_factory.mktemp("shards")
    report = build([SAMPLES], home / "s.db", jobs=1, reader=Shards(str(home / "shards"), batch=2).outcomes)
    assert report.failures == []
    return home


def test_there_are_ten() -> None:
    assert len(QUESTIONS) == 10


@pytest.mark.parametrize("question", QUESTIONS)
def test_both_engines_give_the_same_answer(built: Path, question: str) -> None:
    with closing(sqlite3.connect(built / "s.db")) as db:
        expected = db.execute(QUESTIONS[question]).fetchall()
    with connect(str(built / "shards")) as shards:
        assert shards.execute(QUESTIONS[question]).fetchall() == expected
    assert expected


TEXT = "甲市担保办法\n甲府〔2008〕1号\n第一条 担保余额不得超过净资产的{}倍。\n"


def test_documents_of_one_identifier_are_told_apart(tmp_path: Path) -> None:
    for name, number in (("a", 1), ("b", 2), ("c", 3)):
        (tmp_path / f"{name}.txt").write_text(TEXT.format(number), encoding="utf-8")
    shards = str(tmp_path / "it's [2024]")  # nothing in a name is a pattern, or SQL
    build([tmp_path / "*.txt"], tmp_path / "a.db", jobs=1, reader=Shards(shards, batch=2).outcomes)
    sql = (
        "select max_value from parameters join documents on documents.id = parameters.document_id "
        "join provisions on provisions.id = provision_id order by 1"
    )
    with connect(shards) as db:
        assert db.execute(sql).fetchall() == [(1.0,), (2.0,), (3.0,)]
        (ids,) = db.execute("select count(distinct id) from documents").fetchall()
        assert ids == (3,)


def test_where_there_are_no_shards_the_way_out_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"there are no shards\. Make them: fatiao build PATH --shards"):
        connect(str(tmp_path))
