"""Loading in bulk: a first build that is killed goes on, loses nothing, and ends as one that was not."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fatiao.parse.model import Page
from fatiao.pipeline import build
from fatiao.store import loading
from fatiao.store.finished import Finished, finish
from fatiao.store.index import create_index, keep_pieces, merge_pieces
from fatiao.store.schema import TABLES
from sqlite_utils import Database

PAGES = Path(__file__).parent.parent / "corpus" / "pages"
STORED = 6
"""Pages of the samples, and one of them once more."""

KILLED = """
import os, sys
from fatiao.pipeline import build
from fatiao.store import opened
opened.TOGETHER = 2
build([sys.argv[1]], sys.argv[2], jobs=1, progress=lambda done, _, __: os._exit(9) if done == 5 else None)
"""
"""Two sources a transaction, and killed when five were stored: four of them are saved."""


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """Some sample pages, one of them twice: a document and its copy share the digits of their identifiers."""
    folder = tmp_path / "pages"
    folder.mkdir()
    for page in sorted(PAGES.glob("*.txt")):
        shutil.copy(page, folder)
    first = min(folder.iterdir())
    text = first.read_text(encoding="utf-8")
    (folder / "000_other_page.txt").write_text(f"首页\n\n{text}", encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def _always_the_same_times(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")


def content(database: Path) -> dict[str, object]:
    """Return all rows, what the index finds, and the names of all indices."""
    connection = sqlite3.connect(database)
    found: dict[str, object] = {
        table: sorted(connection.execute(f'select * from "{table}"').fetchall(), key=repr)
        for table in TABLES
        if table != "builds"
    }
    found["index"] = connection.execute("select name from sqlite_master where type = 'index' order by name").fetchall()
    sql = "select id from provisions where rowid in (select rowid from provisions_fts where provisions_fts match ?)"
    found["search"] = sorted(connection.execute(sql, ['"规 定"']).fetchall())
    assert found["search"]
    assert connection.execute("pragma foreign_key_check").fetchall() == []
    assert connection.execute("pragma journal_mode").fetchone() == ("wal",)
    connection.close()
    return found


def saved(database: Path) -> int:
    """Return how many sources a database holds."""
    connection = sqlite3.connect(database)
    count = connection.execute("select count(*) from sources").fetchone()[0]
    connection.close()
    return int(count)


def test_a_build_that_was_killed_goes_on(pages: Path, tmp_path: Path) -> None:
    whole, killed = tmp_path / "whole.db", tmp_path / "killed.db"
    build([pages], whole, jobs=1)
    done = subprocess.run([sys.executable, "-c", KILLED, pages, killed], capture_output=True, check=False)
    assert (done.returncode, saved(killed)) == (9, 4)
    report = build([pages], killed, jobs=1)
    assert (report.stored, report.unchanged, report.failures) == (STORED - 4, 4, [])
    assert content(killed) == content(whole)


def test_what_is_loaded_in_bulk_is_what_comes_file_by_file(pages: Path, tmp_path: Path) -> None:
    bulk, single = tmp_path / "bulk.db", tmp_path / "single.db"
    build([pages], bulk, jobs=2)
    for page in sorted(pages.iterdir(), reverse=True):
        build([page], single, jobs=1)
    assert content(bulk) == content(single)


def test_no_number_of_sources_is_too_many() -> None:
    """Each makes a piece of the full-text index, which has room for 2,000; merged once in 1,999, it is full at 3,899."""
    db = Database(memory=True)
    create_index(db)
    keep_pieces(db)
    for number in range(1, 4_001):
        db.execute("savepoint block")
        db.execute("insert into documents_fts (rowid, title) values (?, '办法')", [number])
        db.execute("release block")
    merge_pieces(db)
    assert db.execute("select count(*) from documents_fts where documents_fts match '办法'").fetchone() == (4_000,)


def test_only_a_first_build_is_in_bulk(pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = []
    begin = loading.begin_load
    monkeypatch.setattr("fatiao.store.opened.begin_load", lambda db: begun.append(begin(db)) or begun[-1])
    first, *others = sorted(pages.iterdir())
    database = tmp_path / "a.db"
    build([first], database)
    build(others, database)
    assert begun == [True, False]


def test_a_page_that_cannot_be_stored_costs_no_other(
    pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = min(page for page in pages.iterdir() if page.name > "001")

    def finish_twice(page: Page, *args: Any, **more: Any) -> Finished:
        found = finish(page, *args, **more)
        rows = found.rows["provisions"]
        return replace(
            found, rows={**found.rows, "provisions": [*rows, *rows]} if bad.name in page.source.uri else found.rows
        )

    monkeypatch.setattr("fatiao.workers.finish", finish_twice)
    report = build([pages], tmp_path / "a.db", jobs=1)
    assert [(failure.file, failure.problem) for failure in report.failures] == [(str(bad), "it could not be stored")]
    assert report.stored == saved(tmp_path / "a.db") == STORED - 1
