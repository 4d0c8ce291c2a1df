"""`fatiao export` of tables: every row in every format, described so that programs check it, of some documents or all."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import sys
import tracemalloc
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import IO

import pytest
from click.testing import CliRunner, Result
from fatiao.cli import main
from fatiao.pipeline import build
from fatiao.store.export.dataset import DATASETS
from fatiao.store.export.formats import WRITERS
from fatiao.store.export.tables import EXPORTED, key_of, rows
from fatiao.store.schema import TABLES
from frictionless import Package, validate
from openpyxl import load_workbook
from pyarrow import parquet

SAMPLES = Path(__file__).parent.parent / "corpus" / "pages"

Rows = list[tuple[object, ...]]


def export(*args: object) -> Result:
    return CliRunner().invoke(main, ["export", *map(str, args)])


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    database = tmp_path_factory.mktemp("tables") / "s.db"
    assert build([SAMPLES], database, jobs=1).failures == []
    return database


@pytest.fixture(scope="module")
def exported(samples: Path) -> dict[str, Path]:
    """The samples in each format, a folder each."""
    folders = {form: samples.parent / form for form in DATASETS}
    for form, folder in folders.items():
        result = export("--db", samples, "--format", form, "--out", folder)
        assert (result.exit_code, result.stdout) == (0, ""), result.output
    return folders


def stored(database: Path, table: str) -> Rows:
    columns = ", ".join(f'"{column}"' for column in TABLES[table].columns)
    keys = ", ".join(f'"{column}"' for column in key_of(table))
    with closing(sqlite3.connect(database)) as db:
        return db.execute(f'select {columns} from "{table}" order by {keys}').fetchall()


def without_empty(rows: Rows) -> Rows:
    """Return rows as formats have them that do not tell the empty text from none."""
    return [tuple(None if value == "" else value for value in row) for row in rows]


def read_csv(file: IO[str], table: str) -> Rows:
    head, *rows = csv.reader(file)
    assert head == [*TABLES[table].columns]
    kinds = TABLES[table].columns.values()
    return [tuple(kind(cell) if cell else None for kind, cell in zip(kinds, row, strict=True)) for row in rows]


def read(form: str, folder: Path, table: str) -> Rows:
    """Return the rows of a table in a file of a format."""
    if form in ("csv", "datapackage"):
        with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            return read_csv(file, table)
    if form == "jsonl":
        lines = (folder / f"{table}.jsonl").read_text(encoding="utf-8").splitlines()
        return [tuple(json.loads(line)[column] for column in TABLES[table].columns) for line in lines]
    if form == "parquet":
        found = parquet.read_table(folder / f"{table}.parquet")
        assert found.column_names == [*TABLES[table].columns]
        return [tuple(row.values()) for row in found.to_pylist()]
    sheet = load_workbook(folder / "tables.xlsx", read_only=True)[table]
    head, *rows = sheet.iter_rows(values_only=True)
    assert head == tuple(TABLES[table].columns)
    return [tuple(row) for row in rows]


@pytest.mark.parametrize("form", DATASETS)
def test_every_row_of_every_table_comes_back(samples: Path, exported: dict[str, Path], form: str) -> None:
    for table in EXPORTED:
        expected = stored(samples, table)
        if form in ("csv", "datapackage"):
            expected = without_empty(expected)
        assert read(form, exported[form], table) == expected, table
    assert stored(samples, "parameters") and stored(samples, "evidence")


def test_what_is_not_exported_is_of_builds_alone() -> None:
    assert set(TABLES) - set(EXPORTED) == {"files", "decided", "builds"}


def test_the_package_is_valid(exported: dict[str, Path]) -> None:
    report = validate(exported["datapackage"] / "datapackage.json")
    assert report.valid, report.flatten(["type", "note"])
    assert {task.name for task in report.tasks} == set(EXPORTED)


def test_the_package_tells_what_columns_hold_and_refer_to(exported: dict[str, Path]) -> None:
    package = Package(exported["datapackage"] / "datapackage.json")
    schema = package.get_resource("evidence").schema
    assert schema.primary_key == ["parameter_id", "field", "ordinal"]
    assert [(key["fields"], key["reference"]["resource"]) for key in schema.foreign_keys] == [
        (["parameter_id"], "parameters"),
        (["source_id"], "sources"),
    ]
    assert package.get_resource("parameters").schema.get_field("confidence").description == "置信度，0 至 1"


FAULTS = [
    ("parameters.csv", b",limit,", b",limit", "hash-count"),  # a column short
    ("evidence.csv", b"#art_", b"#nowhere_", "foreign-key"),
]


@pytest.mark.parametrize(("name", "before", "after", "kind"), FAULTS, ids=[fault[-1] for fault in FAULTS])
def test_a_package_that_is_damaged_is_not_valid(
    exported: dict[str, Path], tmp_path: Path, name: str, before: bytes, after: bytes, kind: str
) -> None:
    for file in exported["datapackage"].iterdir():
        content = file.read_bytes()
        (tmp_path / file.name).write_bytes(content.replace(before, after, 1) if file.name == name else content)
    report = validate(tmp_path / "datapackage.json")
    assert kind in {error[0] for error in report.flatten(["type"])}


def test_some_documents_come_with_all_that_is_theirs(samples: Path, tmp_path: Path) -> None:
    result = export("--db", samples, "--format", "datapackage", "--out", tmp_path, "威海市地方储备粮管理办法")
    assert result.exit_code == 0, result.output
    documents = read("csv", tmp_path, "documents")
    ids = {str(row[0]) for row in documents}
    assert ids and len(ids) < len(stored(samples, "documents"))
    for table in ("provisions", "parameters", "citations", "flags"):
        at = [*TABLES[table].columns].index("document_id")
        assert read("csv", tmp_path, table) == [row for row in without_empty(stored(samples, table)) if row[at] in ids]
    parameters = {row[0] for row in read("csv", tmp_path, "parameters")}
    evidence = [row for row in stored(samples, "evidence") if row[0] in parameters]
    assert evidence and read("csv", tmp_path, "evidence") == evidence
    at = [*TABLES["documents"].columns].index("source_id")
    assert {row[0] for row in read("csv", tmp_path, "sources")} == {row[at] for row in documents}
    assert validate(tmp_path / "datapackage.json").valid


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_one_table_is_printed(samples: Path, exported: dict[str, Path], form: str) -> None:
    result = export("--db", samples, "--format", form, "--table", "parameters")
    assert result.exit_code == 0
    assert result.stdout_bytes == (exported[form] / f"parameters.{form}").read_bytes()


def test_rows_that_nobody_reads_on_leave_no_trace(samples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As `fatiao export --format csv --table provisions | head` does."""
    told: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", told.append)
    with closing(sqlite3.connect(samples)) as db:
        left = rows(db, "provisions")
        assert next(left)
    del left
    assert not told


def test_only_the_tables_named_are_written(samples: Path, tmp_path: Path) -> None:
    result = export("--db", samples, "--format", "csv", "--table", "works", "--table", "issuers", "--out", tmp_path)
    assert (result.exit_code, result.stderr) == (0, f"2 files written to {tmp_path}\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["issuers.csv", "works.csv"]


REFUSED = [
    (["--format", "csv"], "csv is files: name a folder with --out, or one table with --table"),
    (["--format", "parquet", "--table", "works"], "parquet is files: name a folder with --out"),
    (
        ["--format", "akn", "--table", "works"],
        "--table goes with a format of tables (parquet, csv, jsonl, xlsx, datapa",
    ),
    (["--format", "csv", "--table", "builds"], "'builds' is not one of"),
    (["--format", "csv", "--out", "x", "无此规定"], "no document has the id 无此规定"),
]


@pytest.mark.parametrize(("args", "words"), REFUSED, ids=[words for _, words in REFUSED])
def test_what_cannot_be_is_told(samples: Path, args: list[str], words: str) -> None:
    result = export("--db", samples, *args)
    assert result.exit_code != 0
    assert words in " ".join(result.stderr.replace("│", " ").split())


def test_a_folder_that_cannot_be_written_is_named(samples: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    result = export("--db", samples, "--format", "csv", "--out", tmp_path / "file" / "x")
    assert result.exit_code == 1
    assert "cannot be written" in result.stderr and "Give another folder with --out." in result.stderr


def test_without_pyarrow_the_way_out_is_told(samples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    result = export("--db", samples, "--format", "parquet", "--out", tmp_path)
    assert result.exit_code == 1
    assert "pip install 'fatiao[parquet]'" in result.stderr
    assert list(tmp_path.iterdir()) == []


class Sink(io.RawIOBase):
    """A file that keeps nothing."""

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        return len(bytes(data))  # type: ignore[call-overload]


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_memory_does_not_grow_with_the_rows(form: str) -> None:
    def peak(count: int) -> int:
        rows: Iterator[tuple[object, ...]] = ((f"第{n}号" * 10, "题", None) for n in range(count))
        tracemalloc.start()
        WRITERS[form](Sink(), TABLES["works"].columns, rows)  # type: ignore[arg-type]
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(100)  # what is imported and compiled only once
    assert peak(20_000) < 1.2 * peak(5_000)
