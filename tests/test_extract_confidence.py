"""Confidence: what a cue tells is surer than what only the place of a number tells."""

from __future__ import annotations

import pytest
from fatiao.extract.quantity.confidence import CONFIDENCE
from fatiao.extract.quantity.mentions import find_mentions
from fatiao.text.fold import fold
from fatiao.text.source import Span

CASES = [
    ("effect", "本办法自2009年1月1日起施行。"),
    ("fine", "处五万元以上十万元以下的罚款。"),
    ("sentence", "处三年以上七年以下有期徒刑。"),
    ("bar", "责令停业整顿三十日。"),
    ("deadline", "应当自受理之日起十日内作出决定。"),
    ("deadline", "应当在届满三十日前申请延续。"),
    ("limit with a cue", "期限最长不得超过三年。"),
    ("limit with a cue", "补充侦查以二次为限。"),
    ("limit with a cue", "每户限养一只犬。"),
    ("limit", "应当有二名以上检查人员参加。"),
    ("threshold of a case", "违法所得在十万元以上的，从重处罚。"),
    ("threshold of a case", "未满十六周岁的公民由监护人陪同。"),
    ("threshold", "十名以上代表联名，可以提出议案。"),
    ("step", "每增加一公里加收二元。"),
    ("frequency", "每半年报告一次。"),
    ("frequency of days", "每日公布水质状况。"),
    ("value told by its noun", "许可证有效期为五年。"),
    ("value told by its noun", "经批准可以延长十日。"),
    ("value", "实行二十四小时值班制度。"),
]


@pytest.mark.parametrize(("construct", "text"), CASES)
def test_each_construct_has_its_confidence(construct: str, text: str) -> None:
    folded = fold(text)
    found = find_mentions(folded, Span(0, len(folded)))
    assert found[0].confidence == CONFIDENCE[construct]


def test_what_was_not_understood_is_doubted() -> None:
    for text in ("不得超过三万元以上。", "罚款一百一千元。"):
        folded = fold(text)
        assert all(mention.confidence <= 0.5 for mention in find_mentions(folded, Span(0, len(folded))))
