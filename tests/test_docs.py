"""The documentation: what it names exists, what it tells to do works, and what it lists is complete.

What counts as a name is said in `names_in`; everything else in a sentence or an example may be called as it likes.
"""

from __future__ import annotations

import ast
import doctest
import fnmatch
import importlib
import io
import os
import re
import shutil
import subprocess
import sys
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import click
import pytest
from fatiao.cli import main
from fatiao.text.levels import Level
from fatiao.text.rule_tables import read_table

ROOT = Path(__file__).parent.parent
DOCS = sorted(
    path
    for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("corpus/**/*.md"))
    if path.name != "CHANGELOG.md"  # which tells of files that are gone, too
)
ENGLISH = [path for path in DOCS if path.name != "README.zh.md"]
ROOMS = sorted(path.parent for path in ROOT.glob("*/__init__.py"))
FOLDERS = sorted({path.parent for room in ROOMS for path in room.rglob("*") if path.is_file()} - set(ROOMS))
KINDS = ("py", "tsv", "md", "jsonl", "json", "yaml", "toml", "html", "css", "js", "svg", "R", "sh", "lock")
"""Endings of names that are the project's files and no example's: page.txt and fatiao.db are anybody's."""


MEDIA_TYPES = ("text/plain", "text/html", "text/markdown")


@cache
def tree() -> frozenset[str]:
    """Every file and folder of the project, folders with a stroke at the end, and every end of such a path."""
    paths = [ROOT / name for name in ("Makefile", ".gitignore")]
    paths += [path for path in ROOT.iterdir() if path.suffix[1:] in KINDS]
    tops = [path for path in ROOT.iterdir() if path.is_dir() and path.name in top_folders()]
    paths += [path for top in tops for path in (top, *top.rglob("*")) if "__pycache__" not in path.parts]
    whole = [path.relative_to(ROOT).as_posix() + "/" * path.is_dir() for path in paths]
    return frozenset(name.split("/", cut)[-1] for name in whole for cut in range(name.rstrip("/").count("/") + 1))


@cache
def top_folders() -> frozenset[str]:
    return frozenset({*(room.name for room in ROOMS), "tests", "docs", "corpus", "benchmarks", ".ci"})


PATH = rf"[\w.*-]+(?:/[\w.*-]+)*(?:\.(?:{'|'.join(KINDS)})|/)"


def names_in(markdown: str) -> Iterator[str]:
    """Yield the files and folders that a text names.

    - In backticks, alone: a word that ends in `/` or like a file of one of the `KINDS`. It may leave out the folders
      in front (`fold.py`, `tree/build.py`), as it does where a section is about one room, and have a `*` in it.
    - In a block of code or in backticks: any word that begins with a folder of the project (`corpus/pages`).
    """
    blocks = re.findall(r"^```.*?^```$|^(?: {4}.*\n)+", markdown, re.S | re.M)
    prose = re.sub(r"^```.*?^```$", "", markdown, flags=re.S | re.M)
    quoted = re.findall(r"`([^`\n]+)`", prose)
    yield from (words for words in quoted if re.fullmatch(PATH, words) and not words.startswith((".", "*")))
    for code in (*blocks, *quoted):
        for word in re.findall(r"(?<![\w/.:-])[\w.*-]+(?:/[\w.*-]*)+", code):
            if word.partition("/")[0] in top_folders() and word not in MEDIA_TYPES:
                yield word.rstrip(".")


def is_there(name: str) -> bool:
    return name in tree() or f"{name}/" in tree() or ("*" in name and bool(fnmatch.filter(tree(), name)))


@pytest.mark.parametrize(
    ("markdown", "names"),
    [
        (
            "see `fold.py`, `tree/build.py` and `parse/tree/`",
            ["fold.py", "tree/build.py", "parse/tree/", "parse/tree/"],
        ),
        ("`tests/test_x*.py` and `.xml`, `page.txt`, `fatiao.db`, `a b.py`", ["tests/test_x*.py", "tests/test_x*.py"]),
        ("```sh\nfatiao build corpus/pages pages/ x.py\n```", ["corpus/pages"]),
        ("at `/fatiao/parameters.json` and http://x/docs/y.md", []),
    ],
)
def test_names_are_told_from_examples(markdown: str, names: list[str]) -> None:
    assert list(names_in(markdown)) == names


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_files_and_folders_that_are_named_exist(path: Path) -> None:
    assert [name for name in names_in(path.read_text(encoding="utf-8")) if not is_there(name)] == []


@pytest.mark.parametrize("folder", [ROOT, *ROOMS, ROOT / "docs", ROOT / "benchmarks"], ids=lambda path: path.name)
def test_files_that_docstrings_and_comments_name_exist(folder: Path) -> None:
    missing = []
    for path in folder.glob("*.py") if folder == ROOT else folder.rglob("*.py"):
        told = " ".join(docstrings_and_comments(path.read_text(encoding="utf-8")))
        names = re.findall(r"(?<![\w/.<])[A-Za-z0-9_/]+\.(?:py|tsv|md|yaml)\b", told)
        missing += [(path.relative_to(ROOT).as_posix(), name) for name in names if not is_there(name)]
    assert missing == []


def docstrings_and_comments(source: str) -> Iterator[str]:
    """Yield the texts of a program that are for people: the strings that stand alone and the comments."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield node.value.value
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.string


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_to_files_and_headings(path: Path) -> None:
    broken = []
    for target in re.findall(r"\]\((?!https?:)([^)\s]+)\)", path.read_text(encoding="utf-8")):
        file, _, heading = target.partition("#")
        linked = path.parent / file if file else path
        if not linked.exists() or (heading and heading not in headings(linked)):
            broken.append(target)
    assert broken == []


def headings(path: Path) -> set[str]:
    """The anchors of a file's headings, as GitHub makes them."""
    titles = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_modules_that_are_named_exist(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    imported = [
        f"{module}.{name.strip()}"
        for module, names in re.findall(r"from (fatiao[\w.]*) import ([\w, ]+)", text)
        for name in names.split(",")
    ]
    named = {name for name in re.findall(r"(?<![\w/.-])fatiao(?:\.\w+)+", text) if not name.endswith((".db", ".atom"))}
    assert [name for name in sorted({*imported, *named}) if not is_module(name)] == []


def is_module(name: str) -> bool:
    """Tell whether a dotted name is a module of the package, or something in one."""
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        path = ROOT.joinpath(*parts[1:length])
        if path.with_suffix(".py").is_file() or (path / "__init__.py").is_file():
            module = importlib.import_module(".".join(parts[:length]))
            return length == len(parts) or hasattr(module, parts[length])
    return False


def test_names_of_modules_are_told_apart() -> None:
    assert is_module("fatiao.parse.tree.build") and is_module("fatiao.process")
    assert not is_module("fatiao.tree") and not is_module("fatiao.parse.page.nothing")


def described(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("folder", [*ROOMS, *FOLDERS], ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_map_names_every_room_and_folder(folder: Path) -> None:
    if "__pycache__" not in folder.parts:
        assert f"`{folder.relative_to(ROOT).as_posix()}/`" in described("map.md")


def test_there_is_a_recipe_for_every_rule_table() -> None:
    tables = {path.relative_to(ROOT).as_posix() for room in ROOMS for path in room.rglob("*.tsv")}
    assert tables == {table for table, _ in added_lines()}


def test_every_command_is_described() -> None:
    commands = main.list_commands(click.Context(main))
    assert commands
    assert [name for name in commands if f"## fatiao {name}\n" not in described("cli.md")] == []


def test_the_levels_of_exports_are_those_of_the_program() -> None:
    rows = [[cell.strip() for cell in row.strip("|").split("|")] for row in described("export.md").splitlines()]
    told = {(row[0], row[1]): row[2] for row in rows if len(row) == 4}
    for level in Level:
        if level is Level.ANNEX:
            assert told[level.chinese, level] == "`attachment`" and f'`{level.element} name="annex"`' in described(
                "export.md"
            )
        elif level is not Level.BODY:
            assert told[level.chinese, level] == f"`{level.element}`", level


def test_the_examples_of_the_map_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    examples = doctest.DocTestParser().get_doctest(described("map.md"), {}, "map.md", "map.md", 0)
    assert len(examples.examples) == 6
    said: list[str] = []
    assert doctest.DocTestRunner().run(examples, out=said.append).failed == 0, "".join(said)


def added_lines() -> list[tuple[str, str]]:
    """The lines that docs/add-a-rule.md adds, each with the table it goes into, which the heading above names."""
    found, table = [], ""
    for named, block in re.findall(
        r"^## [^\n]*`([\w/]+\.tsv)`$|^```tsv\n(.*?)^```$", described("add-a-rule.md"), re.S | re.M
    ):
        table = named or table
        found += [(table, line) for line in block.splitlines()]
    return found


def commands_in(markdown: str) -> list[tuple[str, list[str]]]:
    """The commands of the blocks of a console, each with the lines that are shown of its output."""
    found: list[tuple[str, list[str]]] = []
    for block in re.findall(r"^ *```console\n(.*?)^ *```$", markdown, re.S | re.M):
        for line in map(str.strip, block.splitlines()):
            if line.startswith("$ "):
                found.append((line[2:], []))
            else:
                found[-1][1].append(line)
    return found


def run(command: str, checkout: Path) -> str:
    """Run a command in a checkout, as after `make setup` there, and return what it prints."""
    programs = {"fatiao": "-m fatiao", "sqlite-utils": "-m sqlite_utils", "python": ""}
    for name, arguments in programs.items():
        command = command.replace(f".venv/bin/{name} ", f"'{sys.executable}' {arguments} ")
    environment = {**os.environ, "PYTHONPATH": str(checkout.parent), "PYTHONUTF8": "1"}
    done = subprocess.run(["bash", "-c", command], cwd=checkout, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout + done.stderr


def missing(shown: list[str], printed: str) -> list[str]:
    """Return the lines that are shown and do not come in this order; … stands for anything, blanks do not count."""
    rest = iter(printed.splitlines())
    patterns = [".*".join(map(re.escape, "".join(line.split()).split("…"))) for line in shown]
    return [
        line
        for line, pattern in zip(shown, patterns, strict=True)
        if not any(re.search(pattern, "".join(other.split())) for other in rest)
    ]


def test_lines_that_are_shown_are_looked_for_in_order() -> None:
    printed = "one  1\n  two 2 and more\nthree\n"
    assert missing(["one 1", "two 2 …", "three"], printed) == []
    assert missing(["two 2", "one 1"], printed) == ["one 1"]


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project."""
    copy = tmp_path_factory.mktemp("checkout") / "fatiao"
    unwanted = shutil.ignore_patterns(".*", "__pycache__", "*.db*", "*.egg-info", "build", "dist", "images")
    shutil.copytree(ROOT, copy, ignore=unwanted)
    return copy


def test_the_commands_of_the_map_print_what_it_shows(checkout: Path) -> None:
    commands = commands_in(described("map.md"))
    assert commands
    for command, shown in commands:  # in their order: one builds what another asks
        assert missing(shown, run(command, checkout)) == [], command


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory, checkout: Path) -> Path:
    """A copy of the project with every line that docs/add-a-rule.md adds, and its page."""
    copy = tmp_path_factory.mktemp("changed") / "fatiao"
    shutil.copytree(checkout, copy)
    for table, line in added_lines():
        with (copy / table).open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")
    (page,) = re.findall(r"^```text\n(.*?)^```$", described("add-a-rule.md"), re.S | re.M)
    (copy / "page.txt").write_text(page, encoding="utf-8")
    return copy


def test_lines_to_add_are_new_and_pass_the_tests_of_their_table(changed: Path) -> None:
    for table, line in added_lines():
        assert line not in (ROOT / table).read_text(encoding="utf-8").splitlines()
        assert len(read_table(changed / table, (), examples=())) > len(read_table(ROOT / table, (), examples=()))
    tests = "tests/test_rule_tables.py tests/test_text_units.py tests/test_text_furniture.py"
    quick = "-k 'not read_back and not through_the_filter'"
    assert " passed" in run(f".venv/bin/python -m pytest -q -p no:cacheprovider {tests} {quick}", changed)


@pytest.mark.parametrize(("command", "shown"), commands_in(described("add-a-rule.md")))
def test_lines_to_add_do_what_is_shown(changed: Path, command: str, shown: list[str]) -> None:
    assert shown and missing(shown, run(command, changed)) == []
