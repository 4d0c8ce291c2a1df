"""HTML in, lines of text out."""

from __future__ import annotations

import pytest
from fatiao.ingest.html import html_text

ROWS = "".join(f"<tr><th>项目{n}<td>{n}万元</tr>" for n in range(3))
LONG_CELL = "".join(f"<p>第{n}条" for n in range(1, 20))


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        pytest.param("<p>第一条<p>第二条", "第一条\n第二条\n", id="paragraphs are lines"),
        pytest.param("<div>第一条<br>第二条</div>", "第一条\n第二条\n", id="line breaks are lines"),
        pytest.param("<div>甲<div>乙</div>丙</div>", "甲\n乙\n丙\n", id="text around a nested block"),
        pytest.param("第<b>一</b><font color=red>条</font>", "第一条\n", id="inline markup leaves no trace"),
        pytest.param("<p>规范\n   管理</p>", "规范管理\n", id="a line break between Chinese shows as nothing"),
        pytest.param("<p>World\n Bank</p>", "World Bank\n", id="a line break between words shows as a space"),
        pytest.param("<p>　　第一条　为了</p>", "　　第一条　为了\n", id="ideographic spaces are characters"),
        pytest.param("<p>A&nbsp;B &gt; 5&#8240;", "A\xa0B > 5‰\n", id="character references"),
        pytest.param("<p>甲</p>\n\n<p> </p><p>&nbsp;</p><p>乙", "甲\n乙\n", id="blank lines are dropped"),
        pytest.param("<pre>甲\n  乙</pre>", "甲\n乙\n", id="lines of preformatted text"),
        pytest.param("<ul><li>一<li>二</ul>", "一\n二\n", id="list items"),
        pytest.param("<table>" + ROWS + "</table>", "项目0\t0万元\n项目1\t1万元\n项目2\t2万元\n", id="table rows"),
        pytest.param("<table><tr><td>甲<td><td>丙</table>", "甲\t\t丙\n", id="empty cells keep their column"),
        pytest.param("<table><tr><td><p>5万元<p>以下<td>乙</table>", "5万元 以下\t乙\n", id="paragraphs in a cell"),
        pytest.param(
            "<table><tr><td rowspan=2>类别<td colspan=2>标准<td rowspan=2>备注<tr><td>成人<td>儿童<tr><td>甲<td>3<td>2<td>无</table>",
            "类别\t标准\t\t备注\n\t成人\t儿童\t\n甲\t3\t2\t无\n",
            id="what spanning cells cover are empty cells",
        ),
        pytest.param(
            "<table><tr><td>甲<td rowspan=0>3<tr><td>乙<tr><td>丙</table><table><tr><td>丁<td>4</table>",
            "甲\t3\n乙\t\n丙\t\n丁\t4\n",
            id="a cell down to the end of its table and no farther",
        ),
        pytest.param(
            "<table><tr><td rowspan=x colspan=-3>甲<td>1<tr><td>乙<td>2</table>",
            "甲\t1\n乙\t2\n",
            id="spans that are no numbers",
        ),
        pytest.param(
            "<table><thead><tr><th colspan=2>价目表<tbody><tr><td>甲<td>1<tr><td colspan=2>乙类<tr><td>乙<td>2<tfoot><tr><td colspan=2>注：略</table>",
            "价目表\n甲\t1\n乙类\t\n乙\t2\n注：略\n",
            id="a row of one cell: caption, section and note",
        ),
        pytest.param(
            "<table><tr><td>发布<td>2019<tr><td><p>第一条 略<p>第二条 略<tr><td>打印<td>关闭</table>",
            "发布\t2019\n第一条 略\n第二条 略\n打印\t关闭\n",
            id="a row of one cell with several lines is the page's text",
        ),
        pytest.param(
            "<table><tr><td>导航<td><h1>某办法</h1><table><tr><td>甲<td>乙</table></table>",
            "导航\n某办法\n甲\t乙\n",
            id="a table that holds a table is the page's layout",
        ),
        pytest.param(
            f"<table><tr><td>导航<td>{LONG_CELL}</table>",
            "导航\n" + "".join(f"第{n}条\n" for n in range(1, 20)),
            id="a cell with many paragraphs is the page's layout",
        ),
        pytest.param("<script>var a='第一条'</script><style>p{}</style>文", "文\n", id="scripts and styles"),
        pytest.param(
            "<head><title> 题 </title><style>p{}</style></head><body>文", "题\n文\n", id="of the head, the title"
        ),
        pytest.param(
            "<head><title>题 </title></head><body><h1> 题</h1>文",
            "题\n文\n",
            id="a title that the page begins with, once",
        ),
        pytest.param("文<!-- 第一条 --><select><option>省</select>", "文\n", id="comments and menus"),
        pytest.param('<p style="display: none">藏</p>文', "文\n", id="what is not displayed"),
        pytest.param("<div>" * 3000 + "深", "深\n", id="nested deeper than Python recurses"),
        pytest.param("<p>未完 <b", "未完\n", id="cut off in a tag"),
        pytest.param("<p></p>", "", id="no text at all"),
    ],
)
def test_lines(markup: str, text: str) -> None:
    assert html_text(markup) == text
