"""The memory of what editors decide: added to and never changed, undone by adding, whole whatever happens to the file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import pytest
from fatiao.store import editorial
from fatiao.store.decision_log import Conflict, decisions, last_number, record, take_in
from fatiao.store.decisions import Anchor, Decision, Draft, Kind, Undecidable, standing
from fatiao.store.editorial import EditorialError, editorial_path

HERE = Anchor("办法-1", "art_1__para_1", "收人", "工资", "证明", 1, "s", 5, 7)
THERE = replace(HERE, exact="士地", prefix="国有")
OTHER = replace(HERE, document="规定-2")


def correct(anchor: Anchor = HERE, after: str = "收入", editor: str = "甲") -> Draft:
    return Draft(Kind.CORRECT, anchor, editor, before=anchor.exact, after=after)


def keep(anchor: Anchor = HERE, field: str | None = "misread", target: str = "f" * 16) -> Draft:
    return Draft(Kind.KEEP, anchor, "乙", target=target, field=field)


def field(name: str, after: str, anchor: Anchor = HERE) -> Draft:
    return Draft(Kind.FIELD, anchor, "甲", target="办法-1#art_1-1", field=name, before="null", after=after)


def undo(identifier: str) -> Draft:
    return Draft(Kind.UNDO, HERE, "甲", undoes=identifier)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "laws.db"


def test_what_is_recorded_comes_back(database: Path) -> None:
    drafts = [correct(), keep(), replace(field("attribute", '"收入"'), note="按上文", build_id="b")]
    made = record(database, drafts)
    assert decisions(database) == made
    assert [one.number for one in made] == [1, 2, 3] and last_number(database) == 3
    assert len({one.id for one in made}) == 3
    for draft, one in zip(drafts, made, strict=True):
        assert Draft(**{name: getattr(one, name) for name in Draft.__slots__}) == draft
        assert one.created_at.endswith("+00:00")


def test_json_is_kept_as_people_read_it(database: Path) -> None:
    (made,) = record(database, [field("attribute", r'"\u6536\u5165"')])
    assert made.after == '"收入"'


def test_nothing_is_decided_where_there_is_no_file(database: Path) -> None:
    assert decisions(database) == [] and last_number(database) == 0
    assert not editorial_path(database).exists()


STANDING = [
    ([correct()], ["correct 收入"], "one"),
    ([correct(), correct(after="收益")], ["correct 收益"], "the last of two"),
    ([correct(), correct(THERE, "土地"), correct(OTHER)], ["correct 收入", "correct 土地", "correct 收入"], "apart"),
    ([correct(), keep()], ["keep misread"], "right after all"),
    ([keep(), keep(field="citation")], ["keep misread", "keep citation"], "two kinds of flags"),
    ([keep(), keep(field="citation"), correct()], ["correct 收入"], "wrong after all"),
    ([keep(), Draft(Kind.KEEP, HERE, "乙", target="办法-1#art_1-1")], ["keep misread", "keep None"], "a parameter"),
    ([field("role", '"limit"'), field("unit", '"d"')], ["field role", "field unit"], "two fields"),
    ([field("role", '"limit"'), field("role", "null")], ["field role"], "a field twice"),
    ([correct(), field("unit", '"d"')], ["correct 收入", "field unit"], "words and a field"),
    ([Draft(Kind.DELETE, HERE, "甲"), Draft(Kind.ADD, HERE, "甲", after="{}")], ["add None"], "there after all"),
    ([correct(), Draft(Kind.REPORT, HERE, "读者", note="?")], ["correct 收入", "report None"], "readers stand beside"),
    ([Draft(Kind.REPORT, HERE, "读者", note=n) for n in "ab"], ["report None", "report None"], "two readers"),
]


@pytest.mark.parametrize(("drafts", "expected"), [row[:2] for row in STANDING], ids=[row[2] for row in STANDING])
def test_what_stands(database: Path, drafts: list[Draft], expected: list[str]) -> None:
    stand = standing(record(database, drafts))
    assert [f"{one.kind} {one.after if one.kind is Kind.CORRECT else one.field}" for one in stand] == expected


def test_documents_have_one_decision_a_field_whatever_words_it_is_about(database: Path) -> None:
    title = Draft(Kind.DOCUMENT, HERE, "甲", field="title", after='"甲"')
    found = standing(record(database, [title, replace(title, anchor=THERE, after='"乙"')]))
    assert [one.after for one in found] == ['"乙"']


def test_undone_and_done_again(database: Path) -> None:
    first, second = record(database, [correct(), correct(after="收益")])
    (undone,) = record(database, [undo(second.id)])
    assert standing(decisions(database)) == [first]
    record(database, [undo(undone.id)])
    assert standing(decisions(database)) == [second]
    assert len(decisions(database)) == 4


def test_nobody_overwrites_another_unseen(database: Path) -> None:
    seen = last_number(database)
    (theirs,) = record(database, [correct(editor="乙")], seen)
    with pytest.raises(Conflict, match="乙") as caught:
        record(database, [correct(THERE, "土地"), correct()], seen)
    assert caught.value.decision == theirs
    assert decisions(database) == [theirs]  # all or none
    record(database, [correct(THERE, "土地")], seen)  # of other words
    record(database, [correct(after="收益")], last_number(database))


SENSELESS = [
    (correct(after="收人"), "与原文不同"),
    (replace(correct(), after=None), "与原文不同"),
    (correct(editor=" "), "谁"),
    (Draft(Kind.FIELD, HERE, "甲", field="role"), "JSON"),
    (Draft(Kind.DOCUMENT, HERE, "甲", after="null"), "字段"),
    (Draft(Kind.ADD, HERE, "甲"), "JSON"),
    (field("role", "{"), "不是 JSON"),
    (Draft(Kind.UNDO, HERE, "甲"), "撤销哪一项"),
    (undo("nothing"), "没有编号为 nothing 的决定"),
]


@pytest.mark.parametrize(("draft", "reason"), SENSELESS, ids=[row[1] for row in SENSELESS])
def test_what_makes_no_sense_is_not_recorded(database: Path, draft: Draft, reason: str) -> None:
    (first,) = record(database, [correct()])
    with pytest.raises(Undecidable, match=reason):
        record(database, [correct(THERE, "土地"), draft])
    assert decisions(database) == [first]


def test_nothing_is_undone_twice(database: Path) -> None:
    (first,) = record(database, [correct()])
    record(database, [undo(first.id)])
    with pytest.raises(Undecidable, match="已经撤销"):
        record(database, [undo(first.id)])


@pytest.mark.parametrize("sql", ["update decisions set after = 'x'", "delete from decisions"])
def test_nothing_recorded_is_changed_or_taken_out(database: Path, sql: str) -> None:
    made = record(database, [correct()])
    with closing(sqlite3.connect(editorial_path(database))) as connection, pytest.raises(sqlite3.Error, match="added"):
        connection.execute(sql)
    assert decisions(database) == made


def test_decisions_of_elsewhere_are_taken_in_once(database: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    first, second = record(other, [correct(), correct(THERE, "土地")])
    (ours,) = record(database, [keep(OTHER)])
    assert [one.id for one in take_in(database, [first, second])] == [first.id, second.id]
    assert take_in(database, [first, second]) == []
    found = decisions(database)
    assert [one.id for one in found] == [ours.id, first.id, second.id]
    assert replace(found[1], number=1) == first
    forged = replace(second, after="土壤")
    with pytest.raises(Undecidable, match=f"{second.id}.*内容却不同"):
        take_in(database, [replace(first, id="new"), forged])
    assert decisions(database) == found
    with pytest.raises(Undecidable, match="没有编号为 x 的决定"):
        take_in(
            database, [replace(first, id="new"), Decision(Kind.UNDO, HERE, "甲", undoes="x", id="u", created_at="t")]
        )
    assert decisions(database) == found


def make(path: Path, content: bytes) -> None:
    editorial_path(path).write_bytes(content)


def cut(path: Path) -> None:
    """Leave the first page and garbage of a file that has decisions."""
    record(path, [correct() for _ in range(50)])
    raw = editorial_path(path).read_bytes()
    make(path, raw[:4096] + b"\xff" * (len(raw) - 4096))


DAMAGED = [
    (lambda path: make(path, b"these are no pages of SQLite" * 200), "is damaged", "no database"),
    (cut, "is damaged", "half of it is garbage"),
    (lambda path: editorial_path(path).mkdir(), "cannot be opened", "a folder"),
]


@pytest.mark.parametrize(("damage", "meaning"), [row[:2] for row in DAMAGED], ids=[row[2] for row in DAMAGED])
def test_a_damaged_file(database: Path, damage, meaning: str) -> None:
    damage(database)
    before = editorial_path(database).stat()
    with pytest.raises(EditorialError, match=rf"laws\.editorial\.db {meaning}.* Nothing was written"):
        record(database, [correct()])
    if editorial_path(database).is_file():
        with pytest.raises(EditorialError, match=meaning):
            decisions(database)
    assert editorial_path(database).stat().st_size == before.st_size


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(EditorialError, match=r"cannot be opened\. Check that its folder exists"):
        record(tmp_path / "nowhere" / "laws.db", [correct()])


def test_a_file_that_is_being_written(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = record(database, [correct()])
    monkeypatch.setattr(editorial, "BUSY_SECONDS", 0.05)
    with closing(sqlite3.connect(editorial_path(database), isolation_level=None)) as other:
        other.execute("begin exclusive")
        with pytest.raises(EditorialError, match=r"is being written by somebody else\. Try again"):
            record(database, [correct(THERE, "土地")])
        with pytest.raises(EditorialError, match="is being written by somebody else"):
            decisions(database)
        other.execute("rollback")
    assert decisions(database) == made


def test_a_file_that_sqlite_may_not_write(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = record(database, [correct()])
    connect = sqlite3.connect

    def read_only(path: Path, **settings: object) -> sqlite3.Connection:
        return connect(f"{path.as_uri()}?mode=ro", uri=True, isolation_level=None)

    monkeypatch.setattr(sqlite3, "connect", lambda path, **settings: read_only(Path(path), **settings))
    with pytest.raises(EditorialError, match=r"is read-only\. Make the file and its folder writable"):
        record(database, [correct(THERE, "土地")])
    monkeypatch.undo()
    assert decisions(database) == made


def _record_many(path: Path, editor: str) -> None:
    for number in range(20):
        record(path, [correct(replace(HERE, nth=number), editor=editor), keep(replace(THERE, nth=number))])


def test_two_processes_record_at_once(database: Path) -> None:
    context = get_context("fork")
    both = [context.Process(target=_record_many, args=(database, editor)) for editor in "甲乙"]
    for process in both:
        process.start()
    for process in both:
        process.join()
    found = decisions(database)
    assert [process.exitcode for process in both] == [0, 0]
    assert len(found) == 80 and [one.number for one in found] == sorted(one.number for one in found)
    assert [a.editor + b.editor for a, b in zip(found[::2], found[1::2], strict=True)].count("甲乙") == 20
