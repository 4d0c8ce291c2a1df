"""The one cutter of sentences and clauses: what stands beside a place, and the clauses of a unit."""

from __future__ import annotations

import pytest
from fatiao.text.clauses import (
    LONGEST,
    SENTENCE,
    STATEMENT,
    at_clause,
    brackets,
    region_of,
    split_clauses,
    without_label,
    words_before,
    words_behind,
)
from fatiao.text.fold import fold
from fatiao.text.source import Span
from hypothesis import given
from hypothesis import strategies as st

BESIDE = [
    ("a sentence", "前句。余额|5倍。后句", SENTENCE, "余额", "5倍"),
    ("a statement", "单位3万元;个人|1万元;其他", STATEMENT, "个人", "1万元"),
    ("a semicolon ends no sentence", "单位;个人|1万元;其他。", SENTENCE, "单位;个人", "1万元;其他"),
    ("a line", "标题\n余额|5倍\n后句", SENTENCE, "余额", "5倍"),
    ("a comma ends neither", "余额,不得|超过,5倍", STATEMENT, "余额,不得", "超过,5倍"),
    ("at a border", "前句。|后句", STATEMENT, "", "后句"),
    ("before a border", "前句|。后句", STATEMENT, "前句", ""),
    ("nothing", "|", STATEMENT, "", ""),
]


@pytest.mark.parametrize(("text", "stops", "before", "behind"), [row[1:] for row in BESIDE], ids=[r[0] for r in BESIDE])
def test_words_beside_a_place(text: str, stops: str, before: str, behind: str) -> None:
    at, text = text.index("|"), text.replace("|", "")
    assert words_before(text, 0, at, stops) == before
    assert words_behind(text, at, len(text), stops) == behind


def test_words_beside_a_place_keep_within_their_bounds() -> None:
    text = "一二三四。五六七八。"
    assert words_before(text, 6, 8) == "六七"
    assert words_behind(text, 6, 8) == "六七"
    assert words_behind(text, 6, 99) == "六七八"


CLAUSES = [
    ("commas and a full stop", "余额,不得超过,5倍。后句", ["余额", "不得超过", "5倍", "后句"]),
    ("thousands keep their comma", "1,000元,不含税", ["1,000元", "不含税"]),
    ("brackets are kept whole", "余额(含利息,本金),5倍", ["余额(含利息,本金)", "5倍"]),
    ("quotes are kept whole", "称“甲,乙。丙”的,罚款", ["称“甲,乙。丙”的", "罚款"]),
    ("a stray bracket holds nothing", "余额(含利息,5倍", ["余额(含利息", "5倍"]),
    ("nothing between two marks", "余额,。5倍", ["余额", "5倍"]),
    ("a point cuts at the end of a line", "余额5.5倍.\n后句", ["余额5.5倍", "\n后句"]),
]


@pytest.mark.parametrize(("text", "want"), [row[1:] for row in CLAUSES], ids=[row[0] for row in CLAUSES])
def test_clauses_of_a_unit(text: str, want: list[str]) -> None:
    unit = Span(0, len(text))
    assert [text[c.start : c.end] for c in split_clauses(text, unit, brackets(text, unit))] == want


def test_a_place_is_in_its_clause_and_a_border_in_the_one_before() -> None:
    text = "余额,5倍。后句"
    clauses = split_clauses(text, Span(0, len(text)), [])
    assert [at_clause(clauses, position) for position in (0, 2, 3, 5, 6)] == [0, 0, 1, 1, 2]


def test_what_stands_in_brackets_has_them_for_its_region() -> None:
    text = "余额(含利息5倍),其中5倍(五)"
    unit = Span(0, len(text))
    pairs = brackets(text, unit)
    first, second, third = text.index("5"), text.rindex("5"), text.index("五")
    assert region_of(Span(first, first + 2), unit, pairs).of(text) == "含利息5倍"
    assert region_of(Span(second, second + 2), unit, pairs) == unit
    assert region_of(Span(third, third + 1), unit, pairs) == unit  # the brackets hold nothing else


LABELS = [
    ("article", "第三条 余额", "余额"),
    ("article between two", "第三条之一 余额", "余额"),
    ("item", "（一）余额", "余额"),
    ("item behind an article", "第三条 (一)余额", "余额"),
    ("subitem", "1.余额", "余额"),
    ("a decimal is none", "1.5倍", "1.5倍"),
    ("division", "三、余额", "余额"),
    ("none", "余额", "余额"),
]


@pytest.mark.parametrize("text, want", [row[1:] for row in LABELS], ids=[row[0] for row in LABELS])
def test_label_is_no_part_of_the_text(text: str, want: str) -> None:
    folded = fold(text)
    assert without_label(folded, Span(0, len(folded))).of(folded) == want


PIECES = st.sampled_from([*",;。:()“”《》[]的由对元", "当事人", "1,000元", "1.5倍", "\n", " "])
TEXTS = st.lists(PIECES, max_size=60).map("".join)


@given(TEXTS)
def test_clauses_hold_everything_but_the_marks(text: str) -> None:
    region = Span(0, len(text))
    clauses = split_clauses(text, region, brackets(text, region))
    kept, at = [], 0
    for clause in clauses:
        assert at <= clause.start < clause.end <= clause.start + LONGEST
        kept.append(text[at : clause.start])
        at = clause.end
    kept.append(text[at:])
    assert not set("".join(kept)) - set(",;。:\n ")
