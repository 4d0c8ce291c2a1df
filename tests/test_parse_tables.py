"""Text tables: small layouts and the sample pages to rows, and what holds for every table of any text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from fatiao.parse.model import Table
from fatiao.parse.tables import find_tables
from fatiao.text.fold import fold
from fatiao.text.source import Span
from hypothesis import given
from hypothesis import strategies as st

CORPUS = Path(__file__).parent.parent / "corpus"
TRUTH = [
    (document["file"], document["tables"])
    for document in json.loads((CORPUS / "gold" / "structure_003_004.json").read_text(encoding="utf-8"))
    if document["tables"]
]


def tables_of(text: str) -> tuple[Table, ...]:
    return find_tables(fold(text), text, Span(0, len(text)))


def grid(table: Table) -> list[list[str]]:
    """The cells' texts by row and column; pieces of one cell are joined by `+`, empty cells are empty."""
    out = [
        ["" for _ in range(1 + max(c.column for c in table.cells))] for _ in range(1 + max(c.row for c in table.cells))
    ]
    for cell in table.cells:
        out[cell.row][cell.column] += ("+" if out[cell.row][cell.column] else "") + cell.text
    return out


LAYOUTS = {
    "Markdown, its rule line dropped": (
        "| 项目 | 标准（元） |\n|---|---:|\n| 小型 | 50 |\n| 大型 | 100 |\n",
        [["项目", "标准（元）"], ["小型", "50"], ["大型", "100"]],
    ),
    "Markdown with blank lines between rows": (
        "| 项目 | 标准 |\n\n|---|---|\n\n| 小型 | 50 |\n",
        [["项目", "标准"], ["小型", "50"]],
    ),
    "Markdown, its rows glued into one line": (
        "票价如下：\n| 渡口 | 票价 || --- | ---: || 南溪 | 5元 || 北溪 | 6元 |\n",
        [["渡口", "票价"], ["南溪", "5元"], ["北溪", "6元"]],
    ),
    "empty cells glue no rows": (
        "| 渡口 || 票价 |\n|---|---|---|\n| 南溪 || 5元 |\n",
        [["渡口", "", "票价"], ["南溪", "", "5元"]],
    ),
    "bars inside only": ("项目|标准\n小型|50\n", [["项目", "标准"], ["小型", "50"]]),
    "box drawing, a cell broken over lines": (
        "┌──┬───┬──┐\n│级数│所得额　│税率│\n├──┼───┼──┤\n│ 1  │不超过　│ 5% │\n│    │500 元　│    │\n"
        "├──┼───┼──┤\n│ 2  │其余　　│10% │\n└──┴───┴──┘\n",
        [["级数", "所得额", "税率"], ["1", "不超过+500 元", "5%"], ["2", "其余", "10%"]],
    ),
    "box drawing, a first cell beside two rows": (
        "│类别│规格│金额│\n├──┼──┼──┤\n│甲  │大  │100 │\n│    ├──┼──┤\n│    │小  │50  │\n├──┼──┼──┤\n│乙  │大  │80  │\n",
        [["类别", "规格", "金额"], ["甲", "大", "100"], ["", "小", "50"], ["乙", "大", "80"]],
    ),
    "tabs": ("项目\t金额\n甲\t10\n乙\t20\n", [["项目", "金额"], ["甲", "10"], ["乙", "20"]]),
    "tabs, lines ending in CR LF": (
        "项目\t金额\r\n甲\t10\r\n乙\t20\r\n",
        [["项目", "金额"], ["甲", "10"], ["乙", "20"]],
    ),
    "tabs, an empty cell printed": (
        "项目\t情形\t金额\n甲\t轻\t10\n\t重\t20\n",
        [["项目", "情形", "金额"], ["甲", "轻", "10"], ["", "重", "20"]],
    ),
    "tabs, a merged first cell left out": (
        "项目\t情形\t金额\n甲\t轻\t10\n重\t20\n乙\t轻\t5\n",
        [["项目", "情形", "金额"], ["甲", "轻", "10"], ["", "重", "20"], ["乙", "轻", "5"]],
    ),
    "tabs, empty last cells left out": (
        "项目\t金额\t备注\n甲\t10\n乙\t20\t试点\n",
        [["项目", "金额", "备注"], ["甲", "10", ""], ["乙", "20", "试点"]],
    ),
    "tabs, a header of two rows": (
        "类别\t收费标准\n大型\t小型\n甲\t10\t5\n乙\t20\t8\n",
        [["类别", "收费标准+大型", "小型"], ["甲", "10", "5"], ["乙", "20", "8"]],
    ),
    "tabs, a first label above two columns": (
        "检查内容\t分值\n机构\t设置\t10\n人员\t配备\t5\n",
        [["检查内容", "", "分值"], ["机构", "设置", "10"], ["人员", "配备", "5"]],
    ),
    "tabs, a cell that runs on in the next line": (
        "项目\t说明\n甲\t第一行\n第二行\n乙\t无\n",
        [["项目", "说明"], ["甲", "第一行\n第二行"], ["乙", "无"]],
    ),
    "tabs, no header": ("甲\t10\n乙\t20\n", [["", ""], ["甲", "10"], ["乙", "20"]]),
    "a cell a line, rows between blank lines": (
        "\t项目\n\t分值\n\n\t机构\n（20分）\n\t5\n\n\t\n\t7\n\n",
        [["项目", "分值"], ["机构\n（20分）", "5"], ["", "7"]],
    ),
    "a cell a line, a first label above two columns": (
        "\t内容\n\t分值\n\n\t机构\n\t设置\n\t5\n\n\t\n\t人员\n\t7\n\n",
        [["内容", "", "分值"], ["机构", "设置", "5"], ["", "人员", "7"]],
    ),
    "columns of spaces": (
        "  项目      金额\n  甲        10\n  乙        20\n",
        [["项目", "金额"], ["甲", "10"], ["乙", "20"]],
    ),
    "columns of full-width spaces, a merged first cell": (
        "　类别　　规格　　标准\n　一类　　大型　　100元\n　　　　　小型　　50元\n　二类　　大型　　80元\n",
        [["类别", "规格", "标准"], ["一类", "大型", "100元"], ["", "小型", "50元"], ["二类", "大型", "80元"]],
    ),
    "columns of spaces, words printed with spaces": (
        "项  目        金  额（元）\n甲            10\n乙            20\n",
        [["项  目", "金  额（元）"], ["甲", "10"], ["乙", "20"]],
    ),
    "columns of spaces, cells broken over lines, the last too": (
        "期间          比例\n              （以年计）\n早于三年,     0.3\n但晚于六年\n早于六年,     0.5\n但晚于九年\n",
        [["期间", "比例+（以年计）"], ["早于三年,+但晚于六年", "0.3"], ["早于六年,+但晚于九年", "0.5"]],
    ),
    "the sentence behind the last row stays outside": (
        "项目\t金额\n甲\t10\n乙\t20\n本表由财政部门解释。\n",
        [["项目", "金额"], ["甲", "10"], ["乙", "20"]],
    ),
}


@pytest.mark.parametrize(("text", "rows"), LAYOUTS.values(), ids=LAYOUTS)
def test_layout_becomes_rows(text: str, rows: list[list[str]]) -> None:
    (table,) = tables_of(text)
    assert grid(table) == rows


NO_TABLES = {
    "articles with a gap behind their label": "第一条  为了加强管理，制定本办法。\n第二条  本办法所称费用，每年20元。\n第三条  略。\n",
    "items with a gap behind their label": "（一）  20元以下的；\n（二）  30元以下的；\n（三）  40元以下的。\n",
    "articles behind tabs": "\t第一条 为了管理。\n\t第二条 本办法。\n\n\t第三条 20元。\n\t第四条 30元。\n",
    "an address block": "  某国家        电传号: 22486\n  某街          电报挂号: 北京\n  财政部\n  邮编: 100820\n",
    "signatures of two parties": "某共和国            某银行\n  授权代表:         地区总部\n   周某             副总裁:\n                    R. 某\n",
    "labelled lines": "发文机关:  某市政府\n发文日期:  2003年1月1日\n生效日期:  2003年2月1日\n",
    "labelled cells above a document": "索引号: | 发文编号: ||\n发文日期: | 公开形式: ||\n生效日期: | 有效期: |\n",
    "labelled cells with tabs": "索引号:\t12\n发文日期:\t2003年1月1日\n",
    "a list of names": "主  任    张三\n副主任    李四    王五\n委  员    赵六    钱七\n",
    "one line of site navigation": "首页 | 法规 | 联系\n第一条 略。\n",
    "two gaps do not make a column of numbers": "某某  规定\n某某  办法\n某某  细则\n",
    "nothing": "",
    "bars alone": "||||\n|||\n",
    "tabs alone": "\t\n\t\n\n\t\n",
}


@pytest.mark.parametrize("text", NO_TABLES.values(), ids=NO_TABLES)
def test_what_is_no_table(text: str) -> None:
    assert tables_of(text) == ()


TITLES = {
    "the line above": ("收费标准表\n项目\t金额\n甲\t10\n", "收费标准表"),
    "blank lines between": ("收费标准表\n\n\n项目\t金额\n甲\t10\n", "收费标准表"),
    "its number left out": ("附表2：收费标准\n项目\t金额\n甲\t10\n", "收费标准"),
    "its label apart by spaces": (
        " 附件:         还款时间表\n\n日期      金额\n1月1日      10\n2月1日      20\n",
        "还款时间表",
    ),
    "a unit between": ("收费标准表\n单位：万元\n项目\t金额\n甲\t10\n", "收费标准表"),
    "a unit in the same line": ("收费标准表（单位：元）\n项目\t金额\n甲\t10\n", "收费标准表"),
    "a sentence that leads in between": ("收费标准\n应按下列标准收费：\n项目\t金额\n甲\t10\n", "收费标准"),
    "a row of nothing but the caption": ("收费表|收费表|收费表\n项目|单位|金额\n甲|元|10\n乙|元|20\n", "收费表"),
    "characters apart": ("收  费  标  准\n项目\t金额\n甲\t10\n", "收费标准"),
    "the frame's upper line between": ("税率表\n┌──┬──┐\n│级数│税率│\n├──┼──┤\n│甲  │5%  │\n", "税率表"),
    "a sentence is none": ("按下列标准收费。\n项目\t金额\n甲\t10\n", None),
    "an article is none": ("第三条 标准如下\n项目\t金额\n甲\t10\n", None),
    "a date is none": ("2003年8月21日施行\n项目\t金额\n甲\t10\n", None),
    "the label of an annex alone is none": ("附件2\n项目\t金额\n甲\t10\n", None),
    "there is no line above": ("项目\t金额\n甲\t10\n", None),
}


@pytest.mark.parametrize(("text", "title"), TITLES.values(), ids=TITLES)
def test_title(text: str, title: str | None) -> None:
    (table,) = tables_of(text)
    assert table.title == title


HEADERS = {
    "row label and column label": ("项目\t金额\n甲\t10\n", "10", "甲 / 金额"),
    "labels of two levels, the outer one merged": ("项目\t情形\t金额\n甲\t轻\t10\n\t重\t20\n", "20", "甲 / 重 / 金额"),
    "ordinals name no row": ("序号\t项目\t金额\n1\t甲\t10\n2\t乙\t20\n", "20", "乙 / 金额"),
    "a label above two columns": ("内容\t分值\n机构\t设置\t10\n人员\t配备\t5\n", "配备", "人员 / 内容"),
    "a header of two rows": ("类别\t收费标准\n大型\t小型\n甲\t10\t5\n乙\t20\t8\n", "8", "乙 / 收费标准 / 小型"),
    "a header of three rows": (
        "类别\t收费（元）\t\t\t\n\t成人\t\t儿童\t\n\t旺季\t淡季\t旺季\t淡季\n甲\t9\t8\t7\t6\n",
        "6",
        "甲 / 收费（元） / 儿童 / 淡季",
    ),
    "a column beside a header of two rows": ("类别\t收费\t\t押金\n\t成人\t儿童\t\n甲\t9\t8\t7\n", "7", "甲 / 押金"),
    "a row that heads others": (
        "项目\t单位\t金额\n一类\t\t\n甲\t次\t10\n二类\t\t\n乙\t次\t20\n",
        "20",
        "二类 / 乙 / 金额",
    ),
    "the same as above": ("车型\t时段\t金额\n小型\t日\t10\n同上\t夜\t20\n", "20", "小型 / 夜 / 金额"),
    "a copy of the header": ("项目\t金额\n甲\t10\n项目\t金额\n乙\t20\n", "金额", None),
    "columns side by side": ("项目\t金额\t项目\t金额\n甲\t10\t乙\t20\n", "20", "乙 / 金额"),
    "units name no row": ("物质\t单位\t浓度\n甲\tmg/L\t10\n", "10", "甲 / 浓度"),
    "how grave a case is names the row": (
        "行为\t依据\t情节\t处罚标准\n甲\t某法\t轻微\t警告\n\t\t严重\t罚款\n",
        "罚款",
        "甲 / 严重 / 处罚标准",
    ),
    "tiers before exact values name the row": (
        "级数\t所得额（元）\t税率（%）\n1\t不超过500\t5\n2\t超过500\t10\n",
        "10",
        "超过500 / 税率（%）",
    ),
    "what is stated names no row": (
        "行为\t处罚标准\t金额（元）\n甲\t责令改正\t10\n乙\t警告\t20\n",
        "20",
        "乙 / 金额（元）",
    ),
    "periods are values and name no row": ("项目\t周期\t费用\n甲\t1年\t30元\n乙\t3年\t50元\n", "50元", "乙 / 费用"),
    "a caption repeated in each cell": (
        "某表|某表|某表\n项目|单位|金额\n甲|元/次|10\n乙|元/次|20\n",
        "20",
        "乙 / 金额",
    ),
    "rows that end before the last column": ("项目|单位|金额|备注\n甲|元/次|10\n乙|元/次|20\n", "20", "乙 / 金额"),
    "no header": ("甲\t10\n乙\t20\n", "20", "乙"),
    "a cell of the header itself": ("项目\t金额\n甲\t10\n", "金额", None),
}


@pytest.mark.parametrize(("text", "cell", "header"), HEADERS.values(), ids=HEADERS)
def test_header_of_a_cell(text: str, cell: str, header: str | None) -> None:
    (table,) = tables_of(text)
    assert {c.header for c in table.cells if c.text == cell} == {header}


def test_tables_of_a_text_in_order_and_apart() -> None:
    text = "甲表\n项目\t金额\n甲\t10\n第二条 略。\n乙表\n| 项目 | 金额 |\n| 乙 | 20 |\n"
    assert [(t.title, len(t.cells)) for t in tables_of(text)] == [("甲表", 4), ("乙表", 4)]


def test_only_the_span_is_searched() -> None:
    text = "项目\t金额\n甲\t10\n第二条 略。\n项目\t金额\n乙\t20\n"
    start = text.index("第二条")
    (table,) = find_tables(fold(text), text, Span(start, len(text)))
    assert grid(table)[1] == ["乙", "20"]


@pytest.mark.parametrize(("file", "truth"), TRUTH, ids=[file for file, _ in TRUTH])
def test_sample_page(file: str, truth: list[dict[str, object]]) -> None:
    text = (CORPUS / "pages" / file).read_text(encoding="utf-8")
    found = [
        {"title": table.title, "rows": len(grid(table)) - 1, "columns": len(grid(table)[0]), "header_rows": 1}
        for table in tables_of(text)
    ]
    assert found == truth


def assert_sound(text: str) -> None:
    """Cells are pieces of the source in order, inside their table; tables are in order and do not overlap."""
    end = 0
    for table in tables_of(text):
        assert end <= table.span.start <= table.cells[0].span.start
        end = table.span.end
        assert all(table.span.holds(cell.span) for cell in table.cells)
        assert all(a.span.end <= b.span.start for a, b in zip(table.cells, table.cells[1:], strict=False))
        assert all(cell.text and cell.text == cell.span.of(text).strip() for cell in table.cells)


SOUND = [
    *(text for text, _ in LAYOUTS.values()),
    *(page.read_text(encoding="utf-8") for page in sorted((CORPUS / "pages").glob("*.txt"))),
]


@pytest.mark.parametrize("text", SOUND, ids=range(len(SOUND)))
def test_cells_are_pieces_of_the_source(text: str) -> None:
    assert_sound(text)


LINES = st.lists(
    st.sampled_from(["项目", "甲", "20", "3.5%", "\t", "\t\t", "  ", "    ", "　　", "|", "│", "├─┼─┤", "\n", "\n\n", "\r\n", "第一条", "附件1:", "单位：元", ":", "\x0c"]),
    max_size=60,
)  # fmt: skip


@given(LINES)
def test_any_text_keeps_the_promises(parts: list[str]) -> None:
    assert_sound("".join(parts))
