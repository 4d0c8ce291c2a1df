"""Marks in running text: every character once and escaped, whatever overlaps; numbers in the readers' words."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from fatiao.publish.links import Links
from fatiao.publish.queries.document import load_document
from fatiao.publish.reading.inline import FlagMark, InlineRenderer, LinkMark, WordMark, plain
from fatiao.publish.reading.layout import lay_out
from fatiao.publish.serve import build
from fatiao.publish.words import wording
from fatiao.text.fold import fold
from lxml import html as parser

TEXT = "处1万元以上5万元以下罚款<b>。"


def shown(links: list[tuple[int, int]], flags: list[tuple[int, int]], start: int = 0, end: int = len(TEXT)) -> str:
    """Return the run with links as [ ], flags as { }, without explanations."""
    inline = InlineRenderer(
        lambda a, b: TEXT[a:b],
        [LinkMark(a, b, f'<a href="{a}"', "mark", "?") for a, b in links],
        [FlagMark(a, b, "x", "!") for a, b in flags],
    )
    html = re.sub(r'<span class="tip".*?</span>', "", inline.render(start, end))
    html = re.sub(r"<a [^>]*><mark>", "[", html).replace("</mark></a>", "]")
    return html.replace('<span class="flag">', "{").replace("</span>", "}")


RUNS = [
    ([], [], "处1万元以上5万元以下罚款&lt;b&gt;。", "nothing"),
    ([(1, 4)], [], "处[1万元]以上5万元以下罚款&lt;b&gt;。", "one"),
    ([(1, 4), (6, 9)], [], "处[1万元]以上[5万元]以下罚款&lt;b&gt;。", "two"),
    ([(1, 11), (6, 9)], [], "处[1万元以上5万元以下]罚款&lt;b&gt;。", "one in another: the outer"),
    ([(1, 6), (4, 9)], [], "处[1万元以上5万元]以下罚款&lt;b&gt;。", "overlapping: both"),
    ([(1, 4), (1, 4)], [], "处[1万元]以上5万元以下罚款&lt;b&gt;。", "the same place twice"),
    ([(1, 4)], [(0, 2)], "{处}[{1}万元]以上5万元以下罚款&lt;b&gt;。", "a flag over a link's edge"),
    ([], [(1, 4), (2, 6)], "处{1万元}{以上}5万元以下罚款&lt;b&gt;。", "overlapping flags"),
    ([(13, 16)], [], "处1万元以上5万元以下罚款[&lt;b&gt;]。", "markup in a link"),
]


@pytest.mark.parametrize(("links", "flags", "html"), [row[:3] for row in RUNS], ids=[row[3] for row in RUNS])
def test_marks(links: list[tuple[int, int]], flags: list[tuple[int, int]], html: str) -> None:
    assert shown(links, flags) == html


WORDS = [
    ([(11, 13)], [], "处1万元以上5万元以下<0>罚款</0>&lt;b&gt;。", "words"),
    ([(0, 4)], [(1, 4)], "<0>处</0>[<0>1万元</0>]以上5万元以下罚款&lt;b&gt;。", "words over a link's edge"),
    (
        [(1, 9), (6, 12)],
        [],
        "处<0>1万元以上</0><0 1>5万元</0 1><1>以下罚</1>款&lt;b&gt;。",
        "words that share characters",
    ),
]


@pytest.mark.parametrize(("words", "links", "html"), [row[:3] for row in WORDS], ids=[row[3] for row in WORDS])
def test_words_behind_numbers(words: list[tuple[int, int]], links: list[tuple[int, int]], html: str) -> None:
    marks = [WordMark(a, b, f"{number}-holder") for number, (a, b) in enumerate(words)]
    inline = InlineRenderer(
        lambda a, b: TEXT[a:b], [LinkMark(a, b, "<a", "mark", "?", number="7") for a, b in links], [], words=marks
    )
    got = re.sub(r'<span class="tip".*?</span>', "", inline.render(0, len(TEXT)))
    assert ('data-words="7"' in got) == bool(links)
    got = re.sub(r"<a [^>]*><mark>", "[", got).replace("</mark></a>", "]")
    for numbers in re.findall(r'data-of="([^"]+)"', got):
        name = numbers.replace("-holder", "")
        got = re.sub(rf'<span data-of="{numbers}">(.*?)</span>', rf"<{name}>\1</{name}>", got)
    assert got == html


CUTS = [
    ([(1, 9)], 0, 4, "处[1万元]", "a mark is cut at the end of the run"),
    ([(1, 9)], 4, 11, "[以上5万元]以下", "and at its beginning"),
    ([(1, 4)], 4, 6, "以上", "a mark before"),
    ([(6, 9)], 4, 6, "以上", "a mark behind"),
    ([(6, 9)], 6, 6, "", "an empty run"),
]


@pytest.mark.parametrize(("links", "start", "end", "html"), [row[:4] for row in CUTS], ids=[row[4] for row in CUTS])
def test_marks_do_not_leave_the_run(links: list[tuple[int, int]], start: int, end: int, html: str) -> None:
    assert shown(links, [], start, end) == html


PLAIN = [
    ("一行\n  二行", "一行二行", "a line broken between Chinese characters"),
    ("see\nthe", "see\nthe", "and between words"),
    ("a & <b>", "a &amp; &lt;b&gt;", "escaped"),
]


@pytest.mark.parametrize(("text", "html"), [row[:2] for row in PLAIN], ids=[row[2] for row in PLAIN])
def test_plain_text(text: str, html: str) -> None:
    assert plain(text) == html


def letters(text: str) -> str:
    """Return what counts of a text: its letters and digits, in order."""
    return "".join(c for c in fold(text) if c.isalnum())


def test_every_sample_comes_out_whole_and_well_formed(corpus_database: Path) -> None:
    links = Links(build(corpus_database), "fatiao")
    connection = sqlite3.connect(corpus_database)
    for (key,) in connection.execute("select id from documents").fetchall():
        document = load_document(connection, key)
        assert document
        html = lay_out(document, links).html
        page: Any = parser.fromstring(f"<div>{html}</div>")
        added = (
            '//*[@role="tooltip"] | //a[contains(@class, "sign")] | //*[@class="front" or @class="hidden"] | //caption'
        )
        for element in page.xpath(added):
            element.drop_tree()
        identifiers = page.xpath("//@id")
        assert len(identifiers) == len(set(identifiers))
        assert not page.xpath("//a//a")
        first = document.provisions[0]["start_char"]
        # a cell broken over lines comes out in one piece, hence not in the order of the source
        assert sorted(letters(page.text_content())) == sorted(letters(document.text_between(first, document.end))), key


AMOUNTS = [
    (200000.0, "CNY", "20万元", "20 万元"),
    (150000000.0, "CNY", "1.5亿元", "1.5 亿元"),
    (1234.5, "CNY", "1234.5元", "1,234.5 元"),
    (80.0, "CNY/t/a", "80元", "80 元/吨/年"),
    (0.9, "1", "90%", "90%"),
    (1.5, "1", "150%", "150%"),
    (5.0, "1", "5倍", "5 倍"),
    (9.0, "1", "9:1", "9"),
    (1 / 3, "1", "三分之一", "三分之一（33.3%）"),
    (0.0005, "1/d", "万分之五", "0.05%/日"),
    (3.0, "mo", "3个月", "3 个月"),
    (5.0, "{workday}", "5个工作日", "5 个工作日"),
    (2.0, "{户}", "两户", "2 户"),
    (0.000001, "g", "", "0.000001 克"),
    (1e15, "CNY", "", "10,000,000 亿元"),
]


@pytest.mark.parametrize(("value", "unit", "mention", "words"), AMOUNTS, ids=[row[3] for row in AMOUNTS])
def test_amounts(value: float, unit: str, mention: str, words: str) -> None:
    assert wording.amount(value, unit, mention) == words


EMPTY = dict.fromkeys(["min_value", "max_value", "min_date", "max_date", "min_inclusive", "max_inclusive", "quantity"])
BOUNDS = [
    ({"comparator": "<=", "max_value": 2e5, "unit": "CNY"}, "≤ 20 万元"),
    ({"comparator": ">", "min_value": 3.0, "unit": "a"}, "> 3 年"),
    ({"comparator": "=", "min_value": 3.0, "max_value": 3.0, "unit": "d"}, "3 日"),
    ({"quantity": "age", "comparator": ">=", "min_value": 18.0, "unit": "a"}, "≥ 18 岁"),
    ({"quantity": "frequency", "comparator": "=", "min_value": 1.0, "max_value": 1.0, "unit": "mo"}, "每月"),
    ({"quantity": "frequency", "comparator": "<=", "max_value": 3.0, "unit": "a"}, "至少每 3 年"),
    ({"quantity": "frequency", "comparator": "=", "min_value": 3.0, "max_value": 3.0, "unit": "a"}, "每 3 年"),
    ({"quantity": "frequency", "comparator": ">=", "min_value": 3.0, "unit": "{time}/wk"}, "≥ 3 次/周"),
    ({"comparator": "range", "min_value": 1.0, "max_value": 3.0, "unit": "mo"}, "1 个月 至 3 个月"),
    (
        {"comparator": "range", "min_value": 1.0, "max_value": 3.0, "unit": "mo", "min_inclusive": 0},
        "1 个月 至 3 个月（不含下限）",
    ),
    ({"comparator": "<=", "max_date": "--04-30", "unit": "date"}, "≤ 每年4月30日"),
    ({"comparator": "=", "min_date": "2009-01-01", "max_date": "2009-01-01", "unit": "date"}, "2009-01-01"),
    ({"comparator": None, "unit": None}, "若干"),
]


@pytest.mark.parametrize(("row", "words"), BOUNDS, ids=[row[1] for row in BOUNDS])
def test_bounds(row: dict[str, Any], words: str) -> None:
    assert wording.bound({**EMPTY, "mention": "若干", **row}) == words


@pytest.mark.parametrize(
    ("quantity", "comparator", "words"),
    [
        ("money", "<=", "上限"),
        ("money", "<", "上限"),
        ("duration", ">=", "下限"),
        ("ratio", "range", "范围"),
        ("count", "~", "约数"),
        ("money", "=", "数值"),
        ("date", "<=", "最晚"),
        ("date", ">", "最早"),
        ("date", "=", "数值"),
        ("count", None, "数值"),
    ],
)
def test_sides(quantity: str, comparator: str | None, words: str) -> None:
    assert wording.side({"quantity": quantity, "comparator": comparator}) == words


def test_a_title_in_a_title_takes_the_inner_marks() -> None:
    assert wording.citation("关于印发《甲办法》的通知", "第一条") == "《关于印发〈甲办法〉的通知》第一条"


def test_every_parameter_has_an_anchor_where_it_begins() -> None:
    marks = [
        LinkMark(1, 4, "<a", "mark", "", "n1"),
        LinkMark(1, 4, "<a", "mark", "", "n1-2"),
        LinkMark(2, 9, "<a", "mark", "", "n2"),
    ]
    inline = InlineRenderer(lambda a, b: TEXT[a:b], marks, [])
    first, second = inline.render(0, 4), inline.render(4, 11)
    assert re.findall(r'id="(n[^"]*)"', first) == ["n1", "n1-2", "n2"]
    assert "<mark>1万元</mark>" in first and "<mark>以上5万元</mark>" in second
    assert 'id="n' not in second
