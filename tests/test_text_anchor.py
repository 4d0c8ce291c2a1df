"""Words found again by what stands around them: one place or none, whatever was laid out anew."""

from __future__ import annotations

import pytest
from fatiao.text.anchor import AROUND, Quote, Unplaced, find, places, quote_at
from fatiao.text.source import Span
from hypothesis import given
from hypothesis import strategies as st

TEXT = "第一条 工资收人为主要收人的人。\n第二条 其他收人不得超过10万元。\n第三条 其他收人不得超过10万元。\n"
ALL = Span(0, len(TEXT))
SECOND, THIRD = (Span(TEXT.index(f"第{n}条"), TEXT.index("\n", TEXT.index(f"第{n}条")) + 1) for n in "二三")


def nth(words: str, number: int = 1) -> Span:
    at = -1
    for _ in range(number):
        at = TEXT.index(words, at + 1)
    return Span(at, at + len(words))


@pytest.mark.parametrize(
    ("span", "provision"),
    [
        (nth("收人"), None),
        (nth("收人", 2), None),
        (nth("收人", 3), SECOND),
        (nth("收人", 4), THIRD),
        (nth("第一条"), None),
        (Span(8, 8), None),
        (Span(0, 0), None),
        (Span(len(TEXT), len(TEXT)), None),
    ],
    ids=str,
)
def test_what_was_quoted_is_found_where_it_was(span: Span, provision: Span | None) -> None:
    quote = quote_at(TEXT, span, ALL, provision)
    assert find(TEXT, ALL, provision, quote, outside=provision is None) == span


@given(st.data())
def test_any_words_are_found_or_it_is_said_that_they_are_not(data: st.DataObject) -> None:
    text = data.draw(st.text("甲乙丙 \n，", max_size=60))
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    quote = quote_at(text, span, Span(0, len(text)), None)
    try:
        found = find(text, Span(0, len(text)), None, quote, outside=True)
    except Unplaced:
        assert not quote.exact  # nothing, or nothing but white space around it, to know the place by
    else:
        assert "".join(found.of(text).split()) == "".join(span.of(text).split())


ELSEWHERE = [
    ("广告：欢迎来电\n" + TEXT, nth("收人"), "an advertisement above"),
    (TEXT.replace("\n", "\n\n  "), nth("收人", 2), "laid out anew"),
    (TEXT.replace(" ", "\u3000"), nth("10万元"), "other white space"),
    (TEXT.replace("第一条", "第1条"), nth("10万元", 2), "what is farther away has changed"),
]


@pytest.mark.parametrize(("text", "span"), [row[:2] for row in ELSEWHERE], ids=[row[2] for row in ELSEWHERE])
def test_another_page_has_them_too(text: str, span: Span) -> None:
    quote = quote_at(TEXT, span, ALL, None)
    found = find(text, Span(0, len(text)), None, quote)
    assert found.of(text) == span.of(TEXT)


LOST = [
    (TEXT.replace("收人", "收入"), "收人", "文中已没有这样的文字"),
    (TEXT.replace("工资收人为主要", "其中收人是唯一"), "收人", "文字仍在，但前后文已经不同"),
    (TEXT + TEXT, "主要", "同样的文字现有2处，无法确定是哪一处"),
]


@pytest.mark.parametrize(("text", "words", "reason"), LOST, ids=[row[2] for row in LOST])
def test_what_is_not_one_place_is_none(text: str, words: str, reason: str) -> None:
    with pytest.raises(Unplaced, match=reason):
        find(text, Span(0, len(text)), None, quote_at(TEXT, nth(words), ALL, None))


def test_two_places_alike_are_told_apart_by_their_provision() -> None:
    text = "一、其他收人不得超过10万元，但经过批准的除外。\n二、其他收人不得超过10万元，但经过批准的除外。\n"
    page = text.replace("一、", "").replace("二、", "")
    half = len(page) // 2
    parts = Span(0, half), Span(half, len(page))
    at = page.index("10万元", half)
    quote = quote_at(page, Span(at, at + 5), Span(0, len(page)), parts[1])
    assert len(places(page, Span(0, len(page)), quote._replace(prefix="其他收人不得超过"))) == 2
    alike = quote._replace(prefix="其他收人不得超过")
    assert find(page, Span(0, len(page)), parts[1], alike).start == at
    with pytest.raises(Unplaced, match="2处"):
        find(page, Span(0, len(page)), None, alike)
    with pytest.raises(Unplaced, match="2处"):  # of two such places one is gone, and nobody knows which
        find(page, Span(0, len(page)), parts[1], alike._replace(nth=2, total=2))


def test_one_side_is_enough_for_the_only_such_words_of_a_provision() -> None:
    quote = quote_at(TEXT, nth("主要"), ALL, None)
    changed = TEXT.replace("主要收人的人", "主要所得的自然人")
    assert find(changed, Span(0, len(changed)), Span(0, 20), quote).of(changed) == "主要"
    with pytest.raises(Unplaced, match="前后文"):
        find(changed, Span(0, len(changed)), None, quote)
    with pytest.raises(Unplaced, match="前后文"):  # nothing to speak of on the side that is left
        find(changed, Span(0, len(changed)), Span(0, 20), quote._replace(prefix="为", suffix="没有"))


def test_no_more_is_kept_around_words_than_it_takes() -> None:
    quote = quote_at(TEXT, nth("收人", 3), ALL, SECOND)
    assert (len(quote.prefix), len(quote.suffix), quote.nth, quote.total) == (AROUND, AROUND, 1, 1)
    inside = quote_at(TEXT, nth("第二条"), SECOND, SECOND)
    assert inside.prefix == "" and inside == Quote("第二条", "", " 其他收人不得超过10万元。\n", 1, 1)
