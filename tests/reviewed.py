"""Pages in which words are misread, built, with flags on them, for tests of what editors do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from fatiao.pipeline import build
from fatiao.store.editors import add_editor
from fatiao.store.ids import row_id

FIRST = """甲市城镇居民补助办法
（甲府发〔2012〕7号）
第一章 总则
第一条 为保障低收人家庭的基本生活，根据有关规定，制定本办法。
第二条 家庭月收人不得超过800元，方可申请补助。收人包括工资和其他所得。
第二章 申请
第三条 申请人应当在每年3月1日前提出申请。逾期30日的，不予受理。
第四条 征收人应当出示证件。家庭年收人不足5000元的，补助标准为每月200元。
第五条 虚报收人的，处500元以上2000元以下罚款。
情节轻微的，可以免予处罚。
第六条 本办法自2012年6月1日起施行。
"""
SECOND = """乙市房屋租赁管理办法
第一条 为加强房屋租赁管理，制定本办法。
第二条 租金收人应当在10日内申报，准人条件另行规定。
第三条 租金收人超过3000元的，按5%缴纳管理费。
第四条 本办法自2013年1月1日起施行。
"""


def make_pages(folder: Path) -> Path:
    """Write the pages and build a database of them with flags; return it."""
    (folder / "甲.txt").write_text(FIRST, encoding="utf-8")
    (folder / "乙.txt").write_text(SECOND, encoding="utf-8")
    path = folder / "a.db"
    assert not build([folder / "甲.txt", folder / "乙.txt"], path, jobs=1).failures
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("delete from flags")
        for row in _flags(database):
            database.execute("insert into flags values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    return path


def _flags(database: sqlite3.Connection) -> Iterator[tuple[object, ...]]:
    """Yield a flag for every 收人 but that of 征收人, and one for 准人."""
    for source_id, text in database.execute("select id, text from sources").fetchall():
        for words, right in (("收人", "收入"), ("准人", "准入")):
            at = text.find(words)
            while at >= 0:
                if text[at - 1] != "征":
                    yield _flag(database, source_id, at, words, right)
                at = text.find(words, at + 1)


def _flag(database: sqlite3.Connection, source_id: str, at: int, words: str, right: str) -> tuple[object, ...]:
    place = [source_id, at, at + len(words)]
    (document_id,) = database.execute(
        "select id from documents where source_id = ? and start_char <= ? and end_char >= ?", place
    ).fetchone()
    (provision_id,) = database.execute(
        "select id from provisions where document_id = ? and start_char <= ? and end_char >= ? "
        "order by end_char - start_char, ordinal desc limit 1",
        [document_id, *place[1:]],
    ).fetchone()
    reason = f"“{words}”疑为“{right}”之误：前后文更常见“{right}”"
    key = row_id(source_id, at, words)
    return (key, source_id, document_id, provision_id, "misread", words, right, reason, 0.9, at, at + len(words))


PASSWORD = "correct horse"


def make_reviewed(folder: Path) -> Path:
    """Make the pages, and two editors who have the password; return the folder."""
    database = make_pages(folder)
    for name in ("王编辑", "李编辑"):
        add_editor(database, name, PASSWORD)
    return folder
