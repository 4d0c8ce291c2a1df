"""Numbers in names: what a regulation calls a thing counts nothing, elsewhere the same number counts."""

from __future__ import annotations

import pytest
from fatiao.extract.names import in_name
from fatiao.extract.page import process_any
from fatiao.text.source import Span, source_of

TITLE = "某市补贴办法\n\n第一条 生活补贴和护理补贴（以下简称两项补贴）由区发放。\n\n"


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("两项补贴标准为每人200元。", ["每人200元"]),
        ("完成两项工程。", ["两项"]),
        ("两项补贴和两项工程的标准为每人200元。", ["两项", "每人200元"]),
    ],
)
def test_a_name_that_is_defined_holds_no_number(sentence: str, found: list[str]) -> None:
    processed = process_any(source_of(f"{TITLE}第二条 {sentence}\n"))
    assert [parameter.text for (parameters,) in [processed.parameters] for parameter in parameters] == found


def test_a_name_is_longer_than_its_number() -> None:
    assert in_name("发放两项补贴", Span(2, 4), ("两项补贴",))
    assert not in_name("发放两项补贴", Span(2, 4), ("两项",))
    assert not in_name("发放两项工程", Span(2, 4), ("两项补贴",))


def test_a_name_that_ends_with_its_number_states_it() -> None:
    assert not in_name("连续十个交易日的成交量", Span(2, 7), ("连续十个交易日",))
