"""Numbers of documents: what is one, and what only looks like it."""

from __future__ import annotations

import re

import pytest
from fatiao.text.doc_numbers import DOCUMENT_NUMBER, ORDER_BEHIND, ORDERS_NUMBER, SERIAL, SERIAL_BEHIND, TERM_BEHIND
from fatiao.text.fold import fold

NUMBERS = [
    (DOCUMENT_NUMBER, ("国办发〔2010〕30号", "法（研）发【1987】32 号", "某政字（2001年）第5号", "某字第12号", "云府〔二○○四〕十二号")),
    (SERIAL, ("〔2010〕30号", "(2010) 第 30 号")),
    (SERIAL_BEHIND, ("2010〕30号",)),
    (ORDER_BEHIND, ("第12号", "〔2018〕第5号", "2018年第5号", " 第一百○八号")),
    (ORDERS_NUMBER, ("12号令", "十二号令")),
    (TERM_BEHIND, ("〔十五届〕第67号", "〔2018〕5号", "第12号")),
]  # fmt: skip
NONE = [
    (DOCUMENT_NUMBER, ("国办发2010年30号", "〔2010〕30号", "第12号", "国办发〔2010〕号")),
    (SERIAL, ("〔2010〕", "2010年30号")),
    (ORDER_BEHIND, ("12号", "第12条")),
]


def rows(table: list[tuple[str, tuple[str, ...]]]) -> list[tuple[str, str]]:
    return [(pattern, words) for pattern, several in table for words in several]


@pytest.mark.parametrize(("pattern", "words"), rows(NUMBERS), ids=[words for _, words in rows(NUMBERS)])
def test_numbers(pattern: str, words: str) -> None:
    assert re.fullmatch(pattern, fold(words))


@pytest.mark.parametrize(("pattern", "words"), rows(NONE), ids=[words for _, words in rows(NONE)])
def test_what_is_no_number(pattern: str, words: str) -> None:
    assert not re.fullmatch(pattern, fold(words))
