"""The search page: what it finds, counts, filters, marks; and that no query breaks it."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

import pytest
from datasette.app import Datasette
from fatiao.publish.pages.arguments import page_number
from fatiao.publish.pages.search import address, pages_around
from fatiao.publish.queries.search import CRITERIA, SearchRequest
from fatiao.publish.reading import highlight
from fatiao.publish.serve import build
from fatiao.store.search import phrases
from lxml import html as parser


@pytest.fixture
def datasette(database: Path) -> Datasette:
    """Datasette over the sample database."""
    return build(database)


def found(datasette: Datasette, **asked: str | tuple[str, ...]) -> Any:
    """Return the search page as an element."""
    response = asyncio.run(datasette.client.get(f"/search?{urlencode(asked, doseq=True)}"))
    assert response.status_code == 200, response.text
    return parser.fromstring(response.text)


def clauses(page: Any) -> list[str]:
    """Return the citations of the clauses found."""
    return [a.text_content() for a in page.find_class("where")]


def values_of(page: Any, criterion: str) -> list[str]:
    """Return the values of a criterion with their counts."""
    labels = page.xpath(f"//label[input/@name='{criterion}']")
    return [" ".join(label.text_content().split()) for label in labels]


SEARCHES = [
    ({"q": "罚款"}, ["第二条第二款"], "two characters"),
    ({"q": "款"}, ["第一条", "第二条第一款", "第二条第二款"], "one character"),
    ({"q": "罚款："}, ["第二条第二款"], "a stop is nothing"),
    ({"q": "贷款 基金"}, ["第二条第一款"], "both words"),
    ({"q": "小额 罚款"}, ["第二条第二款"], "one of them in the title"),
    ({"q": "收费 罚款"}, [], "one of them in another's title"),
    ({"q": "贷基"}, [], "no such word"),
    ({"q": "5倍"}, ["第二条第一款"], "a number"),
    ({"q": "0"}, [], "no part of a number"),
    ({"q": "款", "quantity": "money"}, ["第二条第二款"], "with an amount of money"),
    ({"q": "款", "role": "limit"}, ["第二条第一款"], "with a limit"),
    ({"q": "款", "quantity": "money", "role": "limit"}, [], "with both"),
    ({"q": "款", "quantity": ("money", "ratio")}, ["第二条第一款", "第二条第二款"], "with either"),
    ({"q": "日", "since": "2008"}, ["二、"], "from a year on"),
    ({"q": "日", "since": "2009"}, [], "from a later one on"),
    ({"q": "日", "since": "2000", "until": "2008"}, ["二、"], "between years"),
    ({"q": "日", "until": "2007"}, [], "to a year"),
    ({"q": "罰款"}, ["第二条第二款"], "traditional characters"),
    ({"q": "二十万元以下罚款处"}, [], "words that stand nowhere together"),
    ({"q": "罚款处"}, ["第二条第二款"], "words in another order"),
    ({"q": "款", "quantity": "nothing"}, [], "with what does not exist"),
    ({"q": "款", "region": "甲市"}, ["第一条", "第二条第一款", "第二条第二款"], "of a region"),
    ({"q": "款", "region": "乙市"}, [], "of another"),
    ({"q": "日", "year": "2008"}, ["二、"], "of a year"),
    ({"q": "款", "in": "甲市小额贷款办法-e51e122a"}, ["第一条", "第二条第一款", "第二条第二款"], "within a regulation"),
    ({"q": "款", "in": "没有"}, [], "within none"),
    ({"q": "款", "page": "2"}, [], "a page too far"),
    ({"q": "款", "page": "x", "sort": "x"}, ["第一条", "第二条第一款", "第二条第二款"], "nonsense is left out"),
]


@pytest.mark.parametrize(("asked", "citations"), [row[:2] for row in SEARCHES], ids=[row[2] for row in SEARCHES])
def test_search(datasette: Datasette, asked: dict[str, str], citations: list[str]) -> None:
    assert clauses(found(datasette, **asked)) == citations


def test_titles_are_found(datasette: Datasette) -> None:
    page = found(datasette, q="小额贷款")
    assert [mark.text for mark in page.xpath("//h2//mark")] == ["小额贷款"]


def test_an_article_that_is_only_its_number_is_shown_with_its_paragraphs(datasette: Datasette) -> None:
    (row,) = found(datasette, q="第二条").xpath("//ul[@class='clauses']/li[a='第二条']")
    passage = " ".join(row.text_content().split())
    assert passage.startswith("第二条 第二条 贷款余额不得超过基金规模的5倍。 违反规定的")


def test_values_are_counted_under_the_other_criteria(datasette: Datasette) -> None:
    page = found(datasette, q="款", quantity="money")
    assert values_of(page, "quantity") == ["金额 1", "比例 1"]
    assert values_of(page, "role") == ["处罚 1"]
    assert page.xpath("//input[@name='quantity' and @checked]/@value") == ["money"]


def test_what_finds_nothing_together_is_offered_singly(datasette: Datasette) -> None:
    page = found(datasette, q="收费 罚款")
    assert [a.text_content() for a in page.xpath("//ul[@class='advice']/li[1]/a")] == ["收费", "罚款"]
    (within_numbers,) = page.xpath("//ul[@class='advice']//a[contains(@href, '/parameters')]/@href")
    assert asyncio.run(datasette.client.get(within_numbers)).status_code == 200
    assert not found(datasette, q="没有" * 300).xpath("//ul[@class='advice']/li[1]/a[contains(@href, '/search')]")


def test_a_version_tells_its_last_change(datasette: Datasette, database: Path) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute("update documents set text_as_of = '2015-06-01' where title like '甲市%'")
    page = found(datasette, q="罚款")
    assert "2015-06-01 修改" in page.xpath("string(//article[@class='hit']/p[@class='meta'])")


def test_a_criterion_can_be_dropped(datasette: Datasette) -> None:
    (chip,) = found(datasette, q="款", region="乙市").find_class("chip")
    assert chip.get("href") == "?q=%E6%AC%BE"


ODD = [
    "",
    " ",
    '"',
    '""',
    '"罚款',
    "*",
    "罚*",
    "AND",
    "罚款 AND",
    "罚款 OR",
    "NEAR(罚款 贷款)",
    "text:罚款",
    "^罚款",
    "{罚款}",
    "(罚款",
    "-罚款",
    "%",
    "_",
    "'",
    "\\",
    "罚款'; drop table documents; --",
    "罚款\x00\x01",
    "<script>alert(1)</script>",
    "款" * 7_000,
    "款 " * 5_000,
    "x" * 10_000,
    "😀",
    "\u202e款",
    "ａｂｃ",
]


@pytest.mark.parametrize("query", ODD, ids=range(len(ODD)))
def test_no_query_breaks_the_page(datasette: Datasette, query: str) -> None:
    page = found(datasette, q=query)
    assert not page.xpath("//script[contains(., 'alert')]")
    assert len(page.xpath("//input[@id='q']/@value")[0]) <= 1000


@pytest.mark.parametrize("value", ["", "'", '"', "<b>", "x" * 3_000, "-1", "0", "9" * 30, "％"])
def test_no_criterion_breaks_the_page(datasette: Datasette, value: str) -> None:
    found(datasette, q="款", **dict.fromkeys([*CRITERIA, "sort", "page", "in"], value))


MARKED = [
    ("罚款", "处罚款。", "处<mark>罚款</mark>。", "a word"),
    ("款", "贷款罚款", "贷<mark>款</mark>罚<mark>款</mark>", "every time"),
    ("5倍", "15倍、5倍", "15倍、<mark>5倍</mark>", "no part of a number"),
    ("贷款余额", "贷款、余额", "<mark>贷款、余额</mark>", "as the index does, over a stop"),
    ("ABC", "ａｂｃ", "<mark>ａｂｃ</mark>", "whatever its width and case"),
    ("第二〇条", "第二○条", "<mark>第二○条</mark>", "either nought"),
    ("罚款 贷款", "贷款罚款", "<mark>贷款</mark><mark>罚款</mark>", "several words"),
    ("<b>", "a<b>c", "a&lt;<mark>b</mark>&gt;c", "markup stays text"),
    ("", "罚款", "罚款", "no word"),
    ("。", "罚款。", "罚款。", "no word either"),
]


@pytest.mark.parametrize(("query", "text", "html"), [row[:3] for row in MARKED], ids=[row[3] for row in MARKED])
def test_words_are_marked(query: str, text: str, html: str) -> None:
    assert highlight.marked(text, highlight.pattern(phrases(query))) == html


def test_a_passage_is_cut_around_the_first_word() -> None:
    text = "前" * 300 + "罚款" + "后" * 300
    cut = highlight.passage(text, highlight.pattern(phrases("罚款")), 100)
    assert cut == "…" + "前" * 25 + "<mark>罚款</mark>" + "后" * 73 + "…"


ADDRESSES = [
    (SearchRequest("罚款"), {}, "?q=%E7%BD%9A%E6%AC%BE"),
    (SearchRequest("a", {"role": ("limit",)}, "new", 3), {}, "?q=a&role=limit&sort=new"),
    (SearchRequest("a", {"role": ("limit", "value")}, since="2001"), {}, "?q=a&role=limit&role=value&since=2001"),
    (SearchRequest("a", page=3), {"page": 4}, "?q=a&page=4"),
    (SearchRequest("a", page=3), {"page": 1}, "?q=a"),
    (SearchRequest("a", {"role": ("limit",)}), {"role": None}, "?q=a"),
    (SearchRequest("a"), {"in_": "x"}, "?q=a&in=x"),
]


@pytest.mark.parametrize(("asked", "changes", "query"), ADDRESSES)
def test_addresses_are_stable(asked: SearchRequest, changes: dict[str, Any], query: str) -> None:
    assert address(asked, **changes) == query


TYPED = [("", 1), ("2", 2), ("0000000002", 2), ("0", 1), ("-1", 1), ("２", 1), ("9999", 9999), ("1234567", 10_000)]


@pytest.mark.parametrize(("typed", "page"), TYPED)
def test_a_page_is_asked_for_by_its_number(typed: str, page: int) -> None:
    assert page_number(SimpleNamespace(args={"page": typed})) == page


def test_behind_the_last_page_programs_find_nothing(datasette: Datasette) -> None:
    for number, hits in (("0000000001", 1), ("1234567", 0)):
        found = asyncio.run(datasette.client.get(f"/search.json?q=罚款&page={number}")).json()
        assert len(found["hits"]) == hits


PAGES = [(1, 1, [1]), (1, 3, [1, 2, 3]), (5, 9, [1, None, 3, 4, 5, 6, 7, None, 9]), (99, 2, [1, 2])]


@pytest.mark.parametrize(("at", "pages", "offered"), PAGES)
def test_pages_are_offered(at: int, pages: int, offered: list[int | None]) -> None:
    assert pages_around(at, pages) == offered
