"""Layouts seen on real sites: a page in, its documents and what each states out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from fatiao.ingest import Source
from fatiao.parse import parse_page
from fatiao.parse.model import Regulation

FIELDS = ("kind", "title", "issuer", "doc_number", "promulgated", "effective", "status", "issued_by")
"""Those of pages; the others of a date are in `tests/cases/layouts.jsonl`."""

LAYOUTS: dict[str, tuple[str, list[tuple[object, ...]], str]] = {
    "a government site's block of labels above the title": (
        """索 引 号：000014349/2010-00123
主题分类：财政、金融、审计\\其他
发文机关：国务院办公厅
成文日期：2010年06月10日
标　　题：国务院办公厅关于加强地方债务管理的通知
发文字号：国办发〔2010〕30号
发布日期：2010年06月15日
有效性：有效

国务院办公厅关于加强地方债务管理的通知
国办发〔2010〕30号

各省、自治区、直辖市人民政府，国务院各部委、各直属机构：

为加强管理，经国务院同意，现通知如下：
一、加强领导
各地要加强领导。
二、严格审批
不得超过上年的10%。
　　　　　　　　　　　　国务院办公厅
　　　　　　　　　　　2010年6月10日
（此件公开发布）
""",
        [
            (
                "通知",
                "国务院办公厅关于加强地方债务管理的通知",
                "国务院办公厅",
                "国办发〔2010〕30号",
                "2010-06-10",
                None,
                None,
                None,
            )
        ],
        "division 2 para 4",
    ),
    "a law database's labels, history in brackets, a table of contents": (
        """【法规标题】甲市小额贷款管理办法
【发布部门】甲市人民政府
【发文字号】甲市人民政府令第12号
【发布日期】2009.03.01
【实施日期】2009.05.01
【时效性】现行有效
【效力级别】地方政府规章

甲市小额贷款管理办法
（2009年2月10日甲市人民政府第5次常务会议通过 2009年3月1日甲市人民政府令第12号公布 自2009年5月1日起施行）

目　录
第一章　总则
第二章　附则

第一章　总则
第一条　为了规范。
第二条　应当。
第二章　附则
第三条　本办法自2009年5月1日起施行。
""",
        [
            (
                "办法",
                "甲市小额贷款管理办法",
                "甲市人民政府",
                "甲市人民政府令第12号",
                "2009-03-01",
                "2009-05-01",
                None,
                None,
            )
        ],
        "article 3 chapter 2 para 3",
    ),
    "an order of the State Council with a decision under it": (
        """中华人民共和国国务院令

第588号

　　《国务院关于修改部分行政法规的决定》已经2010年12月29日国务院第138次常务会议通过，现予公布，自公布之日起施行。

总理　温家宝
二○一一年一月八日

国务院关于修改部分行政法规的决定

　　为进一步深入贯彻，国务院决定：
　　一、对下列行政法规中明显不适应的规定作出修改
　　1．将《某条例》第八条修改为：“第八条　应当备案。”
　　2．删去《某办法》第九条。
　　二、本决定自公布之日起施行。
""",
        [
            (
                "令",
                "中华人民共和国国务院令",
                "中华人民共和国国务院",
                "中华人民共和国国务院令第588号",
                "2011-01-08",
                None,
                None,
                None,
            ),
            (
                "决定",
                "国务院关于修改部分行政法规的决定",
                "中华人民共和国国务院",
                "中华人民共和国国务院令第588号",
                "2011-01-08",
                "on promulgation",
                None,
                0,
            ),
        ],
        "division 2 item 2 para 4",
    ),
    "a news lead-in and an editor's name": (
        """国务院办公厅印发《政府督查工作办法》
2021-01-05 10:12 来源：新华社
近日，国务院办公厅印发《政府督查工作办法》，全文如下：

政府督查工作办法

第一条 为了加强督查。
第二条 督查期限不超过30日。
第三条 本办法自2021年2月1日起施行。
责任编辑：某某
""",
        [("办法", "政府督查工作办法", None, None, None, "2021-02-01", None, None)],
        "article 3 para 3",
    ),
    "a call for comments with the draft annexed": (
        """某部关于《某某管理办法（征求意见稿）》公开征求意见的通知

为了规范管理，我部起草了《某某管理办法（征求意见稿）》，现向社会公开征求意见。意见反馈截止时间为2023年5月1日。

附件：某某管理办法（征求意见稿）

某部办公厅
2023年4月1日

附件

某某管理办法
（征求意见稿）

第一条 为了规范。
第二条 应当在5日内。
""",
        [
            (
                "通知",
                "某部关于《某某管理办法（征求意见稿）》公开征求意见的通知",
                "某部办公厅",
                None,
                "2023-04-01",
                None,
                None,
                None,
            ),
            ("办法", "某某管理办法", "某部办公厅", None, None, None, "征求意见稿", 0),
        ],
        "article 2 para 4",
    ),
    "history in brackets under the title": (
        """中华人民共和国海关稽查条例
(1997年1月3日中华人民共和国国务院令第209号发布　根据2011年1月8日《国务院关于废止和修改部分行政法规的决定》第一次修订)
第一章 总 则
第一条 为了建立。
第二条 应当。
""",
        [
            (
                "条例",
                "中华人民共和国海关稽查条例",
                "中华人民共和国国务院",
                "中华人民共和国国务院令第209号",
                "1997-01-03",
                None,
                None,
                None,
            )
        ],
        "article 2 chapter 1 para 2",
    ),
    "a law with a table of contents and an annexed table": (
        """中华人民共和国某某法
（1994年7月5日第八届全国人民代表大会常务委员会第八次会议通过 根据2009年8月27日第十一届全国人民代表大会常务委员会第十次会议《关于修改部分法律的决定》第一次修正）
目　录
第一章 总 则
第二章 促进就业
第一章 总 则
第一条 为了保护。
第二章 促进就业
第二条 国家。
附：
某表
""",
        [("法", "中华人民共和国某某法", "全国人民代表大会常务委员会", None, None, None, None, None)],
        "annex 1 article 2 chapter 2 para 2",
    ),
    "an official letter with two issuers and a distribution line": (
        """甲省财政厅文件
甲财税〔2015〕12号

甲省财政厅 甲省国家税务局
关于明确某某税收政策的通知

各市财政局：
现将有关事项通知如下。
一、税率为3％。
二、本通知自2015年1月1日起执行。

甲省财政厅　甲省国家税务局
2015年3月2日
抄送：省人大。
""",
        [
            (
                "通知",
                "甲省财政厅 甲省国家税务局关于明确某某税收政策的通知",
                "甲省财政厅 甲省国家税务局",
                "甲财税〔2015〕12号",
                "2015-03-02",
                "2015-01-01",
                None,
                None,
            )
        ],
        "division 2 para 5",
    ),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_layouts(name: str) -> None:
    text, documents, shape = LAYOUTS[name]
    page = parse_page(Source("0" * 64, "page.txt", "text/plain", "utf-8", text))
    assert [tuple(getattr(regulation, field) for field in FIELDS) for regulation in page.regulations] == documents
    levels = [node.level.value for r in page.regulations for node, _ in r.root.walk() if node.level != "body"]
    assert " ".join(f"{level} {levels.count(level)}" for level in sorted(set(levels))) == shape


PAGES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "layouts.jsonl").read_text(encoding="utf-8").splitlines()
]
"""Each: a page's `text` and its `documents`, with every field of theirs that is not null.

Of a new page give `id` and `text` alone: the test then fails and says what was found, to be corrected and put in.
"""


@pytest.mark.parametrize("case", PAGES, ids=lambda case: case["id"])
def test_pages(case: dict[str, Any]) -> None:
    page = parse_page(Source("0" * 64, "page.txt", "text/plain", "utf-8", case["text"]))
    found = [stated(regulation) for regulation in page.regulations]
    if "documents" not in case:
        pytest.fail(f'correct and add: "documents": {json.dumps(found, ensure_ascii=False)}', pytrace=False)
    assert found == case["documents"]


def stated(regulation: Regulation) -> dict[str, object]:
    """Return what a document states, without what it leaves open."""
    days = ("adopted", "approved", "promulgated", "text_as_of", "effective", "expires")
    names = ("title", "kind", "issuer", "doc_number", *days, "status", "region", "authority", "issued_by")
    fields = {name: getattr(regulation, name) for name in names}
    return {name: value for name, value in fields.items() if value is not None} | {
        "history": [[event.date, event.body, event.action] for event in regulation.history],
        "basis": [c.cited_title or c.cited_number for c in regulation.citations if c.relation == "依据"],
        "articles": sum(node.level == "article" for node, _ in regulation.root.walk()),
    }
