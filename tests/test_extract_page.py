"""Text with and without a regulation in it: which of its numbers are found, and under which title."""

from __future__ import annotations

import pytest
from fatiao.extract.page import process_any
from fatiao.text.source import source_of

CASES = [
    pytest.param("贷款余额不得超过基金规模的5倍。", [("", "5倍", "<=")], id="a sentence"),
    pytest.param("贷款余额不得超过基金规模的5倍", [("", "5倍", "<=")], id="without a full stop"),
    pytest.param("应当在十日内作出答复", [("", "十日", "<=")], id="a rule that ends as titles do"),
    pytest.param("收费不超过每小时5元，由主管部门决定", [("", "每小时5元", "<=")], id="a rule with a comma"),
    pytest.param("云州市关于在10个县开展试点的通知", [], id="a title alone"),
    pytest.param("三十日", [("", "三十日", "=")], id="a number alone"),
    pytest.param("（一）注册资本不得低于人民币3亿元；", [("", "人民币3亿元", ">=")], id="an item"),
    pytest.param("第五条 罚款不超过20万元。", [("", "20万元", "<=")], id="an article without a title"),
    pytest.param("一、期限为三年\n二、罚款不超过20万元", [("", "三年", "="), ("", "20万元", "<=")], id="divisions"),
    pytest.param(
        "\n\n罚款不超过20万元。\n应在三十日内报告。", [("", "20万元", "<="), ("", "三十日", "<=")], id="lines"
    ),
    pytest.param("数额在十万元以上的，应当依照刑法第一条规定处罚。", [("", "十万元", ">=")], id="law, but no title"),
    pytest.param("档次\t金额（元）\n甲\t80\n", [("", "80", "=")], id="a table"),
    pytest.param("某市测试办法\n第一条　罚款不超过20万元。\n", [("某市测试办法", "20万元", "<=")], id="a regulation"),
    pytest.param("为了规范管理，制定本办法。", [], id="no number"),
    pytest.param(" \n\t", [], id="white space"),
]


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_any_text(text: str, wanted: list[tuple[str, str, str]]) -> None:
    processed = process_any(source_of(text))
    pairs = zip(processed.page.regulations, processed.parameters, strict=True)
    found = [(r.title, parameter.text, parameter.mention.comparator) for r, some in pairs for parameter in some]
    assert found == wanted


def test_a_fragment_keeps_the_flag_and_tiles_its_text() -> None:
    text = "罚款不超过20万元。\n期限三年。"
    page = process_any(source_of(text)).page
    assert [flag.kind for flag in page.flags] == ["no-regulation"]
    (fragment,) = page.regulations
    assert "".join(node.own.of(text) for node, _ in fragment.root.walk()) == text


def test_what_takes_effect_without_a_title_has_no_holder() -> None:
    ((parameter,),) = process_any(source_of("自2009年1月1日起施行。")).parameters
    assert parameter.subject.holder is None
