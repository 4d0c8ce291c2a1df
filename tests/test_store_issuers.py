"""Authorities in the database and on the site: one in all its writings."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from fatiao.pipeline import build
from fatiao.publish.serve import build as build_site

PAGES = {
    "a.txt": "停车收费条例\n2001年5月1日 中华人民共和国国务院令第300号公布\n第一条 收费不得超过10元。\n第二条 自公布之日起施行。\n",
    "b.txt": "停车场地条例\n2002年5月1日 国务院令第301号公布\n第一条 场地不得少于10平方米。\n第二条 自公布之日起施行。\n",
    "c.txt": "云州市停车条例\n2003年5月1日 市九届人大常委会第三次会议通过\n第一条 罚款不得超过100元。\n"
    "第二条 本条例自2003年6月1日起施行。\n",
}


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A database of three regulations, two of one authority."""
    for name, text in PAGES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    path = tmp_path / "laws.db"
    assert not build([tmp_path / name for name in PAGES], path, jobs=1).failures
    return path


@pytest.fixture
def rows(built: Path) -> Callable[[str], list[tuple[str, ...]]]:
    """Ask that database."""
    return lambda sql: sqlite3.connect(built).execute(sql).fetchall()


def test_every_name_has_the_one_that_its_writings_share(rows: Callable[[str], list[tuple[str, ...]]]) -> None:
    assert rows("select name, canonical from issuers order by name") == [
        ("中华人民共和国国务院", "国务院"),
        ("云州市人大常委会", "云州市人民代表大会常务委员会"),
        ("国务院", "国务院"),
    ]
    assert rows("select issuer from documents except select name from issuers") == []
    assert rows("select body from history where body is not null except select name from issuers") == []


def test_documents_and_parameters_are_counted_by_it(rows: Callable[[str], list[tuple[str, ...]]]) -> None:
    of_each = [("云州市人民代表大会常务委员会", 1), ("国务院", 2)]
    assert rows("select issuer_group, count(*) from documents group by 1 order by 1") == of_each
    assert rows("select issuer, count(distinct document_id) from parameters group by 1 order by 1") == of_each
    assert rows("select issuer from documents where title = '停车收费条例'") == [("中华人民共和国国务院",)]


def test_another_build_has_the_names_that_are_left(built: Path, rows: Callable[[str], list[tuple[str, ...]]]) -> None:
    (built.parent / "a.txt").write_text(PAGES["a.txt"].replace("中华人民共和国国务院", "财政部"), encoding="utf-8")
    build([built.parent / name for name in PAGES], built, jobs=1, force=True)
    assert rows("select name from issuers order by name") == [("云州市人大常委会",), ("国务院",), ("财政部",)]


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/", "国务院"),
        ("/fatiao/documents?issuer_group=%E5%9B%BD%E5%8A%A1%E9%99%A2", "停车收费条例"),
        ("/fatiao/documents?issuer_group=%E5%9B%BD%E5%8A%A1%E9%99%A2", "停车场地条例"),
        ("/search?q=%E8%BF%87&issuer=%E5%9B%BD%E5%8A%A1%E9%99%A2", "停车收费条例"),
        ("/fatiao/issuers?canonical=%E5%9B%BD%E5%8A%A1%E9%99%A2", "中华人民共和国国务院"),
    ],
)
def test_the_site_takes_them_for_one(built: Path, address: str, words: str) -> None:
    site = build_site(built)
    page = asyncio.run(site.client.get(address))
    assert page.status_code == 200
    assert words in page.text
