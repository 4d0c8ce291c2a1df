"""Pages: which documents stand on one, and what each says of itself."""

from __future__ import annotations

import pytest
from fatiao.ingest import Source
from fatiao.parse import parse_page
from fatiao.parse.model import Page, Regulation
from fatiao.parse.pages.titles import clean_title, is_title, kind_of


def page(text: str) -> Page:
    return parse_page(Source("0" * 64, "t.txt", "text/plain", "utf-8", text))


def only(text: str) -> Regulation:
    (regulation,) = page(text).regulations
    return regulation


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("某市贷款担保管理办法", "办法"),
        ("某市贷款担保管理办法(试行)", "办法"),
        ("某市人民政府关于印发《某市贷款办法》的通知", "通知"),
        ("某省人民政府办公厅关于印发某厅编制规定》通知", "通知"),
        ("关于贷款合同当事人未经同意达成新协议,保证人是否承担责任的请示的答复", "答复"),
        ("中华人民共和国与某银行贷款协定(教育项目)", "协定"),
        ("中华人民共和国护照法", "法"),
        ("某省实施细则[1]", "细则"),
        ("某市人民政府令", "令"),
    ],
)
def test_titles(line: str, kind: str) -> None:
    assert is_title(line)
    assert kind_of(line) == kind


@pytest.mark.parametrize(
    "line",
    [
        "第三条 适用办法",
        "一、管理办法",
        "(三)其他办法",
        "采取下列方法",
        "附件:收费办法",
        "应当遵守本办法。",
        "目 录",
        "《某市办法》",
        "计算方法",
        "表 3 污染物浓度测定方法标准",
        "§7.1 裁量标准",
        "b) 采用固定顶罐的,应当满足相关标准",
        "除前款规定",
        "《某某防治法》第八十四条第二款 除前款规定",
        "排放的废气应当满足标准(无行业排放标准",
    ],
)
def test_lines_that_are_no_titles(line: str) -> None:
    assert not is_title(line)


@pytest.mark.parametrize(
    ("printed", "clean"),
    [
        ("辽宁省厅[1]规定", "辽宁省厅规定"),
        ("某市\n贷款办法", "某市贷款办法"),
        ("# 某法", "某法"),
        ("关于  某事的  通知", "关于 某事的 通知"),
    ],
)
def test_clean_titles(printed: str, clean: str) -> None:
    assert clean_title(printed) == clean


NOTICE = """某市人民政府关于印发《某市贷款办法》的通知

某政发〔2008〕61号

各区人民政府:
  《某市贷款办法》已经市政府同意，现印发给你们，请执行。

二○○八年十二月二十八日

某市贷款办法

第一条 为了贷款。
第二条 本办法自2009年1月1日起施行。
"""

PAGES = [
    ("notice and regulation", NOTICE, ["通知 某市人民政府关于印发《某市贷款办法》的通知", "办法 某市贷款办法 < 0"]),
    (
        "a site's page: the title stands three times, furniture between",
        "您的位置: 首页 » 正文\n\n某市贷款办法\n\n时间:2024-06-29 来源: 某网 阅读:8672\n下载地址: 点击此处下载\n\n某市贷款办法\n\n某市人民政府\n\n\n"
        "某市贷款办法\n第一条 为了。\n第二条 施行。\n下载地址: 点击此处下载\n",
        ["办法 某市贷款办法"],
    ),
    (
        "two regulations, numbering starts again",
        "某市贷款办法\n第一条 为了。\n第二条 施行。\n某市担保办法\n第一条 为了。\n第二条 施行。\n",
        ["办法 某市贷款办法", "办法 某市担保办法"],
    ),
    (
        "two regulations without a line break",
        "某市贷款办法第一条 为了。第二条 施行。某市担保办法第一条 为了。第二条 施行。",
        ["办法 某市贷款办法", "办法 某市担保办法"],
    ),
    (
        "notice and regulation without a line break",
        "某厅关于印发某厅职责规定的通知发布日期:2010-05-29某政办〔2010〕175号各市人民政府：《某厅职责规定》经批准，现予印发。"
        "某厅职责规定根据决定，设立某厅。一、职责（一）贯彻。二、机构设5个处。",
        ["通知 某厅关于印发某厅职责规定的通知", "规定 某厅职责规定 < 0"],
    ),
    (
        "an order with the title under it",
        "某省人民政府令\n第12号\n《某省防火规定》已经省政府同意，现予公布，自2011年3月1日起施行。\n省长 某某\n2011年1月2日\n某省防火规定\n第一条 为了。\n第二条 应当。",
        ["令 某省人民政府令", "规定 某省防火规定 < 0"],
    ),
    (
        "links to other documents are none",
        "某市贷款办法\n第一条 为了。\n第二条 施行。\n相关法规\n某省担保办法\n某省贷款细则\n",
        ["办法 某市贷款办法"],
    ),
    (
        "a title broken over two lines",
        "某某市创业贷款\n担保管理办法\n第一条 为了。\n第二条 施行。",
        ["办法 某某市创业贷款担保管理办法"],
    ),
    (
        "a title no word gives away",
        "某市贷款办法\n第一条 为了。\n第二条 施行。\n内地与某地相互认可判决的做法\n2006年3月21日公布\n第一条 为了。\n第二条 施行。",
        ["办法 某市贷款办法", "None 内地与某地相互认可判决的做法"],
    ),
    (
        "a name in the text is no title",
        "某市贷款办法\n第一条 依照\n某省担保管理办法\n的规定。\n第二条 施行。",
        ["办法 某市贷款办法"],
    ),
    (
        "a plain reply",
        "最高人民法院关于保证责任的答复\n1991年6月7日\n某高级人民法院:\n你院请示收悉。经研究，同意。\n此复",
        ["答复 最高人民法院关于保证责任的答复"],
    ),
    ("no regulation", "今天天气很好。我们去公园。", []),
    ("nothing but furniture", "您的位置: 首页\n下载地址: 点击此处下载\n", []),
]


@pytest.mark.parametrize(("text", "documents"), [pytest.param(t, d, id=i) for i, t, d in PAGES])
def test_documents_of_a_page(text: str, documents: list[str]) -> None:
    parsed = page(text)
    got = [f"{r.kind} {r.title}" + (f" < {r.issued_by}" if r.issued_by is not None else "") for r in parsed.regulations]
    assert got == documents
    spans = sorted([*(piece.span for piece in parsed.boilerplate), *(r.span for r in parsed.regulations)])
    assert "".join(span.of(text) for span in spans) == text


def test_furniture_is_outside_the_regulations() -> None:
    text = dict((i, t) for i, t, _ in PAGES)["a site's page: the title stands three times, furniture between"]
    parsed = page(text)
    assert [span.of(text).strip() for _, span in parsed.boilerplate if span.of(text).strip()] == [
        "您的位置: 首页 » 正文",
        "下载地址: 点击此处下载",
    ]


def test_a_regulation_inherits_what_its_notice_states() -> None:
    notice, regulation = page(NOTICE).regulations
    assert (notice.issuer, notice.doc_number, notice.promulgated) == (
        "某市人民政府",
        "某政发〔2008〕61号",
        "2008-12-28",
    )
    assert (regulation.issuer, regulation.doc_number, regulation.promulgated) == (
        notice.issuer,
        notice.doc_number,
        notice.promulgated,
    )
    assert (notice.effective, regulation.effective) == (None, "2009-01-01")


BODY = "\n第一条 为了贷款。\n第二条 应当。\n"
FIELDS = [
    ("date and issuer on one line", "某委贷款规定\n1992年6月23日,国家科委" + BODY, {"promulgated": "1992-06-23", "issuer": "国家科委"}),
    ("history line", "某市防火条例\n1998年3月28日 某市第一届人民代表大会常务委员会第八次会议通过" + BODY,
     {"adopted": "1998-03-28", "promulgated": None, "issuer": "某市人民代表大会常务委员会"}),
    ("issuer by its own line", "某市贷款办法\n\n某省某市人民政府\n\n某市贷款办法" + BODY, {"issuer": "某省某市人民政府", "region": "某省某市"}),
    ("number in brackets of several kinds", "某市贷款办法\n大政办发 [2010] 125号" + BODY, {"doc_number": "大政办发 [2010] 125号"}),
    ("order number", "某部贷款办法\n(2010年第3号)" + BODY, {"doc_number": "2010年第3号"}),
    ("a cited number is not its own", "某市贷款办法\n第一条 按国办发〔2009〕7号文件。\n第二条 应当。", {"doc_number": None}),
    ("effective by the closing article", "某市贷款办法" + BODY + "第三条 本办法自2009年1月1日起施行。", {"effective": "2009-01-01"}),
    ("effective on promulgation", "某市贷款办法" + BODY + "第三条 本办法自发布之日起施行。", {"effective": "on promulgation"}),
    ("effective on issue", "某市贷款办法" + BODY + "第三条 本办法自印发之日起执行。", {"effective": "on promulgation"}),
    ("effective in Chinese digits", "某市贷款办法" + BODY + "第三条 本办法自二○○九年一月一日起施行。", {"effective": "2009-01-01"}),
    ("another law's effect is not its own", "某市贷款办法\n第一条 自2001年5月1日起施行的《某法》。\n第二条 应当。", {"effective": None}),
    ("effective by the header", "某部贷款规定\n2019年7月1日 施行" + BODY, {"effective": "2019-07-01"}),
    ("lapses", "某市贷款办法" + BODY + "第三条 本办法自2021年1月1日起施行，有效期至2025年12月31日。",
     {"effective": "2021-01-01", "expires": "2025-12-31"}),
    ("on trial, in the title", "某市贷款办法(试行)" + BODY, {"status": "试行"}),
    ("provisional", "某市贷款暂行办法" + BODY, {"status": "暂行"}),
    ("draft, below the title", "某市贷款办法\n（征求意见稿）" + BODY, {"status": "征求意见稿", "title": "某市贷款办法"}),
    ("no such day", "某市贷款办法" + BODY + "第三条 本办法自2009年2月30日起施行。", {"effective": None}),
    ("signed and effective", "甲国与乙银行贷款协定\n(签订日期1996年9月13日 生效日期1996年9月14日)" + BODY,
     {"promulgated": "1996-09-13", "effective": "1996-09-14"}),
    ("dated below the text", "某市关于防火的通知\n各区：\n请防火。\n某市人民政府\n二○○五年四月二十七日", {"promulgated": "2005-04-27", "issuer": "某市人民政府"}),
    ("state organs have no region", "国务院关于防火的决定" + BODY, {"region": None}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "fields"), [pytest.param(t, f, id=i) for i, t, f in FIELDS])
def test_metadata(text: str, fields: dict[str, str | None]) -> None:
    regulation = only(text)
    assert {name: getattr(regulation, name) for name in fields} == fields


ROWS = {
    "tabs": "项目\t公共服务收费标准\n检测\t30元\n监测\t40元",
    "bars": "项目|公共服务收费标准\n检测|30元\n监测|40元",
    "spaces": "项目      公共服务收费标准\n检测      30元\n监测      40元\n测试      50元",
    "the last cell of the last row": "序号    金额    依据\n1       30元    某市公共场所卫生管理办法\n2       40元    某市公共场所收费规定",
    "a cell that runs on": "项目\t依据\n检测\t某市公共场所\n卫生管理办法\n监测\t某省公共服务收费规定",
}


@pytest.mark.parametrize("rows", ROWS.values(), ids=ROWS)
def test_no_line_of_a_table_is_a_title(rows: str) -> None:
    text = (
        f"某市公共场所收费管理办法\n第一条 为了管理，制定本办法。\n第二条 期限为三年。\n附件\n{rows}\n注：军人免费。\n"
    )
    regulation = only(text)
    assert regulation.title == "某市公共场所收费管理办法"
    assert regulation.span.of(text).endswith("注：军人免费。")
