"""Decisions about several texts: what each heading, list and instruction amends or repeals."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from fatiao.ingest import Source
from fatiao.parse import parse_page
from fatiao.parse.model import Citation

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "decisions.jsonl").read_text(encoding="utf-8").splitlines()
]
"""Each: `text` is a decision; wanted of each citation are its words, relation, title and provision."""


def citations(text: str) -> tuple[Citation, ...]:
    (regulation,) = parse_page(Source("0" * 64, "t.txt", "text/plain", "utf-8", text)).regulations
    return regulation.citations


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_what_a_decision_changes(case: dict[str, str]) -> None:
    found = citations(case["text"])
    assert [[c.text, c.relation, c.cited_title, c.cited_provision] for c in found] == case["want"]
    assert all(c.span.of(case["text"]) == c.text for c in found)


def test_items_of_a_regulation_that_name_others_change_nothing() -> None:
    text = (
        "某市样本办法\n第一条 依据下列规定，制定本办法：\n（一）《某市渡口条例》\n（二）某市停车条例\n"
        "第二条 删去的内容见第一条。\n第三条 本办法自公布之日起施行。\n"
    )
    assert {citation.relation for citation in citations(text)} <= {"引用", "依据"}
    assert "某市停车条例" not in [citation.cited_title for citation in citations(text)]


def test_a_quoted_text_cites_as_the_amended_one() -> None:
    text = (
        "某市人民政府关于修改部分规章的决定\n一、《某市渡口管理办法》\n"
        "第三条修改为：“违反本办法第五条的，依照《某市港口条例》第二条处理。”\n二、《某市停车办法》\n删去第四条。\n"
    )
    assert [(c.text, c.relation, c.cited_title, c.cited_provision) for c in citations(text)] == [
        ("《某市渡口管理办法》", "修改", "某市渡口管理办法", None),
        ("第三条", "修改", "某市渡口管理办法", "第三条"),
        ("本办法第五条", "引用", "某市渡口管理办法", "第五条"),
        ("《某市港口条例》第二条", "引用", "某市港口条例", "第二条"),
        ("《某市停车办法》", "修改", "某市停车办法", None),
        ("第四条", "修改", "某市停车办法", "第四条"),
    ]
