"""The view of a text without its markup: what it reads, and the way of spans there and back."""

from __future__ import annotations

from itertools import pairwise

import pytest
from fatiao.text.source import Span
from fatiao.text.view import Mask, View, blank, tidy
from hypothesis import given
from hypothesis import strategies as st

TEXT = "**第一条** 不超过**5**0&nbsp;万元。\n**第二条**"


def marks(*words: str, seen: str = "") -> list[Mask]:
    """Return masks of all places where words stand."""
    starts = [(at, word) for word in words for at in range(len(TEXT)) if TEXT.startswith(word, at)]
    return [Mask(Span(at, at + len(word)), seen, seen) for at, word in starts]


VIEW = View(TEXT, tidy([*marks("**"), *marks("&nbsp;", seen="\xa0")]))


def test_what_is_matched() -> None:
    assert VIEW.text == "第一条 不超过50\xa0万元。\n第二条"


SPANS = [
    ("50", "5**0", "a number keeps to itself"),
    ("第一条", "第一条", "and so does a label"),
    ("\xa0", "&nbsp;", "what stands for a character"),
    ("50\xa0万元", "5**0&nbsp;万元", "a number with a gap"),
    ("条 不", "条** 不", "over a mark"),
]


@pytest.mark.parametrize(("words", "there"), [row[:2] for row in SPANS], ids=[row[2] for row in SPANS])
def test_spans(words: str, there: str) -> None:
    at = VIEW.text.index(words)
    span = Span(at, at + len(words))
    assert VIEW.span(span).of(TEXT) == there
    assert VIEW.inside(VIEW.span(span)) == span


BORDERS = [
    ("第一条", "**第一条", "an opening mark goes with what it opens"),
    (" 不超过", " 不超过", "a closing one with what it closes"),
    ("第二条", "**第二条", "on another line"),
    ("\n", "\n", "before a line break"),
]


@pytest.mark.parametrize(("before", "there"), [row[:2] for row in BORDERS], ids=[row[2] for row in BORDERS])
def test_borders(before: str, there: str) -> None:
    assert TEXT.startswith(there, VIEW.border(VIEW.text.index(before)))


def test_the_last_border_is_the_end_of_the_text() -> None:
    assert VIEW.border(len(VIEW.text)) == len(TEXT)


ALIGNED = [
    ([], True, "nothing masked"),
    ([Mask(Span(0, 2), seen=None)], True, "what is matched as it stands"),
    ([blank(Span(0, 2))], True, "blanks"),
    ([Mask(Span(0, 2))], False, "a cut"),
    ([Mask(Span(0, 2), "x", "x")], False, "another length"),
]


@pytest.mark.parametrize(("masks", "aligned"), [row[:2] for row in ALIGNED], ids=[row[2] for row in ALIGNED])
def test_whether_all_stands_where_it_stood(masks: list[Mask], aligned: bool) -> None:
    assert View(TEXT, masks).is_aligned is aligned


def test_a_long_stretch_is_left_out_and_not_blank() -> None:
    assert blank(Span(0, 10_000)).seen == ""


def test_what_lies_in_another_mask_is_none_of_its_own() -> None:
    outer, inner, next_one = Mask(Span(0, 9)), Mask(Span(2, 4)), Mask(Span(9, 10))
    assert tidy([inner, next_one, outer]) == (outer, next_one)


@given(st.text("第条*\n 元", max_size=30), st.lists(st.tuples(st.integers(0, 30), st.sampled_from(["", " ", "xy"]))))
def test_every_span_of_the_view_comes_back(text: str, cuts: list[tuple[int, str]]) -> None:
    masks = tidy(Mask(Span(at, min(at + 2, len(text))), words, words) for at, words in cuts if at < len(text))
    view = View(text, masks)
    size = len(view.text)
    borders = [view.border(at) for at in range(size + 1)]
    assert borders == sorted(borders)
    assert size == 0 or (borders[0] >= 0 and borders[-1] == len(text))
    for at, (before, after) in enumerate(pairwise(borders)):
        assert before < after or view.text[at] != view.text[at].strip() or masks
        there = view.span(Span(at, at + 1))
        assert 0 <= there.start < there.end <= len(text)
        if there.end - there.start == 1:
            assert there.of(text) == view.text[at] or any(mask.span.holds(there) for mask in masks)
            assert view.inside(there) == Span(at, at + 1) or any(mask.span.holds(there) for mask in masks)
