"""Articles without a title are a document named after its file; a run of them is never boilerplate."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fatiao.extract.boilerplate import check_boilerplate
from fatiao.extract.page import process_source
from fatiao.parse.model import Boilerplate, Page
from fatiao.parse.page import parse_page
from fatiao.parse.pages.untitled import file_name
from fatiao.text.source import Source, Span

RUN = "第三条 甲不超过5元。\n第四条 乙。\n"
TITLED = "某市样本办法\n第一条 为了丙。\n第二条 丁。\n"


def parsed(text: str, uri: str = "pages/某通知.txt") -> Page:
    return parse_page(Source("a" * 64, uri, "text/plain", "utf-8", text))


CASES = [
    (RUN, [("某通知", RUN)], "a page of nothing else"),
    ("首页 > 新闻\n" + RUN, [("某通知", RUN)], "below a line of the site"),
    (RUN + "\n" + TITLED, [("某通知", RUN), ("某市样本办法", TITLED)], "above a regulation"),
    (RUN + "\n阅读：8672\n\n" + TITLED, [("某通知", RUN), ("某市样本办法", TITLED)], "with furniture behind it"),
    (
        "第三条 甲，阅读：8672\n第四条 乙，阅读：86\n",
        [("某通知", "第三条 甲，阅读：8672\n第四条 乙，阅读：86\n")],
        "a site's words in its lines",
    ),
    (RUN + RUN + TITLED, [("某通知", RUN), ("某通知", RUN), ("某市样本办法", TITLED)], "two runs"),
    ("第三条 甲不超过5元。\n\n" + TITLED, [("某市样本办法", TITLED)], "a single article is no run"),
    ("依照第三条和第四条。\n" + TITLED, [("某市样本办法", TITLED)], "mentions are no run"),
]


@pytest.mark.parametrize(("text", "documents"), [row[:2] for row in CASES], ids=[row[2] for row in CASES])
def test_runs_of_articles(text: str, documents: list[tuple[str, str]]) -> None:
    page = parsed(text)
    assert [(r.title, r.span.of(text) + "\n") for r in page.regulations] == documents
    untitled = [any(flag.kind == "untitled" for flag in r.flags) for r in page.regulations]
    assert untitled == [title == "某通知" for title, _ in documents]


def test_the_flag_is_on_the_first_line_and_the_name_tells_nothing_else() -> None:
    (regulation,) = parsed("首页 > 新闻\n" + RUN, "上海市通知.txt").regulations
    assert (regulation.title, regulation.kind, regulation.region, regulation.authority) == ("上海市通知", *(None,) * 3)
    assert [flag.span.of("首页 > 新闻\n" + RUN) for flag in regulation.flags if flag.kind == "untitled"] == [
        RUN.split("\n")[0]
    ]


POINTS = "1、每张月卡收费200元/月。\n2、繁华区不得高于60%。\n3、有效期31天。\n"
NEWS = "昨日，某市召开会议，要求增长不低于5%。\n会议指出，每年不少于三次。\n会议强调，必须在3日内落实。\n"
PAGES = [
    ("月卡说明\n" + POINTS, ["月卡说明"], "its first line"),
    ("首页\n某网站 | 登录\n某市月卡说明\n发布时间：2024-03-05 10:11\n" + POINTS, ["某市月卡说明"], "its headline"),
    ("月卡须知：\n" + POINTS, ["月卡须知"], "a line with a colon, right above the points"),
    ("发布单位：某局\n" + POINTS, ["某通知"], "a label names nothing"),
    (POINTS, ["某通知"], "nothing but points"),
    (
        "# 报销\n## 住宿标准\n| 职级 | 标准 |\n| 甲 | ≤800元/晚 |\n| 乙 | ≤600元/晚 |\n每日不超过50元。\n",
        ["住宿标准"],
        "rows",
    ),
    ("某地新闻\n发布时间：2024-03-05\n" + NEWS, [], "sentences without points"),
    ("1、新闻\n2、公告\n3、联系\n4、地图\n", [], "a menu"),
    ("1、2024-03-05 某会议\n2、2024-03-06 另一会议\n3、2024-03-07 再一会议\n", [], "a list of days"),
    (
        "学生奖励\n某某理工大学学生奖励条例\n第一条 甲。\n第二条 乙。\n",
        ["某某理工大学学生奖励条例"],
        "a menu's word above it",
    ),
    ("=====\n（2008年6月23日修订）\n一、甲不超过5元。\n二、乙。\n", ["某通知"], "dashes and days name nothing"),
    (
        "某某部门\n来源：甲 2024-03-05\n一、范围\n甲。\n二、数额\n不超过5元。\n",
        ["某某部门"],
        "a headline above what is counted otherwise",
    ),
]


@pytest.mark.parametrize(("text", "titles"), [row[:2] for row in PAGES], ids=[row[2] for row in PAGES])
def test_a_page_that_states_rules_is_a_document(text: str, titles: list[str]) -> None:
    page = parsed(text)
    assert [r.title for r in page.regulations] == titles


NAMES = [
    ("pages/某通知.txt", "某通知"),
    ("某通知", "某通知"),
    ("a.zip!/某通知.html", "某通知"),
    ("a/laws.jsonl#17", "laws#17"),
    ("https://example.org/a/%E9%80%9A%E7%9F%A5.html?id=3", "通知"),
    ("https://example.org/a/通知/", "通知"),
    ("C:\\pages\\通知.txt", "通知"),
    ("通知2008.12.1.txt", "通知2008.12.1"),
    ("-", ""),
    ("", ""),
]


@pytest.mark.parametrize(("uri", "name"), NAMES)
def test_file_names(uri: str, name: str) -> None:
    assert file_name(uri) == name


FLAGGED = [
    ("首页 > 新闻\n" + TITLED, [], "a line without numbers"),
    ("首页 > 罚款不超过5元\n" + TITLED, ["未归入法规的文字中有数值（5元），可能漏收"], "an amount above"),
    ("发布：2008-05-01\n" + TITLED, [], "a date of the site"),
]


@pytest.mark.parametrize(("text", "reasons"), [row[:2] for row in FLAGGED], ids=[row[2] for row in FLAGGED])
def test_boilerplate_with_numbers_is_flagged(text: str, reasons: list[str]) -> None:
    source = Source("a" * 64, "a.txt", "text/plain", "utf-8", text)
    assert [flag.reason for flag in process_source(source).flags if flag.kind == "boilerplate"] == reasons


INSIDE = [("furniture", 1), ("markup", 0), ("site", 1)]


@pytest.mark.parametrize(("kind", "number"), INSIDE)
def test_boilerplate_inside_a_regulation_is_flagged_but_for_markup(kind: str, number: int) -> None:
    page = parsed(TITLED)
    at = TITLED.index("丙")
    inside = replace(page, boilerplate=(Boilerplate(kind, Span(at, at + 1)),))
    assert len(list(check_boilerplate(inside))) == number
