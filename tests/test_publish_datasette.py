"""What Datasette shows: tables, search, queries, links."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from html import unescape
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from datasette.app import Datasette
from datasette.plugins import pm
from datasette.utils import tilde_encode
from fatiao.publish import plugin
from fatiao.publish.pages import parameters as parameters_page
from fatiao.publish.serve import build, metadata
from fatiao.publish.words.names import column_name
from fatiao.store.editorial import record_moved
from fatiao.store.write import Store

DATABASE = "fatiao"
QUERIES = metadata()["databases"]["fatiao"]["queries"]
LOANS = "甲市小额贷款办法-e51e122a"


@pytest.fixture
def datasette(database: Path) -> Datasette:
    """Datasette over the sample database."""
    return build(database)


def get(datasette: Datasette, path: str, **arguments: str):
    """Ask Datasette for a page of the sample database."""
    query = "?" + urlencode(arguments) if arguments else ""
    return asyncio.run(datasette.client.get(f"/{DATABASE}{path}{query}"))


def ask(datasette: Datasette, path: str, **arguments: str) -> list[dict[str, object]]:
    """Ask Datasette for rows."""
    response = get(datasette, f"{path}.json", _shape="array", **arguments)
    assert response.status_code == 200, response.text
    return response.json()


def shown(html: str) -> str:
    """Return a page as it is read: without tags, blanks collapsed."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


EMPTY = ("works", "issuers", "boxes", "history", "edits", "decided", "builds", "snapshots")
"""Tables of which the page of these tests gives no row."""


@pytest.mark.parametrize("table", metadata()["databases"]["fatiao"]["tables"])
def test_every_table_and_its_first_row_can_be_seen(datasette: Datasette, table: str) -> None:
    page = get(datasette, f"/{table}")
    assert page.status_code == 200
    assert metadata()["databases"]["fatiao"]["tables"][table]["description"] in unescape(page.text)
    if table != "clauses":  # a view has no rows of its own
        found = get(datasette, f"/{table}.json", _shape="object", _size="1").json()
        assert found or table in EMPTY
        key, first = next(iter(found.items()), (None, {}))
    if table != "clauses" and key is not None:
        row = get(datasette, f"/{table}/{key}")
        assert row.status_code == 200
        assert column_name(table, "text") in row.text or "text" not in first


def test_the_front_page_is_in_chinese_and_hides_what_no_reader_needs(datasette: Datasette) -> None:
    assert "法条" in asyncio.run(datasette.client.get("/")).text
    hidden = {t["name"]: t["hidden"] for t in get(datasette, ".json").json()["tables"]}
    assert {name for name, is_hidden in hidden.items() if not is_hidden} == {
        *(
            "sources",
            "works",
            "issuers",
            "documents",
            "provisions",
            "parameters",
            "citations",
            "definitions",
            "tables",
            "cells",
            "flags",
            "history",
        ),
    }
    assert {"files", "boilerplate", "provisions_fts", "provisions_fts_data", "documents_fts"} <= set(hidden)


def test_a_parameter_leads_to_its_clause_and_its_regulation(datasette: Datasette) -> None:
    page = get(datasette, "/parameters").text
    link = re.search(r'<a href="(/regulation/[^"]+)#(n_\w+-\d+)">甲市小额贷款办法 第二条第一款</a>', page)
    assert link and f'id="{link[2]}"' in asyncio.run(datasette.client.get(link[1])).text
    all_columns = get(datasette, "/parameters", _nocol="rule").text
    for label, anchor in (("第二条第一款", "#art_2__para_1"), ("甲市小额贷款办法", "")):
        assert f'<a href="/regulation/{quote(LOANS)}{anchor}">{label}</a>' in all_columns


def test_an_identifier_that_changed_leads_to_the_new_one(datasette: Datasette, database: Path) -> None:
    old, gone = "甲市小额货款办法-00000000", "乙市办法-00000000"
    missing = asyncio.run(datasette.client.get(f"/regulation/{quote(old)}"))
    record_moved(database, {old: LOANS})
    answer = asyncio.run(datasette.client.get(f"/regulation/{quote(old)}?cite=art_1"))
    assert (missing.status_code, answer.status_code) == (404, 301)
    assert answer.headers["location"] == f"/regulation/{quote(LOANS)}?cite=art_1"
    assert asyncio.run(datasette.client.get(answer.headers["location"])).status_code == 200
    assert asyncio.run(datasette.client.get(f"/regulation/{quote(gone)}")).status_code == 404


def test_a_clause_leads_back_to_its_parameters(datasette: Datasette) -> None:
    page = get(datasette, "/provisions/" + tilde_encode(f"{LOANS}#art_2__para_1")).text
    link = re.search(rf'href="(/{DATABASE}/parameters\?provision_id=[^"]+)"', page)
    assert link and "#" not in link[1]
    found = shown(asyncio.run(datasette.client.get(unescape(link[1]))).text)
    assert "1 个参数" in found and "≤ 5 倍 贷款余额" in found


def test_cells_read_well_and_json_stays_exact(datasette: Datasette) -> None:
    page = shown(get(datasette, "/parameters").text)
    assert "≤ 5 倍 贷款余额" in page and "1 万元 至 20 万元" in page
    every_column = shown(get(datasette, "/parameters", _nocol="rule").text)
    assert "≤ 5倍 贷款余额不得超过" in every_column and " 20 万元 " in every_column
    assert "200000" not in page + every_column
    row = ask(datasette, "/parameters", attribute="贷款余额")[0]
    assert (row["comparator"], row["max_value"], row["mention"]) == ("<=", 5.0, "5倍")


def test_facets_are_counted(datasette: Datasette) -> None:
    facets = get(datasette, "/parameters.json").json()["facet_results"]
    assert {f["value"]: f["count"] for f in facets["quantity"]["results"]} == {"money": 2, "ratio": 1, "date": 1}


TABLES_OF_PARAMETERS = [
    ({}, "all"),
    ({"quantity": "money"}, "of a kind"),
    ({"quantity": "money", "role": "penalty"}, "of a kind and a role"),
    ({"quantity": ["money", "ratio"]}, "of two kinds at once"),
    ({"region": "乙市"}, "of a region without any"),
    ({"attribute__contains": "余额"}, "with a condition"),
    ({"unit__notnull": "1"}, "with a unit"),
    ({"_value_from": "10万元"}, "by value"),
    ({"_value_from": "1万元", "_value_to": "10万元", "role": "penalty"}, "by value and role"),
    ({"_search": "罚款"}, "with a word"),
    ({"_search": "罚款", "quantity": "money"}, "with a word and of a kind"),
    ({"_search": "贷款 基金", "_value_to": "6倍"}, "with words and by value"),
    ({"_search": "%_\"'*"}, "with signs"),
    ({"nothing": "1"}, "by a column that is not"),
]


@pytest.mark.parametrize(
    "arguments", [row[0] for row in TABLES_OF_PARAMETERS], ids=[row[1] for row in TABLES_OF_PARAMETERS]
)
def test_the_page_of_parameters_is_the_one_that_datasette_makes(
    database: Path, monkeypatch: pytest.MonkeyPatch, arguments: dict[str, str | list[str]]
) -> None:
    datasette = build(database)
    datasette._metadata_local["databases"]["fatiao"]["tables"]["parameters"]["size"] = 2  # that there is a next page
    pages = []
    for simple in (parameters_page.is_simple, lambda request: False):
        monkeypatch.setattr(parameters_page, "is_simple", simple)
        answer = asyncio.run(datasette.client.get(f"/fatiao/parameters?{urlencode(arguments, doseq=True)}"))
        pages.append((answer.status_code, re.sub(r"查询用时 [0-9.]+ 毫秒", "", answer.text)))
    assert pages[0] == pages[1]


SEARCHES = [
    ("provisions", {"_search": "罚款"}, 1, "two characters"),
    ("provisions", {"_search": "贷款"}, 2, "in two clauses"),
    ("provisions", {"_search": "贷款 基金"}, 1, "both words"),
    ("provisions", {"_search": "贷基"}, 0, "no such word"),
    ("provisions", {"_search_text": "罚款"}, 1, "in one column"),
    ("provisions", {"_search": "罚款 OR 收费", "_searchmode": "raw"}, 2, "FTS5 syntax when asked for"),
    ("provisions", {"_search_text": "罚款 OR 收费", "_searchmode": "raw"}, 2, "the same in one column"),
    ("provisions", {"_search": "罚款 OR 收费"}, 0, "not unasked"),
    ("provisions", {"_search": "", "level": "item"}, 3, "an empty search is none"),
    ("provisions", {"_search": "  "}, 10, "blanks are none either"),
    ("documents", {"_search": "小额"}, 1, "titles"),
    ("documents", {"_search": "甲府〔2008〕9号"}, 1, "document numbers"),
    ("parameters", {"_search": "罚款"}, 1, "parameters"),
]


@pytest.mark.parametrize(("table", "arguments", "count"), [r[:3] for r in SEARCHES], ids=[r[3] for r in SEARCHES])
def test_search(datasette: Datasette, table: str, arguments: dict[str, str], count: int) -> None:
    assert len(ask(datasette, f"/{table}", **arguments)) == count


ODD = [
    '"',
    '""',
    "*",
    "AND",
    "罚款 AND",
    "NEAR(",
    "%",
    "_",
    "'",
    "\\",
    ":",
    "罚款\x00",
    "-罚款",
    "款" * 7_000,
    "款 " * 4_000,
    "x" * 10_000,
    "😀",
]


@pytest.mark.parametrize("words", ODD, ids=range(len(ODD)))
def test_no_search_breaks_a_page(datasette: Datasette, words: str) -> None:
    assert get(datasette, "/provisions", _search=words).status_code == 200
    assert get(datasette, "/search_clauses", words=words).status_code == 200


def test_a_wrong_raw_query_is_the_readers_error(datasette: Datasette) -> None:
    assert get(datasette, "/provisions", _search="罚款 AND", _searchmode="raw").status_code == 400


CANNED = [
    ("upper_limits", {}, [("甲市小额贷款办法", "第二条第一款", "5倍")], ("规定", "条款", "数值")),
    ("upper_limits", {"word": "基金"}, [("5倍",)], ("数值",)),
    ("upper_limits", {"word": "存款"}, [], ()),
    ("upper_limits", {"word": "%"}, [], ()),
    ("deadlines_of_authority", {}, [], ()),
    ("fines_above", {}, [(200000.0, "违反规定的")], ("最高额（元）", "对象")),
    ("fines_above", {"amount": "20万元"}, [("第二条第二款",)], ("条款",)),
    ("fines_above", {"amount": "200,001"}, [], ()),
    ("fines_above", {"amount": "很多"}, [], ()),
    ("parameters_of_regulation", {}, [("ratio",), ("money",)], ("种类",)),
    ("parameters_of_regulation", {"regulation": "收费"}, [("第",), ("第",)], ()),
    ("parameters_of_regulation", {"regulation": LOANS}, [("limit",), ("penalty",)], ("作用",)),
    ("compare_attribute", {"attribute": "余额"}, [("贷款余额", "甲市")], ("事项", "地区")),
    ("search_clauses", {}, [("违反规定的，处1万元以上20万元以下罚款：",)], ("摘录",)),
    ("search_clauses", {"words": "未经 批准"}, [("第二条第二款第（一）项",)], ("条款",)),
    ("in_force_between", {}, [("2008-05-01",), ("2009-01-01",)], ("施行日期",)),
    ("in_force_between", {"since": "2008", "until": "2008"}, [("甲市小额贷款办法",)], ("规定",)),
    ("as_of_day", {"regulation": "小额贷款", "day": "2008-04-30"}, [], ()),
    (
        "as_of_day",
        {"regulation": "小额贷款", "day": "2008-05-01"},
        [("甲市小额贷款办法", "2008-05-01")],
        ("规定", "施行"),
    ),
    ("as_of_day", {"day": "2030-01-01"}, [], ()),
    ("doubtful_parameters", {}, [], ()),
    ("doubtful_parameters", {"below": "0.95"}, [(0.9,)] * 4, ("置信度",)),
]


@pytest.mark.parametrize(
    ("query", "arguments", "rows", "columns"), CANNED, ids=[f"{r[0]} {'; '.join(r[1].values())}" for r in CANNED]
)
def test_canned_queries(
    datasette: Datasette,
    query: str,
    arguments: dict[str, str],
    rows: list[tuple[object, ...]],
    columns: tuple[str, ...],
) -> None:
    found = ask(datasette, f"/{query}", **arguments)
    assert len(found) == len(rows)
    if columns:
        assert [tuple(row[column] for column in columns) for row in found] == rows


def test_every_canned_query_has_a_case() -> None:
    assert {row[0] for row in CANNED} == set(QUERIES)


def test_deadlines_are_found_by_authority_and_by_holder(database: Path) -> None:
    connection = sqlite3.connect(database)
    with connection:
        connection.execute("update parameters set role = 'deadline' where attribute in ('罚款', '施行')")
        connection.execute("update parameters set holder = '乙市人民政府' where attribute = '施行'")
    connection.close()
    datasette = build(database)
    assert len(ask(datasette, "/deadlines_of_authority")) == 2
    assert len(ask(datasette, "/deadlines_of_authority", authority="甲市")) == 1
    assert len(ask(datasette, "/deadlines_of_authority", authority="丙市")) == 0


@pytest.mark.parametrize("query", QUERIES)
def test_pages_of_canned_queries_render(datasette: Datasette, query: str) -> None:
    page = get(datasette, f"/{query}")
    assert page.status_code == 200
    assert QUERIES[query]["title"] in page.text and 'class="message-error"' not in page.text


def test_query_results_lead_to_the_clause(datasette: Datasette) -> None:
    page = get(datasette, "/upper_limits").text
    assert f'<a href="/regulation/{quote(LOANS)}#art_2__para_1">甲市小额贷款办法 第二条第一款</a>' in page


def test_programs_on_other_sites_may_ask(datasette: Datasette) -> None:
    assert get(datasette, "/parameters.json").headers["access-control-allow-origin"] == "*"


def test_markup_in_the_text_stays_text(database: Path) -> None:
    connection = sqlite3.connect(database)
    with connection:
        connection.execute("update parameters set mention = '<b>5倍', comparator = '<='")
        connection.execute("update provisions set citation = '<script>x'")
    connection.close()
    datasette = build(database)
    assert "<b>5倍" not in get(datasette, "/parameters").text
    assert "<script>x" not in get(datasette, "/upper_limits").text + get(datasette, "/clauses").text


def test_other_databases_are_left_alone(tmp_path: Path, database: Path) -> None:
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.execute("create table parameters (id integer primary key, comparator text)")
    connection.execute("insert into parameters values (1, '<=')")
    connection.commit()
    connection.close()
    assert pm.is_registered(plugin) or build(database)
    other = Datasette(files=[str(path)])
    assert "&lt;=" in asyncio.run(other.client.get("/other/parameters")).text
    sql = quote("select escape_fts('罚款')")
    assert '"罚款"' in asyncio.run(other.client.get(f"/other.json?sql={sql}&_shape=arrays")).json()["rows"][0]


def test_an_empty_database_can_be_served(tmp_path: Path) -> None:
    Store(tmp_path / "样本.db").close()
    datasette = build(tmp_path / "样本.db")
    assert get(datasette, "/parameters").status_code == 200
    assert ask(datasette, "/parameters_of_regulation") == []


@pytest.mark.parametrize("table", ["flags", "parameters"])
def test_a_table_that_nobody_may_see_is_shown_to_nobody(datasette: Datasette, table: str) -> None:
    datasette._metadata_local["databases"]["fatiao"]["tables"][table]["allow"] = {"id": "root"}
    for _ in range(2):  # who may see a table is asked once
        for path in (f"/{table}", f"/{table}.json", f"/{table}/1", f"/{table}/1.json"):
            assert get(datasette, path).status_code == 403
        assert get(datasette, "/documents").status_code == 200
