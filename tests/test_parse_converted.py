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
    (
        "a title broken over lines with blank lines between, which the notice names",
        "首页\n政务公开\n政策文件\n发布时间：2012-04-06\n某府办〔2012〕36号\n\n印发某市外来人口子女入读义务\n\n教育公办学校办法的通知\n\n各区人民政府：\n\n"
        "《某市外来人口子女入读义务教育公办学校办法》业经市人民政府同意，现印发给你们，请遵照执行。\n\n二○一二年四月六日\n\n"
        "某市外来人口子女入读义务\n\n教育公办学校办法\n\n第一条 五元。\n\n第二条 施行。",
        [
            "通知 印发某市外来人口子女入读义务教育公办学校办法的通知",
            "办法 某市外来人口子女入读义务教育公办学校办法 < 0",
        ],
    ),
    (
        "a title that is named, below its authority",
        "某法院关于《渡船条例》若干问题的规定\n对某法院《关于适用〈渡船条例〉若干问题的解释》修改如下：\n一、票价五元。\n附件\n某法院\n"
        "关于适用《渡船条例》\n若干问题的解释\n第一条 五元。\n第二条 施行。",
        ["规定 某法院关于《渡船条例》若干问题的规定", "解释 某法院关于适用《渡船条例》若干问题的解释"],
    ),
    (
        "a title over three lines, of which the first has a year",
        "## 附件正文\n\n关于2025 年毕业生基层就业\n学费补偿国家助学贷款代偿\n申请工作的通知\n各学院：\n请于8月30日前提交申请。\n",
        ["通知 关于2025 年毕业生基层就业学费补偿国家助学贷款代偿申请工作的通知"],
    ),
    (
        "a title whose first line ends in a year",
        "# 保卫处\n\n关于某大学2012年\n征集新兵的通知\n各学院：\n请于8月30日前报名。\n",
        ["通知 关于某大学2012年征集新兵的通知"],
    ),
    (
        "lines that end as titles do, and are sentences or name a fault",
        "某市渡船条例\n第一条 五元。\n第二条 施行。\n船票标签不规范\n处五百元罚款。\n条例对各类票价作了系统安排\n看六元的一类。\n"
        "有人并不理会渡口诸如船期错误的解释\n请看下文。\n",
        ["条例 某市渡船条例"],
    ),
    (
        "the words of a menu above a title",
        "首页\n保障性渡船信息\n办事指南及表格下载\n某市渡船管理暂行办法(交通部令第69号)\n1999年4月22日发布\n第一条 五元。\n第二条 施行。",
        ["办法 某市渡船管理暂行办法"],
    ),
    (
        "titles that look like faults and are none",
        "某市应急供应方案\n一、供应\n粮食每人五元。\n二、响应\n三日内响应。\n促进民营渡船的措施\n一、奖励\n每船五元。\n二、施行\n自今日起。\n",
        ["方案 某市应急供应方案", "措施 促进民营渡船的措施"],
    ),
    (
        "a title whose first line ends in what it is about",
        "关于加强公司登记注册\n管理工作的通知\n各局：\n请于8月30日前完成。\n",
        ["通知 关于加强公司登记注册管理工作的通知"],
    ),
    (
        "two that a notice names in its title",
        "某市银行关于印发《某市渡船票款办法》和《某市渡船票款规程》的通知\n各支行：\n请认真执行《票款办法》。\n某市银行\n2020年1月2日\n附件1\n"
        "某市渡船票款办法\n第一条 五元。\n第二条 施行。\n附件2\n某市渡船票款规程\n第一条 六元。\n第二条 施行。",
        [
            "通知 某市银行关于印发《某市渡船票款办法》和《某市渡船票款规程》的通知",
            "办法 某市渡船票款办法 < 0",
            "规程 某市渡船票款规程 < 0",
        ],
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


HEADS = [
    (
        "某省银行文件\n某银发〔2000〕176号\n关于停用旧票的通知\n各分行：\n自今日起停用。\n",
        "某省银行",
        "某银发〔2000〕176号",
        None,
    ),
    (
        "某省人民政府关于停用旧票的通知\n文　　号: 某府〔2012〕143号\t公报期号:\n\n各市人民政府：\n自今日起停用。\n",
        "某省人民政府",
        "某府〔2012〕143号",
        None,
    ),
    (
        "某高级法院关于停用旧票的通知\n法[2004]96号       2004-05-18\n各法院：\n自今日起停用。\n",
        "某高级法院",
        "法[2004]96号",
        "2004-05-18",
    ),
    (
        "某高级法院关于停用旧票的通知\n1996年6月26日 法发〔1996〕20号\n\n各法院：\n自今日起停用。\n",
        "某高级法院",
        "法发〔1996〕20号",
        "1996-06-26",
    ),
    (
        "某银行关于停用旧票的意见\n标题：某银行关于停用旧票的意见索引号：HB/1文号：某银发〔2021〕2号发文机关：某银行公文种类：发布日期：2021年9月30日生效日期：\n"
        "各分行：\n自今日起停用。\n",
        "某银行",
        "某银发〔2021〕2号",
        "2021-09-30",
    ),
    ("某局关于停用旧票的规定\n（91）环管字第050号\n第一条 五元。\n第二条 施行。\n", None, "（91）环管字第050号", None),
]


@pytest.mark.parametrize(("text", "issuer", "number", "day"), HEADS)
def test_what_the_head_of_a_printed_page_tells(text: str, issuer: str | None, number: str, day: str | None) -> None:
    (document,) = parse_page(source_of(text)).regulations
    assert (document.issuer, document.doc_number, document.promulgated) == (issuer, number, day)


def test_a_notice_that_is_forwarded_keeps_its_number_and_its_day_and_issues_without_a_name() -> None:
    notice = (
        "{0}关于修订渡船办法的通知\n\n{1}\n\n各县人民政府：\n\n现将修订后的办法印发给你们，请执行。\n\n{0}\n\n{2}\n\n"
    )
    outer = "乙市人民政府转发省政府关于修订渡船办法的通知\n\n乙府〔2015〕4号\n\n各区：\n\n现将《甲省人民政府关于修订渡船办法的通知》转发，请执行。\n\n乙市人民政府\n\n2015年6月24日\n\n"
    inner = notice.format("甲省人民政府", "甲府〔2014〕3号", "2014年7月1日")
    page = parse_page(source_of(outer + inner + "甲省渡船办法\n\n第一条 五元。\n\n第二条 施行。"))
    got = [(document.issuer, document.doc_number, document.promulgated) for document in page.regulations]
    assert got == [
        ("乙市人民政府", "乙府〔2015〕4号", "2015-06-24"),
        ("甲省人民政府", "甲府〔2014〕3号", "2014-07-01"),
        ("甲省人民政府", "甲府〔2014〕3号", "2014-07-01"),
    ]


@pytest.mark.parametrize(
    ("title", "status"),
    [
        ("某市渡船办法（试行）", "试行"),
        ("某市渡船办法（ 试 行 ）", "试行"),
        ("某市渡船方案（试行第九版）", "试行"),
        ("某市渡船暂行规定", "暂行"),
        ("某市渡船暂行办法（2010年修订）", "暂行"),
        ("某市渡船（试行）办法", "试行"),
        ("试行渡船收费办法", "试行"),
        ("某市渡船暂行条例实施细则", None),
        ("某市实施《渡船暂行条例》办法", None),
    ],
)
def test_a_mark_of_trial_is_of_the_document_that_is_named(title: str, status: str | None) -> None:
    (document,) = parse_page(source_of(f"{title}\n第一条 五元。\n第二条 施行。")).regulations
    assert document.status == status


def test_an_answer_keeps_its_number_and_its_day_though_a_notice_hands_it_on() -> None:
    notice = "某法院关于印发某局《关于渡船票价的复函》的通知\n\n1996年2月13日 〔1996〕法字第1号\n\n各法院：\n\n现将某局《关于渡船票价的复函》印发给你们。\n\n"
    page = parse_page(
        source_of(notice + "关于渡船票价的复函\n\n1996年2月1日 某统字〔1996〕34号\n\n某法院：\n\n票价五元。\n")
    )
    assert [(each.doc_number, each.promulgated) for each in page.regulations] == [
        ("〔1996〕法字第1号", "1996-02-13"),
        ("某统字〔1996〕34号", "1996-02-01"),
    ]
