"""Evidence: behind every field stand the words it was read from, each field's rule by name, in prose and in tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from fatiao.extract.model import Field, Parameter
from fatiao.extract.page import process_any
from fatiao.parse.tables.heads import JOIN
from fatiao.text.fold import fold
from fatiao.text.source import Source, source_of
from fatiao.workers import process

CORPUS = Path(__file__).parent.parent / "corpus"
WORDED = (Field.ATTRIBUTE, Field.HOLDER, Field.BASE, Field.TRIGGER, Field.CONDITION)
UNSAID = {"年龄", "得分", "分值", "扣分", "加分"}
"""What an age or a score is called where the text has no word for it."""


def found(text: str) -> list[tuple[Source, Parameter]]:
    processed = process_any(source_of(text))
    return [(processed.page.source, parameter) for each in processed.parameters for parameter in each]


def told(text: str) -> dict[str, list[tuple[str, str]]]:
    """Return words and rule of the pieces of each field of the last number in a text."""
    source, parameter = found(text)[-1]
    out = defaultdict(list)
    for piece in parameter.evidence:
        out[str(piece.field)].append((piece.span.of(source.text), piece.rule))
    return out


PROSE = [
    ("attribute", "注册资本不得低于3亿元。", [("注册资本", "noun-before")]),
    ("attribute", "公司有4名以上专职技术人员。", [("专职技术人员", "noun-behind")]),
    ("attribute", "申请人应当在三十日内提出申请。", [("提出申请", "act")]),
    ("attribute", "由主管部门处五千元罚款。", [("罚款", "sanction")]),
    ("attribute", "贷款期限一般为一年，最长不超过二年。", [("贷款期限", "inherited")]),
    ("attribute", "年满十八周岁的公民有选举权。", []),
    ("holder", "担保公司应当在三十日内备案。", [("担保公司", "own-clause")]),
    ("holder", "对养犬人处五十元罚款。", [("养犬人", "fined")]),
    ("holder", "虚开发票的，处五万元罚款。", [("虚开发票的", "violation")]),
    ("base", "贷款余额不得超过基金规模的5倍。", [("基金规模", "bounded")]),
    ("trigger", "担保公司应当在收到申请之日起十日内答复。", [("收到申请之日", "from")]),
    ("condition", "情况特殊的，担保公司应当在十日内答复。", [("情况特殊的", "case")]),
    ("modality", "贷款期限不得超过五年。", [("不得超过", "bound")]),
    ("modality", "申请人可以在十日内申请复议。", [("可以", "allows")]),
    ("modality", "违规的，处五千元罚款。", []),
]


@pytest.mark.parametrize(("field", "text", "pieces"), PROSE, ids=[f"{row[0]}: {row[1]}" for row in PROSE])
def test_words_and_rule(field: str, text: str, pieces: list[tuple[str, str]]) -> None:
    want = [(words.rstrip("的") if field == "condition" else words, rule) for words, rule in pieces]
    assert told(text)[field] == want


CLASSES = "排污费征收标准表\n单位：元\n地区\t一类区\n甲\t5\n乙\t8\n"
SCORES = "内容\t评分标准\n学习\t每组织1次得5分。\n工作\t设置机构得6分。\n"
TABLES = [
    ("attribute", "项目\t收费（元）\n停车\t5\n洗车\t8\n", [("收费", "column-header")], "the header without its unit"),
    ("holder", "项目\t收费（元）\n停车\t5\n洗车\t8\n", [("洗车", "row-label")], "the row's label"),
    ("attribute", CLASSES, [("排污费征收标准", "table-title")], "the caption"),
    (
        "holder",
        CLASSES,
        [("乙", "row-label"), ("一类区", "row-label")],
        "the labels of row and column, in two pieces",
    ),
    ("holder", SCORES, [("设置机构", "score-act")], "what earns a score"),
    ("attribute", SCORES, [], "what a score is called stands nowhere"),
]


@pytest.mark.parametrize(("field", "text", "pieces"), [row[:3] for row in TABLES], ids=[row[3] for row in TABLES])
def test_words_and_rule_in_a_table(field: str, text: str, pieces: list[tuple[str, str]]) -> None:
    assert told(text)[field] == pieces


def test_equal_words_are_told_apart() -> None:
    text = "期限为三年，可以延长，延长的期限不得超过一年。"
    source, parameter = found(text)[-1]
    attribute = next(piece for piece in parameter.evidence if piece.field is Field.ATTRIBUTE)
    assert attribute.span.start == text.rindex("延长的期限")
    assert attribute.span.of(source.text) == "延长的期限"


def test_a_title_is_the_evidence_of_whom_a_header_date_binds() -> None:
    text = "某市测试\n办法\n（2008年5月1日施行）\n第一条 为了测试，制定本办法。\n第二条 期限为三年。\n"
    dates = [(source, one) for source, one in found(text) if one.mention.role == "effective"]
    assert dates, "no date of effect was found"
    source, parameter = dates[0]
    pieces = [piece for piece in parameter.evidence if piece.field is Field.HOLDER]
    assert [piece.rule for piece in pieces] == ["title"]
    assert "".join(pieces[0].span.of(source.text).split()) == parameter.subject.holder


def faults(source: Source, parameter: Parameter) -> Iterator[str]:
    """Yield each field whose evidence does not read as the field does."""
    pieces = defaultdict(list)
    for piece in parameter.evidence:
        if not (0 <= piece.span.start < piece.span.end <= len(source.text) and piece.rule):
            yield f"{piece}: stands nowhere, or by no rule"
        pieces[piece.field].append(piece)
    for field in WORDED:
        value = getattr(parameter.subject, field)
        read = "".join(piece.span.of(source.text) for piece in pieces[field])
        if not read and (value is None or value in UNSAID):
            continue
        if value is None or _plain(value) not in (_plain(read), _plain(_untitled(pieces[field][0].rule, read))):
            yield f"{field} {value!r} was read from {read!r} ({parameter.quote})"


def _untitled(rule: str, words: str) -> str:
    return words.replace("#", "") if rule == "title" else words


def _plain(words: str) -> str:
    return "".join(fold(words).replace(JOIN, "").split())


@pytest.mark.parametrize("path", sorted((CORPUS / "pages").iterdir()), ids=lambda path: path.stem[:3])
def test_the_evidence_of_a_sample_reads_as_its_fields(path: Path) -> None:
    processed = process(path)
    source = processed.page.source
    parameters = [parameter for each in processed.parameters for parameter in each]
    assert parameters
    assert [fault for parameter in parameters for fault in faults(source, parameter)] == []
    for parameter in parameters:
        assert parameter.quote_span.holds(parameter.mention.span)
        assert parameter.quote_span.of(source.text).split() == parameter.quote.split()
