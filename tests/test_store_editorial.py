"""The file that outlives builds: where it is, and what it says of identifiers that changed."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from fatiao.store.editorial import editorial_path, moved_to, record_moved
from fatiao.store.moved import Stored, successors

PATHS = [("laws.db", "laws.editorial.db"), ("laws.sqlite", "laws.sqlite.editorial.db"), ("laws", "laws.editorial.db")]


@pytest.mark.parametrize(("database", "editorial"), PATHS)
def test_each_database_has_its_own(tmp_path: Path, database: str, editorial: str) -> None:
    assert editorial_path(tmp_path / database) == tmp_path / editorial


STEPS = [
    ([{"a": "b"}], {"a": "b", "b": None}, "one move"),
    ([{"a": "b"}, {"b": "c"}], {"a": "c", "b": "c"}, "moved on"),
    ([{"a": "b", "b": "a"}], {"a": "b", "b": "a"}, "two that change places"),
    ([{"a": "b"}, {"a": "c"}], {"a": "c"}, "moved again from the same"),
    ([{}], {"a": None}, "nothing"),
]


@pytest.mark.parametrize(("steps", "expected"), [row[:2] for row in STEPS], ids=[row[2] for row in STEPS])
def test_one_step_leads_to_the_end(
    tmp_path: Path, steps: list[dict[str, str]], expected: dict[str, str | None]
) -> None:
    database = tmp_path / "x.db"
    for step in steps:
        record_moved(database, step)
    assert {old: moved_to(database, old) for old in expected} == expected


def test_nothing_is_made_where_there_is_nothing_to_keep(tmp_path: Path) -> None:
    record_moved(tmp_path / "x.db", {})
    assert moved_to(tmp_path / "x.db", "a") is None
    assert list(tmp_path.iterdir()) == []


def test_an_editorial_file_without_moves(tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / "x.editorial.db").close()
    assert moved_to(tmp_path / "x.db", "a") is None


def document(key: str, ordinal: int, title: str, source: str = "s", number: str | None = None) -> Stored:
    return Stored(key, source, ordinal, title, number)


SUCCESSORS = [
    ([document("a", 0, "甲办法")], [document("b", 0, "甲办法", "t")], {"a": "b"}, "the title is the same"),
    ([document("a", 0, "甲办法")], [document("b", 1, "甲 办法")], {"a": "b"}, "the title is the same, elsewhere"),
    ([document("a", 0, "甲办怯")], [document("b", 0, "甲办法")], {"a": "b"}, "the page is the same"),
    ([document("a", 0, "甲办怯")], [document("b", 0, "甲办法", "t")], {}, "neither page nor number is the same"),
    (
        *([document("a", 0, "甲办怯", number="甲〔1〕号")], [document("b", 0, "甲办法", "t", "甲[1]号")]),
        *({"a": "b"}, "the number is the same"),
    ),
    (
        [document("a", 0, "甲办法"), document("b", 1, "甲办法")],
        [document("c", 0, "甲办法"), document("d", 1, "甲办法")],
        *({"a": "c", "b": "d"}, "two of one title"),
    ),
    ([document("a", 0, "甲办法"), document("b", 1, "乙")], [document("b", 0, "乙")], {"b": "b"}, "one is gone"),
    ([], [document("b", 0, "乙")], {}, "one is new"),
]


@pytest.mark.parametrize(
    ("before", "after", "expected"), [row[:3] for row in SUCCESSORS], ids=[row[3] for row in SUCCESSORS]
)
def test_successors(before: list[Stored], after: list[Stored], expected: dict[str, str]) -> None:
    assert successors(before, after) == expected
