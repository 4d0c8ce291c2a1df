"""Traditional characters: read as simplified ones are, and printed as they stand."""

from __future__ import annotations

from pathlib import Path

import pytest
from fatiao.extract.page import Processed, process_any
from fatiao.store.rows import page_rows
from fatiao.text.fold import fold
from fatiao.text.places import Place, place_of
from fatiao.text.rule_tables import read_table
from fatiao.text.source import source_of
from fatiao.text.traditional import TABLE, in_simplified_texts, is_traditional

PAGES = sorted((Path(__file__).parent.parent / "corpus/pages").glob("*.txt"))
ROWS = read_table(TABLE, ("simplified", "traditional"), examples=())
SIMPLIFIED = {row["simplified"] for row in ROWS}
TRADITIONAL = str.maketrans({row["simplified"]: row["traditional"] for row in ROWS if len(row["traditional"]) == 1})
OF_THE_PROGRAM = {
    "citation",
    "cited_provision",
    "relation",
    "label",
    "unit",
    "kind",
    "issuer_group",
    "authority",
    "status",
    "attribute_group",
}
"""Columns whose words are the program's own."""


def process(text: str) -> Processed:
    return process_any(source_of(text))


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("處三千元以上罰鍰", "处三千元以上罚锾"),
        ("自公佈之日起，逾三十日者為無效", "自公布之日起,逾三十日者为无效"),
        ("乾县与於潜县的后稷庙", "乾县与於潜县的后稷庙"),
        ("皇后在里头面对干旱", "皇后在里头面对干旱"),
        ("", ""),
        ("乾县应当" * 200 + "條", "乾县应当" * 200 + "條"),
    ],
    ids=[
        "traditional",
        "forms of both",
        "simplified: 乾, 於",
        "simplified: 后, 里, 面, 干",
        "empty",
        "a stray character",
    ],
)
def test_a_traditional_text_is_folded_and_a_simplified_one_is_not(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert len(fold(text)) == len(text)


def test_the_table_is_one_to_one_and_ends_in_simplified_characters() -> None:
    known = [character for row in ROWS for character in row["traditional"]]
    assert len(known) == len(set(known)) > 2500
    assert all(in_simplified_texts(character) for character in SIMPLIFIED)
    assert not SIMPLIFIED & set(known)


def outline(processed: Processed) -> list[tuple[object, ...]]:
    """Return what may not depend on the characters that a page is printed in."""
    found: list[tuple[object, ...]] = []
    for regulation, parameters in zip(processed.page.regulations, processed.parameters, strict=True):
        found.append((regulation.span, regulation.kind, regulation.authority, regulation.issued_by))
        found.append((regulation.promulgated, regulation.effective, len(regulation.title)))
        found += [(node.level, node.number, node.span) for node in regulation.root.all()]
        found += [(citation.span, citation.cited_provision, citation.path) for citation in regulation.citations]
        found += [(definition.span, len(definition.term)) for definition in regulation.definitions]
        found += [(p.mention.span, p.mention.role, p.mention.low, p.mention.high, p.mention.unit) for p in parameters]
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_reads_the_same_in_both(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    traditional = text.translate(TRADITIONAL)
    assert is_traditional(traditional)
    assert outline(process(traditional)) == outline(process(text))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_no_word_of_the_folded_view_reaches_a_column(page: Path) -> None:
    text = page.read_text(encoding="utf-8").translate(TRADITIONAL)
    processed = process(text)
    rows = page_rows(processed.page, processed.parameters, ())
    strings = [
        (table, column, value)
        for table in ("documents", "provisions", "parameters", "citations", "definitions", "history", "cells")
        for row in rows[table]
        for column, value in row.items()
        if isinstance(value, str) and column not in OF_THE_PROGRAM and not column.endswith(("id", "issued_by"))
        if (table, column) != ("parameters", "issuer")  # which is the document's `issuer_group`
    ]
    assert len(strings) > 300
    assert [string for string in strings if (set(string[2]) & SIMPLIFIED) - set(text) - set("得分年龄分值")] == []


TAIWAN = """法規名稱：停車場管理條例
公發布日：民國 113 年 7 月 31 日

   第 一 章 總則

第 1 條
停車費每小時不得逾三十元，押金為新臺幣一千元。

第 1-1 條
自民國一百零一年一月六日起至一百十九年十二月三十一日止，免徵規費。

第 2 條
違反前條規定者，處三千元以上一萬五千元以下罰鍰。
"""


def test_a_law_of_taiwan_has_its_money_its_years_and_no_level_of_the_mainland() -> None:
    processed = process(TAIWAN)
    (regulation,) = processed.page.regulations
    assert (regulation.title, regulation.kind, regulation.authority) == ("停車場管理條例", "条例", None)
    assert regulation.promulgated == "2024-07-31"
    assert [n.number for n in regulation.root.all() if n.level == "article"] == ["1", "1之1", "2"]
    assert [n.heading for n in regulation.root.all() if n.level == "chapter"] == ["總則"]
    found = [(p.text, p.mention.low, p.mention.high, p.mention.unit) for p in processed.parameters[0]]
    assert found == [
        ("三十元", None, 30, "TWD/h"),
        ("新臺幣一千元", 1000, 1000, "TWD"),
        ("民國一百零一年一月六日起至一百十九年十二月三十一日", "2012-01-06", "2030-12-31", "date"),
        ("三千元以上一萬五千元以下", 3000, 15000, "TWD"),
    ]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("处以罚款", Place.MAINLAND),
        ("縣級以上人民政府交通主管部門", Place.MAINLAND),
        ("處新臺幣三千元以上罰鍰", Place.TAIWAN),
        ("可處第5級罰款，由裁判官判定", Place.HONG_KONG),
        ("科澳門元三千元罰款", Place.MACAU),
        ("處罰款三千元", None),
    ],
)
def test_the_words_of_a_text_tell_whose_law_it_is(text: str, place: Place | None) -> None:
    assert place_of(text, fold(text)) is place


def test_a_law_of_macau_is_numbered_in_its_own_way() -> None:
    text = "第9/2031號法律\n泊車管理法\n\n第一條 科澳門元三千元罰款。\n第二條 本法律自公佈翌日起生效。\n"
    (regulation,) = process(text).page.regulations
    assert (regulation.title, regulation.doc_number, regulation.authority) == ("泊車管理法", "第9/2031號法律", None)
