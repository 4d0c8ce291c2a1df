"""What a site sets between the provisions: contents, counts, edit marks; and instructions that are no provisions."""

from __future__ import annotations

import pytest
from fatiao.parse import parse_page
from fatiao.parse.model import Provision
from fatiao.text.source import source_of


def tree(text: str) -> Provision:
    (regulation,) = parse_page(source_of(text)).regulations
    return regulation.root


def headings(text: str) -> list[str]:
    return [f"{node.label} {node.heading}" for node in tree(text).all() if node.level in ("chapter", "section")]


CONTENTS = "南溪县渠道条例\n\n目录\n\n第一章 总则\n\n第二章 干渠\n\n第一节 养护\n\n第二节 用水\n\n第三章 支渠\n\n第一节 养护\n\n第二节 用水\n\n"
BODY = (
    "第一章 总则\n\n第一条 为了养护渠道，制定本条例。\n\n第二章 干渠\n\n第一节 养护\n\n第二条 每年清淤一次。\n\n第二节 用水\n\n"
    "第三条 用水应当登记。\n\n第三章 支渠\n\n第一节 养护\n\n第四条 每年清淤两次。\n\n第二节 用水\n\n第五条 用水免费。\n"
)


def test_sections_may_start_again_in_the_contents() -> None:
    assert headings(CONTENTS + BODY) == headings("南溪县渠道条例\n\n" + BODY)
    assert len(headings(CONTENTS + BODY)) == 7


@pytest.mark.parametrize("mark", ["[编辑]", "【编辑】", "\n[\n编辑\n]", " [ 编辑源代码 ]"])
def test_an_edit_mark_is_no_part_of_a_heading(mark: str) -> None:
    text = f"南溪县渠道条例\n第一章 总则{mark}\n第一条 每年清淤一次。\n第二章 附则{mark}\n第二条 本条例自公布之日起施行。\n"
    assert headings(text) == ["第一章 总则", "第二章 附则"]


def test_a_count_of_the_articles_is_no_paragraph() -> None:
    root = tree(
        "南溪县渠道条例\n1\n第一条\n每年清淤一次。\n2\n第二条\n用水应当登记。\n3\n第三条\n本条例自公布之日起施行。\n"
    )
    assert [node.label for node in root.children] == ["第一条", "第二条", "第三条"]
    assert [len(node.children) for node in root.children] == [1, 1, 1]


def test_a_number_above_an_article_that_is_not_its_own_stays_a_paragraph() -> None:
    root = tree("南溪县渠道条例\n第一条 面积如下：\n30\n第二条 用水应当登记。\n")
    assert [node.label for node in root.children] == ["第一条", "第二条"]
    assert "30" in root.children[0].span.of("南溪县渠道条例\n第一条 面积如下：\n30\n第二条 用水应当登记。\n")


@pytest.mark.parametrize(
    "instruction",
    [
        "第九条修改为：“渠道宽度不得小于两米。”",
        "第十三条增加一款作为第二款：“每年清淤两次。”",
        "第十三条后增加一条作为第十四条：“用水免费。”",
        "第七条第二款删去“经批准”三字。",
        "第十条调整为第九条。",
        "第六条中的“水利”改为“水务”。",
    ],
)
def test_an_instruction_to_amend_is_no_article(instruction: str) -> None:
    root = tree(f"南溪县人民政府关于修改《南溪县渠道条例》的决定\n{instruction}\n本决定自公布之日起施行。\n")
    assert not [node for node in root.all() if node.level == "article"]


def test_an_article_that_begins_with_a_word_of_amendment_stays_one() -> None:
    root = tree("南溪县渠道条例\n第一条 修改规划的，应当公告。\n第二条 增加用水的，应当登记。\n")
    assert [node.label for node in root.children] == ["第一条", "第二条"]
