"""The canned queries as lists and as workbooks."""

from __future__ import annotations

import io
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from asked import get, page, words
from datasette.app import Datasette
from fatiao.publish.pages import canned
from fatiao.publish.serve import build
from fatiao.publish.words.printed_cells import printed
from openpyxl import load_workbook

LOANS = "甲市小额贷款办法-e51e122a"


@pytest.fixture
def datasette(database: Path) -> Datasette:
    """Datasette over the sample database."""
    return build(database)


PRINTED = [
    ({"规定": "甲法", "条款": "第二条", "document_id": "甲-1", "provision_id": "甲-1#art_2"}, {"规定": "甲法 第二条"}),
    ({"规定": "甲法", "document_id": "甲-1"}, {"规定": "甲法"}),
    ({"条款": "第二条"}, {"条款": "第二条"}),
    ({"界限": "<=", "数值": "5倍", "provision_id": "x"}, {"数值": "≤ 5倍"}),
    ({"界限": "range", "期限": "3日至5日"}, {"期限": "3日至5日"}),
    ({"界限": "<=", "事项": "余额"}, {"界限": "<=", "事项": "余额"}),
    ({"种类": "money", "作用": "penalty", "单位": "CNY"}, {"种类": "金额", "作用": "处罚", "单位": "元"}),
    (
        {"最高额（元）": 200000.0, "置信度": 0.756, "单位": "1"},
        {"最高额（元）": "200,000", "置信度": "76%", "单位": "比例"},
    ),
    ({"主体": None, "状态": ""}, {"主体": "", "状态": ""}),
]


@pytest.mark.parametrize(("row", "said"), PRINTED, ids=["、".join(row[0]) for row in PRINTED])
def test_rows_are_printed(row: dict[str, object], said: dict[str, str]) -> None:
    heads, (cells,) = printed(list(row), [row])
    assert heads == list(said)
    assert {cell.head: cell.said for cell in cells} == said


def test_a_query_is_a_list_that_leads_to_the_text(datasette: Datasette) -> None:
    found = page(datasette, "/fatiao/fines_above?amount=1万")
    assert words(found.xpath("//h1")[0]) == "若干元以上的罚款"
    assert words(found.xpath("//p[@class='result-count']")[0]) == "1 行 下载 Excel"
    heads = [words(head) for head in found.xpath("//thead//th")]
    (row,) = found.xpath("//tbody/tr")
    cells = dict(zip(heads, row.xpath("td"), strict=True))
    assert "行为" not in heads, "columns that nothing stands in are left out"
    assert words(cells["最高额（元）"]) == "200,000"
    assert words(cells["规定"]).startswith("甲市小额贷款办法 第二条第二款")
    assert unquote(cells["规定"].xpath("a/@href")[0]) == f"/regulation/{LOANS}#art_2__para_2"
    assert found.xpath("//form//input[@name='amount']/@value") == ["1万"]
    assert found.xpath("//a[text()='JSON']/@href") == [f"/fatiao/fines_above.json?amount={quote('1万')}"]


def test_a_query_that_finds_much_has_pages(datasette: Datasette, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(canned, "PER_PAGE", 1)
    asked = "/fatiao/parameters_of_regulation?regulation=办法"
    first, second = page(datasette, asked), page(datasette, f"{asked}&_page=2")
    assert "第 1 页，共 2 页" in words(first) and "第 2 页，共 2 页" in words(second)
    assert [unquote(link) for link in first.xpath("//a[@rel='next']/@href")] == ["?regulation=办法&_page=2"]
    rows = [[words(cell) for cell in found.xpath("//tbody/tr/td")] for found in (first, second)]
    assert len(rows[0]) > 3 and rows[0] != rows[1]
    assert get(datasette, f"{asked}&_page=3").status_code == 404


@pytest.mark.parametrize(("query", "said"), [("word=存款", "没有这样的结果"), ("wrod=1", "没有 wrod 这个参数")])
def test_a_query_without_rows_says_so(datasette: Datasette, query: str, said: str) -> None:
    assert said in get(datasette, f"/fatiao/upper_limits?{query}").text


def test_a_query_as_a_workbook(datasette: Datasette, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = get(datasette, "/fatiao/parameters_of_regulation.xlsx?regulation=办法")
    book = load_workbook(io.BytesIO(answer.content))
    heads, *rows = book.worksheets[0].values
    assert book.worksheets[0].title == "一部规定的全部参数" and len(rows) == 2
    row = dict(zip(heads, rows[0], strict=True))
    assert (row["规定"], row["种类"]) == ("甲市小额贷款办法 第二条第一款", "比例")
    assert unquote(str(row["网址"])).endswith(f"/regulation/{LOANS}#art_2__para_1")
    monkeypatch.setattr(canned, "MOST_ROWS", 1)
    monkeypatch.setattr("fatiao.publish.pages.workbooks.MOST_ROWS", 1)
    again = "regulation=小额"  # another address: the answer to the first may be kept
    cut = load_workbook(io.BytesIO(get(datasette, f"/fatiao/parameters_of_regulation.xlsx?{again}").content))
    assert len(list(cut.worksheets[0].values)) == 2 and "未列完" in dict(list(cut.worksheets[1].values)[1:])
    assert "超过" in words(page(datasette, f"/fatiao/parameters_of_regulation?{again}"))
