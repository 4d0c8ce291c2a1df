"""A parameter in one line."""

from __future__ import annotations

import pytest
from fatiao.extract.model import Comparator, Mention, Parameter, Role, Subject
from fatiao.store.label import parameter_label
from fatiao.text.source import Span
from fatiao.text.units.kinds import Quantity

MONEY, RATIO, FREQUENCY, AGE = Quantity.MONEY, Quantity.RATIO, Quantity.FREQUENCY, Quantity.AGE
CASES = [
    (RATIO, Comparator.LE, "5倍", "贷款余额", "第六条", "贷款余额 ≤ 5倍（第六条）", "at most"),
    (MONEY, Comparator.GE, "3亿元", "注册资本", "第六条", "注册资本 ≥ 3亿元（第六条）", "at least"),
    (AGE, Comparator.LT, "十四周岁", None, "第六条", "年龄 < 十四周岁（第六条）", "nothing named"),
    (MONEY, Comparator.GT, "1万元", None, None, "金额 > 1万元", "in front matter"),
    (MONEY, Comparator.ABOUT, "1万元", "费用", None, "费用 ≈ 1万元", "about"),
    (MONEY, Comparator.EQ, "80元", "费用", None, "费用 = 80元", "exact"),
    (MONEY, Comparator.RANGE, "1万元以上3万元以下", "罚款", None, "罚款：1万元以上3万元以下", "a range says its ends"),
    (FREQUENCY, Comparator.EQ, "每年", "检查", None, "检查：每年", "a frequency equals nothing"),
    (MONEY, None, "80元", "费用", None, "费用：80元", "bound not understood"),
    (MONEY, Comparator.LE, "80\n元", "费 用", None, "费 用 ≤ 80 元", "line breaks"),
]


@pytest.mark.parametrize(
    ("quantity", "comparator", "text", "attribute", "citation", "expected"),
    [row[:6] for row in CASES],
    ids=[row[6] for row in CASES],
)
def test_label(
    quantity: Quantity,
    comparator: Comparator | None,
    text: str,
    attribute: str | None,
    citation: str | None,
    expected: str,
) -> None:
    mention = Mention(Span(0, 1), Span(0, 1), quantity, Role.VALUE, comparator, None, None, None)
    parameter = Parameter(mention, Subject(attribute), text, text, (), Span(0, 1))
    assert parameter_label(parameter, citation) == expected
