"""The flags that editors are asked about."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from fatiao.pipeline import build
from fatiao.publish.review.items import read_items
from fatiao.store.decision_log import record
from fatiao.store.queue import suspect_of, waiting

LAW = """甲市房屋租赁管理办法
第一条 为加强管理，制定本办法。
第二条 租金应当在1O日内申报。
第三条 本办法自2013年1月1日起施行。
"""


def asked(database: Path) -> tuple[list[str], list[str]]:
    """Return the pages of the flags that the terminal and the site ask about."""
    with closing(sqlite3.connect(database)) as connection:
        uris = dict(connection.execute("select id, uri from sources"))
        connection.row_factory = sqlite3.Row
        terminal = [Path(uris[one.source_id]).name for one in waiting(database, connection, ["digit"])]
        connection.row_factory = None
        site = [Path(one.uri).name for one in read_items(connection).queue if one.kind == "digit"]
    return terminal, site


def test_what_copies_of_a_document_repeat_is_asked_once_and_decided_in_all(tmp_path: Path) -> None:
    for name, text in (("a.txt", LAW), ("b.txt", f"首页 > 法规\n\n{LAW}"), ("c.txt", LAW.replace("甲市", "乙市"))):
        (tmp_path / name).write_text(text, encoding="utf-8")
    database = tmp_path / "laws.db"
    assert not build([tmp_path], database, jobs=1).failures
    terminal, site = asked(database)
    assert sorted(terminal) == sorted(site) == ["a.txt", "c.txt"]
    with closing(sqlite3.connect(database)) as connection:
        connection.row_factory = sqlite3.Row
        flag = next(one for one in waiting(database, connection, ["digit"]) if one.regulation == "甲市房屋租赁管理办法")
        draft = suspect_of(connection, flag).accepted("甲")
    record(database, [draft])
    assert not build([tmp_path], database, jobs=1).failures
    assert asked(database) == (["c.txt"], ["c.txt"])
    with closing(sqlite3.connect(database)) as connection:
        edited = connection.execute("select uri from edits join sources on id = source_id order by uri").fetchall()
    assert [Path(uri).name for (uri,) in edited] == ["a.txt", "b.txt"]
