"""What is kept of classes of characters changes no pattern."""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any

import pytest
from fatiao.text.classes import keep_classes

compiler: Any = import_module("re._compiler")

PATTERNS = [
    pytest.param(r"[一-龥]", 0, id="a range"),
    pytest.param(r"[^,。;]{1,8}[^,。;]", 0, id="the same class twice, turned round"),
    pytest.param(r"[零一二三四五六七八九十百千万亿\d]", 0, id="with a category"),
    pytest.param(r"[一二]|[二一]", 0, id="one set in two orders"),
    pytest.param(r"[a-zé-ö]", re.IGNORECASE, id="without regard to case"),
    pytest.param(r"[a-zé-ö]", 0, id="the same with regard to it"),
    pytest.param(r"[\U00020000-\U0002a6df㐀]", 0, id="beyond 65,536"),
]


@pytest.mark.parametrize(("source", "flags"), PATTERNS)
def test_a_pattern_is_what_it_would_be(source: str, flags: int, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = compiler._optimize_charset
    assert kept.__wrapped__, "importing fatiao.text keeps classes"
    with_kept = [compiler.compile(source, flags) for _ in "12"]
    monkeypatch.setattr(compiler, "_optimize_charset", kept.__wrapped__)
    assert with_kept == [compiler.compile(source, flags)] * 2


def test_a_python_without_the_function_compiles_as_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(compiler, "_optimize_charset")
    keep_classes()
    assert not hasattr(compiler, "_optimize_charset")


def test_it_is_put_in_place_once() -> None:
    before = compiler._optimize_charset
    keep_classes()
    assert compiler._optimize_charset is before
