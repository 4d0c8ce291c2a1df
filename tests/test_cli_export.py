"""`fatiao export`: which documents it takes, where they go, and what it says where it cannot."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from fatiao.cli import main
from fatiao.store.export.files import file_name

LAW = "某市{}办法\n第一条 甲。\n"


def export(*args: object) -> Result:
    return CliRunner().invoke(main, ["export", *map(str, args)])


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """A database with 某市担保办法 and 某市储备粮办法（试行）."""
    (tmp_path / "a.txt").write_text(LAW.format("担保"), encoding="utf-8")
    (tmp_path / "b.txt").write_text(LAW.format("储备粮").replace("办法", "办法（试行）"), encoding="utf-8")
    args = ["build", str(tmp_path / "*.txt"), "--db", str(tmp_path / "two.db"), "--jobs", "1"]
    assert CliRunner().invoke(main, args).exit_code == 0
    return tmp_path / "two.db"


@pytest.mark.parametrize(
    ("form", "beginning"), [("akn", "<?xml version='1.0' encoding='UTF-8'?>\n<akomaNtoso "), ("md", "# 某市担保办法\n")]
)
@pytest.mark.parametrize("wanted", ["担保", "某市担保办法", "某市 担保"])
def test_one_document_is_printed(two: Path, form: str, beginning: str, wanted: str) -> None:
    result = export("--db", two, "--format", form, wanted)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith(beginning)
    assert result.stdout.endswith("\n")


def test_a_document_is_found_by_its_id_and_in_any_width(two: Path) -> None:
    with closing(sqlite3.connect(two)) as db:
        (id,) = db.execute("select id from documents where title like '%储备粮%'").fetchone()
    by_id = export("--db", two, "--format", "md", id)
    assert by_id.stdout.startswith("# 某市储备粮办法（试行）\n")
    assert export("--db", two, "--format", "md", "储备粮办法(试行)").stdout == by_id.stdout


@pytest.mark.parametrize(("form", "ending"), [("akn", ".xml"), ("md", ".md")])
def test_all_documents_go_to_a_folder(two: Path, tmp_path: Path, form: str, ending: str) -> None:
    folder = tmp_path / "new" / "folder"
    for _ in range(2):  # what is there is replaced
        result = export("--db", two, "--format", form, "--out", folder)
        assert (result.exit_code, result.stdout, result.stderr) == (0, "", f"2 documents written to {folder}\n")
    names = sorted(path.name for path in folder.iterdir())
    assert [name[:-13] + name[-len(ending) :] if form == "akn" else name[:-12] + ending for name in names] == [
        f"某市储备粮办法试行{ending}",
        f"某市担保办法{ending}",
    ]
    for path in folder.iterdir():
        printed = export("--db", two, "--format", form, path.stem).stdout_bytes
        assert path.read_bytes() == printed


NAMES = [
    pytest.param("某市办法-12345678", "某市办法-12345678.md", id="as it is"),
    pytest.param("../a/b\\c:d", "__a_b_c_d.md", id="no path"),
    pytest.param(".hidden", "_hidden.md", id="not hidden"),
    pytest.param("-rf", "_rf.md", id="no option"),
]


@pytest.mark.parametrize(("document_id", "name"), NAMES)
def test_file_names_are_safe(document_id: str, name: str) -> None:
    assert file_name(document_id, "md") == name


def test_long_file_names_stay_apart() -> None:
    names = {file_name("办" * 100 + f"-{end}2345678", "akn") for end in (1, 2)}
    assert len(names) == 2
    assert max(len(name.encode()) for name in names) <= 255


FAULTS = [
    pytest.param(["没有的法"], 1, ["no document has the id 没有的法", "part of its title"], id="an unknown title"),
    pytest.param(["某市担保条例"], 1, ["某市担保条例", "similar: 某市担保办法"], id="nearly a title"),
    pytest.param(["，"], 1, ["no document has the id ，"], id="punctuation alone"),
    pytest.param([], 2, ["the database has 2 documents", "--out"], id="all to the standard output"),
    pytest.param(["某市"], 2, ["某市: 2 documents", "name one of them, or a folder with --out"], id="two of them"),
]


@pytest.mark.parametrize(("args", "status", "said"), FAULTS)
def test_faults_name_the_thing_and_the_way_out(two: Path, args: list[str], status: int, said: list[str]) -> None:
    result = export("--db", two, "--format", "md", *args)
    assert (result.exit_code, result.stdout) == (status, "")
    assert all(words in result.stderr for words in said)


def test_a_missing_database_is_named(tmp_path: Path) -> None:
    result = export("--db", tmp_path / "no.db", "--format", "md")
    assert result.exit_code == 1
    assert f"{tmp_path / 'no.db'}: there is no such file" in result.stderr
    assert "fatiao build" in result.stderr


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("pragma application_id = 1", "is no database of fatiao"),
        ("pragma user_version = 999", "has tables of version 999"),
        (None, "is not a SQLite database"),
    ],
)
def test_another_database_is_refused(two: Path, sql: str | None, said: str) -> None:
    if sql:
        with closing(sqlite3.connect(two)) as db:
            db.execute(sql)
            db.commit()
    else:
        two.write_text("no database at all, but long enough to be looked at" * 20)
    result = export("--db", two, "--format", "md")
    assert result.exit_code == 1
    assert said in result.stderr and str(two) in result.stderr


@pytest.mark.parametrize("folder", ["a.txt", "a.txt/below"])
def test_a_folder_that_cannot_be_is_named(two: Path, tmp_path: Path, folder: str) -> None:
    result = export("--db", two, "--format", "md", "--out", tmp_path / folder)
    assert result.exit_code == 1
    assert f"{tmp_path / folder} cannot be written" in result.stderr
    assert "Give another folder with --out." in result.stderr


def test_a_file_that_cannot_be_written_is_named_and_leaves_nothing_behind(two: Path, tmp_path: Path) -> None:
    export("--db", two, "--format", "md", "--out", tmp_path / "out")
    first, second = sorted((tmp_path / "out").iterdir())
    second.unlink()
    second.mkdir()
    result = export("--db", two, "--format", "md", "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert f"{second} cannot be written: Is a directory" in result.stderr
    assert sorted((tmp_path / "out").iterdir()) == [first, second]


def test_help_has_examples() -> None:
    assert "  fatiao export --format akn --out akn/" in export("--help").stdout.partition("Examples")[2]
