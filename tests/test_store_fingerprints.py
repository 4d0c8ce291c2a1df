"""Fingerprints: what counts for a stage and what does not, and what two build keys say of what has changed."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from fatiao.store.fingerprints import (
    LINKING,
    STAGES,
    decisions_in,
    fingerprint,
    is_by_other_fields,
    versions,
    why_stale,
    with_decisions,
)

ROOT = Path(__file__).parent.parent
LIBRARIES = {"python": "3.11", **dict.fromkeys((name for stage in STAGES for name in stage.libraries), "1.0")}
ROOMS = [stage.room for stage in STAGES]


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the rooms, to change."""
    copy = tmp_path_factory.mktemp("package")
    for room in (*ROOMS, "publish", "docs"):
        shutil.copytree(ROOT / room, copy / room, ignore=shutil.ignore_patterns("__pycache__"))
    return copy


def prints(package: Path, libraries: dict[str, str] = LIBRARIES) -> dict[str, str]:
    return {stage.room: fingerprint(stage, libraries, package) for stage in (*STAGES, LINKING)}


@pytest.mark.parametrize(
    ("file", "changes"),
    [
        ("text/numerals.py", ["text"]),
        ("text/marks.tsv", ["text"]),
        ("text/units/table.py", ["text"]),
        ("ingest/html.py", ["ingest"]),
        ("parse/pages/titles.py", ["parse"]),
        ("extract/quantity/__init__.py", ["extract"]),
        ("extract/words/new_rule.tsv", ["extract"]),
        ("store/rows.py", ["store"]),
        ("store/data/attributes.tsv", ["store"]),
        ("store/link.py", ["store/link.py"]),
        ("store/export/akn.py", []),
        ("store/plan.py", []),
        ("store/mending/text.py", ["store"]),
        ("store/exchange/patch.py", []),
        ("extract/spacy.py", []),
        ("publish/plugin.py", []),
        ("publish/static/fatiao.css", []),
        ("docs/schema.md", []),
        ("extract/__pycache__/model.cpython-311.pyc", []),
        ("parse/__pycache__/x/y.pyc", []),
        ("parse/.page.py.swp", []),
    ],
)
def test_a_change_counts_for_the_stage_it_is_in_and_no_other(package: Path, file: str, changes: list[str]) -> None:
    before, path = prints(package), package / file
    kept = path.read_bytes() if path.exists() else None
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes((kept or b"") + b"\n")
    assert [room for room, found in prints(package).items() if found != before[room]] == changes
    if kept is None:
        path.unlink()
    else:
        path.write_bytes(kept)
    assert prints(package) == before


def test_a_file_that_is_renamed_counts(package: Path) -> None:
    before = prints(package)
    (package / "parse" / "model.py").rename(package / "parse" / "models.py")
    after = prints(package)
    (package / "parse" / "models.py").rename(package / "parse" / "model.py")
    assert [room for room in after if after[room] != before[room]] == ["parse"]


@pytest.mark.parametrize(
    ("library", "changes"), [("lxml", ["ingest"]), ("charset-normalizer", ["ingest"]), ("python", ["text"])]
)
def test_a_library_counts_for_the_stage_that_uses_it(package: Path, library: str, changes: list[str]) -> None:
    before, after = prints(package), prints(package, {**LIBRARIES, library: "999"})
    assert [room for room in after if after[room] != before[room]] == changes


def test_a_copy_elsewhere_has_the_same_fingerprints(package: Path) -> None:
    libraries = {name: found for name, found in versions().programs.items() if name != "fatiao"}
    assert prints(package, libraries) == versions().stages


def imports(path: Path) -> set[str]:
    """Return the packages that a module imports by their full names."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            found.add(node.module.partition(".")[0])
    return found


_WRITING = {"sqlite_utils"}
"""What the store writes rows with; it has no say in what is in them."""


@pytest.mark.parametrize("stage", STAGES, ids=ROOMS)
def test_every_library_of_a_stage_is_listed(stage) -> None:
    files = [
        p for p in (ROOT / stage.room).rglob("*.py") if p.relative_to(ROOT / stage.room).parts[0] not in stage.without
    ]
    used = {name for path in files for name in imports(path)} - sys.stdlib_module_names - _WRITING
    distributions = packages_distributions()
    listed = {name for name in stage.libraries if name != "python"}
    assert {distribution for name in used for distribution in distributions[name]} == listed


def test_what_does_not_count_has_no_part_in_rows() -> None:
    """Followed from what makes rows through all that it imports."""
    program = "import sys, fatiao.extract.page, fatiao.ingest, fatiao.store.rows; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    for stage in STAGES:
        for name in stage.without:
            assert f"fatiao.{stage.room}.{name.removesuffix('.py')}" not in loaded


def test_the_build_key_has_the_stages_in_their_order() -> None:
    assert versions().build_key.split("-") == [versions().stages[room] for room in ROOMS]


@pytest.mark.parametrize(
    ("stored", "reason"),
    [
        ("x-b-c-d-e-f", "the ground of all stages (text/) changed"),
        ("a-x-c-d-e-f", "reading (ingest/) changed"),
        ("a-b-x-d-e-f", "parsing (parse/) changed"),
        ("a-b-c-x-e-f", "extraction (extract/) changed"),
        ("a-b-x-x-e-f", "parsing (parse/) changed"),
        ("a-b-c-d-e-x", "rows (store/) changed"),
        ("0.1.0", "fatiao changed"),
    ],
)
def test_the_reason_is_the_first_stage_that_has_changed(stored: str, reason: str) -> None:
    assert why_stale(stored, "a-b-c-d-e-f") == reason


KEYS = [
    ("k", "", "k", "none"),
    ("k", "d1", "k@d1", "as decided"),
    ("k+f", "d1", "k+f@d1", "as decided, of a collection"),
]


@pytest.mark.parametrize(("key", "decisions", "expected"), [row[:3] for row in KEYS], ids=[row[3] for row in KEYS])
def test_decisions_are_part_of_the_key(key: str, decisions: str, expected: str) -> None:
    assert with_decisions(key, decisions) == expected
    assert decisions_in(expected) == decisions
    assert why_stale(f"{key}@other", expected) == "editors decided otherwise"
    assert why_stale(f"{key}x@other", expected) == (OTHER_FIELDS if "+" in key else "fatiao changed")


OTHER_FIELDS = "other columns are asked for (--fields), or the rules of its site changed"


@pytest.mark.parametrize(
    ("stored", "current", "expected"), [("k+f@d", "k+f", False), ("k+f", "k", True), ("k@d", "j", False)]
)
def test_who_was_read_by_other_fields(stored: str, current: str, expected: bool) -> None:
    assert is_by_other_fields(stored, current) is expected
