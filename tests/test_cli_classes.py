"""What is kept of classes of characters changes no pattern."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib import import_module
from typing import Any

import pytest
from click import Context
from fatiao.cli import main
from fatiao.cli.classes import keep_classes

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


@pytest.fixture(autouse=True)
def _as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give Python its own function back, before a test and after it."""
    own = compiler._optimize_charset
    monkeypatch.setattr(compiler, "_optimize_charset", getattr(own, "__wrapped__", own))


@pytest.mark.parametrize(("source", "flags"), PATTERNS)
def test_a_pattern_is_what_it_would_be(source: str, flags: int) -> None:
    plain = compiler.compile(source, flags)
    keep_classes()
    assert [compiler.compile(source, flags) for _ in "12"] == [plain] * 2


def test_a_python_without_the_function_compiles_as_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(compiler, "_optimize_charset")
    keep_classes()
    assert not hasattr(compiler, "_optimize_charset")


def test_it_is_put_in_place_once() -> None:
    keep_classes()
    kept = compiler._optimize_charset
    keep_classes()
    assert compiler._optimize_charset is kept


def test_a_command_keeps_classes_and_an_import_does_not() -> None:
    done = run(
        sys.executable,
        "-c",
        "import fatiao.text.fold, re; print(hasattr(re._compiler._optimize_charset, '__wrapped__'))",
    )
    assert done == "False"
    assert main.get_command(Context(main), "show")
    assert compiler._optimize_charset.__wrapped__


def run(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
