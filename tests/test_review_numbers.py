"""Suspicion about numbers: each wrong form beside the right ones that it resembles."""

from __future__ import annotations

import random
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import pytest
from fatiao.extract.page import Processed, process_source
from fatiao.review.numbers import NUMBERS
from fatiao.review.numbers.outliers import usual_values
from fatiao.text.source import QUEUE, Flag, source_of
from totals import Drawn

HEAD = "云州市经费管理办法\n\n"
END = "\n\n第九条 本办法自2009年1月1日起施行。\n"
PAGES = Path(__file__).parent.parent / "corpus" / "pages"


def processed(text: str) -> Processed:
    return process_source(source_of(text))


def flags(text: str) -> list[Flag]:
    page = processed(text)
    return [flag for check in NUMBERS for flag in check(page)]


def told(text: str, kind: str) -> list[tuple[str, str | None]]:
    """Return the words that are doubted by flags of a kind, with what they should be."""
    return [(flag.span.of(text), flag.suggestion) for flag in flags(text) if flag.kind == kind]


def provision(words: str) -> str:
    return f"{HEAD}第一条 {words}\n\n第二条 经费应当专款专用。{END}"


WRONG = [
    ("digit", "罚款1O万元以上。", "1O万元", "10万元"),
    ("digit", "罚款l000元。", "l000元", "1000元"),
    ("digit", "在l5日内办结。", "l5日", "15日"),
    ("digit", "在lO日内办结。", "lO日", "10日"),
    ("digit", "补助1,OOO元。", "1,OOO元", "1,000元"),
    ("digit", "比例为O.5%。", "O.5%", "0.5%"),
    ("digit", "面积为3○平方米。", "3○平方", "30平方"),
    ("digit", "自二O一O年八月十三日起施行。", "二O一O", "二〇一〇"),
    ("digit", "自二00八年五月一日起施行。", "二00八", "二〇〇八"),
    ("digit", "自二○—○年五月一日起施行。", "二○—○", "二〇一〇"),
    ("digit", "自二○一○年十—月一日起施行。", "—", "一"),
    ("digit", "自二○〇八年五月一日起施行。", "二○〇八", "二〇〇八"),
    ("contradiction", "罚款人民币1000元（大写：壹仟贰佰元整）。", "1000元（大写：壹仟贰佰", None),
    ("contradiction", "在三十（20）日内办结。", "三十（20", None),
    ("contradiction", "比例为百分之五(6%)。", "百分之五(6%", None),
    ("contradiction", "总额为壹仟万等值美元(¥1,000,000)。", "壹仟万等值美元(¥1,000,000", None),
    ("contradiction", "处5万元以上3万元以下罚款。", "5万元以上3万元以下", None),
    ("contradiction", "处1万元以上5000元以下罚款。", "1万元以上5000元以下", None),
    ("contradiction", "每户5-3万元。", "每户5-3万元", None),
    ("contradiction", "处三年以上二年以下有期徒刑。", "三年以上二年以下", None),
    ("date", "自2008年2月30日起施行。", "2008年2月30日", None),
    ("date", "自二○○八年九月三十一日起施行。", "二○○八年九月三十一日", None),
    ("date", "应当于13月1日前报送。", "13月1日", None),
    ("date", "自2009-02-29起施行。", "2009-02-29", None),
    ("date", "自2009年2月29日起施行。", "2009年2月29日", None),
    ("date", "自2909年1月1日起施行。", "2909年1月1日", None),
    ("date", "自2009年13月起施行。", "2009年13月", None),
    ("sum", "费用由市、县按60%、50%的比例分担。", "60%、50%", None),
    ("sum", "费用由省、市、县按百分之五十、百分之三十、百分之十的比例负担。", "百分之五十、百分之三十、百分之十", None),
    ("sum", "第一期拨付30万元，第二期拨付30万元，第三期拨付40万元，共计110万元。", "110万元", None),
    ("outlier", "处50亿元以上罚款。", "50亿元", None),
]
"""Kind, a provision, the words that are doubted, and what they should be."""

RIGHT = [
    "罚款10万元以上。",
    "氧气O2的含量不低于30%。",
    "标准为GB/T 1O件。",
    "型号A1O件。",
    "每瓶10l以上。",
    "I级2人。",
    "自二○一○年八月十三日起施行。",
    "自二〇一〇年八月十三日起施行。",
    "自十—二月起。",
    "罚款人民币1000元（大写：壹仟元整）。",
    "在三十（30）日内办结。",
    "自签字后的九十(90)天起。",
    "期限为三年（36个月）。",
    "比例为百分之零点七五(0.75%)。",
    "依照第三十条（1）办理，见附件二（1）。",
    "总额为壹仟万等值美元(¥10,000,000)。",
    "处3万元以上5万元以下罚款。",
    "每户500-1万元。",
    "温度为-5℃至-10℃。",
    "年工作日为365天-104天。",
    "每年11月1日至次年3月31日。",
    "自2008年2月29日起施行。",
    "应当于12月31日前报送。",
    "应当在3个月30日内报送。",
    "18月龄的牛。",
    "费用由市、县按60%、40%的比例分担。",
    "分别按30%、40%的比例补助。",
    "费用由市、县按5%、40%的比例分担。",
    "处5万元以上50万元以下罚款。",
    "第一期拨付30万元，第二期拨付30万元，第三期拨付40万元，共计100万元。",
    "总投资100万元，其中设备30万元，人员10万元，场地20万元。",
    "每户补助3万元，每人补助2万元，每村补助5万元，总额不超过50万元。",
]
"""Provisions in which nothing is doubted."""


@pytest.mark.parametrize(("kind", "words", "doubted", "right"), WRONG, ids=[row[1] for row in WRONG])
def test_what_is_wrong(kind: str, words: str, doubted: str, right: str | None) -> None:
    assert (doubted, right) in told(provision(words), kind)


@pytest.mark.parametrize("words", RIGHT)
def test_what_is_right(words: str) -> None:
    assert flags(provision(words)) == []


@pytest.mark.parametrize(("kind", "words", "doubted"), [row[:3] for row in WRONG if row[0] != "outlier"])
def test_nothing_is_doubted_twice(kind: str, words: str, doubted: str) -> None:
    found = sorted(flag.span for flag in flags(provision(words)))
    assert all(before.end <= after.start for before, after in pairwise(found))


ORDER_OF_DAYS = [
    ("2009年1月1日", "2011年3月1日", "施行日期早于公布日期", 0.7),
    ("2009年2月1日", "2009年3月1日", "施行日期早于公布日期", 0.6),
    ("2009年5月1日", "2009年3月1日", "", 0),
]
"""In force from, promulgated on, what is doubted, and how much at least."""


@pytest.mark.parametrize(("effective", "promulgated", "reason", "score"), ORDER_OF_DAYS)
def test_days_that_precede_what_they_must_follow(effective: str, promulgated: str, reason: str, score: float) -> None:
    text = (
        f"云州市停车条例\n{promulgated}云州市第九届人民代表大会常务委员会第三次会议通过 {promulgated}公布\n"
        f"第一条 停车场应当有人看管。\n第二条 收费应当公开。\n第三条 本条例自{effective}起施行。\n"
    )
    found = [flag for flag in flags(text) if flag.kind == "date" and reason and flag.reason.startswith(reason)]
    assert bool(found) is bool(reason)
    assert all(flag.score >= score for flag in found)
    assert reason or not flags(text)


@pytest.mark.parametrize("seed", range(60))
def test_a_table_that_adds_up_is_not_doubted(seed: int) -> None:
    assert flags(Drawn(seed).page()) == []


@pytest.mark.parametrize("seed", range(60))
def test_one_wrong_digit_in_a_table_with_totals_is_found(seed: int) -> None:
    drawn = Drawn(seed)
    text, number = next(drawn.wrong(random.Random(seed)))
    found = [flag for flag in flags(text) if flag.kind == "sum"]
    assert found
    assert max(flag.score for flag in found) >= QUEUE
    if drawn.shape == "row and column":  # row and column tell which cell it is, and what it was
        original = [cell for line in drawn.lines for cell in line]
        assert [flag.span.of(text) for flag in found] == [number]
        assert found[0].suggestion in original


TABLES = [
    ("项目\t单价(元)\t数量\t合计(元)\n甲\t20\t3\t60\n乙\t30\t2\t60", "a price times a number"),
    ("项目\t比例(%)\n甲\t30\n乙\t70\n合计\t100", "shares that make a hundred"),
    ("项目\t平均(元)\n甲\t30\n乙\t70\n合计\t50", "an average"),
    ("项目\t金额(元)\n甲\t30\n乙\t若干\n合计\t50", "words among the numbers"),
    ("项目\t金额(元)\n甲\t30\n乙\t—\n丙\t20\n合计\t50", "a dash for nothing"),
    ("项目\t金额\n甲\t30万元\n乙\t20万元\n合计\t50万元", "units in the cells"),
    ("项目\t金额\n甲\t3000元\n乙\t2000元\n合计\t0.5万元", "another unit for the total"),
]


@pytest.mark.parametrize("table", [table for table, _ in TABLES], ids=[why for _, why in TABLES])
def test_what_is_no_wrong_total(table: str) -> None:
    assert told(f"{HEAD}第一条 经费如下：\n\n{table}\n\n第二条 经费应当专款专用。{END}", "sum") == []


SHARES = "项目\t比例(%)\n甲\t30\n乙\t60\n合计\t100"
ROUNDED = "项目\t比例(%)\n甲\t33.3\n乙\t33.3\n丙\t33.3\n合计\t100"


def test_shares_in_a_table_that_do_not_make_a_hundred() -> None:
    text = f"{HEAD}第一条 比例如下：\n\n%s\n\n第二条 经费应当专款专用。{END}"
    assert [flag.score >= QUEUE for flag in flags(text % SHARES)] == [True]
    assert [flag.score >= QUEUE for flag in flags(text % ROUNDED)] == [False]


def scored(*points: int, full: int = 100) -> str:
    rows = "\n".join(f"{name}\t{number}" for name, number in zip("甲乙丙丁", points, strict=False))
    return f"{HEAD}第一条 考核满分为{full}分。\n\n第二条 指标如下：\n\n指标\t分值\n{rows}{END}"


def test_scores_make_a_hundred() -> None:
    assert [flag.kind for flag in flags(scored(30, 40, 20))] == ["sum"]
    assert flags(scored(30, 40, 30)) == []
    assert flags(scored(30, 40, 20, full=90)) == []


MARKED = "云州市考核办法\n考核满分为100分。\n一、组织领导（{}分）\n（一）有机构（20分）。\n（二）有人员（30分）。\n二、制度建设（{}分）\n（一）有制度（20分）。\n（二）有台账（30分）。\n"


@pytest.mark.parametrize(("first", "second", "count"), [(50, 50, 0), (40, 50, 2), (50, 60, 2)])
def test_scores_in_headings_are_those_of_their_parts(first: int, second: int, count: int) -> None:
    assert len(told(MARKED.format(first, second), "sum")) == count


AGREEMENT = (PAGES / "004_7d4cd4444a5e10fb.txt").read_text(encoding="utf-8")


def instalments() -> Iterable[str]:
    table = AGREEMENT[AGREEMENT.index("到期偿还日") : AGREEMENT.index("×此列数字")]
    return [line.split()[-1] for line in table.splitlines() if line.strip().endswith("0")]


def test_instalments_that_make_the_loan_are_not_doubted() -> None:
    assert len(list(instalments())) == 30
    assert told(AGREEMENT, "sum") == []


@pytest.mark.parametrize("amount", sorted(set(instalments()))[::3])
def test_instalments_that_do_not_are(amount: str) -> None:
    digit = "7" if amount[1] != "7" else "1"
    text = AGREEMENT.replace(amount, amount[0] + digit + amount[2:], 1)
    assert len(told(text, "sum")) == 1


def test_the_table_of_usual_values_is_whole() -> None:
    table = usual_values()
    assert len(table) > 100
    assert all(usual.low <= usual.median <= usual.high and usual.values >= 8 for usual in table.values())


@pytest.mark.parametrize("path", sorted(PAGES.iterdir()), ids=lambda path: path.name[:3])
def test_flags_on_real_pages_are_sound(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for flag in flags(text):
        assert 0 <= flag.span.start < flag.span.end <= len(text)
        assert 0 < flag.score <= 1
        assert flag.suggestion is None or flag.suggestion != flag.span.of(text)
        assert any("\u4e00" <= character <= "\u9fff" for character in flag.reason)
