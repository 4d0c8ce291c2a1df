"""The store: every table, replacing, what an error leaves, and what bad files are answered."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from fatiao.store.errors import StoreError
from fatiao.store.files import UNKNOWN, FileState, StoredFile
from fatiao.store.fingerprints import versions
from fatiao.store.index import INDEXED
from fatiao.store.schema import TABLES
from fatiao.store.search import match_query
from fatiao.store.source_rows import delete_source
from fatiao.store.write import Store
from fatiao.text.source import Flag, Span

LOANS, FEES = "甲市小额贷款办法-e51e122a", "关于收费的通知-69035824"
SOURCE = "a" * 64


def rows(path: Path, sql: str, *values: object) -> list[tuple[object, ...]]:
    """Run a query on a database file."""
    connection = sqlite3.connect(path)
    try:
        return connection.execute(sql, values).fetchall()
    finally:
        connection.close()


def dump(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table and everything the index knows."""
    out = {table: rows(path, f'select * from "{table}"') for table in TABLES}
    for table in INDEXED:
        for word in ("罚款", "贷款", "收费", "违反规定的", "吨"):
            sql = f"select rowid from {table}_fts where {table}_fts match ?"
            out[f"{table} {word}"] = rows(path, sql, match_query(word))
    return out


def store(path: Path, *samples, flags: tuple[Flag, ...] = ()) -> None:
    """Store samples one after the other."""
    with Store(path) as opened:
        for sample in samples:
            opened.replace(sample.page, sample.parameters, flags)


STORED = [
    ("select uri, encoding, length(text) from sources", [("pages/甲.txt", "utf-8", 196)]),
    ("select uri, source_id from files", [("pages/甲.txt", SOURCE)]),
    ("select text, start_char, end_char from boilerplate", [("首页 > 法规\n", 0, 8)]),
    ("select id, ordinal, issued_by from documents", [(LOANS, 0, None), (FEES, 1, LOANS)]),
    (
        "select title, doc_number, effective from documents limit 1",
        [(LOANS[:-9], "甲府〔2008〕9号", "on promulgation")],
    ),
    ("select label, number, level, heading from provisions limit 1", [("第一章", "1", "chapter", "总则")]),
    (
        "select label, min_value, max_value, max_inclusive, min_inclusive, modality from parameters limit 1",
        [("贷款余额 ≤ 5倍（第二条第一款）", None, 5.0, 1, None, "must not")],
    ),
    (
        "select provision_id from parameters where role in ('limit', 'penalty')",
        [(f"{LOANS}#art_2__para_1",), (f"{LOANS}#art_2__para_2",)],
    ),
    (
        "select label, min_value, min_date, max_date, unit from parameters where quantity = 'date'",
        [("施行 = 2009年1月1日（二、）", None, "2009-01-01", "2009-01-01", "date")],
    ),
    ("select label from parameters where attribute is null", [("金额 = 80元（一、（一））",)]),
    ("select label from parameters where role = 'penalty'", [("罚款：1万元以上20万元以下（第二条第二款）",)]),
    ("select cited_title, relation, provision_id from citations", [("担保法", "依据", f"{LOANS}#art_1")]),
    ("select term, text, provision_id from definitions", [("小额贷款", "二十万元以下的贷款", f"{LOANS}#art_1")]),
    ("select document_id, provision_id from tables", [(FEES, f"{FEES}#dvs_1__item_1")]),
    ('select "row", "column", header, cells.text from cells', [(0, 0, None, "档次"), (1, 1, "甲 元", "80")]),
    ("select text from clauses where provision_id like '%#dvs_2'", [("二、本通知自2009年1月1日起施行。\n",)]),
    ("select kind, document_id, provision_id from flags where kind = 'encoding'", [("encoding", None, None)]),
    (
        "select text, suggestion, provision_id, score from flags where kind = 'gap'",
        [("逾期", "逾期限", f"{LOANS}#art_2__para_2__item_2", 0.5)],
    ),
]


@pytest.mark.parametrize(("sql", "expected"), STORED, ids=[row[0][:60] for row in STORED])
def test_what_is_stored(database: Path, sql: str, expected: list[tuple[object, ...]]) -> None:
    assert rows(database, sql) == expected


def test_own_texts_tile_every_document(database: Path, sample) -> None:
    for regulation, document in zip(sample.page.regulations, (LOANS, FEES), strict=True):
        own = rows(database, "select text from provisions where document_id = ? order by ordinal", document)
        front = regulation.root.own.of(sample.page.source.text)
        assert front + "".join(str(row[0]) for row in own) == regulation.span.of(sample.page.source.text)


def test_every_span_is_that_of_its_text(database: Path) -> None:
    for table, column in (("parameters", "mention"), ("citations", "text"), ("definitions", "text"), ("flags", "text")):
        sql = (
            f"select found.{column}, substr(sources.text, found.start_char + 1, found.end_char - found.start_char) "
            f"from {table} as found, sources"
        )
        found = rows(database, sql)
        assert found and all(stored == there for stored, there in found)


def test_every_reference_leads_somewhere(database: Path) -> None:
    assert rows(database, "pragma foreign_key_check") == []
    assert rows(database, "pragma integrity_check") == [("ok",)]


def test_the_closing_counts(tmp_path: Path, sample) -> None:
    with Store(tmp_path / "x.db") as opened:
        assert set(opened.counts().values()) == {0}
        opened.replace(sample.page, sample.parameters)
        assert opened.counts() == {
            **{"sources": 1, "documents": 2, "provisions": 10, "parameters": 4, "citations": 1},
            **{"definitions": 1, "history": 0, "tables": 1, "cells": 2, "flags": 2},
        }


def test_extra_flags_are_stored_each_once(tmp_path: Path, sample) -> None:
    flag = Flag("ocr", "形近字", Span(95, 97), "6倍", 0.7)
    store(tmp_path / "x.db", sample, flags=(flag, replace(flag, score=0.9), *sample.page.source.flags))
    found = rows(tmp_path / "x.db", "select kind, text, score, provision_id from flags order by start_char")
    assert [row[0] for row in found] == ["encoding", "ocr", "gap"]
    assert found[1] == ("ocr", "5倍", 0.9, f"{LOANS}#art_2__para_1")


def test_storing_twice_changes_nothing(database: Path, sample) -> None:
    before = {name: found for name, found in dump(database).items() if " " not in name}
    store(database, sample)
    assert {name: found for name, found in dump(database).items() if " " not in name} == before


def test_a_rebuild_gives_the_same_rows(tmp_path: Path, sample, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")  # else the two may be a second apart
    store(tmp_path / "a.db", sample)
    store(tmp_path / "b.db", sample)
    assert dump(tmp_path / "a.db") == dump(tmp_path / "b.db")


def test_a_file_is_stored_with_its_content_program_and_state(database: Path, sample) -> None:
    state, key = FileState(196, 17), versions().build_key
    with Store(database) as opened:
        assert opened.files() == {"pages/甲.txt": StoredFile(SOURCE, key, UNKNOWN)}
        opened.replace(sample.page, sample.parameters, state=state)
        assert opened.files() == {"pages/甲.txt": StoredFile(SOURCE, key, state)}
        page = replace(sample.page, source=replace(sample.page.source, uri="pages/乙.txt"))
        opened.replace(page, sample.parameters)
        assert opened.files() == {
            **{"pages/乙.txt": StoredFile(SOURCE, key, UNKNOWN), "pages/甲.txt": StoredFile(SOURCE, key, state)},
        }


def test_two_files_that_have_exchanged_their_content(database: Path, make) -> None:
    key = versions().build_key
    store(database, make(source_id="b" * 64, uri="pages/乙.txt"))
    with Store(database) as opened:
        opened.note(
            {
                "pages/甲.txt": StoredFile("b" * 64, key, FileState(1, 2)),
                "pages/乙.txt": StoredFile(SOURCE, key, FileState(3, 4)),
            }
        )
        assert {uri: file.source_id for uri, file in opened.files().items()} == {
            **{"pages/乙.txt": SOURCE, "pages/甲.txt": "b" * 64},
        }
    assert rows(database, "select id, uri from sources order by id") == [
        *((SOURCE, "pages/乙.txt"), ("b" * 64, "pages/甲.txt")),
    ]
    assert found_by(database, "罚款") == 2


def test_content_that_a_file_no_longer_has_goes_with_the_last_one(database: Path, make) -> None:
    store(database, make(source_id="b" * 64, uri="pages/乙.txt"))
    with Store(database) as opened:
        opened.note({"pages/甲.txt": StoredFile("b" * 64, "key", UNKNOWN)})
    assert rows(database, "select id, uri from sources") == [("b" * 64, "pages/乙.txt")]
    assert rows(database, "select uri from files") == [("pages/乙.txt",), ("pages/甲.txt",)]
    assert found_by(database, "罚款") == 1


def found_by(path: Path, word: str, table: str = "provisions") -> int:
    """Return how many rows of a table the index finds for a word."""
    sql = f"select count(*) from {table}_fts where {table}_fts match ?"
    return int(str(rows(path, sql, match_query(word))[0][0]))


def test_a_changed_file_replaces_its_rows(database: Path, sample, make) -> None:
    text = sample.page.source.text
    store(database, make(text.replace("批准的", "许可的"), "b" * 64))
    assert rows(database, "select id from sources") == [("b" * 64,)]
    assert (found_by(database, "批准"), found_by(database, "许可")) == (0, 1)
    assert found_by(database, "罚款", "parameters") == 1
    for name, table in TABLES.items():
        if "source_id" in table.columns:
            assert rows(database, f"select 1 from {name} where source_id <> ?", "b" * 64) == [], name
    assert rows(database, "select id, source_id from documents order by ordinal") == [
        *((LOANS, "b" * 64), (FEES, "b" * 64)),
    ]
    counted = {name: rows(database, f"select count(*) from {name}")[0][0] for name in TABLES}
    assert (counted["provisions"], counted["parameters"], counted["cells"], counted["boilerplate"]) == (10, 4, 2, 1)


def test_an_index_of_many_pieces_is_made_one_again(database: Path, make) -> None:
    def pieces() -> int:
        return int(str(rows(database, "select count(distinct segid) from provisions_fts_idx")[0][0]))

    with Store(database) as opened:
        for number in range(6):
            other = make(source_id=f"{number}" * 64, uri=f"pages/{number}.txt")
            opened.replace(other.page, other.parameters)
        several, before = pieces(), found_by(database, "罚款")
        opened.link()
    assert (before, found_by(database, "罚款")) == (7, 7)
    assert several > pieces() == 1
    store(database, make(source_id="9" * 64))  # what is taken out and put in afterwards is found or not
    assert found_by(database, "罚款") == 7


def test_the_same_content_stored_again_by_a_better_program_replaces_its_rows(database: Path, sample) -> None:
    fewer = replace(sample.page, regulations=sample.page.regulations[:1])
    with Store(database) as opened:
        opened.replace(fewer, sample.parameters[:1])
        assert opened.counts()["documents"] == 1
    assert found_by(database, "收费") == found_by(database, "收费", "documents") == 0


def test_other_sources_are_left_alone(database: Path, sample, make) -> None:
    before = rows(database, "select * from provisions")
    other = make(sample.page.source.text, "b" * 64, "pages/乙.txt")
    store(database, other, make(sample.page.source.text, "c" * 64, "pages/乙.txt"))
    assert rows(database, "select uri from files order by uri") == [("pages/乙.txt",), ("pages/甲.txt",)]
    assert set(before) < set(rows(database, "select * from provisions"))
    assert found_by(database, "罚款") == 2


def test_two_files_of_one_content(database: Path, sample, make) -> None:
    text = sample.page.source.text
    store(database, make(text, SOURCE, "pages/copy.txt"))
    assert rows(database, "select uri from sources") == [("pages/copy.txt",)]
    with Store(database) as opened:
        assert [*opened.files()] == ["pages/copy.txt", "pages/甲.txt"]
    store(database, make(text, "b" * 64, "pages/copy.txt"))
    assert rows(database, "select id, uri from sources order by id") == [
        *((SOURCE, "pages/甲.txt"), ("b" * 64, "pages/copy.txt")),
    ]
    assert found_by(database, "罚款") == 2


def test_a_file_is_forgotten_only_when_asked(database: Path) -> None:
    with Store(database) as opened:
        assert not opened.forget("pages/nothing.txt")
        assert opened.counts()["sources"] == 1
        assert opened.forget("pages/甲.txt")
    assert all(not found for found in dump(database).values())


def test_a_reference_to_what_is_replaced_is_let_go(database: Path, sample, make) -> None:
    store(database, make(sample.page.source.text, "b" * 64, "pages/乙.txt"))
    connection = sqlite3.connect(database)
    with connection:
        connection.execute(
            "update citations set target_document_id = ?, target_provision_id = ? where document_id not like ?",
            (LOANS, f"{LOANS}#art_1", LOANS),
        )
    connection.close()
    with Store(database) as opened:
        opened.forget("pages/甲.txt")
    assert rows(database, "select target_document_id, target_provision_id from citations") == [(None, None)]


def broken_reference(sample):
    """Return the sample with a cell that stands twice in its table, which the database refuses."""
    loans, fees = sample.page.regulations
    table = replace(fees.tables[0], cells=(fees.tables[0].cells[0],) * 2)
    return replace(sample.page, regulations=(loans, replace(fees, tables=(table,))))


def test_a_cell_in_two_pieces(database: Path, sample) -> None:
    loans, fees = sample.page.regulations
    first, last = fees.tables[0].cells
    pieces = replace(fees.tables[0], cells=(first, replace(last, row=0, column=0)))
    page = replace(sample.page, regulations=(loans, replace(fees, tables=(pieces,))))
    with Store(database) as opened:
        opened.replace(page, sample.parameters)
    assert rows(database, 'select "row", "column", text from cells') == [(0, 0, "档次"), (0, 0, "80")]


def test_an_error_in_the_midst_leaves_what_was_stored(database: Path, sample) -> None:
    before = dump(database)
    with Store(database) as opened:
        with pytest.raises(StoreError, match=r"样本\.db could not be used: UNIQUE constraint failed: cells"):
            opened.replace(broken_reference(sample), sample.parameters)
        assert opened.counts()["provisions"] == 10
    assert dump(database) == before


def test_half_a_character_is_refused_and_nothing_lost(database: Path, make, sample) -> None:
    before = dump(database)
    text = sample.page.source.text.replace("档次", "档\ud800")
    with Store(database) as opened, pytest.raises(StoreError, match="half a character"):
        opened.replace(replace(sample.page, source=replace(sample.page.source, text=text)), sample.parameters)
    assert dump(database) == before


def test_a_full_disk_leaves_what_was_stored(database: Path, sample, make) -> None:
    before = dump(database)
    big = make(sample.page.source.text + "长" * 500_000, "b" * 64)
    with Store(database) as opened:
        pages = opened._db.execute("pragma page_count").fetchone()[0]
        opened._db.execute(f"pragma max_page_count = {pages + 5}")
        with pytest.raises(StoreError, match=r"样本\.db cannot grow: the disk is full\. Free some space"):
            opened.replace(big.page, big.parameters)
    assert dump(database) == before


def test_parameters_must_match_the_regulations(database: Path, sample) -> None:
    with Store(database) as opened, pytest.raises(ValueError, match="2 regulations, but parameters of 1"):
        opened.replace(sample.page, sample.parameters[:1])


def test_search_survives_vacuum(database: Path, sample, make) -> None:
    store(database, make(sample.page.source.text, "b" * 64, "pages/乙.txt"), make(sample.page.source.text, "c" * 64))
    connection = sqlite3.connect(database)
    connection.execute("vacuum")
    connection.close()
    sql = "select text from provisions where rowid in (select rowid from provisions_fts where provisions_fts match ?)"
    found = rows(database, sql, match_query("罚款"))
    assert len(found) == 2 and all("罚款" in str(row[0]) for row in found)


def test_a_reader_sees_the_old_rows_until_all_are_stored(database: Path, sample) -> None:
    with Store(database) as opened:
        opened._db.execute("begin immediate")
        delete_source(opened._db, SOURCE)
        assert rows(database, "select count(*) from provisions") == [(10,)]
        opened._db.execute("rollback")


def test_an_empty_file_becomes_a_database(tmp_path: Path, sample) -> None:
    (tmp_path / "x.db").touch()
    store(tmp_path / "x.db", sample)
    assert found_by(tmp_path / "x.db", "罚款") == 1


def test_closing_twice_is_no_error(tmp_path: Path) -> None:
    opened = Store(tmp_path / "x.db")
    opened.close()
    opened.close()
