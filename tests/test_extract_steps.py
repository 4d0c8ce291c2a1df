"""Each step of finding mentions alone: what was found, what was joined, and what its bound words make of it."""

from __future__ import annotations

import pytest
from fatiao.extract.quantity.bounded import read_bounds
from fatiao.extract.quantity.directions import directed
from fatiao.extract.quantity.excerpt import Stretch, joint, together
from fatiao.extract.quantity.intro import read_intro
from fatiao.extract.quantity.mentions import found, joined, one_sided
from fatiao.extract.quantity.steps import Bounded, Direction, Found, Joined, Standing
from fatiao.text.fold import fold
from fatiao.text.source import Span

FOUND = {
    "number and unit": ("处3万元罚款", "3万元", "3万元", Standing.ALONE),
    "currency belongs to the mention": ("不低于人民币3亿元", "人民币3亿元", "3亿元", Standing.ALONE),
    "the sign stands before the number": ("零下五摄氏度", "零下五摄氏度", "五摄氏度", Standing.ALONE),
    "a step": ("每增加一人加收费用", "一人", "一人", Standing.STEP),
    "one against two": ("涉及一个领域的；涉及两个以上领域的，", "一个", "一个", Standing.CONTRAST),
    "a date": ("于每年4月底前递交", "每年4月底", "每年4月底", Standing.ALONE),
}
JOINED = {
    "one number": ("处三万元罚款", [("三万元", "amount", "CNY", None)]),
    "a range above and below": ("处二万元以上五万元以下罚款", [("二万元以上五万元以下", "range-above-below", "CNY", "range")]),
    "a range from to": ("十日至十五日以内的拘留", [("十日至十五日", "range-to", "d", "range")]),
    "the smaller of two units": ("暂停业务二个月至一年", [("二个月至一年", "range-to", "mo", "range")]),
    "or more": ("两个或者两个以上单位", [("两个", "amount", "{个}", ">=")]),
    "said again": ("以百分之零点五（0.5%）的年率", [("百分之零点五", "percent", "1", None)]),
    "other money in brackets": ("三百万元（五十万美元）", [("三百万元", "amount", "CNY", None), ("五十万美元", "amount", "USD", None)]),
    "per-unit words": ("补贴为每年每吨90元", [("每年每吨90元", "amount", "CNY/t/a", None)]),
    "a step that is a unit": ("每逾期一日，加收万分之五的滞纳金", [("万分之五", "percent", "1/d", None)]),
    "no value": ("处五十万元以上十万元以下罚款", [("五十万元以上十万元以下", "range-above-below", "CNY", "range")]),
}  # fmt: skip
BOUNDED = {
    "at most": ("罚款不超过三万元", "<=", "不超过三万元", None),
    "left out": ("面积八十亩以上（不含八十亩）的", ">", "八十亩以上(不含八十亩)", None),
    "within": ("应当在十日内答复", "<=", "十日内", Direction.WITHIN),
    "within so long before": ("应当在实施前十日内备案", "<=", "十日内", Direction.WITHIN),
    "before": ("届满三十日前申请", ">=", "届满三十日前", Direction.BEFORE),
    "before an act": ("有效期满前3个月申请", ">=", "3个月", Direction.BEFORE),
    "ahead": ("应当提前三十日通知", ">=", "提前三十日", Direction.BEFORE),
    "after": ("公告十日后可以预约", ">=", "十日后", Direction.AFTER),
    "looking back": ("近2年无违法记录", "=", "2年", Direction.BACK),
    "about so many has no direction": ("十余日内办理", "<=", "十余日内", None),
    "a step has no bound": ("每超过一公里加收二元", "=", "超过一公里", None),
}


def first_found(text: str) -> Found:
    folded = fold(text)
    return found(folded, Span(0, len(folded)))[0]


def all_joined(text: str) -> list[Joined]:
    folded = fold(text)
    span = Span(0, len(folded))
    return joined(found(folded, span), folded, span)


def first_bounded(text: str) -> Bounded:
    folded = fold(text)
    read = read_bounds(all_joined(text)[0], folded, 0, len(folded))
    return one_sided(directed(read, folded, Span(0, len(folded))))


@pytest.mark.parametrize(("text", "mention", "number", "standing"), FOUND.values(), ids=FOUND)
def test_found(text: str, mention: str, number: str, standing: Standing) -> None:
    first = first_found(text)
    told = (text[first.start : first.end], text[first.left : first.right], first.standing)
    assert told == (mention, number, standing)
    assert (standing is Standing.ALONE) == (not first.told)


@pytest.mark.parametrize(("text", "expected"), JOINED.values(), ids=JOINED)
def test_joined(text: str, expected: list[tuple[str, str, str, str | None]]) -> None:
    numbers = all_joined(text)
    assert [(text[n.start : n.end], n.rule, n.unit, n.comparator and n.comparator.value) for n in numbers] == expected


def test_what_is_damaged_or_upside_down_has_no_value() -> None:
    for text in ("处五十万元以上十万元以下罚款", "补助3 0 0元", "于32日前办理"):
        (number,) = all_joined(text)
        assert number.low is None and number.high is None


@pytest.mark.parametrize(("text", "comparator", "scope", "direction"), BOUNDED.values(), ids=BOUNDED)
def test_bounded(text: str, comparator: str, scope: str, direction: Direction | None) -> None:
    number = first_bounded(text)
    assert (number.comparator.value, number.scope.of(fold(text)), number.direction) == (comparator, scope, direction)
    assert (direction is None) == (not number.aim)


def test_excerpts_know_where_their_characters_stand() -> None:
    text = "一二三四五六七八九"
    parts = joint(text, (Span(1, 3), Span(5, 7)), "\n")
    assert parts.text == "二三\n六七"
    assert [span.of(text) for span in parts.where(1, 4)] == ["三", "六"]
    assert parts.where(2, 3) == ()
    assert [span.of(text) for span in parts.cut(1, 5).where(0, 4)] == ["三", "六七"]
    beside = together(Stretch("二三", 1), Stretch("六", 5))
    assert [span.of(text) for span in beside.where(0, 3)] == ["二三", "六"]


def test_the_last_sentence_of_an_introduction_leaves_out_its_colon() -> None:
    text = "第一条 设立企业。应当具备下列条件：\n"
    intro = read_intro(fold(text), [Span(0, len(text))])
    assert (intro.last.text, intro.lead.text) == ("应当具备下列条件", "第一条 设立企业。应当具备下列条件")
    assert [span.of(text) for span in intro.last.where(0, 2)] == ["应当"]
