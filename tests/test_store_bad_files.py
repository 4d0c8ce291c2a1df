"""What files that cannot be opened or written are answered: the file, what is wrong, and the way out."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from fatiao.store import opened
from fatiao.store.errors import StoreError
from fatiao.store.write import Store


def foreign(path: Path) -> None:
    """Make a database of another program."""
    connection = sqlite3.connect(path)
    connection.execute("create table notes (text)")
    connection.close()


def of_version(path: Path, version: int) -> None:
    """Make a database of another version."""
    Store(path).close()
    connection = sqlite3.connect(path)
    connection.execute(f"pragma user_version = {version}")
    connection.close()


def newer(path: Path) -> None:
    """Make a database of a later version."""
    of_version(path, 999)


def older(path: Path) -> None:
    """Make a database of an earlier version."""
    of_version(path, 3)


BAD_FILES = [
    (lambda path: path.write_text("这不是数据库" * 1000), "x.db is not a SQLite database. Give another path", "text"),
    (lambda path: path.mkdir(), "x.db is a folder. Give the path of a file", "folder"),
    (foreign, "x.db is a database of another program", "another program's"),
    (older, "x.db has tables of version 3, this program writes version 9. Build it again: fatiao build keeps", "older"),
    (newer, "x.db has tables of version 999, this program writes version 9. Use the newer fatiao", "newer"),
]


@pytest.mark.parametrize(("spoil", "message"), [row[:2] for row in BAD_FILES], ids=[row[2] for row in BAD_FILES])
def test_bad_files_are_told(tmp_path: Path, spoil, message: str) -> None:
    path = tmp_path / "x.db"
    spoil(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(StoreError) as raised:
        Store(path)
    assert message in str(raised.value) and str(tmp_path) in str(raised.value)
    if before is not None:
        assert path.read_bytes() == before


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"there is no folder .*nowhere\. Make it first"):
        Store(tmp_path / "nowhere" / "x.db")


def test_a_damaged_file_is_told(database: Path, sample) -> None:
    content = bytearray(database.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    database.write_bytes(content)
    with (
        pytest.raises(StoreError, match=r"样本\.db is damaged\. Move the file away and build again"),
        Store(database) as s,
    ):
        s.replace(sample.page, sample.parameters)


def test_a_database_in_use_is_told(database: Path, sample, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opened, "_BUSY_SECONDS", 0.0)
    other = sqlite3.connect(database, isolation_level=None)
    other.execute("begin immediate")
    with pytest.raises(StoreError, match=r"is in use by another build\. Wait"):
        Store(database)
    other.close()
