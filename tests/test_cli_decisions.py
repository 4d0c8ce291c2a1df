"""Deciding from the command line: `fatiao review`, `fatiao decisions …`, and what a page says after it."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from fatiao.cli import main
from fatiao.cli.review import Desk
from fatiao.pipeline import build, rebuild
from fatiao.store.anchors import anchor_at
from fatiao.store.decision_log import decisions, record
from fatiao.store.decisions import Decision, Draft, Kind, standing
from fatiao.store.editorial import editorial_path
from fatiao.store.errors import StoreError
from fatiao.store.queue import suspect_of

LAW = """{}市收人管理办法
第一条 为了规范管理，制定本办法。
第二条 单位收人不得超过1O万元，贷款余额不超过基金规模的5倍。
第二条 违反规定的，处2万元罚款。
第五条 本办法自2009年1月1日起施行。
"""


@pytest.fixture(autouse=True)
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two pages and their database in the current folder; numbers of articles repeat and are missing."""
    monkeypatch.chdir(tmp_path)
    Path("pages").mkdir()
    for city in "甲乙":
        Path(f"pages/{city}.txt").write_text(LAW.format(city), encoding="utf-8")
    assert build(["pages"], "laws.db", jobs=1).failures == []


def run(*args: object, keys: str = "") -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args], input=keys)


def ok(*args: object, keys: str = "") -> str:
    result = run(*args, keys=keys)
    assert result.exit_code == 0, result.output
    return result.output


def rows(sql: str, *values: object) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect("laws.db")) as connection:
        return connection.execute(sql, values).fetchall()


def decide(city: str, wrong: str, right: str, editor: str = "甲") -> Decision:
    text = LAW.format(city)
    with closing(sqlite3.connect("laws.db")) as db:
        (source,) = db.execute("select source_id from files where uri = ?", [f"pages/{city}.txt"]).fetchone()
        anchor = anchor_at(db, source, text.index(wrong), text.index(wrong) + len(wrong))
    (made,) = record("laws.db", [Draft(Kind.CORRECT, anchor, editor, after=right)])
    return made


def document(city: str) -> str:
    return str(rows("select id from documents where title like ?", f"{city}市%")[0][0])


def test_one_document_is_built_again_and_what_changed_is_told() -> None:
    for city in "甲乙":
        decide(city, "1O万元，贷款", "10万元，借款")
    done = rebuild("laws.db", [document("甲")])
    assert (done.report.stored, list(done.changes)) == (1, ["pages/甲.txt"])
    changed = done.changes["pages/甲.txt"]
    (text,) = changed.text
    assert (text["citation"], text["after"]) == ("第二条", text["before"].replace("1O", "10").replace("贷款", "借款"))
    told = {(row["after"] or row["before"])["mention"]: row for row in changed.parameters}
    assert told["10万元"]["after"]["max_value"] == 100_000
    assert told["5倍"]["before"]["attribute"] == "贷款余额" and told["5倍"]["after"]["attribute"] == "借款余额"
    assert "2万元" not in told
    assert rows("select uri from edits join sources on sources.id = source_id group by uri") == [("pages/甲.txt",)]
    assert [str(one.result) for one in done.report.decided] == ["applied", "unfit"]  # the other is not built yet
    assert build(["pages"], "laws.db", jobs=1).reasons == {"editors decided otherwise": 1}


def test_without_a_name_every_page_is_built_that_waits() -> None:
    for city in "甲乙":
        decide(city, "1O", "10")
    assert "2 pages built again" in ok("decisions", "apply", "--db", "laws.db")
    assert "0 pages built again" in ok("decisions", "apply", "--db", "laws.db")
    assert build(["pages"], "laws.db", jobs=1).unchanged == 2


def test_what_changed_for_people_and_for_programs() -> None:
    title = decide("甲", "收人", "收入")
    old = document("甲")
    told = json.loads(ok("decisions", "apply", old, "--db", "laws.db", "--json"))
    (page,) = told["pages"].values()
    assert page["documents"][0]["changed"] == {"title": ["甲市收人管理办法", "甲市收入管理办法"]}
    assert page["documents"][0]["before_id"] == old != page["documents"][0]["id"]
    assert told["decisions"] == [{"id": title.id, "result": "applied", "reason": None}]
    decide("甲", "1O", "10")
    text = ok("decisions", "apply", old, "--db", "laws.db")  # its former name leads to it
    assert "  第二条: 人不得超过1O万元，贷款余 → 人不得超过10万元，贷款余" in text.splitlines()
    assert "attribute 超过1O → 收人" in text
    ok("decisions", "undo", title.id[:8], "--db", "laws.db", "--editor", "乙", "--note", "不改题目")
    assert "title 甲市收入管理办法 → 甲市收人管理办法" in ok("decisions", "apply", "pages/甲.txt", "--db", "laws.db")


def test_what_cannot_be_built_again_is_told() -> None:
    assert "nothing is stored of it in laws.db" in run("decisions", "apply", "nowhere", "--db", "laws.db").output
    assert "There is no database other.db" in run("decisions", "apply", "--db", "other.db").output
    Path("pages/甲.txt").unlink()
    before = rows("select * from provisions")
    result = run("decisions", "apply", document("甲"), "--db", "laws.db")
    assert result.exit_code == 1 and "甲.txt: it is gone" in result.stderr
    assert rows("select * from provisions") == before
    with pytest.raises(StoreError, match="nothing is stored"):
        rebuild("laws.db", ["x"])


def test_decisions_are_listed_undone_and_done_again() -> None:
    first, second = decide("甲", "1O", "10"), decide("乙", "收人", "收入", "乙")
    listed = ok("decisions", "list", "--db", "laws.db").splitlines()
    assert listed[0].startswith(f"{first.id[:8]} correct 1O → 10 (甲市收人管理办法") and len(listed) == 2
    assert ok("decisions", "list", document("乙"), "--db", "laws.db").splitlines() == listed[1:]
    assert json.loads(ok("decisions", "list", "--json", "--db", "laws.db").splitlines()[1])["editor"] == "乙"
    assert "undone: " in ok("decisions", "undo", second.id, "--db", "laws.db")
    assert ok("decisions", "list", "--db", "laws.db").splitlines() == listed[:1]
    assert len(ok("decisions", "list", "--all", "--db", "laws.db").splitlines()) == 3
    ok("decisions", "undo", decisions("laws.db")[2].id, "--db", "laws.db")
    assert ok("decisions", "list", "--db", "laws.db").splitlines() == listed
    result = run("decisions", "undo", "zz", "--db", "laws.db")
    assert result.exit_code == 1 and "zz: 0 decisions begin so" in result.output


@pytest.mark.parametrize("form", ["patch", "jsonld"])
def test_decisions_go_to_another_copy(form: str) -> None:
    decide("甲", "1O", "拾")
    file = f"decisions.{form}"
    assert "1 decisions written" in ok("decisions", "export", "--format", form, "--db", "laws.db", "--out", file)
    assert ok("decisions", "export", "--format", form, "--db", "laws.db") == Path(file).read_text(encoding="utf-8")
    Path("laws.db").rename("copy.db")
    assert "1 decisions taken in, 0 were known" in ok("decisions", "import", file, "--db", "copy.db")
    assert "0 decisions taken in, 1 were known" in ok("decisions", "import", file, "--db", "copy.db")
    Path(file).write_text(Path(file).read_text(encoding="utf-8").replace("拾", "佰"), encoding="utf-8")
    result = run("decisions", "import", file, "--db", "copy.db")
    assert result.exit_code == 1 and "is not what it was when it was exported" in result.output
    assert len(decisions("copy.db")) == 1


NUMBERING = ("--kind", "repeat", "--kind", "gap")


def flags() -> int:
    return int(rows("select count(*) from flags where kind in ('repeat', 'gap')")[0][0])


def test_flags_are_decided_one_after_another() -> None:
    assert flags() == 4
    told = ok("review", "laws.db", "--editor", "丙", *NUMBERING, keys="rkrq")
    assert "1/4  repeat  乙市收人管理办法 第二条" in told and "【第二条 】违反规定的" in told
    assert "2 decided, 1 left" in told
    made = decisions("laws.db")
    assert [(one.kind, one.editor) for one in made] == [(Kind.KEEP, "丙")] * 2
    assert {one.target for one in made} < {key for (key,) in rows("select id from flags")}
    assert "1/2 " in ok("review", "laws.db", *NUMBERING, keys="q")
    ok("decisions", "apply", "--db", "laws.db")
    assert flags() == 2
    assert "1/2 " in ok("review", "laws.db", *NUMBERING, keys="q")


def test_words_are_corrected_by_hand_and_taken_back() -> None:
    assert "1 decided, 1 left" in ok("review", "laws.db", "--kind", "repeat", keys="e第三条\nurq")
    assert [str(one.kind) for one in decisions("laws.db")] == ["correct", "undo", "keep"]
    assert [str(one.kind) for one in standing(decisions("laws.db"))] == ["keep"]
    assert decisions("laws.db")[0].after == "第三条"


def test_an_article_renamed_by_hand_is_another_article() -> None:
    ok("review", "laws.db", "--kind", "repeat", "--document", "甲市收人管理办法", keys="e第三条\n")
    ok("decisions", "apply", "--db", "laws.db")
    assert rows("select count(*) from provisions where number = '3' and level = 'article'") == [(1,)]


def test_somebody_else_decides_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    run_desk = Desk.run

    def meanwhile(desk: Desk) -> None:
        record("laws.db", [suspect_of(desk.connection, desk.waiting[0]).corrected("乙", "第三条")])
        run_desk(desk)

    monkeypatch.setattr(Desk, "run", meanwhile)
    told = ok("review", "laws.db", "--editor", "丙", *NUMBERING, keys="rq")
    assert "乙 decided this at" in told and "correct" in told
    assert "0 decided, 4 left" in told
    assert [one.editor for one in decisions("laws.db")] == ["乙"]


def test_files_that_cannot_be_reviewed() -> None:
    assert "there is no such file" in run("review", "other.db").output
    editorial_path("laws.db").write_bytes(b"no database" * 500)
    for command in (
        ["review", "laws.db"],
        ["decisions", "list", "--db", "laws.db"],
        ["build", "pages", "--db", "laws.db"],
    ):
        result = run(*command, keys="q")
        assert result.exit_code == 1 and "laws.editorial.db is damaged" in result.output
