"""Decisions and builds: a decision builds the files again that it is about, and holds whenever all is made anew."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from fatiao.cli import main
from fatiao.pipeline import Report, build
from fatiao.store.anchors import anchor_at, place_of_anchor
from fatiao.store.decision_log import decisions, record
from fatiao.store.decisions import Anchor, Decision, Draft, Kind
from fatiao.store.editorial import editorial_path, moved_to
from fatiao.store.errors import StoreError
from fatiao.store.schema import TABLES
from fatiao.text.anchor import Unplaced
from fatiao.text.source import Span

LAW = """首页
{0}市收人管理办法
{0}府〔2008〕9号
第一条 为了规范管理，制定本办法。
第二条 单位收人不得超过1O万元，其中贷款余额不超过基金规模的5倍。
第三条 违反规定的，由市财政局处{1}万元以下罚款。
第四条 本办法自2009年1月1日起施行。
关闭窗口
"""
DATABASE = Path("laws.db")
EDITORS_REASON = "editors decided otherwise"


@pytest.fixture(autouse=True)
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three pages in the folder pages of the current folder."""
    monkeypatch.chdir(tmp_path)
    Path("pages").mkdir()
    for number, city in enumerate("甲乙丙", 1):
        Path(f"pages/{number}.txt").write_text(LAW.format(city, number), encoding="utf-8")


def built(jobs: int = 1, **settings: Any) -> Report:
    report = build(["pages"], DATABASE, jobs=jobs, **settings)
    assert report.failures == []
    return report


def rows(sql: str, *values: object, database: Path = DATABASE) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(sql, values).fetchall()


def anchor(page: str, words: str, nth: int = 1) -> Anchor:
    """Return the anchor of words on a stored page."""
    with closing(sqlite3.connect(DATABASE)) as connection:
        sql = "select source_id, text from files join sources on sources.id = source_id where files.uri = ?"
        source, text = connection.execute(sql, [f"pages/{page}.txt"]).fetchone()
        at = -1
        for _ in range(nth):
            at = text.index(words, at + 1)
        return anchor_at(connection, source, at, at + len(words))


def correct(page: str, wrong: str, right: str, nth: int = 1) -> Draft:
    return Draft(Kind.CORRECT, anchor(page, wrong, nth), "甲", before=wrong, after=right)


def decide(*drafts: Draft) -> list[Decision]:
    return record(DATABASE, drafts)


def undo(decision: Decision) -> list[Decision]:
    return decide(Draft(Kind.UNDO, decision.anchor, "甲", undoes=decision.id))


def content(database: Path = DATABASE) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row that pages give, without the days on which they were stored."""
    left_out = {"sources": {"added_at", "changed_at"}, "files": {"mtime_ns"}}
    return {
        name: sorted(
            rows(
                f'select {", ".join(chr(34) + c + chr(34) for c in table.columns if c not in left_out.get(name, ()))} from "{name}"',
                database=database,
            ),
            key=repr,
        )
        for name, table in TABLES.items()
        if name != "builds"
    }


def results(report: Report) -> list[tuple[str, str | None]]:
    return [(str(one.result), one.reason) for one in report.decided]


def test_a_decision_builds_the_page_again_that_it_is_about_and_no_other() -> None:
    assert built().decided == []
    plain = content()
    first, second = decide(correct("2", "1O", "10"), correct("2", "收人", "收入", 2))
    report = built()
    assert report.reasons == {EDITORS_REASON: 1} and report.unchanged == 2
    assert results(report) == [("applied", None)] * 2
    sql = "select attribute, max_value from parameters join documents d on d.id = document_id where title = '乙市收人管理办法'"
    assert ("收入", 100_000) in rows(sql)
    assert rows("select wrong, right, decision_id from edits order by start_char") == [
        ("人", "入", second.id),
        ("O", "0", first.id),
    ]
    assert built().unchanged == 3
    (undone,) = undo(first)
    assert built().reasons == {EDITORS_REASON: 1}
    assert rows("select wrong from edits") == [("人",)]
    undo(undone)
    built()
    assert len(rows("select wrong from edits")) == 2
    for one in decisions(DATABASE)[:2]:
        undo(one)
    assert built().reasons == {EDITORS_REASON: 1}
    assert content() == plain
    assert built().unchanged == 3


@pytest.mark.parametrize("jobs", [1, 2])
def test_all_made_anew_is_what_it_was(jobs: int) -> None:
    built()
    titles = [correct(page, "收人", "收入") for page in "123"]
    field = Draft(Kind.FIELD, anchor("1", "5倍"), "甲", field="holder", after='"银行"')
    status = Draft(Kind.DOCUMENT, anchor("3", "丙市"), "甲", field="status", after='"试行"')
    report = Draft(Kind.REPORT, anchor("3", "关闭窗口"), "读者", note="多余")
    decide(*titles, correct("1", "1O", "10"), field, status, report)
    assert built(jobs).reasons == {EDITORS_REASON: 3}
    grown = content()
    DATABASE.unlink()
    scratch = built(jobs)
    assert results(scratch) == [("applied", None)] * 7
    assert content() == grown
    assert built(jobs).unchanged == 3


def test_decisions_that_follow_a_corrected_title_need_no_more() -> None:
    built()
    old = anchor("1", "1O").document
    decide(correct("1", "收人", "收入"))
    built()
    new = anchor("1", "1O").document
    assert old != new and moved_to(DATABASE, old) == new
    decide(correct("1", "1O", "10"), correct("1", "收人", "收入", 2))
    assert built().reasons == {EDITORS_REASON: 1}
    assert rows("select count(*) from edits") == [(3,)]
    DATABASE.unlink()
    assert results(built()) == [("applied", None)] * 3
    assert built().unchanged == 3


def test_another_advertisement_on_the_page() -> None:
    built()
    decide(correct("1", "1O", "10"), Draft(Kind.FIELD, anchor("1", "5倍"), "甲", field="holder", after='"银行"'))
    built()
    before = rows("select id, holder, max_value from parameters order by id")
    page = Path("pages/1.txt")
    page.write_text("广告：点击下载客户端\n\n" + page.read_text(encoding="utf-8") + "\n\n返回顶部\n", encoding="utf-8")
    assert built().reasons == {"file changed": 1}
    assert rows("select id, holder, max_value from parameters order by id") == before
    assert results(built()) == [("applied", None)] * 2


def test_what_no_longer_fits_is_told_until_it_is_undone() -> None:
    built()
    (made,) = decide(correct("1", "1O万元", "10万元"))
    built()
    page = Path("pages/1.txt")
    page.write_text(page.read_text(encoding="utf-8").replace("1O万元", "壹拾万元"), encoding="utf-8")
    for _ in range(2):
        told = CliRunner().invoke(main, ["build", "pages", "--db", "laws.db"])
        assert told.exit_code == 0
        assert re.search(r"no longer fitting +1$", told.stdout, re.MULTILINE)
        assert f"no longer fits: {made.id[:8]} correct 1O万元 → 10万元 (甲市收人管理办法" in told.stderr
        assert "文中已没有这样的文字" in told.stderr
    assert rows("select result, reason, start_char from decided") == [("unfit", "文中已没有这样的文字", None)]
    page.unlink()
    report = built(prune=True)
    assert results(report) == [("unfit", "库中没有这份文件")]
    undo(made)
    assert built().decided == []


def test_a_copy_is_corrected_like_the_page_it_is_a_copy_of() -> None:
    Path("pages/0.txt").write_text("另一个网站\n" + LAW.format("甲", 1), encoding="utf-8")
    built()
    assert rows("select count(*) from documents where copy_of is not null") == [(1,)]
    decide(correct("1", "1O", "10"))
    assert built().reasons == {EDITORS_REASON: 2}
    assert rows("select count(*) from edits") == [(2,)]
    assert built().unchanged == 4


def test_records_of_collections_have_decisions_too() -> None:
    lines = [
        json.dumps({"标题": f"{city}市收人管理办法", "正文": LAW.format(city, 1)}, ensure_ascii=False)
        for city in "丁戊"
    ]
    Path("laws.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert build(["laws.jsonl"], DATABASE).stored == 2
    with closing(sqlite3.connect(DATABASE)) as connection:
        source, text = connection.execute("select id, text from sources where uri = 'laws.jsonl#2'").fetchone()
        at = text.index("1O")
        found = anchor_at(connection, source, at, at + 2)
    decide(Draft(Kind.CORRECT, found, "甲", after="10"))
    report = build(["laws.jsonl"], DATABASE)
    assert report.reasons == {EDITORS_REASON: 1}
    assert build(["laws.jsonl"], DATABASE).unchanged == 2


def test_a_correction_that_would_ruin_a_page_is_left_out_and_told() -> None:
    built()
    with closing(sqlite3.connect(DATABASE)) as connection:
        sql = "select source_id, start_char, end_char from documents where title = '甲市收人管理办法'"
        found = anchor_at(connection, *connection.execute(sql).fetchone())
    (made,) = decide(Draft(Kind.CORRECT, found, "甲", after="x"))
    report = built()
    assert report.stored == 1 and [one.decision.id for one in report.decided] == [made.id]
    assert results(report) == [("unfit", "更正后这一页上没有法规了，因此未予更正")]
    assert rows("select count(*) from documents") == [(3,)]


def test_the_editorial_file_is_missed() -> None:
    built()
    decide(correct("1", "1O", "10"))
    built()
    kept = editorial_path(DATABASE).read_bytes()
    editorial_path(DATABASE).unlink()
    before = content()
    with pytest.raises(
        StoreError, match=r"laws\.editorial\.db is gone.*laws\.db was built with 1 of them. Put it back"
    ):
        build(["pages"], DATABASE, jobs=1)
    assert content() == before
    editorial_path(DATABASE).write_bytes(kept)
    assert built().unchanged == 3


def test_a_damaged_editorial_file_stops_a_build_before_it_writes() -> None:
    built()
    decide(correct("1", "1O", "10"))
    before = content()
    editorial_path(DATABASE).write_bytes(b"this is no database at all" * 99)
    with pytest.raises(StoreError, match=r"laws\.editorial\.db is damaged.* Put back a copy of it"):
        build(["pages"], DATABASE, jobs=1)
    assert content() == before


def test_every_anchor_of_a_database_leads_back() -> None:
    built()
    with closing(sqlite3.connect(DATABASE)) as connection:
        places = connection.execute(
            "select source_id, p.start_char, p.end_char from parameters p join documents d on d.id = document_id "
            "union select source_id, p.start_char, p.end_char from provisions p join documents d on d.id = document_id "
            "union select id, 0, 2 from sources"
        ).fetchall()
        assert len(places) > 30
        for source, start, end in places:
            found = place_of_anchor(connection, anchor_at(connection, source, start, end))
            assert (found.source_id, found.span) == (source, Span(start, end))
        for beyond in [("x", 0, 1), (places[0][0], 0, 9999), (places[0][0], 3, 2)]:
            with pytest.raises(LookupError):
                anchor_at(connection, *beyond)
        found = anchor_at(connection, *places[0])
        with pytest.raises(Unplaced, match="不在库中"):
            place_of_anchor(connection, Anchor("x", None, "x", "", "", 1, "x", 0, 1))
        with pytest.raises(Unplaced, match="没有这样的文字"):
            place_of_anchor(connection, Anchor(found.document, None, "没有", "", "", 1, "x", 0, 1))


def test_a_document_that_is_renamed_keeps_its_decisions() -> None:
    """A page arrives whose document agrees with another in title, number and day: both take digits of their texts."""
    built()
    decide(Draft(Kind.FIELD, anchor("1", "5倍"), "甲", field="holder", after='"银行"'))
    built()
    other = LAW.format("甲", 1).replace("市财政局", "市审计局")
    Path("pages/4.txt").write_text(other, encoding="utf-8")
    built()
    (row,) = rows("select row_id from decided join files using (source_id) where uri = 'pages/1.txt'")
    assert rows("select holder from parameters where id = ?", row[0]) == [("银行",)]
    assert built().unchanged == 4


CORPUS = Path(__file__).parent.parent / "corpus"
MENDED = frozenset({"ocr", "punctuation", "missing", "glued heading"})


def marked(connection: sqlite3.Connection) -> list[Draft]:
    """Return the corrections of what people marked on the sample pages, as far as they knew what should stand there."""
    drafts = []
    for file in sorted((CORPUS / "gold").glob("ocr_*.jsonl")):
        for row in map(json.loads, file.read_text(encoding="utf-8").splitlines()):
            if row["kind"] not in MENDED or row["right"] in (None, row["wrong"]):
                continue
            sql = "select id, text from sources where uri = ?"
            source, text = connection.execute(sql, [f"samples/{row['file']}"]).fetchone()
            at = -1
            for _ in range(row.get("nth", 1)):
                at = text.index(row["context"], at + 1)
            at += row["context"].index(row["wrong"])
            anchor = anchor_at(connection, source, at, at + len(row["wrong"]))
            drafts.append(Draft(Kind.CORRECT, anchor, "甲", after=row["right"]))
    return drafts


def test_all_that_people_marked_on_the_samples_is_mended_for_ever() -> None:
    Path("samples").mkdir()
    for page in (CORPUS / "pages").iterdir():
        Path("samples", page.name).write_bytes(page.read_bytes())
    build(["samples"], DATABASE, jobs=1)
    with closing(sqlite3.connect(DATABASE)) as connection:
        drafts = marked(connection)
    assert len(drafts) > 200
    decide(*drafts)
    assert {str(one.result) for one in build(["samples"], DATABASE, jobs=1).decided} == {"applied"}
    assert rows("select count(*) from provisions where text like '%收人%'") == [(0,)]
    sql = "select id, text from provisions order by id"
    read, found = rows(sql), rows("select id, mention, attribute, min_value, max_value from parameters order by id")
    for page in Path("samples").iterdir():
        page.write_bytes("广告：点击下载\n\n".encode() + page.read_bytes() + "\n返回顶部\n".encode())
    DATABASE.unlink()
    assert {str(one.result) for one in build(["samples"], DATABASE, jobs=1).decided} == {"applied"}
    assert [key for key, _ in rows(sql)] == [key for key, _ in read]
    assert rows("select id, mention, attribute, min_value, max_value from parameters order by id") == found
