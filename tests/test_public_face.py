"""The five names of `import fatiao`: they work whatever was imported first, and cost nothing until they are used."""

from __future__ import annotations

import inspect
import subprocess
import sys
from pathlib import Path

import fatiao
import pytest
from fatiao.extract.parameters import extract
from fatiao.parse.page import parse_page

PAGE = Path(__file__).parent.parent / "corpus" / "pages" / "003_2fb9624b21f164e5.txt"
USE = f"""
import fatiao
from fatiao.extract.model import Role
from fatiao.parse.page import parse_page
source = fatiao.read({str(PAGE)!r})
page = fatiao.parse(source)
parameters = tuple(fatiao.extract(regulation, source.text) for regulation in page.regulations)
assert page == parse_page(source) == fatiao.parse.page.parse_page(source)
assert parameters == fatiao.process({str(PAGE)!r}).parameters
assert callable(fatiao.build) and not callable(fatiao.extract.model)
print(sum(map(len, parameters)))
"""

ORDERS = [
    pytest.param("", id="nothing"),
    pytest.param("from fatiao import read, parse, extract, process, build", id="the names"),
    pytest.param("from fatiao import build, process, extract, parse, read", id="the names backwards"),
    pytest.param("from fatiao import *", id="all names"),
    pytest.param("import fatiao.parse", id="a room"),
    pytest.param("import fatiao.extract.parameters, fatiao.parse.tree.build", id="modules of both rooms"),
    pytest.param("from fatiao.parse.model import Page\nfrom fatiao import parse", id="a module, then the name"),
    pytest.param("from fatiao import parse\nfrom fatiao.parse.model import Page", id="the name, then a module"),
    pytest.param("from fatiao.extract import extract", id="the function out of its room"),
    pytest.param("import fatiao.pipeline", id="the pipeline"),
    pytest.param("import fatiao.cli.extract", id="a command of the same name"),
]


def run(script: str) -> str:
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("first", ORDERS)
def test_the_names_work_whatever_was_imported_first(first: str) -> None:
    assert int(run(first + USE)) > 40


def test_importing_fatiao_imports_no_room_and_no_library() -> None:
    script = "import sys; before = {*sys.modules}; import fatiao; print(*sorted({*sys.modules} - before))"
    imported = run(script).split()
    assert [name for name in imported if name.partition(".")[0] not in sys.stdlib_module_names] == ["fatiao"]


def test_dir_lists_the_names_before_they_are_imported() -> None:
    assert {"build", "extract", "parse", "process", "read"} <= {*run("import fatiao; print(*dir(fatiao))").split()}


@pytest.mark.parametrize(("face", "function"), [(fatiao.parse, parse_page), (fatiao.extract, extract)])
def test_a_room_shows_the_signature_of_its_function(face: object, function: object) -> None:
    assert callable(face) and callable(function)
    assert inspect.signature(face) == inspect.signature(function)


def test_other_names_are_missing_as_from_any_module() -> None:
    with pytest.raises(AttributeError, match=r"module 'fatiao' has no attribute 'ocr'"):
        fatiao.ocr  # noqa: B018
