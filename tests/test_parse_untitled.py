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
