"""A database with the tables of an earlier version: kept under another name, with all that is in it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from fatiao.store.errors import StoreError
from fatiao.store.older import set_aside
from fatiao.store.schema import SCHEMA_VERSION
from fatiao.store.write import Store


def execute(database: Path, *statements: str) -> list[tuple[object, ...]]:
    """Run statements and return the rows of the last."""
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        found = [connection.execute(sql).fetchall() for sql in statements]
    return found[-1]


@pytest.fixture
def old(database: Path) -> Path:
    """The database with the sample page, as if made by version 3."""
    execute(database, "pragma user_version = 3")
    return database


def test_it_is_kept_with_its_rows(old: Path) -> None:
    rows = execute(old, "select * from provisions")
    kept = set_aside(old)
    assert kept == old.with_name("样本.v3.db") and not old.exists()
    assert execute(kept, "select * from provisions") == rows != []
    Store(old).close()
    assert set_aside(old) is None


def test_no_earlier_one_is_replaced(old: Path) -> None:
    old.with_name("样本.v3.db").write_text("x")
    assert set_aside(old) == old.with_name("样本.v3-2.db")
    assert old.with_name("样本.v3.db").read_text() == "x"


def test_what_is_only_in_its_log_is_kept_too(old: Path) -> None:
    with closing(sqlite3.connect(old, isolation_level=None)) as reader:
        reader.execute("begin")
        reader.execute("select * from files").fetchall()  # while it is read, the log cannot be folded in
        execute(old, "update documents set title = '新题'")
        kept = set_aside(old)
        assert kept
        assert reader.execute("select count(*) from documents where title = '新题'").fetchall() == [(0,)]
    assert execute(kept, "select distinct title from documents") == [("新题",)]
    assert [path.name for path in old.parent.iterdir() if path.name.startswith(old.name)] == []


def test_it_stays_where_it_is_written_just_now(old: Path) -> None:
    with closing(sqlite3.connect(old, isolation_level=None)) as writer:
        writer.execute("begin immediate")
        with pytest.raises(StoreError, match=r"is in use by another build\. Wait"):
            set_aside(old)
    assert old.exists()


@pytest.mark.parametrize(
    "statement",
    [
        f"pragma user_version = {SCHEMA_VERSION}",
        f"pragma user_version = {SCHEMA_VERSION + 1}",
        "pragma application_id = 7",
    ],
    ids=["of this version", "newer", "of another program"],
)
def test_others_are_left_alone(old: Path, statement: str) -> None:
    execute(old, statement)
    assert set_aside(old) is None
    assert old.exists()


@pytest.mark.parametrize("content", [None, b"", "这不是数据库。".encode() * 99], ids=["none", "empty", "no database"])
def test_what_is_no_database_is_left_alone(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "x.db"
    if content is not None:
        path.write_bytes(content)
    assert set_aside(path) is None
    assert path.exists() == (content is not None)
