"""Definitions: which words a sentence defines, and by which words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from fatiao.ingest import Source
from fatiao.parse import parse_page

DOCUMENT = """某市样本收费办法
第一章 总则
第一条 为了规范收费，制定规则。
第二条 收费应当合理。
第三条 {}
第四条 收费应当公开。
"""

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "definitions.jsonl").read_text(encoding="utf-8").splitlines()
]
"""Each: `text` stands in article 3 of the document above; wanted are pairs of term and defining words."""


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_definitions(case: dict[str, object]) -> None:
    text = DOCUMENT.format(case["text"])
    (regulation,) = parse_page(Source("0" * 64, "t.txt", "text/plain", "utf-8", text)).regulations
    assert [[found.term, found.text] for found in regulation.definitions] == case["want"]
    assert all(found.span.of(text) == found.text for found in regulation.definitions)


def test_a_definition_ends_with_its_item() -> None:
    text = DOCUMENT.format("下列用语的含义：\n（一）使用费，是指向使用人收取的费用\n（二）管理费，是指向对象收取的费用")
    (regulation,) = parse_page(Source("0" * 64, "t.txt", "text/plain", "utf-8", text)).regulations
    assert [found.text for found in regulation.definitions] == ["向使用人收取的费用", "向对象收取的费用"]


def test_a_title_block_defines_nothing() -> None:
    text = "某市样本办法（以下简称办法）\n第一条 收费应当合理。\n第二条 收费应当公开。\n"
    (regulation,) = parse_page(Source("0" * 64, "t.txt", "text/plain", "utf-8", text)).regulations
    assert regulation.definitions == ()
