"""Decisions as files: out and in again they are the same, and what was altered on the way is refused."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fatiao.pipeline import build
from fatiao.store.anchors import anchor_at
from fatiao.store.decision_log import decisions, record
from fatiao.store.decisions import Anchor, Decision, Draft, Kind, Undecidable, standing
from fatiao.store.exchange.annotations import as_annotations, from_annotations
from fatiao.store.exchange.entry import ExchangeError, hash_of
from fatiao.store.exchange.patch import as_patch, from_patch
from fatiao.store.exchange.read import bring_in, read_decisions
from hypothesis import given
from hypothesis import strategies as st

HERE = Anchor("某市收人管理办法-9c8d550c", "art_2__para_1", "收人", "单位", "不得超过|10\\万元\n", 1, "a" * 64, 40, 42)
ANNA = "2026-01-01T08:00:00+00:00"
MADE = [
    Decision(Kind.CORRECT, HERE, "甲", before="收人", after="收入", id="c" * 32, created_at=ANNA, number=1),
    Decision(Kind.KEEP, replace(HERE, eid=None), "乙", "f" * 16, "misread", id="d" * 32, created_at=ANNA),
    Decision(Kind.FIELD, HERE, "甲", "x#art_2-1", "role", '"value"', '"limit"', "按上文", id="e" * 32, created_at=ANNA),
    Decision(Kind.CORRECT, replace(HERE, exact=""), "甲", before="", after=" 应当\n ", id="1" * 32, created_at=ANNA),
    Decision(Kind.ADD, HERE, "甲", after='{"quantity": "money"}', id="2" * 32, created_at=ANNA, build_id="b"),
    Decision(Kind.DELETE, HERE, "甲", "x#art_2-1", id="3" * 32, created_at=ANNA),
    Decision(Kind.DOCUMENT, HERE, "甲", field="status", before="null", after='"试行"', id="4" * 32, created_at=ANNA),
    Decision(
        Kind.REPORT,
        replace(HERE, exact=" ", document="a/b.txt"),
        "读者",
        note="多\t余\u2028",
        id="5" * 32,
        created_at=ANNA,
    ),
    Decision(Kind.UNDO, HERE, "乙", undoes="c" * 32, note="", id="6" * 32, created_at=ANNA),
]
FORMATS = [(as_annotations, from_annotations), (as_patch, from_patch)]
formats = pytest.mark.parametrize(("write", "read"), FORMATS, ids=["jsonld", "patch"])


@formats
def test_there_and_back(write, read) -> None:
    assert read(write(MADE), "x") == [replace(one, number=0) for one in MADE]
    assert read(write([]), "x") == []


WORDS = st.text("收人 入|\\\n\r\t\u2028\x85-+@#:s", max_size=6)


@given(exact=WORDS, prefix=WORDS, suffix=WORDS, after=WORDS, kind=st.sampled_from(list(Kind)), note=st.none() | WORDS)
def test_any_words_there_and_back(
    exact: str, prefix: str, suffix: str, after: str, kind: Kind, note: str | None
) -> None:
    anchor = replace(HERE, exact=exact, prefix=prefix, suffix=suffix)
    made = Decision(kind, anchor, "甲", before=exact, after=after, note=note, id="i", created_at=ANNA)
    for write, read in FORMATS:
        assert read(write([made, made]), "x") == [made, made]


def test_annotations_are_those_of_the_standard() -> None:
    found = json.loads(as_annotations(MADE))
    assert found["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert (found["type"], found["total"]) == ("AnnotationCollection", len(MADE))
    first = found["first"]["items"][0]
    assert (first["type"], first["motivation"], first["created"]) == ("Annotation", "editing", ANNA)
    assert first["creator"] == {"type": "Person", "name": "甲"}
    assert first["body"][0] == {"type": "TextualBody", "value": "收入", "purpose": "editing", "format": "text/plain"}
    assert [one["type"] for one in first["target"]["selector"]] == ["TextQuoteSelector", "TextPositionSelector"]
    assert first["target"]["selector"][0]["exact"] == "收人"
    motivations = [one["motivation"] for one in found["first"]["items"]]
    assert motivations == [*("editing", "assessing"), *("editing",) * 5, "questioning", "moderating"]


FOREIGN: dict[str, Any] = {
    "@context": "http://www.w3.org/ns/anno.jsonld",
    "id": "https://example.org/anno/1",
    "type": "Annotation",
    "motivation": "editing",
    "creator": {"type": "Person", "name": "Lee"},
    "created": "2026-02-03T04:05:06Z",
    "body": {"type": "TextualBody", "value": "收入"},
    "target": {
        "source": "https://example.org/regulation/%E6%9F%90%E5%B8%82-9c8d550c",
        "selector": {"type": "TextQuoteSelector", "exact": "收人", "prefix": "单位", "suffix": "不得"},
    },
}


def test_an_annotation_of_another_program_is_a_correction() -> None:
    (found,) = from_annotations(json.dumps(FOREIGN), "x")
    assert (found.kind, found.after, found.editor) == (Kind.CORRECT, "收入", "Lee")
    assert (found.anchor.document, found.anchor.exact, found.anchor.prefix) == ("某市-9c8d550c", "收人", "单位")
    assert from_annotations(json.dumps([FOREIGN]), "x")[0].id == found.id


def test_the_patch_reads_like_one() -> None:
    lines = as_patch(MADE[:1]).splitlines()
    assert lines[2:] == [
        f"decision {'c' * 32}",
        "kind: correct",
        "document: 某市收人管理办法-9c8d550c",
        "eid: art_2__para_1",
        "editor: 甲",
        f"created_at: {ANNA}",
        f"place: {'a' * 64} 40-42, 1 of 1",
        r"@@ 单位|不得超过\|10\\万元\n",
        "- 收人",
        "+ 收入",
        f"hash: {hash_of(MADE[0])}",
    ]


BY_HAND = """# decisions of editors, version 1

# a second opinion
kind: correct
document: 某市收人管理办法-9c8d550c
editor: 乙
@@ 单位|不得超过
- 收人
+ 收益

kind: undo
document: 某市收人管理办法-9c8d550c
editor: 乙
undoes: cccccccccccccccccccccccccccccccc
"""


def test_a_person_writes_decisions_too() -> None:
    found = from_patch(BY_HAND, "x")
    assert [(one.kind, one.before, one.after, one.undoes) for one in found] == [
        (Kind.CORRECT, "收人", "收益", None),
        (Kind.UNDO, None, None, "c" * 32),
    ]
    assert found[0].anchor.eid is None and found[0].anchor.total == 1
    assert [one.id for one in from_patch(BY_HAND.replace("\n", "\r\n"), "x")] == [one.id for one in found]


PATCH, JSONLD = as_patch(MADE), as_annotations(MADE)
ALTERED = [
    (PATCH.replace("+ 收入", "+ 收益"), "x:3: decision cccccccc is not what it was when it was exported"),
    (PATCH.replace("editor: 乙", "editor: 甲", 1), "x:15: decision dddddddd is not what it was"),
    (re.sub("hash: .*", "hash: 0123456789abcdef", PATCH, count=1), "its hash is [0-9a-f]{16}, not 0123456789abcdef"),
    (re.sub("hash: .*\n", "", PATCH, count=1), "not None"),
    (PATCH.replace("version 1", "version 2"), "x: its first line is not"),
    (PATCH.replace("kind: keep", "kind: kept"), "'kept' is no kind of decision"),
    (PATCH.replace("kind: keep\n", ""), "x:15: kind is missing"),
    (PATCH.replace("kind: keep", "sort: keep"), "x:16: 'sort: keep' is not understood"),
    (PATCH.replace("kind: keep", "kind: keep\nkind: keep"), "x:17: kind is there twice"),
    (PATCH.replace("40-42, 1 of 1", "40-42", 1), "x:9: the place is not written as"),
    (PATCH.replace("@@ 单位|", "@@ 单位", 1).replace("\\|", "", 1), r"x:10: no \| between"),
    (PATCH.replace(ANNA, "yesterday", 1), "'yesterday' is no time"),
    (JSONLD.replace('"value": "收入"', '"value": "收益"'), None),
    (
        JSONLD.replace('"fatiao:after": "收入"', '"fatiao:after": "收益"'),
        "x: annotation 1: decision cccccccc is not what",
    ),
    (JSONLD.replace('"exact": "收人"', '"exact": "收益"', 1), "annotation 1: decision cccccccc is not what it was"),
    (JSONLD.replace('"start": 40', '"start": "40"', 1), "annotation 1: start_char is no number"),
    (JSONLD.replace('"name": "甲"', '"name": 5', 1), "annotation 1: editor is no text"),
    (JSONLD[:-9], "x: it is no JSON"),
    ("[3]", "x: it holds no annotations"),
    ('{"type": "Note"}', "x: type 'Note' is no annotation"),
    (json.dumps({**FOREIGN, "motivation": "tagging"}), "not made for editing"),
    (json.dumps({**FOREIGN, "creator": []}), "not one target and one creator"),
]


@pytest.mark.parametrize(("text", "message"), ALTERED, ids=[str(row[1])[:40] for row in ALTERED])
def test_what_was_altered_is_refused(text: str, message: str | None) -> None:
    read = from_annotations if text[0] in "{[" else from_patch
    if message is None:  # what people read is not what counts: it says the same in our own words
        assert read(text, "x")[0].after == "收入"
        return
    with pytest.raises(ExchangeError, match=message):
        read(text, "x")


LAW = "某市收人管理办法\n第一条 为了规范管理，制定本办法。\n第二条 单位收人不得超过1O万元。\n第三条 本办法自2009年1月1日起施行。\n"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    (tmp_path / "page.txt").write_text(LAW, encoding="utf-8")
    build([tmp_path / "page.txt"], tmp_path / "laws.db")
    return tmp_path / "laws.db"


def anchored(database: Path, words: str) -> Anchor:
    with closing(sqlite3.connect(database)) as connection:
        (source,) = connection.execute("select id from sources").fetchone()
        return anchor_at(connection, source, LAW.index(words), LAW.index(words) + len(words))


@pytest.mark.parametrize("write", [as_annotations, as_patch])
def test_a_file_is_taken_in_once(database: Path, tmp_path: Path, write) -> None:
    made = record(
        database, [Draft(Kind.CORRECT, anchored(database, words), "甲", after="10") for words in ("1O", "收人")]
    )
    file = tmp_path / "file"
    file.write_text(write(made), encoding="utf-8")
    again = bring_in(database, file)
    assert (again.new, again.known, again.absent) == ([], 2, [])
    other = tmp_path / "elsewhere" / "laws.db"
    other.parent.mkdir()
    first, second = bring_in(other, file), bring_in(other, file)
    assert (len(first.new), first.known, len(first.absent)) == (2, 0, 2)  # nothing is stored there
    assert (len(second.new), second.known) == (0, 2)
    assert decisions(other) == made
    build([tmp_path / "page.txt"], other)
    assert [str(one.result) for one in build([tmp_path / "page.txt"], database).decided] == ["applied", "applied"]


def test_what_a_person_wrote_is_taken_in_once(database: Path, tmp_path: Path) -> None:
    document = anchored(database, "1O").document
    file = tmp_path / "file.patch"
    file.write_text(
        BY_HAND.replace("某市收人管理办法-9c8d550c", document).partition("\nkind: undo")[0], encoding="utf-8"
    )
    assert len(bring_in(database, file).new) == 1
    text = file.read_text(encoding="utf-8")
    file.write_text(text + "\n# reviewed\n", encoding="utf-8")
    assert (bring_in(database, file).known, len(decisions(database))) == (1, 1)


def test_another_text_is_refused_and_nothing_taken_in(database: Path, tmp_path: Path) -> None:
    good, other = anchored(database, "1O"), anchored(database, "收人")
    made = [
        Decision(Kind.CORRECT, good, "甲", after="10", id="a" * 32, created_at=ANNA),
        Decision(Kind.CORRECT, replace(other, exact="士地"), "甲", after="土地", id="b" * 32, created_at=ANNA),
    ]
    file = tmp_path / "file.patch"
    file.write_text(as_patch(made), encoding="utf-8")
    with pytest.raises(
        ExchangeError, match=r"file\.patch: decision bbbbbbbb, about '士地' in .*: 文中已没有这样的文字"
    ):
        bring_in(database, file)
    assert decisions(database) == []
    assert len(bring_in(database, file, anyway=True).new) == 2
    build([tmp_path / "page.txt"], database)
    forged = replace(made[0], after="1")
    file.write_text(as_patch([forged]), encoding="utf-8")
    with pytest.raises(Undecidable, match="内容却不同"):
        bring_in(database, file)
    assert [one.after for one in standing(decisions(database))] == ["10", "土地"]


UNREADABLE = [
    (lambda file: None, "cannot be read"),
    (lambda file: file.write_bytes(b"\xff\xfe\xff"), "no text in UTF-8"),
    (lambda file: file.write_text(as_patch([MADE[0], MADE[0]]), encoding="utf-8"), "cccccccc is there twice"),
    (lambda file: file.write_text(""), "its first line"),
]


@pytest.mark.parametrize(("make", "message"), UNREADABLE, ids=[row[1] for row in UNREADABLE])
def test_files_that_are_none(tmp_path: Path, make, message: str) -> None:
    make(tmp_path / "file")
    with pytest.raises(ExchangeError, match=f"file: .*{message}"):
        read_decisions(tmp_path / "file")
