"""A newer program on what an older one left: decisions carry over, whatever becomes of the database."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from fatiao.pipeline import build
from fatiao.store.anchors import anchor_at
from fatiao.store.decision_log import decisions, record
from fatiao.store.decisions import Anchor, Draft, Kind
from fatiao.store.editorial import editorial_path, moved_to
from fatiao.store.editors import add_editor, check_password, editors
from fatiao.store.schema import SCHEMA_VERSION
from fatiao.store.skips import skip, skipped
from reviewed import make_pages

# What the first program wrote that kept decisions, as it stood then: files like it are on people's disks for good.
FIRST = """
create table moved (old_id text primary key, new_id text not null);
create table decisions (
    number integer primary key autoincrement,
    id text not null unique,
    kind text not null,
    target text,
    anchor text not null,
    field text,
    before text,
    after text,
    note text,
    editor text not null,
    build_id text,
    created_at text not null,
    undoes text references decisions (id)
);
insert into moved values ('old', 'new');
insert into decisions (id, kind, anchor, before, after, editor, created_at) values (
    'd1', 'correct',
    '{"document": "x", "eid": "art_1", "exact": "收人", "prefix": "低", "suffix": "家", "nth": 1, "source_id": "s",
      "start_char": 1, "end_char": 3}',
    '收人', '收入', '王编辑', '2025-01-01T00:00:00+00:00'
);
"""


def run(path: Path, *statements: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        found = [connection.execute(sql).fetchall() for sql in statements]
    return found[-1]


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Pages that are built, and an editor's correction of the first 收人 on one of them."""
    path = make_pages(tmp_path)
    with closing(sqlite3.connect(path)) as connection:
        source, start, end = connection.execute(
            "select source_id, start_char, end_char from flags where text = '收人' order by 1, 2 limit 1"
        ).fetchone()
        anchor = anchor_at(connection, source, start, end)
    record(path, [Draft(Kind.CORRECT, anchor, "王编辑", before="收人", after="收入")])
    return path


def test_decisions_carry_over_to_new_tables(database: Path) -> None:
    run(database, "drop view clauses", f"pragma user_version = {SCHEMA_VERSION - 1}")
    report = build([database.parent / name for name in ("甲.txt", "乙.txt")], database, jobs=1)
    assert report.kept_as == database.with_name(f"a.v{SCHEMA_VERSION - 1}.db")
    assert run(database, "select wrong, right from edits") == [("人", "入")]
    assert run(database, "pragma user_version") == [(SCHEMA_VERSION,)]


def test_decisions_carry_over_to_a_database_made_anew(database: Path) -> None:
    database.unlink()
    build([database.parent / name for name in ("甲.txt", "乙.txt")], database, jobs=1)
    assert run(database, "select wrong, right from edits") == [("人", "入")]


@pytest.fixture
def first(tmp_path: Path) -> Path:
    """The database of which the first program wrote the editorial file."""
    database = tmp_path / "laws.db"
    with closing(sqlite3.connect(editorial_path(database))) as connection:
        connection.executescript(FIRST)
    return database


def test_what_the_first_program_recorded_is_read(first: Path) -> None:
    (one,) = decisions(first)
    assert (one.number, one.kind, one.after, one.anchor.exact) == (1, Kind.CORRECT, "收入", "收人")
    assert moved_to(first, "old") == "new"
    assert editors(first) == [] and skipped(first) == {}


def test_what_is_missing_in_its_file_is_added(first: Path) -> None:
    anchor = Anchor("x", "art_1", "准人", "", "", 1, "s", 9, 11)
    record(first, [Draft(Kind.KEEP, anchor, "王编辑")])
    add_editor(first, "王编辑", "correct horse")
    skip(first, "王编辑", "f")
    assert [one.number for one in decisions(first)] == [1, 2]
    assert check_password(first, "王编辑", "correct horse") and skipped(first) == {"f": {"王编辑"}}
    with pytest.raises(sqlite3.IntegrityError, match="decisions are only added"):
        run(editorial_path(first), "delete from decisions")
