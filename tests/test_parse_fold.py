from __future__ import annotations

import unicodedata

import pytest
from fatiao.text.fold import fold
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("（一）", "(一)"),
        ("〔2008〕【号】", "[2008][号]"),
        ("１２，０００．５％", "12,000.5%"),
        ("二〇◯○", "二○○○"),
        ("第一条　为了", "第一条 为了"),
        ("「条」『款』", "“条”“款”"),
        ("月发布量≧２０", "月发布量≥20"),
        ("\ue004（三）\ue003", " (三) "),
        ("a\r\nb\u2028c", "a\n\nb\nc"),
        ("《办法》、“引号”。〈规定〉", "《办法》、“引号”。〈规定〉"),
        ("\x00\u200f\ufeff", "   "),
        ("中华⼈⺠共和国第⼆⼗⼀条", "中华人民共和国第二十一条"),
        ("第\uf9d1条", "第六条"),
    ],
)
def test_look_alikes_get_one_form(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_keeps_length_and_is_idempotent(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded


def test_every_full_width_ascii_has_its_half_width_form() -> None:
    for code in range(0xFF01, 0xFF5F):
        plain = unicodedata.normalize("NFKC", chr(code))
        assert fold(chr(code)) == plain, chr(code)
