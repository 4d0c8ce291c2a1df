"""A page that takes too long, is too large or is no file costs itself alone, and a line of the report."""

from __future__ import annotations

import os
import resource
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from fatiao import build, workers
from fatiao.cli import main
from fatiao.extract.page import Processed
from fatiao.ingest import IngestError, open_collection, read, records
from fatiao.limits import Limits, OutOfTime, at_most, within
from printed import Sheet, pdf
from sqlite_utils import Database

LAW = "某市测试办法\n第一条　为了规范管理，制定本办法。\n第二条　违反本办法的，处{}万元以下罚款。\n"


def run(*args: object) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])


def mentions(database: Path) -> list[str]:
    return [row["mention"] for row in Database(database).query("select mention from parameters order by mention")]


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A folder with two good pages around the place of a bad one."""
    folder = tmp_path / "pages"
    folder.mkdir()
    for name, amount in (("a.txt", 1), ("c.txt", 3)):
        (folder / name).write_text(LAW.format(amount), encoding="utf-8")
    return folder


def spin(path: Path, max_bytes: int = 0) -> Processed:
    """Process a page; one of the name b.txt without end."""
    while path.name == "b.txt":
        pass
    return PROCESS(path, max_bytes)


PROCESS = workers.process


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_page_without_end_is_ended(pages: Path, monkeypatch: pytest.MonkeyPatch, jobs: int) -> None:
    database = pages / "a.db"
    page = pages / "b.txt"
    page.write_text(LAW.format(2), encoding="utf-8")
    assert run("build", pages, "--db", database).exit_code == 0
    page.write_text(LAW.format(22), encoding="utf-8")
    (pages / "c.txt").write_text(LAW.format(33), encoding="utf-8")
    monkeypatch.setattr(workers, "process", spin)
    result = run("build", pages, "--db", database, "--jobs", jobs, "--page-seconds", 1)
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        f"{page}: it took more than 1 s of processor time and was ended; "
        "see what it holds, or allow more with --page-seconds"
    ]
    assert mentions(database) == ["1万元", "2万元", "33万元"]
    patience = 100
    while threading.active_count() > 1 and (patience := patience - 1):  # the pool's own thread ends when it is ready
        time.sleep(0.1)
    assert threading.active_count() == 1
    assert signal.getsignal(signal.SIGPROF) == signal.SIG_DFL


@pytest.mark.skipif(sys.platform != "linux", reason="the system keeps no account of a process's data")
def test_a_page_that_takes_too_much_memory_costs_itself_alone(pages: Path) -> None:
    database, large = pages / "a.db", pages / "large.txt"
    large.write_text(LAW.format(4) + "申请人应当提交材料。\n" * 250_000, encoding="utf-8")
    command = [sys.executable, "-m", "fatiao", "build", pages, "--db", database, "--page-megabytes", "150"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        f"{large}: it took more than 150 MB of memory and was ended; "
        "see what it holds, or allow more with --page-megabytes"
    ]
    assert mentions(database) == ["1万元", "3万元"]


@pytest.mark.skipif(sys.platform != "linux", reason="the system keeps no account of a process's data")
def test_the_limit_of_memory_ends_with_the_block() -> None:
    large = 4_000_000_000  # more than tests before it can have left free in this process
    with pytest.raises(MemoryError), within(50_000_000):
        bytearray(large)
    before = resource.getrlimit(resource.RLIMIT_DATA)
    with within(50_000_000):
        assert resource.getrlimit(resource.RLIMIT_DATA)[0] != before[0]
    assert resource.getrlimit(resource.RLIMIT_DATA) == before


@pytest.mark.skipif(sys.platform != "linux", reason="the system keeps no account of a process's data")
def test_a_thread_sets_no_limit_of_memory_for_the_others() -> None:
    seen = []

    def work() -> None:
        with within(50_000_000):
            seen.append(resource.getrlimit(resource.RLIMIT_DATA))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert seen == [resource.getrlimit(resource.RLIMIT_DATA)]


@pytest.mark.parametrize(("size", "factor"), [(100, 1), (100_000, 1), (1_000_000, 10)])
def test_a_large_page_may_take_longer_and_so_may_a_large_record(tmp_path: Path, size: int, factor: int) -> None:
    page, collection = tmp_path / "a.txt", tmp_path / "a.jsonl"
    page.write_bytes(b"a" * size)
    collection.write_bytes(b"a" * size + b"\n{}\n")
    record = next(records(open_collection(collection)))
    budgets = [workers.budget_of(item, Limits(2.0)).seconds for item in (page, record)]
    assert budgets == [2.0 * factor] * 2


@pytest.mark.parametrize(
    ("raw", "seconds", "option"),
    [
        (pdf([Sheet(), Sheet(), Sheet()]), 60.0, "--pdf-seconds"),
        (b"%PDF-1.7 damaged", 20.0, "--pdf-seconds"),
        (b"\x89PNG\r\n", 20.0, "--pdf-seconds"),
        (b"PK\x03\x04", 120.0, "--word-seconds"),
        (b"text", 5.0, "--page-seconds"),
    ],
    ids=["a PDF, for each page", "a damaged PDF", "a picture", "a Word file", "a text"],
)
def test_printed_pages_have_a_time_of_their_own(tmp_path: Path, raw: bytes, seconds: float, option: str) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(raw)
    budget = workers.budget_of(path, Limits())
    assert (budget.seconds, budget.option) == (seconds, option)
    assert budget.out_of_time()[1].endswith(option)


def test_time_is_limited_outside_of_the_main_thread_too(pages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (pages / "b.txt").write_text(LAW.format(2), encoding="utf-8")
    monkeypatch.setattr(workers, "process", spin)
    failed: list[str] = []

    def work() -> None:
        report = build([pages], pages / "a.db", jobs=1, limits=Limits(seconds=1))
        failed.extend(failure.problem for failure in report.failures)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert failed == ["it took more than 1 s of processor time and was ended"]


def test_a_search_is_interrupted_and_what_swallows_the_end_gets_another() -> None:
    started = time.process_time()
    with pytest.raises(OutOfTime), at_most(0.1):
        try:
            while True:
                pass
        except BaseException:  # as a finaliser does, whose exceptions are lost
            while True:
                pass
    assert time.process_time() - started < 5


@pytest.mark.parametrize("command", ["show", "extract"])
def test_show_and_extract_end_too(pages: Path, command: str) -> None:
    (pages / "b.txt").write_text("第一条　应当登记。\n" * 50_000, encoding="utf-8")
    result = run(command, pages / "b.txt", "--page-seconds", 0.05)
    assert result.exit_code == 1
    assert "and was ended" in result.stderr
    result = run(command, pages / "a.txt", "--max-bytes", 20)
    assert "a.txt: it has more than 20 bytes; split it, or allow more with --max-bytes" in result.stderr
    result = CliRunner().invoke(main, [command, "-", "--max-bytes", "20"], input=LAW)
    assert "-: it has more than 20 bytes" in result.stderr


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_page_that_is_too_large_keeps_what_was_stored(pages: Path, jobs: int) -> None:
    database = pages / "a.db"
    assert run("build", pages, "--db", database).exit_code == 0
    (pages / "a.txt").write_text(LAW.format(1) + "附注" * 500, encoding="utf-8")
    result = run("build", pages, "--db", database, "--jobs", jobs, "--max-bytes", 1000)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"{pages / 'a.txt'}: it has more than 1,000 bytes; ")
    assert mentions(database) == ["1万元", "3万元"]


def make_socket(path: Path) -> None:
    socket.socket(socket.AF_UNIX).bind(str(path))


@pytest.mark.parametrize(
    ("make", "said"),
    [
        pytest.param(os.mkfifo, "this is a named pipe, and no file", id="a pipe"),
        pytest.param(lambda path: path.symlink_to("/dev/zero"), "this is a device, and no file", id="a device"),
        pytest.param(make_socket, "this is a socket, and no file", id="a socket"),
        pytest.param(lambda path: path.symlink_to(path), "its links lead in a circle", id="a link to itself"),
    ],
)
def test_what_is_no_file_is_not_opened(pages: Path, monkeypatch: pytest.MonkeyPatch, make, said: str) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.chdir(pages)  # names of sockets must be short
    make(Path("b.txt"))
    for _ in range(2):
        result = run("build", ".", "--db", "a.db")
        assert result.exit_code == 1
        assert result.stderr.startswith(f"b.txt: {said}; ")
        assert len(result.stderr.splitlines()) == 1
    assert mentions(Path("a.db")) == ["1万元", "3万元"]
    with pytest.raises(IngestError, match=said):
        read("b.txt")


ODD = "\x1b[31m\x9b2J\u202e\x07"


def test_nothing_in_a_page_or_a_name_steers_the_terminal(pages: Path) -> None:
    page = pages / f"b{ODD}\n\udcff.txt"
    page.write_text(LAW.format(2).replace("测试", f"测{ODD}试").replace("违反", f"违{ODD}反"), encoding="utf-8")
    (pages / f"empty{ODD}.txt").write_text("")
    database = pages / "a.db"
    results = [
        run("show", page),
        run("extract", page),
        run("extract", page, "--explain"),
        run("extract", page, "--format", "jsonl"),
        run("show", f"missing{ODD}"),
        run("build", pages, "--db", database),
        run("export", "--db", database, "--format", "md", f"无{ODD}"),
        run("forget", "--db", database, page, ODD),
        run(ODD),
    ]
    for result in results:
        assert not {*"\x1b\x9b\u202e\x07\udcff"} & {*result.output}, result.output
        assert "Traceback" not in result.output
    assert r"违\x1b[31m\x9b2J\u202e反" in results[2].output
    assert r"b\x1b[31m\x9b2J\u202e\x07\x0a\xff.txt" in results[7].output
    assert mentions(database) == ["1万元", "3万元"]
