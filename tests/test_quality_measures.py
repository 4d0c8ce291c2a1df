"""The measures themselves, on gold and databases small enough to count by hand."""

from __future__ import annotations

import json
import sqlite3
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
from fatiao.extract.model import Comparator, Role
from fatiao.quality.floors import below, raised, read_floors, write_floors
from fatiao.quality.gold import VOCABULARIES, GoldError, check, locate, read_gold
from fatiao.quality.report import parameter_lines
from fatiao.quality.score import load, score
from fatiao.quality.structure import read_structure
from fatiao.quality.text import F1, char_f1, overlap, same_bound
from fatiao.text.source import Span
from fatiao.text.units.kinds import Quantity

TEXT = "某办法\n第一条　贷款余额不超过20万元，期限不超过2年。\n第二条　罚款5万元，逾期3日的除外。\n"
FILE = "page.txt"
NONE: dict[str, Any] = {"attribute": None, "holder": None, "base": None, "trigger": None, "condition": None}


def gold(mention: str, article: int, **fields: Any) -> dict[str, Any]:
    context = next(line for line in TEXT.splitlines() if mention in line)
    row = {"file": FILE, "regulation": "某办法", "at": {"article": article}, "context": context, "mention": mention}
    return row | NONE | {"quantity": "money", "role": "limit", "comparator": "<=", "min": None, "unit": "CNY"} | fields


GOLD = [
    gold("20万元", 1, max=200000, attribute="贷款余额"),
    gold("2年", 1, quantity="duration", max=2, unit="a", attribute="期限", alternatives={"attribute": ["贷款期限"]}),
    gold("5万元", 2, role="penalty", comparator="=", min=50000, max=50000, attribute="罚款"),
]
STRUCTURE = {
    **{"file": FILE, "title": "某办法", "kind": "办法", "issuer": "某市", "doc_number": None, "promulgated": None},
    **{"effective": None, "status": "试行", "chapters": [{"n": 1}]},
    "articles_list": [
        {"n": 1, "paras": 1, "items": 0, "subitems": 0},
        {"n": 2, "paras": 2, "items": 0, "subitems": 0},
        {"n": 3, "paras": 1, "items": 0, "subitems": 0},
    ],
}
PROVISIONS = [
    ("a1", None, 1, "article", "1"),
    ("a1p1", "a1", 2, "para", "1"),
    ("a2", None, 3, "article", "2"),
    ("a2p1", "a2", 4, "para", "1"),
]
PREDICTED = [
    # mention, provision, quantity, role, comparator, least, most, unit, attribute
    ("20万元", "a1p1", "money", "limit", "<=", None, 200000.0, "CNY", "贷款余额"),
    ("2年", "a1p1", "duration", "deadline", "<=", None, 2.0, "a", "贷款期限"),
    ("3日", "a2p1", "duration", "threshold", ">=", 3.0, None, "d", "逾期"),
]


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a page, its gold, and a database that has it two thirds right."""
    (tmp_path / FILE).write_text(TEXT, encoding="utf-8")
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n\n" for row in GOLD)
    (tmp_path / "gold.jsonl").write_text(lines, encoding="utf-8")
    (tmp_path / "structure.json").write_text(json.dumps([STRUCTURE], ensure_ascii=False), encoding="utf-8")
    with sqlite3.connect(tmp_path / "score.db") as database:
        database.executescript(
            """
            create table sources(id, uri);
            create table documents(id, source_id, ordinal, title, kind, issuer, doc_number, promulgated, effective,
                                   status);
            create table provisions(id, document_id, parent_id, ordinal, level, number);
            create table parameters(mention, provision_id, quantity, role, comparator, min_value, max_value, unit,
                                    attribute, document_id, holder, act, base, trigger, min_date, max_date, start_char,
                                    end_char, confidence, word_confidence, rule);
            insert into sources values ('s', 'some/where/page.txt');
            insert into documents values ('d', 's', 0, '某 办法', '办法', '某市', null, null, null, null);
            """
        )
        for provision in PROVISIONS:
            database.execute("insert into provisions values (?, 'd', ?, ?, ?, ?)", provision)
        for row in PREDICTED:
            start = TEXT.index(row[0])
            place = (start, start + len(row[0]))
            database.execute(
                f"insert into parameters values ({'?, ' * 9} 'd', '', '', '', '', '', '', ?, ?, 1, 1, '')", row + place
            )
    database.close()
    return tmp_path


def test_alternatives_and_optional_rows_cost_nothing(folder: Path) -> None:
    rows = [dict(row) for row in GOLD]
    for row in rows:
        row["optional"] = True
        row["alternatives"] = {"unit": ["of another kind"], "comparator": ["none such"]}
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (folder / "gold.jsonl").write_text(lines, encoding="utf-8")
    found = score(folder / "score.db", load([folder / "gold.jsonl"], [], folder, text_of)).parameters
    assert found is not None
    assert (found.mention.gold, found.mention.hits) == (2, 2)


def test_measures(folder: Path) -> None:
    right = load([folder / "gold.jsonl"], [folder / "structure.json"], folder, text_of)
    assert score(folder / "score.db", right).lines(faults=9) == [
        "parameters: gold 3, predicted 3, matched 2",
        "  mention      P 0.667  R 0.667  F1 0.667  mean over files 0.667",
        "  tuple        P 0.667  R 0.667  F1 0.667  mean over files 0.667",
        "  tuple+role   P 0.333  R 0.333  F1 0.333  mean over files 0.333",
        "  whole        P 0.333  R 0.333  F1 0.333  mean over files 0.333",
        "  quantity     1.000 of matched",
        "  role         0.500 of matched",
        "  comparator   1.000 of matched",
        "  value        1.000 of matched",
        "  unit         1.000 of matched",
        "  attribute    char-F1 1.000 of matched, 1.000 of the 2 where either has one",
        "  holder       char-F1 1.000 of matched, 1.000 of the 0 where either has one",
        "  base         char-F1 1.000 of matched, 1.000 of the 0 where either has one",
        "  trigger      char-F1 1.000 of matched, 1.000 of the 0 where either has one",
        "  article      1.000   full path 1.000   regulation 1.000",
        "    MISSED page.txt: 5万元 in 第二条　罚款5万元，逾期3日的除外。",
        "    EXTRA  page.txt: 3日",
        "structure: documents 1, found 1, issuer 1, doc_number 1, promulgated 1, effective 1, status 0, articles 3, "
        "articles found 2, articles whole 1, articles extra 0, chapters 1, chapters found 0, documents predicted 1",
        "    status of 某办法: want '试行', got None",
        "    第2条 of 某办法: want (款,项,目) (2, 0, 0), got (1, 0, 0)",
        "    NO ARTICLE 3 in 某办法",
    ]


def test_acts_are_measured_where_both_have_one(folder: Path) -> None:
    rows = [{**row, "act": "超标排放的", "alternatives": {"act": ["排放"]}} for row in GOLD]
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (folder / "gold.jsonl").write_text(lines, encoding="utf-8")
    with sqlite3.connect(folder / "score.db") as database:
        database.execute("update parameters set act = '排放' where mention = '20万元'")
    database.close()
    found = score(folder / "score.db", load([folder / "gold.jsonl"], [], folder, text_of)).parameters
    assert found is not None
    assert (found.acts, found.act) == (1, 1.0)
    assert "  act          char-F1 1.000 of the 1 penalties where both have one" in parameter_lines(found)


def test_a_wrong_value_is_a_fault(folder: Path) -> None:
    with sqlite3.connect(folder / "score.db") as database:
        database.execute("update parameters set max_value = 20 where mention = '20万元'")
    database.close()
    result = score(folder / "score.db", load([folder / "gold.jsonl"], [], folder, text_of))
    assert result.figures["tuple F1"] == pytest.approx(1 / 3)
    assert "    WRONG  page.txt: 20万元: want money <= (None, 200000) CNY, got money <= (None, 20) CNY" in result.lines(
        9
    )


@pytest.mark.parametrize(
    ("gold_text", "predicted", "share"),
    [
        pytest.param("贷款余额", "贷款余额", 1.0, id="the same"),
        pytest.param("贷款余额", "余额", 2 / 3, id="half of it"),
        pytest.param("贷款余额", "余额贷款", 0.5, id="in another order"),
        pytest.param("（贷款）", "贷款", 1.0, id="brackets make no difference"),
        pytest.param(None, None, 1.0, id="both silent"),
        pytest.param(None, "贷款", 0.0, id="one silent"),
    ],
)
def test_char_f1(gold_text: str | None, predicted: str | None, share: float) -> None:
    assert char_f1(gold_text, predicted) == pytest.approx(share)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [(0.1 + 0.2, 0.3, True), (1, 1.0, True), (1, None, False), (None, None, True), ("2010-01-01", "2010-01-01", True)],
)
def test_same_bound(a: float | str | None, b: float | str | None, same: bool) -> None:
    assert same_bound(a, b) is same


@pytest.mark.parametrize(("b", "share"), [((0, 4), 1.0), ((2, 6), 1 / 3), ((4, 6), 0.0)])
def test_overlap(b: tuple[int, int], share: float) -> None:
    assert overlap(Span(0, 4), Span(*b)) == pytest.approx(share)


def test_f1_of_nothing() -> None:
    assert (F1(0, 0, 0).f1, F1(0, 5, 0).precision, F1(0, 0, 5).recall) == (0.0, 0.0, 0.0)


@pytest.mark.parametrize(("field", "words"), [("quantity", Quantity), ("role", Role), ("comparator", Comparator)])
def test_annotators_and_the_program_use_the_same_words(field: str, words: type[StrEnum]) -> None:
    assert {str(word) for word in words} == VOCABULARIES[field]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        pytest.param({"quantity": "sum"}, "quantity 'sum' is not one of", id="vocabulary"),
        pytest.param({"at": {"clause": 1}}, "unknown level clause", id="level"),
        pytest.param({"min": 1}, "an upper bound has max and no min", id="two bounds"),
        pytest.param({"comparator": ">="}, "a lower bound has min and no max", id="wrong side"),
        pytest.param({"comparator": "="}, "an exact value has min equal to max", id="not exact"),
        pytest.param({"comparator": "range"}, "a range has two different ends", id="half a range"),
        pytest.param({"unit": "date"}, "unit date goes with quantity date", id="date"),
        pytest.param({"context": "不在"}, "mention '20万元' stands 0 times in context", id="mention not there"),
        pytest.param({"context": "给20万元"}, "context not in file", id="context not there"),
        pytest.param({"mention": "万元", "context": "万元"}, "context stands 2 times, nth is missing", id="twice"),
        pytest.param({"mention": "万元", "context": "万元", "nth": 3}, "nth 3 of 2", id="nth too high"),
        pytest.param({"context": "某办法\n第一条　贷款余额不超过20万元"}, "context spans lines", id="two lines"),
    ],
)
def test_unsound_gold_is_told(folder: Path, change: dict[str, Any], problem: str) -> None:
    file = folder / "bad.jsonl"
    file.write_text(json.dumps(GOLD[0] | change), encoding="utf-8")
    assert [line for line in check([file], folder, text_of) if f"{file}:1: " in line and problem in line]
    with pytest.raises(GoldError, match=r"bad\.jsonl:1: "):
        read_gold([file], folder, text_of)


def test_lines_that_are_no_json_are_told(folder: Path) -> None:
    file = folder / "bad.jsonl"
    file.write_text("{}\n{", encoding="utf-8")
    with pytest.raises(GoldError, match=r"bad\.jsonl:1: missing field file"):
        read_gold([file], folder, text_of)
    file.write_text("{", encoding="utf-8")
    with pytest.raises(GoldError, match=r"bad\.jsonl:1: no JSON object"):
        read_gold([file], folder, text_of)
    with pytest.raises(GoldError, match=r"bad\.jsonl: no JSON list"):
        read_structure([file])


def test_missing_fields_and_repeated_mentions_are_told(folder: Path) -> None:
    file = folder / "bad.jsonl"
    less = {name: value for name, value in GOLD[1].items() if name != "unit"}
    file.write_text("\n".join(map(json.dumps, (GOLD[0], less, GOLD[0]))), encoding="utf-8")
    assert check([file], folder, text_of) == [f"{file}:2: missing field unit", f"{file}:3: same mention as {file}:1"]


def test_locate_counts_contexts() -> None:
    row = {"context": "5万元", "mention": "5万元", "nth": 2}
    assert locate("罚5万元，再罚5万元", row) == Span(7, 10)


@pytest.mark.parametrize(
    ("figures", "floors", "lower", "new"),
    [
        pytest.param({"F1": 0.93456}, {}, False, {"F1": 0.934}, id="a new measure"),
        pytest.param({"F1": 0.95}, {"F1": 0.9}, False, {"F1": 0.95}, id="a better one"),
        pytest.param({"F1": 0.85}, {"F1": 0.9}, False, {"F1": 0.9}, id="a worse one lowers nothing"),
        pytest.param({"F1": 0.85}, {"F1": 0.9}, True, {"F1": 0.85}, id="unless that is asked for"),
        pytest.param({"n": 3}, {"old": 1.0}, False, {"n": 3}, id="a measure that is gone"),
    ],
)
def test_floors_only_rise(
    tmp_path: Path, figures: dict[str, float], floors: dict[str, float], lower: bool, new: dict[str, float]
) -> None:
    file = tmp_path / "floors.json"
    write_floors(file, raised(figures, floors, lower))
    assert read_floors(file) == new


def test_what_is_below_its_floor() -> None:
    assert below({"F1": 0.8, "n": 5}, {"F1": 0.9, "n": 5, "gone": 1}) == [
        "F1 is 0.8000, below its floor 0.9",
        "gone is not measured",
    ]
