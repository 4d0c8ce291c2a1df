"""What a generator of sites adds to Markdown: its data on top, containers, tabs and attributes are no text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fatiao.parse import parse_page
from fatiao.text.markdown import MARKDOWN, find_masks
from fatiao.text.source import source_of
from fatiao.text.view import View

BODY = "第一条 船票五元。\n\n第二条 本办法自公布之日起施行。\n"


def seen(text: str) -> str:
    """Return the words that are matched of a text, without blank lines."""
    return "\n".join(line.strip() for line in View(text, find_masks(text)).text.split("\n") if line.strip())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("::: tip 说明\n\n船票五元。\n\n:::\n", "船票五元。", id="a container"),
        pytest.param("::: tabs\n@tab 正文\n[[toc]]\n船票五元。\n:::\n", "船票五元。", id="tabs"),
        pytest.param('## 第一章 总则{align="center"}\n', "## 第一章 总则", id="an attribute of a heading"),
        pytest.param('船票五元。{style="color:red;" .big}\n# 甲\n', "船票五元。\n# 甲", id="attributes of a line"),
        pytest.param("船票：：：五元\n::: 票价\n", "船票：：：五元\n::: 票价", id="a container that never ends"),
        pytest.param("集合{a,b}\n# 甲\n", "集合{a,b}\n# 甲", id="braces of a formula"),
        pytest.param(
            "---\ntitle: 南溪县渡船管理办法\nicon: a\n---\n船票五元。", "南溪县渡船管理办法\n船票五元。", id="a title"
        ),
        pytest.param(
            '---\ndate: 2020-01-02\ntitle: "南溪县渡船管理办法"\n---\n五元。',
            "南溪县渡船管理办法\n五元。",
            id="in quotes",
        ),
        pytest.param(
            "---\ntitle: 南溪县渡船管理办法\n---\n# 渡船办法\n五元。", "# 渡船办法\n五元。", id="a heading of its own"
        ),
        pytest.param("---\ntitle: 地方规定\n---\n五元。", "五元。", id="a column of the site"),
        pytest.param("---\ntitle: About this page\n---\n五元。", "五元。", id="in another language"),
    ],
)
def test_what_is_seen(text: str, words: str) -> None:
    assert seen(text) == words


def test_a_page_is_named_by_the_data_of_its_site() -> None:
    text = (
        "---\ntitle: 南溪县渡船管理办法\nicon: article\n---\n\n::: tip 修订信息\n（2020年1月2日南溪县人民政府令第3号公布）\n"
        f':::\n\n@tab 条例\n\n## 第一章 总则{{align="center"}}\n\n{BODY}'
    )
    (regulation,) = parse_page(replace(source_of(text), media_type=MARKDOWN)).regulations
    assert (regulation.title, regulation.kind, regulation.promulgated) == ("南溪县渡船管理办法", "办法", "2020-01-02")
    assert [node.heading for node in regulation.root.all() if node.level == "chapter"] == ["总则"]
