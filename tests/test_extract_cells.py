"""Cells to parameters: what a number under a header, in a label or in a cell's sentence states, and of whom."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from fatiao.extract.model import Field, Mention, Subject
from fatiao.extract.tables.cells import cell_mentions
from fatiao.parse.tables import find_tables
from fatiao.text.fold import fold
from fatiao.text.source import Span
from hypothesis import given
from hypothesis import strategies as st

CORPUS = Path(__file__).parent.parent / "corpus"
GOLD = CORPUS / "gold" / "seed_003_004.jsonl"


def found(text: str) -> list[tuple[Mention, Subject]]:
    folded = fold(text)
    return [
        pair for table in find_tables(folded, text, Span(0, len(text))) for pair in cell_mentions(table, text, folded)
    ]


def value(text: str, mention: Mention) -> tuple[object, ...]:
    role = mention.role and str(mention.role)
    comparator = mention.comparator and str(mention.comparator)
    return (mention.span.of(text), str(mention.quantity), role, comparator, mention.low, mention.high, mention.unit)


VALUES = {
    "a bare number takes the unit of the header": (
        "项目\t金额（元）\n甲\t10\n",
        [("10", "money", "value", "=", 10, 10, "CNY")],
    ),
    "… with its multiple": ("项目\t金额（万元）\n甲\t1.5\n", [("1.5", "money", "value", "=", 15000, 15000, "CNY")]),
    "… in another currency": ("日期\t金额(美元)\n乙\t195,000\n", [("195,000", "money", "value", "=", 195000, 195000, "USD")]),
    "… by the person": ("项目\t收费标准（元/人）\n甲\t10\n", [("10", "money", "value", "=", 10, 10, "CNY/{person}")]),
    "… in percent": ("险种\t比例（%）\n甲\t8\n", [("8", "ratio", "value", "=", 0.08, 0.08, "1")]),
    "… of the line above the table": (
        "单位：元\n项目\t收费\n甲\t10\n",
        [("10", "money", "value", "=", 10, 10, "CNY")],
    ),
    "… of its row": (
        "项目\t计费单位\t标准（元）\n停车\t次\t5\n垃圾\t吨\t80\n",
        [("5", "money", "value", "=", 5, 5, "CNY/{time}"), ("80", "money", "value", "=", 80, 80, "CNY/t")],
    ),
    "the number itself in brackets": (
        "项目\t数量（个）\n甲\t10(含)以上\n",
        [("10", "count", "limit", ">=", 10, None, "{个}")],
    ),
    "a negation of any form": (
        "项目\t数量（个）\n甲\t不应少于10\n",
        [("10", "count", "limit", ">=", 10, None, "{个}")],
    ),
    "a score": ("项目\t分值\n甲\t10\n", [("10", "score", "score", "=", 10, 10, "{point}")]),
    "scores that sort into grades": (
        "等级\t得分\n优\t90分以上\n良\t80-89分\n",
        [
            ("90分", "score", "threshold", ">=", 90, None, "{point}"),
            ("80-89分", "score", "threshold", "range", 80, 89, "{point}"),
        ],
    ),
    "a quota": ("单位\t编制数\n甲\t12\n", [("12", "count", "value", "=", 12, 12, "{person}")]),
    "a time to act by": ("事项\t办理时限（工作日）\n甲\t3\n", [("3", "duration", "deadline", "<=", None, 3, "{workday}")]),
    "a period": ("证件\t有效期（年）\n甲\t5\n", [("5", "duration", "value", "=", 5, 5, "a")]),
    "a fine": ("行为\t罚款（元）\n甲\t50-200\n", [("50-200", "money", "penalty", "range", 50, 200, "CNY")]),
    "a limit that the header sets": ("物质\t最高限值（mg/L）\n甲\t5\n", [("5", "measure", "limit", "<=", None, 5, "mg/L")]),
    "a limit that the caption sets": (
        "排放限值\n物质\t一级（mg/L）\n甲\t5\n",
        [("5", "measure", "limit", "<=", None, 5, "mg/L")],
    ),
    "a bound in the cell, before": ("设施\t距离（米）\n甲\t≥50\n", [("50", "measure", "limit", ">=", 50, None, "m")]),
    "a bound in the cell, behind": ("设施\t距离（米）\n甲\t30以上\n", [("30", "measure", "limit", ">=", 30, None, "m")]),
    "a cell with a unit of its own": ("险种\t比例\n甲\t20%\n", [("20%", "ratio", "value", "=", 0.2, 0.2, "1")]),
    "a factor": ("期限\t系数\n甲\t0.15\n", [("0.15", "ratio", "value", "=", 0.15, 0.15, "1")]),
    "no unit, no meaning": ("项目\t数值\n甲\t10\n乙\t20\n", []),
    "ordinals are none": ("序号\t项目\t分值\n1\t甲\t5\n2\t乙\t6\n", [("5", "score", "score", "=", 5, 5, "{point}"), ("6", "score", "score", "=", 6, 6, "{point}")]),
    "dates that name rows are none": ("到期日\t金额（元）\n2001年5月1日\t10\n", [("10", "money", "value", "=", 10, 10, "CNY")]),
    "a row of codes": ("项目\t金额（元）\n甲\t" + "1" * 80 + "\n乙\t1\n", [("1", "money", "value", "=", 1, 1, "CNY")]),
    "words are none": ("项目\t金额（元）\n甲\t免费\n乙\t10\n", [("10", "money", "value", "=", 10, 10, "CNY")]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "values"), VALUES.values(), ids=VALUES)
def test_value_under_a_header(text: str, values: list[tuple[object, ...]]) -> None:
    assert [value(text, mention) for mention, _ in found(text)] == values


EVIDENCE = {
    "before": ("设施\t距离（米）\n甲\t≥50\n", [[("GE_SIGN", "≥")]]),
    "behind": ("设施\t距离（米）\n甲\t30以上\n", [[("ABOVE", "以上")]]),
    "only the header": ("物质\t最高限值（mg/L）\n甲\t5\n", [[("column-header", "最高")]]),
    "only the caption": ("最高限额表\n类别\t甲类（元）\n乙\t5\n", [[("table-title", "最高")]]),
    "between signs": ("得分\t情形\n5分\t10条≤月发布量<20条\n", [[], [("LE_SIGN", "≤"), ("UNDER", "<")]]),
    "from an event": ("系数\t情形\n0.5\t早于到期前三年\n", [[("UNDER", "早于"), ("BEFORE_EVENT", "前")]]),
    "a highest score": ("项目\t要求\n甲\t根据质量赋分，最高10分。\n", [[("CAP", "最高")]]),
    "a sentence": ("项目\t要求\n甲\t应当配备三人以上。\n", [[("ABOVE", "以上")]]),
}


@pytest.mark.parametrize(("text", "expected"), EVIDENCE.values(), ids=EVIDENCE)
def test_bound_words_of_a_cell(text: str, expected: list[list[tuple[str, str]]]) -> None:
    folded = fold(text)
    told = [[piece for piece in mention.evidence if piece.field is Field.BOUND] for mention, _ in found(text)]
    assert [[(piece.rule, piece.span.of(folded)) for piece in pieces] for pieces in told] == expected


SCORES = {
    "granted": ("设置机构得6分，未设置不得分。", [("6分", "=", 6, 6, "{point}", "得分", "设置机构")]),
    "taken": ("未成立的扣10分。", [("10分", "=", 10, 10, "{point}", "扣分", "未成立的")]),
    "for each time": ("每组织1次培训得5分。", [("5分", "=", 5, 5, "{point}/{time}", "得分", "组织培训")]),
    "for each, at once": ("积极参与，每件得5分。", [("5分", "=", 5, 5, "{point}/{件}", "得分", "积极参与")]),
    "for each, the count before": (
        "建议被采纳1次得5分。",
        [("5分", "=", 5, 5, "{point}/{time}", "得分", "建议被采纳")],
    ),
    "for each that lacks": ("少一次扣3分。", [("3分", "=", 3, 3, "{point}/{time}", "扣分", "工作")]),
    "by the month": ("发布信息，1分/月。", [("1分/月", "=", 1, 1, "{point}/mo", "得分", "发布信息")]),
    "capped": ("根据质量赋分，最高10分。", [("10分", "<=", None, 10, "{point}", "得分", "工作")]),
    "each and capped": (
        "每项加2分，最多加6分。",
        [("2分", "=", 2, 2, "{point}/{项}", "加分", "工作"), ("6分", "<=", None, 6, "{point}", "加分", "工作")],
    ),
    "between two": ("酌情扣1-3分。", [("1-3分", "range", 1, 3, "{point}", "扣分", "酌情")]),
    "no score: a part of something": ("完成三分之一以上，上级部分配合。", []),
    "no score: minutes": ("每次讲解10分钟。", []),
}


@pytest.mark.parametrize(("sentence", "scores"), SCORES.values(), ids=SCORES)
def test_score_in_a_sentence(sentence: str, scores: list[tuple[object, ...]]) -> None:
    text = f"内容\t评分标准\n工作\t{sentence}\n"
    got = [
        (*value(text, mention)[:1], *value(text, mention)[3:], subject.attribute, subject.holder)
        for mention, subject in found(text)
        if mention.quantity == "score"
    ]
    assert got == scores


CASES = {
    "compared by a sign": ("月发布数量≥20条，得1分", ("20条", "count", "threshold", ">=", 20, None, "{条}"), "月发布数量", None),
    "the sign behind the number": ("20条≤发布数量，得1分", ("20条", "count", "threshold", ">=", 20, None, "{条}"), "发布数量", None),
    "between two signs": ("10条≤发布量<20条，得1分", ("10条≤发布量<20条", "count", "threshold", "range", 10, 20, "{条}"), "发布量", None),
    "not earlier than before": ("不早于到期前三年", ("三年", "duration", "threshold", "<=", None, 3, "a"), "说明", "到期"),
    "earlier than before": ("早于到期前三年", ("三年", "duration", "threshold", ">", 3, None, "a"), "说明", "到期"),
    "later than before": ("晚于到期前六年", ("六年", "duration", "threshold", "<", None, 6, "a"), "说明", "到期"),
    "later than after": ("晚于验收后六个月", ("六个月", "duration", "threshold", ">", 6, None, "mo"), "说明", "验收"),
    "not later than after": ("不晚于验收后六个月", ("六个月", "duration", "threshold", "<=", None, 6, "mo"), "说明", "验收"),
}  # fmt: skip


@pytest.mark.parametrize(("cell", "want", "attribute", "trigger"), CASES.values(), ids=CASES)
def test_number_that_singles_out_a_case(
    cell: str, want: tuple[object, ...], attribute: str, trigger: str | None
) -> None:
    text = f"项目\t说明\n甲\t{cell}\n乙\t略\n"
    mention, subject = found(text)[0]
    assert (value(text, mention), subject.attribute, subject.trigger) == (want, attribute, trigger)


def test_ends_of_a_case_between_signs() -> None:
    mention, _ = found("项目\t说明\n甲\t10条≤发布量<20条\n乙\t略\n")[0]
    assert (mention.low_inclusive, mention.high_inclusive) == (True, False)


SUBJECTS = {
    "header and row label": ("项目\t收费标准（元）×\n甲\t10\n", ("收费标准", "甲", None, None)),
    "a unit said outside the header": ("补偿标准表\n单位：元\n地类\t一类区\n水田\t10\n", ("补偿标准", "水田 / 一类区", None, None)),
    "the violation, not how grave it is": ("违法行为\t情节\t罚款（元）\n乱扔\t轻\t10\n\t重\t20\n", ("罚款", "乱扔", None, "轻")),
    "a date names no holder": ("到期日\t金额（元）\n2001年5月1日\t10\n", ("金额", None, None, "2001年5月1日")),
    "base in the header": ("项目\t占投资总额的比例（%）\n甲\t10\n", ("占投资总额的比例", "甲", "投资总额", None)),
    "base and factor in the header": ("期间\t升水\n \t贷款利率乘以：\n甲\t0.5\n", ("升水", "甲", "贷款利率", None)),
    "base in the cell": ("工龄\t标准\n甲\t本人工资的60%\n", ("标准", "甲", "本人工资", None)),
    "the sentence that leads in": (
        "标准\n应按下列标准对提前偿还的贷款收取费用：\n期间\t比例（%）\n不满三年\t5\n",
        ("比例", "提前偿还的贷款", None, "不满三年"),
    ),
    "among them": ("单位\t其中：职数（名）\n甲\t2\n", ("职数", "甲", None, None)),
    "a full score in a label": ("内容\t要求\n机构（20分）\t设置\n", ("分值", "机构", None, None)),
    "a highest score in a label": ("内容\t要求\n机构（最高得分20分）\t设置\n", ("得分", "机构", None, None)),
}  # fmt: skip


@pytest.mark.parametrize(("text", "want"), SUBJECTS.values(), ids=SUBJECTS)
def test_subject(text: str, want: tuple[str | None, ...]) -> None:
    subjects = [s for m, s in found(text) if m.role != "threshold"]
    assert subjects
    assert (subjects[0].attribute, subjects[0].holder, subjects[0].base, subjects[0].condition) == want


def test_case_in_a_label() -> None:
    text = "工龄\t支付标准\n满2年不满4年\t本人工资的70%\n满8年以上\t本人工资\n"
    got = [(value(text, m)[2:], s.attribute) for m, s in found(text) if m.role == "threshold"]
    assert got == [(("threshold", "range", 2, 4, "a"), "工龄"), (("threshold", ">=", 8, None, "a"), "工龄")]


def gold_rows(file: str) -> list[tuple[object, ...]]:
    rows = map(json.loads, GOLD.read_text(encoding="utf-8").splitlines())
    fields = ("quantity", "role", "comparator", "min", "max", "unit")
    return [tuple(row[f] for f in fields) for row in rows if row["file"] == file and "annex" in row["at"]]


@pytest.mark.parametrize("file", ["003_2fb9624b21f164e5.txt", "004_7d4cd4444a5e10fb.txt"])
def test_sample_page(file: str) -> None:
    text = (CORPUS / "pages" / file).read_text(encoding="utf-8")
    assert [value(text, mention)[1:] for mention, _ in found(text)] == gold_rows(file)


def assert_sound(text: str) -> None:
    """Mentions stand in order, without overlap, each inside a cell."""
    folded = fold(text)
    for table in find_tables(folded, text, Span(0, len(text))):
        spans = [mention.span for mention, _ in cell_mentions(table, text, folded)]
        assert all(a.end <= b.start for a, b in pairwise(spans))
        assert all(any(cell.span.holds(span) for cell in table.cells) for span in spans)


@pytest.mark.parametrize("file", sorted((CORPUS / "pages").glob("*.txt")), ids=lambda path: path.name)
def test_mentions_lie_in_cells_in_order(file: Path) -> None:
    assert_sound(file.read_text(encoding="utf-8"))


CELLS = st.sampled_from(
    ["项目", "金额（万元）", "比例(%)", "分值", "5", "3.5%", "20-50", "每次得5分，最高10分", "≥20条", "得分≥5分", "10<甲<20", "早于到期前三年",
     "处1万元以上3万元以下罚款", "机构（20分）", "五分之", "", "一一一", "2019年5月1日", "1<2<3≥4", "不超过", "以上", "()"]
)  # fmt: skip


@given(st.lists(st.lists(CELLS, min_size=1, max_size=4), min_size=2, max_size=6), st.sampled_from(["\t", "|", "    "]))
def test_any_table_keeps_the_promises(rows: list[list[str]], between: str) -> None:
    assert_sound("\n".join(between.join(row) for row in rows))
