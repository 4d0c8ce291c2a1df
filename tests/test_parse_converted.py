"""Pages that a converter or a portal made: titles broken or glued, labels, annexes, numbers of orders."""

from __future__ import annotations

import pytest
from fatiao.parse import parse_page
from fatiao.text.source import source_of

PAGES = [
    (
        "a title printed again, broken over lines with blank lines between",
        "# 某市人民代表大会常务委员会关于渡船管理制度若干问题的解释\n\n2020年1月2日某市第九届人民代表大会常务委员会第三次会议通过\n\n"
        "某市人民代表大会常务委员会\n\n关于渡船管理制度\n\n若干问题的解释\n\n第一条 船票五元。\n\n第二条 施行。",
        ["解释 某市人民代表大会常务委员会关于渡船管理制度若干问题的解释"],
    ),
    (
        "a step of the history that ends as a title does",
        "# 某市关于渡船的补充规定\n\n2020年1月2日某市渡船协会第三次会议《关于渡船若干问题的解释（二）\n\n船票五元。\n",
        ["规定 某市关于渡船的补充规定"],
    ),
    (
        "a numbered title with nothing but a table below",
        "# 某市关于渡船的补充规定（二）\n\n现对下列船票作如下补充：\n\n| 渡口 | 票价 |\n|---|---|\n| 南溪 | 五元 |\n",
        ["规定 某市关于渡船的补充规定（二）"],
    ),
    (
        "an annex of rules that is named as a document is",
        "某市渡船条例\n第一条 船票见附表。\n第二条 施行。\n附表\n某市渡船票价目录\n一、南溪渡口\n五元。\n二、北溪渡口\n六元。",
        ["条例 某市渡船条例"],
    ),
    (
        "rules with articles below 附件",
        "某市渡船条例\n第一条 船票见附件。\n第二条 施行。\n附件\n某市渡船票价规则\n第一条 五元。\n第二条 六元。",
        ["条例 某市渡船条例", "规则 某市渡船票价规则"],
    ),
    (
        "a caption above the table of a notice",
        "某市交通局关于调整渡船票价的通知\n各区交通局：\n票价自明日起调整，标准见附件1。\n某市交通局\n2020年1月2日\n附件1\n某市渡船票价标准\n渡口\t票价\n南溪\t五元。\n北溪\t六元。",
        ["通知 某市交通局关于调整渡船票价的通知"],
    ),
    (
        "a table that the notice issues",
        "某市交通局关于印发《某市渡船票价标准》的通知\n各区交通局：\n现将《某市渡船票价标准》印发给你们，请执行。\n某市交通局\n2020年1月2日\n附件\n某市渡船票价标准\n渡口\t票价\n南溪\t五元。\n北溪\t六元。",
        ["通知 某市交通局关于印发《某市渡船票价标准》的通知", "标准 某市渡船票价标准 < 0"],
    ),
    (
        "a notice whose addressee is glued to its title",
        "某市人民政府文件\n某政〔2020〕3号\n某市人民政府关于印发《某市渡船办法》的通知各区人民政府，市政府各部门；各有关单位：\n"
        "现将《某市渡船办法》印发给你们，请遵照执行。\n附件：某市渡船办法二○二○年一月二日\n附件1\n某市渡船办法\n第一条 五元。\n第二条 施行。",
        ["通知 某市人民政府关于印发《某市渡船办法》的通知", "办法 某市渡船办法 < 0"],
    ),
    (
        "a notice that names another in a sentence",
        "某市渡船办法\n第一条 依照关于印发《某规定》的通知执行。\n第二条 根据本市关于渡船的通知各渡口应当：\n（一）靠泊；\n（二）离泊。\n第三条 施行。",
        ["办法 某市渡船办法"],
    ),
    (
        "a notice with its number in brackets behind the title",
        "某市人民政府关于印发《某市渡船办法》的通知（某政〔2020〕3号）\n各区人民政府：\n现将《某市渡船办法》印发给你们。\n某市人民政府\n"
        "2020年1月2日\n附件\n某市渡船办法\n第一条 五元。\n第二条 施行。",
        ["通知 某市人民政府关于印发《某市渡船办法》的通知", "办法 某市渡船办法 < 0"],
    ),
    (
        "an order with the year of its number in brackets",
        "某交通部令〔2020〕第3号\n《某部渡船规定》已经2020年1月2日某交通部第5次部务会议通过，现予公布，自2020年3月1日起施行。\n部长 某某\n2020年1月3日\n"
        "某部渡船规定\n第一条 五元。\n第二条 施行。",
        ["令 某交通部令", "规定 某部渡船规定 < 0"],
    ),
    (
        "an announcement that is headed by its number alone",
        "某省财政厅 某省交通厅公告〔2020〕第3号（停用渡船旧票）\n自本公告发布之日起，渡船旧票停止使用。\n某省财政厅\n2020年1月2日",
        ["公告 某省财政厅 某省交通厅公告"],
    ),
    (
        "a number above the rules that it is of heads no order",
        "某交通部令〔2020〕第3号\n某市渡船规定\n第一条 五元。\n第二条 施行。",
        ["规定 某市渡船规定"],
    ),
    (
        "what a label below the title says is no title",
        "某市人民政府关于印发某市渡船票价目录的通知\n文号：\n某政〔2020〕3号\n主题词：\n渡船票价目录\n各区人民政府：\n现将目录印发给你们，请遵照执行。\n某市人民政府\n2020年1月2日",
        ["通知 某市人民政府关于印发某市渡船票价目录的通知"],
    ),
    (
        "the list of an annex does not end its document",
        "某部令\n第3号\n《某部关于废止部分规章的决定》已经通过，现予公布。\n某部关于废止部分规章的决定\n一、废止五件规章（见附件1）。\n二、本决定自公布之日起施行。\n附件1\n"
        "废止的规章目录\n一、渡船办法\n二、渡口办法",
        ["令 某部令", "决定 某部关于废止部分规章的决定 < 0"],
    ),
    (
        "what a notice issues, one below the other",
        "某市银行关于渡船票款的通知\n各支行：\n现将《某市渡船票款办法》印发给你们，请遵照执行。\n某市银行\n2020年1月2日\n附件1\n某市渡船票款办法\n"
        "第一条 五元。\n第二条 施行。\n附件2\n关于停用旧票的公告\n自今日起停用。\n附件3\n渡船票款应急预案\n一、停电时。\n二、停航时。",
        [
            "通知 某市银行关于渡船票款的通知",
            "办法 某市渡船票款办法 < 0",
            "公告 关于停用旧票的公告",
            "预案 渡船票款应急预案",
        ],
    ),
    (
        "what a notice lists among its annexes, the first without its label",
        "某市银行关于渡船票款的通知\n各支行：\n现将《某市渡船票款办法》印发给你们，请遵照执行。\n附件：1.某市渡船票款办法2.关于停用旧票的公告某市银行2020年1月2日\n"
        "某市渡船票款办法\n第一条 五元。\n第二条 施行。\n附件2\n关于停用旧票的公告\n自今日起停用。",
        ["通知 某市银行关于渡船票款的通知", "办法 某市渡船票款办法 < 0", "公告 关于停用旧票的公告"],
    ),
    (
        "the table of rules that a notice issues",
        "某市银行关于渡船票款的通知\n各支行：\n现将《某市渡船票款办法》印发给你们，请遵照执行。\n某市银行\n2020年1月2日\n附件\n某市渡船票款办法\n"
        "第一条 五元。\n第二条 施行。\n附表\n渡船票价目录\n一、南溪渡口\n五元。\n二、北溪渡口\n六元。",
        ["通知 某市银行关于渡船票款的通知", "办法 某市渡船票款办法 < 0"],
    ),
    (
        "a title with its day glued to it, below the head of a printed document",
        "特急\n某市银行文件\n某银发[1993]7号\n关于执行《渡船管理条例》的若干规定一九九三年一月十二日\n为了执行条例，制定本规定。\n第一条 五元。\n第二条 施行。",
        ["规定 关于执行《渡船管理条例》的若干规定"],
    ),
    (
        "an order that a sentence mentions",
        "某市银行关于印发《某市银行令》的通知\n各支行：\n现将《某市银行令》印发给你们，请遵照执行。\n账户依照有关规定（某市银行令〔2003〕第5号发布）管理。\n某市银行\n2020年1月2日",
        ["通知 某市银行关于印发《某市银行令》的通知"],
    ),
]


@pytest.mark.parametrize(("text", "documents"), [pytest.param(t, d, id=i) for i, t, d in PAGES])
def test_documents_of_a_converted_page(text: str, documents: list[str]) -> None:
    parsed = parse_page(source_of(text))
    got = [f"{r.kind} {r.title}" + (f" < {r.issued_by}" if r.issued_by is not None else "") for r in parsed.regulations]
    assert got == documents
    spans = sorted([*(piece.span for piece in parsed.boilerplate), *(r.span for r in parsed.regulations)])
    assert [span.start for span in spans] == [0, *(span.end for span in spans)][:-1]


@pytest.mark.parametrize(
    ("heading", "number"),
    [
        ("某省财政厅公告〔2020〕第3号", "某省财政厅公告〔2020〕第3号"),
        ("某省财政厅 某省交通厅公告〔2020〕第3号（停用渡船旧票）", "某省财政厅 某省交通厅公告〔2020〕第3号"),
        ("某省财政厅、某省交通厅公告 2020年第3号", "某省财政厅、某省交通厅公告 2020年第3号"),
    ],
)
def test_the_number_that_heads_an_announcement(heading: str, number: str) -> None:
    text = f"{heading}\n自本公告发布之日起，渡船旧票停止使用。\n某省财政厅\n2020年1月2日\n"
    (regulation,) = parse_page(source_of(text)).regulations
    assert (regulation.kind, regulation.doc_number, regulation.promulgated) == ("公告", number, "2020-01-02")
