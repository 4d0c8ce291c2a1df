"""The comparison of regulations: which parameters are of one matter, and what the page says of them."""

from __future__ import annotations

import asyncio
import io
import re
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

import numpy as np
import pytest
from asked import built, page, words
from datasette.app import Datasette
from dogs import TEXTS
from fatiao.publish.comparing.groups import groups
from fatiao.publish.comparing.matters import words_of
from fatiao.publish.comparing.similar import FloatArray, similarity
from fatiao.publish.pages.choice import Choice
from fatiao.publish.pages.compare import names_of
from fatiao.publish.queries.matrix import Matrix, load_matrix, mentioning, titled
from fatiao.publish.serve import build
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with two regulations on dogs, one of them in two versions."""
    return built(tmp_path_factory.mktemp("compare"), TEXTS)


@pytest.fixture(scope="module")
def ids(database: Path) -> list[str]:
    """First, revised and second."""
    with closing(sqlite3.connect(database)) as connection:
        return [row[0] for row in connection.execute("select id from documents order by title desc, version")]


@pytest.fixture(scope="module")
def datasette(database: Path) -> Datasette:
    """Datasette over it."""
    return build(database)


@pytest.fixture(scope="module")
def matrix(database: Path, ids: list[str]) -> Matrix:
    """The first regulation beside the second."""
    with closing(sqlite3.connect(database)) as connection:
        return load_matrix(connection, [ids[0], ids[2]])


@given(st.integers(1, 12), st.integers(0, 10**6), st.sampled_from([0.4, 0.5, 0.6, 0.7]))
def test_groups_are_those_of_the_plain_algorithm(size: int, seed: int, least: float) -> None:
    half = np.random.default_rng(seed).random((size, size))
    alike = (half + half.T) / 2
    assert groups(alike, least) == _plainly(alike, least)


def _plainly(alike: FloatArray, least: float) -> list[list[int]]:
    """Join the two groups that are most alike on average, until none are alike enough."""
    found = [[at] for at in range(len(alike))]
    while True:
        pairs = [(alike[np.ix_(found[a], found[b])].mean(), a, b) for b in range(len(found)) for a in range(b)]
        best = max(pairs, default=(0.0, 0, 0))
        if best[0] < least:
            return sorted(sorted(group) for group in found)
        found[best[1]] += found.pop(best[2])


def test_what_few_texts_have_tells_more() -> None:
    texts = ["养犬未登记的", "养犬不登记的", "养犬未束链的", "养犬扰民的", "养犬咬人的"]
    alike = similarity(texts, rare=True)
    assert alike[0, 1] > alike[0, 2] > alike[3, 4] and alike.max() <= 1
    assert similarity(texts)[3, 4] > alike[3, 4]


def _row(role: str, act: str | None = None, attribute: str | None = None, trigger: str | None = None) -> Any:
    return {"id": "p", "role": role, "act": act, "attribute": attribute, "trigger": trigger}


@pytest.mark.parametrize(
    ("row", "told", "found"),
    [
        (_row("penalty", "未办理养犬登记的", "罚款"), {}, "未办理养犬登记的"),
        (_row("penalty", "违反本条例第十四条规定的", "罚款"), {}, ""),
        (_row("penalty", "违反第五、六、七项规定的"), {}, ""),
        (_row("penalty", "有下列行为之一的，尚不构成犯罪的"), {}, ""),
        (_row("penalty", "有第二十八条规定行为之一的"), {"p": "遗弃犬只"}, "遗弃犬只"),
        (_row("penalty", None, "罚款"), {}, ""),
        (_row("deadline", None, "办理登记", "取得证明之日"), {}, "办理登记 取得证明之日"),
        (_row("limit", None, "限养", "取得证明之日"), {}, "限养"),
    ],
)
def test_a_parameter_is_aligned_by_what_it_is_about(row: Any, told: dict[str, str], found: str) -> None:
    assert words_of(row, told) == found


def mentions(matrix: Matrix, name: str) -> list[Sequence[str]]:
    """Return the mentions of each regulation in the row whose name has some words."""
    (matter,) = [matter for matter in matrix.matters if name in matter.name]
    return [[row["mention"] for row in matter.cells.get(document["id"], ())] for document in matrix.documents]


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("办理养犬登记的", [["五百元以上一千元以下"], ["二百元以上五百元以下", "一千元"]]),
        ("粪便", [["五十元以上二百元以下"], ["五十元"]]),
        ("限养", [["一只"], ["两只"]]),
        ("犬链长度", [[], ["1.5米"]]),
    ],
    ids=["an act in other words", "an act that a provision elsewhere tells", "a limit", "one regulation alone"],
)
def test_rows_are_matters(matrix: Matrix, name: str, cells: list[list[str]]) -> None:
    assert mentions(matrix, name) == cells


def test_days_of_effect_are_no_row(matrix: Matrix) -> None:
    assert not any("施行" in matter.name for matter in matrix.matters)


def test_regulations_are_found_by_title_and_by_their_numbers(database: Path, ids: list[str]) -> None:
    with closing(sqlite3.connect(database)) as connection:
        found = titled(connection, "养犬 条例")
        assert [row["id"] for row in found] == [ids[1], ids[0]], "the newest first"
        assert [row["id"] for row in mentioning(connection, "养犬登记", found)] == [ids[2]]
        assert titled(connection, "没有") == [] and mentioning(connection, "！", []) == []


def test_the_page_has_a_cell_for_each_regulation(datasette: Datasette, ids: list[str]) -> None:
    found = page(datasette, f"/compare?d={quote(ids[0])}&d={quote(ids[2])}")
    (row,) = [row for row in found.xpath("//tbody/tr") if "粪便" in words(row[0])]
    assert "50 元 至 200 元" in words(row[2]) and "第六条" in words(row[2]), "the newer regulation stands left"
    assert words(row[1]).startswith("50 元") and row[0].find_class("strip")[0][0].get("aria-label") == "50 元–200 元"
    assert "犬链长度" not in words(found), "a row needs two regulations"
    alone = page(datasette, f"/compare?d={quote(ids[0])}&d={quote(ids[2])}&single=1")
    (row,) = [row for row in alone.xpath("//tbody/tr") if "犬链长度" in words(row[0])]
    assert words(row[2]) == "未见规定"


def test_what_changed_between_versions_is_marked(datasette: Datasette, ids: list[str]) -> None:
    found = page(datasette, f"/compare?d={quote(ids[0])}&d={quote(ids[1])}")
    changed = found.xpath("//td[@class='changed']")
    assert [re.sub("第五条.*", "", words(cell)).split("上限")[0] for cell in changed] != []
    assert all("2,000 元" in words(cell) for cell in changed)
    assert [words(head).count("已被修订") for head in found.xpath("//thead/tr/th")[1:]] == [0, 1]
    assert "甲市养犬管理条例（2020）" in words(found) and "甲市养犬管理条例（2015）" in words(found)


def test_rows_are_filtered_and_columns_ordered(datasette: Datasette) -> None:
    found = page(datasette, f"/compare?q={quote('养犬')}&all=1&act={quote('粪便')}&order=old")
    assert len(found.xpath("//tbody/tr[not(@class)]")) == 1
    columns = [words(cell)[:3] for cell in found.xpath("//thead/tr/th")[1:]]
    assert columns == ["甲市养", "乙市养", "甲市养"]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        (f"q={quote('养犬')}", "标题含有“养犬”的规定"),
        (f"q={quote('没有的词')}", "没有这样的规定"),
        (f"q={quote('没有的词')}&all=1", "没有标题含有“没有的词”而又有数值的规定"),
        ("d=x", "库中没有这些规定"),
        (f"q={quote('养犬')}&all=1&act={quote('没有的词')}", "没有两部规定都有的事项"),
        ("", "许多规定都有的事项"),
    ],
)
def test_what_is_found_and_what_is_not_is_told(datasette: Datasette, query: str, said: str) -> None:
    assert said in words(page(datasette, f"/compare?{query}"))


def test_an_address_keeps_what_is_chosen() -> None:
    chosen = Choice("养犬", True, (), ("罚款",), "登记", "text", "old", True, 3)
    assert (
        chosen.address()
        == f"?q={quote('养犬')}&all=1&a={quote('罚款')}&act={quote('登记')}&sort=text&order=old&single=1"
    )
    assert Choice(words="养犬", everything=True).without("b", ["a", "b", "c"]) == "?d=a&d=c"


@pytest.mark.parametrize(
    ("documents", "names"),
    [
        ([("a", "办法", "2009-01-01")], ["办法"]),
        ([("a", "办法", "2009-01-01"), ("b", "条例", None)], ["办法", "条例"]),
        ([("a", "条例", "2022-03-29"), ("b", "条例", "2009-01-01")], ["条例（2022）", "条例（2009）"]),
        ([("a", "条例", None), ("b", "条例", "1999")], ["条例（年份不明）", "条例（1999）"]),
    ],
    ids=["one version needs no year", "other titles neither", "two versions", "no date"],
)
def test_versions_of_a_regulation_are_told_apart(documents: list[tuple[str | None, ...]], names: list[str]) -> None:
    keys = ("id", "title", "version")
    assert list(names_of([dict(zip(keys, row, strict=True)) for row in documents]).values()) == names


def asked(datasette: Datasette, path: str) -> Any:
    return asyncio.run(datasette.client.get(path))


def test_programs_get_the_rows_of_the_page(datasette: Datasette, ids: list[str]) -> None:
    told = asked(datasette, f"/compare.json?d={quote(ids[0])}&d={quote(ids[2])}&single=1").json()
    assert [document["id"] for document in told["documents"]] == [ids[2], ids[0]]
    (matter,) = [matter for matter in told["matters"] if "粪便" in matter["name"]]
    cells = {key: [(cell["bound"], cell["citation"]) for cell in found] for key, found in matter["cells"].items()}
    assert cells == {ids[0]: [("50 元 至 200 元", "第六条")], ids[2]: [("50 元", "第五条")]}
    assert matter["cells"][ids[2]][0]["url"].startswith("http")
    (alone,) = [matter for matter in told["matters"] if "犬链长度" in matter["name"]]
    assert alone["cells"].keys() == {ids[2]}


@pytest.mark.parametrize("path", ["/compare.json", "/compare.xlsx"])
@pytest.mark.parametrize(
    ("query", "said"), [("", "没有可以比较的规定"), ("?dd=x", "是不是 d？"), ("?q=养犬&all=1&sort=x", "只有 text")]
)
def test_what_compares_nothing_is_an_error(datasette: Datasette, path: str, query: str, said: str) -> None:
    answer = asked(datasette, path + query)
    assert answer.status_code == 400 and said in answer.json()["error"]


def test_the_table_is_taken_away_as_a_workbook(datasette: Datasette) -> None:
    found = page(datasette, f"/compare?q={quote('养犬')}&all=1")
    (link,) = found.xpath("//a[@class='take']/@href")
    sheet = load_workbook(io.BytesIO(asked(datasette, link).content)).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0][:3] == ["作用", "事项", "甲市养犬管理条例（2020）"]
    (row,) = [row for row in rows if row[1] and "粪便" in row[1]]
    assert row[0] == "处罚" and "50 元 至 200 元（第六条）" in row and "50 元（第五条）" in row
