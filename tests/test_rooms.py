"""Who may import whom: rooms import downwards only, the site reads the database, and no folders import each other.

Imports are read from the source, those inside functions too.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = sorted(path.parent.name for path in ROOT.glob("*/__init__.py"))

EVERYTHING = frozenset(ROOMS) | {""}
ALLOWED: Mapping[str, frozenset[str]] = {
    "text": frozenset(),
    "ingest": frozenset({"text"}),
    "parse": frozenset({"text"}),
    "extract": frozenset({"parse", "text"}),
    "review": frozenset({"extract", "parse", "text"}),
    "store": frozenset({"extract", "parse", "text"}),
    "publish": frozenset(
        {
            *("text", "store.schema", "store.search", "store.attributes", "store.editorial", "store.in_force"),
            *("store.decisions", "store.decision_log", "store.anchors", "store.editors", "store.skips", "store.stake"),
            *("store.errors", "store.clock", "store.read_only", "store.export"),
            "ingest.readers.resolution",
        }
    ),
    "quality": frozenset({"text"}),
    "cli": EVERYTHING,
    "": EVERYTHING,
}
"""What each room may import: rooms, or single modules or folders of them; the room without a name is the root."""

EXCEPTIONS: frozenset[tuple[str, str]] = frozenset()
"""Imports between rooms that are not allowed and are there: module and what it imports."""

FOLDER_EXCEPTIONS = frozenset({("parse.pages", "parse.metadata")})
"""Imports between folders of a room that close a circle: titles and metadata need each other's words."""


def module_of(path: Path) -> str:
    """Return the name of a module below `fatiao`: `parse.tree.build`; of a package that of its folder."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


PATHS = {
    module_of(path): path
    for path in [*ROOT.glob("*.py"), *(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))]
    if "examples" not in path.parts
}
"""Every module of the package; the examples of the site are programs of their own."""


def imported(module: str, source: str, is_package: bool) -> Iterator[str]:
    """Yield the modules of the package that a module imports: of `from .tree import build` that is `tree.build`."""
    package = module if is_package else module.rpartition(".")[0]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names if alias.name.split(".")[0] == "fatiao"]
            yield from (name.partition(".")[2] for name in names)
        elif isinstance(node, ast.ImportFrom):
            if node.level:
                parts = package.split(".") if package else []
                base = ".".join([*parts[: len(parts) - node.level + 1], *([node.module] if node.module else [])])
            elif node.module and node.module.split(".")[0] == "fatiao":
                base = node.module.partition(".")[2]
            else:
                continue
            for alias in node.names:
                inner = f"{base}.{alias.name}" if base else alias.name
                yield inner if inner in PATHS else base


@cache
def graph() -> Mapping[str, frozenset[str]]:
    """Return every module with those that it imports."""
    return {
        module: frozenset(imported(module, path.read_text(encoding="utf-8"), path.name == "__init__.py")) - {module}
        for module, path in PATHS.items()
    }


def room_of(module: str) -> str:
    """Return the room of a module; the modules of the root are in the room without a name."""
    return module.partition(".")[0] if module.partition(".")[0] in ROOMS else ""


def is_allowed(module: str, target: str) -> bool:
    """Tell whether a module may import another; the package itself, which has the version, every one may."""
    room = room_of(module)
    folder = ".".join(target.split(".")[:2])
    return target == "" or room_of(target) in {room, *ALLOWED[room]} or not ALLOWED[room].isdisjoint({target, folder})


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("from . import cut", ["text"]),
        ("from .fold import fold, FOLDED", ["text.fold", "text.fold"]),
        ("from .units import table", ["text.units.table"]),
        ("from .. import __version__", [""]),
        ("from ..parse.tree import build", ["parse.tree.build"]),
        ("def f():\n    from ..store.schema import TABLES", ["store.schema"]),
        ("import fatiao.parse.model", ["parse.model"]),
        ("from fatiao.extract import extract", ["extract"]),
        ("import re\nfrom pathlib import Path", []),
    ],
)
def test_imports_are_read_from_the_source(source: str, found: list[str]) -> None:
    assert list(imported("text.lines", source, is_package=False)) == found


def test_every_room_is_in_the_table() -> None:
    assert set(ALLOWED) == {*ROOMS, ""}


def test_the_map_shows_the_table() -> None:
    shown = {}
    for line in (ROOT / "docs" / "map.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        room = cells[0].strip("`").rstrip("/").replace("the root", "")
        if len(cells) == 3 and room in ALLOWED:
            told = re.findall(r"`([^`]+)`", cells[2])
            modules = {name.rstrip("/").removesuffix(".py").replace("/", ".") for name in told}
            shown[room] = EVERYTHING if cells[2] == "everything" else modules
    assert shown == ALLOWED


def test_rooms_import_only_what_the_table_allows() -> None:
    breaches = {(module, to) for module, targets in graph().items() for to in targets if not is_allowed(module, to)}
    assert breaches == EXCEPTIONS


def test_what_the_site_takes_of_the_store_knows_neither_parser_nor_extractor() -> None:
    modules = {module for module in ALLOWED["publish"] if PATHS[module].name != "__init__.py"}
    for module in modules:  # of a folder's, the test of what the plugin loads tells
        beyond = {target for target in graph()[module] if room_of(target) != "text"}
        assert beyond <= ALLOWED["publish"], module


def folder_of(module: str) -> str | None:
    """Return the folder of a room that a module is in, `parse.tree`; None for the files of the room itself.

    Those stand outside: some put the folders together, and some are used by all of them.
    """
    parts = module.split(".")
    is_inside = len(parts) > 2 or (len(parts) == 2 and PATHS[module].name == "__init__.py")
    return ".".join(parts[:2]) if is_inside else None


def test_folders_of_a_room_do_not_import_each_other() -> None:
    pairs = {(folder_of(module), folder_of(target)) for module, targets in graph().items() for target in targets}
    folders: dict[str, set[str]] = {}
    for folder, target in pairs - FOLDER_EXCEPTIONS:
        if folder and target and folder != target:
            folders.setdefault(folder, set()).add(target)
    assert circle(folders) == []
    assert pairs >= FOLDER_EXCEPTIONS


def test_no_module_imports_itself_through_others() -> None:
    assert circle({module: targets - {""} for module, targets in graph().items() if module}) == []


def circle(graph: Mapping[str, Iterable[str]]) -> list[str]:
    """Return names that import one another in a circle, none where there is no circle."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_circles_are_found() -> None:
    assert circle({"a": ["b"], "b": ["c"], "c": ["a"], "d": ["a"]}) == ["a", "c", "b", "a"]
    assert circle({"a": ["b", "c"], "b": ["c"]}) == []


def test_the_plugin_loads_neither_parser_nor_extractor() -> None:
    program = (
        "import sys, fatiao.publish.plugin\n"
        "print(*sorted(name for name in sys.modules if name.startswith(('fatiao.parse', 'fatiao.extract'))))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
