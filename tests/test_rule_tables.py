"""Every row of every rule table: its example matches, its counter-example does not."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from fatiao.text.fold import fold
from fatiao.text.marks import STYLES
from fatiao.text.rule_tables import Row, read_table

ROOT = Path(__file__).parent.parent
WITHOUT_EXAMPLES = {"store/data/attributes.tsv"}
"""Tables whose cases stand in a test of their own."""

TABLES: dict[str, Callable[[Row, str], bool]] = {
    "text/marks.tsv": lambda row, text: re.match(STYLES[row["name"]].pattern, fold(text)) is not None,
}
"""Each table with how to tell whether a row matches a text."""


def rows() -> list[tuple[str, Row]]:
    return [(name, row) for name in TABLES for row in read_table(ROOT / name, ())]


def test_every_table_is_run() -> None:
    found = {
        path.relative_to(ROOT).as_posix() for room in ROOT.glob("*/__init__.py") for path in room.parent.rglob("*.tsv")
    }
    assert found == {*TABLES, *WITHOUT_EXAMPLES}


@pytest.mark.parametrize(("name", "row"), rows(), ids=lambda value: value if isinstance(value, str) else None)
def test_a_row_matches_its_example_and_not_its_counter_example(name: str, row: Row) -> None:
    matches = TABLES[name]
    assert row["example"] and matches(row, row["example"]), row
    assert row["counter"] and not matches(row, row["counter"]), row


def test_a_broken_table_names_its_line(tmp_path: Path) -> None:
    table = tmp_path / "broken.tsv"
    table.write_text("pattern\texample\tcounter\na\ta\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"broken\.tsv:2: 2 cells where the first line has 3"):
        read_table(table, ("pattern",))
    with pytest.raises(ValueError, match=r"broken\.tsv: no column unit"):
        read_table(table, ("unit",))
