"""Tables, columns, values and conditions as readers see them on Datasette's pages."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from pathlib import Path

import lxml.html
import pytest
from datasette.database import Database
from datasette.utils import tilde_encode
from fatiao.publish.serve import build, metadata
from fatiao.publish.words.names import COLUMNS, LOOKUPS, PLACEHOLDERS, in_chinese, value_name

DESCRIBED = metadata()["databases"]["fatiao"]


def test_every_column_has_a_name(database: Path) -> None:
    connection = sqlite3.connect(database)
    for table in DESCRIBED["tables"]:
        columns = {row[1] for row in connection.execute(f"pragma table_info({table})")}
        if table not in ("files", "boilerplate", "edits", "builds", "snapshots"):  # bookkeeping, hidden
            assert columns <= COLUMNS.keys(), table


def test_values_that_are_joined_are_worded_each() -> None:
    first, second = (value_name("citations", "note", one) for one in ("day unknown", "not there"))
    assert first and second
    assert value_name("citations", "note", "day unknown, not there") == f"{first}；{second}"
    assert value_name("citations", "note", "day unknown, something else") is None


def test_every_placeholder_of_a_query_has_a_name() -> None:
    assert {name for query in DESCRIBED["queries"].values() for name in query["params"]} == PLACEHOLDERS.keys()


@pytest.mark.parametrize(
    ("description", "table", "expected"),
    [
        ("sorted by promulgated descending", "documents", "按 公布 降序"),
        ('where kind = "gap" sorted by score', "flags", '其中 类别 = "gap"，按 可疑程度'),
        ('where title contains "where and kind"', "documents", '其中 标题 含有 "where and kind"'),
        ('where search matches "罚款" and region is not null', "documents", '检索 "罚款" 且 地区 不为空'),
        ("where unknown_column > 3", "documents", "其中 unknown_column > 3"),
        ('where source_id = "0a1b"', "documents", "其中 来源 = “甲.txt”"),
        ('where parent_id = "甲市办法-0a1b2c3d#art_1"', "provisions", '其中 上级 = "甲市办法#art_1"'),
    ],
)
def test_conditions_in_chinese(description: str, table: str, expected: str) -> None:
    assert in_chinese(description, table, {"0a1b": "甲.txt"}) == expected


@pytest.mark.parametrize(
    ("path", "headers", "absent"),
    [
        ("/documents", {"标题", "发布机关", "文号", "版本日期", "施行", "状态"}, {"id", "source_id"}),
        ("/documents?_col=title", {"编号", "标题"}, {"title"}),
        ("/flags", {"类别", "建议", "理由", "可疑程度"}, {"kind", "score"}),
        ("/provisions", {"规定", "层级", "标题", "原文"}, {"level", "citation", "编号", "上级"}),
        ("/provisions?_nocol=label", {"编号", "层级", "条款", "原文"}, {"level", "citation", "标题 "}),
        ("/definitions", {"规定", "术语", "含义"}, {"编号", "起于字符"}),
        ("/upper_limits", {"规定", "数值", "原文"}, {"document_id", "provision_id"}),
    ],
)
def test_tables_head_their_columns_in_chinese(database: Path, path: str, headers: set[str], absent: set[str]) -> None:
    page = asyncio.run(build(database).client.get(f"/fatiao{path}")).text
    heads = {
        re.sub("[▲▼\xa0]", "", th.text_content()).strip() for th in lxml.html.fromstring(page).xpath("//thead//th")
    }
    assert headers <= heads
    assert not absent & heads


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/flags", ["序号不连续", "编码存疑", "原文位置"]),
        ("/provisions", [">条<", ">款<", ">项<"]),
        ("/documents", ["自公布之日起", LOOKUPS["contains"]]),
        ("/documents?_sort=title", ["按 标题", "各列的含义"]),
        ("/upper_limits", ["词 <code>word</code>"]),
        ("", ["一切上限", "每行是规定里的一个数值"]),
    ],
)
def test_values_and_conditions_are_worded(database: Path, path: str, words: list[str]) -> None:
    page = asyncio.run(build(database).client.get(f"/fatiao{path}")).text
    assert [word for word in words if word not in page] == []


def test_a_row_is_a_list_that_leads_to_the_text(database: Path) -> None:
    datasette = build(database)
    (row, *_) = asyncio.run(datasette.client.get("/fatiao/flags.json?_shape=array&document_id__notblank=1")).json()
    page = lxml.html.fromstring(asyncio.run(datasette.client.get(f"/fatiao/flags/{row['id']}")).text)
    assert page.xpath("string(//h1)").startswith("疑点")
    links = page.xpath("//main//a/@href")
    assert any(link.startswith("/regulation/") for link in links) and any(link.startswith("/source/") for link in links)


TOLD = [
    ("documents", "source_id", "其中 来源 = “甲.txt”"),
    ("provisions", "parent_id", "其中 上级 = “甲市小额贷款办法第二条"),
    ("parameters", "provision_id", "条款 甲市小额贷款办法第二条"),
]


@pytest.mark.parametrize(("table", "column", "said"), TOLD)
def test_what_is_filtered_by_an_identifier_tells_its_name(database: Path, table: str, column: str, said: str) -> None:
    client = build(database).client
    rows = asyncio.run(client.get(f"/fatiao/{table}.json?_shape=array&{column}__notblank=1")).json()
    key = next(row[column] for row in rows if "art_2" in row[column] or column == "source_id")
    page = lxml.html.fromstring(asyncio.run(client.get(f"/fatiao/{table}", params={column: key})).text)
    (main,) = page.xpath("//main")
    assert said in " ".join(main.text_content().split())


HEADED = [
    ("provisions", "level=article", ["id"], "条款 甲市小额贷款办法第一条"),
    ("sources", "", ["id"], "来源 甲.txt"),
    ("citations", "", ["id"], "引用 甲市小额贷款办法 "),
    ("evidence", "field=holder", ["parameter_id", "field", "ordinal"], "依据 关于收费的通知 "),
]


@pytest.mark.parametrize(("table", "which", "keys", "head"), HEADED, ids=[row[0] for row in HEADED])
def test_a_row_is_headed_by_its_name(database: Path, table: str, which: str, keys: list[str], head: str) -> None:
    client = build(database).client
    (row, *_) = asyncio.run(client.get(f"/fatiao/{table}.json?_shape=array&{which}")).json()
    path = ",".join(tilde_encode(str(row[key])) for key in keys)
    page = lxml.html.fromstring(asyncio.run(client.get(f"/fatiao/{table}/{path}")).text)
    assert " ".join(page.xpath("string(//h1)").split()).startswith(head)
    told = page.xpath("string(//title)"), *page.xpath("//dd/a/text()")
    assert not [one for one in told if re.search("-[0-9a-f]{8}|[0-9a-f]{32}", one)]


def test_another_database_beside_ours_keeps_its_pages(database: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    connection = sqlite3.connect(other)
    connection.execute("create table documents (id text primary key, title text)")
    connection.execute("insert into documents values ('a#b', '别处')")
    connection.commit()
    datasette = build(database)
    datasette.add_database(Database(datasette, path=str(other)), name="other")
    for path in ("/other", "/other/documents", "/other/documents/a~23b"):
        assert "别处" in (page := asyncio.run(datasette.client.get(path))).text or path == "/other", page.status_code
        assert page.status_code == 200
        assert "在正文中阅读" not in page.text
