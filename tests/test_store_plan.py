"""What a build has to do: one row for each way in which a file and what is stored of it can differ."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from fatiao.store.files import UNKNOWN, FileState, StoredFile, is_gone, state_of
from fatiao.store.fingerprints import versions
from fatiao.store.plan import plan

KEY = versions().build_key
OTHERWISE = "-".join("0" * 12 if n == 2 else part for n, part in enumerate(KEY.split("-")))
OLD_NS = 1_600_000_000 * 10**9
SAME = FileState(3, OLD_NS)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A file of three bytes and of 2020."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"abc")
    os.utime(path, ns=(OLD_NS, OLD_NS))
    return path


AS_STORED = {"a.txt": StoredFile("abc", KEY, SAME)}
OTHER = {"b.txt": StoredFile("other", KEY, SAME)}
ELSEWHERE = {"b.txt": StoredFile("abc", KEY, SAME)}

BUILT = [
    ("a new file", {}, "new"),
    ("another file is stored", OTHER, "new"),
    ("another size", {"a.txt": StoredFile("old", KEY, FileState(4, OLD_NS))}, "file changed"),
    ("another time", {"a.txt": StoredFile("old", KEY, FileState(3, 7))}, "file changed"),
    ("parsed otherwise", {"a.txt": StoredFile("abc", OTHERWISE, SAME)}, "parsing (parse/) changed"),
    ("parsed otherwise, touched", {"a.txt": StoredFile("abc", OTHERWISE, UNKNOWN)}, "parsing (parse/) changed"),
    ("parsed otherwise, changed", {"a.txt": StoredFile("old", OTHERWISE, UNKNOWN)}, "file changed"),
    ("stored by an older program", {"a.txt": StoredFile("abc", "0.1.0", SAME)}, "fatiao changed"),
    ("renamed to another ending", {"b.html": StoredFile("abc", KEY, SAME)}, "new"),
    ("renamed, parsed otherwise", {"b.txt": StoredFile("abc", OTHERWISE, SAME)}, "new"),
]
"""What is stored, and why the file is built; in its file stands abc, and that is its hash here, too."""

NOT_BUILT = [
    ("as it is", AS_STORED, "unchanged", False),
    ("touched only", {"a.txt": StoredFile("abc", KEY, FileState(3, 7))}, "unchanged", True),
    ("stored without its time", {"a.txt": StoredFile("abc", KEY, UNKNOWN)}, "unchanged", True),
    ("renamed", ELSEWHERE, "renamed", True),
    ("changed to what is stored", {"a.txt": StoredFile("old", KEY, UNKNOWN), **ELSEWHERE}, "renamed", True),
]
"""What is stored, what the file counts as, and whether its row is written."""


@pytest.mark.parametrize(("stored", "reason"), [row[1:] for row in BUILT], ids=[row[0] for row in BUILT])
def test_why_a_file_is_built(page: Path, stored: dict[str, StoredFile], reason: str) -> None:
    todo = plan({"a.txt": page}, stored, KEY, Path.read_text)
    assert (todo.work, todo.noted, todo.unchanged, todo.renamed) == ({"a.txt": reason}, {}, 0, 0)


@pytest.mark.parametrize(
    ("stored", "counts_as", "is_noted"), [row[1:] for row in NOT_BUILT], ids=[row[0] for row in NOT_BUILT]
)
def test_why_a_file_is_not_built(page: Path, stored: dict[str, StoredFile], counts_as: str, is_noted: bool) -> None:
    todo = plan({"a.txt": page}, stored, KEY, Path.read_text)
    assert todo.work == {}
    assert todo.noted == (AS_STORED if is_noted else {})
    assert (todo.unchanged, todo.renamed) == (int(counts_as == "unchanged"), int(counts_as == "renamed"))


@pytest.mark.parametrize(("stored", "reason"), [(AS_STORED, "asked for with --force"), (OTHER, "new")])
def test_with_force_every_file_is_built(page: Path, stored: dict[str, StoredFile], reason: str) -> None:
    assert plan({"a.txt": page}, stored, KEY, Path.read_text, force=True).work == {"a.txt": reason}


def test_a_file_as_it_was_is_not_read(page: Path) -> None:
    def fail(path: Path) -> str:
        raise AssertionError(f"{path} was read")

    assert plan({"a.txt": page}, AS_STORED, KEY, fail).unchanged == 1
    assert plan({"a.txt": page}, {}, KEY, fail).work == {"a.txt": "new"}  # building it will read it


def test_with_all_hashed_a_file_is_known_by_its_content_alone(page: Path) -> None:
    def look(content: str, hash_all: bool) -> tuple[dict[str, str], int]:
        todo = plan({"a.txt": page}, AS_STORED, KEY, lambda path: content, hash_all=hash_all)
        return todo.work, todo.unchanged

    assert look("otherwise", hash_all=False) == ({}, 1)
    assert look("otherwise", hash_all=True) == ({"a.txt": "file changed"}, 0)
    assert look("abc", hash_all=True) == ({}, 1)


def test_a_file_that_is_not_there_is_for_the_build_to_tell(tmp_path: Path) -> None:
    assert [*plan({"a.txt": tmp_path / "a.txt"}, AS_STORED, KEY, lambda path: None).work] == ["a.txt"]


@pytest.mark.parametrize(("age", "is_sure"), [(100.0, True), (3.0, True), (1.0, False), (0.0, False), (-100.0, False)])
def test_the_time_of_a_file_that_was_just_written_tells_nothing(page: Path, age: float, is_sure: bool) -> None:
    moment = time.time_ns() - int(age * 1e9)
    os.utime(page, ns=(moment, moment))
    state = state_of(page)
    assert state.size == 3
    assert (state.mtime_ns is not None) == is_sure


def test_the_time_of_a_file_is_not_stored_where_builds_are_to_be_the_same(
    page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert state_of(page) == FileState(3, None)


def test_which_files_are_gone(page: Path) -> None:
    (page.parent / "dangling.txt").symlink_to("nothing.txt")
    (page.parent / "circle.txt").symlink_to("circle.txt")
    names = ("a.txt", "b.txt", "a.txt/b.txt", "dangling.txt", "circle.txt", "x" * 300)
    assert [is_gone(page.parent / name) for name in names] == [False, True, True, True, False, False]


DECIDED = [
    ({"abc": "d1"}, f"{KEY}@d1", None),
    ({"abc": "d1"}, KEY, "editors decided otherwise"),
    ({"abc": "d2"}, f"{KEY}@d1", "editors decided otherwise"),
    ({}, f"{KEY}@d1", "editors decided otherwise"),
    ({"abc": "d1"}, f"{OTHERWISE}@d1", "parsing (parse/) changed"),
    ({"other": "d1"}, KEY, None),
]
"""The keys of the decisions about contents, what a file was built by, and why it is built again."""


@pytest.mark.parametrize(("decided", "key", "reason"), DECIDED)
def test_decisions_are_about_a_content(page: Path, decided: dict[str, str], key: str, reason: str | None) -> None:
    stored = {"a.txt": StoredFile("abc", key, SAME), **OTHER}
    todo = plan({"a.txt": page}, stored, KEY, Path.read_text, decided=decided)
    assert (todo.work, todo.unchanged) == (({"a.txt": reason}, 0) if reason else ({}, 1))


def test_a_renamed_file_keeps_its_decisions(page: Path) -> None:
    stored = {"b.txt": StoredFile("abc", f"{KEY}@d1", SAME)}
    todo = plan({"a.txt": page}, stored, KEY, Path.read_text, decided={"abc": "d1"})
    assert (todo.work, todo.noted["a.txt"].build_key) == ({}, f"{KEY}@d1")
