"""The days of a version: which step of a title block is adoption, approval, promulgation or the last change."""

from __future__ import annotations

import pytest
from fatiao.ingest import Source
from fatiao.parse import parse_page

CONGRESS = "某市第九届人民代表大会常务委员会第三次会议"
PROVINCE = "某省第八届人民代表大会常务委员会第五次会议"

HISTORIES = [
    ("adopted", f"（2001年5月1日{CONGRESS}通过）", ("2001-05-01", None, None, None)),
    (
        "adopted and approved",
        f"2001年5月1日 {CONGRESS}通过\n2001年6月1日 {PROVINCE}批准",
        ("2001-05-01", "2001-06-01", None, None),
    ),
    (
        "adopted, approved and promulgated",
        f"2001年5月1日 {CONGRESS}通过\n2001年6月1日 {PROVINCE}批准\n2001年7月1日 {CONGRESS[:-5]}公告公布\n2001年8月1日 施行",
        ("2001-05-01", "2001-06-01", "2001-07-01", None),
    ),
    (
        "adopted and promulgated",
        "（2006年9月20日国务院第150次常务会议通过 2006年10月11日国务院令第476号公布）",
        ("2006-09-20", None, "2006-10-11", None),
    ),
    (
        "approved and promulgated",
        "1993年8月29日 国务院批准\n1993年9月15日 某部令第2号发布",
        (None, "1993-08-29", "1993-09-15", None),
    ),
    (
        "amended twice",
        f"（2001年5月1日{CONGRESS}通过 根据2004年6月1日{CONGRESS}《关于修改〈某市样本办法〉的决定》第一次修正 "
        f"根据2010年6月1日{CONGRESS}《关于修改部分地方性法规的决定》第二次修正）",
        ("2001-05-01", None, None, "2010-06-01"),
    ),
    (
        "an amendment promulgated, which is not the version's promulgation",
        f"2001年5月1日 {CONGRESS}通过\n2004年6月1日修正 2004年6月2日公布",
        ("2001-05-01", None, None, "2004-06-01"),
    ),
    (
        "amended by a decision that was approved",
        f"2001年5月1日 {CONGRESS}通过\n2001年6月1日 {PROVINCE}批准\n2010年5月1日 {CONGRESS}通过\n"
        f"2010年6月1日 {PROVINCE}批准的《某市人民代表大会常务委员会关于修改〈某市样本办法〉的决定》修正",
        ("2001-05-01", "2001-06-01", None, "2010-06-01"),
    ),
    (
        "revised by a session",
        f"（1995年5月1日{CONGRESS}通过 2018年5月1日{CONGRESS}修订）",
        ("2018-05-01", None, None, "2018-05-01"),
    ),
    (
        "revised, approved, promulgated, and amended since",
        f"1995年5月1日 {CONGRESS}通过\n1995年6月1日 {PROVINCE}批准\n2011年8月1日 {CONGRESS}修订\n2011年9月1日 {PROVINCE}批准\n"
        f"2011年10月1日 {CONGRESS[:-5]}公告第30号公布\n根据2020年3月1日{CONGRESS}《关于修改〈某市样本办法〉的决定》修正",
        ("2011-08-01", "2011-09-01", "2011-10-01", "2020-03-01"),
    ),
    (
        "revised and adopted at once",
        "1991年3月4日 国务院令第76号发布\n2018年9月6日 国务院第23次常务会议修订通过\n2018年11月6日 国务院令第706号公布",
        ("2018-09-06", None, "2018-11-06", "2018-09-06"),
    ),
    (
        "amended by an order, 修订",
        "（2001年10月27日某市人民政府令第3号公布　根据2010年11月25日某市人民政府令第8号修订）",
        (None, None, "2001-10-27", "2010-11-25"),
    ),
    (
        "amended by a decision, 修订",
        "2001年10月27日 国务院令第3号公布\n2011年1月8日 《国务院关于废止和修改部分行政法规的决定》第一次修订",
        (None, None, "2001-10-27", "2011-01-08"),
    ),
    (
        "promulgated anew",
        "（1990年1月1日某部令第1号发布 2003年2月3日某部令第9号修订公布）",
        (None, None, "2003-02-03", "2003-02-03"),
    ),
    (
        "a revision that was approved",
        "1986年12月3日 国务院批准\n1986年12月26日 公安部发布\n1994年7月13日 国务院批准修订\n1994年7月15日 公安部发布",
        (None, "1994-07-13", "1994-07-15", "1994-07-13"),
    ),
    (
        "adopted by two, in one sentence",
        "2018年9月3日 甲高级人民法院审判委员会第3次会议、2018年8月12日乙人民检察院检察委员会第九次会议通过",
        ("2018-09-03", None, None, None),
    ),
    (
        "adopted again by the same body",
        "2009年3月23日 甲高级人民法院审判委员会第1464次会议通过\n2020年12月23日 甲高级人民法院审判委员会第1823次会议通过",
        ("2009-03-23", None, None, "2020-12-23"),
    ),
    (
        "changed by amendments that have names",
        f"1979年7月1日 {CONGRESS}通过\n1999年12月25日 {CONGRESS}通过的《某市样本办法修正案》\n"
        f"2011年2月25日 {CONGRESS}通过的《某市样本办法修正案（二）》",
        ("1979-07-01", None, None, "2011-02-25"),
    ),
    (
        "the history of several texts",
        f"2002年7月18日 {CONGRESS}通过\n2019年11月27日 {CONGRESS}《关于修改八部法规的决定》修正\n"
        f"1991年12月21日 {CONGRESS}通过\n2019年11月27日 {CONGRESS}《关于修改八部法规的决定》修正",
        (None, None, None, "2019-11-27"),
    ),
    (
        "the history of the state's law above that of the city's regulation",
        "（2002年6月29日全国人民代表大会常务委员会通过 2012年2月29日全国人民代表大会常务委员会修订）\n"
        "（2001年7月30日云州市第九届人民代表大会通过 根据2020年11月27日云州市人民代表大会《关于修改六件法规的决定》修正）",
        ("2001-07-30", None, None, "2020-11-27"),
    ),
    (
        "an adoption misprinted before the one above",
        f"2012年5月1日 {CONGRESS}通过\n2010年3月1日 {CONGRESS}修订\n2016年6月1日 {CONGRESS}《关于修改〈某市样本办法〉的决定》修正",
        (None, None, None, "2016-06-01"),
    ),
    (
        "a change misprinted before its decision",
        f"2003年5月1日 {CONGRESS}通过\n2003年6月1日 {PROVINCE}批准\n2001年8月1日 {CONGRESS}通过\n"
        f"2011年9月1日 {PROVINCE}批准的《某市人民代表大会常务委员会关于修改〈某市样本办法〉的决定》修正",
        ("2003-05-01", "2003-06-01", None, "2011-09-01"),
    ),
    (
        "an approval before the adoption",
        f"1999年4月14日 {CONGRESS}通过\n1995年5月30日 {PROVINCE}批准",
        (None, None, None, None),
    ),
    (
        "the approval told before the decision",
        f"2004年10月25日 {CONGRESS}通过\n2004年11月25日 {PROVINCE}批准\n"
        f"2011年11月25日 {PROVINCE}批准的2011年11月15日{CONGRESS}《关于修改〈某市样本办法〉的决定》修正",
        ("2004-10-25", "2004-11-25", None, "2011-11-25"),
    ),
    (
        "adopted under another name",
        f"1985年6月13日 {CONGRESS}通过《某市普及教育条例》 根据1995年4月29日{CONGRESS}《关于修改〈某市普及教育条例〉的决定》修正",
        ("1985-06-13", None, None, "1995-04-29"),
    ),
    (
        "a mark of a title behind the word that it belongs before",
        f"2008年11月27日 {CONGRESS}通过\n2012年1月13日 {CONGRESS}《关于修改<某市样本办法>等二十五件地方性法规的决定修正》",
        ("2008-11-27", None, None, "2012-01-13"),
    ),
    (
        "titles three deep and broken over lines",
        f"1993年9月28日 {CONGRESS}通过\n2015年12月3日 {CONGRESS}《关于修改〈某市选举细则〉\n〈某市实施《中华人民共和国代表法》办法〉\n"
        "〈某市乡镇人大工作规定>的决定》修正",
        ("1993-09-28", None, None, "2015-12-03"),
    ),
    (
        "a step broken within a word",
        f"2009年12月24日 {CONGRESS}通过\n2015年12月25日 {CONGRESS}关于修\n改《某市样本办法》的决定第一次修正根据2018年9月7日{CONGRESS}"
        "《关于修改〈某市条例〉的决定》第二次修正",
        ("2009-12-24", None, None, "2018-09-07"),
    ),
    (
        "published by four that stand above one another",
        "1980年12月9日 国务院批准\n1980年12月27日 国家经济委员会\n国家基本建设委员会\n国家科学技术委员会\n国家档案局发布\n发布之日施行",
        (None, "1980-12-09", "1980-12-27", None),
    ),
    ("broken over two lines", "1984年1月7日 国务院\n\n某部发布", (None, None, "1984-01-07", None)),
    ("an order without a verb", "2017年11月22日 国务院令第692号", (None, None, "2017-11-22", None)),
    ("a date alone", "1955年12月29日", (None, None, "1955-12-29", None)),
    ("nothing", "", (None, None, None, None)),
]


def days(text: str) -> list[tuple[str | None, ...]]:
    page = parse_page(Source("0" * 64, "t.txt", "text/plain", "utf-8", text))
    return [(r.adopted, r.approved, r.promulgated, r.text_as_of) for r in page.regulations]


@pytest.mark.parametrize(("history", "want"), [row[1:] for row in HISTORIES], ids=[row[0] for row in HISTORIES])
def test_the_days_of_a_history(history: str, want: tuple[str | None, ...]) -> None:
    assert days(f"云州市样本办法\n\n{history}\n\n第一条 收费应当合理。\n第二条 收费应当公开。\n") == [want]


ARTICLES = "第一条 收费应当合理。\n第二条 收费应当公开。\n"
PAGES = [
    (
        "a ministry's order tells when its rules were adopted",
        f"某部令\n第12号\n《样本收费办法》已经2021年11月16日某部第20次部务会议审议通过，现予公布，自公布之日起施行。\n部长 某某\n"
        f"2021年12月31日\n样本收费办法\n{ARTICLES}",
        [(None, None, "2021-12-31", None), ("2021-11-16", None, "2021-12-31", None)],
    ),
    (
        "an announcement tells of a revision",
        f"某市人民代表大会常务委员会公告\n第12号\n《某市样本条例》已由某市第九届人民代表大会常务委员会第三次会议于2021年11月26日修订通过，"
        f"现予公布，自2022年1月1日起施行。\n某市人民代表大会常务委员会\n2021年12月1日\n某市样本条例\n{ARTICLES}",
        [(None, None, "2021-12-01", None), ("2021-11-26", None, "2021-12-01", "2021-11-26")],
    ),
    (
        "a decision that amends does not promulgate the old rule",
        "某市人民政府关于修改《某市样本办法》的决定\n某市人民政府令第57号\n《某市人民政府关于修改〈某市样本办法〉的决定》已经市人民政府通过，"
        f"现予公布。\n市长\n2019年2月11日\n一、将第二条修改为：“收费应当公开。”\n《某市样本办法》根据本决定修改，重新公布。\n某市样本办法\n{ARTICLES}",
        [(None, None, "2019-02-11", None), (None, None, None, "2019-02-11")],
    ),
    (
        "of two labels the day of the document",
        f"成文日期：2024年06月03日\n发布日期：2024年06月05日\n某市样本办法\n{ARTICLES}",
        [(None, None, "2024-06-03", None)],
    ),
    (
        "labels in the cells of a line",
        f"发文机关：\t某市人民政府\t成文日期：\t2018年12月18日\n发文字号：\t某政〔2018〕4号\t发布日期：\t2018年12月25日\n某市样本办法\n{ARTICLES}",
        [(None, None, "2018-12-18", None)],
    ),
    (
        "the day of a page is later than that of the signature",
        "某市财政局关于样本收费的通知\n2024-01-05\n来源：某市财政局\n各区财政局：\n收费应当公开。\n某市财政局\n2024年1月3日\n",
        [(None, None, "2024-01-03", None)],
    ),
    (
        "the label of a page is later than the signature",
        "某市财政局关于样本收费的通知\n发布日期：2024-01-05\n各区财政局：\n收费应当公开。\n某市财政局\n2024年1月3日\n",
        [(None, None, "2024-01-03", None)],
    ),
    (
        "labels whose values stand in the next lines",
        f"文号：\n某政〔2018〕4号\n成文日期：\n2018年12月18日\n生效日期：\n主题词：\n某市样本办法\n{ARTICLES}",
        [(None, None, "2018-12-18", None)],
    ),
    (
        "a label in eight digits",
        f"公布日期：20240105\n修正日期：20240203\n某市样本办法\n{ARTICLES}",
        [(None, None, "2024-01-05", "2024-02-03")],
    ),
    (
        "eight digits that are no day",
        f"公布日期：20241305\n某市样本办法\n{ARTICLES}",
        [(None, None, None, None)],
    ),
    ("a site's label alone", f"发布日期：2024年06月05日\n某市样本办法\n{ARTICLES}", [(None, None, "2024-06-05", None)]),
    (
        "the text says more than a site's label",
        f"发布日期：2014年06月05日\n某市样本办法\n（2010年1月2日某市人民政府令第3号公布）\n{ARTICLES}",
        [(None, None, "2010-01-02", None)],
    ),
    (
        "labels of adoption, approval and revision",
        f"通过日期：2009-04-20\n批准日期：2009-05-20\n公布日期：2009-06-01\n修订日期：2012-07-01\n某市样本办法\n{ARTICLES}",
        [("2009-04-20", "2009-05-20", "2009-06-01", "2012-07-01")],
    ),
]


@pytest.mark.parametrize(("page", "want"), [row[1:] for row in PAGES], ids=[row[0] for row in PAGES])
def test_the_days_of_a_page(page: str, want: list[tuple[str | None, ...]]) -> None:
    assert days(page) == want


EFFECTS = [
    ("本办法自通过之日起施行。", f"（2001年5月1日{CONGRESS}通过）", "2001-05-01"),
    ("本办法自批准之日起施行。", f"（2001年5月1日{CONGRESS}通过 2001年6月1日{PROVINCE}批准）", "2001-06-01"),
    ("本办法自通过之日起施行。", "", "on adoption"),
    ("本办法自批准之日起施行。", "", "on approval"),
    ("本办法自公布之日起施行。", f"（2001年5月1日{CONGRESS}通过）", "on promulgation"),
]


@pytest.mark.parametrize(("says", "history", "effective"), EFFECTS, ids=[f"{row[0]} {row[2]}" for row in EFFECTS])
def test_effect_on_the_day_of_adoption(says: str, history: str, effective: str) -> None:
    text = f"某市样本办法\n{history}\n第一条 收费应当合理。\n第二条 {says}\n"
    (regulation,) = parse_page(Source("0" * 64, "t.txt", "text/plain", "utf-8", text)).regulations
    assert regulation.effective == effective
