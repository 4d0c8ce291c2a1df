"""Pages that repeat one thing hundreds of times: every one of them is stored, under an identifier of its own.

How long it takes is measured by `benchmarks/growth.py`, whose pages these are.
"""

from __future__ import annotations

import importlib.util
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from fatiao.extract.page import process_source
from fatiao.review.page import reviewed
from fatiao.store.write import Store
from fatiao.text.source import Source, Span, is_in_any

_SCRIPT = Path(__file__).parent.parent / "benchmarks" / "growth.py"
_SPEC = importlib.util.spec_from_file_location("growth", _SCRIPT)
assert _SPEC and _SPEC.loader
growth = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(growth)

MANY = 300
HELD = [
    ("equal labels of items", "provisions", "level = 'item'", MANY),
    ("equal labels of articles", "provisions", "level = 'article' and label = '第二条'", MANY),
    ("tables", "tables", "true", MANY),
    ("tables", "cells", "true", 9 * MANY),
    ("tables", "parameters", "unit = 'CNY'", 2 * MANY),
    ("citations in a line", "citations", "cited_title is not null", MANY),
    ("citations in articles", "citations", "cited_title is not null", MANY),
    ("equal titles", "documents", "true", MANY),
]


@pytest.mark.parametrize(("page", "table", "where", "count"), HELD, ids=[f"{row[0]}: {row[1]}" for row in HELD])
def test_each_of_many_alike_is_stored(tmp_path: Path, page: str, table: str, where: str, count: int) -> None:
    _, make = growth.PAGES[page]
    processed = reviewed(process_source(Source("0" * 64, "page.txt", "text/plain", "utf-8", make(MANY))))
    with Store(tmp_path / "many.db") as store:
        store.replace(processed.page, processed.parameters)
    with closing(sqlite3.connect(tmp_path / "many.db")) as db:
        assert db.execute(f"select count(*) from {table} where {where}").fetchone() == (count,)


def test_growth_is_measured_step_by_step() -> None:
    assert tuple(growth.seconds("tables", growth.PAGES["tables"][1](4))) == growth.STEPS


SPANS = (Span(2, 4), Span(4, 5), Span(8, 8), Span(9, 12))
PLACES = [(1, False), (2, True), (3, True), (4, True), (5, False), (8, False), (9, True), (11, True), (12, False)]


@pytest.mark.parametrize(("at", "is_in"), PLACES)
def test_a_character_is_in_a_span_from_its_start_to_before_its_end(at: int, is_in: bool) -> None:
    assert is_in_any(SPANS, at) is is_in
    assert not is_in_any((), at)
