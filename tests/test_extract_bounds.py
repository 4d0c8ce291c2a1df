"""Every bound word on its side of the number, and what negation makes of it."""

from __future__ import annotations

import pytest
from fatiao.extract.model import Mention
from fatiao.extract.quantity import bounds, shared_bounds
from fatiao.extract.quantity.bounds import near
from fatiao.extract.quantity.mentions import find_mentions
from fatiao.extract.words import bounds as words
from fatiao.text.comparators import PRINTED, WORDS, Comparator
from fatiao.text.fold import fold
from fatiao.text.source import Span


def mentions(text: str) -> list[Mention]:
    folded = fold(text)
    return find_mentions(folded, Span(0, len(folded)))


BEFORE = {
    "<=": "不超过 不得超过 不能超过 未超过 不高于 不得高于 不大于 不多于 不得多于 不长于 最高 最高不超过 最长 最长不得超过 最多 至多 "
    "上限为 最高限额 最高支付限额为 封顶线 控制在 限制在 ≤ 小于等于 小于或者等于 不得大于",
    ">=": "不低于 不得低于 不能低于 不应低于 不少于 不得少于 不应少于 不小于 不得小于 不短于 至少 至少为 最低 最低不得少于 最少 "
    "下限为 底线为 保底 达到 达 满 ≥ 大于等于 大于或者等于 应当不低于",
    ">": "超过 高于 大于 多于 长于 超出 逾 >",
    "<": "不足 不满 未满 不到 低于 小于 少于 短于 未达到 达不到 <",
    "~": "约 大约 约为",
}
AFTER = {
    "<=": "以下 以内 之内 内 及以下 以下（含本数） 为限 封顶 范围内",
    ">=": "以上 及以上 以上（含本数） 或者以上",
    ">": "以上（不含本数）",
    "<": "以下（不含本数）",
    "~": "左右 上下",
}
NUMBERS = ["20万元", "百分之五", "三年", "50平方米", "十人"]


OUTSIDE = [
    ("a distance", "距离学校500米以外", ">"),
    ("a distance and no more", "在堤脚二十米外", ">"),
    ("an exception of a sum", "除首次缴纳为3000元外", "="),
    ("an exception of a time", "除第一届任期为两年外", "="),
    ("an exception of persons", "除起始年级每班30人之外", "="),
    ("an exception of a width", "除人行道宽度为三米以外", "="),
]


def _cases(table: dict[str, str]) -> list[tuple[str, str, str]]:
    return [
        (word, comparator, number)
        for comparator, words in table.items()
        for word in words.split()
        for number in NUMBERS
    ]


def _check(text: str, comparator: str) -> None:
    (mention,) = mentions(text)
    assert mention.comparator is not None
    assert mention.comparator.value == comparator
    assert (mention.low is None) == (comparator in ("<", "<="))
    assert (mention.high is None) == (comparator in (">", ">="))
    assert mention.low_inclusive == (comparator != ">") or comparator == "<"


@pytest.mark.parametrize(("word", "comparator", "number"), _cases(BEFORE))
def test_before(word: str, comparator: str, number: str) -> None:
    _check(f"其数额{word}{number}。", comparator)


@pytest.mark.parametrize(("word", "comparator", "number"), _cases(AFTER))
def test_after(word: str, comparator: str, number: str) -> None:
    _check(f"其数额为{number}{word}。", comparator)


@pytest.mark.parametrize(("reason", "text", "comparator"), OUTSIDE, ids=[case[0] for case in OUTSIDE])
def test_outside_is_a_distance_or_closes_an_exception(reason: str, text: str, comparator: str) -> None:
    (mention,) = mentions(f"{text}，另行规定。")
    assert mention.comparator is not None and mention.comparator.value == comparator


@pytest.mark.parametrize(("word", "comparator"), WORDS.items())
def test_what_people_type_means_what_texts_mean(word: str, comparator: Comparator) -> None:
    found = near(word)
    assert found and found.comparator is comparator


@pytest.mark.parametrize("sign", PRINTED)
def test_every_printed_sign_bounds(sign: str) -> None:
    _check(f"其数额{sign}20万元。", PRINTED[sign].value)


def test_names_of_rows_are_those_the_code_knows() -> None:
    assert words.BEFORE.keys() >= bounds._TIMES_ONLY
    assert bounds._DATES_ONLY | {"BEFORE_EVENT", "AFTER_EVENT", "AROUND", "WITHIN"} <= words.BEHIND.keys()
    assert set(shared_bounds.SHARED) <= words.BEHIND.keys()


@pytest.mark.parametrize("word", ["为", "是", "计", "按", "共", "设", "延长"])
def test_plain_words_bound_nothing(word: str) -> None:
    (mention,) = mentions(f"其数额{word}20万元。")
    assert mention.comparator is not None and mention.comparator.value == "="


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        ("满18周岁以上", ">="),
        ("达到25%以上", ">="),
        ("在一千万元以上", ">="),
        ("不超过5年以内", "<="),
        ("最长不超过三年", "<="),
        ("年满十八周岁以前", "<"),
        ("年满十八周岁前后", "="),
        ("提前三十日", ">="),
        ("届满三十日前", ">="),
        ("十日后", ">="),
    ],
)
def test_words_on_both_sides(text: str, comparator: str) -> None:
    (mention,) = mentions(text)
    assert mention.comparator is not None and mention.comparator.value == comparator


def test_contradicting_words_are_doubted() -> None:
    (mention,) = mentions("不得超过三万元以上")
    assert mention.confidence <= 0.5
