"""Ends of lines in the middle of sentences: found in wrapped texts, and in no others."""

from __future__ import annotations

import re

import fatiao
import pytest
from fatiao.text.source import source_of
from fatiao.text.wraps import line_wraps

_SENTENCES = [
    "第一条 为了规范奖励资金的管理，根据国家有关规定，结合本市实际，制定本办法。",
    "第二条 学生因病不能参加考试的，应当在考试开始前提出申请；休学的时间累计不得超过两年，超过的按退学处理。",
    "第三条 公示的时间不少于5个工作日。对公示有异议的，可以自公示之日起10日内书面提出，学院应当在30日以内答复并说明理由。",
    "第四条 奖励的总额不超过本单位上一年度公用经费支出总额的20%，由财务处在每年3月31日以前核定以后报校长办公会审定。",
    "第五条 违反本办法第三条规定的，责令改正；逾期不改正的，处五千元以上三万元以下的罚款，并且在三年以内不得再次申请。",
    "第六条 本办法自2020年9月1日起施行，原来的规定同时废止，以前的有关文件与本办法不一致的，以本办法为准，由学校负责解释。",
]
_TITLE = "某校奖励资金管理办法"


def wrapped(width: int, page: int = 0) -> str:
    """Return the regulation with so many characters a line, and with the number of a page behind each of `page` lines."""
    lines = [_TITLE]
    for sentence in _SENTENCES:
        lines += [sentence[at : at + width] for at in range(0, len(sentence), width)]
    if page:
        lines = [line + (f"\n- {n // page} -" if n % page == page - 1 else "") for n, line in enumerate(lines)]
    return "\n".join(lines) + "\n"


def parameters(text: str) -> list[tuple[str, str | None, object, object]]:
    """Return what is extracted from a text: words, bound and values."""
    source = source_of(text)
    (regulation,) = fatiao.parse(source).regulations
    found = [parameter.mention for parameter in fatiao.extract(regulation, text)]
    return [(re.sub(r"\s", "", m.span.of(text)), m.comparator and m.comparator.value, m.low, m.high) for m in found]


@pytest.mark.parametrize("width", [17, 21, 22, 25])
def test_a_wrapped_text_says_what_it_said(width: int) -> None:
    assert line_wraps(wrapped(width))
    assert parameters(wrapped(width)) == parameters("\n".join([_TITLE, *_SENTENCES]))


def test_the_number_of_a_page_stands_between() -> None:
    whole = parameters("\n".join([_TITLE, *_SENTENCES]))
    assert parameters(wrapped(20, page=7)) == whole


NOT_WRAPPED = {
    "paragraphs": "\n".join([_TITLE, *_SENTENCES * 3]),
    "titles": "".join(f"某市第{n}项补贴资金管理办法的有关说明\n某市财政局\n" for n in range(20)),
    "notices": "".join(f"关于印发《甲{n}市办法》的通知\n现将《甲{n}市办法》印发给你们。\n" for n in range(20)),
    "cells": "".join(f"小型客车以及摩托车每辆每次收费标准\t{n}元\n" for n in range(20)),
    "names": "".join(f"某某有限责任公司第{n}分公司经营部\n" for n in range(20)),
    "nothing": "",
}


@pytest.mark.parametrize("text", NOT_WRAPPED.values(), ids=NOT_WRAPPED)
def test_others_are_not(text: str) -> None:
    assert line_wraps(text) == ()
