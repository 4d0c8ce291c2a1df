"""The comparison of two databases: what is the same says nothing, and every other row is told."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parent.parent / "benchmarks" / "changes.py"


def compare(*arguments: object) -> tuple[int, str]:
    done = subprocess.run([sys.executable, SCRIPT, *map(str, arguments)], capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


CHANGES = [
    ("update sources set added_at = '2001-01-01'", 0, "no row differs"),
    (
        "update parameters set role = 'value' where role = 'limit'",
        1,
        "parameters: 1 rows before only, 1 after only",
    ),
    ("delete from flags", 1, "flags: 2 rows before only, 0 after only"),
    ("alter table history drop column text", 0, "no row differs"),
]


@pytest.mark.parametrize(("change", "status", "told"), CHANGES, ids=[row[0] for row in CHANGES])
def test_rows_that_differ_are_told(database: Path, tmp_path: Path, change: str, status: int, told: str) -> None:
    after = tmp_path / "after.db"
    shutil.copy(database, after)
    with sqlite3.connect(after) as connection:
        connection.execute(change)
    connection.close()
    ended, printed = compare(database, after)
    assert ended == status and told in printed
    assert ("5倍" in printed) == ("parameters" in change)


def test_a_database_that_is_not_there_is_named(database: Path) -> None:
    status, printed = compare(database, "none.db")
    assert status == 2 and "no database none.db; make it with fatiao build FOLDER --db none.db" in printed
