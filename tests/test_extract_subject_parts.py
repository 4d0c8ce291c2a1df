"""What goes with who and what: the clause to quote, the condition, the modality; and that no text breaks any of it."""

from __future__ import annotations

import pytest
from fatiao.extract.binding.context import Context
from fatiao.extract.binding.quote import quote
from fatiao.extract.model import Comparator, Mention, Role
from fatiao.extract.subject import by_rules, describe, describe_all
from fatiao.text.fold import fold
from fatiao.text.source import Span
from fatiao.text.units.kinds import Quantity
from hypothesis import given
from hypothesis import strategies as st


def marked(text: str, quantity: Quantity, role: Role | None) -> tuple[Context, Mention]:
    """Return the context and the mention of a text whose mention stands in ⟦⟧."""
    start, plain = text.index("⟦"), text.replace("⟦", "").replace("⟧", "")
    span = Span(start, text.index("⟧") - 1)
    mention = Mention(span, span, quantity, role, Comparator.EQ, 1, 1, None)
    return Context(plain, fold(plain), Span(0, len(plain)), title="甲市规定"), mention


LONG = "、".join(["违法转让土地"] * 40)

QUOTES = [
    ("a sentence", "第三条 前句。余额不得超过⟦5倍⟧。后句。", "余额不得超过5倍。"),
    ("a sentence with its semicolon", "单位⟦3万元⟧;个人1万元。", "单位3万元;个人1万元。"),
    ("brackets do not end it", "余额(含利息。本金)不得超过⟦5倍⟧。后句。", "余额(含利息。本金)不得超过5倍。"),
    ("a decimal does not end it", "费率为⟦1.5%⟧。", "费率为1.5%。"),
    ("a thousands comma does not end it", "罚款⟦1,000元⟧,没收所得。", "罚款1,000元,没收所得。"),
    ("original marks", "第一条　余额不得超过⟦５倍⟧；逾期的，处罚。", "余额不得超过５倍；逾期的，处罚。"),
    ("the statement of a long sentence", f"{LONG};余额不得超过⟦5倍⟧;{LONG}。", "余额不得超过5倍;"),
    ("near clauses of a long statement", f"{LONG},余额不得超过⟦5倍⟧,{LONG}。", "余额不得超过5倍,"),
    ("no mark at all", "余额⟦5倍⟧", "余额5倍"),
    ("a mention in the label is quoted too", "⟦1⟧、 余额", "1、 余额"),
]


@pytest.mark.parametrize("text, want", [row[1:] for row in QUOTES], ids=[row[0] for row in QUOTES])
def test_quote(text: str, want: str) -> None:
    context, mention = marked(text, Quantity.MONEY, Role.LIMIT)
    assert quote(context, mention).of(context.text) == want


MODALITIES = [
    ("command", "企业应当在⟦三日⟧内报告。", "deadline", "must"),
    ("command with 须", "申请人须在⟦三日⟧内补正。", "deadline", "must"),
    ("permission", "当事人可以在⟦十日⟧内申请复议。", "deadline", "may"),
    ("prohibition behind the number", "申请人在⟦三年⟧内不得再次申请。", "penalty", "must not"),
    ("a bound is a command with its comparator", "贷款期限不得超过⟦五年⟧。", "limit", "must"),
    ("应当知道 asks for nothing", "自应当知道之日起⟦一年⟧内可以请求撤销。", "deadline", "may"),
    ("许可 is no 可", "采矿许可证有效期为⟦五年⟧。", "value", None),
    ("适应 is no 应", "与人口相适应的期限为⟦五年⟧。", "value", None),
    ("nothing said", "担保期限为⟦一年⟧。", "value", None),
]


@pytest.mark.parametrize("text, role, want", [row[1:] for row in MODALITIES], ids=[row[0] for row in MODALITIES])
def test_modality(text: str, role: str, want: str | None) -> None:
    context, mention = marked(text, Quantity.DURATION, Role(role))
    assert describe(mention, context).modality == want


FINES = [
    ("a fine is a command", "违规的,处⟦五千元⟧罚款。", "must"),
    ("a fine that may be set", "违规的,可以并处⟦五千元⟧罚款。", "may"),
]


@pytest.mark.parametrize("text, want", [row[1:] for row in FINES], ids=[row[0] for row in FINES])
def test_modality_of_a_fine(text: str, want: str) -> None:
    context, mention = marked(text, Quantity.MONEY, Role.PENALTY)
    assert describe(mention, context).modality == want


CONDITIONS = [
    ("a stage of the violation", "企业未备案的,处一万元罚款;情节严重的,处⟦五万元⟧罚款。", "情节严重"),
    ("a case", "情况紧急时,罚款不超过⟦五万元⟧。", "情况紧急时"),
    ("an exception", "除法律另有规定外,罚款不超过⟦五万元⟧。", "除法律另有规定外"),
    ("what is holder already is none", "擅自占道的,处⟦五万元⟧罚款。", None),
    ("none", "企业应当缴纳⟦五万元⟧。", None),
]


@pytest.mark.parametrize("text, want", [row[1:] for row in CONDITIONS], ids=[row[0] for row in CONDITIONS])
def test_condition(text: str, want: str | None) -> None:
    context, mention = marked(text, Quantity.MONEY, Role.PENALTY if "罚款。" in text else Role.LIMIT)
    assert describe_all((mention,), context, by_rules)[0].condition == want


def test_folded_text_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="folded text has 2 characters, the text 3"):
        Context("一二三", "一二", Span(0, 3))


PIECES = st.sampled_from(
    [
        *",;。:()“”《》[]的由对自起在前后内不得应可处罚款",
        "责令",
        "当事人",
        "违反",
        "净资产",
        "10万元",
        "三十日",
        "每年",
        "其中",
        "\n",
        " ",
    ]
)
TEXTS = st.lists(PIECES, max_size=60).map("".join)


@given(TEXTS, st.sampled_from(list(Quantity)), st.sampled_from([*Role, None]))
def test_no_text_breaks_it_and_every_word_is_the_texts_own(text: str, quantity: Quantity, role: Role | None) -> None:
    text += "10万元" + text
    context = Context(text, fold(text), Span(0, len(text)), title="甲市规定")
    mentions = tuple(
        Mention(Span(at, at + 4), Span(at, at + 4), quantity, role, Comparator.EQ, 1, 1, None)
        for at in range(len(text))
        if text.startswith("10万元", at)
    )
    for mention, subject in zip(mentions, describe_all(mentions, context), strict=True):
        assert "10万元" in quote(context, mention).of(context.text)
        for word in (subject.attribute, subject.holder, subject.base, subject.trigger, subject.condition):
            assert word is None or word in text or word in ("年龄", "甲市规定")
