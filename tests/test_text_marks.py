"""Numbering marks: every style with every number of its range gives its number back."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from fatiao.text.fold import fold
from fatiao.text.levels import COUNTERS, Level
from fatiao.text.marks import BEGINS_INSIDE, CIRCLED, LISTS, STYLES, any_of, counted
from fatiao.text.numerals import to_chinese

ROMAN = [
    "i",
    "ii",
    "iii",
    "iv",
    "v",
    "vi",
    "vii",
    "viii",
    "ix",
    "x",
    "xi",
    "xii",
    "xiii",
    "xiv",
    "xv",
    "xvi",
    "xvii",
    "xviii",
    "xix",
    "xx",
]


def printed(style: str) -> Iterator[tuple[int, str]]:
    """Every mark of a style with its value."""
    for n in range(1, 100):
        chinese = to_chinese(n)
        match style:
            case "part" | "chapter" | "section" | "article":
                counter = Level(style).chinese
                yield from ((n, f"第{number}{counter} 总则") for number in (chinese, n, f" {chinese} "))
            case "dotted_section":
                yield from ((n, f"2.{number}节") for number in (f"{n:02}", n))
            case "annex":
                yield from ((n, f"附{kind}{number}：表") for kind in ("件", "表", "录") for number in (chinese, n))
            case "bracketed_chinese":
                yield from ((n, mark) for mark in (f"（{chinese}）", f"({chinese})", f"( {chinese} )"))
            case "chinese_comma":
                yield n, f"{chinese}、"
            case "chinese_point":
                yield from ((n, f"{chinese}{point}") for point in ".．")
            case "arabic_point":
                yield from ((n, mark) for mark in (f"{n}.", f"{n}．", f"{n}、"))
            case "arabic_bracketed":
                yield from ((n, mark) for mark in (f"({n})", f"（{n}）"))
            case "arabic_half_bracketed":
                yield n, f"{n}）"
            case "decimal":
                yield from ((n, f"{before}{n}{behind}外观") for before in ("4.", "4.1.") for behind in ("", " ", "、"))
            case "arabic_bare":
                yield n, f"{n}职能"
    match style:
        case "bracketed_symbol":
            yield from enumerate("⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇", 1)
        case "pointed_symbol":
            yield from enumerate("⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛", 1)
        case "chinese_symbol":
            yield from (
                (n, number + behind) for n, number in enumerate("㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩", 1) for behind in ("", "甲")
            )
        case "circled":
            yield from enumerate("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", 1)
        case "roman_bracketed":
            yield from ((n, f"({number})") for n, number in enumerate(ROMAN, 1))
        case "letter_bracketed":
            yield from ((n, f"({letter})") for n, letter in enumerate("abcdefghijklmnopqrstuvwxyz", 1))
        case "capital_bracketed":
            yield from ((n, f"（{letter}）") for n, letter in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZ", 1))
        case "letter_point":
            yield from (
                (n, f"{letter}{end}") for n, letter in enumerate("abcdefghijklmnopqrstuvwxyz", 1) for end in ".)"
            )


@pytest.mark.parametrize("name", STYLES)
def test_every_number_of_a_style_is_read(name: str) -> None:
    marks = list(printed(name))
    assert len(marks) >= 20, f"{name}: tell `printed`, above, how the numbers of this style are printed"
    pattern = re.compile(STYLES[name].captured)
    for value, mark in marks:
        match = pattern.match(fold(mark))
        assert match and STYLES[name].read(match[1]) == value, mark


def test_an_inserted_article_is_numbered_behind_its_counter() -> None:
    pattern = re.compile(counted("article", "chapter"))
    for n in range(1, 100):
        match = pattern.match(f"第十二条之{to_chinese(n)} 借款人")
        assert match and match.groups() == ("十二", f"条之{to_chinese(n)}")
    plain = pattern.match("第三条之所以")
    assert plain and plain[2] == "条"


def test_counted_styles_open_the_level_of_their_counter() -> None:
    for name in ("part", "chapter", "section", "article"):
        match = re.match(counted("part", "chapter", "section", "article"), f"第三{Level(name).chinese}")
        assert match and COUNTERS[match[2]] is STYLES[name].level is Level(name)


def test_any_of_tries_its_styles_in_order_and_has_no_groups() -> None:
    pattern = re.compile(any_of(*STYLES))
    assert pattern.groups == 0
    assert all(pattern.match(mark) for name in STYLES for _, text in printed(name) for mark in (fold(text),))


def test_what_may_open_inside_a_line_begins_with_the_characters_that_are_looked_for() -> None:
    for style in LISTS:
        if style.inside:
            begins = all(re.match(BEGINS_INSIDE, fold(mark)) for _, mark in printed(style.name))
            assert begins, f"{style.name}: inside a line only marks are looked for that begin with {BEGINS_INSIDE}"
    assert CIRCLED[0] == "①" and CIRCLED[-1] == "⑳"
