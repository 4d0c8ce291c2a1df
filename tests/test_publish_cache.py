"""What is kept in memory: answers until the database changes, the most recent ones, and none that says nothing."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Hashable
from pathlib import Path

import pytest
from datasette.app import Datasette
from fatiao.publish.cache.answers import AnswerCache
from fatiao.publish.cache.arrays import parse_rowids
from fatiao.publish.cache.coded_column import code_column
from fatiao.publish.cache.snapshot import Snapshot


@pytest.fixture
def site(tmp_path: Path) -> Datasette:
    sqlite3.connect(tmp_path / "x.db").execute("create table words (word text)").connection.close()
    return Datasette([str(tmp_path / "x.db")])


def add(site: Datasette, word: str) -> None:
    """Change the database."""
    with sqlite3.connect(site.get_database().path) as connection:
        connection.execute("insert into words select ? from (select 1)", [word * 10_000])
    connection.close()


def words(connection: sqlite3.Connection) -> int:
    return int(connection.execute("select count(*) from words").fetchone()[0])


def test_an_answer_is_kept_until_the_database_changes(site: Datasette) -> None:
    cache: AnswerCache[int] = AnswerCache(4)
    asked = []

    def question(connection: sqlite3.Connection) -> int:
        asked.append(1)
        return words(connection)

    def answer(*key: Hashable) -> int:
        return asyncio.run(cache.answer(site, site.get_database(), key, question))

    assert [answer("a"), answer("a"), answer("b"), len(asked)] == [0, 0, 0, 2]
    add(site, "法")
    assert [answer("a"), answer("a"), len(asked)] == [1, 1, 3]


def test_an_answer_of_nothing_is_asked_for_again(site: Datasette) -> None:
    cache: AnswerCache[int | None] = AnswerCache(4)
    found = iter([None, 7])
    for expected in (None, 7, 7):
        assert asyncio.run(cache.answer(site, site.get_database(), (), lambda _: next(found))) == expected


def test_the_least_recently_used_answer_makes_room() -> None:
    cache: AnswerCache[str] = AnswerCache(2)
    cache.put(1, "a")
    cache.put(2, "b")
    assert cache.get(1) == "a"
    cache.put(3, "c")
    assert [cache.get(key) for key in (1, 2, 3)] == ["a", None, "c"]


def test_a_snapshot_is_read_again_when_the_database_changes(site: Datasette) -> None:
    snapshot = Snapshot(words)
    database = site.get_database()
    connection = sqlite3.connect(database.path)
    assert snapshot.current(database, connection) == 0
    add(site, "法")
    assert snapshot.current(database, connection) == 1
    assert snapshot.current(database, sqlite3.connect(":memory:")) == 1  # which has no table to read


def test_rows_come_out_of_sqlite_as_an_array() -> None:
    assert parse_rowids("3,1,22").tolist() == [3, 1, 22]
    assert parse_rowids(None).tolist() == []


def test_a_coded_column_counts_its_commonest_values() -> None:
    column = code_column(["b", "a", None, "b", "c"])
    assert column.values == ("a", "b", "c")
    assert column.codes.tolist() == [1, 0, -1, 1, 2]
    assert column.counts(parse_rowids("0,1,2,3"), 2) == [("b", 2), ("a", 1)]
    assert column.counts(parse_rowids(None), 2) == []
