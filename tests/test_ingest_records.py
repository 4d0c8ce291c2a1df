"""Collections: JSON Lines, JSON, CSV and TSV, a source for each record."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from fatiao.cli import main
from fatiao.ingest.records.fields import FIELDS, PLAIN
from fatiao.ingest.records.source import of_json

PARKING = "第一条 为了管理停车，制定本条例。\n第二条 停车费每小时不得超过三元。"
ROADS = "第一条 为了管理道路，制定本条例。\n第二条 罚款不超过五百元。"
RECORDS = [{"标题": "某市停车条例", "正文": PARKING, "发布日期": "2020-01-01"}, {"标题": "某市道路条例", "正文": ROADS}]
CSV = f'标题,正文,链接\r\n某市停车条例,"{PARKING}",http://a\r\n某市道路条例,"{ROADS}",\r\n'


def build(database: Path, *arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["build", *map(str, arguments), "--db", str(database), "--jobs", "1"])


def rows(database: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(database)) as connection:
        return list(connection.execute(sql))


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("laws.jsonl", "".join(json.dumps(record) + "\n" for record in RECORDS).encode()),
        ("laws.json", json.dumps(RECORDS, ensure_ascii=False, indent=1).encode()),
        ("laws.json", "".join(json.dumps(record) + "\n" for record in RECORDS).encode()),
        ("laws.csv", CSV.encode("utf-8-sig")),
        ("laws.csv", CSV.encode("gb18030")),
        ("laws.tsv", CSV.replace(",", "\t").encode()),
    ],
    ids=["JSON Lines", "an array", "JSON Lines called .json", "CSV with a mark", "CSV in GB18030", "TSV"],
)
def test_every_record_is_a_source(tmp_path: Path, name: str, raw: bytes) -> None:
    (tmp_path / name).write_bytes(raw)
    result = build(tmp_path / "a.db", tmp_path / name)
    assert result.exit_code == 0, result.output
    uris = rows(tmp_path / "a.db", "select uri from sources order by uri")
    assert [uri for (uri,) in uris] == [f"{name}#1", f"{name}#2"]
    assert rows(tmp_path / "a.db", "select title, promulgated from documents order by title") == [
        ("某市停车条例", None),
        ("某市道路条例", None),
    ]
    assert rows(tmp_path / "a.db", "select mention from parameters order by mention") == [("三元",), ("五百元",)]


def test_a_bad_record_costs_itself_alone(tmp_path: Path) -> None:
    lines = [json.dumps(RECORDS[0]), '{"标题": "坏', '{"标题": "空"}', "[1]", json.dumps(RECORDS[1])]
    (tmp_path / "laws.jsonl").write_text("\n".join(lines), encoding="utf-8")
    result = build(tmp_path / "a.db", tmp_path / "laws.jsonl")
    assert result.exit_code == 1
    assert [line.partition("; ")[0].rpartition("laws.jsonl, ")[2] for line in result.stderr.splitlines() if line] == [
        "line 2: it is no JSON (Unterminated string starting at: line 1 column 8 (char 7))",
        f"line 3: it has no text in {', '.join(PLAIN['text'])}",
        "line 4: it is no object with columns",
    ]
    assert rows(tmp_path / "a.db", "select count(*) from documents") == [(2,)]


def test_only_a_changed_record_is_read_again(tmp_path: Path) -> None:
    file, database = tmp_path / "laws.jsonl", tmp_path / "a.db"
    file.write_text("".join(json.dumps(record) + "\n" for record in RECORDS), encoding="utf-8")
    build(database, file)
    changed = [RECORDS[0], {**RECORDS[1], "正文": ROADS.replace("五百", "六百")}]
    file.write_text("".join(json.dumps(record) + "\n" for record in changed), encoding="utf-8")
    build(database, file)
    assert rows(database, "select redone from builds order by id") == [(2,), (1,)]
    assert rows(database, "select mention from parameters order by mention") == [("三元",), ("六百元",)]


def test_a_record_that_is_gone_is_taken_out_when_asked(tmp_path: Path) -> None:
    file, database = tmp_path / "laws.jsonl", tmp_path / "a.db"
    file.write_text("".join(json.dumps(record) + "\n" for record in RECORDS), encoding="utf-8")
    build(database, file)
    file.write_text(json.dumps(RECORDS[0]) + "\n", encoding="utf-8")
    build(database, file)
    assert rows(database, "select count(*) from sources") == [(2,)]
    build(database, file, "--prune")
    assert rows(database, "select title from documents") == [("某市停车条例",)]


def test_a_file_tells_the_columns(tmp_path: Path) -> None:
    record = {"data": {"t": f"<p>{PARKING}</p>"}, "名": "某市停车条例", "日": "2001-03-01", "机关": "某市人民政府"}
    (tmp_path / "laws.jsonl").write_text(json.dumps(record), encoding="utf-8")
    columns = 'text = "data.t"\ntitle = ["题", "名"]\npromulgated = "日"\nissuer = "机关"\nformat = "html"\n'
    (tmp_path / "columns.toml").write_text(columns, encoding="utf-8")
    result = build(tmp_path / "a.db", tmp_path / "laws.jsonl", "--fields", tmp_path / "columns.toml")
    assert result.exit_code == 0, result.output
    assert rows(tmp_path / "a.db", "select title, promulgated, issuer from documents") == [
        ("某市停车条例", "2001-03-01", "某市人民政府")
    ]
    assert json.loads(str(rows(tmp_path / "a.db", "select metadata from sources")[0][0]))["title"] == "某市停车条例"


@pytest.mark.parametrize(
    ("columns", "problem"),
    [
        ("title = '题'", "it does not say which column holds the text"),
        ("text = 1", "text is no name of a column"),
        ("text = 'a'\ncolour = 'b'", "it names colour, which nothing is"),
        ("text = 'a'\nformat = 'pdf'", "there is no format pdf"),
        ("text", "it is no TOML"),
    ],
)
def test_what_is_off_with_the_file_of_columns_is_told(tmp_path: Path, columns: str, problem: str) -> None:
    (tmp_path / "laws.jsonl").write_text(json.dumps(RECORDS[0]), encoding="utf-8")
    (tmp_path / "columns.toml").write_text(columns, encoding="utf-8")
    result = build(tmp_path / "a.db", tmp_path / "laws.jsonl", "--fields", tmp_path / "columns.toml")
    assert result.exit_code == 1
    assert problem in result.stderr


@pytest.mark.parametrize(
    "record",
    [
        pytest.param(
            {"法规名称": "南溪县渡船管理办法", "法规内容": [{"编章节": "第一章 总则"}, {"条号": "第一条", "条文内容": "船票五元。"}]},
            id="objects",
        ),
        pytest.param(
            {"LawName": "南溪县渡船管理办法", "LawArticles": [{"Type": "C", "No": "第一章 总则"}, {"Type": "A", "No": 1}, "第一条", "船票五元。"]},
            id="strings, with what is none",
        ),
        pytest.param(
            {"title": "南溪县渡船管理办法", "articles": [["第一章 总则", {"a": {"b": ["第一条", "船票五元。"]}}]]},
            id="parts within parts",
        ),
    ],
)  # fmt: skip
def test_a_text_may_be_told_in_parts(record: dict[str, object]) -> None:
    raw = json.dumps(record).encode()
    source = of_json("a.json#1", raw, raw.decode(), "utf-8", FIELDS)
    assert source.text == "南溪县渡船管理办法\n第一章 总则\n第一条\n船票五元。"


def test_the_day_of_the_last_change_stands_above_as_a_label() -> None:
    raw = json.dumps({"标题": "渡船办法", "正文": "船票五元。", "最新異動日期": "20240102"}).encode()
    source = of_json("a.json#1", raw, raw.decode(), "utf-8", FIELDS)
    assert source.text == "最新异动日期：20240102\n渡船办法\n船票五元。"
