"""Builds by shards: on this machine, on a cluster that loses a worker, in a store of objects; always the same content."""

from __future__ import annotations

import os
import pickle
import signal
import sqlite3
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner
from distributed import LocalCluster
from fatiao import batch
from fatiao.batch import Batch, make_shard, read_shard
from fatiao.cli import main
from fatiao.cluster import Shards
from fatiao.failure import Failure
from fatiao.limits import LIMITS
from fatiao.pipeline import build
from fatiao.store.digest import digest
from fatiao.store.errors import StoreError
from fatiao.store.mending.book import Book
from fatiao.store.shards import BATCH, LEAST_BATCH
from fatiao.store.shards.ask import connect
from fatiao.store.shards.place import Place
from fatiao.workers import Done

LAW = """甲市担保办法{0}
甲府〔2008〕{0}号
第一条 依据《乙市贷款办法》制定本办法。担保余额不得超过净资产的{0}倍。
第二条 违反本办法的，处{0}万元以上{1}万元以下罚款。
第三条 本办法自2009年1月{0}日起施行。
"""
SAME = "\n关闭窗口\n"


def lay_out() -> None:
    """Put twelve files into the folder pages: laws, a copy of one, another text of one, no law."""
    Path("pages").mkdir()
    for number in range(1, 10):
        Path(f"pages/{number}.txt").write_text(LAW.format(number, number + 10), encoding="utf-8")
    Path("pages/copy.txt").write_text(LAW.format(1, 11) + SAME, encoding="utf-8")
    Path("pages/other.txt").write_text(LAW.format(2, 99), encoding="utf-8")
    Path("pages/none.txt").write_text("无\n", encoding="utf-8")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The files, in the current folder."""
    monkeypatch.chdir(tmp_path)
    lay_out()


def said(database: str) -> str:
    with closing(sqlite3.connect(database)) as db:
        return digest(db)


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What one process makes of the files."""
    with pytest.MonkeyPatch.context() as there:
        there.chdir(tmp_path_factory.mktemp("one"))
        lay_out()
        report = build(["pages"], "one.db", jobs=1)
        assert (report.stored, len(report.failures)) == (11, 1)
        return said("one.db")


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Make shards in this process, which saves the start of another; a list of what was run."""
    calls: list[object] = []

    def run(command: object, *, input: bytes, capture_output: bool) -> subprocess.CompletedProcess[bytes]:
        calls.append(command)
        batch._write_shard(*pickle.loads(input))
        return subprocess.CompletedProcess([], 0, b"", b"")

    monkeypatch.setattr(batch.subprocess, "run", run)
    return calls


def shards_in(place: Path | str = "shards") -> list[str]:
    return sorted(path.stem for path in Path(place, "outcomes").glob("*.parquet"))


def test_local_processes_give_the_same_and_make_a_shard_anew_where_a_file_changed_and_no_other(
    expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("pages/none.txt").unlink()  # else its batch would be made again
    report = build(["pages"], "a.db", jobs=2, reader=Shards("shards", batch=6).outcomes)
    assert (report.stored, report.failures) == (11, [])
    assert said("a.db") == expected
    before = set(shards_in())
    assert len(before) == 2
    assert not [*Path("shards").rglob("*.part")]

    with monkeypatch.context() as patched:
        patched.setattr(batch.subprocess, "run", lambda *_, **__: pytest.fail("a shard is made again"))
        build(["pages"], "b.db", jobs=2, reader=Shards("shards", batch=6).outcomes)
    assert said("b.db") == expected

    Path("pages/1.txt").write_text(LAW.format(1, 50), encoding="utf-8")
    build(["pages"], "c.db", jobs=2, reader=Shards("shards", batch=6).outcomes)
    assert len(set(shards_in()) - before) == 1
    build(["pages"], "one.db", jobs=1)
    assert said("c.db") == said("one.db") != expected


def test_a_shard_of_which_a_file_failed_is_made_again(here: list[object]) -> None:
    found = some(a="pages/1.txt", none="pages/none.txt")
    made = make_shard(found, found.key)
    assert made != found.key and make_shard(found, found.key) == made
    assert len(here) == 2


def test_what_is_interrupted_begins_no_batch_more(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[Batch] = []

    def interrupted(one: Batch, key: str) -> str:
        begun.append(one)
        time.sleep(0.1)  # the others wait
        raise StoreError("the place cannot be written")

    monkeypatch.setattr("fatiao.cluster.make_shard", interrupted)
    files = {str(number): Path("pages/1.txt") for number in range(20)}
    with pytest.raises(StoreError, match="cannot be written"):
        list(Shards("shards", batch=1).outcomes(files, 1, LIMITS, Book()))
    assert len(begun) < 5


def test_a_process_that_is_interrupted_is_not_followed_by_another(monkeypatch: pytest.MonkeyPatch) -> None:
    real, calls = batch.subprocess.run, []

    def interrupted(command: list[str], **settings: object) -> object:
        calls.append(command)
        return real(["sh", "-c", "kill -2 $$"], **settings)  # type: ignore[call-overload]

    monkeypatch.setattr(batch.subprocess, "run", interrupted)
    one = some(a="pages/1.txt")
    with pytest.raises(StoreError, match=r"a batch of 1 files"):
        make_shard(one, one.key)
    assert len(calls) == 1


def test_a_damaged_shard_is_named_with_the_way_out() -> None:
    Path("shards/outcomes").mkdir(parents=True)
    Path("shards/outcomes/abc.parquet").write_bytes(b"PAR1")
    with pytest.raises(StoreError, match=r"shards: outcomes/abc\.parquet is damaged .* Delete it"):
        read_shard("shards", "abc")


def some(address: str = "shards", **files: str) -> Batch:
    return Batch({name: Path(file) for name, file in files.items()}, address, LIMITS, Book())


def test_the_key_is_of_content_limits_and_program() -> None:
    one = some(a="pages/1.txt")
    assert one.key == some(a="pages/1.txt").key
    assert one.key not in {some(b="pages/1.txt").key, some(a="pages/2.txt").key}
    assert one.key != Batch(one.files, one.address, LIMITS.__class__(seconds=1.0), Book()).key
    assert some(a="pages/gone.txt").key != some(a="pages/gone.txt").key


@pytest.mark.usefixtures("here")
def test_a_shard_tells_what_came_of_each_file() -> None:
    found = some(law="pages/1.txt", none="pages/none.txt", gone="pages/gone.txt")
    key = make_shard(found, found.key)
    came = read_shard("shards", key)
    assert [type(outcome) for outcome in came.values()] == [Done, Failure, Failure]


def test_a_process_that_is_killed_has_its_files_read_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    real, calls = batch.subprocess.run, []

    def killed_once(command: list[str], **settings: object) -> object:
        calls.append(command)
        done = real(["sh", "-c", "kill -9 $$"] if len(calls) == 1 else command, **settings)  # type: ignore[call-overload]
        return done

    monkeypatch.setattr(batch.subprocess, "run", killed_once)
    one = some(a="pages/1.txt", b="pages/2.txt")
    assert make_shard(one, one.key) == one.key
    assert len(calls) == 2
    assert all(isinstance(outcome, Done) for outcome in read_shard("shards", one.key).values())


def test_a_place_that_cannot_be_written_is_named() -> None:
    Path("file").touch()
    one = some("file/shards", a="pages/1.txt")
    with pytest.raises(StoreError, match="file/shards"):
        make_shard(one, one.key)


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["--scheduler", "tcp://127.0.0.1:1"], "give the place where the machines put what they read with --shards"),
        (["--shards", "nowhere://x"], "nowhere://x: Protocol not known: nowhere"),
        (["--shards", "s", "--batch", "5"], "100"),
    ],
)
def test_what_cannot_be_is_told(args: list[str], words: str) -> None:
    result = CliRunner().invoke(main, ["build", "pages", *args])
    assert result.exit_code != 0
    assert words in result.output


@pytest.mark.slow
def test_a_cluster_that_loses_a_worker_gives_the_same(expected: str) -> None:
    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as machines:
        victim = machines.workers[0].pid  # type: ignore[attr-defined]

        def kill() -> None:
            while not shards_in():
                time.sleep(0.01)
            os.kill(victim, signal.SIGKILL)

        killer = threading.Thread(target=kill)
        killer.start()
        shards = Shards(str(Path("shards").absolute()), machines.scheduler_address, batch=4)
        report = build([Path("pages").absolute()], "a.db", reader=shards.outcomes)
        killer.join()
    assert report.stored == 11
    assert said("a.db") == expected
    assert len(shards_in()) == 3


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of an empty bucket of a server that speaks as S3 does."""
    from moto.server import ThreadedMotoServer  # only now: every process that runs tests imports this file

    server = ThreadedMotoServer(port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    names = {"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b", "AWS_DEFAULT_REGION": "us-east-1"}
    for name, value in {**names, "AWS_ENDPOINT_URL": f"http://{host}:{port}"}.items():
        monkeypatch.setenv(name, value)
    Place("s3://laws").files.mkdir("laws")
    yield "s3://laws/shards"
    server.stop()


@pytest.mark.slow
def test_shards_in_a_store_of_objects(expected: str, bucket: str) -> None:
    build(["pages"], "a.db", jobs=2, reader=Shards(bucket, batch=6).outcomes)
    assert said("a.db") == expected
    files = Place(bucket).files.find("laws/shards/outcomes")
    assert len(files) == 2 and not [name for name in files if name.endswith(".part")]
    with connect(bucket) as asked:
        assert asked.execute("select count(*) from documents").fetchone() == (11,)


def test_batches_are_no_smaller_than_it_pays() -> None:
    assert BATCH >= LEAST_BATCH == 100
