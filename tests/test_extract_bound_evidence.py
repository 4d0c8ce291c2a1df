"""Evidence for bound and role: what stands at its span is what its rule matched."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from fatiao.extract.choice.roles import RULE
from fatiao.extract.model import Comparator, Field, Mention, Role
from fatiao.extract.page import Processed
from fatiao.extract.quantity import calendar_rules, role_words
from fatiao.extract.quantity.cues import Cue
from fatiao.extract.quantity.mentions import find_mentions
from fatiao.extract.words.bounds import PIECES
from fatiao.text.fold import fold
from fatiao.text.source import Span
from fatiao.workers import process

PAGES = sorted((Path(__file__).parent.parent / "corpus" / "pages").iterdir())
CUES = [cue for module in (role_words, calendar_rules) for cue in vars(module).values() if isinstance(cue, Cue)]
NAMES = [cue.name for cue in CUES]
WITHOUT_CUE = {"STEP", "OR_NUMBER", "AGAINST_TWO", "SOME_OF", "LOOKS_BACK"}
"""Rules whose words are read where the number is."""


def told(text: str, field: Field, intro: str = "") -> list[list[tuple[str, str]]]:
    """Return rule and words of each piece of evidence for a field, for each mention of the text."""
    folded = fold(f"{intro}\n{text}")
    found = find_mentions(folded, Span(len(intro) + 1, len(folded)), [Span(0, len(intro))])
    return [[(piece.rule, piece.span.of(folded)) for piece in m.evidence if piece.field is field] for m in found]


BOUNDS = {
    "before": ("罚款不超过三万元。", [[("NOT_MORE", "不超过")]]),
    "behind": ("处三万元以下的罚款。", [[("BELOW", "以下")]]),
    "before and behind": ("至少应当有三人以上参加。", [[("AT_LEAST", "至少"), ("ABOVE", "以上")]]),
    "only what decides of what contradicts": ("不得超过三万元以上", [[("NOT_MORE", "不得超过")]]),
    "apart from the number": ("余额不得超过净资产的8倍", [[("NOT_MORE", "不得超过")]]),
    "an exclusion in brackets": ("面积八十亩以上（不含八十亩）的", [[("ABOVE", "以上"), ("EXCLUDES", "不含")]]),
    "an inclusion in brackets": ("深度小于四米（含四米）的", [[("UNDER", "小于"), ("INCLUDES", "含")]]),
    "between and behind the numbers of a range": (
        "处二万元以上五万元以下罚款。",
        [[("ABOVE", "以上"), ("SIDE_BELOW", "以下")]],
    ),
    "an end that is left out": ("数额在十万元以上不满三十万元的，", [[("ABOVE", "以上"), ("STRICT_UPPER", "不满")]]),
    "before both numbers of a range": ("已满十二周岁不满十五周岁的", [[("LOWER", "已满"), ("STRICT_UPPER", "不满")]]),
    "a range told by its form": ("缴纳三至五倍的费用。", [[]]),
    "a range that begins beyond a number": ("超过二百万元至八百万元的部分", [[("STRICT_LOWER", "超过")]]),
    "signs": ("发布量10条≤月发布量<20条，", [[("LE_SIGN", "≤"), ("UNDER", "<")]]),
    "upside down": ("处30万元以下10万元以上罚款。", [[("BELOW", "以下"), ("ABOVE", "以上")]]),
    "behind the last of a list": ("经五户或者十人以上联名的，", [[("ABOVE", "以上")], [("ABOVE", "以上")]]),
    "a distance from an event": ("不早于到期前三年", [[("NOT_LESS", "不早于"), ("BEFORE_EVENT", "前")]]),
    "an event before the number": ("有效期满前3个月申请", [[("BEFORE_EVENT", "前")]]),
    "more than half": ("经全体成员过半数通过", [[("PAST", "过")]]),
    "an extension": ("可以展期一次", [[("EXTENSION", "展期")]]),
    "from its equal up": ("处货值金额等值以上三倍以下罚款", [[("ABOVE", "以上"), ("SIDE_BELOW", "以下")]]),
    "a day": ("于每年4月底前递交", [[("BEFORE_EVENT", "前")]]),
    "no bound": ("处五十元罚款。", [[]]),
    "a bar lasts exactly so long": ("吊销许可证，三年内不得申请。", [[]]),
    "what is not done within a time lasts longer": (
        "2年内未开工建设的，",
        [[("WITHIN", "内"), ("UNDONE_AFTER", "未")]],
    ),
    "no value, no bound": ("不得超过一百一千元。", [[]]),
}
ROLES = {
    "fine": ("处五万元以下的罚款。", [[("FINE_BEFORE", "处"), ("FINE_AFTER", "罚款")]]),
    "sentence": ("处三年以上七年以下有期徒刑。", [[("FINE_BEFORE", "处"), ("CONFINED", "有期徒刑")]]),
    "bar": ("吊销许可证，三年内不得申请。", [[("BAR_OFFENCE", "吊销"), ("BAR_AFTER", "不得")]]),
    "deadline": ("应当在三十日内决定。", [[("MUST", "应当"), ("WITHIN", "内")]]),
    "ahead": ("应当提前三十日通知。", [[("MUST", "应当"), ("AHEAD", "提前")]]),
    "limit": ("期限最长不得超过三年。", [[("SETS_LIMIT", "最长")]]),
    "condition": ("数额在五十万元以上的，", [[("CONDITION", "的")]]),
    "step": ("每增加一人加收五十元", [[("STEP", "每增加")], []]),
    "step of days": (
        "每非法居留一日，处五百元罚款。",
        [[("STEP", "每非法居留")], [("FINE_BEFORE", "处"), ("FINE_AFTER", "罚款")]],
    ),
    "looked back on": ("最近5年内的诉讼情况；", [[("LOOKS_BACK", "最近")]]),
    "effect": ("本办法自2009年1月1日起施行。", [[("EFFECT_AFTER", "施行")]]),
    "value told by its noun": ("许可证有效期为五年。", [[("VALUE_NOUN", "期")]]),
    "value by default": ("每平方米二元至四元。", [[]]),
    "frequency by its form": ("每半年报告一次。", [[]]),
    "zone": ("校园周围三百米范围内不得设立娱乐场所。", [[("FORBIDS", "不得")]]),
}


@pytest.mark.parametrize(("text", "expected"), BOUNDS.values(), ids=BOUNDS)
def test_bound_words(text: str, expected: list[list[tuple[str, str]]]) -> None:
    assert told(text, Field.BOUND) == expected


@pytest.mark.parametrize(("text", "expected"), ROLES.values(), ids=ROLES)
def test_role_words(text: str, expected: list[list[tuple[str, str]]]) -> None:
    assert told(text, Field.ROLE) == expected


def test_the_head_of_a_list_is_evidence_for_its_items() -> None:
    head = [[("LEAST", "最低")]]
    assert told("道路工程为二年；", Field.BOUND, "第八条 工程的最低保修期限为：") == head
    assert told("道路工程为二年；", Field.ROLE, "第八条 工程的最低保修期限为：") == head
    term = [[("LISTED_TERM", "下列期限内")]]
    assert told("自受理之日起六十日；", Field.BOUND, "第八条 应当在下列期限内作出决定：") == term
    cap = [[("LISTED_CAP", "不得超过下列标准")]]
    assert told("第三条 面积不得超过下列标准：小城市7公顷，大城市20公顷。", Field.BOUND) == cap * 2
    assert told("大城市20公顷；", Field.BOUND, "第三条 面积不得超过下列标准：") == cap
    floor = [[("LISTED_FLOOR", "必须达到下列规模")]]
    assert told("板材5万吨/年；", Field.BOUND, "第三条 项目必须达到下列规模：") == floor
    assert told("第三条 补贴不得超过以下额度：二人户500元。", Field.BOUND) == [[], [("LISTED_CAP", "不得超过以下额度")]]
    asks = [[("ASKS", "应当"), ("ASKS", "条件")]]
    assert told("有200万元以上的资本；", Field.ROLE, "第五条 设立企业，应当具备下列条件：") == asks


def test_cues_have_names_of_their_own_and_never_match_nothing() -> None:
    assert len(set(NAMES)) == len(NAMES)
    assert not [cue.name for cue in CUES if cue.pattern.search("")]
    assert set(PIECES) & set(NAMES) == {"SETS_LIMIT"}


@pytest.fixture(scope="module", params=PAGES, ids=lambda path: path.stem[:3])
def processed(request: pytest.FixtureRequest) -> Processed:
    path: Path = request.param
    return process(path)


def pieces(mention: Mention, field: Field) -> list[tuple[str, Span]]:
    return [(piece.rule, piece.span) for piece in mention.evidence if piece.field is field]


def test_evidence_is_what_its_rule_matched(processed: Processed) -> None:
    folded = fold(processed.page.source.text)
    for regulation, parameters in zip(processed.page.regulations, processed.parameters, strict=True):
        for parameter in parameters:
            mention = parameter.mention
            for field in (Field.BOUND, Field.ROLE):
                found = pieces(mention, field)
                assert all(regulation.span.holds(span) and span.of(folded).strip() for _, span in found)
                assert all(left[1].end <= right[1].start for left, right in pairwise(found))
            for rule, span in pieces(mention, Field.BOUND):
                row = re.compile(PIECES[rule]).fullmatch(span.of(folded)) if rule in PIECES else rule in NAMES
                assert row or rule in WITHOUT_CUE, (rule, span.of(folded))
            assert {rule for rule, _ in pieces(mention, Field.ROLE)} <= {*NAMES, *PIECES, *WITHOUT_CUE, RULE}


def test_a_bound_without_evidence_is_told_by_the_form_or_the_table(processed: Processed) -> None:
    for parameters in processed.parameters:
        for parameter in parameters:
            mention = parameter.mention
            if mention.comparator in (None, Comparator.EQ, Comparator.RANGE, Comparator.ABOUT):
                continue
            assert pieces(mention, Field.BOUND) or mention.rule == "table cell", parameter.text
            assert mention.role is not Role.FREQUENCY
