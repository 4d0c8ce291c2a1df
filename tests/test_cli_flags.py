"""`fatiao flags`: what it lists, in which order, and what it says where it cannot."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from fatiao.cli import main
from fatiao.publish.words.vocabulary import FLAG_KINDS

LAW = (
    "云州市停车条例\n2001年5月1日 云州市第九届人民代表大会常务委员会第三次会议通过\n"
    "第一条 停车场（含立体车库应当有人看管。\n"
    "第二条 违反本条例第八十条规定的，处1O万元以上罚款。\n"
    "第三条 收费标准由市人民政府制定。\n第四条收费应当公开。\n"
    "第五条 每户补助经费不超过5万元（大写：陆万元）。\n第六条 本条例自2001年6月1日起施行。\n"
)
OTHER = "云山省渡口办法\n第一条 渡口（含码头应当有人看管。\n第二条 本办法自2001年6月1日起施行。\n"


def flags(*args: object) -> Result:
    return CliRunner().invoke(main, ["flags", *map(str, args)])


def listed(*args: object) -> list[dict[str, object]]:
    result = flags(*args, "--format", "jsonl")
    assert (result.exit_code, result.stderr) == (0, "")
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with 云州市停车条例 and 云山省渡口办法."""
    folder = tmp_path_factory.mktemp("flags")
    (folder / "a.txt").write_text(LAW, encoding="utf-8")
    (folder / "b.txt").write_text(OTHER, encoding="utf-8")
    args = ["build", str(folder / "*.txt"), "--db", str(folder / "two.db"), "--jobs", "1"]
    assert CliRunner().invoke(main, args).exit_code == 0
    return folder / "two.db"


def test_what_is_at_stake_comes_first(database: Path) -> None:
    found = listed("--db", database, "--document", "停车")
    assert [(flag["kind"], flag["text"], flag["suggestion"], flag["stake"]) for flag in found] == [
        ("digit", "1O万元", "10万元", "number"),
        ("contradiction", "5万元（大写：陆万", None, "number"),
        ("citation", "本条例第八十条", None, "sentence"),
        ("bracket", "（", None, None),
        ("incomplete", "第六条", None, None),
        ("heading", "第四条", "第四条　", None),
    ]


def test_kinds_scores_and_documents_are_chosen(database: Path) -> None:
    assert {flag["kind"] for flag in listed("--db", database, "--kind", "digit", "--kind", "bracket")} == {
        "digit",
        "bracket",
    }
    assert {flag["regulation"] for flag in listed("--db", database)} == {"云州市停车条例", "云山省渡口办法"}
    assert {flag["regulation"] for flag in listed("--db", database, "--document", "渡口")} == {"云山省渡口办法"}
    everything, sure = listed("--db", database, "--min-score", 0), listed("--db", database, "--min-score", 0.9)
    assert {flag["id"] for flag in sure} < {flag["id"] for flag in everything}
    assert all(isinstance(flag["score"], float) and flag["score"] >= 0.9 for flag in sure)


def test_the_table_speaks_chinese(database: Path) -> None:
    result = flags("--db", database, "--kind", "digit")
    assert result.exit_code == 0
    heading, row = result.stdout.splitlines()
    assert heading.split() == ["kind", "where", "text", "suggestion", "reason", "score"]
    assert row.split()[:5] == [FLAG_KINDS["digit"], "云州市停车条例", "第二条", "1O万元", "10万元"]
    assert result.stderr == f"1 flags in {database}\n"


def test_csv_has_every_column(database: Path) -> None:
    result = flags("--db", database, "--format", "csv", "--kind", "citation")
    (row,) = csv.DictReader(io.StringIO(result.stdout))
    assert row["citation"] == "第二条"
    assert (row["text"], row["score"]) == ("本条例第八十条", "0.9")
    assert LAW[int(row["start_char"]) : int(row["end_char"])] == row["text"]


def test_nothing_to_list_is_no_error(database: Path) -> None:
    result = flags("--db", database, "--kind", "sum")
    assert (result.exit_code, result.stderr) == (0, f"0 flags in {database}\n")
    assert listed("--db", database, "--kind", "sum") == []


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["--db", "none.db"], "none.db: there is no such file"),
        (["--kind", "nonsense"], "Invalid value for '--kind'"),
        (["--min-score", "2"], "Invalid value for '--min-score'"),
        (["--format", "xml"], "Invalid value for '--format'"),
    ],
)
def test_what_cannot_be_done_is_said(args: list[str], message: str) -> None:
    result = flags(*args)
    assert result.exit_code != 0
    assert message in result.stderr


def test_an_unknown_document_is_said(database: Path) -> None:
    result = flags("--db", database, "--document", "收费")
    assert result.exit_code == 1
    assert "no document has the id 收费" in result.stderr
