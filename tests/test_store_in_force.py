"""Works and versions, and what a document is on a day."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from asked import built
from click.testing import CliRunner
from fatiao.cli import main
from fatiao.store.in_force import Standing, as_of, status_on, versions_of
from fatiao.store.works import names_of

OLD = """某市停车条例
（2001年3月1日某市第一届人民代表大会常务委员会第三次会议通过）
第一条 为了加强停车管理，制定本条例。
第二条 停车费每小时不得超过三元。
第三条 本条例自2001年5月1日起施行。
"""
NEW = """某市停车条例
（2001年3月1日某市第一届人民代表大会常务委员会第三次会议通过 2010年6月1日某市第三届人民代表大会常务委员会第九次会议修订）
第一条 为了加强停车管理，制定本条例。
第二条 停车费每小时不得超过五元。
第三条 本条例自2010年8月1日起施行。
"""
AMENDED = """某市绿地条例
（2001年3月1日某市第一届人民代表大会常务委员会第三次会议通过 根据2012年6月1日某市第三届人民代表大会常务委员会第九次会议《关于修改〈某市绿地条例〉的决定》修正）
第一条 为了保护绿地，制定本条例。
第二条 毁绿的，处五百元罚款。
第三条 本条例自2001年5月1日起施行。
"""
INCLUDED = """某市人民代表大会常务委员会关于修改《某市绿地条例》的决定
（2012年6月1日某市第三届人民代表大会常务委员会第九次会议通过）
一、第二条修改为：“毁绿的，处五百元罚款。”
二、本决定自2012年9月1日起施行。
"""
REPEALS = """某市道路条例
（2020年3月1日某市第五届人民代表大会常务委员会第三次会议通过）
第一条 为了加强道路管理，制定本条例。
第二条 本条例自2020年5月1日起施行。《某市停车条例》和《某市照明办法》同时废止。
"""
CHANGES = """某市人民代表大会常务委员会关于修改《某市停车条例》的决定
（2015年3月1日某市第四届人民代表大会常务委员会第三次会议通过）
某市第四届人民代表大会常务委员会第三次会议决定对《某市停车条例》作如下修改：
一、第二条修改为：“停车费每小时不得超过六元。”
二、本决定自2015年4月1日起施行。
"""
ELSEWHERE = OLD.replace("某市", "乙县")
TRIAL = """某市噪声办法（试行）
第一条 为了减少噪声，制定本办法。
第二条 本办法自2019年1月1日起施行，有效期二年。
"""
REPEALED_UNDATED = """某市照明办法
第一条 为了照明，制定本办法。
第二条 损坏路灯的，处五百元罚款。
"""
UNDATED = """某市绿化办法
第一条 为了绿化，制定本办法。
第二条 乱砍树木的，处一千元罚款。
"""


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    folder = tmp_path_factory.mktemp("works")
    pages = {
        "old": OLD,
        "new": NEW,
        "repeals": REPEALS,
        "changes": CHANGES,
        "elsewhere": ELSEWHERE,
        "amended": AMENDED,
        "included": INCLUDED,
    }
    texts = {**pages, "trial": TRIAL, "undated": UNDATED, "lights": REPEALED_UNDATED}
    with closing(sqlite3.connect(built(folder, texts))) as connection:
        yield connection


def document(database: sqlite3.Connection, name: str) -> str:
    sql = "select d.id from documents d join sources s on s.id = d.source_id where s.uri like ?"
    ((found,),) = database.execute(sql, [f"%{name}.txt"])
    return str(found)


@pytest.mark.parametrize(
    ("name", "day", "standing", "by"),
    [
        ("old", "2001-04-30", Standing.AHEAD, None),
        ("old", "2001-05-01", Standing.IN_FORCE, None),
        ("old", "2010-07-31", Standing.IN_FORCE, None),
        ("old", "2010-08-01", Standing.AMENDED, "new"),
        ("new", "2012-01-01", Standing.IN_FORCE, None),
        ("new", "2015-04-01", Standing.AMENDED, "changes"),
        ("new", "2020-05-01", Standing.REPEALED, "repeals"),
        ("old", "2020-05-01", Standing.REPEALED, "repeals"),
        ("elsewhere", "2020-05-01", Standing.IN_FORCE, None),
        ("amended", "2012-05-31", Standing.AHEAD, None),
        ("amended", "2012-06-01", Standing.IN_FORCE, None),
        ("amended", "2012-09-01", Standing.IN_FORCE, None),
        ("repeals", "2026-01-01", Standing.IN_FORCE, None),
        ("trial", "2020-12-31", Standing.IN_FORCE, None),
        ("trial", "2026-01-01", Standing.REPEALED, None),
        ("undated", "2026-01-01", Standing.UNKNOWN, None),
        ("lights", "2020-04-30", Standing.UNKNOWN, None),
        ("lights", "2020-05-01", Standing.REPEALED, "repeals"),
    ],
)
def test_standing(database: sqlite3.Connection, name: str, day: str, standing: Standing, by: str | None) -> None:
    status = status_on(database, document(database, name), day)
    assert (status.standing, status.document_id) == (standing, by and document(database, by))


def test_versions_of_a_work_are_told_in_order(database: sqlite3.Connection) -> None:
    (work,) = database.execute("select work_id from documents where id = ?", [document(database, "new")]).fetchone()
    assert [version.document_id for version in versions_of(database, work)] == [
        document(database, "old"),
        document(database, "new"),
    ]
    assert [version.document_id for version in as_of(database, work, "2005-01-01")] == [document(database, "old")]
    assert [version.document_id for version in as_of(database, work, "2011-01-01")] == [document(database, "new")]
    assert as_of(database, work, "2000-01-01") == []


def test_there_is_no_such_document(database: sqlite3.Connection) -> None:
    with pytest.raises(LookupError, match="none such"):
        status_on(database, "none such", "2020-01-01")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("中华人民共和国停车法", "停车法"),
        ("某市停车条例（2018年修正）", "某市停车条例"),
        ("某市停车条例(2018-09-25)", "某市停车条例"),
        ("某市停车办法（试行）", "某市停车办法"),
        ("某市停车办法（试行）（2018修正本）", "某市停车办法"),
        ("某市停车条例（草案）", "某市停车条例草案"),
        ("某市停车条例（第二次征求意见稿）", "某市停车条例第二次征求意见稿"),
        ("中华人民共和国停车法修正案（1988年）", "停车法修正案1988年"),
        ("停车法修正案（七）", "停车法修正案七"),
        ("关于停车（泊车）的规定", "关于停车泊车的规定"),
    ],
)
def test_what_versions_have_in_common(title: str, name: str) -> None:
    assert names_of(title) == name


def test_show_as_of_a_day(database: sqlite3.Connection) -> None:
    path = database.execute("pragma database_list").fetchone()[2]
    shown = CliRunner().invoke(main, ["show", "某市停车条例", "--db", path, "--as-of", "2005-01-01"])
    assert shown.exit_code == 0
    assert "不得超过三元" in shown.stdout and "五元" not in shown.stdout
    assert "→ 2001-03-01" in shown.stderr and "未见废止或修订" in shown.stderr


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["没有的条例", "--as-of", "2005-01-01"], "has no regulation of this title"),
        (["停车条例", "--as-of", "2005-01-01"], "3 regulations"),
        (["某市停车条例", "--as-of", "1999-01-01"], "no version of it was law on 1999-01-01"),
        (["某市停车条例"], "--db goes with --as-of"),
    ],
)
def test_show_as_of_a_day_says_what_is_off(database: sqlite3.Connection, arguments: list[str], problem: str) -> None:
    path = database.execute("pragma database_list").fetchone()[2]
    shown = CliRunner().invoke(main, ["show", *arguments, "--db", path])
    assert shown.exit_code
    assert problem in shown.stderr
