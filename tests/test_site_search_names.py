"""What a search names outright, words across the border of two, and the search for programs."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from conftest import TEXT
from datasette.app import Datasette
from fatiao.publish.cache.clauses import DocumentCard, DocumentCards
from fatiao.publish.queries.named import Asked, Named, find_named, read_asked
from fatiao.publish.queries.near import near_words
from fatiao.publish.queries.spellings import Spellings
from fatiao.publish.queries.whole_words import checked_words, parts_of, stands_as_word
from fatiao.publish.serve import build
from fatiao.store.search import phrases
from fatiao.store.write import Store
from lxml import html as parser

LOANS = "甲市小额贷款办法-e51e122a"

READ = [
    ("民法典1000条", Asked("民法典", "1000")),
    ("民法典1000", Asked("民法典", "1000")),
    ("民法典第一千条", Asked("民法典", "1000")),
    ("《中华人民共和国民法典》 第一千零四十二条第二款第（三）项", Asked("民法典", "1042", "2", "3")),
    ("刑法第一百二十条之一", Asked("刑法", "120之1")),
    ("民法典第２０条", Asked("民法典", "20")),
    ("民法典第十條", Asked("民法典", "10")),
    ("公司法", Asked("公司法")),
    ("第二十条", Asked("", "20")),
    ("罚款一千", None),
    ("1000", None),
    ("", None),
    ("罚" * 100, None),
]


@pytest.mark.parametrize(("typed", "asked"), READ, ids=[row[0][:20] for row in READ])
def test_names_and_numbers_are_read(typed: str, asked: Asked | None) -> None:
    assert read_asked(typed) == asked


def card(title: str, version: str | None = None, authority: str = "法律") -> DocumentCard:
    """Return a document's card, with its title and version as id."""
    return DocumentCard(f"{title}{version or ''}", title, authority, None, None, None, None, None, version=version)


DOCUMENTS = DocumentCards(
    (
        card("中华人民共和国公司法", "2018-10-26"),
        card("中华人民共和国公司法", "2023-12-29"),
        card("中华人民共和国刑事诉讼法", "2018-10-26"),
        card("中华人民共和国消费者权益保护法", "2013-10-25"),
        card("中华人民共和国海上交通安全法"),
        card("养犬管理办法（试行）", authority="规范性文件"),
        card("中华人民共和国停车法修正案（1988年）", "1988-04-12"),
        card("中华人民共和国停车法修正案（2018年）", "2018-03-11"),
    )
)
NAMES = [
    ("公司法", "中华人民共和国公司法2023-12-29", "the newest"),
    ("中華人民共和國公司法", "中华人民共和国公司法2023-12-29", "traditional characters"),
    ("刑诉法", "中华人民共和国刑事诉讼法2018-10-26", "a short name"),
    ("消保法", "中华人民共和国消费者权益保护法2013-10-25", "another"),
    ("养犬管理办法", "养犬管理办法（试行）", "without what tells versions apart"),
    ("停车法修正案（1988年）", "中华人民共和国停车法修正案（1988年）1988-04-12", "an amendment by its year"),
    ("停车法修正案", None, "amendments of several years"),
    ("养犬办法", None, "no law has short names"),
    ("司法", None, "a part of a name"),
    ("罚款", None, "a word"),
]


@pytest.mark.parametrize(("typed", "found"), [row[:2] for row in NAMES], ids=[row[2] for row in NAMES])
def test_regulations_are_named(typed: str, found: str | None) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        named = find_named(connection, DOCUMENTS, typed)
    assert (named and named.document.id) == found


def named(database: Path, typed: str, within: str | None = None) -> Named | None:
    """Return what is named in the sample database."""
    documents = DocumentCards([DocumentCard(LOANS, "甲市小额贷款办法", None, None, None, None, None, None)])
    with closing(sqlite3.connect(database)) as connection:
        return find_named(connection, documents, typed, within)


PROVISIONS = [
    ("甲市小额贷款办法第二条", None, "第二条"),
    ("甲市小额贷款办法第二条第2款", None, "第二条第二款"),
    ("甲市小额贷款办法2条第二款第（一）项", None, "第二条第二款第（一）项"),
    ("甲市小额贷款办法第二条第九款", None, "第二条"),
    ("甲市小额贷款办法第九条", None, None),
    ("第二条", LOANS, "第二条"),
]


@pytest.mark.parametrize(("typed", "within", "citation"), PROVISIONS, ids=[row[0] for row in PROVISIONS])
def test_provisions_are_named(database: Path, typed: str, within: str | None, citation: str | None) -> None:
    found = named(database, typed, within)
    assert found and found.citation == citation and found.asked in ("2", "9")
    assert bool(found.text) == (citation is not None)
    if citation == "第二条":
        assert found.text.startswith("第二条 贷款余额") and found.text.endswith("（二）逾期不改的。")


BORDERS = [
    ("养犬", "饲养犬只的单位", False),
    ("养犬", "禁止养犬区", True),
    ("养犬", "饲养犬只、养犬登记", True),
    ("养犬", "养 犬 人", True),
    ("罚款", "处罚款", True),
    ("没有", "与此无关", True),
]


@pytest.mark.parametrize(("word", "text", "whole"), BORDERS)
def test_words_are_told_from_parts_of_two(word: str, text: str, whole: bool) -> None:
    assert stands_as_word(word, text) == whole


def test_only_short_words_of_characters_are_checked() -> None:
    assert checked_words(phrases("养犬 犬 5倍 小额担保贷款 贷款")) == ["养犬", "贷款"]


PARTS = [
    ("未登记养犬罚款", ["未", "登记", "养犬", "罚款"]),
    ("罚款5倍", ["罚款", "5", "倍"]),
    ("罚款", ["罚款"]),
    ("", []),
]


@pytest.mark.parametrize(("typed", "parts"), PARTS)
def test_phrases_are_cut_into_words(typed: str, parts: list[str]) -> None:
    assert parts_of(phrases(typed)) == parts


@pytest.fixture
def datasette(database: Path) -> Datasette:
    """Datasette over the sample database."""
    return build(database)


def test_a_word_ranks_above_parts_of_two(tmp_path: Path, make: Callable[..., Any]) -> None:
    text = TEXT.replace("为规范小额贷款", "为规范饲养犬只和小额贷款").replace("逾期不改的", "逾期不改和养犬的")
    sample, path = make(text), tmp_path / "dogs.db"
    with Store(path) as store:
        store.replace(sample.page, sample.parameters)
    page = parser.fromstring(get(build(path), "/search", q="养犬").text)
    assert page.xpath("//a[@class='where']/text()") == ["第二条第二款第（二）项", "第一条"]


def get(datasette: Datasette, path: str, **arguments: Any) -> Any:
    """Return an answer."""
    return asyncio.run(datasette.client.get(f"{path}?{urlencode(arguments, doseq=True)}"))


def test_the_provision_stands_above_what_is_found(datasette: Datasette) -> None:
    page = parser.fromstring(get(datasette, "/search", q="甲市小额贷款办法第二条").text)
    (link,) = page.xpath("//section[@class='named']//a")
    assert link.text_content() == "甲市小额贷款办法 第二条" and link.get("href").endswith("#art_2")
    assert "没有找到" not in page.text_content()
    page = parser.fromstring(get(datasette, "/search", q="甲市小额贷款办法第99条").text)
    assert "没有第 99 条" in page.xpath("string(//section[@class='named'])")
    assert not parser.fromstring(get(datasette, "/search", q="罚款").text).xpath("//section[@class='named']")


def test_what_was_searched_for_instead_is_told(datasette: Datasette) -> None:
    page = parser.fromstring(get(datasette, "/search", q="罚款处").text)
    assert page.xpath("//p[@class='advice']/strong/text()") == ["罚款", "处"]
    page = parser.fromstring(get(datasette, "/fatiao/parameters", _search="罚款处").text)
    assert page.xpath("//p[@class='hint']/strong/text()") == ["罚款", "处"]
    assert page.xpath("//td[contains(@class, 'bound')]")


SPELLINGS = Spellings(
    "某市养犬管理条例\n小额贷款担保\n住房公积金", "养犬\n罚款\n罚金", {"养犬": 2, "罚款": 9, "罚金": 1}
)
NEAR = [
    ("养全管理条例", ["养犬管理条例"], "another character"),
    ("住房积公金", ["住房公积金"], "two that changed places"),
    ("住房公积", ["住房公积金"], "one that is missing"),
    ("小额贷贷款", ["小额贷款"], "one too many"),
    ("罚宽", ["罚款", "罚金"], "a short word is near words, the commonest first"),
    ("管犬", ["养犬"], "and not near 管理"),
    ("qwerty", [], "no Chinese"),
    ("犬" * 13, [], "too long"),
]


@pytest.mark.parametrize(("typed", "near"), [row[:2] for row in NEAR], ids=[row[2] for row in NEAR])
def test_words_are_near(typed: str, near: list[str]) -> None:
    assert near_words(SPELLINGS, typed) == near


def test_what_may_be_meant_is_told(datasette: Datasette) -> None:
    page = parser.fromstring(get(datasette, "/search", q="小额货款").text)
    assert page.xpath("//p[@class='advice']//a/text()") == ["小额贷款"]
    assert get(datasette, "/search.json", q="小额货款").json()["near"] == ["小额贷款"]
    assert get(datasette, "/search.json", q="罚宽").json()["near"] == ["罚款"], "a word that is of no others"
    told = get(datasette, "/search.json", q="罚款", since="2020").json()
    assert (told["documents"], told["near"]) == (0, []), "a word that only the criteria leave out is spelt as it is"


def test_the_search_for_programs(datasette: Datasette) -> None:
    answer = get(datasette, "/search.json", q="款", role=("penalty", "limit"), since="2000")
    assert answer.headers["access-control-allow-origin"] == "*"
    told = answer.json()
    assert (told["documents"], told["clauses"], told["page"], told["pages"], told["next_url"]) == (1, 2, 1, 1, None)
    (hit,) = told["hits"]
    assert hit["id"] == LOANS and hit["url"].endswith("-e51e122a") and hit["promulgated"] == "2008-05-01"
    assert [clause["citation"] for clause in hit["clauses"]] == ["第二条第一款", "第二条第二款"]
    assert told["facets"]["role"] == [{"value": "limit", "count": 1}, {"value": "penalty", "count": 1}]
    told = get(datasette, "/search.json", q="甲市小额贷款办法第二条第一款").json()["named"]
    assert told["citation"] == "第二条第一款" and told["url"].endswith("#art_2__para_1")
    assert get(datasette, "/search.json", q="罚款处").json()["instead"] == ["罚款", "处"]
    assert get(datasette, "/search.json").json()["hits"] == []


REFUSED = [
    ({"q": "款", "rolle": "penalty"}, "没有 rolle 这个参数。是不是 role？"),
    ({"q": "款", "role": "penaltyy"}, "role 没有 penaltyy 这个值，只有 limit、"),
    ({"q": "款", "sort": "x"}, "sort 没有 x 这个值，只有 best、new、old。"),
    ({"q": "款", "since": "二〇〇一"}, "since 要写成四位数的年份"),
    ({"q": "款", "page": "0"}, "page 要写成数"),
]


@pytest.mark.parametrize(("arguments", "told"), REFUSED)
def test_what_is_mistyped_is_refused(datasette: Datasette, arguments: dict[str, str], told: str) -> None:
    answer = get(datasette, "/search.json", **arguments)
    assert answer.status_code == 400 and told in answer.json()["error"]
