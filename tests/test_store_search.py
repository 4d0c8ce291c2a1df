"""How text is cut for the index and how queries are."""

import sqlite3

import pytest
from fatiao.store.search import MOST_WORDS, excerpt, match_query, raw_query, split

SPLIT = [
    ("不超过20万元", "不 超 过 20 万 元", "numbers stay whole"),
    ("２０万元", "20 万 元", "full width is folded"),
    ("SDR13", "SDR13", "Latin words stay whole"),
    ("the bank", "the bank", "spaces part Latin words"),
    ("二〇〇四", "二 〇 〇 四", "the sign for zero is kept as a character that can be found"),
    ("", "", "empty"),
    (None, "", "null"),
]


@pytest.mark.parametrize(("text", "expected"), [row[:2] for row in SPLIT], ids=[row[2] for row in SPLIT])
def test_split(text: str | None, expected: str) -> None:
    assert split(text).split() == expected.split()


QUERIES = [
    ("罚款", '"罚 款"', "a word is a phrase"),
    ("罚款 贷款", '"罚 款" "贷 款"', "words are ANDed"),
    ('"基金 规模"', '"基 金 规 模"', "quotes keep a phrase together"),
    ('"罚款', '"罚 款"', "a quote that is never closed"),
    ("罚款 AND 贷款", '"罚 款" "AND" "贷 款"', "operators are text"),
    ("罚* ^款 text:元 (甲)", '"罚 *" "^ 款" "text : 元" "( 甲 )"', "so is the rest of FTS5 syntax"),
    ("罚款 罚款", '"罚 款"', "a word twice is once"),
    ("", '""', "empty matches nothing"),
    ("% * \" ' _", '""', "nothing to look for matches nothing"),
    (None, '""', "null matches nothing"),
]


@pytest.mark.parametrize(("query", "expected"), [row[:2] for row in QUERIES], ids=[row[2] for row in QUERIES])
def test_match_query(query: str | None, expected: str) -> None:
    assert match_query(query) == expected


FOUND = [
    ("罚款", {1, 2}, "two characters"),
    ("款", {1, 2, 3}, "one character"),
    ("罚款 贷款", {2}, "both words"),
    ("5倍", {3}, "not 15倍"),
    ("15倍", {4}, "15倍"),
    ("２０万", {1}, "full width"),
    ("二〇〇四", {4}, "zero"),
    ("贷 款", {2, 3}, "words of one character, anywhere"),
    ("逾期", {2}, "a word broken over lines"),
    ("* AND 罚款", set(), "AND is a word that no text has"),
    ("NEAR(罚款)", set(), "so is NEAR"),
    ("'; drop table t; --", set(), "quotes do no harm"),
    ("%", set(), "a percent sign is no wildcard"),
    ("款" * 10_000, set(), "10,000 characters"),
    ("款 " * 5_000, {1, 2, 3}, "5,000 words"),
    (" ".join(chr(0x4E00 + i) for i in range(2_000)), set(), "2,000 different words"),
]
ROWS = {1: "处20万元罚款", 2: "贷款逾\n期的，处罚款", 3: "贷款不超过5倍", 4: "二〇〇四年15倍"}


@pytest.mark.parametrize(("query", "expected"), [row[:2] for row in FOUND], ids=[row[2] for row in FOUND])
def test_what_a_query_finds(query: str, expected: set[int]) -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("create virtual table t using fts5(text, tokenize='unicode61')")
    connection.executemany("insert into t (rowid, text) values (?, ?)", [(k, split(v)) for k, v in ROWS.items()])
    found = connection.execute("select rowid from t where t match ?", [match_query(query)])
    assert {row[0] for row in found} == expected


RAW = [
    ("罚款 OR 罚金", '"罚 款" OR "罚 金"', "operators stay"),
    ('"罚款" NOT 5倍', '"罚 款" NOT "5 倍"', "a quoted phrase, and a number with its unit"),
    ("text : 罚*", 'text : "罚"*', "a column and a prefix"),
]


@pytest.mark.parametrize(("query", "expected"), [row[:2] for row in RAW], ids=[row[2] for row in RAW])
def test_raw_query(query: str, expected: str) -> None:
    assert raw_query(query) == expected


EXCERPTS = [
    ("处以罚款", "罚款", "处以罚款", "short text whole"),
    ("甲" * 100 + "罚款" + "乙" * 100, "罚款", "…" + "甲" * 20 + "罚款" + "乙" * 38 + "…", "around the word"),
    ("甲" * 100, "罚款", "甲" * 60 + "…", "the word is not there"),
    ("一\n\n二", "", "一 二", "line breaks become spaces"),
    (None, "罚款", "", "no text"),
    ("最高２０万元", "20万", "最高２０万元", "found in full width, shown as printed"),
]


@pytest.mark.parametrize(("text", "query", "expected"), [row[:3] for row in EXCERPTS], ids=[row[3] for row in EXCERPTS])
def test_excerpt(text: str | None, query: str, expected: str) -> None:
    assert excerpt(text, query) == expected


def test_more_words_than_the_limit_are_left_out() -> None:
    assert match_query(" ".join(f"w{i}" for i in range(MOST_WORDS + 10))).count('"') == 2 * MOST_WORDS
