"""Every library that is imported is declared, every one declared is imported or has a reason, and none costs unasked."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = [*ROOT.glob("*.py"), *(file for room in ROOT.glob("*/__init__.py") for file in room.parent.rglob("*.py"))]
WORKSHOP = [file for folder in ("tests", "docs", "benchmarks") for file in (ROOT / folder).rglob("*.py")]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

NOT_IMPORTED = {
    "jieba": "a library of the package's card",
    "lxml-html-clean": "trafilatura needs it",
    "onnxruntime": "runs the models of rapidocr",
    "build": "makes the distributions that are published",
    "s3fs": "fsspec reads s3:// with it",
    "mypy": "a command of make check",
    "pyright": "a command of the tests",
    "pytest-xdist": "an option of pytest",
    "ruff": "a command of make check",
}
"""Libraries that are declared without being imported, and why."""
OURS = {"fatiao", *(file.stem for file in WORKSHOP)}
"""The package, and the files beside which tests and scripts lie."""
OPTIONAL = {
    "atheris": "benchmarks/attack/fuzz.py attacks with it where it is installed",
    "jionlp": "benchmarks/peer.py measures it where it is installed",
}
"""What a script imports only where somebody has installed it, and why."""
UNASKED = [
    *(
        "distributed",
        "duckdb",
        "fsspec",
        "jieba",
        "pdfplumber",
        "pyarrow",
        "pypdfium2",
        "rapidocr",
        "scrapy",
        "spacy",
        "trafilatura",
        "twisted",
        "warcio",
    ),
    "xlsxwriter",
]


def normal(name: str) -> str:
    """Return a distribution's name in the one form that the index knows."""
    return re.sub(r"[-_.]+", "-", name).lower()


def declared(requirements: Iterable[str]) -> set[str]:
    """Return the names of requirements."""
    return {normal(re.split(r"[^\w.-]", requirement)[0]) for requirement in requirements}


def imported(files: Iterable[Path]) -> set[str]:
    """Return the distributions of all libraries that are imported anywhere in files; a name that none has stays one."""
    modules = set()
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                modules |= {name.name for name in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                modules.add(node.module or "")
    tops = {module.partition(".")[0] for module in modules} - sys.stdlib_module_names - OURS - {*OPTIONAL}
    known = packages_distributions()
    return {normal(distribution) for top in tops for distribution in known.get(top, [top])}


REQUIRED = declared(PROJECT["dependencies"])
EXTRAS = PROJECT["optional-dependencies"]
EXTRA = {name for extra, libraries in EXTRAS.items() if extra != "dev" for name in declared(libraries)} - OURS
DEVELOPMENT = declared(EXTRAS["dev"]) - OURS


def test_what_the_package_imports_is_declared() -> None:
    assert imported(PACKAGE) - REQUIRED - EXTRA == set()


def test_what_tests_and_scripts_import_is_declared() -> None:
    assert imported(WORKSHOP) - REQUIRED - EXTRA - DEVELOPMENT == set()


def test_what_is_declared_is_imported_or_has_a_reason() -> None:
    assert REQUIRED - imported(PACKAGE) == {"jieba"}
    assert (REQUIRED | EXTRA | DEVELOPMENT) - imported([*PACKAGE, *WORKSHOP]) == {*NOT_IMPORTED}


def test_what_is_declared_is_pinned() -> None:
    for name, needed in (("requirements.lock", REQUIRED), ("requirements-dev.lock", REQUIRED | EXTRA | DEVELOPMENT)):
        lock = (ROOT / name).read_text(encoding="utf-8")
        assert declared(line for line in lock.splitlines() if "==" in line) >= needed, name


COMMANDS = [
    ("import fatiao, fatiao.pipeline", UNASKED),
    ("main(['--help'], standalone_mode=False)", [*UNASKED, "datasette"]),
    ("main(['build', 'page.txt', '--jobs', '1'], standalone_mode=False)", [*UNASKED, "datasette"]),
    ("main(['extract', 'page.txt'], standalone_mode=False)", [*UNASKED, "datasette"]),
    ("import fatiao.publish.serve", UNASKED),
]


@pytest.mark.parametrize(("statement", "unasked"), COMMANDS, ids=[statement for statement, _ in COMMANDS])
def test_starting_does_not_wait_for_a_library_it_does_not_use(
    tmp_path: Path, statement: str, unasked: list[str]
) -> None:
    (tmp_path / "page.txt").write_text("甲市小额贷款办法\n第一条 贷款余额不得超过基金规模的5倍。\n", encoding="utf-8")
    script = f"import sys\nfrom fatiao.cli import main\n{statement}\nprint(sys.modules.keys() & {unasked})"
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "set()"
