"""Builds one after the other: what is built again and why, files that are gone, forgotten, moved, or spelled otherwise."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from fatiao import __version__, inputs, pipeline, workers
from fatiao.cli import main
from fatiao.ingest import find
from fatiao.store.fingerprints import STAGES, versions
from fatiao.store.write import Store

LAW = "某市测试办法\n第一条　为了规范管理，制定本办法。\n第二条　违反本办法的，处{}万元以下罚款。\n"
LONG_AGO = 1_600_000_000


def law(path: str, amount: int) -> Path:
    """Write a page of 2020: the time of one written just now tells nothing."""
    page = Path(path)
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(LAW.format(amount), encoding="utf-8")
    os.utime(page, (LONG_AGO, LONG_AGO))
    return page


def run(*args: object) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])


def build(*args: object) -> dict[str, int]:
    """Build into fatiao.db and return the closing table; must succeed."""
    result = run("build", *args)
    assert result.exit_code == 0, result.output
    lines = (line.rsplit(maxsplit=1) for line in result.stdout.splitlines() if line.strip())
    return {label.strip(): int(number.replace(",", "")) for label, number in lines}


def rows(sql: str, database: str = "fatiao.db") -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        return connection.execute(sql).fetchall()


def stored() -> dict[str, str]:
    """What is stored: the number in each file by its address; also checks that the database is whole."""
    assert rows("pragma foreign_key_check") == []
    sql = """select files.uri, mention from files join documents using (source_id)
        join parameters on document_id = documents.id order by files.uri"""
    return dict(rows(sql))


@pytest.fixture(autouse=True)
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two pages in the folder pages of the current folder."""
    (tmp_path / "desk").mkdir()
    monkeypatch.chdir(tmp_path / "desk")
    law("pages/1.txt", 1)
    law("pages/old/2.txt", 2)


BOTH = {"pages/1.txt": "1万元", "pages/old/2.txt": "2万元"}


def test_it_is_told_what_was_built_and_why() -> None:
    assert build("pages").items() >= {"stored": 2, "new": 2, "unchanged, skipped": 0}.items()
    law("pages/1.txt", 10)
    law("pages/3.txt", 3)
    told = build("pages")
    assert told.items() >= {"stored": 2, "file changed": 1, "new": 1, "unchanged, skipped": 1}.items()
    assert build("pages", "--force").items() >= {"stored": 3, "asked for with --force": 3}.items()
    assert stored() == {"pages/1.txt": "10万元", "pages/3.txt": "3万元", "pages/old/2.txt": "2万元"}


@pytest.mark.parametrize(("place", "stage"), [*enumerate(STAGES)], ids=[stage.room for stage in STAGES])
def test_what_a_changed_stage_has_made_is_built_again(place: int, stage: Any) -> None:
    build("pages")
    key = "-".join("0" * 12 if n == place else part for n, part in enumerate(versions().build_key.split("-")))
    rows(f"update files set build_key = '{key}' where uri = 'pages/1.txt'")
    assert build("pages").items() >= {"stored": 1, stage.reason: 1, "unchanged, skipped": 1}.items()
    assert rows("select distinct build_key from files") == [(versions().build_key,)]
    assert build("pages")["unchanged, skipped"] == 2


def test_a_file_as_it_was_is_not_even_read(monkeypatch: pytest.MonkeyPatch) -> None:
    build("pages")
    read: list[Path] = []
    monkeypatch.setattr(inputs, "read_raw", lambda path, most: read.append(path))
    assert build("pages")["unchanged, skipped"] == 2
    assert read == []


def test_a_file_that_changed_behind_its_time_is_found_by_its_content() -> None:
    build("pages")
    page = Path("pages/1.txt")
    page.write_bytes(page.read_bytes().replace("规范".encode(), "规制".encode()))
    os.utime(page, (LONG_AGO, LONG_AGO))
    assert build("pages")["unchanged, skipped"] == 2
    assert build("--hash-all", "pages")["file changed"] == 1


def test_a_file_that_was_only_touched_is_read_once_more(monkeypatch: pytest.MonkeyPatch) -> None:
    build("pages")
    os.utime("pages/1.txt", (LONG_AGO + 9, LONG_AGO + 9))
    read: list[str] = []
    read_raw = inputs.read_raw
    monkeypatch.setattr(inputs, "read_raw", lambda path, most: (read.append(path.name), read_raw(path, most))[1])
    for _ in range(2):
        assert build("pages")["unchanged, skipped"] == 2
    assert read == ["1.txt"]


def test_a_file_written_again_in_the_same_instant_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    page = Path("pages/1.txt")
    os.utime(page)
    build("pages")
    before = page.stat()
    page.write_text(LAW.format(9), encoding="utf-8")
    os.utime(page, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert page.stat().st_size == before.st_size
    assert build("pages")["file changed"] == 1


SPELLINGS = [
    "pages",
    "./pages",
    "old/../pages/",
    "{here}/pages",
    "link",
    "{here}/link/",
    "../desk/pages",
    "pages/**/*.txt",
]


def test_a_folder_that_is_spelled_otherwise_is_the_same() -> None:
    Path("old").mkdir()
    Path("link").symlink_to("pages")
    build("pages")
    for spelling in SPELLINGS:
        assert build(spelling.format(here=Path.cwd()))["unchanged, skipped"] == 2, spelling
    told = build(*(spelling.format(here=Path.cwd()) for spelling in SPELLINGS))
    assert (told["files"], told["unchanged, skipped"]) == (2, 2)
    assert stored() == BOTH


def test_a_database_that_is_moved_with_its_corpus(monkeypatch: pytest.MonkeyPatch) -> None:
    build("pages")
    here = Path.cwd()
    moved = here.rename(here.with_name("moved"))
    monkeypatch.chdir(moved)
    assert build("pages")["unchanged, skipped"] == 2
    monkeypatch.chdir("pages")
    assert build(".", "--db", "../fatiao.db")["unchanged, skipped"] == 2
    monkeypatch.chdir(moved)
    assert stored() == BOTH


def test_a_database_that_is_moved_to_its_corpus() -> None:
    build("pages")
    Path("db").mkdir()
    shutil.move("fatiao.db", "db/fatiao.db")
    with closing(sqlite3.connect("db/fatiao.db")) as connection, connection:
        connection.execute("update files set uri = ? || '/' || uri", [str(Path.cwd())])
    assert build("pages", "--db", "db/fatiao.db")["unchanged, skipped"] == 2
    shutil.move("db/fatiao.db", "fatiao.db")
    result = run("build", "pages")
    assert "gone" not in result.stderr
    assert stored() == BOTH
    assert rows("select uri from sources order by uri") == [(uri,) for uri in BOTH]


def test_an_old_spelling_gives_way_to_the_file_as_it_is_now() -> None:
    with Store("fatiao.db") as store:
        for uri, amount in (("./pages/1.txt", 7), ("pages/old/../old/2.txt", 2)):
            page = workers.process(law("page.txt", amount))
            source = replace(page.page.source, uri=uri)
            store.replace(replace(page.page, source=source), page.parameters)
    assert build("pages").items() >= {"stored": 1, "file changed": 1, "unchanged, skipped": 1}.items()
    assert stored() == BOTH


def test_a_file_that_is_gone_is_named_and_stays() -> None:
    build("pages")
    Path("pages/1.txt").unlink()
    result = run("build", "pages")
    assert result.exit_code == 0
    assert "Stored, but the files are gone: pages/1.txt; --prune takes out" in result.stderr
    assert stored() == BOTH


def test_of_many_that_are_gone_the_first_are_named() -> None:
    for n in range(10, 20):
        law(f"pages/{n}.txt", n)
    build("pages")
    shutil.rmtree("pages")
    law("pages/old/2.txt", 2)
    told = run("build", "pages").stderr
    assert "gone: pages/1.txt, pages/10.txt, pages/11.txt, pages/12.txt, pages/13.txt and 6 more; " in told


@pytest.mark.parametrize(
    ("paths", "left"),
    [
        (["pages"], ["other/3.txt", "pages/old/4.html"]),
        (["./pages/"], ["other/3.txt", "pages/old/4.html"]),
        (["pages/old"], ["other/3.txt", "pages/1.txt", "pages/old/4.html"]),
        (["other/5.txt", "pages/*.txt"], ["other/3.txt", "other/5.txt", "pages/old/2.txt", "pages/old/4.html"]),
        (["pages/**/*.html"], ["other/3.txt", "pages/1.txt", "pages/old/2.txt", "pages/old/4.html"]),
        (["."], ["other/5.txt", "pages/old/4.html"]),
    ],
)
def test_prune_takes_out_what_is_gone_below_the_paths_and_nothing_else(paths: list[str], left: list[str]) -> None:
    law("other/3.txt", 3)
    law("other/5.txt", 5)
    law("pages/old/4.html", 4)
    build(".")
    for page in ("pages/1.txt", "pages/old/2.txt", "other/3.txt"):
        Path(page).unlink()
    result = run("build", *paths, "--prune")
    kept = sorted({*left, "other/5.txt"} - ({"other/3.txt"} if paths == ["."] else set()))
    assert [*stored()] == kept
    pruned = {"other/3.txt", "other/5.txt", "pages/1.txt", "pages/old/2.txt", "pages/old/4.html"} - set(kept)
    said = result.stderr.partition("Taken out, for the files are gone: ")[2].partition(".\n")[0]
    assert {*said.split(", ")} - {""} == pruned


def test_a_folder_that_is_gone_as_a_whole_is_pruned_where_it_is_named() -> None:
    build("pages")
    shutil.rmtree("pages/old")
    result = run("build", "pages/old", "pages", "--prune")
    assert "pages/old: there is no such file" in result.stderr
    assert "Taken out, for the files are gone: pages/old/2.txt." in result.stderr
    assert [*stored()] == ["pages/1.txt"]


def test_what_may_not_be_looked_at_is_not_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    build("pages")
    stat = os.stat

    def refuse(path: Any, **options: Any) -> os.stat_result:
        if str(path).endswith("2.txt"):
            raise PermissionError
        return stat(path, **options)

    with monkeypatch.context() as patch:
        patch.setattr(os, "stat", refuse)
        assert "gone" not in run("build", "pages", "--prune").stderr
    assert stored() == BOTH


def test_a_renamed_file_is_not_built_again() -> None:
    build("pages")
    Path("pages/1.txt").rename("pages/eins.txt")
    told = build("pages", "--prune")
    assert told.items() >= {"stored": 0, "renamed or copied, skipped": 1, "unchanged, skipped": 1}.items()
    assert stored() == {"pages/eins.txt": "1万元", "pages/old/2.txt": "2万元"}


def test_files_that_exchange_their_names() -> None:
    build("pages")
    Path("pages/1.txt").rename("pages/x")
    Path("pages/old/2.txt").rename("pages/1.txt")
    Path("pages/x").rename("pages/old/2.txt")
    os.utime("pages/1.txt", (LONG_AGO + 1, LONG_AGO + 1))
    os.utime("pages/old/2.txt", (LONG_AGO + 1, LONG_AGO + 1))
    assert build("pages")["renamed or copied, skipped"] == 2
    assert stored() == {"pages/1.txt": "2万元", "pages/old/2.txt": "1万元"}


def test_one_content_in_two_files_is_stored_once() -> None:
    law("pages/copy.txt", 1)
    build("pages")
    assert rows("select uri from sources order by uri") == [("pages/1.txt",), ("pages/old/2.txt",)]
    assert stored() == {**BOTH, "pages/copy.txt": "1万元"}
    assert build("pages")["unchanged, skipped"] == 3
    Path("pages/1.txt").unlink()
    build("pages", "--prune")
    assert stored() == {"pages/copy.txt": "1万元", "pages/old/2.txt": "2万元"}


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_file_that_vanishes_between_listing_and_reading(monkeypatch: pytest.MonkeyPatch, jobs: int) -> None:
    def find_and_lose(*args: Any) -> list[Path]:
        found = find(*args)
        Path("pages/1.txt").unlink()
        return found

    monkeypatch.setattr(pipeline, "find", find_and_lose)
    result = run("build", "pages", "--jobs", jobs)
    assert result.exit_code == 1
    assert result.stderr.splitlines() == ["pages/1.txt: there is no such file; check its name"]
    assert stored() == {"pages/old/2.txt": "2万元"}
    assert rows("select files, redone, failed from builds") == [(2, 1, 1)]


def test_a_name_that_is_not_utf8_is_stored_without_loss() -> None:
    names = [os.fsdecode(b"pages/\xff.txt"), "pages/\\xff.txt"]
    for amount, name in enumerate(names, 3):
        law(name, amount)
    build("pages")
    odd = {"pages/\\xff.txt": "3万元", "pages/\\x5cxff.txt": "4万元"}
    assert stored() == {**BOTH, **odd}
    assert build("pages")["unchanged, skipped"] == 4
    for name in names:
        Path(name).unlink()
    assert "pages/\\xff.txt" in run("build", "pages", "--prune").stderr
    assert stored() == BOTH


FORGOTTEN = [
    (["pages/1.txt"], ["pages/old/2.txt"], "files 1, regulations 1 (pages/1.txt)"),
    (["./pages/old"], ["pages/1.txt"], "files 1, regulations 1 (pages/old/2.txt)"),
    (["pages"], [], "files 2, regulations 2 (pages/1.txt, pages/old/2.txt)"),
    (["pages/**/*.txt"], [], "files 2, regulations 2 (pages/1.txt, pages/old/2.txt)"),
]


@pytest.mark.parametrize("is_there", [True, False])
@pytest.mark.parametrize(("paths", "left", "said"), FORGOTTEN)
def test_forget_takes_out_files_and_folders_there_or_not(
    paths: list[str], left: list[str], said: str, is_there: bool
) -> None:
    build("pages")
    if not is_there:
        shutil.rmtree("pages")
    result = run("forget", *paths)
    assert (result.exit_code, result.stdout) == (0, f"Taken out of fatiao.db: {said}\n")
    assert [*stored()] == left
    assert Path("pages/1.txt").exists() == is_there


def test_what_another_file_holds_too_is_not_forgotten() -> None:
    law("pages/copy.txt", 1)
    build("pages")
    assert run("forget", "pages/1.txt").stdout == "Taken out of fatiao.db: files 1, regulations 0 (pages/1.txt)\n"
    assert stored() == {"pages/copy.txt": "1万元", "pages/old/2.txt": "2万元"}


def test_what_is_not_stored_cannot_be_forgotten() -> None:
    build("pages")
    result = run("forget", "pages/typo", "pages/old")
    assert result.exit_code == 1
    assert result.stdout == "Taken out of fatiao.db: files 1, regulations 1 (pages/old/2.txt)\n"
    assert result.stderr.startswith("pages/typo: nothing is stored of it in fatiao.db; ")


def test_forget_makes_no_database() -> None:
    result = run("forget", "pages", "--db", "none.db")
    assert result.exit_code == 1
    assert "There is no database none.db." in result.stderr
    assert not Path("none.db").exists()


def test_what_was_forgotten_is_built_again() -> None:
    build("pages")
    run("forget", "pages/1.txt")
    assert build("pages").items() >= {"stored": 1, "new": 1, "unchanged, skipped": 1}.items()
    assert stored() == BOTH


def test_every_build_has_a_row() -> None:
    build("pages")
    law("pages/1.txt", 10)
    build("pages")
    found = rows("select id, started_at, files, redone, failed, versions, seconds from builds order by rowid")
    assert [row[2:5] for row in found] == [(2, 2, 0), (2, 1, 0)]
    assert sorted(row[0] for row in found) == [row[0] for row in found]
    assert len({row[0] for row in found}) == 2
    for name, started, *_, made_by, seconds in found:
        assert name.startswith(started) and started.endswith("Z")
        assert 0 <= seconds < 60
        assert json.loads(made_by)["fatiao"] == __version__
        assert [*json.loads(made_by)["stages"]][: len(STAGES)] == [stage.room for stage in STAGES]


def test_builds_are_the_same_where_they_are_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    dumps = []
    for name in ("a.db", "b.db"):
        os.utime("pages/1.txt", (len(dumps), len(dumps)))
        build("pages", "--db", name)
        build("pages", "--db", name)
        with closing(sqlite3.connect(name)) as connection:
            dumps.append([*connection.iterdump()])
    assert dumps[0] == dumps[1]
    assert rows("select id, seconds from builds", "a.db") == [
        *(("2023-11-14T22:13:20Z", None), ("2023-11-14T22:13:20Z-2", None)),
    ]


def test_a_build_without_changes_does_not_link_again(monkeypatch: pytest.MonkeyPatch) -> None:
    build("pages")
    linked: list[Store] = []
    monkeypatch.setattr(Store, "link", lambda store: linked.append(store))
    build("pages")
    assert linked == []
    rows("update builds set redone = null")  # as an interrupted build leaves it
    build("pages")
    assert len(linked) == 1
    rows("update builds set versions = '{}'")  # as another program leaves it
    build("pages")
    assert len(linked) == 2


def test_a_database_with_older_tables_is_kept_and_built_anew() -> None:
    build("pages")
    rows("pragma user_version = 3")
    result = run("build", "pages")
    assert result.exit_code == 0
    assert (
        "fatiao.db had tables of an earlier fatiao: it is kept as fatiao.v3.db, and this is a new one." in result.stderr
    )
    assert stored() == BOTH
    assert rows("select count(*) from documents", "fatiao.v3.db") == [(2,)]


def test_a_mistyped_path_makes_no_database() -> None:
    result = run("build", "nothing*")
    assert (result.exit_code, result.stderr) == (1, MISTYPED)
    assert not Path("fatiao.db").exists()


def test_a_mistyped_path_sets_no_database_aside() -> None:
    build("pages")
    rows("pragma user_version = 3")
    result = run("build", "nothing*")
    assert (result.exit_code, result.stderr) == (1, MISTYPED)
    assert not Path("fatiao.v3.db").exists()


MISTYPED = "nothing*: no file matches this pattern; check how it is spelled\n"
