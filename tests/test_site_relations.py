"""What a regulation rests on and what cites it, of the whole and of a provision, as lists and as a drawing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from asked import built, page, words
from datasette.app import Datasette
from fatiao.publish.charts.web import Node, web
from fatiao.publish.queries.relations import load_relations
from fatiao.publish.serve import build

LAW = """停车管理条例
（2001年3月1日某省人民代表大会常务委员会第三次会议通过）
第一条 为了加强停车管理，根据《道路条例》，制定本条例。
第二条 停车费每小时不得超过三元。
第三条 违反本条例第二条规定的，处五百元罚款。
第四条 本条例自2001年5月1日起施行。
"""
RULES = """停车管理条例实施细则
（2005年3月1日某省人民政府令第3号公布）
第一条 根据《停车管理条例》，制定本细则。
第二条 《停车管理条例》第二条所称停车费，包括占道费。
第三条 违反《停车管理条例》第三条的，依照《道路条例》第九条处罚。
第四条 本细则自2005年5月1日起施行。
"""


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with a regulation and the rules that are made under it."""
    return built(tmp_path_factory.mktemp("relations"), {"law": LAW, "rules": RULES})


@pytest.fixture(scope="module")
def ids(database: Path) -> list[str]:
    """The regulation and the rules."""
    with closing(sqlite3.connect(database)) as connection:
        return [row[0] for row in connection.execute("select id from documents order by version")]


@pytest.fixture(scope="module")
def datasette(database: Path) -> Datasette:
    """Datasette over it."""
    return build(database)


@pytest.mark.parametrize(
    ("at", "eid", "cited", "citing"),
    [
        (0, "", [("依据", "道路条例", 1)], [("依据", "停车管理条例实施细则", 1), ("引用", "停车管理条例实施细则", 2)]),
        (1, "", [("依据", "停车管理条例", 1), ("引用", "停车管理条例", 2), ("引用", "道路条例", 1)], []),
        (0, "art_2", [], [("引用", "停车管理条例实施细则", 1), ("引用", "停车管理条例", 1)]),
        (0, "art_3", [("引用", "停车管理条例", 1)], [("引用", "停车管理条例实施细则", 1)]),
        (1, "art_1", [("依据", "停车管理条例", 1)], []),
        (0, "art_4", [], []),
    ],
    ids=["a regulation", "rules", "an article that its own cite, too", "an article that cites", "of the rules", "none"],
)
def test_relations_are_told_by_document(
    database: Path, ids: list[str], at: int, eid: str, cited: list[Any], citing: list[Any]
) -> None:
    with closing(sqlite3.connect(database)) as connection:
        found = load_relations(connection, ids[at], eid)
    assert [(one.relation, one.title, len(one.places)) for one in found.cited] == cited
    assert sorted((one.relation, one.title, len(one.places)) for one in found.citing) == sorted(citing)
    assert not found.left_out


def test_the_page_lists_both_sides(datasette: Datasette, ids: list[str]) -> None:
    found = page(datasette, f"/relations/{quote(ids[0])}")
    cited, citing = found.xpath("//section")
    assert "道路条例 库中没有" in words(cited) and "第二条 ← 第二条" in words(citing)
    assert found.xpath("//figure//a/@href")[-1] == f"/regulation/{quote(ids[1])}"
    assert "本库中没有别的规定引用它" in words(page(datasette, f"/relations/{quote(ids[1])}"))


@pytest.mark.parametrize("path", ["/relations/x", "/relations/{}?at=x", "/relations/{}?at=art_2%27"])
def test_what_is_not_there_is_told(datasette: Datasette, ids: list[str], path: str) -> None:
    assert "没有这一页" in words(page(datasette, path.format(quote(ids[0])), 404))


def test_the_text_tells_how_often_an_article_is_cited(datasette: Datasette, ids: list[str]) -> None:
    found = page(datasette, f"/regulation/{quote(ids[0])}")
    marks = {link.get("href"): words(link) for link in found.find_class("cited-by")}
    relations = f"/relations/{quote(ids[0])}"
    assert marks == {f"{relations}?at=art_2#citing": "被引 1", f"{relations}?at=art_3#citing": "被引 1"}
    assert "被引1 部 3 处" in words(found.find_class("facts")[0])


def test_the_drawing_has_a_box_and_a_line_for_each() -> None:
    cited = [Node(f"<规定>{at}", "引用", at, f"/r{at}") for at in range(1, 4)]
    drawn = ElementTree.fromstring(web("自己", "三部", cited, [Node("别的", "依据", 1, None)]))
    assert len(drawn.findall(".//a")) == 3 and len(drawn.findall(".//path")) == 4
    assert [text.text for text in drawn.findall(".//a/text")][:2] == ["<规定>1", "引用"]
    assert drawn.get("role") == "group"
