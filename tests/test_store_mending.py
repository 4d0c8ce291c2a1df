"""What editors decided, applied to a page: its text, its documents, its parameters, its flags."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from decided import anchor_of, anchor_on, correct, decision, elsewhere, fields, insert
from fatiao.extract.page import Processed, process_source
from fatiao.ingest import read
from fatiao.parse.model import Page
from fatiao.parse.page import parse_page
from fatiao.store.decisions import Decision, Kind
from fatiao.store.mending.book import Book
from fatiao.store.mending.page import Mended, mend
from fatiao.store.mending.rows import decided_rows
from fatiao.store.outline import Row
from fatiao.store.rows import Rows, page_rows
from fatiao.text.markdown import MARKDOWN
from fatiao.text.source import Flag, Source, Span, source_of
from hypothesis import given
from hypothesis import strategies as st
from test_store_readings import check

SAMPLES = sorted((Path(__file__).parent.parent / "corpus" / "pages").iterdir())

LAW = """首页 > 法规
某市收人管理办法
某府〔2008〕9号
第一条 为了规范管理，制定本办法。
第二条 单位收人不得超过1O万元，其中贷款余额不超过基金规模的5倍。
本办法所称收人，是指单位取得的工资。
第三条 违反规定的，由市财政局处二O一O元以下罚款；逾期不缴的，每日加处3%的罚款。
第四条 单位应当在收到通知之日起15日内答复。
有异议的，向市财政局申诉。
第六条 本办法自2009年1月1日起施行。
关闭窗口
"""
PAGE = parse_page(source_of(LAW, "某市.txt"))


def no_review(processed: Processed) -> Processed:
    return processed


def mended(decisions: Sequence[Decision], source: Source = PAGE.source, review=no_review) -> tuple[Rows, Mended]:
    """Return the rows of a page with decisions applied, and what became of them."""
    found = mend(source, Book(decisions), review)
    rows = page_rows(found.processed.page, found.processed.parameters, ())
    rows["decided"] = decided_rows(source, found.outcomes, rows)
    check(
        rows,
        source.text,
        list(found.processed.page.edits),
        [b.span for b in found.processed.page.boilerplate if b.kind != "site"],
    )
    page = found.processed.page
    tiles = sorted([*(one.span for one in page.regulations), *(b.span for b in page.boilerplate if b.kind == "site")])
    assert "".join(span.of(source.text) for span in tiles) == source.text
    return rows, found


def became(decisions: Sequence[Decision], source: Source = PAGE.source) -> list[tuple[str, str | None]]:
    return [(str(one.result), one.reason) for one in mended(decisions, source)[1].outcomes]


def row(rows: Rows, table: str, **wanted: Any) -> Row:
    """Return the one row of a table with these values."""
    found = [one for one in rows[table] if all(one[name] == value for name, value in wanted.items())]
    assert len(found) == 1, [dict(one) for one in rows[table]]
    return found[0]


APPLIED = ("applied", None)


def test_a_number_is_read_from_the_corrected_text() -> None:
    before = page_rows(PAGE, process_source(PAGE.source).parameters, ())
    assert "10万元" not in [one["mention"] for one in before["parameters"]]
    rows, _ = mended([correct(PAGE, "1O万元", "10万元")])
    found = row(rows, "parameters", mention="10万元")
    assert (found["max_value"], found["comparator"], found["attribute"]) == (100_000, "<=", "收人")
    assert (found["start_char"], found["end_char"]) == (LAW.index("1O万元"), LAW.index("1O万元") + 4)
    assert found["quote"] == "单位收人不得超过10万元，其中贷款余额不超过基金规模的5倍。"


def test_words_are_read_from_the_corrected_text() -> None:
    rows, _ = mended([correct(PAGE, "收人", "收入", nth) for nth in (1, 2, 3)])
    assert row(rows, "documents")["title"] == "某市收入管理办法"
    assert row(rows, "definitions")["term"] == "收入"
    rows, _ = mended([correct(PAGE, "收人", "收入", 2), correct(PAGE, "1O万元", "10万元")])
    assert row(rows, "parameters", mention="10万元")["attribute"] == "收入"
    assert row(rows, "documents")["title"] == "某市收人管理办法"  # the others stay


def test_the_edits_are_the_characters_that_change() -> None:
    made = correct(PAGE, "处二O一O元", "处二〇一〇元")
    rows, _ = mended([made])
    at = LAW.index("二O一O")
    assert rows["edits"] == [
        {
            "source_id": PAGE.source.id,
            "wrong": "O",
            "right": "〇",
            "decision_id": made.id,
            "start_char": at + shift,
            "end_char": at + shift + 1,
        }
        for shift in (1, 3)
    ]
    assert row(rows, "parameters", mention="二〇一〇元")["max_value"] == 2010


EDITS = [
    ("收人", "收入", "第二条 单位收入不得超过1O万元", "one for one"),
    ("单位收人", "单位的收入", "第二条 单位的收入不得超过1O万元", "longer"),
    ("其中贷款余额", "其余额", "其余额不超过基金规模的5倍", "shorter"),
    ("，其中", "", "1O万元贷款余额不超过", "left out"),
    ("1O万元，其中贷款余额", "1O万元。其中，存款余额", "1O万元。其中，存款余额不超过", "in several places"),
    ("不得超过1O万元", "不超过五万元", "单位收人不超过五万元，其中", "another number"),
]


@pytest.mark.parametrize(("wrong", "right", "reads"), [one[:3] for one in EDITS], ids=[one[3] for one in EDITS])
def test_corrections(wrong: str, right: str, reads: str) -> None:
    nth = 2 if wrong == "收人" else 1
    rows, found = mended([correct(PAGE, wrong, right, nth)])
    assert [one.result for one in found.outcomes] == ["applied"]
    article = " ".join(str(one["text"]).strip() for one in rows["provisions"] if "#art_2" in str(one["id"]))
    assert reads in article


INSERTED = [
    ("济", "财政局", "由市济财政局处"),
    ("最高", "处二O", "由市财政局最高处二O一O元"),
    ("第五条 ", "有异议", "第五条 有异议的"),
]


@pytest.mark.parametrize(("words", "before", "reads"), INSERTED)
def test_words_that_were_missed(words: str, before: str, reads: str) -> None:
    rows, _ = mended([insert(PAGE, words, before)])
    assert any(reads in str(one["text"]) for one in rows["provisions"])
    assert all(one["start_char"] < one["end_char"] for one in rows["edits"])


def test_a_border_is_moved_by_correcting_the_text() -> None:
    rows, _ = mended([insert(PAGE, "第五条 ", "有异议")])
    assert row(rows, "provisions", level="article", number="5")["start_char"] == LAW.index("有异议")
    joined, _ = mended([correct(PAGE, "倍。\n本办法所称收人", "倍。本办法所称收人")])
    assert [one["text"] for one in joined["provisions"] if str(one["id"]).endswith("art_2__para_1")] == [
        "单位收人不得超过1O万元，其中贷款余额不超过基金规模的5倍。本办法所称收人，是指单位取得的工资。\n"
    ]


MARKED = "# 某市收人管理办法\n\n**第一条** 单位收**人**不得超过1O**万元**。\n\n> **第二条** 其他收&nbsp;人不超过基金规模的30%。\n"


def level(page: Page, words: str, after: str) -> Decision:
    """Return the decision that the provision that begins with these words is of a level."""
    return decision(Kind.LEVEL, anchor_on(page, words), json.dumps(after))


def test_a_provision_is_put_at_its_level() -> None:
    made = level(PAGE, "有异议", "article")
    rows, found = mended([made])
    assert [(one.decision, one.result, one.before) for one in found.outcomes] == [(made, "applied", '"para"')]
    provision = row(rows, "provisions", start_char=LAW.index("有异议"))
    assert (provision["level"], provision["parent_id"]) == ("article", None)
    decided = row(rows, "decided")
    assert (decided["table_name"], decided["row_id"]) == ("provisions", provision["id"])
    assert (decided["before"], decided["after"]) == ('"para"', '"article"')
    assert not rows["edits"], "nothing is read otherwise"


ON_OTHER_PAGES = [
    (LAW.replace("关闭窗口", "另一则广告").replace("有异议的，", "  有异议的，"), APPLIED),
    (LAW.replace("\n有异议", "有异议"), ("unfit", "这些字不再是一个条款的开头")),
    (LAW.replace("\n有异议", "\n第五条 有异议"), ("unfit", "文字仍在，但前后文已经不同")),
    (LAW.replace("有异议的，向市财政局申诉。\n", ""), ("unfit", "文中已没有这样的文字")),
]


@pytest.mark.parametrize(("text", "expected"), ON_OTHER_PAGES)
def test_the_level_of_a_provision_of_the_page_fetched_again(text: str, expected: tuple[str, str | None]) -> None:
    assert became(elsewhere([level(PAGE, "有异议", "article")]), source_of(text, "某市.txt")) == [expected]


def test_the_last_of_two_levels_holds() -> None:
    first, (_, found) = level(PAGE, "有异议", "article"), mended([level(PAGE, "有异议", "article")])
    again = level(found.processed.page, "有异议", "para")
    assert first.anchor.eid != again.anchor.eid, "the second was made on the page as the first left it"
    rows, _ = mended([first, again])
    assert row(rows, "provisions", start_char=LAW.index("有异议"))["level"] == "para"
    assert [one["result"] for one in rows["decided"]] == ["settled", "settled"]


def test_levels_and_corrections_on_one_page() -> None:
    split = correct(PAGE, "，其中", "。\n其中")
    alone = PAGE.source.text.index("其中贷款余额")
    made = level(PAGE, "其中贷款余额", "item")
    rows, found = mended([split, made, level(PAGE, "第四条", "article")])
    assert [(one.result, one.reason) for one in found.outcomes] == [
        APPLIED,
        APPLIED,
        ("settled", "这一条款本来就是这个层级"),
    ]
    assert row(rows, "provisions", level="item")["start_char"] == alone
    assert row(rows, "parameters", mention="5倍")["provision_id"] == row(rows, "provisions", level="item")["id"]


@pytest.mark.parametrize(
    ("after", "reason"), [('"body"', "应为"), ('"条"', "应为"), ("2", "应为"), ("null", "应为"), ("条", "JSON")]
)
def test_a_level_that_there_is_none_of(after: str, reason: str) -> None:
    ((result, said),) = became([decision(Kind.LEVEL, anchor_on(PAGE, "有异议"), after)])
    assert result == "unfit" and said and reason in said


def test_markup_and_corrections_on_one_page() -> None:
    page = parse_page(Source("a" * 64, "a.md", MARKDOWN, "utf-8", MARKED))
    made = [
        correct(page, "人**不", "入**不"),
        correct(page, "1O", "10"),
        correct(page, "30%", "31.5%"),
        correct(page, "收&nbsp;人", "收入"),
    ]
    rows, found = mended(made, page.source)
    assert [one.result for one in found.outcomes] == ["applied"] * 4
    assert row(rows, "parameters", mention="10万元")["attribute"] == "收入"
    assert row(rows, "parameters", mention="31.5%")["attribute"].endswith("收入")
    assert "**" not in "".join(str(one["text"]) for one in rows["provisions"])
    assert became([correct(page, "位收**人", "位收入")], page.source) == [APPLIED]
    assert became([correct(page, "*第二", "第三")], page.source) == [("unfit", "更正之处落在页眉、页码或标记之中")]


def test_furniture_and_corrections_on_one_page() -> None:
    text = LAW.replace("第三条", "— 3 —\n第三条")
    at = text.index("— 3 —")
    page = parse_page(replace(source_of(text), furniture=(Span(at, at + 6),)))
    rows, _ = mended([correct(page, "1O万元", "10万元")], page.source)
    assert row(rows, "boilerplate", kind="furniture")["text"] == "— 3 —\n"
    assert row(rows, "parameters", mention="10万元")
    assert became([correct(page, "— 3 —", "— 4 —")], page.source) == [("unfit", "更正之处落在页眉、页码或标记之中")]


PLACES = [
    ("广告：欢迎来电\n\n" + LAW, [APPLIED], "another advertisement"),
    (LAW.replace("关闭窗口", "打印本页\n返回"), [APPLIED], "another foot"),
    (LAW.replace("\n", "\n\n"), [APPLIED], "laid out anew"),
    (LAW.replace("1O万元", "10万元"), [("settled", "原文已经是更正后的文字")], "corrected at the source"),
    (LAW.replace("1O万元", "壹万元"), [("unfit", "文中已没有这样的文字")], "other words"),
    (
        LAW.replace("单位收人不得超过1O万元，其中", "个人缴纳的数额为1O万元的，"),
        [("unfit", "文字仍在，但前后文已经不同")],
        "other words around it",
    ),
]


@pytest.mark.parametrize(("text", "expected"), [one[:2] for one in PLACES], ids=[one[2] for one in PLACES])
def test_the_page_fetched_again(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert became(elsewhere([correct(PAGE, "1O万元", "10万元")]), source_of(text, "某市.txt")) == expected


def test_another_regulation_has_nothing_to_do_with_it() -> None:
    page = source_of(LAW.replace("某市收人", "某县收人"))
    assert became(elsewhere([correct(PAGE, "1O万元", "10万元")]), page) == []


def test_a_page_that_has_the_regulation_twice() -> None:
    body = LAW.partition("\n")[2].replace("关闭窗口\n", "")
    page = parse_page(source_of(body + body))
    assert len(page.regulations) == 2
    second = correct(page, "1O万元", "10万元", 2)
    rows, _ = mended([second], page.source)
    assert [one["start_char"] > len(body) for one in rows["edits"]] == [True]
    later, _ = mended(elsewhere([second]), source_of("广告：欢迎来电\n\n" + body + body))
    assert [one["start_char"] > len(body) for one in later["edits"]] == [True]


def test_the_title_corrected_and_then_what_is_under_it() -> None:
    """A correction of the title gives the document another identifier, which later decisions are anchored by."""
    title = correct(PAGE, "收人", "收入")
    after = mend(PAGE.source, Book([title]), no_review).processed.page
    later = [correct(after, "1O万元", "10万元"), *fields(after, "5倍", attribute="贷款总额")]
    assert later[0].anchor.document != title.anchor.document
    for decisions in ([title, *later], [title, *elsewhere(later)]):
        rows, found = mended(decisions)
        assert [one.result for one in found.outcomes] == ["applied"] * 3
        assert row(rows, "parameters", mention="5倍")["attribute"] == "贷款总额"
    moved = {title.anchor.document: later[0].anchor.document}  # as a build records it
    found = mend(PAGE.source, Book([*elsewhere(later)], moved), no_review)
    assert [one.result for one in found.outcomes] == []  # without the title's correction it is another document
    back = {later[0].anchor.document: title.anchor.document}
    found = mend(PAGE.source, Book([*elsewhere(later)], back), no_review)
    assert [one.result for one in found.outcomes] == ["applied"] * 2


def test_a_document_named_by_an_editor_and_then_what_is_under_it() -> None:
    where = anchor_on(PAGE, "某市收人管理办法")
    title = decision(Kind.DOCUMENT, where, '"某市收入管理办法"', field="title")
    after = mend(PAGE.source, Book([title]), no_review).processed.page
    later = [
        correct(after, "1O万元", "10万元"),
        decision(Kind.DOCUMENT, anchor_on(after, "某市收人管理办法"), '"试行"', field="status"),
        *fields(after, "5倍", attribute="贷款总额"),
    ]
    assert later[0].anchor.document != where.document
    for decisions in ([title, *later], elsewhere([title, *later])):
        rows, found = mended(decisions)
        assert [one.result for one in found.outcomes] == ["applied"] * 4
        assert row(rows, "documents")["title"] == "某市收入管理办法" and row(rows, "documents")["status"] == "试行"
        assert row(rows, "parameters", mention="10万元")


OVERLAPS = [
    (["收人不得", "人不得超"], ["收入不得", "入不得超"], ["applied", "unfit"], "the later overlaps"),
    (["收人", "单位收人不得"], ["收入", "单位收入可以"], ["settled", "applied"], "the later holds the earlier"),
    (["单位收人不得", "收人"], ["单位收入可以", "收入"], ["applied", "unfit"], "the earlier holds the later"),
    (["单位收", "人不得"], ["单位所", "得不得"], ["applied", "applied"], "side by side"),
]


@pytest.mark.parametrize(("wrong", "right", "results"), [one[:3] for one in OVERLAPS], ids=[one[3] for one in OVERLAPS])
def test_corrections_that_overlap(wrong: list[str], right: list[str], results: list[str]) -> None:
    made = [correct(PAGE, w, r, 2 if w == "收人" else 1) for w, r in zip(wrong, right, strict=True)]
    _, found = mended(made)
    assert [one.result for one in found.outcomes] == results
    for one in found.outcomes:
        assert (one.reason is None) == (one.result == "applied")
        if one.result == "unfit":
            assert one.reason == f"与较早的更正（{made[0].id}）重叠"


def test_a_correction_that_leaves_no_regulation_is_left_out_and_told() -> None:
    ruin = decision(Kind.CORRECT, anchor_of(PAGE, PAGE.regulations[0].span), "关闭窗口")
    good = fields(PAGE, "5倍", attribute="贷款总额")
    rows, found = mended([ruin, *good])
    assert [one["title"] for one in rows["documents"]] == ["某市收人管理办法"]
    assert [(one.result, one.reason) for one in found.outcomes] == [
        ("unfit", "更正后这一页上没有法规了，因此未予更正"),
        APPLIED,
    ]


def test_a_fault_in_a_corrected_page_costs_the_correction() -> None:
    def review(processed: Processed) -> Processed:
        if processed.page.edits:
            raise ZeroDivisionError("check")
        return processed

    rows, found = mended([correct(PAGE, "1O万元", "10万元")], review=review)
    assert row(rows, "documents")
    assert [(str(one.result), one.reason) for one in found.outcomes] == [
        ("unfit", "更正后的文字无法处理（ZeroDivisionError: check），因此未予更正")
    ]


FIELDS = [
    (
        "5倍",
        {"attribute": "贷款总额"},
        {"attribute": "贷款总额", "label": "贷款总额 ≤ 5倍（第二条第一款）", "word_confidence": 1.0},
    ),
    ("5倍", {"holder": None, "base": "注册资本"}, {"holder": None, "base": "注册资本"}),
    ("5倍", {"comparator": "<"}, {"comparator": "<", "max_value": 5, "max_inclusive": 0, "confidence": 1.0}),
    ("5倍", {"comparator": ">="}, {"comparator": ">=", "min_value": 5, "max_value": None, "min_inclusive": 1}),
    ("5倍", {"comparator": "range", "min_value": 2}, {"comparator": "range", "min_value": 2, "max_value": 5}),
    ("5倍", {"max_value": 50}, {"max_value": 50, "comparator": "<="}),
    (
        "15日",
        {"unit": "wd", "role": "deadline", "trigger": "收到通知"},
        {"unit": "wd", "role": "deadline", "trigger": "收到通知"},
    ),
    (
        "2009年1月1日",
        {"min_date": "2010-01-01", "max_date": "2010-01-01"},
        {"min_date": "2010-01-01", "min_value": None},
    ),
    ("5倍", {"modality": "must not", "condition": "经批准的"}, {"modality": "must not", "condition": "经批准的"}),
    ("5倍", {"act": "超额放贷的"}, {"act": "超额放贷的"}),
]


@pytest.mark.parametrize(
    ("mention", "values", "expected"), FIELDS, ids=[f"{one[0]}-{'-'.join(one[1])}" for one in FIELDS]
)
def test_fields_of_a_parameter(mention: str, values: dict[str, Any], expected: dict[str, Any]) -> None:
    made = fields(PAGE, mention, **values)
    rows, found = mended(made)
    parameter = row(rows, "parameters", mention=mention)
    assert {name: parameter[name] for name in expected} == expected
    assert [one.result for one in found.outcomes] == ["applied"] * len(values)
    before = page_rows(PAGE, process_source(PAGE.source).parameters, ())
    was = row(before, "parameters", mention=mention)
    for told in rows["decided"]:
        assert (told["table_name"], told["row_id"], told["editor"]) == ("parameters", parameter["id"], "甲")
        assert json.loads(str(told["after"])) == values[str(told["field"])]
    assert json.loads(str(rows["decided"][0]["before"])) == was[next(iter(values))]


def test_the_evidence_goes_with_what_was_decided() -> None:
    rows, _ = mended(fields(PAGE, "5倍", base="贷款余额", comparator="<"))
    key = row(rows, "parameters", mention="5倍")["id"]
    found = {one["field"]: one for one in rows["evidence"] if one["parameter_id"] == key}
    assert "bound" not in found  # 不超过 says something else
    assert (found["base"]["rule"], found["base"]["start_char"]) == ("editor", LAW.index("贷款余额"))


UNFIT = [
    (fields(PAGE, "5倍", colour="red"), "没有可以更正的字段“colour”"),
    (fields(PAGE, "5倍", role="rule"), '字段 role 的值 "rule" 不能用：应为 limit、deadline'),
    (fields(PAGE, "5倍", max_value="many"), "应为数字"),
    (fields(PAGE, "5倍", min_date="2009-13-01"), "应为日期"),
    (fields(PAGE, "5倍", quantity=None), "字段 quantity"),
    (fields(PAGE, "5倍", attribute=""), "应为不超过500字的文字"),
    (fields(PAGE, "5倍", comparator="range"), "区间应有最小值与较大的最大值"),
    (fields(PAGE, "贷款余额", role="limit"), "这里已没有参数"),
    ([decision(Kind.FIELD, anchor_on(PAGE, "5倍"), "{", field="role")], "不是 JSON"),
    ([decision(Kind.ADD, anchor_on(PAGE, "工资"), "3")], "没有写明各字段"),
    ([decision(Kind.ADD, anchor_on(PAGE, "工资"), "{}")], "写明 quantity"),
    ([decision(Kind.ADD, anchor_on(PAGE, "关闭窗口"), '{"quantity": "money"}')], "不在任何文件之中"),
    ([decision(Kind.DOCUMENT, anchor_on(PAGE, "某市"), '"x"', field="adopted")], "应为日期"),
    ([decision(Kind.DOCUMENT, anchor_on(PAGE, "某市"), "null", field="title")], "不能为空"),
    ([decision(Kind.KEEP, anchor_on(PAGE, "工资"), target="x#art_1-1")], "这里已没有参数"),
]


@pytest.mark.parametrize(("made", "reason"), UNFIT, ids=[one[1][:20] for one in UNFIT])
def test_what_cannot_be_applied_is_told_and_changes_nothing(made: list[Decision], reason: str) -> None:
    rows, found = mended(made)
    assert [one.result for one in found.outcomes] == ["unfit"]
    assert reason in str(found.outcomes[0].reason)
    plain = page_rows(PAGE, process_source(PAGE.source).parameters, ())
    assert {t: r for t, r in rows.items() if t != "decided"} == {t: list(r) for t, r in plain.items()}


def test_words_stand_although_bounds_contradict_each_other() -> None:
    rows, found = mended(fields(PAGE, "5倍", attribute="贷款总额", comparator="range", unit="1"))
    assert [one.result for one in found.outcomes] == ["applied", "unfit", "applied"]
    parameter = row(rows, "parameters", mention="5倍")
    assert (parameter["attribute"], parameter["comparator"]) == ("贷款总额", "<=")


def test_a_parameter_that_was_missed() -> None:
    values = {
        "quantity": "duration",
        "role": "deadline",
        "comparator": "<=",
        "max_value": 15,
        "unit": "d",
        "holder": "单位",
    }
    made = decision(Kind.ADD, anchor_on(PAGE, "逾期"), json.dumps(values))
    rows, _ = mended([made])
    found = row(rows, "parameters", mention="逾期")
    assert {name: found[name] for name in values} == values
    assert (found["rule"], found["confidence"], found["provision_id"]) == (
        "editor",
        1.0,
        f"{found['document_id']}#art_3__para_1",
    )
    assert found["quote"] == "违反规定的，由市财政局处二O一O元以下罚款；逾期不缴的，每日加处3%的罚款。"
    starts = [one["start_char"] for one in rows["parameters"]]
    assert starts == sorted(starts, key=int)
    again, _ = mended([replace(made, anchor=anchor_on(PAGE, "15日"))])  # found by the program too: it is as decided
    assert row(again, "parameters", mention="15日")["holder"] == "单位"


def test_a_parameter_that_is_none() -> None:
    rows, found = mended([decision(Kind.DELETE, anchor_on(PAGE, "5倍"))])
    assert "5倍" not in [one["mention"] for one in rows["parameters"]]
    assert found.outcomes[0].result == "applied"
    assert became([decision(Kind.DELETE, anchor_on(PAGE, "贷款余额"))]) == [("settled", "这里已没有参数")]


def test_a_parameter_that_was_corrected_and_is_none_after_all() -> None:
    rows, found = mended([*fields(PAGE, "5倍", attribute="贷款总额"), decision(Kind.DELETE, anchor_on(PAGE, "5倍"))])
    assert [one.result for one in found.outcomes] == ["applied", "applied"]
    assert [one["row_id"] for one in rows["decided"]] == [None, None]


def test_a_number_within_another_is_a_parameter_of_its_own() -> None:
    added = decision(Kind.ADD, anchor_on(PAGE, "2009"), '{"quantity": "count", "min_value": 2009, "max_value": 2009}')
    rows, _ = mended([added])
    assert row(rows, "parameters", mention="2009")["min_value"] == 2009
    assert row(rows, "parameters", mention="2009年1月1日")["min_date"] == "2009-01-01"
    assert became(fields(PAGE, "2009", attribute="年")) == [("unfit", "这里已没有参数")]


def test_a_parameter_that_is_right() -> None:
    rows, _ = mended([decision(Kind.KEEP, anchor_on(PAGE, "5倍"), target="某市收人管理办法-1#art_2-2")])
    found = row(rows, "parameters", mention="5倍")
    assert (found["confidence"], found["word_confidence"]) == (1.0, 1.0)
    assert row(rows, "decided")["row_id"] == found["id"]


def test_a_decision_finds_its_parameter_in_the_corrected_text() -> None:
    made = [correct(PAGE, "1O万元", "10万元"), *fields(PAGE, "1O万元", attribute="全部收入")]
    rows, _ = mended(made)
    assert row(rows, "parameters", mention="10万元")["attribute"] == "全部收入"


def test_a_document() -> None:
    where = anchor_on(PAGE, "某市收人管理办法")
    values = {
        "title": "某市收入管理办法",
        "promulgated": "2008-12-28",
        "issuer": "某市人民政府",
        "status": "试行",
        "effective": "on promulgation",
    }
    made = [decision(Kind.DOCUMENT, where, json.dumps(value), field=name) for name, value in values.items()]
    rows, _ = mended(made)
    found = row(rows, "documents")
    assert {name: found[name] for name in values} == values
    assert found["version"] == "2008-12-28" and str(found["id"]).startswith("某市收入管理办法-")
    assert {one["year"] for one in rows["parameters"]} == {"2008"}
    assert {one["row_id"] for one in rows["decided"]} == {found["id"]}


def flagged(processed: Processed) -> Processed:
    """Find two flags on the same words and one elsewhere."""
    at, other = LAW.index("收人"), LAW.index("1O万元")
    flags = (
        Flag("misread", "疑为“收入”", Span(at, at + 2), "收入", 0.9),
        Flag("boilerplate", "可疑", Span(at, at + 2)),
        Flag("digit", "数字中有字母", Span(other, other + 2), "10", 0.9),
    )
    page = processed.page
    shown = tuple(
        flag
        for flag in flags
        if not any(edit.span.start < flag.span.end and flag.span.start < edit.span.end for edit in page.edits)
    )
    return replace(processed, page=replace(page, flags=(*page.flags, *shown)))


def kinds(rows: Rows) -> list[str]:
    """Return the kinds of flags but for that of the article that is missing."""
    return [str(one["kind"]) for one in rows["flags"] if one["kind"] != "gap"]


KEPT = [
    (decision(Kind.KEEP, anchor_on(PAGE, "收人"), field="misread"), ["boilerplate", "digit"], APPLIED),
    (decision(Kind.KEEP, anchor_on(PAGE, "收人")), ["digit"], APPLIED),
    (
        decision(Kind.KEEP, anchor_on(PAGE, "工资"), field="misread"),
        ["boilerplate", "misread", "digit"],
        ("settled", "这里已没有可疑之处"),
    ),
    (correct(PAGE, "收人", "收入"), ["digit"], APPLIED),
]


@pytest.mark.parametrize(("made", "left", "expected"), KEPT)
def test_flags_that_are_wrong(made: Decision, left: list[str], expected: tuple[str, str | None]) -> None:
    rows, found = mended([made], review=flagged)
    assert kinds(rows) == left
    assert [(str(one.result), one.reason) for one in found.outcomes] == [expected]


def test_what_readers_report_is_a_flag_until_it_is_decided() -> None:
    report = decision(Kind.REPORT, anchor_on(PAGE, "基金规模"), note="是净资产")
    rows, _ = mended([report])
    found = row(rows, "flags", kind="reported")
    assert (found["text"], found["reason"]) == ("基金规模", "读者报错：是净资产")
    for later in (
        decision(Kind.KEEP, anchor_on(PAGE, "基金规模")),
        correct(PAGE, "基金规模", "净资产"),
        correct(PAGE, "规模的", "总额的"),
    ):
        rows, made = mended([report, later])
        assert "reported" not in kinds(rows)
        assert (made.outcomes[0].result, made.outcomes[0].reason) == ("settled", "编辑已对这一处作出决定")
    kept = decision(Kind.KEEP, anchor_on(PAGE, "基金规模"))
    again = decision(Kind.REPORT, anchor_on(PAGE, "基金规模"), note="还是不对")
    assert kinds(mended([report, kept, again])[0]) == ["reported"]


def words_outside(page: Page) -> Decision:
    return decision(Kind.REPORT, anchor_on(page, "关闭窗口"), note="?")


def test_words_outside_of_any_document() -> None:
    made = words_outside(PAGE)
    assert made.anchor.document == "某市.txt"
    assert kinds(mended([made])[0]) == ["reported"]
    assert kinds(mended(elsewhere([made]), source_of("广告\n\n" + LAW, "某市.txt"))[0]) == ["reported"]
    assert became(elsewhere([made]), source_of(LAW.replace("关闭窗口", ""), "某市.txt")) == [
        ("unfit", "文中已没有这样的文字")
    ]


@given(st.data())
def test_any_corrections_make_the_columns_of_any_page(data: st.DataObject) -> None:
    """Applying the edits to the source's characters gives every string; `mended` checks it."""
    edges = sorted(data.draw(st.sets(st.integers(0, len(LAW)), min_size=2, max_size=12)))
    letters = st.text("收入人0O1十万元第条一二三四。，；\n（）不超过年月日", max_size=8)
    made = []
    for start, end in list(pairwise(edges))[::2]:
        right = data.draw(letters)
        if right != LAW[start:end]:
            made.append(decision(Kind.CORRECT, anchor_of(PAGE, Span(start, end)), right))
    _, found = mended(made)
    assert len(found.outcomes) == len(made)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name[:12])
def test_corrections_all_over_a_sample(path: Path) -> None:
    page = parse_page(read(path))
    text = page.source.text
    made = [
        decision(
            Kind.CORRECT,
            anchor_of(page, Span(at, at + size)),
            text[at : at + size].replace("人", "入") + "的" * (size % 3),
        )
        for at, size in zip(range(40, len(text) - 9, 331), [1, 2, 3, 4, 5] * len(text), strict=False)
    ]
    made = [one for one in made if one.after != one.anchor.exact]
    _, found = mended(made, page.source)
    assert sum(one.result == "applied" for one in found.outcomes) > 0.95 * len(made)


NOTHING: list[Callable[[], Book]] = [Book, lambda: Book([words_outside(parse_page(source_of(LAW, "elsewhere")))])]


@pytest.mark.parametrize("book", NOTHING)
def test_a_page_that_nothing_was_decided_about(book: Callable[[], Book]) -> None:
    source = replace(PAGE.source, id="e" * 64, uri="here")
    assert mend(source, book(), no_review) == Mended(process_source(source))
