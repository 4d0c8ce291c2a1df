"""Readings: corrections applied, and what is to be left out left out, for every span."""

from __future__ import annotations

from itertools import pairwise

import pytest
from fatiao.text.reading import Edit, Reading
from fatiao.text.source import Span
from hypothesis import given
from hypothesis import strategies as st

TEXT = "0123456789"


def edit(start: int, end: int, right: str) -> Edit:
    return Edit(Span(start, end), TEXT[start:end], right)


READ = [
    ([], [], (2, 5), "234", "plain"),
    ([edit(3, 4, "x")], [], (2, 5), "2x4", "a correction"),
    ([edit(3, 4, "xyz")], [], (3, 4), "xyz", "a longer one"),
    ([edit(3, 5, "")], [], (2, 6), "25", "one that deletes"),
    ([edit(3, 3, "x")], [], (2, 5), "2x34", "one that inserts"),
    ([edit(3, 3, "x")], [], (0, 3), "012", "one that inserts behind the span"),
    ([edit(3, 3, "x")], [], (3, 5), "x34", "one that inserts where the span begins"),
    ([edit(10, 10, "x")], [], (8, 10), "89x", "one that inserts at the end of the text"),
    ([edit(3, 6, "x")], [], (2, 5), "2x", "one that reaches out of the span belongs to where it begins"),
    ([edit(3, 6, "x")], [], (5, 8), "67", "one that reaches into the span"),
    ([edit(3, 6, "x")], [], (4, 5), "", "a span inside of one"),
    ([], [(3, 5)], (2, 7), "256", "something left out"),
    ([], [(3, 5), (4, 6)], (2, 7), "26", "two that overlap"),
    ([edit(3, 4, "x")], [(2, 6)], (0, 8), "0167", "a correction inside what is left out"),
    ([edit(2, 4, "x")], [(3, 6)], (0, 8), "01x67", "a correction over its edge"),
    ([edit(3, 3, "x")], [(3, 6)], (0, 8), "012x67", "an insertion at its edge"),
    ([edit(3, 4, "x")], [], (5, 5), "", "an empty span"),
]


@pytest.mark.parametrize(("edits", "cuts", "span", "expected"), [row[:4] for row in READ], ids=[row[4] for row in READ])
def test_reading(edits: list[Edit], cuts: list[tuple[int, int]], span: tuple[int, int], expected: str) -> None:
    assert Reading(TEXT, edits, [Span(*cut) for cut in cuts]).of(Span(*span)) == expected


WORDS = [
    ("345", "3x5", "as they stand"),
    ("89", "89", "words that are right"),
    ("999", "999", "words that stand nowhere"),
    ("", "", "nothing"),
]


@pytest.mark.parametrize(("words", "expected"), [row[:2] for row in WORDS], ids=[row[2] for row in WORDS])
def test_words(words: str, expected: str) -> None:
    assert Reading(TEXT, [edit(4, 5, "x")]).of_words(words, Span(0, 10)) == expected


def test_words_whose_white_space_was_dropped() -> None:
    text = "甲市\n样木 办法"
    reading = Reading(text, [Edit(Span(4, 5), "木", "本")])
    assert reading.of_words("甲市样木办法", Span(0, len(text))) == "甲市样本办法"
    assert reading.of_words("甲市 样木 办法", Span(0, len(text))) == "甲市 样本 办法"


def test_what_was_seen_is_not_applied_to_words_again() -> None:
    text = "收收入\n总额"
    edits = [Edit(Span(1, 2), "收", "", "d1"), Edit(Span(4, 6), "总额", "合计")]
    reading = Reading(text, edits, seen=edits[:1])
    assert reading.of(Span(0, 4)) == "收入\n"
    assert reading.of_words("收入", Span(0, 4)) == "收入"  # read from the corrected text
    assert reading.of_words("总额", Span(0, 6)) == "合计"
    assert Reading(text, edits).of_words("收入", Span(0, 4)) == "入"


WRONG = [
    ([Edit(Span(3, 4), "9", "x")], "at 3 stands '3', not '9'"),
    ([edit(3, 5, "x"), edit(4, 6, "y")], "the corrections at 3 and 4 overlap"),
    ([edit(3, 3, "x"), edit(3, 3, "y")], "the corrections at 3 and 3 overlap"),
]


@pytest.mark.parametrize(("edits", "message"), WRONG)
def test_corrections_that_do_not_fit(edits: list[Edit], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Reading(TEXT, edits)


@given(st.data())
def test_readings_of_neighbours_make_the_reading_of_both(data: st.DataObject) -> None:
    places = st.integers(0, len(TEXT))
    edges = sorted(data.draw(st.sets(places, max_size=6)))
    edits = [edit(a, b, data.draw(st.text("xyz", max_size=3))) for a, b in pairwise(edges)][::2]
    cuts = [Span(min(pair), max(pair)) for pair in data.draw(st.lists(st.tuples(places, places), max_size=3))]
    reading = Reading(TEXT, edits, cuts)
    a, b, c = sorted(data.draw(st.tuples(places, places, places)))
    assert reading.of(Span(a, b)) + reading.of(Span(b, c)) == reading.of(Span(a, c))
