"""History: the steps that a title block tells of; and the level of authority that follows from them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from fatiao.ingest import Source
from fatiao.parse import parse_page
from fatiao.parse.metadata.authority import AUTHORITIES
from fatiao.parse.metadata.history import ACTIONS, find_history
from fatiao.parse.model import Regulation
from fatiao.text.fold import fold
from fatiao.text.source import Span

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "history.jsonl").read_text(encoding="utf-8").splitlines()
]
"""Each: `text` is a line of a title block; wanted are date, body, action and the words of each step."""


def only(text: str) -> Regulation:
    (regulation,) = parse_page(Source("0" * 64, "t.txt", "text/plain", "utf-8", text)).regulations
    return regulation


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_history(case: dict[str, str]) -> None:
    text = f"某市样本办法\n{case['text']}\n"
    found = find_history(fold(text), text, Span(0, len(text)))
    assert [[event.date, event.body, event.action, event.text] for event in found] == case["want"]
    assert all(event.span.of(text) == event.text for event in found)
    assert all(event.action in ACTIONS.values() for event in found)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_the_line_is_seen_on_a_page(case: dict[str, str]) -> None:
    regulation = only(f"某市样本办法\n{case['text']}\n第一条 收费应当合理。\n第二条 收费应当公开。\n")
    assert [[event.date, event.body, event.action, event.text] for event in regulation.history] == case["want"]


@pytest.mark.parametrize(
    ("history", "issuer"),
    [
        ("2000年4月4日 某证券管理委员会、财政部公布", "某证券管理委员会、财政部"),
        ("1990年1月1日 国务院批准\n1990年2月1日 铁道部发布", "铁道部"),
        ("2008年7月17日 经某部第6次部务会议通过", "某部"),
        ("1998年6月1日某市人民政府第20号令发布", "某市人民政府"),
    ],
    ids=["two that promulgate", "who approves does not issue", "a meeting behind 经", "an order"],
)
def test_who_issued_it(history: str, issuer: str) -> None:
    assert only(f"样本办法\n{history}\n第一条 收费应当合理。\n第二条 收费应当公开。\n").issuer == issuer


def test_dates_of_the_text_are_no_history() -> None:
    regulation = only("某市样本办法\n第一条 2001年5月1日国务院发布的规定有效。\n第二条 收费应当公开。\n")
    assert regulation.history == ()


def test_a_history_broken_over_lines_is_whole() -> None:
    lines = "（2001年5月1日某市人民代表大会常务委员会通过　根据2010年5月1日某市人民代表\n大会常务委员会决定修正）"
    regulation = only(f"某市样本条例\n{lines}\n第一条 收费应当合理。\n第二条 收费应当公开。\n")
    assert [(event.date, event.action) for event in regulation.history][:1] == [("2001-05-01", "通过")]


HEADERS = [
    "1979年7月1日 第五届全国人民代表大会第二次会议通过\n1999年12月25日 第九届全国人民代表大会常务委员会第十三次会议通过的"
    "《中华人民共和国样本法修正案》\n2001年8月31日 第九届全国人民代表大会常务委员会第二十三次会议通过的《中华人民共和国样本法修正案（二）》",
    "（1979年7月1日第五届全国人民代表大\n会第二次会议通过　根据1999年12月25日《中华人民共和国样本\n法修正案》修正）",
    "1979年7月1日 第五届全国人民代表大会\n第二次会议通过\n2001年8月31日 第九届全国人民代表大会常务委\n员会第二十三次会议修正",
    "1979年7月1日 第五届全国人民代表大会第二次会议通过\n第九届全国人民代表大会常务委员会第三次会议修订\n公布之日起施行",
    "（1979年7月1日第五届全国人民代表大会第二次会议通过　根据2015年8月29日第十二届全国人民代表大会常务委员会第十六次会议"
    "《关于修改〈中华人民共和国样本法〉\n〈中华人民共和国别的法〉〈中华人民共和国实施《第三部法》\n规定〉的决定》修正）",
]
"""What stands below a title and is history, however it is broken."""


@pytest.mark.parametrize("header", HEADERS)
def test_no_line_of_a_history_is_a_provision(header: str) -> None:
    text = f"中华人民共和国样本法\n{header}\n第一章 总则\n第一条 收费应当合理。\n第二条 本法自公布之日起施行。\n"
    regulation = only(text)
    assert text[: regulation.root.own.end].rstrip().endswith(header[-6:])
    assert [child.label for child in regulation.root.children] == ["第一章"]
    assert (regulation.issuer, regulation.adopted) == ("全国人民代表大会", "1979-07-01")


def test_a_preamble_with_a_day_is_no_history() -> None:
    text = (
        "某市样本办法\n2001年5月1日 某市人民政府发布\n根据2000年1月1日施行的《样本法》，制定本办法。\n"
        "第一条 收费应当合理。\n第二条 收费应当公开。\n"
    )
    assert [child.level.value for child in only(text).root.children] == ["para", "article", "article"]


def test_a_title_broken_in_a_history_and_a_line_between_belong_to_it() -> None:
    text = (
        "某市样本条例\n第二编\n2001年5月1日 某市人民代表大会常务委员会通过\n"
        "2010年5月1日 《关于修改〈某市样本条例〉\n〈某市别的条例〉的决定》第一次修正\n2011年5月1日 施行\n"
        "第一条 收费应当合理。\n第二条 收费应当公开。\n"
    )
    regulation = only(text)
    assert [(event.date, event.action) for event in regulation.history] == [
        ("2001-05-01", "通过"),
        ("2010-05-01", "修正"),
        ("2011-05-01", "施行"),
    ]
    assert regulation.citations == ()


LEVELS = [
    ("中华人民共和国样本法", "2001年5月1日 第九届全国人民代表大会常务委员会第三次会议通过", "法律"),
    ("中华人民共和国样本法", "", "法律"),
    ("中华人民共和国样本条例", "2001年5月1日 第五届全国人民代表大会常务委员会第三次会议通过", "法律"),
    ("样本管理条例", "2001年5月1日 中华人民共和国国务院令第391号公布", "行政法规"),
    ("样本管理暂行办法", "2001年5月1日 中华人民共和国国务院令第391号公布", "行政法规"),
    ("样本管理规定", "1988年11月30日 国务院批准\n1988年12月20日 某某部令第1号发布", "行政法规"),
    ("样本管理规定", "2001年5月1日 中华人民共和国公安部令第69号发布", "部门规章"),
    ("样本管理办法", "2001年5月1日 国家某某总局令第3号公布", "部门规章"),
    ("国务院关于样本的规定", "2001年5月1日 国务院发布", "行政法规"),
    ("某市样本费使用办法", "2001年5月1日 某市人民政府第3次常务会议通过", "地方政府规章"),
    ("某市资源综合利用条例", "2001年5月1日 某市第九届人民代表大会常务委员会第三次会议通过", "地方性法规"),
    ("某市样本条例", "2001年5月1日 某市第九届人民代表大会常务委员会第三次会议通过", "地方性法规"),
    (
        "某市样本规定",
        "2001年5月1日 某市人民代表大会常务委员会通过\n2001年6月1日 某省人民代表大会常务委员会批准",
        "地方性法规",
    ),
    ("甲乙市样本条例", "", "地方性法规"),
    ("某市样本办法", "2001年5月1日 某市人民政府令第3号公布", "地方政府规章"),
    ("某市人民政府关于样本的通知", "", "规范性文件"),
    ("某市人民政府关于样本的意见", "某政发〔2009〕7号", "规范性文件"),
    ("国务院关于样本的意见", "国发〔2009〕7号", "规范性文件"),
    ("最高人民法院关于审理样本案件的解释", "2001年5月1日 最高人民法院审判委员会第3次会议通过", "司法解释"),
    ("最高人民法院关于审理样本案件的规定", "", "司法解释"),
    ("最高人民法院、最高人民检察院关于办理样本案件的解释", "", "司法解释"),
    ("最高人民法院关于样本问题的批复", "", "司法解释"),
    ("最高人民法院关于学习样本的通知", "", "规范性文件"),
    ("中华人民共和国和某国关于样本的协定", "", "条约"),
    ("样本管理办法", "", None),
    ("样本管理条例", "", None),
    ("某市宪法宣誓办法", "（2015年11月27日某市人民代表大会常务委员会通过）", "地方性法规"),
    ("某市样本收费细则", "某市教育局", "规范性文件"),
]


@pytest.mark.parametrize(("title", "history", "level"), LEVELS, ids=[f"{t} {h[:24]}" for t, h, _ in LEVELS])
def test_authority(title: str, history: str, level: str | None) -> None:
    regulation = only(f"{title}\n{history}\n第一条 收费应当合理。\n第二条 收费应当公开。\n")
    assert regulation.authority == level
    assert level is None or level in AUTHORITIES


def test_an_order_makes_rules_of_what_it_issues() -> None:
    text = "某市人民政府令\n第12号\n《某市样本办法》已经通过，现予公布，自公布之日起施行。\n市长 某某\n2009年7月1日\n"
    text += "某市样本办法\n第一条 收费应当合理。\n第二条 收费应当公开。\n"
    page = parse_page(Source("0" * 64, "t.txt", "text/plain", "utf-8", text))
    assert [regulation.authority for regulation in page.regulations if regulation.kind == "办法"] == ["地方政府规章"]
