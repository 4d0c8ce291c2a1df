"""What holds for every text, however damaged: nothing is lost, nothing overlaps, the same text gives the same tree."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from fatiao.ingest import Span
from hypothesis import given, settings
from hypothesis import strategies as st
from invariants import check_text

SAMPLES = {
    path.stem[:3]: path.read_text(encoding="utf-8")
    for path in sorted((Path(__file__).parent.parent / "corpus" / "pages").glob("*.txt"))
}
_WIDE = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)})
_HALF = str.maketrans("，；：？！（）", ",;:?!()")


def drop_characters(text: str) -> str:
    chooser = random.Random(7)
    return "".join(character for character in text if chooser.random() > 0.02)


def shuffle_lines(text: str) -> str:
    found = text.splitlines(keepends=True)
    random.Random(7).shuffle(found)
    return "".join(found)


MUTATIONS: dict[str, Callable[[str], str]] = {
    "as it is": lambda text: text,
    "no line breaks": lambda text: re.sub(r"\s*\n\s*", "", text),
    "blank lines doubled": lambda text: text.replace("\n", "\n\n\n"),
    "carriage returns": lambda text: text.replace("\n", "\r\n"),
    "full width": lambda text: text.translate(_WIDE),
    "half-width punctuation": lambda text: text.translate(_HALF),
    "no spaces": lambda text: re.sub(r"[ \t\u3000]+", "", text),
    "headings glued": lambda text: re.sub(r"(第.{1,3}章.{1,20})\n+", r"\1", text),
    "one page twice": lambda text: text + text,
    "characters dropped": drop_characters,
    "lines shuffled": shuffle_lines,
    "cut in the middle": lambda text: text[len(text) // 3 : len(text) // 2],
    "wrapped at 30 characters": lambda text: "\n".join(text[i : i + 30] for i in range(0, len(text), 30)),
    "noise characters": lambda text: text.replace("。", "。\ue004\u200f").replace("的", "的\x00"),
}


@pytest.mark.parametrize("mutation", MUTATIONS)
@pytest.mark.parametrize("sample", SAMPLES)
def test_samples_however_damaged(sample: str, mutation: str) -> None:
    check_text(MUTATIONS[mutation](SAMPLES[sample]))


def test_all_samples_on_one_page() -> None:
    assert len(check_text("\n\n".join(SAMPLES.values())).regulations) >= 18


WORDS = (
    "第一条 第二条 第二条之一 第十九条 第一章 第二节 第一编 总则 一、 二、 （一） （二） (a) (i) 1. 2、 ① 1.01节 附件 附件1： 目录 某市管理办法 "
    "关于印发《某市管理办法》的通知 《某法》 现印发给你们 自2009年2月30日起施行 二○○八年六月二十六日 依照 本办法 第九千亿条 “ ” （ ） 。 ； ： ， \n \n\n \t "
    "应当备案 不超过5倍 \u3000 \x00 \ue004 \u200f ×××"
)
TOKENS = st.sampled_from(WORDS.split(" "))


@settings(max_examples=300, deadline=None)
@given(st.lists(TOKENS, max_size=60))
def test_anything_made_of_legal_words(tokens: list[str]) -> None:
    check_text("".join(tokens))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    check_text(text)


HARD = {
    "ten thousand articles": "某市办法\n" + "\n".join(f"第{n}条 应当。" for n in range(1, 10_001)),
    "a number that overflows": "某市办法\n第九千九百九十九亿条 应当。\n第一条 应当。",
    "nesting fifty deep": "某市办法\n第一条 "
    + "".join(f"（{'一二三四五'[n % 5]}）下列：\n{n}.下列：\n({n})下列：\n" for n in range(1, 51)),
    "quotes that never close": "某市办法\n第一条 称为“" + "第二条 甲。“乙" * 50_000,
    "brackets that never close": "某市办法\n第一条 " + "（" * 100_000 + "\n第二条 施行。",
    "one line of titles": "某市管理办法" * 5_000,
    "one label on every line": "某市办法\n第一条 应当。\n" + "第一条\n" * 20_000,
    "hundreds of notices with their texts": "".join(
        f"关于印发《甲{n}市办法》的通知\n现将《甲{n}市办法》印发给你们。\n甲{n}市办法\n第一条 甲。\n第二条 乙。\n"
        for n in range(300)
    ),
    "a megabyte of spaces": "某市办法\n第一条 应当。" + " " * 1_000_000 + "\n第二条 施行。",
    "a megabyte of line breaks": "某市办法\n第一条 应当。" + "\n" * 1_000_000 + "第二条 施行。",
    "the beginning of a text above it": "某市办法\n第一条 为加强管理\n某市办法\n第一条 为加强管理，依照《某法》（以下简称某法）制定本办法。\n",
    "NULs and right-to-left marks": "某市\x00办法\n第\u200f一条 应当。\x00\n第二条 \u202e施行。",
}


@pytest.mark.parametrize("name", HARD)
def test_hard_texts(name: str) -> None:
    page = check_text(HARD[name])
    if name == "ten thousand articles":
        assert sum(node.level == "article" for node, _ in page.regulations[0].root.walk()) == 9_999
    if name == "quotes that never close":
        assert page.regulations
    if name == "hundreds of notices with their texts":
        assert [r.issued_by for r in page.regulations if r.kind == "办法"] == list(range(0, 600, 2))


def test_spans_are_half_open() -> None:
    assert Span(1, 3).of("abcd") == "bc"
