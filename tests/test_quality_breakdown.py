"""The breakdown of the measures, on six parameters that can be counted by hand; and the script that prints it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from fatiao.quality.breakdown import (
    MENTION,
    TUPLE,
    WITH_ROLE,
    Judged,
    at_least,
    by_rule,
    f1_by,
    reliability,
    words_at_least,
    words_of,
)
from fatiao.quality.gold import GoldParameter
from fatiao.quality.parameters import Predicted
from fatiao.text.source import Span

ROOT = Path(__file__).parent.parent
ALL = WITH_ROLE


def gold(quantity: str, role: str, attribute: str | None = None) -> GoldParameter:
    fields: dict[str, Any] = {"base": None, "trigger": None, "holder": None, "attribute": attribute}
    return GoldParameter(
        *("page.txt", "某办法", {}, "", "", Span(0, 1), quantity, role, "<=", (None, 1.0), "d"),
        **fields,
    )


def found(
    quantity: str, role: str | None, sure: float, rule: str = "amount", attribute: str | None = None
) -> Predicted:
    exact: Any = ("某办法", {}, "", Span(0, 1), quantity, role, "<=", (None, 1.0), "d")
    return Predicted(*exact, attribute, None, None, None, sure, sure, rule)


def words(attribute: float) -> dict[str, float]:
    return {"attribute": attribute, "holder": 1.0, "base": 1.0, "trigger": 1.0}


JUDGED = [
    Judged(gold("money", "limit", "罚款"), found("money", "limit", 0.95, attribute="罚款"), ALL, words(1.0)),
    Judged(gold("money", "limit"), found("money", "value", 0.9), ALL - {"role"}, words(1.0)),
    Judged(gold("money", "value"), found("ratio", "value", 0.6, "fraction"), ALL - {"quantity"}, words(1.0)),
    Judged(gold("ratio", "limit", "比例"), found("ratio", "limit", 0.9, "fraction"), ALL - {"unit"}, words(0.0)),
    Judged(gold("ratio", "limit"), None),
    Judged(None, found("money", None, 0.95)),
]


@pytest.mark.parametrize(
    ("kind", "fields", "wanted"),
    [
        pytest.param("quantity", MENTION, {"money": (2, 3, 3), "ratio": (1, 2, 2)}, id="found as the right quantity"),
        pytest.param("quantity", TUPLE, {"money": (2, 3, 3), "ratio": (0, 2, 2)}, id="a wrong unit"),
        pytest.param("quantity", WITH_ROLE, {"money": (1, 3, 3), "ratio": (0, 2, 2)}, id="a wrong role"),
        pytest.param("role", MENTION, {"limit": (2, 2, 4), "value": (1, 2, 1), "None": (0, 1, 0)}, id="role alone"),
    ],
)
def test_f1_of_kinds(kind: str, fields: frozenset[str], wanted: dict[str, tuple[int, int, int]]) -> None:
    counts = {name: (f1.hits, f1.predicted, f1.gold) for name, f1 in f1_by(JUDGED, kind, fields).items()}
    assert counts == wanted
    assert list(counts) == list(wanted)


def test_words_count_where_either_side_has_some() -> None:
    attribute = words_of(JUDGED, "attribute")
    assert (attribute.where_either, attribute.either, attribute.average) == (0.5, 2, 0.75)


def test_reliability_counts_what_is_no_parameter_as_wrong() -> None:
    bins = [(share.name, share.count, share.right) for share in reliability(JUDGED, (0.0, 0.9, 0.95))]
    assert bins == [("0.00 to 0.90", 1, 0), ("0.90 to 0.95", 2, 0), ("0.95 and more", 2, 1)]
    sure = at_least(JUDGED, 0.9)
    assert (sure.count, sure.right, sure.share) == (4, 1, 0.25)
    words = words_at_least(JUDGED, 0.9)
    assert (words.count, words.right) == (4, 2)


def test_rules_with_most_wrong_come_first() -> None:
    assert [(share.name, share.count, share.right) for share in by_rule(JUDGED)] == [
        ("amount", 3, 1),
        ("fraction", 2, 0),
    ]


def test_the_script_prints_what_the_document_has_a_place_for(tmp_path: Path) -> None:
    script = [sys.executable, ROOT / "benchmarks" / "accuracy.py", "--faults", tmp_path / "faults.txt"]
    printed = subprocess.run(script, capture_output=True, text=True, check=True).stdout
    document = (ROOT / "docs" / "accuracy.md").read_text(encoding="utf-8")
    tables = re.search(r"<!-- begin: .* -->\n(.*)\n<!-- end -->", document, re.S)
    assert tables
    heads = [line for line in printed.splitlines() if line.startswith(("| quantity", "| role", "| confidence", "###"))]
    assert len(heads) == 5
    assert [head for head in heads if head not in tables[1]] == []
    sure = re.search(r"Of the (\d+) parameters with a confidence of 0\.9 and more, ([\d.]+)% are right", printed)
    assert sure
    assert float(sure[2]) >= 97
    assert (tmp_path / "faults.txt").exists()
