"""A regulation by its name in the address: the text in force, the provision, or the choice among several."""

from __future__ import annotations

from urllib.parse import quote, unquote

import jsonschema
import pytest
from asked import built, get, page, words
from datasette.app import Datasette
from fatiao.publish.pages.openapi import openapi
from fatiao.publish.serve import build

PASSED = "2001年3月1日某市第一届人民代表大会常务委员会第三次会议通过"
REVISED = PASSED + " {}年6月1日某市第三届人民代表大会常务委员会第九次会议修订"
PARKING = "某市停车条例\n（{}）\n第一条 为了停车，制定本条例。\n第二条 每小时不超过三元。\n第三条 本条例自{}起施行。\n"
NOTICE = "关于公园的通知\n甲府〔{}〕9号\n各单位：\n一、门票每人2元。\n二、本通知自{}年5月1日起执行。\n甲市人民政府\n{}年4月1日\n"
TEXTS = {
    "old": PARKING.format(PASSED, "2001年5月1日"),
    "new": PARKING.format(REVISED.format("2010"), "2010年8月1日"),
    "ahead": PARKING.format(REVISED.format("2090"), "2090年8月1日"),
    "law": "中华人民共和国养犬管理法\n（2012年6月1日全国人民代表大会常务委员会通过）\n第一条 为了养犬，制定本法。\n"
    "第二条 养犬的年满十八岁。\n第三条 本法自2012年8月1日起施行。\n",
    "one": NOTICE.format(2008, 2008, 2008),
    "two": NOTICE.format(2019, 2019, 2019),
}


@pytest.fixture(scope="module")
def datasette(tmp_path_factory: pytest.TempPathFactory) -> Datasette:
    """Datasette over three versions of a work, a law, and two notices of one title."""
    return build(built(tmp_path_factory.mktemp("titled"), TEXTS))


LEADS = [
    ("某市停车条例", "某市停车条例", "2010-06-01", "", "what is law today, and not the newest"),
    ("某市停车条例?on=2005-01-01", "某市停车条例", "2001-03-01", "?on=2005-01-01", "what was law on a day"),
    ("《某市停车条例》.json", "某市停车条例", "2010-06-01", ".json", "a form of it"),
    ("某市停车条例第二条", "某市停车条例", "2010-06-01", "#art_2", "a provision"),
    ("某市停车条例第二条.md", "某市停车条例", "2010-06-01", ".md", "a form has no provision"),
    ("养犬管理法.xml", "中华人民共和国养犬管理法", "2012-06-01", ".xml", "without the state's name"),
    ("养犬法", "中华人民共和国养犬管理法", "2012-06-01", "", "a short name of a law"),
]


@pytest.mark.parametrize(("asked", "title", "version", "behind"), [row[:4] for row in LEADS], ids=[r[4] for r in LEADS])
def test_a_name_leads_to_the_text_in_force(
    datasette: Datasette, asked: str, title: str, version: str, behind: str
) -> None:
    answer = get(datasette, f"/regulation/{quote(asked, safe='?=')}")
    assert answer.status_code == 302
    rows = get(datasette, f"/fatiao/documents.json?_shape=array&title={title}&version={version}").json()
    assert [unquote(answer.headers["location"])] == [f"/regulation/{row['id']}{behind}" for row in rows]


def test_several_texts_of_a_name_are_listed(datasette: Datasette) -> None:
    found = page(datasette, "/regulation/关于公园的通知", status=300)
    assert [words(one) for one in found.xpath("//main//li")] == [
        f"关于公园的通知 甲市人民政府 · 甲府〔{year}〕9号 · {year}-04-01 公布 · 未见废止或修订（本库）"
        for year in (2019, 2008)
    ]
    links = found.xpath("//main//li/a/@href")
    assert [get(datasette, link).status_code for link in links] == [200, 200]
    told = get(datasette, "/regulation/关于公园的通知.md")
    schema = openapi()["components"]["responses"]["Choices"]["content"]["application/json"]["schema"]
    jsonschema.validate(told.json(), schema)
    assert told.status_code == 300 and told.headers["access-control-allow-origin"] == "*"
    assert [unquote(one["url"]) for one in told.json()["choices"]] == [
        f"http://localhost{unquote(link)}.md" for link in links
    ]


@pytest.mark.parametrize(("asked", "query"), [("养犬管理法", ""), ("养犬管理法第二条", "?at=art_2")])
def test_what_a_name_is_related_to(datasette: Datasette, asked: str, query: str) -> None:
    answer = get(datasette, f"/relations/{asked}")
    (row,) = get(datasette, "/fatiao/documents.json?_shape=array&title__endswith=养犬管理法").json()
    assert (answer.status_code, unquote(answer.headers["location"])) == (302, f"/relations/{row['id']}{query}")
    assert get(datasette, "/relations/猫法").status_code == 404


@pytest.mark.parametrize("asked", ["乙市停车条例", "停车", "乙市停车条例.json", "%FF.xml"])
def test_what_nothing_is_called_is_not_there(datasette: Datasette, asked: str) -> None:
    assert get(datasette, f"/regulation/{asked}").status_code == 404
