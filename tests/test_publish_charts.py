"""Scales and charts: where values stand, what is told of them, and that text stays text."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from fatiao.publish.charts.bars import bars
from fatiao.publish.charts.columns import Column, columns
from fatiao.publish.charts.scale import linear, logarithmic
from fatiao.publish.charts.spans import Line, Mark, legend, spans

LINEAR = [
    ([3, 7, 42], (0, 10, 20, 30, 40, 50), "tens"),
    ([0.1, 0.3], (0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3), "parts of one"),
    ([5], (0, 1, 2, 3, 4, 5), "one value"),
    ([], (0.0, 0.2, 0.4, 0.6, 0.8, 1.0), "none"),
    ([0, 0], (0.0, 0.2, 0.4, 0.6, 0.8, 1.0), "nothing but zero"),
    ([-20, 20], (-20, -10, 0, 10, 20), "below zero"),
]


@pytest.mark.parametrize(("values", "ticks"), [row[:2] for row in LINEAR], ids=[row[2] for row in LINEAR])
def test_linear_scales(values: list[float], ticks: tuple[float, ...]) -> None:
    scale = linear(values, 0, 100)
    assert scale.ticks == pytest.approx(ticks)
    assert all(0 <= scale.at(value) <= 100 for value in values)


LOGARITHMIC = [
    ([10, 5000], (10, 100, 1000, 10000), "decades"),
    ([1000], (1000, 10000), "one value"),
    ([], (1, 10), "none"),
    ([0, -5, 100], (100, 1000), "what is not above zero stands at the beginning"),
    ([1, 1e14], (1, 100, 1e4, 1e6, 1e8, 1e10, 1e12, 1e14), "many decades, every second named"),
]


@pytest.mark.parametrize(("values", "ticks"), [row[:2] for row in LOGARITHMIC], ids=[row[2] for row in LOGARITHMIC])
def test_logarithmic_scales(values: list[float], ticks: tuple[float, ...]) -> None:
    scale = logarithmic(values, 0, 100)
    assert scale.ticks == pytest.approx(ticks)
    assert scale.at(-1) == 0 and scale.at(1e300) == 100
    assert scale.at(scale.low * 10) == pytest.approx(100 / (len(f"{scale.high / scale.low:.0f}") - 1), abs=0.1)


def test_a_range_is_a_span_with_hollow_ends_left_out() -> None:
    marks = [Mark(1e4, 2e5, "1万至20万", "#a", open_high=True), Mark(None, 5e4, "≤ 5万", "#b")]
    drawn = ElementTree.fromstring(spans("罚款", "两个", [Line("甲", marks)], str, log=True))
    links = [found for found in drawn.iter("a")]
    assert [found.get("href") for found in links] == ["#a", "#b"]
    assert [len(list(found.iter("circle"))) for found in links] == [2, 1]
    assert [circle.get("class") for circle in links[0].iter("circle")] == ["dot", "open"]
    assert len(list(links[0].iter("line"))) == 1
    assert [len(list(found.iter("path"))) for found in links] == [0, 1], "an arrow, where there is no other end"


@pytest.mark.parametrize(
    ("mark", "towards"),
    [(Mark(1, None, "≥"), 1), (Mark(None, 1, "≤"), -1), (Mark(1, 1, "="), 0), (Mark(1, 2, "range"), 0)],
    ids=["from", "up to", "exactly", "between"],
)
def test_what_goes_on_without_end(mark: Mark, towards: int) -> None:
    assert mark.towards == towards


def test_the_legend_names_the_signs_that_are_there() -> None:
    assert "上限" in legend([Mark(None, 1, "≤")]) and "下限" not in legend([Mark(None, 1, "≤")])
    assert {word for word in ("定值", "范围", "不含本数") if word in legend([Mark(1, 2, "", open_low=True)])} == {
        "范围",
        "不含本数",
    }


def test_equal_marks_stand_beside_one_another() -> None:
    marks = [Mark(5, 5, "五", "#a"), Mark(5, 5, "五", "#b"), Mark(7, 7, "七", "#c")]
    drawn = ElementTree.fromstring(spans("x", "y", [Line("甲", marks)], str, log=False))
    places = [(at.get("x"), at.get("y")) for at in drawn.iter("svg") if at.get("class") == "at"]
    assert len(set(places)) == 3 and places[0][0] == places[1][0]


def test_no_bar_hides_another() -> None:
    marks = [Mark(None, 5, "五", "#a"), Mark(None, 30, "三十", "#b"), Mark(None, 10, "十", "#c")]
    drawn = ElementTree.fromstring(spans("x", "y", [Line("甲", marks)], str, log=False, bars=True))
    assert [found.get("href") for found in drawn.iter("a")] == ["#b", "#c", "#a"]


def test_bars_begin_at_nothing() -> None:
    drawn = ElementTree.fromstring(spans("x", "y", [Line("甲", [Mark(10, 10, "十")])], str, log=False, bars=True))
    (bar,) = drawn.iter("rect")
    (dot,) = (at for at in drawn.iter("svg") if at.get("class") == "at")
    assert bar.get("x") == "0%" and bar.get("width") == dot.get("x")


def test_columns_are_as_high_as_what_they_count() -> None:
    found = [Column("a", [10, 20], "a: 30", "#a"), Column("b", [0, 0], "b: 0"), Column("c", [15], "c: 15", "#c")]
    drawn = ElementTree.fromstring(columns("x", "y", found))
    heights = [float(bar.get("height", 0)) for bar in drawn.iter("rect")]
    assert len(heights) == 3
    assert heights[0] + heights[1] == pytest.approx(2 * heights[2], abs=0.2)
    assert heights[1] == pytest.approx(2 * heights[0], abs=0.2)


def test_a_drawing_is_told_and_text_stays_text() -> None:
    nasty = '<script>"&'
    svg = spans(nasty, nasty, [Line(nasty, [Mark(1, 1, nasty, nasty)])], str, log=False)
    assert "<script>" not in svg
    drawn = ElementTree.fromstring(svg)
    assert drawn.get("role") == "group"
    ids = {found.get("id"): found.text for found in drawn if found.get("id")}
    assert ids[drawn.get("aria-labelledby")] == nasty == ids[drawn.get("aria-describedby")]
    assert re.search(r'role="img"', columns("x", "y", [Column("a", [1], "a")]))


def test_nothing_to_draw_is_drawn() -> None:
    assert "<svg" in columns("x", "y", []) and "<svg" in spans("x", "y", [], str, log=True)


def test_bars_are_as_long_as_what_they_count_and_text_stays_text() -> None:
    found = bars("<b>", [Column("<i>", [50], "50 个", "#a"), Column("乙", [1000], "1,000 个", "#b")])
    assert "<i>" not in found and "<b>" not in found
    assert re.findall(r"--part: ([\d.]+)", found) == ["0.050", "1.000"]
    assert re.findall(r'href="(#\w)" aria-label="([^"]+)"', found) == [("#a", "50 个"), ("#b", "1,000 个")]
    assert ">1,000<" in found
