"""Marks over a text: which mark each piece has, and that the pieces tile the text."""

from __future__ import annotations

import pytest
from fatiao.text.overlay import overlay
from fatiao.text.source import Span
from hypothesis import given
from hypothesis import strategies as st

CASES = [
    pytest.param([], [(None, (2, 9))], id="no mark"),
    pytest.param([("a", (3, 5))], [(None, (2, 3)), ("a", (3, 5)), (None, (5, 9))], id="one mark"),
    pytest.param([("a", (0, 4)), ("b", (7, 20))], [("a", (2, 4)), (None, (4, 7)), ("b", (7, 9))], id="cut at the ends"),
    pytest.param([("a", (2, 9)), ("b", (4, 5))], [("a", (2, 4)), ("b", (4, 5)), ("a", (5, 9))], id="the later on top"),
    pytest.param([("b", (4, 5)), ("a", (2, 9))], [("a", (2, 9))], id="the earlier hidden"),
    pytest.param([("a", (2, 4)), ("a", (4, 9))], [("a", (2, 9))], id="neighbours with one mark are one piece"),
    pytest.param([("a", (20, 30)), ("b", (4, 4))], [(None, (2, 9))], id="outside and empty"),
]


@pytest.mark.parametrize(("marks", "pieces"), CASES)
def test_pieces(marks: list[tuple[str, tuple[int, int]]], pieces: list[tuple[str | None, tuple[int, int]]]) -> None:
    assert list(overlay(Span(2, 9), [(mark, Span(*at)) for mark, at in marks])) == pieces


@given(st.lists(st.tuples(st.sampled_from("abc"), st.tuples(st.integers(0, 12), st.integers(0, 12)).map(sorted))))
def test_pieces_tile_the_span(marks: list[tuple[str, list[int]]]) -> None:
    pieces = list(overlay(Span(2, 9), [(mark, Span(*at)) for mark, at in marks]))
    assert [at for _, span in pieces for at in range(*span)] == list(range(2, 9))
