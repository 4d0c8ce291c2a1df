"""Tables of web pages to parameters: what a cell says with the labels above and beside it, and where that stands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from fatiao.extract.model import Parameter
from fatiao.extract.page import process_any
from fatiao.ingest.html import html_text
from fatiao.text.source import source_of

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "tables.jsonl").read_text(encoding="utf-8").splitlines()
]


def found(text: str) -> list[Parameter]:
    return [parameter for each in process_any(source_of(text)).parameters for parameter in each]


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_parameters_of_an_html_table(case: dict[str, object]) -> None:
    got = [
        [
            p.text, p.mention.role, p.mention.comparator, p.mention.low, p.mention.high, p.mention.unit,
            p.subject.attribute, p.subject.holder, p.subject.condition,
        ]
        for p in found(html_text(str(case["html"])))
    ]  # fmt: skip
    assert got == case["parameters"]


TOLD = {
    "the header": ("物质\t最高限值（mg/L）\n甲\t5\n", [("bound", "最高", "column-header"), ("role", "最高", "column-header"), ("unit", "mg/L", "column-header")]),
    "the upper header": ("物质\t限值（mg/L）\t\n\t一级\t二级\n甲\t5\t9\n", [("bound", "限值", "column-header"), ("role", "限值", "column-header"), ("unit", "mg/L", "column-header")]),
    "the caption": ("排放限值表（mg/L）\n物质\t一级\n甲\t5\n", [("bound", "限值", "table-title"), ("role", "限值", "table-title"), ("unit", "mg/L", "table-title")]),
    "the line above": ("单位：万元\n项目\t投资\n甲\t5\n", [("unit", "万元", "unit-line")]),
    "a column of units": ("物质\t单位\t浓度\n甲\tmg/L\t5\n", [("unit", "mg/L", "row-unit")]),
    "the label of the row": ("项目\t一档\n电价（元/度）\t5\n", [("unit", "元/度", "row-label")]),
    "a time to act by": ("事项\t办理时限\n甲\t5日\n", [("bound", "时限", "column-header"), ("role", "时限", "column-header")]),
    "the cell, not the header": ("物质\t最高限值（mg/L）\n甲\t≤5\n", [("bound", "≤", "LE_SIGN"), ("role", "最高", "column-header"), ("unit", "mg/L", "column-header")]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "pieces"), TOLD.values(), ids=TOLD)
def test_what_stands_outside_a_cell_is_its_evidence(text: str, pieces: list[tuple[str, str, str]]) -> None:
    parameter = found(text)[-1] if "二级" not in text else found(text)[0]
    told = [(str(e.field), e.span.of(text), e.rule) for e in parameter.evidence]
    assert sorted(piece for piece in told if piece[0] in ("unit", "bound", "role")) == pieces


def test_words_of_a_cell_are_those_of_the_source() -> None:
    text = "内容\t要求\n机构\t（一）专职人员（含聘用）不得少于３人，兼职人员（含聘用）不得少于５人。\n"
    assert {p.text for p in found(text)} == {"３人", "５人"}
    for parameter in found(text):
        assert parameter.subject.attribute in text
        assert all(evidence.span.end <= len(text) for evidence in parameter.evidence)
