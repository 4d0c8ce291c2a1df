"""Outlines by decimals: 4, 4.1, 4.1.2, told from quantities, dates and cells by how their numbers run on."""

from __future__ import annotations

import pytest
from fatiao.parse.citations.cite import cite
from fatiao.parse.page import parse_page
from fatiao.text.levels import Level
from fatiao.text.source import source_of

TITLE = "某市渡船技术规程\n"
CASES = [
    ("a standard", "1 范围\n本规程适用于渡船。\n2 要求\n2.1 一般要求\n2.1.1 应当坚固。\n2.1.2 应当平整。\n2.2 检验\n每年检验。\n3 附则\n3.1 由某局解释。",
     ["1", "  1", "2", "  第2.1条", "    第2.1.1条", "    第2.1.2条", "  第2.2条", "3", "  第3.1条"]),
    ("clauses without sections", "1 总则\n1.0.1 为了安全。\n1.0.2 适用于渡船。\n2 船体\n2.1 一般规定\n2.1.1 应当坚固。",
     ["1", "  第1.0.1条", "  第1.0.2条", "2", "  第2.1条", "    第2.1.1条"]),
    ("points behind the headings", "1. 总则\n1.1 为了安全。\n1.2 适用于渡船。\n2. 附则\n2.1 施行。", ["1", "  第1.1条", "  第1.2条", "2", "  第2.1条"]),
    ("below articles", "第一条 定义\n1.1 甲为船东。\n1.2 乙为船员。\n1.2.1 乙应当持证。\n第二条 价格\n2.1 由双方定。",
     ["第一条", "  第1.1条", "  第1.2条", "    第1.2.1条", "第二条", "  第2.1条"]),
    ("below chapters", "第一章 总则\n1.1 为了安全。\n1.2 适用于渡船。\n第二章 附则\n2.1 施行。",
     ["第一章", "  第1.1条", "  第1.2条", "第二章", "  第2.1条"]),
    ("below 一、", "一、总则\n1.1 为了安全。\n1.2 适用于渡船。\n二、附则\n2.1 施行。", ["一、", "  第1.1条", "  第1.2条", "二、", "  第2.1条"]),
    ("lists below a clause", "第一章 要求\n1.1 应当：\n（1）坚固；\n（2）平整。\n1.2 还应当：\na）干净；\nb）明亮。\n1.3 以及：\n1 安静；\n2 通风。\n1.4 施行。",
     ["第一章", "  第1.1条", "    第1.1条(1)", "    第1.1条(2)", "  第1.2条", "    第1.2条(a)", "    第1.2条(b)", "  第1.3条",
      "    第1.3条1", "    第1.3条2", "  第1.4条"]),
    ("a table of contents", "目 次\n1 总则 …… 1\n2 要求 …… 2\n2.1 一般要求 …… 2\n\n1 总则\n1.1 为了安全。\n1.2 适用。\n2 要求\n2.1 应当坚固。",
     ["正文", "1", "  第1.1条", "  第1.2条", "2", "  第2.1条"]),
    ("one chapter of a standard, its heading printed again", "4 船体\n4 船体\n4.1 一般规定\n4.1.1 应当坚固。\n4.1.2 应当平整。\n5 附则\n5.1 施行。",
     ["正文", "4", "  第4.1条", "    第4.1.1条", "    第4.1.2条", "5", "  第5.1条"]),
    ("a chapter cut out of a standard that begins with a later clause", "4 船体\n4.5 甲板\n4.5.1 应当坚固。\n4.5.2 应当平整。\n4.6 船底\n应当光滑。",
     ["4", "  第4.5条", "    第4.5.1条", "    第4.5.2条", "  第4.6条"]),
    ("rows of a table are no headings", "1 总则\n1.1 载客：\n项次\t船型\t人数\n1\t甲型\t10\n2\t乙型\t20\n1.2 施行。\n2 附则\n2.1 施行。",
     ["1", "  第1.1条", "  第1.2条", "2", "  第2.1条"]),
    ("a clause that is lost", "1 总则\n1.1 为了安全。\n1.3 适用。\n2 附则\n2.1 施行。", ["1", "  第1.1条", "  第1.3条", "2", "  第2.1条"]),
    ("an amount is none", "第一条 收费标准为\n1.5元一次；\n1.6元两次。\n第二条 施行。", ["第一条", "  第一条第一款", "  第一条第二款", "第二条", "  第二条"]),
    ("an amount with a space is none", "第一条 收费标准为\n1.5 万元一次；\n1.6 万元两次。\n第二条 施行。",
     ["第一条", "  第一条第一款", "  第一条第二款", "第二条", "  第二条"]),
    ("one alone is none", "第一条 渡船长\n4.5 倍于宽。\n第二条 施行。", ["第一条", "  第一条", "第二条", "  第二条"]),
    ("dates are none", "第一条 大事：\n2020.1.1 成立。\n2020.1.2 开工。\n第二条 施行。",
     ["第一条", "  第一条第一款", "  第一条第二款", "  第一条第三款", "第二条", "  第二条"]),
    ("rows of numbers are none", "第一条 尺寸为\n1.1 2.2 3.3\n1.2 2.3 3.4\n第二条 施行。", ["第一条", "  第一条", "第二条", "  第二条"]),
]  # fmt: skip


def cited(text: str) -> list[str]:
    """Return the citation of each provision below the root, two spaces in front for each level."""
    (regulation,) = parse_page(source_of(TITLE + text)).regulations
    return [
        "  " * (len(above) - 1) + cite(node, above)
        for node, above in regulation.root.walk()
        if node.level is not Level.BODY
    ]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_decimals_open_clauses_where_they_run_on(text: str, expected: list[str]) -> None:
    assert cited(text) == expected
