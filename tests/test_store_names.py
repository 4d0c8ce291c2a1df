"""Identifiers and citations of provisions."""

import time
from dataclasses import replace

import pytest
from fatiao.parse.model import Event, Provision
from fatiao.store.ids import FlagKey, Numbering, document_id, flag_ids, place, position_id, version_day
from fatiao.store.outline import Outline
from fatiao.text.levels import Level
from fatiao.text.source import Span

A, B, C, D = Level.ANNEX, Level.PART, Level.CHAPTER, Level.SECTION
E, F, G, H, J = Level.DIVISION, Level.ARTICLE, Level.PARA, Level.ITEM, Level.SUBITEM


def tree(*steps: tuple[Level, str | None, str], siblings: int = 0) -> Provision:
    """Return a root with one chain of provisions below it, the last with as many siblings of its level behind it."""
    nowhere = Span(0, 0)
    children: tuple[Provision, ...] = ()
    for index, (level, number, label) in enumerate(reversed(steps)):
        one = Provision(level, number, label, None, nowhere, nowhere, children)
        more = [one._replace(number=str(int(number or 1) + n), children=()) for n in range(1, siblings + 1)]
        children = (one, *more) if index == 0 else (one,)
    return Provision(Level.BODY, None, "", None, nowhere, nowhere, children)


ART8 = (F, "8", "第八条")
CASES = [
    ([ART8], "art_8", "第八条", "article"),
    ([(C, "2", "第二章"), ART8], "art_8", "第八条", "article without its chapter"),
    ([(F, "12之1", "第十二条之一")], "art_12bis1", "第十二条之一", "inserted article"),
    ([(F, "8", "第8条")], "art_8", "第八条", "article in Arabic digits"),
    ([ART8, (G, "1", "")], "art_8__para_1", "第八条", "the only 款"),
    ([ART8, (G, "1", ""), (H, "3", "（三）")], "art_8__para_1__item_3", "第八条第（三）项", "item of the only 款"),
    ([ART8, (H, "3", "(三)"), (J, "1", "1.")], "art_8__item_3__subitem_1", "第八条第（三）项第1目", "目"),
    ([ART8, (H, "3", "")], "art_8__item_3", "第八条第（三）项", "item whose label is lost"),
    ([ART8, (H, "3", "3.")], "art_8__item_3", "第八条第3项", "item printed 3."),
    ([ART8, (H, "b", "(b)")], "art_8__item_b", "第八条第(b)项", "item printed (b)"),
    ([(B, "1", "第一编"), (C, "2", "第二章")], "part_1__chp_2", "第一编第二章", "chapter of a part"),
    ([(C, "2", "第二章"), (D, "1", "第一节")], "chp_2__sec_1", "第二章第一节", "section of a chapter"),
    ([(C, "2", "Ⅱ"), (D, "2.04", "2.04节")], "sec_2.04", "第2.04节", "section of an agreement"),
    (
        *([(D, "2.04", "2.04节"), (H, "a", "(a)"), (J, "i", "(i)")],),
        *("sec_2.04__item_a__subitem_i", "第2.04节(a)(i)", "items of an agreement"),
    ),
    ([(E, "3", "三、")], "dvs_3", "三、", "division"),
    ([(E, "3", "三、"), (H, "1", "（一）")], "dvs_3__item_1", "三、（一）", "item of a division"),
    (
        *([(E, "3", "三、"), (G, "1", ""), (H, "1", "（一）"), (J, "2", "2．")],),
        *("dvs_3__para_1__item_1__subitem_2", "三、（一）2", "subitem of a division"),
    ),
    ([(A, "1", "附件1：")], "annex_1", "附件1", "annex"),
    ([(A, None, "附件")], "annex_1", "附件", "the only annex"),
    ([(A, "2", "附表2"), ART8], "annex_2__art_8", "附表2第八条", "article of an annex"),
    ([(A, "1", "附件1"), (E, "3", "三、")], "annex_1__dvs_3", "附件1三、", "division of an annex"),
    ([(G, "1", "")], "para_1", "正文", "the only paragraph of a text"),
    ([(H, None, "●")], "item_1", "正文", "an item without number"),
    ([ART8, (F, "9", "第九条")], "art_8__art_9", "第九条", "an article quoted in another"),
]


@pytest.mark.parametrize(("steps", "eid", "citation"), [row[:3] for row in CASES], ids=[row[3] for row in CASES])
def test_names(steps: list[tuple[Level, str | None, str]], eid: str, citation: str) -> None:
    last = list(place("x", tree(*steps)))[-1]
    assert (last.id, last.citation) == (f"x#{eid}", citation)


SEVERAL = [
    ([ART8, (G, "1", "")], "第八条第一款", "one 款 of several"),
    ([(E, "3", "三、"), (G, "1", "")], "三、第一段", "paragraphs of a division"),
    ([(G, "1", "")], "第一段", "paragraphs of a text"),
]


@pytest.mark.parametrize(("steps", "citation"), [row[:2] for row in SEVERAL], ids=[row[2] for row in SEVERAL])
def test_one_of_several_paragraphs_is_named(steps: list[tuple[Level, str | None, str]], citation: str) -> None:
    root = tree(*steps, siblings=1)
    assert [p.citation for p in place("x", root)][len(steps) - 1] == citation


def test_item_of_one_of_several_paragraphs() -> None:
    root = tree(ART8, (G, "1", ""), (H, "1", "（一）"))
    article = root.children[0]
    item_and_more = article._replace(children=(*article.children, article.children[0]._replace(number="2")))
    placed = list(place("x", root._replace(children=(item_and_more,))))
    assert [p.citation for p in placed] == [
        *("第八条", "第八条第一款", "第八条第一款第（一）项", "第八条第二款", "第八条第二款第（一）项"),
    ]


def test_what_repeats_takes_a_suffix_and_passes_it_on() -> None:
    root = tree(ART8, (G, "1", ""))
    twice = root._replace(children=root.children * 2)
    assert [p.id for p in place("x", twice)] == ["x#art_8", "x#art_8__para_1", "x#art_8-2", "x#art_8-2__para_1"]


def test_the_parent_is_named_and_the_path_leads_there() -> None:
    placed = list(place("x", tree((C, "2", "第二章"), ART8, (G, "1", ""))))
    assert [(p.parent_id, p.path) for p in placed] == [(None, (0,)), ("x#chp_2", (0, 0)), ("x#art_8", (0, 0, 0))]


TITLES = [
    ("小额贷款办法（试行）", "小额贷款办法试行", "brackets go"),
    ("关于 A/B#类 的通知\n", "关于AB类的通知", "what is awkward in a URL goes"),
    ("法" * 100, "法" * 60, "long titles are cut"),
    ("", "untitled", "no title"),
]


@pytest.mark.parametrize(("title", "slug"), [row[:2] for row in TITLES], ids=[row[2] for row in TITLES])
def test_document_id(sample, title: str, slug: str) -> None:
    identifier = document_id(replace(sample.page.regulations[0], title=title))
    assert identifier[:-9] == slug
    assert identifier[-9] == "-" and set(identifier[-8:]) <= set("0123456789abcdef")


SAME = [
    ({"source_id": "b", "ordinal": 7, "span": Span(9, 99), "issued_by": 0}, "place on the page, and the page"),
    ({"title": "甲市 小额贷款\n办法"}, "white space in the title"),
    ({"doc_number": "甲府[2008] 9号"}, "brackets and white space of the number"),
    ({"issuer": None, "region": "乙市", "kind": None, "expires": "2020-01-01"}, "other facts"),
    ({"effective": "2008-06-01"}, "the day of effect of a version that has one of promulgation"),
    ({"adopted": "2008-04-01"}, "the day of adoption of a version that has one of promulgation"),
    ({"history": (Event("2008-05-01", None, "公布", "", Span(0, 0)),)}, "history that tells nothing new"),
]
OTHER = [
    ({"title": "甲市小额贷款规定"}, "title"),
    ({"doc_number": "甲府〔2008〕10号"}, "number"),
    ({"doc_number": None}, "no number"),
    ({"promulgated": "2008-05-02"}, "day of promulgation"),
    ({"promulgated": None, "adopted": "2008-05-02"}, "day of adoption"),
    ({"text_as_of": "2010-01-01"}, "an amendment"),
]


@pytest.mark.parametrize("change", [row[0] for row in SAME], ids=[row[1] for row in SAME])
def test_what_an_identifier_does_not_depend_on(sample, change: dict[str, object]) -> None:
    regulation = sample.page.regulations[0]
    assert document_id(replace(regulation, **change)) == document_id(regulation)


@pytest.mark.parametrize("change", [row[0] for row in OTHER], ids=[row[1] for row in OTHER])
def test_what_an_identifier_depends_on(sample, change: dict[str, object]) -> None:
    regulation = sample.page.regulations[0]
    assert document_id(replace(regulation, **change)) != document_id(regulation)


DAYS = [
    ({"text_as_of": "2009-09-09", "promulgated": "2001-01-01", "adopted": "2000-12-31"}, "2009-09-09", "last change"),
    ({"promulgated": "2001-01-01", "adopted": "2000-12-31", "effective": "2001-02-01"}, "2001-01-01", "promulgation"),
    ({"adopted": "2000-12-31", "approved": "2001-01-02", "effective": "2001-02-01"}, "2000-12-31", "adoption"),
    ({"approved": "2001-01-02", "effective": "2001-02-01"}, "2001-01-02", "approval"),
    ({"effective": "2001-02-01", "expires": "2009-01-01"}, "2001-02-01", "effect, as the end is no version"),
    ({"effective": "on promulgation"}, None, "effect that is no day"),
    ({}, None, "nothing"),
]


@pytest.mark.parametrize(("days", "day"), [row[:2] for row in DAYS], ids=[row[2] for row in DAYS])
def test_the_day_of_a_version(sample, days: dict[str, str], day: str | None) -> None:
    unknown = dict.fromkeys(("adopted", "approved", "promulgated", "effective", "expires", "text_as_of"))
    assert version_day(replace(sample.page.regulations[0], **(unknown | days))) == day


def test_records_are_numbered_within_their_provision() -> None:
    numbers, citations = Numbering("x"), Numbering("x", "c")
    assert [numbers.next(key) for key in ("x#art_1", "x#art_2", "x#art_1", None)] == [
        *("x#art_1-1", "x#art_2-1", "x#art_1-2", "x#front-1"),
    ]
    assert citations.next("x#art_1") == "x#art_1-c1"


def test_equal_labels_take_each_other_no_time() -> None:
    def seconds(count: int) -> float:
        root = tree(ART8)
        many = root._replace(children=root.children * count)
        start = time.perf_counter()
        assert list(place("x", many))[-1].id == f"x#art_8-{count}"
        return time.perf_counter() - start

    # 20 times as many in less than 100 times the time: it was 400 times
    assert min(seconds(8000) for _ in range(2)) < 100 * max(min(seconds(400) for _ in range(3)), 0.001)


def test_flags_that_are_quite_alike_are_counted() -> None:
    key = FlagKey("x", "art_1", "gap", "甲", None, "前", "后")
    one, two, other = flag_ids([key, key, key._replace(text="乙")])
    assert len({one, two, other}) == 3
    assert list(flag_ids([key])) == [one]


def test_position_ids_tell_where_a_stretch_begins() -> None:
    assert [position_id("f" * 64, 95, count) for count in (1, 2)] == [
        "ffffffffffff-00000095",
        "ffffffffffff-00000095-2",
    ]


HOLDERS = [
    ("贷款余额", "第二条第一款", "inside one"),
    ("未经批准的；\n（二）逾期", "第二条第二款", "over two items"),
    ("第二条 贷款", "第二条", "over an article and its first 款"),
    ("甲府", None, "before the first provision"),
    ("9号\n第一章", None, "from before the first provision into it"),
]


@pytest.mark.parametrize(("part", "citation"), [row[:2] for row in HOLDERS], ids=[row[2] for row in HOLDERS])
def test_the_smallest_provision_that_holds_a_span(sample, part: str, citation: str | None) -> None:
    text = sample.page.source.text
    start = text.index(part)
    placed = Outline(sample.page.regulations[0]).holder(Span(start, start + len(part)))
    assert (placed and placed.citation) == citation
