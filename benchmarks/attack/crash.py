"""What a killed build and a power loss leave behind, and whether the next build makes it whole.

usage: python benchmarks/attack/crash.py [PAGES ...] [--how killed|power] [--moments N] [--seed S]

Builds PAGES (by default those of corpus/pages) again and again. Killed: SIGKILL at N moments each of a build, of a
`build --force`, of a build by way of shards and of decisions. Power: everything that these write (but for shards) is
recorded (writes.c, which needs a C compiler and Linux), and at N moments each the files are put together as a disk may
have them when the power goes: what it had confirmed is there, of the writes since then any are and any are not, torn
at its sectors. Each time the databases have to be sound (`integrity_check`, `foreign_key_check`), every page in them
whole, every decision there that was acknowledged, and after one more build all rows equal to those of a build that
nobody disturbed.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from fatiao import build
from fatiao.cluster import Shards
from fatiao.store.decision_log import decisions
from fatiao.store.read_only import open_read_only

HERE = Path(__file__).parent
SECTOR = 512
ACKNOWLEDGED = "acknowledged"
_OWN = ("builds", "files")
"""Tables that tell of builds and files and not of what is in them."""

_DECIDE = """
import sys
from fatiao.store.decision_log import record
from fatiao.store.decisions import Anchor, Draft, Kind
database, acknowledged = sys.argv[1:]
for number in range(40):
    anchor = Anchor("d", "art_1", "收人", "", "", 1, "s", number * 10, number * 10 + 2)
    record(database, [Draft(Kind.CORRECT, anchor, "甲", before="收人", after="收入")])
    with open(acknowledged, "a") as file:
        file.write("x")
"""


@dataclass(frozen=True)
class Write:
    """Something done to a file: W written, T cut to `offset`, S confirmed by the disk, U removed.

    That a file is removed is confirmed with its folder, whose name is ".".
    """

    kind: str
    name: str
    offset: int
    data: bytes


def read_log(path: Path) -> list[Write]:
    """Return what writes.c recorded."""
    found = []
    with path.open("rb") as file:
        while line := file.readline():
            kind, offset, length, name = line.decode().rstrip("\n").split(" ", 3)
            data = file.read(int(length)) if kind == "W" else b""
            found.append(Write(kind, name, int(offset), data))
    return found


@dataclass
class Disk:
    """The files as the disk has them for certain, and what was done to each since it last confirmed."""

    files: dict[str, bytearray]
    pending: defaultdict[str, list[Write]] = field(default_factory=lambda: defaultdict(list))

    def do(self, write: Write) -> None:
        """Do something; what is not confirmed may be lost."""
        if write.kind != "S":
            self.pending[write.name].append(write)
        elif write.name == ".":
            for name, writes in self.pending.items():
                removed = max((place for place, each in enumerate(writes, 1) if each.kind == "U"), default=0)
                self._confirm(writes[:removed])
                self.pending[name] = writes[removed:]
        else:
            self._confirm(self.pending.pop(write.name, []))

    def _confirm(self, writes: list[Write]) -> None:
        for each in writes:
            apply(self.files, each)

    def after_power_loss(self, chance: random.Random) -> dict[str, bytearray]:
        """Return the files as they may be found: of the unconfirmed writes some, and parts of some."""
        found = {name: bytearray(content) for name, content in self.files.items()}
        kept = chance.choice((0.0, 0.5, 0.9, 1.0))
        for writes in self.pending.values():
            for write in writes:
                for part in torn(write) if chance.random() < 0.5 else [write]:
                    if chance.random() < kept:
                        apply(found, part)
        return found


def torn(write: Write) -> Iterator[Write]:
    """Yield a write sector by sector."""
    if write.kind != "W":
        yield write
        return
    at = 0
    while at < len(write.data):
        size = SECTOR - (write.offset + at) % SECTOR
        yield Write("W", write.name, write.offset + at, write.data[at : at + size])
        at += size


def apply(files: dict[str, bytearray], write: Write) -> None:
    """Do to the files what was done."""
    if write.kind == "U":
        files.pop(write.name, None)
        return
    content = files.setdefault(write.name, bytearray())
    if write.kind == "T":
        del content[write.offset :]
    content.extend(bytes(max(0, write.offset + len(write.data) - len(content))))
    content[write.offset : write.offset + len(write.data)] = write.data


class Scene:
    """Pages, a folder for databases, and what a build that nobody disturbs makes of them."""

    def __init__(self, pages: list[Path], folder: Path) -> None:
        """Build once."""
        self.pages, self.folder = pages, folder
        self.database, self.shards = folder / "a.db", folder / "shards"
        self.environment = {**os.environ, "SOURCE_DATE_EPOCH": "1700000000"}
        os.environ["SOURCE_DATE_EPOCH"] = "1700000000"
        self.whole = folder.with_name("whole.db")
        build(pages, self.whole, jobs=1)
        self.expected = rows(self.whole)
        self.by_source = parameters(self.whole)

    def commands(self) -> dict[str, list[str]]:
        """Return what is disturbed, by name."""
        make = [sys.executable, "-m", "fatiao", "build", *map(str, self.pages), "--db", str(self.database)]
        acknowledged = str(self.folder / ACKNOWLEDGED)
        return {
            "build": make,
            "build --force": [*make, "--force"],
            "build --shards": [*make, "--shards", str(self.shards)],
            "decisions": [sys.executable, "-c", _DECIDE, str(self.database), acknowledged],
        }

    def empty(self, name: str) -> None:
        """Put the folder into the state from which a command starts."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()
        if name not in ("build", "build --shards"):
            shutil.copy(self.whole, self.database)

    def problems(self) -> list[str]:
        """Return what is wrong with what is found, also after one more build."""
        acknowledged = self.folder / ACKNOWLEDGED
        promised = acknowledged.stat().st_size if acknowledged.exists() else 0
        wrong = unsound(self.database) + unsound(self.database.with_name("a.editorial.db"))
        if wrong:
            return wrong
        for source, found in parameters(self.database).items():
            if found != self.by_source[source]:
                wrong.append(f"{source} is half there")
        kept = len(decisions(self.database))
        if kept < promised:
            wrong.append(f"{promised} decisions were acknowledged, {kept} are there")
        reader = Shards(str(self.shards)).outcomes if self.shards.exists() else None
        report = build(self.pages, self.database, jobs=1, reader=reader)
        if report.failures or rows(self.database) != self.expected:
            wrong.append("the next build does not make it whole")
        return wrong


def unsound(database: Path) -> list[str]:
    """Return what SQLite says is wrong with a database, to one who may only read it first: who writes mends it."""
    if not database.exists():
        return []
    try:
        open_read_only(database).close()
        with closing(sqlite3.connect(database)) as connection:
            found = [row[0] for row in connection.execute("pragma integrity_check") if row[0] != "ok"]
            return found + [str(tuple(row)) for row in connection.execute("pragma foreign_key_check")]
    except sqlite3.DatabaseError as error:
        return [f"{database.name}: {error}"]


def rows(database: Path) -> dict[str, list[str]]:
    """Return all rows of every table that tells of the pages."""
    with closing(sqlite3.connect(database)) as connection:
        names = [row[0] for row in connection.execute("select name from sqlite_master where type = 'table'")]
        told = [name for name in names if name not in _OWN and "fts" not in name and not name.startswith("sqlite_")]
        return {name: sorted(map(repr, connection.execute(f'select * from "{name}"'))) for name in told}


def parameters(database: Path) -> dict[str, list[str]]:
    """Return the parameters of each source; nothing where there is no database yet."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    sql = "select source_id, parameters.id from parameters join documents on documents.id = document_id order by 1, 2"
    with closing(sqlite3.connect(database)) as connection:
        if connection.execute("select 1 from sqlite_master where name = 'parameters'").fetchone():
            for source, parameter in connection.execute(sql):
                found[source].append(parameter)
    return found


def killed(scene: Scene, name: str, moments: int, chance: random.Random) -> Iterator[list[str]]:
    """Yield the problems after a command was killed, moment by moment."""
    scene.empty(name)
    start = time.monotonic()
    subprocess.run(scene.commands()[name], env=scene.environment, check=True, capture_output=True)
    usual = time.monotonic() - start
    for _ in range(moments):
        scene.empty(name)
        command = subprocess.Popen(
            scene.commands()[name],
            env=scene.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        time.sleep(chance.uniform(0.2, 1.0) * usual)
        os.killpg(command.pid, signal.SIGKILL)
        command.wait()
        yield scene.problems()


def without_power(scene: Scene, name: str, moments: int, chance: random.Random) -> Iterator[list[str]]:
    """Yield the problems after the power went in the midst of a command, moment by moment."""
    library, log = scene.folder.with_name("writes.so"), scene.folder.with_name("log")
    if not library.exists():
        subprocess.run(["cc", "-shared", "-fPIC", "-o", library, HERE / "writes.c", "-ldl"], check=True)
    log.unlink(missing_ok=True)
    scene.empty(name)
    before = {path.name: bytearray(path.read_bytes()) for path in scene.folder.iterdir()}
    recording = {"LD_PRELOAD": str(library), "WRITES_FOLDER": f"{scene.folder}/", "WRITES_LOG": str(log)}
    subprocess.run(scene.commands()[name], env=scene.environment | recording, check=True, capture_output=True)
    writes = [write for write in read_log(log) if not write.name.endswith("-shm")]  # which is memory
    if not writes:
        raise RuntimeError("nothing was recorded")
    for moment in sorted(chance.sample(range(len(writes)), min(moments, len(writes)))):
        disk = Disk({file: bytearray(content) for file, content in before.items()})
        for write in writes[:moment]:
            disk.do(write)
            if write.name == ACKNOWLEDGED:  # told to somebody is told
                disk.do(Write("S", ACKNOWLEDGED, 0, b""))
        scene.empty(name)
        found = disk.after_power_loss(chance)
        scene.database.unlink(missing_ok=True)
        for file, content in found.items():
            (scene.folder / file).write_bytes(content)
        yield scene.problems()


_WAYS = {"killed": killed, "power": without_power}


def main() -> None:
    """Disturb, and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", type=Path, nargs="*", default=[HERE.parent.parent / "corpus" / "pages"])
    parser.add_argument("--how", choices=sorted(_WAYS), action="append")
    parser.add_argument("--moments", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    chance = random.Random(args.seed)
    is_bad = False
    with tempfile.TemporaryDirectory() as folder:
        scene = Scene([page.absolute() for page in args.pages], Path(folder).resolve() / "databases")
        for how in args.how or _WAYS:
            for name in scene.commands():
                if (how, name) == ("power", "build --shards"):
                    continue  # what is recorded is of one folder
                found = list(_WAYS[how](scene, name, args.moments, chance))
                wrong = [problem for problems in found for problem in problems]
                print(f"{how:6} {name:14} {len(found)} moments, {len(wrong)} problems {wrong[:3] or ''}", flush=True)
                is_bad |= bool(wrong)
    sys.exit(is_bad)


if __name__ == "__main__":
    main()
