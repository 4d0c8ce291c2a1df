"""What editors decided of parameters, as gold that `fatiao score` reads."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from fatiao.cli import main
from fatiao.pipeline import build
from fatiao.quality.gold import check
from fatiao.store.anchors import anchor_at
from fatiao.store.decision_log import record
from fatiao.store.decisions import Draft, Kind

LAW = """某市收人管理办法
第一条 为了规范管理，制定本办法。
第二条 单位收人不得超过1O万元，贷款余额不超过基金规模的5倍。
第三条 违反规定的，处2万元罚款，或者处3万元罚款。
第四条 存款余额不超过基金规模的5倍。
（一）甲，处2万元罚款；
（二）乙，处2万元罚款。
第五条 本办法自2009年1月1日起施行。
"""


def run(*args: object) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A page with parameters that editors decided, in the current folder."""
    monkeypatch.chdir(tmp_path)
    Path("pages").mkdir()
    Path("pages/a.txt").write_text(LAW, encoding="utf-8")
    build(["pages"], "fatiao.db", jobs=1)
    with closing(sqlite3.connect("fatiao.db")) as db:
        (source,) = db.execute("select id from sources").fetchone()

        def draft(kind: Kind, words: str, nth: int = 1, **more: str | None) -> Draft:
            at = -1
            for _ in range(nth):
                at = LAW.index(words, at + 1)
            return Draft(kind, anchor_at(db, source, at, at + len(words)), "甲", **more)

        record(
            "fatiao.db",
            [
                draft(Kind.CORRECT, "收人不得", after="收入不得"),
                draft(Kind.CORRECT, "1O", after="10"),
                draft(Kind.KEEP, "1O万元", target="x#art_2__para_1-1"),
                draft(Kind.FIELD, "5倍", field="attribute", after='"贷款总额"'),
                draft(Kind.FIELD, "2万元", 2, field="holder", after='"甲"'),
                draft(Kind.KEEP, "2万元", 3, target="x#art_4-1"),
                draft(Kind.DELETE, "2009年1月1日"),
                draft(Kind.FIELD, "3万元", field="role", after="null"),
            ],
        )
    assert all(one.result == "applied" for one in build(["pages"], "fatiao.db", jobs=1).decided)
    return tmp_path


def test_what_was_decided_is_gold(corpus: Path) -> None:
    result = run("export", "--format", "gold", "--out", "gold")
    assert result.exit_code == 0, result.output
    assert "art_3__para_1-2: left out, role None is not one of" in result.stderr
    assert "4 parameters written to gold/decided.jsonl" in result.stderr
    rows = [json.loads(line) for line in Path("gold/decided.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(row["mention"], row["attribute"], row["min"], row["max"]) for row in rows] == [
        ("1O万元", "收入", None, 100_000),
        ("5倍", "贷款总额", None, 5),
        ("2万元", "罚款", 20_000, 20_000),
        ("2万元", "罚款", 20_000, 20_000),
    ]
    assert rows[0]["at"] == {"article": 2, "para": 1} and rows[2]["at"]["item"] == 1
    assert rows[0]["alternatives"]["attribute"] == ["收人"]
    assert rows[2]["holder"] == "甲"
    assert check([Path("gold/decided.jsonl")], Path("pages"), lambda page: page.read_text(encoding="utf-8")) == []


def test_score_reads_it(corpus: Path) -> None:
    run("export", "--format", "gold", "--out", "gold")
    result = run("score", "--db", "fatiao.db", "--gold", "gold/*.jsonl", "--sources", "pages")
    assert result.exit_code == 0, result.output
    anew = run("score", "--gold", "gold/*.jsonl", "--sources", "pages")  # without what was decided
    assert anew.exit_code == 0, anew.output
    assert result.stdout != anew.stdout


def test_what_nobody_decided_is_none(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(LAW, encoding="utf-8")
    build([tmp_path / "a.txt"], tmp_path / "a.db", jobs=1)
    result = run("export", "--format", "gold", "--db", tmp_path / "a.db")
    assert (result.exit_code, result.stdout) == (0, "")
