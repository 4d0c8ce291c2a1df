"""Versions: whether a regulation is law on a day, and two versions beside each other."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from asked import built, get
from datasette.app import Datasette
from fatiao.publish.comparing.provisions import Unit, changed_words, pair_units
from fatiao.publish.queries.versions import load_versions, units_of
from fatiao.publish.serve import build
from fatiao.publish.words import wording
from lxml import html as parser

HEAD = "（2001年3月1日某市第一届人民代表大会常务委员会第三次会议通过）"
REVISED = HEAD[:-1] + " 2010年6月1日某市第三届人民代表大会常务委员会第九次会议修订）"
OLD = f"""某市停车条例
{HEAD}
第一条 为了加强停车管理，制定本条例。
第二条 停车费每小时不得超过三元。
第三条 擅自占用道路停车的，处二百元以上五百元以下罚款。
第四条 停车场应当每年检修一次消防设施。
第五条 本条例自2001年5月1日起施行。
"""
NEW = f"""某市停车条例
{REVISED}
第一条 为了加强停车管理，制定本条例。
第二条 停车人应当服从现场管理人员的指挥。
第三条 停车费每小时不得超过五元。
第四条 擅自占用道路停车的，处二百元以上二千元以下罚款；情节严重的，处五千元罚款。
第五条 本条例自2010年8月1日起施行。
"""
OTHER = """某市绿地办法
（2020年6月1日某市人民政府令第3号公布）
第一条 毁绿的，处五百元罚款。
第二条 本办法自2020年8月1日起施行。
"""


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with two versions of a regulation, and another one."""
    return built(tmp_path_factory.mktemp("versions"), {"old": OLD, "new": NEW, "other": OTHER})


@pytest.fixture(scope="module")
def ids(database: Path) -> list[str]:
    """The older document's identifier, the newer one's, and that of the other regulation."""
    with closing(sqlite3.connect(database)) as connection:
        return [row[0] for row in connection.execute("select id from documents order by version")]


@pytest.fixture(scope="module")
def datasette(database: Path) -> Datasette:
    """Datasette over it."""
    return build(database)


def words(datasette: Datasette, path: str, class_: str) -> str:
    """Return the words of the first element of a class on a page."""
    response = get(datasette, path)
    assert response.status_code == 200, response.text
    found: Any = parser.fromstring(response.text).find_class(class_)[0]
    return " ".join(found.text_content().split())


def unit(number: int, text: str) -> Unit:
    return Unit(f"d#art_{number}", f"第{number}条", text, number, number)


@pytest.mark.parametrize(
    ("old", "new", "pairs"),
    [
        (["甲乙丙", "丁戊己"], ["甲乙丙", "丁戊己"], [(1, 1), (2, 2)]),
        (["甲乙丙"], ["新的一条", "甲 乙丙"], [(None, 1), (1, 2)]),
        (["停车费每小时不得超过三元"], ["停车人应当服从指挥", "停车费每小时不得超过五元"], [(None, 1), (1, 2)]),
        (["甲乙丙丁", "戊己庚辛"], ["戊己庚辛", "甲乙丙丁"], [(None, 1), (1, 2), (2, None)]),
        (["甲乙丙丁"], ["子丑寅卯"], [(1, None), (None, 1)]),
        ([], ["甲"], [(None, 1)]),
        (["甲"], [], [(1, None)]),
    ],
    ids=["same", "renumbered", "changed and renumbered", "moved", "nothing in common", "all new", "all gone"],
)
def test_provisions_stand_beside_what_they_became(old: list[str], new: list[str], pairs: list[Any]) -> None:
    units = [[unit(at, text) for at, text in enumerate(texts, 1)] for texts in (old, new)]
    found = pair_units(*units)
    assert [tuple(each and each.first for each in pair) for pair in found] == pairs


def test_long_changed_stretches_are_paired_by_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fatiao.publish.comparing.provisions._MOST_PAIRS", 3)
    old = [unit(1, "停车费每小时不得超过三元"), unit(2, "停车场每年检修"), unit(4, "旧的一条")]
    new = [unit(1, "别的内容"), unit(2, "停车费每小时不得超过五元"), unit(3, "新的一条")]
    found = [tuple(each and each.first for each in pair) for pair in pair_units(old, new)]
    assert found == [(1, 1), (2, 2), (4, None), (None, 3)]


@pytest.mark.parametrize(
    ("old", "new", "gone", "added"),
    [
        ("处二百元罚款。", "处二千元罚款。", ["百"], ["千"]),
        ("处20000元罚款。", "处50000元罚款。", ["20000"], ["50000"]),
        ("（一）甲", "(一)甲", [], []),
        ("甲", "", ["甲"], []),
        ("自公布之日起施行", "自公布之日起三十日后施行", [], ["三十日后"]),
    ],
    ids=["a character", "a number is one word", "width of characters", "all", "added"],
)
def test_the_words_that_changed_are_marked(old: str, new: str, gone: list[str], added: list[str]) -> None:
    left, right = changed_words(old, new)
    assert ("".join(text for text, _ in left), "".join(text for text, _ in right)) == (old, new)
    assert [text for text, is_new in left if is_new] == gone
    assert [text for text, is_new in right if is_new] == added


def test_units_hold_the_whole_text_once(database: Path, ids: list[str]) -> None:
    with closing(sqlite3.connect(database)) as connection:
        connection.row_factory = sqlite3.Row
        units = units_of(connection, ids[1])
    assert [each.citation for each in units] == ["第一条", "第二条", "第三条", "第四条", "第五条"]
    assert "；情节严重的，处五千元罚款。" in units[3].text and not units[3].text.startswith("第四条")


def test_parameters_are_told_that_changed(database: Path, ids: list[str]) -> None:
    with closing(sqlite3.connect(database)) as connection:
        found = load_versions(connection, *ids[:2])
    assert found is not None
    changes = [
        tuple(row and wording.bound(row) for row in (change.old, change.new))
        for step in found.steps
        for change in step.changes
    ]
    assert ("≤ 3 元/小时", "≤ 5 元/小时") in changes
    assert ("200 元 至 500 元", "200 元 至 2,000 元") in changes
    assert (None, "5,000 元") in changes and ("每年", None) in changes


def test_versions_are_shown_beside_each_other(datasette: Datasette, ids: list[str]) -> None:
    path = f"/versions?{urlencode({'a': ids[1], 'b': ids[0]})}"
    assert "≤ 3 元/小时≤ 5 元/小时 第二条 → 第三条" in words(datasette, path, "changes"), "the older one comes first"
    text = words(datasette, path, "beside")
    assert text.startswith("2001-03-012010-06-01") and "第一条" not in text
    assert "第一条" in words(datasette, f"{path}&all=1", "beside")


@pytest.mark.parametrize(
    ("query", "status"),
    [("", 400), ("?a={0}", 400), ("?a={0}&b={0}", 400), ("?a={0}&b=无", 404), ("?a=x&b=y", 404), ("?a={0}&b={1}", 400)],
)
def test_two_versions_must_be_named(datasette: Datasette, ids: list[str], query: str, status: int) -> None:
    assert get(datasette, "/versions" + query.format(quote(ids[0]), quote(ids[2]))).status_code == status


@pytest.mark.parametrize(
    ("at", "day", "said"),
    [
        (0, "2005-01-01", "未见废止或修订（本库）"),
        (0, "2015-01-01", "已被修订 2010-08-01 起，见某市停车条例 这一天适用的文本：2010-06-01 的版本"),
        (1, "2005-01-01", "尚未施行 2010-08-01 起施行 这一天适用的文本：2001-03-01 的版本"),
        (1, "2000-01-01", "尚未施行 2010-08-01 起施行 本库所收各版本"),
    ],
)
def test_a_regulation_is_judged_on_a_day(datasette: Datasette, ids: list[str], at: int, day: str, said: str) -> None:
    found = words(datasette, f"/regulation/{quote(ids[at])}?on={day}", "standing")
    assert found.startswith(said) and "按今天看" in found


def test_a_day_of_adoption_is_not_called_that_of_effect(tmp_path: Path) -> None:
    """An amended text keeps the first day of effect in its closing article."""
    amended = OLD.replace(HEAD, HEAD[:-1] + "　2012年6月1日某市第三届人民代表大会常务委员会第九次会议修正）")
    database = built(tmp_path, {"old": OLD, "new": amended.replace("三元", "四元")})
    with closing(sqlite3.connect(database)) as connection:
        old, new = (row[0] for row in connection.execute("select id from documents order by version"))
    site = build(database)
    for standing, key, day in (("已被修订", old, "2015-01-01"), ("尚未施行", new, "2005-01-01")):
        said = words(site, f"/regulation/{quote(key)}?on={day}", "standing")
        assert f"{standing} 2012-06-01 通过或公布（施行日未载明）" in said


@pytest.mark.parametrize("day", ["昨天", "2015-13-01", "20150101", "2015-1-1"])
def test_what_is_no_day_is_refused(datasette: Datasette, ids: list[str], day: str) -> None:
    response = get(datasette, f"/regulation/{quote(ids[0])}?on={quote(day)}")
    assert response.status_code == 400 and "不是日期" in response.text
