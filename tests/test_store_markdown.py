"""Markdown: how a document reads, and that a renderer shows every character of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from fatiao.extract.page import process_source
from fatiao.pipeline import build
from fatiao.store.errors import StoreError
from fatiao.store.export import markdown_document
from fatiao.store.export.document import Document, read_document
from fatiao.store.export.markdown import escape
from fatiao.store.export.pieces import clean
from fatiao.store.write import Store
from fatiao.text.furniture import is_furniture
from fatiao.text.source import Source
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from markdown_it import MarkdownIt

PAGES = sorted((Path(__file__).parent.parent / "corpus" / "pages").iterdir())
RENDERER = MarkdownIt("commonmark").enable("table")


def store(path: Path, text: str) -> Path:
    processed = process_source(Source("a" * 64, "page.txt", "text/plain", "utf-8", text))
    with Store(path) as database:
        database.replace(processed.page, processed.parameters, processed.flags)
    return path


def documents(path: Path) -> Iterator[tuple[Document, str]]:
    with closing(sqlite3.connect(path)) as db:
        for (id,) in db.execute("select id from documents order by source_id, ordinal").fetchall():
            yield read_document(db, id), markdown_document(db, id)


def shown(markdown: str) -> str:
    """What a reader sees of the Markdown, without white space."""
    return "".join(html.fromstring(f"<div>{RENDERER.render(markdown)}</div>").text_content().split())


def squeezed(text: str) -> str:
    return "".join(clean(text).split())


PRINTED = [
    pytest.param(
        "某市测试办法（试行）\n某政发〔2008〕9号\n第一条 甲。\n某市人民政府\n2008年6月26日\n",
        "# 某市测试办法（试行）\n\n- 发布机关：某市人民政府\n- 文号：某政发〔2008〕9号\n- 公布日期：2008-06-26\n- 状态：试行\n\n"
        "**第一条**　甲。\n\n某市人民政府\\\n2008年6月26日\n",
        id="title, what is known, signature",
    ),
    pytest.param(
        "某市测试办法\n第一编 总编\n第一章 总则\n第一节 目的\n第一条 甲。\n乙。\n第二条 丙。\n",
        "# 某市测试办法\n\n## 第一编 总编\n\n### 第一章 总则\n\n#### 第一节 目的\n\n**第一条**　甲。\n\n乙。\n\n**第二条**　丙。\n",
        id="headings by depth, articles in bold",
    ),
    pytest.param(
        "某市测试办法\n第一条 应当具备下列条件：\n（一）有下列住所：\n1．自有的；\n2．租用的；\n（二）有资金。\n不具备的，不予批准。\n",
        "# 某市测试办法\n\n**第一条**　应当具备下列条件：\n\n- （一）有下列住所：\n\n  - 1．自有的；\n\n  - 2．租用的；\n\n"
        "- （二）有资金。\n\n不具备的，不予批准。\n",
        id="items as lists, with their own numbers",
    ),
    pytest.param(
        "某市测试办法\n第一条【申请】 甲。\n第二条【批准】 乙。\n",
        "# 某市测试办法\n\n**第一条【申请】**　甲。\n\n**第二条【批准】**　乙。\n",
        id="a caption",
    ),
    pytest.param(
        "某市测试办法\n（2008年6月26日某市人民政府令第9号公布）\n时间:2024-06-29 07:58:39 阅读:8672\n第一条 甲。\n",
        "# 某市测试办法\n\n- 发布机关：某市人民政府\n- 文号：某市人民政府令第9号\n- 公布日期：2008-06-26\n\n"
        "（2008年6月26日某市人民政府令第9号公布）\n\n**第一条**　甲。\n",
        id="history, but not the site's line",
    ),
    pytest.param(
        "某市人民政府关于收费的通知\n各县人民政府：\n一、收费标准\n（一）每吨80元。\n二、本通知自2009年1月1日起施行。\n",
        "# 某市人民政府关于收费的通知\n\n- 发布机关：某市人民政府\n- 施行日期：2009-01-01\n\n各县人民政府：\n\n## 一、收费标准\n\n"
        "- （一）每吨80元。\n\n二、本通知自2009年1月1日起施行。\n",
        id="a notice",
    ),
    pytest.param(
        "某市测试办法\n第一条 甲。\n附件：收费标准\n档次\t金额\n甲_类\t80\n乙[类]\t90\n",
        "# 某市测试办法\n\n**第一条**　甲。\n\n## 附件：收费标准\n\n| 档次 | 金额 |\n| --- | --- |\n| 甲\\_类 | 80 |\n| 乙\\[类\\] | 90 |\n",
        id="a table",
    ),
    pytest.param(
        "某市测试办法\n第一条 甲。\n附件：收费标准\n甲类每吨80元。\n乙类每吨90元。\n",
        "# 某市测试办法\n\n**第一条**　甲。\n\n## 附件：收费标准\n\n甲类每吨80元。\n\n乙类每吨90元。\n",
        id="an annex",
    ),
]


@pytest.mark.parametrize(("text", "markdown"), PRINTED)
def test_printed(tmp_path: Path, text: str, markdown: str) -> None:
    assert [markdown] == [found for _, found in documents(store(tmp_path / "page.db", text))]


ESCAPED = [
    pytest.param("甲*乙*_丙_`丁`", "甲\\*乙\\*\\_丙\\_\\`丁\\`", id="emphasis and code"),
    pytest.param("<b>甲</b>&amp;", "\\<b\\>甲\\</b\\>\\&amp;", id="HTML"),
    pytest.param("[1]甲~~乙~~|丙\\丁", "\\[1\\]甲\\~\\~乙\\~\\~\\|丙\\\\丁", id="links, strikes, cells"),
    pytest.param("# 甲", "\\# 甲", id="a heading"),
    pytest.param("- 甲", "\\- 甲", id="a list"),
    pytest.param("1. 甲", "1\\. 甲", id="a numbered list"),
    pytest.param("12) 甲", "12\\) 甲", id="a numbered list with brackets"),
    pytest.param("1.5倍", "1.5倍", id="a number"),
    pytest.param("  甲\t 乙\n丙 ", "甲 乙 丙", id="white space"),
    pytest.param("甲\x00乙\x0c丙", "甲�乙 丙", id="control characters"),
]


@pytest.mark.parametrize(("text", "markdown"), ESCAPED)
def test_escape(text: str, markdown: str) -> None:
    assert escape(text) == markdown


@given(st.text(st.sampled_from("甲乙 *_`[]<>|~&\\#+-=.!()1234567890:{}\"'^$/@ht\t\n"), max_size=30))
def test_escaped_text_is_shown_as_it_is(text: str) -> None:
    assert shown(escape(text)) == squeezed(text)


def test_the_samples_are_shown_whole(tmp_path: Path) -> None:
    build([str(path) for path in PAGES], tmp_path / "samples.db", jobs=1)
    found = list(documents(tmp_path / "samples.db"))
    assert len(found) == 18
    for document, markdown in found:
        body = shown(markdown)
        for provision in document.provisions:
            if not document.tables_within(provision.own):
                lines = provision.own.of(document.text).split("\n")
                words = "".join(squeezed(line) for line in lines if any(map(str.isprintable, line)))
                assert words.replace("\ue004", "") in body.replace("\ue004", "")
        for table in document.tables_within(document.span):
            assert "".join(squeezed(piece.of(document.text)) for piece in table.pieces) in body
        assert not any(is_furniture(line) for line in markdown.split("\n"))


def test_an_unknown_document_is_named(database: Path) -> None:
    with closing(sqlite3.connect(database)) as db, pytest.raises(StoreError, match="no document has the id 乙法"):
        markdown_document(db, "乙法")
