"""Identifiers last: the samples built again with an advertisement on each page have the same ones."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from fatiao.pipeline import build
from fatiao.store.schema import TABLES

SAMPLES = Path(__file__).parent.parent / "corpus" / "pages"
ABOVE = "广告：点击下载客户端\n\n"
BELOW = "\n\n关闭窗口\n"
OF_THE_PAGE = frozenset(
    {
        "sources",
        "files",
        "works",
        "issuers",
        "boxes",
        "boilerplate",
        "evidence",
        "cells",
        "edits",
        "decided",
        "builds",
        "snapshots",
    }
)
"""Tables whose rows are the page's, or have no identifier of their own."""


def identifiers(path: Path) -> dict[str, set[str]]:
    """Return the identifiers of every table of a database whose rows are documents' or parts of them."""
    with closing(sqlite3.connect(path)) as connection:
        return {
            table: {row[0] for row in connection.execute(f'select id from "{table}" where {_of_documents(table)}')}
            for table in TABLES
            if table not in OF_THE_PAGE
        }


def _of_documents(table: str) -> str:
    return "document_id is not null" if table == "flags" else "true"


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples in a folder that is the working directory of both builds, so that their addresses are the same."""
    return tmp_path_factory.mktemp("identity")


def built(pages: Path, monkeypatch: pytest.MonkeyPatch, above: str, below: str) -> dict[str, set[str]]:
    """Build the samples with lines above and below each and return the identifiers."""
    monkeypatch.chdir(pages)
    folder = Path("pages")
    folder.mkdir(exist_ok=True)
    for file in SAMPLES.iterdir():
        raw = file.read_bytes()
        (folder / file.name).write_bytes(above.encode() + raw + below.encode())
    database = pages / f"{len(above)}-{len(below)}.db"
    assert build([folder], database, jobs=1).failures == []
    return identifiers(database)


def test_an_advertisement_on_each_page_changes_no_identifier(pages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = built(pages, monkeypatch, "", "")
    assert all(plain[table] for table in ("documents", "provisions", "parameters", "citations", "definitions"))
    assert built(pages, monkeypatch, ABOVE, BELOW) == plain


def test_a_line_that_is_taken_for_text_adds_identifiers_and_changes_none(
    pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = built(pages, monkeypatch, "", "")
    more = built(pages, monkeypatch, "", "\n\n广告热线欢迎来电\n")
    assert all(plain[table] <= more[table] for table in plain)


def test_a_page_replaced_by_itself_with_an_advertisement_moves_nothing(
    pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(pages)
    file, database = Path("one.txt"), pages / "one.db"
    text = next(f for f in sorted(SAMPLES.iterdir()) if f.suffix == ".txt").read_text(encoding="utf-8")
    file.write_text(text, encoding="utf-8")
    build([file], database, jobs=1)
    before = identifiers(database)
    file.write_text(ABOVE + text + BELOW, encoding="utf-8")
    build([file], database, jobs=1)
    assert identifiers(database) == before
    assert not (pages / "one.editorial.db").exists()
