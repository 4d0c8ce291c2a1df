"""Which 第N条 is a heading and which a mention: text in, the headings found out."""

from __future__ import annotations

import pytest
from fatiao.ingest import Span
from fatiao.parse.tree.outline import find_marks, outline
from fatiao.text.fold import fold


def found(text: str) -> list[str]:
    folded = fold(text)
    span = Span(0, len(folded))
    return [f"{mark.level} {mark.number}" for mark in outline(folded, span, find_marks(folded))]


A = ["article 1", "article 2", "article 3"]
CASES = [
    ("lines with spaces", "第一条 为了。\n第二条 应当。\n第三条 施行。", A),
    ("no spaces", "第一条为了。\n第二条应当。\n第三条施行。", A),
    ("no line breaks", "第一条为了。第二条应当。第三条施行。", A),
    ("Markdown marks", "## 第一章 总则\n\n第一条 为了。\n\n第二条 应当。", ["chapter 1", "article 1", "article 2"]),
    (
        "Markdown marks below a line without an end",
        "某省测绘条例\n2019年3月28日某省第十三届人民代表大会常务委员会第十一次会议通过\n\n                 \n\n## 第一章 总则\n\n为了加强管理。\n\n第三条 应当。",
        ["chapter 1", "article 3"],
    ),
    ("heading glued to its article", "第一章总则第一条为了。第二条应当。", ["chapter 1", "article 1", "article 2"]),
    (
        "heading glued behind an article",
        "第一条为了。第二条应当。第二章附则第三条施行。",
        ["article 1", "article 2", "chapter 2", "article 3"],
    ),
    ("heading broken over lines", "第一章 对吸纳人员的\n\n企业扶持第一条 为了。", ["chapter 1", "article 1"]),
    ("spaces inside the label", "第 一 条 为了。\n第 二 条 应当。", A[:2]),
    ("digits", "第1条 为了。\n第2条 应当。", A[:2]),
    ("mention behind 依照", "第一条 依照第三条的规定办理。\n第二条 应当。\n第三条 施行。", A),
    ("mention with 款", "第一条 为了。\n第二条 违反本办法第一条第二款规定的，罚款。\n第三条 施行。", A),
    ("mention of a chapter", "第一条 为了。\n第二条 按本办法第五章的规定。\n第三条 施行。", A),
    ("mention at the start of a wrapped line", "第一条 违反本办法关于收费和审批的各项规定以及其他有关依照\n第三条的规定办理。\n第二条 应当。", A[:2]),
    ("a list of mentions", "第一条 为了。\n第二条 第一条、第三条所称费用。\n第三条 施行。", A),
    ("a mention of another law", "第一条 《担保法》第四十条所称。第二条 应当。第三条 施行。", A),
    ("之一 stands between", "第一条 为了。\n第二条 应当。\n第二条之一 补充。\n第三条 施行。", ["article 1", "article 2", "article 2之1", "article 3"]),
    ("a gap is kept", "第一条 为了。\n第二条 应当。\n第四条 施行。", ["article 1", "article 2", "article 4"]),
    ("a misprinted number is kept", "第一条 为了。\n第二条 应当。\n第二条 又当。\n第三条 施行。", ["article 1", "article 2", "article 2", "article 3"]),
    (
        "a quoted article belongs to the amendment",
        "第一条 将第八条修改为：“第八条 应当备案。”\n第二条 本决定自公布之日起施行。",
        A[:2],
    ),
    ("a table of contents is not the body", "目录\n第一章 总则\n第二章 附则\n第一章 总则\n第一条 为了。\n第二章 附则\n第二条 施行。",
     ["chapter 1", "article 1", "chapter 2", "article 2"]),
    ("sections in chapters", "第一章 总则\n第一节 一般规定\n第一条 为了。\n第二节 特别规定\n第二条 应当。",
     ["chapter 1", "section 1", "article 1", "section 2", "article 2"]),
    ("parts", "第一编 总则\n第一章 范围\n第一条 为了。", ["part 1", "chapter 1", "article 1"]),
    ("divisions above articles", "一、总则\n第一条 为了。\n第二条 应当。\n二、附则\n第三条 施行。",
     ["division 1", "article 1", "article 2", "division 2", "article 3"]),
    ("divisions without articles", "一、职责\n负责。\n二、机构\n设立。", ["division 1", "division 2"]),
    ("divisions without line breaks", "一、职责负责。二、机构设立。", ["division 1", "division 2"]),
    ("一、 inside an article is no heading", "第一条 下列条件：\n一、有章程；\n二、有资金。\n第二条 施行。", A[:2]),
    ("numbering that starts again", "第一条 为了。\n第二条 施行。\n第一条 为了。\n第二条 施行。", [*A[:2], *A[:2]]),
    ("absurd number", "第九千九百九十九亿条 为了。", []),
    ("no article", "本通知自发布之日起施行。", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "headings"), [pytest.param(t, h, id=i) for i, t, h in CASES])
def test_headings(text: str, headings: list[str]) -> None:
    assert found(text) == headings


@pytest.mark.parametrize("break_", ["\n", "", "\n\n　　"])
@pytest.mark.parametrize("space", [" ", "", "　"])
def test_a_hundred_articles_in_every_layout(break_: str, space: str) -> None:
    from fatiao.text.numerals import to_chinese

    articles = [f"第{to_chinese(n)}条{space}依照本办法第{to_chinese(n % 7 + 1)}条的规定办理。" for n in range(1, 101)]
    assert found(break_.join(articles)) == [f"article {n}" for n in range(1, 101)]
