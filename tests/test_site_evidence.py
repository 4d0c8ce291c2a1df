"""Every mark on the site stands where its number and its words were read, never at the first equal string."""

from __future__ import annotations

import re
import sqlite3
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from fatiao.publish.reading.evidence import with_evidence
from fatiao.publish.words.vocabulary import FIELDS
from fatiao.store.write import Store
from fatiao.text.reading import Reading
from fatiao.text.source import Span

ROOT = Path(__file__).parent.parent


@pytest.fixture
def benchmark(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script that checks a whole database."""
    monkeypatch.syspath_prepend(ROOT / "benchmarks")
    return import_module("evidence")


def test_every_mark_of_the_samples_comes_from_a_stored_range(corpus_database: Path, benchmark: ModuleType) -> None:
    result = benchmark.check(corpus_database)
    assert result.faults == []
    assert result.ambiguous, "no sample has the same digits twice in a clause, so nothing was tested"
    assert result.parameters > 100


def test_the_check_finds_what_is_wrong(corpus_database: Path, benchmark: ModuleType, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.db"
    wrong.write_bytes(corpus_database.read_bytes())
    with sqlite3.connect(wrong) as db:
        db.execute("update evidence set start_char = start_char + 1 where field = 'holder'")
        db.execute("update parameters set start_char = start_char + 1 where role = 'deadline'")
    faults = " ".join(benchmark.check(wrong).faults)
    assert "holder" in faults and "at its range stands" in faults and "marked is" in faults


def test_every_rule_is_explained(corpus_database: Path) -> None:
    schema = (ROOT / "docs" / "schema.md").read_text(encoding="utf-8")
    fields = "('attribute', 'holder', 'base', 'trigger', 'condition', 'modality')"
    with sqlite3.connect(corpus_database) as db:
        rules = {row[0] for row in db.execute(f"select distinct rule from evidence where field in {fields}")}
        assert {row[0] for row in db.execute("select distinct field from evidence")} <= set(FIELDS)
    assert len(rules) > 20
    assert {rule for rule in rules if f"`{rule}`" not in schema} == set()


def test_evidence_goes_with_its_source(corpus_database: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy.write_bytes(corpus_database.read_bytes())
    with Store(copy) as store:
        store.forget(*store.files())
    with sqlite3.connect(copy) as db:
        assert db.execute("select count(*) from evidence").fetchone() == (0,)


def piece(field: str, start: int, end: int) -> dict[str, Any]:
    return {"field": field, "start_char": start, "end_char": end}


TEXT = "期限为三年，延长的期限\n不得超过三年。"
MARKS = [
    ([], "期限为三年，延长的期限\n不得超过[三年]。", "the number that was read, not the first equal one"),
    ([("attribute", 6, 11)], "期限为三年，{attribute 延长的期限}\n不得超过[三年]。", "words"),
    ([("bound", 12, 16), ("attribute", 6, 11)], "期限为三年，{attribute 延长的期限}\n{bound 不得超过}[三年]。", "two fields"),
    ([("attribute", 9, 11), ("holder", 6, 11)], "期限为三年，{holder 延长的}{attribute 期限}\n不得超过[三年]。", "one in another"),
    ([("role", 12, 16), ("modality", 12, 14)], "期限为三年，延长的期限\n不得超过[三年]。", "what is not marked"),
    ([("holder", 100, 104)], "期限为三年，延长的期限\n不得超过[三年]。", "words from elsewhere"),
]  # fmt: skip


@pytest.mark.parametrize(("evidence", "marked"), [row[:2] for row in MARKS], ids=[row[2] for row in MARKS])
@pytest.mark.parametrize("start", [0, 40], ids=["at the start of the source", "further on"])
def test_marks(evidence: list[tuple[str, int, int]], marked: str, start: int) -> None:
    row = {"start_char": start + 16, "end_char": start + 18}
    pieces = [piece(field, start + a, start + b) for field, a, b in evidence]
    html = with_evidence(Reading("〇" * start + TEXT), Span(start, start + len(TEXT)), row, pieces)  # type: ignore[arg-type]
    html = re.sub(r'<span class="words" data-field="(\w+)" title="[^"]+">', r"{\1 ", html).replace("</span>", "}")
    assert html.replace("<mark>", "[").replace("</mark>", "]") == marked


def test_markup_is_escaped() -> None:
    row = {"start_char": 3, "end_char": 5}
    html = with_evidence(Reading("<b>三年"), Span(0, 5), row, [piece("holder", 0, 3)])  # type: ignore[arg-type]
    assert "<b>" not in html and "&lt;b&gt;" in html and "<mark>三年</mark>" in html
