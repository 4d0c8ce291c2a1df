"""The commands, as a person or a program uses them: exit status, what goes to which stream, what is stored."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import click
import httpx
import pytest
from click.testing import CliRunner, Result
from fatiao import __version__, workers
from fatiao.cli import main
from fatiao.extract.page import Processed
from fatiao.store.write import Store

ROOT = Path(__file__).parent.parent
PAGES = ROOT / "corpus" / "pages"
PAGE = PAGES / "003_2fb9624b21f164e5.txt"
LAW = "某市测试办法\n第一条　为了规范管理，制定本办法。\n第二条　违反本办法的，处{}万元以下罚款。\n"


def run(*args: object, **options: Any) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args], **options)


def rows(database: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(sql).fetchall()


def law(folder: Path, name: str, amount: int) -> Path:
    path = folder / name
    path.write_text(LAW.format(amount), encoding="utf-8")
    return path


def closing_table(result: Result) -> dict[str, int]:
    lines = (line.rsplit(maxsplit=1) for line in result.stdout.splitlines() if line.strip())
    return {label.strip(): int(number.replace(",", "")) for label, number in lines}


def test_version() -> None:
    assert run("--version").output == f"fatiao, version {__version__}\n"


@pytest.mark.parametrize("command", ["build", "export", "forget", "review", "serve", "show", "extract", "score"])
def test_help_has_examples_and_is_in_the_reference(command: str) -> None:
    output = run(command, "--help").output
    assert f"  fatiao {command}" in output.partition("Example")[2]
    assert f"## fatiao {command}\n" in (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")


def command_of(name: str) -> click.Command:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    return command


@pytest.mark.parametrize("name", main.commands)
def test_every_option_says_what_it_does(name: str) -> None:
    command = command_of(name)
    assert command.name == name
    for one in command.commands.values() if isinstance(command, click.Group) else [command]:
        assert one.params
        for option in one.params:
            assert isinstance(option, click.Argument) or getattr(option, "help", None), option.name


@pytest.mark.parametrize(("name", "listed"), main.commands.items())
def test_the_list_of_commands_says_what_each_says_first(name: str, listed: click.Command) -> None:
    assert listed.help == (command_of(name).help or "").partition("\n")[0]


def test_every_file_with_a_command_is_listed() -> None:
    texts = {file.stem: file.read_text("utf-8") for file in (ROOT / "cli").glob("[a-z]*.py")}
    files = {name for name, text in texts.items() if re.search(r"^@click\.(command\(\)|group\()", text, re.MULTILINE)}
    assert files == {*main.commands}


@pytest.mark.parametrize("width", [30, 50, 80, 200])
def test_the_list_looks_as_it_would_of_commands_that_are_loaded(width: int) -> None:
    plain = click.Group("fatiao", {name: command_of(name) for name in main.commands})
    looks = []
    for group in (main, plain):
        formatter = click.HelpFormatter(width=width)
        group.format_commands(click.Context(group), formatter)
        looks.append(formatter.getvalue())
    assert looks[0] == looks[1]


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_and_version_import_no_room_and_no_library_but_click(option: str) -> None:
    """In a process of its own, since this one has imported all."""
    script = f"""
import atexit, sys
from fatiao.cli import main
rooms = ("ingest", "parse", "extract", "store", "publish", "quality", "pipeline", "text")
heavy = {{*(f"fatiao.{{room}}" for room in rooms), "rich", "datasette", "bs4", "numpy", "sqlite_utils", "spacy", "jieba"}}
atexit.register(lambda: print("imported:", *sorted(heavy & {{*sys.modules}})))
main(["{option}"])
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("\nimported:\n")


def test_a_misspelled_command_is_told_with_the_right_one() -> None:
    result = run("exprot")
    assert result.exit_code == 2
    assert "No such command 'exprot'. Did you mean 'export'?" in result.stderr


def test_the_reference_is_up_to_date() -> None:
    check = subprocess.run([sys.executable, ROOT / "docs" / "cli_reference.py", "--check"], capture_output=True)
    assert check.returncode == 0, check.stderr.decode()


def test_build_stores_and_tells(tmp_path: Path) -> None:
    database = tmp_path / "a.db"
    result = run("build", PAGE, "--db", database)
    assert result.exit_code == 0, result.output
    told = closing_table(result)
    assert {label: told[label] for label in ("files", "stored", "failed", "regulations")} == {
        **{"files": 1, "stored": 1, "failed": 0},
        "regulations": 1,
    }
    for table in ("provisions", "parameters", "flags"):
        assert told[table] == rows(database, f"select count(*) from {table}")[0][0]
    assert rows(database, "select uri from sources") == [(str(PAGE),)]
    assert f"fatiao serve --db {database}" in result.stderr


def test_build_skips_what_has_not_changed(tmp_path: Path) -> None:
    database, first, second = tmp_path / "a.db", law(tmp_path, "一.txt", 3), law(tmp_path, "二.txt", 5)
    assert closing_table(run("build", tmp_path, "--db", database))["stored"] == 2
    second.write_text(LAW.format(7), encoding="utf-8")
    told = closing_table(run("build", tmp_path, "--db", database))
    assert (told["files"], told["stored"], told["unchanged, skipped"]) == (2, 1, 1)
    assert rows(database, "select mention from parameters order by mention") == [("3万元",), ("7万元",)]
    assert closing_table(run("build", tmp_path, "--db", database, "--force"))["stored"] == 2
    assert rows(database, "select uri from sources order by uri") == [(first.name,), (second.name,)]


def test_processes_give_what_one_gives(tmp_path: Path) -> None:
    for n in range(1, 6):
        law(tmp_path, f"{n}.txt", n)
    (tmp_path / "x.txt").write_bytes(b"")
    stored = []
    for jobs in (1, 3):
        database = tmp_path / f"{jobs}.db"
        result = run("build", tmp_path, "--db", database, "--jobs", jobs)
        assert result.exit_code == 1
        assert result.stderr.count("x.txt: the file is empty") == 1
        stored.append(rows(database, "select rowid, * from parameters order by rowid"))
    assert stored[0] == stored[1]
    assert len(stored[0]) == 5


def test_a_page_that_kills_its_process_stops_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    process = workers.process

    def die(path: Path, max_bytes: int) -> Processed:
        return os._exit(9) if path.name == "3.txt" else process(path, max_bytes)

    monkeypatch.setattr(workers, "process", die)
    for n in range(1, 6):
        law(tmp_path, f"{n}.txt", n)
    database = tmp_path / "a.db"
    result = run("build", tmp_path, "--db", database, "--jobs", 2)
    assert result.exit_code == 1
    assert f"{tmp_path / '3.txt'}: the process that read it was killed" in result.stderr
    assert rows(database, "select mention from parameters order by mention") == [
        ("1万元",),
        ("2万元",),
        ("4万元",),
        ("5万元",),
    ]


def test_a_fault_of_ours_costs_one_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    process = workers.process

    def fail(path: Path, max_bytes: int) -> Processed:
        if path.name == "1.txt":
            raise KeyError("quantity")
        return process(path, max_bytes)

    monkeypatch.setattr(workers, "process", fail)
    for n in (1, 2):
        law(tmp_path, f"{n}.txt", n)
    result = run("build", tmp_path, "--db", tmp_path / "a.db")
    assert result.exit_code == 1
    assert f"{tmp_path / '1.txt'}: fatiao failed on it (KeyError: 'quantity', at " in result.stderr
    assert "report this" in result.stderr
    assert rows(tmp_path / "a.db", "select mention from parameters") == [("2万元",)]


def test_an_interrupted_build_is_whole_and_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put, seen = Store.put, []

    def interrupt(store: Store, *args: Any, **options: Any) -> None:
        seen.append(args)
        if len(seen) == 2:
            raise KeyboardInterrupt
        put(store, *args, **options)

    for n in (1, 2, 3):
        law(tmp_path, f"{n}.txt", n)
    database = tmp_path / "a.db"
    with monkeypatch.context() as patch:
        patch.setattr(Store, "put", interrupt)
        result = run("build", tmp_path, "--db", database)
    assert result.exit_code == 130
    assert "Interrupted" in result.stderr
    assert rows(database, "select mention from parameters") == [("1万元",)]
    told = closing_table(run("build", tmp_path, "--db", database))
    assert (told["stored"], told["unchanged, skipped"]) == (2, 1)


def test_show_prints_the_tree() -> None:
    result = run("show", PAGE)
    assert result.exit_code == 0
    assert result.stdout.startswith("山东省应对国际贸易摩擦工作站管理办法\n├── kind 办法, status 征求意见稿")
    assert "│   ├── 第一条\n│   │   └── 款  为有效应对国际贸易摩擦" in result.stdout
    assert result.stdout.count("第十九条") == 1


def test_extract_prints_a_table() -> None:
    result = run("extract", PAGE)
    line = next(line for line in result.stdout.splitlines() if "三分之一" in line)
    assert line.split()[0] == "第十四条"
    assert line.split()[-3:] == ["≤", "三分之一", "1"]
    assert f"parameters in {PAGE}" in result.stderr


def test_extract_prints_json_lines_from_standard_input() -> None:
    result = run("extract", "-", "--format", "jsonl", input=PAGE.read_bytes())
    found = [json.loads(line) for line in result.stdout.splitlines()]
    text = PAGE.read_text(encoding="utf-8")
    assert found
    assert all(text[row["start_char"] : row["end_char"]] == row["mention"] for row in found)
    assert {row["regulation"] for row in found} == {"山东省应对国际贸易摩擦工作站管理办法"}
    assert result.stderr == ""


def test_extract_prints_csv_that_says_what_json_lines_say() -> None:
    table = list(csv.DictReader(io.StringIO(run("extract", PAGE, "--format", "csv").stdout)))
    lines = [json.loads(line) for line in run("extract", PAGE, "--format", "jsonl").stdout.splitlines()]
    assert table == [{name: "" if value is None else str(value) for name, value in row.items()} for row in lines]


@pytest.mark.parametrize("form", ["table", "jsonl", "csv"])
def test_pipes_get_utf8_without_colour(form: str) -> None:
    """Also where the locale is not UTF-8 and a variable asks for colour."""
    environment = {
        **os.environ,
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONIOENCODING": "ascii",
        "TERM": "xterm-256color",
    }
    command = [sys.executable, "-m", "fatiao", "extract", str(PAGE), "--format", form]
    output = subprocess.run(command, capture_output=True, env=environment, check=True).stdout.decode("utf-8")
    assert "优秀" in output
    assert "\x1b" not in output


def test_serve_without_a_database(tmp_path: Path) -> None:
    result = run("serve", "--db", tmp_path / "none.db")
    assert result.exit_code == 1
    assert f"no database {tmp_path / 'none.db'}" in result.stderr
    assert "fatiao build" in result.stderr


def test_serve_where_the_port_is_taken(tmp_path: Path) -> None:
    run("build", PAGE, "--db", tmp_path / "a.db")
    with closing(socket.socket()) as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        result = run("serve", "--db", tmp_path / "a.db", "--port", port)
    assert result.exit_code == 1
    assert f"http://127.0.0.1:{port} cannot be used" in result.stderr
    assert "another port" in result.stderr


def test_serve_prints_its_address_and_ends_with_an_interrupt(tmp_path: Path) -> None:
    run("build", PAGE, "--db", tmp_path / "a.db")
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-u", "-m", "fatiao", "serve", "--db", "a.db", "--port", str(port)]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        assert server.stdout.readline() == f"a.db is at http://127.0.0.1:{port} (Ctrl-C to stop)\n"
        transport = httpx.HTTPTransport(retries=20)  # the socket is bound a moment after the line is printed
        with httpx.Client(transport=transport, trust_env=False, timeout=None) as client:
            page = client.get(f"http://127.0.0.1:{port}/fatiao/parameters.json?_shape=array&_size=1")
            missing = client.get(f"http://127.0.0.1:{port}/nothing")
        server.send_signal(signal.SIGINT)
        _, errors = server.communicate()
    assert page.json()[0]["mention"]
    assert missing.status_code == 404
    assert (server.returncode, errors) == (0, "")


def test_score_of_a_database_is_that_of_its_pages(tmp_path: Path) -> None:
    database = tmp_path / "a.db"
    run("build", PAGES, "--db", database)
    anew, stored = run("score"), run("score", "--db", database)
    assert anew.exit_code == stored.exit_code == 0, anew.output
    assert anew.stdout == stored.stdout
    assert anew.stdout.startswith("parameters: gold ")
    assert "structure: documents " in anew.stdout


def test_score_holds_floors(tmp_path: Path) -> None:
    floors = tmp_path / "floors.json"
    assert run("score", "--floors", floors, "--raise-floors").exit_code == 0
    assert run("score", "--floors", floors).exit_code == 0
    raised = json.loads(floors.read_text()) | {"tuple F1": 1.01}
    floors.write_text(json.dumps(raised))
    result = run("score", "--floors", floors, "--raise-floors")
    assert json.loads(floors.read_text())["tuple F1"] == 1.01, result.output
    result = run("score", "--floors", floors)
    assert result.exit_code == 1
    assert "tuple F1 is " in result.stderr
    assert "below its floor 1.01" in result.stderr
    run("score", "--floors", floors, "--lower-floors")
    assert json.loads(floors.read_text())["tuple F1"] < 1.01


@pytest.mark.parametrize(
    ("args", "said"),
    [
        pytest.param(["--db", "none.db"], "none.db: ", id="no database"),
        pytest.param(["--gold", "none*.jsonl"], "none*.jsonl: no file matches this pattern", id="no gold"),
        pytest.param(["--gold", "none.jsonl"], "none.jsonl: it cannot be read (No such file", id="no gold file"),
        pytest.param(["--structure", "none.json"], "none.json: it cannot be read (No such file", id="no structure"),
        pytest.param(["--gold", "gbk.jsonl"], "gbk.jsonl: it is no text in UTF-8", id="another encoding"),
        pytest.param(["--sources", "nowhere"], "no such file", id="no sources"),
        pytest.param(["--raise-floors"], "need --floors FILE", id="no floors"),
    ],
)
def test_score_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("gbk.jsonl").write_text("法", encoding="gbk")
    result = run("score", *args)
    assert result.exit_code in (1, 2)
    assert isinstance(result.exception, SystemExit)
    assert said in result.stderr


@pytest.mark.parametrize(
    ("args", "missing", "named"),
    [
        pytest.param([], "gold", ["--gold or --structure", "--sources"], id="no gold"),
        pytest.param(["--db", "laws.db"], "gold", ["--gold or --structure"], id="no gold for a database"),
        pytest.param(["--gold", "own.jsonl"], "pages", ["--sources"], id="no pages of one's own gold"),
    ],
)
def test_score_where_no_corpus_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: list[str], missing: str, named: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("fatiao.cli.score._CORPUS", tmp_path / "site-packages" / "corpus")
    (tmp_path / "own.jsonl").write_text("", encoding="utf-8")
    result = run("score", *args)
    assert (result.exit_code, result.stdout) == (1, "")
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"Error: {tmp_path / 'site-packages' / 'corpus' / missing}: there is no such folder")
    assert all(option in line for option in [*named, "a checkout"])


def test_run_as_a_module_from_anywhere(tmp_path: Path) -> None:
    shutil.copy(PAGE, tmp_path / "page.txt")
    command = [sys.executable, "-m", "fatiao", "build", "page.txt"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True)
    assert b"parameters" in done.stdout
    assert rows(tmp_path / "fatiao.db", "select uri from sources") == [("page.txt",)]
