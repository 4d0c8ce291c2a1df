"""Pages as scrapers bring them: menus above, labels and printers' lines below, notices whose title no line prints."""

from __future__ import annotations

import pytest
from fatiao.ingest.html import html_text
from fatiao.parse import parse_page
from fatiao.parse.model import Regulation
from fatiao.text.source import source_of

RULES = "第一条 为了管理驿站，制定本办法。\n第二条 每日收费不超过5元。\n第三条 本办法自2020年3月1日起施行。\n"
MENU = "北岭县人民政府网\n首页\n政务公开\n行政处理决定\n关于评选先进的通知\n"
FIELDS = ("title", "issuer", "doc_number", "adopted", "promulgated", "issued_by")

NOTICE = "各乡镇人民政府：\n　　《北岭县驿站管理办法》已经县政府同意，现印发给你们，请认真执行。\n"
SIGNED = "北岭县人民政府办公室        2020年2月3日\n"
OWN = ("北岭县驿站管理办法", "北岭县人民政府办公室", None, None, "2020-02-03", None)

DOCUMENTS = [
    pytest.param(
        MENU + "您现在的位置：首页 > 政务公开 > 政策法规\n北岭县驿站管理办法\n" + RULES,
        [("北岭县驿站管理办法", None, None, None, None, None)],
        id="menus above breadcrumbs hold no title",
    ),
    pytest.param(
        "北岭县驿站管理办法 - 北岭在线\n" + MENU + "北岭在线 >> 公开 >> 办法\n北岭县驿站管理办法\n" + RULES,
        [("北岭县驿站管理办法", None, None, None, None, None)],
        id="breadcrumbs without a word are told by their arrows",
    ),
    pytest.param(
        "法规名称：北岭县驿站管理办法\n法规类别：法律 / 行政＞商务＞驿站目\n" + RULES,
        [("北岭县驿站管理办法", None, None, None, None, None)],
        id="a label with arrows is none",
    ),
    pytest.param(
        "北岭县商务局关于驿站选址的公告\n位置：县城东路\n所在位置：车站\n一、每站不少于2人。\n",
        [("北岭县商务局关于驿站选址的公告", "北岭县商务局", None, None, None, None)],
        id="where something lies is none either",
    ),
    pytest.param(
        MENU + "当前位置：首页 > 驿站\n月卡说明\n一、月卡每张30元。\n二、月卡不得转借。\n",
        [("月卡说明", None, None, None, None, None)],
        id="what is no title by its form heads the page below breadcrumbs",
    ),
    pytest.param(
        "驿站服务\n研发费用扣除\n关于申报驿站补助的通知\n各乡镇：\n一、每站补助2万元。\n县商务局 2020年2月3日\n",
        [("关于申报驿站补助的通知", "县商务局", None, None, "2020-02-03", None)],
        id="a menu joins no title that begins with 关于, and who signs has the day on the line",
    ),
    pytest.param(
        NOTICE + SIGNED + "北岭县驿站管理办法\n" + RULES,
        [OWN],
        id="a notice without a heading is the head of what it issues",
    ),
    pytest.param(
        "北岭县人民政府办公室文件\n北府办〔2020〕5号\n" + NOTICE + SIGNED + "北岭县驿站管理办法\n" + RULES,
        [(*OWN[:2], "北府办〔2020〕5号", *OWN[3:])],
        id="and its number",
    ),
    pytest.param(
        NOTICE + "　　原办法同时废止。\n" + SIGNED + "北岭县驿站管理办法\n" + RULES,
        [OWN],
        id="and what it says more",
    ),
    pytest.param(
        "北岭县驿站管理办法\n北府办〔2020〕5号\n各乡镇：\n为加强管理，特制定《北岭县驿站管理办法》。经县政府同意，现予印发。"
        "请执行。有问题的，向商务局反映。\n北岭县人民政府办公室\n2020年2月3日\n北岭县驿站管理办法\n" + RULES,
        [(*OWN[:2], "北府办〔2020〕5号", *OWN[3:])],
        id="also between two copies of the title",
    ),
    pytest.param(
        "北岭县商务局关于印发《北岭县驿站管理办法》的通知\n各乡镇：\n请认真执行。\n北岭县商务局\n2020年2月3日\n"
        "北岭县驿站管理办法\n" + RULES,
        [
            ("北岭县商务局关于印发《北岭县驿站管理办法》的通知", "北岭县商务局", None, None, "2020-02-03", None),
            ("北岭县驿站管理办法", "北岭县商务局", None, None, "2020-02-03", 0),
        ],
        id="the title of a notice names what it issues",
    ),
    pytest.param(
        "北府办〔2020〕5号北岭县人民政府关于加强驿站管理的意见\n各乡镇：\n一、每站不少于2人。\n",
        [("北岭县人民政府关于加强驿站管理的意见", "北岭县人民政府", None, None, None, None)],
        id="a number glued to a title is none of it",
    ),
    pytest.param(
        "《北岭县驿站管理办法》\n" + RULES,
        [("北岭县驿站管理办法", None, None, None, None, None)],
        id="book marks around a title are none of it",
    ),
    pytest.param(
        "北岭县驿站管理办法\n信息提供日期：2021-05-06\n" + RULES,
        [("北岭县驿站管理办法", None, None, None, None, None)],
        id="the day of the page is not that of the document",
    ),
    pytest.param(
        "发布机构：北岭县人民政府办公室\t发文日期：2020-02-03\n文　　号：\t主 题 词：\n"
        "北岭县人民政府关于驿站的通知\n一、每站不少于2人。\n",
        [("北岭县人民政府关于驿站的通知", "北岭县人民政府", None, None, "2020-02-03", None)],
        id="labels in cells: an empty one has no value, and an office publishes for its government",
    ),
    pytest.param(
        "北岭县驿站管理办法\n目录\n第一章　驿站经办\n第一章　驿站经办\n" + RULES,
        [("北岭县驿站管理办法", None, None, None, None, None)],
        id="a heading that ends like an authority is none",
    ),
    *(
        pytest.param(
            f"中华人民共和国主席令{between}第一百零七号\n《中华人民共和国驿站法》已由会议于2020年2月1日通过，现予公布。\n"
            "中华人民共和国主席 某某\n2020年2月3日\n中华人民共和国驿站法\n" + RULES,
            [
                (
                    "中华人民共和国主席令",
                    "中华人民共和国主席",
                    f"中华人民共和国主席令{told}第一百零七号",
                    None,
                    "2020-02-03",
                    None,
                ),
                (
                    "中华人民共和国驿站法",
                    None,
                    f"中华人民共和国主席令{told}第一百零七号",
                    "2020-02-01",
                    "2020-02-03",
                    0,
                ),
            ],
            id=f"an order of the head of state, its number {where}",
        )
        for between, told, where in (("", "", "in its heading"), ("\u3000", "\u3000", "apart"), ("\n", "", "below it"))
    ),
]


@pytest.mark.parametrize(
    "here",
    [
        "您现在的位置：首页",
        "您的当前位置：首页",
        "你当前所在的位置：首页",
        "当前位置:",
        "位置：首页",
        "首 页 > 公开",
        "某网 >> 公开 >> 办法",
        "某 » 公开 » 办法",
    ],
)
def test_breadcrumbs(here: str) -> None:
    page = parse_page(source_of(f"北岭县驿站管理办法 - 北岭在线\n{MENU}{here}\n北岭县驿站管理办法\n{RULES}"))
    assert [found.root.span.of(page.source.text).split("\n")[0] for found in page.regulations] == ["北岭县驿站管理办法"]


@pytest.mark.parametrize(("text", "expected"), DOCUMENTS)
def test_documents(text: str, expected: list[tuple[object, ...]]) -> None:
    page = parse_page(source_of(text))
    assert [tuple(getattr(found, field) for field in FIELDS) for found in page.regulations] == expected


def last(text: str) -> tuple[str, str]:
    """Return what the last article and the signature of a page's only document are."""
    page = parse_page(source_of("北岭县驿站管理办法\n" + RULES + text))
    [found] = page.regulations
    signature = "".join(
        node.span.of(text_of(found, page.source.text)) for node in found.root.all() if node.is_signature
    )
    articles = [node for node in found.root.all() if node.label.startswith("第三条")]
    return articles[-1].span.of(page.source.text).strip(), signature.strip()


def text_of(found: Regulation, text: str) -> str:
    """Return the text up to where a document ends."""
    return text[: found.span.end]


@pytest.mark.parametrize(
    "behind",
    [
        pytest.param("主　送：各乡镇。\n抄  送：县委，县人大。\n内部发送：办公室。\n", id="whom it was sent to"),
        pytest.param("县人民政府办公室               2020 年 2 月 3 日印发\n", id="a printer's line with wide spaces"),
        pytest.param("信息公开选项：主动公开抄送：县委。\n2020年2月3日印发\n", id="how it is made public"),
        pytest.param("北 岭 县 商 务 局\n二0二0年二月三日\n颁布日期：\n执行日期：\n", id="labels below a signature"),
    ],
)
def test_what_stands_below_the_last_article_is_its_signature(behind: str) -> None:
    assert last(behind) == ("第三条 本办法自2020年3月1日起施行。", behind.strip())


def test_the_labels_of_a_page_are_its_site_s() -> None:
    filed = "信息索取号：000-02\n公开类型：主动公开\n生成日期：2021-02-03\n【打印本页】\n"
    assert last(filed) == ("第三条 本办法自2020年3月1日起施行。", "")


def levels(text: str) -> list[tuple[str, str | None]]:
    """Return the provisions of a page's only document that are no 款."""
    [found] = parse_page(source_of(text)).regulations
    return [(node.level.value, node.number) for node in found.root.all() if node.level.value not in ("para", "body")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "驿站补助清单\n给站主的\n一、补助\n每站2万元。\n二、贴息\n每站1万元。\n给旅客的\n一、月卡\n每张30元。\n二、餐券\n每张5元。\n",
            [("division", number) for number in "1212"],
            id="two lists that state rules",
        ),
        pytest.param(
            "北岭县驿站管理办法\n第一条 下列：\n㈠站主。\n㈡旅客。\n1．报名\n⑴早；\n⑵晚。\n",
            [("article", "1"), ("item", "1"), ("item", "2"), ("subitem", "1"), ("subitem", "1"), ("subitem", "2")],
            id="numbers that are one character with their brackets",
        ),
    ],
)
def test_levels(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert levels(text) == expected


PAGE = "驿站应当整洁，被褥应当每日更换，饮水应当煮沸" * 12


@pytest.mark.parametrize(
    ("marks", "cut"),
    [
        pytest.param(("1", "2", "3"), ["1", "2", "3"], id="bare numbers of pages as long as one another"),
        pytest.param(("- 1 -", "- 2 -", "- 3 -"), ["- 1 -", "- 2 -", "- 3 -"], id="between dashes"),
        pytest.param(("— 3  —", "— 4 —", "— 9 —"), ["— 3  —", "— 4 —", "— 9 —"], id="some of which are lost"),
        pytest.param(("1", "3", "5"), [], id="what does not count on numbers no pages"),
        pytest.param(("2020", "2021", "2022"), [], id="years"),
    ],
)
def test_numbers_of_printed_pages_are_furniture(marks: tuple[str, ...], cut: list[str]) -> None:
    text = (
        "北岭县驿站管理办法\n第一条 为了"
        + "，\n".join(f"{PAGE}，\n{mark}\n{PAGE}" for mark in marks)
        + "。\n第二条 略。\n"
    )
    page = parse_page(source_of(text))
    assert [piece.span.of(text) for piece in page.boilerplate if piece.kind == "furniture"] == cut
    article = page.regulations[0].root.children[0]
    assert len(article.children) <= 1 or not cut


def test_statements_of_a_server_are_no_text() -> None:
    assert html_text('<%@ page language="x" %><p>甲<% if (a > b) { %>乙</p>') == "甲乙\n"
