"""Bad input through the command: one clear line with the file and what to do, status 1, and nothing stored is lost."""

from __future__ import annotations

import os
import resource
import shlex
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from fatiao.cli import main

PAGES = Path(__file__).parent.parent / "corpus" / "pages"
LAW = "某市测试办法\n第一条　为了规范管理，制定本办法。\n第二条　违反本办法的，处{}万元以下罚款。\n"
NOBODY = 65534


def build(*paths: object, database: Path, jobs: int = 1) -> Result:
    args = ["build", *map(str, paths), "--db", str(database), "--jobs", str(jobs)]
    return CliRunner().invoke(main, args)


def mentions(database: Path) -> list[str]:
    """What is stored; also checks that the file is whole."""
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("pragma integrity_check").fetchall() == [("ok",)]
        assert connection.execute("pragma foreign_key_check").fetchall() == []
        return [row[0] for row in connection.execute("select mention from parameters order by mention")]


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that everybody may enter (pytest's own is for its user only), with one good page."""
    path = Path(tempfile.mkdtemp(prefix="fatiao-"))
    path.chmod(0o755)
    (path / "good.txt").write_text(LAW.format(3), encoding="utf-8")
    yield path
    for place, _, _ in os.walk(path):
        os.chmod(place, 0o755)
    shutil.rmtree(path)


@contextmanager
def as_ordinary_user(folder: Path) -> Iterator[None]:
    """Run the block without the power of root over permissions; `folder` and what is in it become the user's own."""
    if os.geteuid() != 0:
        yield
        return
    for place, _, files in os.walk(folder):
        for path in (place, *(os.path.join(place, name) for name in files)):
            os.chown(path, NOBODY, NOBODY)
    os.setegid(NOBODY)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)
        os.setegid(0)


BAD = [
    pytest.param("empty.txt", b"", "the file is empty", "download or save it again", id="empty"),
    pytest.param("binary.txt", bytes(range(256)) * 9, "is a NUL", "save it as UTF-8 text", id="binary"),
    pytest.param(
        "picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(99), "this picture is damaged", "scan", id="a picture called .txt"
    ),
    pytest.param(
        "paper.html", b"%PDF-1.4\n%\xe2\xe3", "this PDF is damaged", "download it again", id="a PDF called .html"
    ),
    pytest.param(
        "broken.txt", LAW.encode() + b"\xff\xff", "not valid UTF-8", "save it as UTF-8 text", id="undecodable"
    ),
    pytest.param(
        "menu.txt", "首页\n登录\n".encode(), "no regulation was found", "the page you meant", id="no regulation"
    ),
    pytest.param("missing.txt", None, "there is no such file", "check its name", id="missing"),
]


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize(("name", "raw", "problem", "remedy"), BAD)
def test_a_bad_file_is_one_line_and_stops_no_other(
    folder: Path, name: str, raw: bytes | None, problem: str, remedy: str, jobs: int
) -> None:
    bad, database = folder / name, folder / "a.db"
    if raw is not None:
        bad.write_bytes(raw)
    result = build(bad, folder / "good.txt", database=database, jobs=jobs)
    assert result.exit_code == 1
    lines = result.stderr.splitlines()
    assert len(lines) == 1
    assert lines[0].startswith(f"{bad}: ")
    assert problem in lines[0]
    assert remedy in lines[0]
    assert mentions(database) == ["3万元"]


@pytest.mark.parametrize("command", ["show", "extract"])
@pytest.mark.parametrize(("name", "raw", "problem", "remedy"), [row for row in BAD if row.id != "no regulation"])
def test_other_commands_say_the_same(
    folder: Path, command: str, name: str, raw: bytes | None, problem: str, remedy: str
) -> None:
    if raw is not None:
        (folder / name).write_bytes(raw)
    result = CliRunner().invoke(main, [command, str(folder / name)])
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert str(folder / name) in line
    assert problem in line
    assert remedy in line


def test_a_stored_page_outlives_what_its_file_becomes(folder: Path) -> None:
    """A new download that is an error page, or none, does not take the place of the regulation."""
    database, page = folder / "a.db", folder / "good.txt"
    assert build(page, database=database).exit_code == 0
    for raw in (b"", "<html><body>404 找不到网页</body></html>".encode()):
        page.write_bytes(raw)
        assert build(page, database=database).exit_code == 1
        assert mentions(database) == ["3万元"]


def test_html_called_txt_is_read_as_html(folder: Path) -> None:
    page, database = folder / "page.txt", folder / "a.db"
    body = "".join(f"<p>{line}</p>" for line in LAW.format(8).splitlines())
    page.write_text(f"<html><head><title>x</title></head><body>{body}</body></html>", encoding="utf-8")
    assert build(page, database=database).exit_code == 0
    assert mentions(database) == ["8万元"]


def test_a_folder_without_permission(folder: Path) -> None:
    closed, database = folder / "closed", folder / "a.db"
    closed.mkdir()
    (closed / "page.txt").write_text(LAW.format(5), encoding="utf-8")
    assert build(folder / "good.txt", database=database).exit_code == 0  # also loads all modules, as root
    with as_ordinary_user(folder):
        closed.chmod(0)
        result = build(folder, database=database)
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"{closed}: you may not read it; ")
    assert "chmod" in line
    assert mentions(database) == ["3万元"]


def test_a_file_without_permission(folder: Path) -> None:
    closed, database = folder / "closed.txt", folder / "a.db"
    closed.write_text(LAW.format(5), encoding="utf-8")
    assert build(folder / "good.txt", database=database).exit_code == 0
    with as_ordinary_user(folder):
        closed.chmod(0)
        result = build(folder, database=database)
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"{closed}: you may not read it; ")
    assert mentions(database) == ["3万元"]


def test_a_folder_with_no_pages(folder: Path) -> None:
    (folder / "empty").mkdir()
    result = build(folder / "empty", folder / "good.txt", database=folder / "a.db")
    assert result.exit_code == 1
    assert result.stderr.startswith(f"{folder / 'empty'}: no file in this folder ends in .txt")
    assert mentions(folder / "a.db") == ["3万元"]


def test_a_database_that_may_not_be_written(folder: Path) -> None:
    database = folder / "a.db"
    assert build(folder / "good.txt", database=database).exit_code == 0
    (folder / "good.txt").write_text(LAW.format(7), encoding="utf-8")
    with as_ordinary_user(folder):
        database.chmod(0o444)
        folder.chmod(0o555)
        result = build(folder / "good.txt", database=database)
        folder.chmod(0o755)
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert str(database) in line
    assert "writ" in line
    assert mentions(database) == ["3万元"]


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        pytest.param("a.db", "这不是数据库。".encode() * 99, "not a SQLite database", id="no database"),
        pytest.param("no/such/folder/a.db", None, "there is no folder", id="no folder"),
        pytest.param("", None, "is a folder", id="a folder"),
    ],
)
def test_a_database_that_is_none(folder: Path, name: str, raw: bytes | None, said: str) -> None:
    database = folder / name
    if raw is not None:
        database.write_bytes(raw)
    result = build(folder / "good.txt", database=database)
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert str(database) in line
    assert said in line
    assert raw is None or database.read_bytes() == raw


def test_a_corrupt_database_is_left_as_it_is(folder: Path) -> None:
    database = folder / "a.db"
    assert build(PAGES / "003_2fb9624b21f164e5.txt", database=database).exit_code == 0
    raw = bytearray(database.read_bytes())
    raw[4096:-4096] = b"\xaa" * (len(raw) - 8192)
    database.write_bytes(raw)
    result = build(folder / "good.txt", database=database)
    assert result.exit_code == 1
    assert str(database) in result.stderr
    assert "damaged" in result.stderr
    assert "Traceback" not in result.stderr
    assert database.read_bytes()[4096:-4096] == bytes(raw[4096:-4096])


def command(*args: object) -> list[str]:
    return [sys.executable, "-m", "fatiao", *map(str, args)]


def on_a_small_disk(args: list[str], disk: Path, size: int) -> subprocess.CompletedProcess[str]:
    """Run a command for which the folder `disk` has room for `size` bytes.

    It is a file system of its own where one may be mounted; elsewhere no file may grow beyond `size`, which to SQLite
    is a disk error rather than a full disk.
    """
    for unshare in (["unshare", "--mount"], ["unshare", "--user", "--map-root-user", "--mount"]):
        mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(disk)]
        if shutil.which("unshare") and subprocess.run([*unshare, *mount], capture_output=True).returncode == 0:
            kept = disk.with_suffix(".kept")
            shutil.copytree(disk, kept)
            script = '"$@"; status=$?; cp -a "$DISK/." "$KEPT"; exit $status'
            script = f'{shlex.join(mount)} && cp -a "$KEPT/." "$DISK" && {{ {script}; }}'
            environment = {**os.environ, "DISK": str(disk), "KEPT": str(kept)}
            done = subprocess.run(
                [*unshare, "sh", "-c", script, "sh", *args], capture_output=True, text=True, env=environment
            )
            shutil.copytree(kept, disk, dirs_exist_ok=True)
            return done

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return subprocess.run(args, capture_output=True, text=True, preexec_fn=limit)


def test_a_full_disk(folder: Path) -> None:
    disk = folder / "disk"
    disk.mkdir()
    database = disk / "a.db"
    assert build(folder / "good.txt", database=database).exit_code == 0
    size = database.stat().st_size + 200_000
    done = on_a_small_disk(command("build", PAGES, "--db", database), disk, size)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    told = [line for line in done.stderr.splitlines() if str(database) in line]
    assert len(told) == 1
    assert "disk is full" in told[0] or "disk I/O error" in told[0]
    assert "more files were not tried" in done.stderr
    assert "3万元" in mentions(database)
    assert build(PAGES, database=database).exit_code == 0
    assert len(mentions(database)) > 100


def test_a_text_of_many_numbers(folder: Path) -> None:
    """Ten regulations on one page, and two numbers in every sentence."""
    page, database = folder / "large.txt", folder / "a.db"
    page.write_text(_large(150_000, padding=""), encoding="utf-8")
    result = build(page, database=database)
    assert result.exit_code == 0, result.stderr
    assert len(mentions(database)) > 2_250


@pytest.mark.slow
def test_a_text_of_4_megabytes(folder: Path) -> None:
    page, database = folder / "large.txt", folder / "a.db"
    page.write_text(
        _large(4_000_000, padding="企业应当遵守法律、法规和国家有关规定，诚实守信。" * 40), encoding="utf-8"
    )
    result = build(page, database=database)
    assert result.exit_code == 0, result.stderr
    assert len(mentions(database)) > 1_600


def _large(size: int, padding: str) -> str:
    """Return a text of `size` bytes and more: regulations one after the other, `padding` at the end of each article."""
    pieces: list[str] = []
    written = 0
    while written < size:
        n = len(pieces)
        articles = "".join(
            f"第{i}条　从事第{n}类经营的企业应当在{i % 30 + 1}日内办理登记；逾期的，处{i}万元以下罚款。{padding}\n"
            for i in range(1, 120)
        )
        pieces.append(f"某市第{n}号管理办法\n{articles}")
        written += len(pieces[-1].encode())
    return "".join(pieces)
