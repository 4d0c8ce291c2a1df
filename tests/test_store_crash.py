"""What is left when a program is killed or the power goes: `benchmarks/attack/crash.py` at some moments of each."""

from __future__ import annotations

import importlib.util
import random
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from fatiao.store.editorial import connected
from fatiao.store.read_only import open_read_only

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def crash() -> Any:
    path = ROOT / "benchmarks" / "attack" / "crash.py"
    spec = importlib.util.spec_from_file_location("crash", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["crash"] = module  # where dataclasses look for it
    spec.loader.exec_module(module)
    return module


def test_what_the_disk_has_not_confirmed_may_be_lost(crash: Any) -> None:
    def write(kind: str, name: str, offset: int = 0, data: bytes = b"") -> Any:
        return crash.Write(kind, name, offset, data)

    disk = crash.Disk({"a": bytearray(b"old")})
    for each in (write("W", "a", 0, b"new"), write("W", "j", 0, b"x"), write("S", "j"), write("U", "j")):
        disk.do(each)
    found = [disk.after_power_loss(random.Random(seed)) for seed in range(50)]
    assert {bytes(one["a"]) for one in found} == {b"old", b"new"}
    assert {"j" in one for one in found} == {True, False}, "nor is it certain that a file is gone"
    disk.do(write("S", "a"))
    disk.do(write("S", "."))
    assert disk.after_power_loss(random.Random(1)) == {"a": b"new"}
    assert [each.offset for each in crash.torn(write("W", "a", 500, bytes(1000)))] == [500, 512, 1024]


def test_what_is_decided_is_confirmed_by_the_disk_with_its_folder(tmp_path: Path) -> None:
    extra = 3
    with closing(connected(tmp_path / "a.editorial.db")) as connection:
        assert connection.execute("pragma synchronous").fetchone() == (extra,)


def test_who_reads_takes_back_what_a_killed_writer_left(tmp_path: Path) -> None:
    path, left = tmp_path / "written.db", tmp_path / "left.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as writer:
        writer.execute("create table moved (old_id text, new_id text)")
        writer.execute("pragma cache_size = 1")  # pages go to the disk before the transaction ends
        writer.execute("begin")
        writer.executemany("insert into moved values (?, ?)", ((str(number), "y" * 900) for number in range(100)))
        shutil.copy(path, left)
        shutil.copy(f"{path}-journal", f"{left}-journal")
    with closing(open_read_only(left)) as reader:
        assert reader.execute("select count(*) from moved").fetchone() == (0,)
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            reader.execute("delete from moved")


@pytest.mark.slow
@pytest.mark.parametrize(("how", "name"), [("killed", "build --force"), ("power", "build"), ("power", "decisions")])
def test_nothing_is_lost_and_the_next_build_makes_it_whole(
    crash: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str, name: str
) -> None:
    if how == "power" and not shutil.which("cc"):
        pytest.skip("recording what is written needs a C compiler")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    page = ROOT / "corpus" / "pages" / "000_10d8e5c92c6cf96e.txt"
    scene = crash.Scene([page], tmp_path / "databases")
    found = list(crash._WAYS[how](scene, name, 2, random.Random(2)))
    assert found == [[]] * 2
