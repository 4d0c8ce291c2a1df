"""Provisions put at other levels than the program gave them."""

from __future__ import annotations

from pathlib import Path

import pytest
from fatiao.ingest import read
from fatiao.parse import parse_page
from fatiao.parse.model import Provision
from fatiao.parse.tree.relevel import with_levels
from fatiao.text.fold import fold
from fatiao.text.levels import Level
from fatiao.text.source import Span, source_of
from hypothesis import given, settings
from hypothesis import strategies as st

SAMPLES = sorted((Path(__file__).parent.parent / "corpus" / "pages").iterdir())

LAW = """某市资金管理办法
第一章 总则
第一条 为了规范管理，制定本办法。
第二条 申请人应当具备下列条件：
（一）有固定住所；
（二）有下列证明之一：
1.收入证明；
2.财产证明。
（三）年满十八周岁。
前款所称住所，包括租住的房屋。
2-1条 申请人应当在5日内提交材料。
第二章 罚则
第三条 违反规定的，处1万元以下罚款。
第四条 本办法自2009年1月1日起施行。
某市人民政府
2009年1月1日
"""


def outline(provision: Provision, text: str) -> str:
    """Return the levels, numbers and first letters of what is below a provision, each level in brackets."""
    parts = []
    for child in provision.children:
        words = "".join(child.own.of(text).split())[:3]
        below = outline(child, text)
        parts.append(f"{child.level}{child.number or ''} {words}" + (f" [{below}]" if below else ""))
    return ", ".join(parts)


WHOLE = (
    "chapter1 第一章 [article1 第一条 [para1 为了规], article2 第二条 [para1 申请人 [item1 （一）, "
    "item2 （二） [subitem1 1.收, subitem2 2.财], item3 （三）], para2 前款所, para3 2-1]], "
    "chapter2 第二章 [article3 第三条 [para1 违反规], article4 第四条 [para1 本办法]], para 某市人"
)
CASES = [
    ([], WHOLE, "as it was parsed"),
    (
        [("前款所称", Level.ARTICLE)],
        WHOLE.replace("item3 （三）], para2 前款所, para3 2-1]", "item3 （三）]], article 前款所 [para1 2-1]"),
        "a 款 becomes an article, with the 款 behind it",
    ),
    (
        [("（三）年", Level.SUBITEM)],
        WHOLE.replace("subitem2 2.财], item3 （三）]", "subitem2 2.财, subitem3 （三）]]"),
        "below the item before it, with the number that it has",
    ),
    (
        [("2.财产", Level.ITEM)],
        WHOLE.replace("subitem1 1.收, subitem2 2.财], item3", "subitem1 1.收], item2 2.财, item3"),
        "beside the item that it was part of",
    ),
    (
        [("（二）有", Level.PARA)],
        WHOLE.replace(
            "item1 （一）, item2 （二） [subitem1 1.收, subitem2 2.财], item3 （三）], para2 前款所, para3 2-1",
            "item1 （一）], para2 （二） [subitem1 1.收, subitem2 2.财, item3 （三）], para3 前款所, para4 2-1",
        ),
        "a 款 has no number of its own, and those behind it count on",
    ),
    (
        [("前款所称", Level.ITEM)],
        WHOLE.replace("item3 （三）], para2 前款所, para3", "item3 （三）, item 前款所], para2"),
        "an item without a mark",
    ),
    (
        [("第四条", Level.CHAPTER)],
        WHOLE.replace(
            "[para1 违反规], article4 第四条 [para1 本办法]]", "[para1 违反规]], chapter4 第四条 [para1 本办法]"
        ),
        "the block of signatures stays where it is",
    ),
    (
        [("第二章", Level.ARTICLE)],
        WHOLE.replace("para3 2-1]], chapter2 第二章 [article3", "para3 2-1], article2 第二章, article3"),
        "a chapter that is none leaves its articles to the one before",
    ),
    (
        [("（一）有", Level.PARA), ("（二）有", Level.PARA), ("（三）年", Level.PARA)],
        WHOLE.replace(
            "para1 申请人 [item1 （一）, item2 （二） [subitem1 1.收, subitem2 2.财], item3 （三）], para2 前款所, para3",
            "para1 申请人, para2 （一）, para3 （二） [subitem1 1.收, subitem2 2.财], para4 （三）, para5 前款所, para6",
        ),
        "several, in their order",
    ),
    ([("款所称住", Level.ARTICLE)], WHOLE, "no provision begins there"),
    ([("第三条", Level.ARTICLE)], WHOLE, "it is one"),
]


@pytest.mark.parametrize(("said", "expected", "why"), CASES)
def test_a_provision_hangs_where_its_level_belongs(said: list[tuple[str, Level]], expected: str, why: str) -> None:
    text = LAW
    levels = {Span(text.index(words), text.index(words) + 3): level for words, level in said}
    (regulation,) = parse_page(source_of(text), levels=levels).regulations
    assert outline(regulation.root, text) == expected, why


def test_what_is_read_from_the_tree_is_read_anew() -> None:
    text = LAW.replace("前款所称住所", "依照第二条第二款")
    at = text.index("（二）有")
    (before,), (after,) = (
        parse_page(source_of(text), levels=levels).regulations for levels in ({}, {Span(at, at + 3): Level.PARA})
    )
    found = [
        regulation.root.at(citation.path).own.of(text)[:3]
        for regulation in (before, after)
        for citation in regulation.citations
        if citation.path and "第二款" in citation.text
    ]
    assert found == ["依照第", "（二）"]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_the_tree_tiles_the_text_whatever_is_said(path: Path, data: st.DataObject) -> None:
    source = read(path)
    regulation = data.draw(st.sampled_from(parse_page(source).regulations))
    starts = sorted({one.span.start for one in regulation.root.all()[1:]})
    said = st.dictionaries(st.sampled_from(starts), st.sampled_from(list(Level)[1:]), max_size=6)
    levels = {Span(at, at + 1): level for at, level in data.draw(said).items()}
    text = source.text
    root = with_levels(fold(text), text, regulation.root, levels)
    owns = [one.own for one in root.all()]
    assert [(own.start, own.end) for own in owns] == sorted((own.start, own.end) for own in owns)
    assert "".join(own.of(text) for own in owns) == regulation.span.of(text)
    assert all(one.span.holds(child.span) for one in root.all() for child in one.children)
    assert all(one.own.holds(one.body) for one in root.all())
