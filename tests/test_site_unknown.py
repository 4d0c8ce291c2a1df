"""What an empty list says of values that no row has."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from asked import built, get, page, words
from datasette.app import Datasette
from fatiao.publish.queries.near import near_values
from fatiao.publish.serve import build

RULES = """北京市养犬管理条例
（2012年6月1日北京市第三届人民代表大会常务委员会第九次会议通过）
第一条 为了养犬，制定本条例。
第二条 未登记养犬的，处一千元罚款。
第三条 本条例自2012年8月1日起施行。
"""
NEAR = [
    ("北京", ["北京市"], "what has it in it"),
    ("国务院办公厅秘书局", ["国务院办公厅", "国务院"], "what it has in it, the longest first"),
    ("北京巿", ["北京市"], "one character away"),
    ("有限责任公司的章程", ["有限公司的章程"], "what is alike"),
    ("CNy", ["CNY"], "what is alike in other scripts"),
    ("火星", [], "nothing"),
]


@pytest.mark.parametrize(("typed", "near"), [row[:2] for row in NEAR], ids=[row[2] for row in NEAR])
def test_near_values(typed: str, near: list[str]) -> None:
    known = {"北京市": 2, "国务院": 9, "国务院办公厅": 3, "有限公司的章程": 1, "CNY": 7}
    assert near_values(known, typed) == near


@pytest.fixture(scope="module")
def datasette(tmp_path_factory: pytest.TempPathFactory) -> Datasette:
    """Datasette over one regulation of a city."""
    return build(built(tmp_path_factory.mktemp("unknown"), {"rules": RULES}))


SAID = [
    ("/fatiao/parameters?region=北京", "本库没有地区“北京”；是不是北京市？", "?region=北京市"),
    ("/fatiao/parameters?unit=元&role=penalty", "本库没有单位“元”；是不是CNY（元）？", "?unit=CNY&role=penalty"),
    ("/fatiao/parameters?region=火星&_col=label", "本库没有地区“火星”。", None),
    ("/fatiao/documents?region__exact=北京", "本库没有地区“北京”；是不是北京市？", "?region=北京市"),
    ("/regulations?authority=地方法规&sort=title", "本库没有效力级别“地方法规”；是不是地方性法规？", "?authority=地方性法规&sort=title"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "said", "href"), SAID, ids=[row[0] for row in SAID])
def test_an_empty_list_tells_what_no_row_has(datasette: Datasette, path: str, said: str, href: str | None) -> None:
    shown = page(datasette, path)
    (told,) = shown.xpath("//main//p[@class='unknown']")
    assert not shown.xpath("//aside[@class='facets'][.//summary][not(.//li)]"), "nothing is offered that has no values"
    assert words(told) == said
    assert [unquote(one) for one in told.xpath("a/@href")] == ([href] if href else [])


@pytest.mark.parametrize("query", ["region=北京市&role=deadline", "max_value=77", "_search=火星", "role=penalty"])
def test_what_is_there_is_not_told_to_be_missing(datasette: Datasette, query: str) -> None:
    assert not page(datasette, f"/fatiao/parameters?{query}").xpath("//main//p[@class='unknown']")


def test_programs_are_told_too(datasette: Datasette) -> None:
    told = get(datasette, "/fatiao/parameters.json?region=北京&_shape=objects").json()
    assert told["rows"] == [] and told["unknown"] == [
        {"column": "region", "value": "北京", "near": ["北京市"], "message": "本库没有地区“北京”；是不是“北京市”？"}
    ]
    assert "unknown" not in get(datasette, "/fatiao/parameters.json?region=北京市").json()
    assert get(datasette, "/fatiao/parameters.json?region=北京&_shape=array").json() == []
    assert get(datasette, "/fatiao/parameters.json?role=甲").status_code == 400
