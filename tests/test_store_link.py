"""Citations across documents: which stored document and provision each points to, whatever arrives first."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable
from itertools import permutations
from pathlib import Path

import pytest
from fatiao.ingest import Source
from fatiao.parse import parse_page
from fatiao.pipeline import build
from fatiao.store.write import Store

LAW = """中华人民共和国样本法
2000年1月1日 第九届全国人民代表大会常务委员会第三次会议通过
第一条 为了样本，制定本法。
第二条 有下列情形之一的，免费：
（一）老人；
（二）儿童。
经营者应当公示。
第二条之一 票据可以电子化。
第三条 自公布之日起施行。
"""
NOTICE = """某市人民政府关于收取样本费的通知
某府发〔2005〕7号
各县人民政府：
一、样本费为80元。
二、自2005年1月1日起执行。
"""
CITING = """某市样本办法
2008年1月1日 某市人民政府令第3号公布
第一条 根据{}，制定本办法。
第二条 自公布之日起施行。
"""


def store(path: Path, texts: Iterable[tuple[str, str]]) -> None:
    """Store texts under their names, one after the other, and link them."""
    with Store(path) as opened:
        for name, text in texts:
            key = hashlib.sha256(text.encode()).hexdigest()
            page = parse_page(Source(key, name, "text/plain", "utf-8", text))
            opened.replace(page, [()] * len(page.regulations))
        opened.link()


def targets(path: Path, words: str = "%") -> list[tuple[str | None, str | None]]:
    """Return for each citation out of its document the title and the eId of what it points to."""
    connection = sqlite3.connect(path)
    sql = (
        "select d.title, substr(c.target_provision_id, instr(c.target_provision_id, '#') + 1) from citations c "
        "left join documents d on d.id = c.target_document_id "
        "where coalesce(c.cited_title, c.cited_number) is not null and c.text like ? order by c.id"
    )
    try:
        return connection.execute(sql, [words]).fetchall()
    finally:
        connection.close()


NAMED = [
    ("full title", "《中华人民共和国样本法》", "中华人民共和国样本法", None),
    ("title without the state's name", "《样本法》", "中华人民共和国样本法", None),
    ("title with the year of its revision", "《样本法》（2000年）", "中华人民共和国样本法", None),
    ("article", "《样本法》第三条", "中华人民共和国样本法", "art_3"),
    ("para", "《样本法》第二条第二款", "中华人民共和国样本法", "art_2__para_2"),
    ("item", "《样本法》第二条第一款第（二）项", "中华人民共和国样本法", "art_2__para_1__item_2"),
    ("item whose para is not named", "《样本法》第二条第二项", "中华人民共和国样本法", "art_2__para_1__item_2"),
    ("article 2bis", "《样本法》第二条之一规定", "中华人民共和国样本法", "art_2bis1"),
    ("first para of an article with one", "《样本法》第三条第一款", "中华人民共和国样本法", "art_3__para_1"),
    ("para that is not there: its article", "《样本法》第三条第五款", "中华人民共和国样本法", "art_3"),
    ("article that is not there", "《样本法》第九十条", "中华人民共和国样本法", None),
    ("title and number", "《某市人民政府关于收取样本费的通知》（某府发〔2005〕7号）", NOTICE.split("\n")[0], None),
    ("number alone", "某府发〔2005〕7号", NOTICE.split("\n")[0], None),
    ("number in other brackets", "某府发[2005]7号", NOTICE.split("\n")[0], None),
    ("title without the issuer", "《关于收取样本费的通知》", NOTICE.split("\n")[0], None),
    ("title that no document has", "《别的法》", None, None),
    ("title that only begins alike", "《样本法实施条例》", None, None),
]


@pytest.mark.parametrize(("words", "title", "eid"), [case[1:] for case in NAMED], ids=[case[0] for case in NAMED])
@pytest.mark.parametrize("later", [False, True], ids=["target first", "target later"])
def test_targets(tmp_path: Path, words: str, title: str | None, eid: str | None, later: bool) -> None:
    citing = ("c.txt", CITING.format(words))
    others = [("law.txt", LAW), ("notice.txt", NOTICE)]
    store(tmp_path / "x.db", [citing, *others] if later else [*others, citing])
    assert targets(tmp_path / "x.db")[:1] == [(title, eid)]


def law(year: int, extra: str = "") -> tuple[str, str]:
    return f"law{year}.txt", LAW.replace("2000年1月1日", f"{year}年1月1日") + extra


@pytest.mark.parametrize("order", list(permutations(range(4))), ids=str)
def test_of_several_versions_the_newest_that_is_not_later(tmp_path: Path, order: tuple[int, ...]) -> None:
    texts = [law(1999), law(2005), law(2015), ("c.txt", CITING.format("《样本法》"))]
    store(tmp_path / "x.db", [texts[index] for index in order])
    connection = sqlite3.connect(tmp_path / "x.db")
    sql = "select d.adopted from citations c join documents d on d.id = c.target_document_id"
    assert connection.execute(sql).fetchall() == [("2005-01-01",)]
    connection.close()


AMENDED = LAW.replace("通过\n", "通过\n{}年5月1日 第十届全国人民代表大会常务委员会第一次会议修正\n", 1)


@pytest.mark.parametrize("years", [(2003, 2006, 2015), (2015, 2006, 2003)], ids=str)
def test_versions_promulgated_on_one_day_are_told_apart_by_their_amendments(
    tmp_path: Path, years: tuple[int, ...]
) -> None:
    laws = [(f"law{number}.txt", AMENDED.format(year)) for number, year in enumerate(years)]
    store(tmp_path / "x.db", [*laws, ("c.txt", CITING.format("《样本法》"))])
    connection = sqlite3.connect(tmp_path / "x.db")
    sql = (
        "select max(h.date) from citations c join history h on h.document_id = c.target_document_id "
        "where h.action = '修正'"
    )
    assert connection.execute(sql).fetchall() == [("2006-05-01",)]
    connection.close()


NOTES = [
    ("the text in force", 2005, "《样本法》第二条第二款", ("art_2__para_2", None)),
    ("a part that it lacks", 2005, "《样本法》第三条第五款", ("art_3", "not there")),
    ("an article that it lacks", 2005, "《样本法》第九十条", (None, "not there")),
    ("a later text", 2015, "《样本法》第三条", ("art_3", "later text")),
    ("a later text as a whole", 2015, "《样本法》", (None, "later text")),
    ("a part that the later text lacks", 2015, "《样本法》第三条第五款", (None, "later text, not there")),
]


@pytest.mark.parametrize(("year", "words", "want"), [case[1:] for case in NOTES], ids=[case[0] for case in NOTES])
def test_a_citation_says_what_has_to_be_known_of_its_target(
    tmp_path: Path, year: int, words: str, want: tuple[str | None, str | None]
) -> None:
    path = tmp_path / "x.db"
    store(path, [law(year), ("c.txt", CITING.format(words))])
    assert notes(path) == [want]
    store(path, [law(2007)])  # a later build brings the text that was in force
    assert not any((note or "").startswith("later") for _, note in notes(path))


def notes(path: Path) -> list[tuple[str | None, str | None]]:
    connection = sqlite3.connect(path)
    sql = (
        "select substr(target_provision_id, instr(target_provision_id, '#') + 1), note from citations "
        "where cited_title is not null"
    )
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


BOOK = """中华人民共和国样本典
（2006年1月1日第十届全国人民代表大会第三次会议通过）
{}
第{}条 民事主体从事样本活动，应当合法。
第{}条 样本自交付时成立。
"""


def test_of_a_text_in_parts_the_part_that_has_the_article(tmp_path: Path) -> None:
    books = [
        (f"{name}.txt", BOOK.format(name, *numbers))
        for name, *numbers in (("第一编 总则", "一", "二"), ("第二编 物权", "三", "四"), ("第三编 合同", "五", "六"))
    ]
    store(tmp_path / "x.db", [*books, ("c.txt", CITING.format("《样本典》第四条、第六条和第九条"))])
    connection = sqlite3.connect(tmp_path / "x.db")
    sql = (
        "select s.uri, p.citation, c.note from citations c join documents d on d.id = c.target_document_id "
        "join sources s on s.id = d.source_id left join provisions p on p.id = c.target_provision_id "
        "where c.cited_title is not null"
    )
    found = connection.execute(sql).fetchall()
    connection.close()
    assert found[:2] == [("第二编 物权.txt", "第四条", None), ("第三编 合同.txt", "第六条", None)]
    assert found[2][1:] == (None, "not there")


def test_a_repealed_document_is_not_the_one_that_repeals_it(tmp_path: Path) -> None:
    new = law(2015, "第四条 2000年1月1日公布的《中华人民共和国样本法》同时废止。\n")
    store(tmp_path / "x.db", [new])
    assert targets(tmp_path / "x.db", "《%") == [(None, None)]
    store(tmp_path / "x.db", [law(2000)])
    connection = sqlite3.connect(tmp_path / "x.db")
    sql = "select d.adopted from citations c join documents d on d.id = c.target_document_id where relation = '废止'"
    assert connection.execute(sql).fetchall() == [("2000-01-01",)]
    connection.close()


def test_a_replaced_target_is_found_again_and_a_forgotten_one_is_not(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    store(path, [("law.txt", LAW), ("c.txt", CITING.format("《样本法》第三条"))])
    before = targets(path)
    store(path, [("law.txt", LAW.replace("老人", "老年人"))])
    assert targets(path) == before == [("中华人民共和国样本法", "art_3")]
    with Store(path) as opened:
        assert opened.forget("law.txt")
    assert targets(path) == [(None, None)]
    with Store(path) as opened:
        assert opened.link() == 0


def test_linking_again_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    store(path, [("law.txt", LAW), ("c.txt", CITING.format("《样本法》第三条"))])
    with Store(path) as opened:
        assert opened.link() == 0


def test_references_inside_a_document_are_stored(tmp_path: Path) -> None:
    store(tmp_path / "x.db", [("c.txt", CITING.format("本办法第二条"))])
    connection = sqlite3.connect(tmp_path / "x.db")
    sql = (
        "select c.target_document_id = c.document_id, p.citation, c.cited_provision from citations c "
        "join provisions p on p.id = c.target_provision_id"
    )
    assert connection.execute(sql).fetchall() == [(1, "第二条", "第二条")]
    connection.close()


def test_history_and_authority_are_stored(tmp_path: Path) -> None:
    store(tmp_path / "x.db", [("c.txt", CITING.format("本办法第二条"))])
    connection = sqlite3.connect(tmp_path / "x.db")
    sql = "select authority, date, body, action, substr(s.text, h.start_char + 1, h.end_char - h.start_char) = h.text"
    sql += " from history h join documents d on d.id = h.document_id join sources s on s.id = d.source_id"
    assert connection.execute(sql).fetchall() == [("地方政府规章", "2008-01-01", "某市人民政府", "公布", 1)]
    connection.close()


def test_a_build_links_what_it_stores(tmp_path: Path) -> None:
    citing, law_file, database = tmp_path / "a.txt", tmp_path / "b.txt", tmp_path / "x.db"
    citing.write_text(CITING.format("《样本法》第三条"), encoding="utf-8")
    assert build([citing], database, jobs=1).failures == []
    assert targets(database) == [(None, None)]
    law_file.write_text(LAW, encoding="utf-8")
    assert build([citing, law_file], database, jobs=1).unchanged == 1
    assert targets(database) == [("中华人民共和国样本法", "art_3")]
