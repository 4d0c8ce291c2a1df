"""Attributes of one meaning under one name, and when what is stored was added and changed."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from fatiao.store.attributes import STEPS, attribute_group, rules
from fatiao.store.write import Store

GROUPED = [
    ("贷款期限", "贷款期限", "as it is"),
    ("其贷款期间", "贷款期限", "a word that points back, and 期间"),
    ("小企业的贷款期限", "贷款期限", "an owner, dropped where the noun says enough"),
    ("停业整顿的期限", "停业整顿期限", "no owner but what the noun needs"),
    ("人民陪审员的任期", "任期", "a noun that says enough alone"),
    ("作出批准的决定", "作出批准的决定", "an act keeps what it is about"),
    ("注册资金", "注册资本", "a whole phrase"),
    ("至少保存", "保存", "a bound, which has its own column"),
    ("申请复议一次", "申请行政复议", "one rule after the other"),
    ("其他人员", "其他人员", "其他 points to nothing"),
    ("应收账款", "应收账款", "应 is no 应当 here"),
    ("最低工资标准", "最低工资标准", "a name, no bound"),
    (" 贷款\n期限 ", "贷款期限", "blanks"),
    ("“贷款期限”", "贷款期限", "quotes"),
    ("罚款", "罚款", "never less than two characters"),
    ("其他", "其他", "never less than two characters"),
    ("×", None, "no letter"),
    ("", None, "nothing"),
    (None, None, "none"),
]


@pytest.mark.parametrize(("attribute", "group"), [r[:2] for r in GROUPED], ids=[f"{r[0]}: {r[2]}" for r in GROUPED])
def test_attributes_of_one_meaning_have_one_name(attribute: str | None, group: str | None) -> None:
    assert attribute_group(attribute) == group


@pytest.mark.parametrize("attribute", [row[1] for row in GROUPED if row[1]])
def test_a_name_is_its_own_name(attribute: str) -> None:
    assert attribute_group(attribute) == attribute


def test_every_rule_says_why_and_none_stands_twice() -> None:
    assert all(rule.step in STEPS and rule.words and rule.reason for rule in rules())
    keys = [(rule.step, rule.words) for rule in rules()]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("words", ["其" * 5_000, "的" * 5_000, "期限的" * 3_000, "最高" * 3_000])
def test_long_attributes_take_no_longer(words: str) -> None:
    group = attribute_group(words)
    assert group is None or len(group) <= 60


def times(path: Path) -> list[tuple[str, str]]:
    """Return when each source was added and changed."""
    connection = sqlite3.connect(path)
    found = connection.execute("select added_at, changed_at from sources order by uri").fetchall()
    connection.close()
    return found


EARLY, LATE = "2001-09-09T01:46:40Z", "2033-05-18T03:33:20Z"


def test_times_tell_new_from_changed(tmp_path: Path, make, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.db"
    sample = make()

    def store(made, epoch: str) -> None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
        with Store(path) as opened:
            opened.replace(made.page, made.parameters)

    store(sample, "1000000000")
    assert times(path) == [(EARLY, EARLY)]
    store(sample, "2000000000")
    assert times(path) == [(EARLY, EARLY)], "stored again as it was"
    store(type(sample)(sample.page, ((), sample.parameters[1])), "2000000000")
    assert times(path) == [(EARLY, LATE)], "other parameters of the same file"
    changed = make(source_id="b" * 64)
    store(changed, "2000000000")
    assert times(path) == [(EARLY, LATE)], "another file under the same address"


def test_times_are_now_unless_told(tmp_path: Path, make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    sample = make()
    with Store(tmp_path / "x.db") as opened:
        opened.replace(sample.page, sample.parameters)
    ((added, changed),) = times(tmp_path / "x.db")
    assert added == changed > "2024" and added.endswith("Z")


def test_parameters_repeat_what_their_document_is(database: Path) -> None:
    connection = sqlite3.connect(database)
    sql = "select distinct issuer, region, year from parameters order by issuer desc"
    assert connection.execute(sql).fetchall() == [("甲市人民政府", "甲市", "2008"), (None, None, "2008")]
    connection.close()
