"""Pages as they really come: 121 invented inputs of 56 kinds of fault, each with what must come of it.

A case has an input (`ext`, `text`), and expects `documents`, `paras`, `headings` or `citations` of the database, whether
`boilerplate_has_article`, or `parameters` as `fatiao extract` lists them, of which `keys` are compared.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from fatiao.cli.printing.parameters import records
from fatiao.extract.page import process_any
from fatiao.ingest import read
from fatiao.pipeline import build

CASES = [json.loads(line) for line in (Path(__file__).parent / "cases" / "real_pages.jsonl").open(encoding="utf-8")]
COUNTED = {
    "articles": "article",
    "chapters": "chapter",
    "sections": "section",
    "items": "item",
    "annexes": "annex",
    "divisions": "division",
}
HEADED = ("part", "chapter", "section", "division")


def parameter(row: dict[str, Any], keys: Iterable[str]) -> dict[str, Any]:
    """Return a parameter as a case states it: `min` and `max` are a value or a date."""
    special = {
        "min": lambda: row["min_date"] if row["min_value"] is None else row["min_value"],
        "max": lambda: row["max_date"] if row["max_value"] is None else row["max_value"],
        "bounds_included": lambda: [row["min_inclusive"], row["max_inclusive"]],
    }
    return {key: special[key]() if key in special else row[key] for key in keys}


def documents(database: sqlite3.Connection, keys: Iterable[str]) -> list[dict[str, Any]]:
    """Return the documents in order, with columns and numbers of provisions as asked for."""
    count = "select count(*) from provisions where document_id = ? and level = ?"
    return [
        {
            key: database.execute(count, (row["id"], COUNTED[key])).fetchone()[0] if key in COUNTED else row[key]
            for key in keys
        }
        for row in database.execute("select * from documents order by ordinal")
    ]


def paras(database: sqlite3.Connection, citation: str) -> list[str]:
    """Return the texts of an article's 款, white space made one."""
    sql = """select para.text from provisions para join provisions article on article.id = para.parent_id
             where para.level = 'para' and article.citation = ? order by para.ordinal"""
    return [" ".join(text.split()) for (text,) in database.execute(sql, (citation,))]


def stored(file: Path, expected: dict[str, Any]) -> dict[str, Any]:
    """Build a database of one file, and return of it what is expected of it."""
    path = file.with_suffix(".db")
    build([file], path, jobs=1)
    with closing(sqlite3.connect(path)) as database:
        database.row_factory = sqlite3.Row
        rows = database.execute
        headed = ",".join("?" * len(HEADED))
        found = {
            "documents": lambda: documents(database, expected["documents"][0]),
            "paras": lambda: {citation: paras(database, citation) for citation in expected["paras"]},
            "headings": lambda: [
                list(row)
                for row in rows(
                    f"select level, number, heading from provisions where level in ({headed}) order by start_char",
                    HEADED,
                )
            ],
            "citations": lambda: [
                {key: row[key] for key in expected["citations"][0]}
                for row in rows("select * from citations order by start_char")
            ],
            "boilerplate_has_article": lambda: any(
                re.search("第[一二三四五六七八九十]+条", text) for (text,) in rows("select text from boilerplate")
            ),
        }
        return {key: found[key]() for key in expected}


def plain(value: Any, key: str = "") -> Any:
    """Return a value without what no case is about: how issuers are separated, and spaces in a title."""
    if isinstance(value, dict):
        return {name: plain(part, name) for name, part in value.items()}
    if isinstance(value, list):
        return [plain(part, key) for part in value]
    if isinstance(value, str) and key == "issuer":
        return re.sub("[、，, ]+", " ", value)
    return re.sub(r"\s+", "", value) if isinstance(value, str) and key == "title" else value


def same(got: Any, wanted: Any) -> bool:
    """Tell whether what was got is what is wanted, of which {"any": [...]} allows several."""
    if isinstance(wanted, dict) and set(wanted) == {"any"}:
        return any(same(got, one) for one in wanted["any"])
    if isinstance(wanted, dict) and isinstance(got, dict):
        return set(got) == set(wanted) and all(same(got[key], wanted[key]) for key in wanted)
    if isinstance(wanted, list) and isinstance(got, list):
        return len(got) == len(wanted) and all(map(same, got, wanted))
    return bool(got == wanted)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_real_page(case: dict[str, Any], tmp_path: Path) -> None:
    file = tmp_path / f"input{case['ext']}"
    file.write_text(case["text"], encoding="utf-8")
    expected = plain(dict(case["expect"]))
    got: dict[str, Any] = {}
    if "parameters" in expected:
        wanted = expected.pop("parameters")
        keys = case.get("keys") or list(wanted[0])
        found = [plain(parameter(row, keys)) for row in records(process_any(read(file)))]
        assert same(found, wanted), found
    if expected:
        got = plain(stored(file, expected))
        if case["kind"] == "omnibus-amendment-citations":  # which cites other things, too
            assert all(one in got["citations"] for one in expected["citations"]), got
        else:
            assert same(got, expected), got
