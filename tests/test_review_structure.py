"""Suspicion about structure: each damaged page beside the sound ones that it resembles."""

from __future__ import annotations

from pathlib import Path

import pytest
from fatiao.extract.page import Processed, process_source
from fatiao.review.once import told_once
from fatiao.review.page import CHECKS, reviewed
from fatiao.review.structure import STRUCTURE
from fatiao.text.source import QUEUE, Flag, Source, Span, source_of

PAGES = Path(__file__).parent.parent / "corpus" / "pages"
HEAD = "云州市停车条例\n2001年5月1日 云州市第九届人民代表大会常务委员会第三次会议通过\n"
LAST = "第六条 本条例自2001年6月1日起施行。\n"
NUMERALS = "一二三四五"


def law(**articles: str) -> str:
    """Return a law of six articles; `a2="…"` gives the second another text."""
    usual = "停车场应当有人看管，第{}种收费应当公开。"
    texts = [articles.get(f"a{n}", usual.format(numeral)) for n, numeral in enumerate(NUMERALS, 1)]
    return HEAD + "".join(f"第{numeral}条 {text}\n" for numeral, text in zip(NUMERALS, texts, strict=True)) + LAST


def processed(text: str) -> Processed:
    return process_source(source_of(text))


def flags(text: str) -> list[Flag]:
    page = processed(text)
    return [flag for check in STRUCTURE for flag in check(page)]


def told(text: str, kind: str, least: float = QUEUE) -> list[str]:
    """Return the words that are doubted by flags of a kind that editors are asked about."""
    return [flag.span.of(text) for flag in flags(text) if flag.kind == kind and flag.score >= least]


WRONG = [
    ("citation", law(a2="违反本条例第八十条规定的，处以罚款。"), "本条例第八十条"),
    ("citation", law(a2="违反本条例第三条第五款规定的，处以罚款。"), "本条例第三条第五款"),
    ("citation", law(a2="违反本条例第三条、第二十条规定的，处以罚款。"), "第二十条"),
    ("citation", law(a2="依照本条例第七章办理。"), "本条例第七章"),
    (
        "citation",
        law(a3="禁止下列行为：\n（一）占道；\n（二）收费。", a4="违反本条例第三条第（三）项的，罚款。"),
        "本条例第三条第（三）项",
    ),
    ("bracket", law(a2="停车场（含立体车库应当公开收费。"), "（"),
    ("bracket", law(a2="停车场含立体车库）应当公开收费。"), "）"),
    ("bracket", law(a2="依照《云山省停车条例的规定办理。"), "《"),
    ("bracket", law(a2="本条例称“停车场的是供停车的场所。"), "“"),
    ("bracket", law(a2="停车场（含立体车库］应当公开收费。"), "］"),
    ("bracket", law(a2="依照《云山省停车条例))的规定办理。"), "))"),
    ("blank", law(a2="依照云政发〔2001〕　　号文件办理。"), "〔2001〕　　号"),
    ("blank", law(a2="自××年起执行。"), "××"),
    ("blank", law(a2="收费标准为____元。"), "____"),
    ("blank", law(a2="本条例自　　年　　月　　日起试行。"), "年　　月　　日"),
    ("cut_off", law(a2=""), "第二条"),
    ("cut_off", law(a2="停车场应当有人看管，收费应当公开，并且"), "停车场应当有人看管，收费应当公开，并且"),
    ("cut_off", law(a2="停车场应当有人看管，"), "停车场应当有人看管，"),
    ("heading", law().replace("第二条 ", "第二条"), "第二条"),
    ("heading", law().replace("公开。\n第二条 ", "公开。第二条 "), "第二条"),
    ("heading", law().replace("第三条", "监督管理\n第三条"), "监督管理"),
    (
        "heading",
        law().replace("第一条", "第一章 总则\n第一条").replace("第三条", "第二章 停车场的\n监督管理\n第三条"),
        "第二章 停车场的\n监督管理",
    ),
    (
        "duplicate",
        law(a2="停车场由市人民政府由市人民政府管理。"),
        "由市人民政府由市人民政府",
    ),
    (
        "order",
        law(a2="依照《云山省停车条例》，参照《云山省停车条例》和《云山省停车条例》，执行《云山省条例停车》。"),
        "云山省条例停车",
    ),
]
"""Kind, a page, and the words that are doubted."""

SOUND = {
    "a law": law(),
    "citations of itself": law(a2="违反本条例第三条、第五条第一款的，依照本条例第四条处罚。"),
    "citations of others": law(a2="依照《云山省停车条例》第八十条处罚，依照刑法第三百条追究刑事责任。"),
    "marks of lists": law(a2="应当提交：\n1）申请书；\na）原件；\n（一）图纸。"),
    "titles in titles": law(a2="依照《关于贯彻〈云山省停车条例〉的通知》（云政发〔2001〕5号）办理。"),
    "quotations in quotations": law(a2="本条例称“停车场（含‘立体车库’）”的，是供停车的场所。"),
    "a note of two lines": law(a2="标准如下：\n（注一：含立体车库。\n注二：不含路边停车。）"),
    "a model with crosses": law(a2="名称应当为“××停车场”，停车场由××区负责。"),
    "a form": law(a2="申请人（签章）：____　　年　　月　　日"),
    "an article left out": law(a2="（删去）"),
    "a list": law(a2="禁止下列行为：\n（一）占道；\n（二）乱收费。"),
    "a list that a penalty says again": law(
        a2="禁止下列行为：\n（一）占用道路停放车辆并且拒不驶离的；\n（二）擅自提高停车收费标准的；",
        a3="有下列行为之一的，处以罚款：\n（一）占用道路停放车辆并且拒不驶离的；\n（二）擅自提高停车收费标准的；",
    ),
    "glued throughout": law().replace("条 ", "条"),
    "chapters": law().replace("第一条", "第一章 总则\n第一条").replace("第六条", "第二章 附则\n第六条"),
}
"""Pages that editors are asked nothing about."""


@pytest.mark.parametrize(("kind", "text", "doubted"), WRONG, ids=[f"{row[0]} {row[2]}" for row in WRONG])
def test_what_is_damaged(kind: str, text: str, doubted: str) -> None:
    assert doubted in told(text, kind)


@pytest.mark.parametrize("text", SOUND.values(), ids=SOUND)
def test_what_is_sound(text: str) -> None:
    assert [flag for flag in flags(text) if flag.score >= QUEUE] == []


AMENDMENT = (
    "中华人民共和国停车法修正案\n（2001年5月1日通过）\n一、将停车法第三条修改为：“停车场应当有人看管。\n"
    "“收费应当公开。\n“违反前款规定的，处以罚款。”\n二、本修正案自公布之日起施行。\n"
)


def test_a_quotation_of_several_paragraphs_opens_in_each() -> None:
    assert told(AMENDMENT, "bracket", 0) == []
    assert told(AMENDMENT.replace("罚款。”", "罚款。"), "bracket", 0) == ["“"]


def test_what_is_glued_throughout_has_a_flag_each_below_the_queue() -> None:
    text = law().replace("条 ", "条")
    found = [flag for flag in flags(text) if flag.kind == "heading"]
    assert [flag.span.of(text) for flag in found] == [f"第{numeral}条" for numeral in "一二三四五六"]
    assert [flag.suggestion for flag in found][:1] == ["第一条　"]
    assert all(flag.score < QUEUE for flag in found)


NOTICE = "云州市人民政府办公室关于印发云州市停车办法的通知"
OFFICE = (
    "云州市交通局职能配置内设机构和人员编制规定\n一、主要职责\n（一）贯彻法律。\n二、内设机构\n根据上述职责，设两个内设机构：\n"
    "（一）办公室负责文电、会务工作。\n（二）法规处拟订规章草案。\n三、人员编制机关编制十名。\n"
)


def test_headings_without_articles() -> None:
    assert told(OFFICE, "heading") == ["三、人员编制", "（一）办公室", "（二）法规处"]


def test_a_title_that_runs_into_its_date() -> None:
    text = (
        f"{NOTICE}发布日期：2001年5月1日\n云政办发〔2001〕5号\n各区人民政府：\n现将停车办法印发给你们，请遵照执行。\n"
    )
    assert told(text, "heading") == ["通知"]


def test_a_number_below_its_addressee() -> None:
    right = f"{NOTICE}\n云政办发〔2001〕5号\n各区人民政府、市政府各部门：\n现将停车办法印发给你们，请遵照执行。\n"
    wrong = f"{NOTICE}\n各区人民政府、市政府各部门：\n云政办发〔2001〕5号\n现将停车办法印发给你们，请遵照执行。\n"
    assert told(right, "order") == []
    assert told(wrong, "order") == ["各区人民政府、市政府各部门：\n云政办发〔2001〕5号"]


def test_articles_that_stand_twice() -> None:
    body = law().partition("第三条")[0].removeprefix(HEAD)
    text = law().replace("第三条", body + "第三条")
    (twice,) = told(text, "duplicate")
    assert twice.strip() == body.strip()
    assert text.index(twice) == text.index(body)
    assert [flag.span.start for flag in flags(text) if flag.kind == "duplicate"] == [text.rindex(body)]


def test_the_title_line_of_a_page() -> None:
    text = f"云州市停车条例\n来源：法律资料网\n{law()}"
    assert told(text, "duplicate") == []
    assert len(told(text, "duplicate", 0)) in (0, 2)  # one line alone, or each of two


def test_a_cell_that_runs_over_two_lines() -> None:
    table = "还款时间                升水\n早于到期前三年,         0.30\n但晚于到期前六年\n早于到期前九年          0.55\n早于到期前十年          0.80\n"
    text = law(a2=f"升水如下：\n\n{table}")
    assert told(text, "order", 0) == ["早于到期前三年,         0.30\n但晚于到期前六年"]
    assert told(text, "order") == []


@pytest.mark.parametrize("path", sorted(PAGES.iterdir()), ids=lambda path: path.name[:3])
def test_flags_on_real_pages_are_sound(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for flag in flags(text):
        assert 0 <= flag.span.start < flag.span.end <= len(text)
        assert 0 < flag.score <= 1
        assert flag.suggestion is None or flag.suggestion != flag.span.of(text)
        assert any("\u4e00" <= character <= "\u9fff" for character in flag.reason)


def test_what_is_marked_up_is_not_doubted() -> None:
    text = "# 云州市停车条例\n\n" + law().removeprefix("云州市停车条例\n").replace("\n第", "\n\n**第").replace(
        "条 ", "条** "
    )
    page = process_source(Source("0" * 64, "a.md", "text/markdown", "utf-8", text))
    assert [flag for check in CHECKS for flag in check(page) if flag.score >= QUEUE] == []


ONCE = {
    "the surer one": ([("digit", 0, 4, "〇", 0.5), ("script", 0, 4, "〇", 0.9)], [1]),
    "one inside another": ([("punctuation", 0, 2, "”", 0.9), ("bracket", 1, 2, "”", 0.7)], [0]),
    "one beyond another": ([("punctuation", 1, 2, "”", 0.9), ("bracket", 0, 2, "”", 0.7)], [0, 1]),
    "what mends nothing": ([("misread", 0, 2, "入", 0.9), ("bracket", 0, 2, None, 0.7)], [0, 1]),
    "a place, and a character in it": ([("heading", 0, 5, "第一章　", 0.9), ("misread", 1, 2, "入", 0.6)], [0, 1]),
}
"""Flags (kind, range, suggestion, score), and those of them that are told."""


@pytest.mark.parametrize(("given", "kept"), ONCE.values(), ids=ONCE)
def test_characters_are_doubted_once(given: list[tuple[str, int, int, str | None, float]], kept: list[int]) -> None:
    found = [Flag(kind, "因", Span(start, end), right, score) for kind, start, end, right, score in given]
    assert told_once(found) == tuple(found[index] for index in kept)


def test_a_review_adds_flags_and_nothing_else() -> None:
    page = processed(law(a2="违反本条例第八十条规定的，处以罚款。"))
    found = reviewed(page)
    assert found.parameters == page.parameters
    assert set(page.flags) < set(found.flags)
    sound = processed(law())
    assert reviewed(sound) == sound
