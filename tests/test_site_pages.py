"""The site's pages without a browser: what they hold, and that nothing asked or stored breaks or enters them."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote

import datasette as datasette_package
import httpx
import pytest
from asked import get, words
from datasette.app import Datasette
from datasette.utils import tilde_encode
from fatiao.pipeline import build as build_pages
from fatiao.publish.pages.assets import BUNDLES, STATIC, asset_path
from fatiao.publish.pages.respond import HEADERS
from fatiao.publish.serve import build
from fatiao.publish.words.error_messages import error_in_chinese
from fatiao.publish.words.translation import PHRASES
from fatiao.store.write import Store
from lxml import html as parser

LOANS = "甲市小额贷款办法-e51e122a"
FEES = "关于收费的通知"
SOURCE = "a" * 64
SCRIPT = "<script>alert(1)</script>&amp;“</mark>"


def tree(response: httpx.Response) -> Any:
    """Return a page as an element."""
    assert response.status_code == 200, response.text
    return parser.fromstring(response.text)


@pytest.fixture
def datasette(database: Path) -> Datasette:
    """Datasette over the sample database."""
    return build(database, sql=True)


def test_home_tells_what_there_is(datasette: Datasette) -> None:
    page = tree(get(datasette, "/"))
    assert words(page.find_class("totals")[0]).startswith("部规定2 个条款10 个数值参数4")
    assert [words(card).split()[0] for card in page.find_class("card")] == ["研究法律", "编写程序", "校订编辑"]
    names = [words(name) for name in page.find_class("bar-name")]
    assert {"金额", "比例", "日期", "处罚", "限制", "甲市", "甲市人民政府"} <= set(names)
    assert "甲市小额贷款办法" in words(page.find_class("newest")[0])


def test_every_link_of_the_home_page_leads_somewhere(datasette: Datasette) -> None:
    links = {a.get("href") for a in tree(get(datasette, "/")).xpath("//a") if a.get("href").startswith("/")}
    assert len(links) > 20
    assert {link: 200 for link in links} == {link: get(datasette, link).status_code for link in links}


def test_an_empty_database_has_a_home(tmp_path: Path) -> None:
    Store(tmp_path / "空.db").close()
    datasette = build(tmp_path / "空.db")
    assert "库里还没有规定" in get(datasette, "/").text
    assert get(datasette, "/search?q=罚款").status_code == 200


def test_home_is_counted_anew_when_the_database_changes(datasette: Datasette, database: Path) -> None:
    get(datasette, "/")
    with Store(database) as store:
        store.forget("pages/甲.txt")
    assert "库里还没有规定" in get(datasette, "/").text
    assert "没有找到" in get(datasette, "/search?q=罚款").text


READING = [
    ("//div[@id='chp_1']/h2", "第一章 总则", "a chapter's heading"),
    ("//div[@id='art_1']//h3", "第一条", "an article's number is a heading below"),
    ("//div[@id='art_2__para_2__item_1']/p/*[@class='label']", "（一）", "an item's label stands apart"),
    ("//div[@id='art_2__para_1']//mark", "5倍", "a parameter is marked"),
    (
        "//a[mark='5倍']/following-sibling::span[1][@class='tip']",
        "上限 ≤ 5 倍 事项 贷款余额 基数 基金规模 语气 不得 类别 比例 · 限制 置信度 90%",
        "and explained",
    ),
    ("//a[contains(@class, 'ref')]", "《担保法》", "a citation is a link"),
    ("//a[contains(@class, 'flag') or contains(@class, 'sign')]", "⚑", "a flag has a sign"),
    ("//span[@class='flag']", "逾期", "and is underlined"),
    ("//dt[text()='文号']/following-sibling::dd", "甲府〔2008〕9号", "the number of the document"),
    ("//dt[text()='施行']/following-sibling::dd", "自公布之日起", "when it takes effect"),
    ("//dt[text()='所印发']/following-sibling::dd", FEES, "what it issues"),
]


@pytest.mark.parametrize(("path", "text"), [row[:2] for row in READING], ids=[row[2] for row in READING])
def test_reading(datasette: Datasette, path: str, text: str) -> None:
    assert words(tree(get(datasette, f"/regulation/{quote(LOANS)}")).xpath(path)[0]) == text


def test_a_document_leads_to_its_parameters_in_the_order_of_its_text(datasette: Datasette) -> None:
    page = tree(get(datasette, f"/regulation/{quote(LOANS)}"))
    (link,) = page.xpath("//dt[text()='数值参数']/following-sibling::dd/a[1]/@href")
    assert "_sort=start_char" in link  # identifiers sort by letters: art_10 before art_2
    found = get(datasette, link.replace("/parameters?", "/parameters.json?_shape=array&_col=start_char&")).json()
    assert len(found) > 1 and found == sorted(found, key=lambda row: row["start_char"])


def test_a_table_is_a_table(datasette: Datasette, database: Path) -> None:
    connection = sqlite3.connect(database)
    (fees,) = connection.execute("select id from documents where title = ?", [FEES]).fetchone()
    connection.close()
    page = tree(get(datasette, f"/regulation/{quote(fees)}"))
    assert [words(cell) for cell in page.xpath("//table//th | //table//td")] == ["档次", "", "", "80"]
    assert "档次" not in words(page.xpath("//p[contains(., '每吨')]")[0])


def test_low_confidence_and_decisions_are_told(datasette: Datasette, database: Path) -> None:
    with sqlite3.connect(database) as connection:
        (key,) = connection.execute("select id from parameters where mention = '5倍'").fetchone()
        connection.execute("update parameters set word_confidence = 0.55 where id = ?", [key])
        connection.execute("update parameters set word_confidence = 0.95 where mention like '1万元%'")
        connection.execute(
            "insert into decided (decision_id, source_id, document_id, kind, result, table_name, row_id, field, editor, "
            "created_at) values ('d1', ?, ?, 'field', 'applied', 'parameters', ?, 'attribute', '王编辑', '2026-01-02T03')",
            [SOURCE, LOANS, key],
        )
    connection.close()
    page = tree(get(datasette, f"/regulation/{LOANS}"))
    decided, *others = page.find_class("decided")
    tip = words(decided.getnext())
    assert "用词置信度 55%" in tip and "编辑核定 事项，王编辑，2026-01-02" in tip and others == []
    assert words(page).count("用词置信度") == 1, "words that are sure are not doubted"
    assert "事项、主体把握不大" in words(tree(get(datasette, f"/fatiao/parameters/{tilde_encode(key)}")))
    for path in ("/fatiao/parameters?_size=300", "/fatiao/parameters?role=limit&_size=300"):
        assert words(tree(get(datasette, path))).count("用词存疑") == 1


def test_a_citation_can_be_asked_for(datasette: Datasette) -> None:
    page = tree(get(datasette, f"/regulation/{quote(LOANS)}?cite=art_2__para_2__item_1"))
    assert words(page.find_class("cited")[0]) == "《甲市小额贷款办法》第二条第二款第（一）项"
    assert not tree(get(datasette, f"/regulation/{quote(LOANS)}?cite=nothing")).find_class("cited")


def test_the_source_is_shown_line_by_line_and_marked(datasette: Datasette, database: Path) -> None:
    text = sqlite3.connect(database).execute("select text from sources").fetchone()[0]
    start = text.index("5倍")
    page = tree(get(datasette, f"/source/{SOURCE}?from={start}&to={start + 2}"))
    assert "\n".join(item.text_content() for item in page.xpath("//ol[@class='lines']/li")) == text.rstrip("\n")
    assert [mark.text for mark in page.xpath("//ol[@class='lines']//mark")] == ["5倍"]
    assert page.get_element_by_id(f"c{start}") is not None
    assert page.get_element_by_id(f"c{text.index('（一）未经')}") is not None
    assert get(datasette, f"/source/{SOURCE}.txt").text == text


@pytest.mark.parametrize("asked", ["from=9&to=1", "from=x", "from=-1&to=5", "from=99999999&to=99999999", "to=3"])
def test_an_odd_range_is_none(datasette: Datasette, asked: str) -> None:
    assert not tree(get(datasette, f"/source/{SOURCE}?{asked}")).xpath("//ol[@class='lines']//mark")


MISSING = [
    "/regulation/无",
    f"/regulation/{LOANS}x",
    "/regulation/%FF%FE",
    "/regulation/~E6~97",
    "/regulation/a%23b",
    "/regulation/" + "长" * 500,
    "/regulation/<script>alert(1)</script>",
    "/regulation/'; drop table documents; --",
    "/source/无",
    "/source/x.txt",
    "/nothing",
    "/fatiao/nothing",
    "/fatiao/documents/nothing",
    "/-/fatiao/000000000000/nothing.css",
    "/-/fatiao/000000000000/..%2Fplugin.py",
]


@pytest.mark.parametrize("path", MISSING, ids=range(len(MISSING)))
def test_what_is_not_there_is_told_in_chinese(datasette: Datasette, path: str) -> None:
    response = asyncio.run(datasette.client.get(quote(path, safe="/%~"), follow_redirects=True))
    assert response.status_code == 404
    assert "没有这一页" in response.text or path.startswith("/-/")
    assert "Traceback" not in response.text and "<script>alert" not in response.text


FAULTS = [
    ("Statement must be a SELECT", "只能运行查询（SELECT）。"),
    ("Cannot sort table by nothing", "不能这样排序：nothing"),
    ('fts5: syntax error near "AND"', "检索式写得不对，在“AND”附近。"),
    ("no such column: x", "没有这一列：x"),
    ('near "selec": syntax error', "SQL 语法有误，在“selec”附近。"),
    ("incomplete input", "SQL 没有写完。"),
    ('unrecognized token: "\'"', "SQL 里有看不懂的“'”。"),
    ("something new", "something new"),
]


@pytest.mark.parametrize(("said", "words"), FAULTS)
def test_faults_are_worded(said: str, words: str) -> None:
    assert error_in_chinese(said) == words


def test_a_wrong_query_is_told_where_it_is_written(datasette: Datasette) -> None:
    assert "没有这一列：nowhere" in get(datasette, "/fatiao?sql=select+nowhere+from+documents").text


WRONG = ["/fatiao?sql=selec", "/fatiao/provisions?_search=AND&_searchmode=raw", "/fatiao/parameters?_sort=nothing"]


@pytest.mark.parametrize("path", WRONG)
def test_a_wrong_request_is_told_in_chinese(datasette: Datasette, path: str) -> None:
    response = get(datasette, path)
    assert response.status_code == 400
    assert "请求有误" in response.text and "Traceback" not in response.text
    (again,) = parser.fromstring(response.text).xpath("//a[text()='去掉条件，重新开始']/@href")
    assert again == path.partition("?")[0] and get(datasette, again).status_code == 200
    assert 'lang="zh-CN"' in response.text


def test_a_fault_of_ours_shows_nothing_of_itself(datasette: Datasette, database: Path) -> None:
    asyncio.run(datasette.invoke_startup())
    connection = sqlite3.connect(database)
    with connection:
        connection.execute("alter table definitions rename to secret_name")
    response = get(datasette, f"/regulation/{quote(LOANS)}")
    assert response.status_code == 500
    assert "出了问题" in response.text and "definitions" not in response.text and "Traceback" not in response.text
    assert response.headers["content-security-policy"] == HEADERS["content-security-policy"]


def test_programs_get_errors_as_json(datasette: Datasette) -> None:
    assert get(datasette, "/fatiao/nothing.json").json()["status"] == 404


@pytest.mark.parametrize("where", ["text", "title", "issuer", "quote", "label", "reason", "term", "uri"])
def test_markup_in_the_database_stays_text(tmp_path: Path, make: Callable[..., Any], where: str) -> None:
    path = tmp_path / "x.db"
    sample = make()
    if where == "text":
        text = sample.page.source.text.replace("为规范小额贷款，", f"为{SCRIPT}规范小额贷款，")
        sample = make(text=text)
    with Store(path) as store:
        store.replace(sample.page, sample.parameters)
    connection = sqlite3.connect(path)
    tables = {"title": "documents", "issuer": "documents", "reason": "flags", "term": "definitions", "uri": "sources"}
    with connection:
        if where != "text":
            connection.execute(f"update {tables.get(where, 'parameters')} set {where} = ?", [SCRIPT])
    documents = [row[0] for row in connection.execute("select id from documents")]
    connection.close()
    datasette = build(path)
    for address in ("/", "/search?q=贷款", f"/source/{SOURCE}", *(f"/regulation/{quote(id)}" for id in documents)):
        page = get(datasette, address)
        assert page.status_code == 200
        assert "<script>alert" not in page.text and "</mark>“" not in page.text
        if where == "text" and address.startswith("/source"):
            assert SCRIPT in words(tree(page)) and SCRIPT in unescape(page.text)


def test_an_identifier_may_be_tilde_encoded(datasette: Datasette) -> None:
    assert get(datasette, f"/regulation/{tilde_encode(LOANS)}").status_code == 200


def test_assets_are_kept_by_browsers(datasette: Datasette) -> None:
    href, *_ = tree(get(datasette, "/")).xpath("//link[@rel='stylesheet']/@href")
    response = get(datasette, href)
    assert response.headers["content-type"] == "text/css; charset=utf-8"
    assert "immutable" in response.headers["cache-control"]
    old = get(datasette, href.replace(href.split("/")[3], "0" * 12))
    assert old.text == response.text and old.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("bundle", BUNDLES)
def test_what_pages_need_together_is_one_file(datasette: Datasette, bundle: str) -> None:
    body = get(datasette, asset_path(bundle)).text
    assert all((STATIC / part).read_text(encoding="utf-8") in body for part in BUNDLES[bundle])
    named = tree(get(datasette, f"/regulation/{quote(LOANS)}")).xpath("//link[@rel='stylesheet']/@href | //script/@src")
    assert asset_path(bundle) in named and len(named) == len(BUNDLES)


def test_pages_name_no_other_host(datasette: Datasette) -> None:
    for path in ("/", "/search?q=贷款", f"/regulation/{quote(LOANS)}", f"/source/{SOURCE}", "/fatiao/parameters"):
        page = tree(get(datasette, path))
        loaded = page.xpath("//script/@src | //link/@href | //img/@src | //iframe/@src | //form/@action")
        assert [address for address in loaded if "//" in address.replace("http://localhost", "")] == []


ENGLISH = re.compile(
    r"\b(Search|Apply|Next page|\d rows?|Queries|Tables|Run SQL|Edit SQL|This data|Advanced|Links from)\b"
)


@pytest.mark.parametrize("path", ["", "/documents", "/clauses", f"/documents/{tilde_encode(LOANS)}", "/upper_limits"])
def test_the_pages_of_datasette_are_in_chinese_too(datasette: Datasette, path: str) -> None:
    page = tree(get(datasette, f"/fatiao{path}"))
    for element in page.xpath("//script | //style | //pre | //textarea"):
        element.drop_tree()
    shown = words(page.find("body")) + " ".join(page.xpath("//input[@type='submit']/@value"))
    assert ENGLISH.findall(shown) == []


def test_every_phrase_to_translate_occurs() -> None:
    folder = Path(datasette_package.__file__).parent / "templates"
    for name, phrases in PHRASES.items():
        source = (folder / name).read_text(encoding="utf-8")
        for phrase, chinese in phrases.items():
            assert phrase in source, f"{name}: {phrase}"
            source = source.replace(phrase, chinese)


def test_a_document_that_is_a_title_alone_opens(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(
        "甲市实施《某某法》办法\n\n1997年11月28日 甲市第一届人民代表大会常务委员会第五次会议通过\n", encoding="utf-8"
    )
    build_pages([page], tmp_path / "title.db")
    with sqlite3.connect(tmp_path / "title.db") as connection:
        (identifier,) = connection.execute("select id from documents").fetchone()
        assert connection.execute("select count(*) from provisions").fetchone() == (0,)
    response = get(build(tmp_path / "title.db"), f"/regulation/{quote(identifier, safe='')}")
    assert "甲市实施" in tree(response).text_content()
