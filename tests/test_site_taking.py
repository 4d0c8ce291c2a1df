"""What is taken away: lists as workbooks, provisions in every form of citation."""

from __future__ import annotations

import asyncio
import io
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from datasette.app import Datasette
from fatiao.publish.queries import taken
from fatiao.publish.serve import build
from fatiao.publish.words.citing import FORMS, Cited
from openpyxl import load_workbook

LOANS = "甲市小额贷款办法-e51e122a"
PENALTY = f"{LOANS}#art_2__para_2-1"


@pytest.fixture
def datasette(database: Path) -> Datasette:
    """Datasette over the sample database."""
    return build(database)


def get(datasette: Datasette, path: str, **arguments: str) -> Any:
    """Return an answer."""
    return asyncio.run(datasette.client.get(f"{path}?{urlencode(arguments)}"))


def sheets(datasette: Datasette, path: str, **arguments: str) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Return the rows of a workbook by their heads, and what its second sheet tells."""
    answer = get(datasette, path, **arguments)
    assert answer.status_code == 200 and answer.headers["content-disposition"].endswith(".xlsx")
    book = load_workbook(io.BytesIO(answer.content))
    heads, *rows = book.worksheets[0].values
    return [dict(zip(heads, row, strict=True)) for row in rows], dict(list(book.worksheets[1].values)[1:])


def test_parameters_as_a_workbook(datasette: Datasette) -> None:
    rows, told = sheets(datasette, "/fatiao/parameters.xlsx", role="penalty")
    (row,) = rows
    assert (row["规定"], row["条款"], row["作用"]) == ("甲市小额贷款办法", "第二条第二款", "处罚")
    assert (row["数值"], row["下限"], row["上限"], row["单位"]) == ("1 万元 至 20 万元", 10_000, 200_000, "元")
    assert row["引用"] == "《甲市小额贷款办法》第二条第二款"
    assert row["网址"].endswith("#n_art_2__para_2-1")
    assert told["条件"].endswith("/fatiao/parameters?role=penalty") and told["条数"] == 1
    everything, _ = sheets(datasette, "/fatiao/parameters.xlsx")
    assert len(everything) == 4
    assert [row["规定"] for row in everything] == sorted(row["规定"] for row in everything)
    assert not sheets(datasette, "/fatiao/parameters.xlsx", _value_from="999亿元")[0]
    assert get(datasette, "/fatiao/parameters.xlsx", rolle="penalty").json()["status"] == 400


def test_what_a_search_finds_as_a_workbook(datasette: Datasette) -> None:
    rows, told = sheets(datasette, "/search.xlsx", q="款", role="penalty")
    assert [(row["规定"], row["条款"]) for row in rows] == [("甲市小额贷款办法", "第二条第二款")]
    assert rows[0]["原文"].startswith("违反规定的，处1万元") and told["条数"] == 1
    assert len(sheets(datasette, "/search.xlsx", q="罚款处")[0]) == 1
    assert sheets(datasette, "/search.xlsx", q="")[0] == []
    assert get(datasette, "/search.xlsx", qq="款").json()["status"] == 400


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("/fatiao/parameters", {"_search": "罚款处"}),
        ("/search", {"q": "罚款处"}),
        ("/search", {"q": "以下的", "role": "penalty"}),  # which stands in another clause, without a penalty
    ],
)
def test_a_workbook_has_what_the_page_found_instead(datasette: Datasette, path: str, asked: dict[str, str]) -> None:
    assert "第二条第二款" in get(datasette, path, **asked).text
    assert [row["条款"] for row in sheets(datasette, f"{path}.xlsx", **asked)[0]] == ["第二条第二款"]


def test_the_list_of_regulations_as_a_workbook(datasette: Datasette) -> None:
    rows, told = sheets(datasette, "/regulations.xlsx", q="甲市 贷款")
    assert [(row["规定"], row["公布"], row["数值"]) for row in rows] == [("甲市小额贷款办法", "2008-05-01", 2)]
    assert rows[0]["网址"].endswith("-e51e122a") and told["条数"] == 1
    assert get(datasette, "/regulations.xlsx", page="2").json()["status"] == 400


def test_a_workbook_tells_what_it_leaves_out(datasette: Datasette, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taken, "MOST_ROWS", 2)
    monkeypatch.setattr("fatiao.publish.pages.workbooks.MOST_ROWS", 2)
    rows, told = sheets(datasette, "/fatiao/parameters.xlsx")
    assert len(rows) == 2 and told["条数"] == 4 and "前 2 条" in told["未列完"]


def test_lists_lead_to_their_workbooks(datasette: Datasette) -> None:
    for path, arguments, workbook in (
        ("/fatiao/parameters", {"role": "penalty", "_sort": "max_value"}, "/fatiao/parameters.xlsx?role=penalty"),
        ("/regulations", {"sort": "old"}, "/regulations.xlsx?sort=old"),
        ("/search", {"q": "罚款"}, "/search.xlsx?q=%E7%BD%9A%E6%AC%BE"),
        (f"/regulation/{LOANS}", {}, f"/fatiao/parameters.xlsx?{urlencode({'document_id': LOANS})}"),
    ):
        assert f'href="{workbook}"' in get(datasette, path, **arguments).text


def test_a_provision_is_cited_in_every_form(datasette: Datasette) -> None:
    told = get(datasette, "/cite.json", id=PENALTY).json()
    url = told["url"]
    assert told["id"] == f"{LOANS}#art_2__para_2" and url.endswith("#art_2__para_2")
    assert told["cite"] == "《甲市小额贷款办法》第二条第二款"
    text = "违反规定的，处1万元以上20万元以下罚款：\n（一）未经批准的；\n（二）逾期不改的。"
    assert told["text"] == text
    assert told["words"] == f"{told['cite']}：“{text}”（甲府〔2008〕9号，2008-05-01 公布），{url}"
    today = date.today().isoformat()
    assert told["gbt7714"] == f"甲市人民政府. 甲市小额贷款办法：第二条第二款[Z/OL]. (2008-05-01)[{today}]. {url}."
    assert told["bibtex"] == (
        "@misc{fatiao_e51e122a_art_2__para_2,\n  title = {{甲市小额贷款办法}},\n  author = {{甲市人民政府}},\n"
        "  year = {2008},\n  date = {2008-05-01},\n  number = {甲府〔2008〕9号},\n  note = {第二条第二款},\n"
        f"  url = {{{url}}},\n  urldate = {{{today}}},\n  langid = {{chinese}},\n}}"
    )
    for eid, words in (
        ("art_1", "为规范小额贷款，"),
        ("art_2__para_2__item_1", "未经批准的；”"),
        ("chp_1", "总则”"),
    ):
        told = get(datasette, "/cite.json", id=f"{LOANS}#{eid}").json()
        assert told["words"].startswith(f"{told['cite']}：“{words}"), "the number of the clause stands once"
        assert told["text"].startswith(("第一条 为", "（一）未", "第一章 总则"))
    whole = get(datasette, "/cite.json", id=LOANS).json()
    assert (whole["cite"], whole["citation"], whole["text"]) == ("《甲市小额贷款办法》", "", "")
    for missing in ("", "没有", f"{LOANS}#art_99"):
        assert get(datasette, "/cite.json", id=missing).json()["status"] == 404


def test_what_is_unknown_is_left_out_of_citations() -> None:
    bare = Cited("甲-00000000", "甲{乙}", "", "", "", "", "", "", "http://x/甲", "2020-01-01")
    forms = {name: form(bare) for name, (_, form) in FORMS.items()}
    assert forms["words"] == "《甲{乙}》，http://x/甲"
    assert forms["gbt7714"] == "甲{乙}[Z/OL]. [2020-01-01]. http://x/甲."
    assert "title = {{甲乙}}" in forms["bibtex"] and "author" not in forms["bibtex"]
