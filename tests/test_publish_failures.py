"""Why a file could not be built, told to readers of the site in Chinese."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from fatiao.limits import Budget
from fatiao.publish.words.failures import failures_in_chinese

ROOT = Path(__file__).parent.parent
NO_BUILD = (
    "ingest/crawl",
    "ingest/sites/file.py",
    "ingest/sites/rules.py",
    "ingest/sites/told.py",
    "ingest/records/fields.py",
)
"""What refuses a site or a file of a user, of which no build is told."""


def told(problem: str, remedy: str = "") -> tuple[str, str]:
    (failure,) = failures_in_chinese([{"file": "a", "problem": problem, "remedy": remedy}])
    assert failure["file"] == "a"
    return failure["problem"], failure["remedy"]


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (
            Budget(9.0, 3.0, "--pdf-seconds", 1200).out_of_time()[0],
            "处理超过每页 3 秒（处理器时间，共 1,200 页），已中止",
        ),
        (Budget(5.0, 5.0, "--page-seconds").out_of_time()[0], "处理超过 5 秒（处理器时间），已中止"),
        ("fatiao failed on it (KeyError: 'a', at page.py:5)", "程序出错（KeyError: 'a', at page.py:5）"),
        ("a.txt in it and 2 more are encrypted", "里面的 a.txt 等文件有密码"),
        ("a.txt in it is packed as no page is, a thousand times smaller", "里面的 a.txt 等，压缩比大得不像网页"),
        ("byte 1,024 is a NUL, which no text has: this is a binary file", "第 1,024 字节是 NUL，这是二进制文件"),
        ("its bytes are not valid UTF-8 (byte 3)", "编码不对：不是 UTF-8 (byte 3)"),
        ("this WARC file is damaged behind its record 3", "这个 WARC 文件已损坏"),
        ("this is a RAR archive, which fatiao does not read yet", "还不能读取 RAR 文件"),
        ("what a later program says", "what a later program says"),
    ],
)
def test_problems(problem: str, words: str) -> None:
    assert told(problem)[0] == words


def test_remedies() -> None:
    assert (
        told("", Budget(5.0, 5.0, "--page-seconds").out_of_time()[1])[1] == "请看里面是什么，或用 --page-seconds 放宽"
    )


class _Sampled(ast.NodeTransformer):
    """Puts 7 where something is put in as a program runs."""

    def visit_FormattedValue(self, _: ast.FormattedValue) -> ast.expr:
        return ast.Constant("7")


def values(argument: ast.expr, module: ModuleType) -> tuple[object, ...]:
    """Return what an argument of a call is; nothing where only the running program knows."""
    is_many = isinstance(argument, ast.Starred)
    sample = _Sampled().visit(argument.value if isinstance(argument, ast.Starred) else argument)
    try:
        found = eval(compile(ast.fix_missing_locations(ast.Expression(sample)), "", "eval"), {**vars(module)})
    except (NameError, AttributeError, TypeError):
        return (None, None) if is_many else (None,)
    return tuple(found) if is_many else (found,)


def said() -> Iterator[tuple[str, list[object]]]:
    """Yield where files are refused, and with which problem and remedy."""
    files = [*ROOT.glob("ingest/**/*.py"), *(ROOT / name for name in ("workers.py", "pipeline.py", "inputs.py"))]
    for name in sorted(path.relative_to(ROOT).as_posix() for path in files):
        if not name.startswith(NO_BUILD):
            module = importlib.import_module(
                "fatiao." + name.removesuffix(".py").replace("/", ".").removesuffix(".__init__")
            )
            for node in ast.walk(ast.parse((ROOT / name).read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("IngestError", "Failure"):
                    yield f"{name}:{node.lineno}", [one for part in node.args[1:] for one in values(part, module)]


def test_every_reason_has_its_words() -> None:
    found = list(said())
    assert len(found) > 40
    for place, (problem, remedy) in found:
        for before, after in zip((problem, remedy), told(str(problem), str(remedy)), strict=True):
            is_known = before is None or before == "7 in it7 7" or before != after
            assert is_known, f"{place}: publish/words/failures.py does not have {before!r}"
