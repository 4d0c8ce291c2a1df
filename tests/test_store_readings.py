"""Strings of the database are the reading: edits applied and furniture and markup cut in what the source has there."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from fatiao.extract.page import process_source
from fatiao.ingest import read
from fatiao.parse.model import Boilerplate, Page
from fatiao.store.outline import Row
from fatiao.store.rows import Rows, page_rows
from fatiao.store.write import Store
from fatiao.text.reading import Edit
from fatiao.text.source import Span
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

SAMPLES = sorted((Path(__file__).parent.parent / "corpus" / "pages").iterdir())[::3]

EXACT = {
    "parameters": "mention",
    "citations": "text",
    "definitions": "text",
    "history": "text",
    "flags": "text",
}
"""Tables and the column that is what the reading has at the row's range."""


def expected(text: str, edits: list[Edit], cuts: list[Span], start: int, end: int) -> str:
    """Apply edits and cuts to a range, character by character; none of them overlap."""
    characters = list(text)
    for cut in cuts:
        characters[cut.start : cut.end] = [""] * (cut.end - cut.start)
    for edit in edits:
        characters[edit.span.start] = edit.right
        characters[edit.span.start + 1 : edit.span.end] = [""] * (len(edit.wrong) - 1)
    return "".join(characters[start:end])


def strings(rows: Rows) -> Iterator[tuple[str, str, int, int]]:
    """Yield the strings of rows that have a range, with where they stand and the range."""
    for table, column in EXACT.items():
        yield from ((f"{table}.{column}", str(row[column]), *_range(row)) for row in rows[table])
    yield from (("cells.text", str(row["text"]), *_range(row)) for row in rows["cells"])
    provisions = rows["provisions"]
    for row, after in zip(provisions, [*provisions[1:], None], strict=True):
        start, end = _range(row)
        inside = after is not None and after["document_id"] == row["document_id"] and _range(after)[0] < end
        yield "provisions.text", str(row["text"]), start, _range(after)[0] if inside and after else end


def _range(row: Row) -> tuple[int, int]:
    start, end = row["start_char"], row["end_char"]
    assert isinstance(start, int) and isinstance(end, int)
    return start, end


def check(rows: Rows, text: str, edits: list[Edit], cuts: list[Span]) -> None:
    """See that every string is what edits and cuts make of its range."""
    for name, found, start, end in strings(rows):
        should = expected(text, edits, cuts, start, end)
        assert found == (should.strip() if name == "cells.text" else should), name


@st.composite
def changes(draw: st.DrawFn, text: str) -> tuple[list[Edit], list[Span]]:
    """Return corrections and spans to leave out, none overlapping, anywhere in a text."""
    edges = sorted(draw(st.sets(st.integers(0, len(text)), max_size=16)))
    edits, cuts = [], []
    for start, end in list(pairwise(edges))[::2]:
        if draw(st.booleans()):
            edits.append(Edit(Span(start, end), text[start:end], draw(st.text("改正", max_size=4)), "d1"))
        else:
            cuts.append(Span(start, end))
    return edits, cuts


def with_cuts(page: Page, cuts: list[Span]) -> Page:
    """Return a page that has furniture and markup by turns at some spans."""
    kinds = ("furniture", "markup")
    more = tuple(Boilerplate(kinds[index % 2], cut) for index, cut in enumerate(cuts))
    return replace(page, boilerplate=(*page.boilerplate, *more))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])  # the sample is never altered
@given(st.data())
def test_every_string_is_the_reading_of_its_range(sample, data: st.DataObject) -> None:
    text = sample.page.source.text
    edits, cuts = data.draw(changes(text))
    rows = page_rows(with_cuts(sample.page, cuts), sample.parameters, (), edits)
    check(rows, text, edits, cuts)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name[:12])
def test_samples_with_corrections_and_furniture_put_into_them(path: Path) -> None:
    processed = process_source(read(path))
    text = processed.page.source.text
    edits = [Edit(Span(at, at + 2), text[at : at + 2], "改", None) for at in range(5, len(text) - 9, 97)]
    cuts = [Span(at, at + 3) for at in range(50, len(text) - 9, 97)]
    rows = page_rows(with_cuts(processed.page, cuts), processed.parameters, (), edits)
    check(rows, text, edits, cuts)
    # and without any of them strings are just what stands there
    check(page_rows(processed.page, processed.parameters, ()), text, [], [])


WORDS = [
    ("贷款余额", "借款余额", "parameters", "quote", "借款余额不得超过基金规模的5倍"),
    ("贷款余额", "借款余额", "parameters", "attribute", "借款余额"),
    ("基金规模", "基金总额", "parameters", "base", "基金总额"),
    ("总则", "总 则", "provisions", "heading", "总 则"),
    ("第二条", "第2条", "provisions", "label", "第2条"),
    ("关于收费的通知", "关于收费的通告", "documents", "title", "关于收费的通告"),
]


@pytest.mark.parametrize(("wrong", "right", "table", "column", "value"), WORDS, ids=[f"{r[2]}.{r[3]}" for r in WORDS])
def test_strings_without_a_range_of_their_own(
    sample, wrong: str, right: str, table: str, column: str, value: str
) -> None:
    at = sample.page.source.text.index(wrong)
    edit = Edit(Span(at, at + len(wrong)), wrong, right)
    before = page_rows(sample.page, sample.parameters, ())
    rows = page_rows(sample.page, sample.parameters, (), [edit])
    assert value in [row[column] for row in rows[table]]
    assert value not in [row[column] for row in before[table]]
    # ids and ranges stay as they were
    assert [(row["id"], *_range(row)) for row in rows["parameters"]] == [
        (row["id"], *_range(row)) for row in before["parameters"]
    ]


def test_edits_and_boilerplate_tell_the_difference(tmp_path: Path, sample) -> None:
    printed = sample.page.source.text
    at, cut = printed.index("贷款余额"), Span(printed.index("违反"), printed.index("违反") + 2)
    edit = Edit(Span(at, at + 2), "贷款", "借款", "decision-1")
    with Store(tmp_path / "x.db") as store:
        store.replace(with_cuts(sample.page, [cut]), sample.parameters, edits=[edit])
    with closing(sqlite3.connect(tmp_path / "x.db")) as connection:
        sql = "select start_char, end_char, wrong, right, decision_id from edits"
        assert connection.execute(sql).fetchall() == [(at, at + 2, "贷款", "借款", "decision-1")]
        sql = "select kind, text, start_char from boilerplate order by start_char"
        assert connection.execute(sql).fetchall() == [("site", "首页 > 法规\n", 0), ("furniture", "违反", cut.start)]
        text = connection.execute("select text from sources").fetchone()[0]
        found = connection.execute("select text from provisions where citation = '第二条第一款'").fetchall()
    assert text == printed
    assert found == [("借款余额不得超过基金规模的5倍。\n",)]
