"""Watching builds: what is printed, logged and kept of each, and the page that shows it."""

from __future__ import annotations

import asyncio
import json
import re
import sqlite3
import time
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from fatiao import workers
from fatiao.cli import main
from fatiao.cli.printing import progress as printing
from fatiao.publish.serve import build as build_site
from fatiao.store.builds import Stages
from lxml import html as parser

LAW = "甲市担保办法{0}\n第一条 担保余额不得超过净资产的{0}倍。\n"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two laws and a page without any, in the folder pages of the current folder."""
    monkeypatch.chdir(tmp_path)
    Path("pages").mkdir()
    for number in (1, 2):
        Path(f"pages/{number}.txt").write_text(LAW.format(number), encoding="utf-8")
    Path("pages/empty.txt").write_text("无\n", encoding="utf-8")
    return tmp_path


def run(*args: str) -> Result:
    return CliRunner().invoke(main, ["build", "pages", "--jobs", "1", *args])


def events(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stderr.splitlines()]


def kept() -> list[dict[str, Any]]:
    with closing(sqlite3.connect("fatiao.db")) as db:
        db.row_factory = sqlite3.Row
        return [dict(row) for row in db.execute("select * from builds order by rowid")]


def test_json_tells_each_file_each_failure_and_the_end() -> None:
    result = run("--log-format", "json")
    assert (result.exit_code, result.stdout) == (1, "")
    found = events(result)
    assert [event["event"] for event in found] == ["file", "file", "file", "failure", "done"]
    assert [(event["file"], event["done"], event["total"]) for event in found[:3]] == [
        ("pages/1.txt", 1, 3),
        ("pages/2.txt", 2, 3),
        ("pages/empty.txt", 3, 3),
    ]
    assert found[0]["seconds_left"] >= found[2]["seconds_left"] == 0
    assert found[3]["file"] == "pages/empty.txt" and found[3]["remedy"]
    done = found[4]
    assert (done["files"], done["stored"], done["failed"], done["parameters"]) == (3, 2, 1, 2)
    assert done["reasons"] == {"new": 2}
    assert all(datetime.fromisoformat(event["time"]).utcoffset() is not None for event in found)


def test_json_tells_what_ended_the_build() -> None:
    Path("fatiao.db").write_text("no database", encoding="utf-8")
    result = run("--log-format", "json")
    assert result.exit_code == 1
    (event,) = events(result)
    assert event["event"] == "error" and "fatiao.db is not a SQLite database" in event["message"]


def test_json_tells_that_the_build_was_interrupted(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("fatiao.cli.build.build_pages", interrupted)
    result = run("--log-format", "json")
    (event,) = events(result)
    assert (result.exit_code, event["event"]) == (130, "error") and "build again to go on" in event["message"]


def test_quiet_prints_what_went_wrong_and_nothing_else() -> None:
    result = run("--quiet")
    assert (result.exit_code, result.stdout) == (1, "")
    assert [line.partition(":")[0] for line in result.stderr.splitlines()] == ["pages/empty.txt"]
    Path("pages/empty.txt").unlink()
    assert (run("--quiet").output, run("--quiet", "--force").output) == ("", "")


def test_quiet_json_leaves_out_the_files() -> None:
    assert [event["event"] for event in events(run("--quiet", "--log-format", "json"))] == ["failure", "done"]


def test_a_terminal_shows_rate_and_time_left(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(printing.sys.stderr, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    with printing.progress_bar() as progress:
        for done in range(1, 6):
            time.sleep(0.01)
            progress(done, 20, "x")
    shown = re.sub(r"\x1b\[[\d;?]*[a-zA-Z]", "", capsys.readouterr().err)
    assert "25 %" in shown and "5/20" in shown
    assert re.search(r"\d+\.\d files/s +\d:\d\d:\d\d", shown)


def test_a_build_is_kept_with_its_stages_and_failures() -> None:
    run()
    run()
    first, second = kept()
    assert (first["files"], first["unchanged"], first["redone"], first["failed"]) == (3, 0, 2, 1)
    assert (second["files"], second["unchanged"], second["redone"], second["failed"]) == (3, 2, 0, 1)
    for build in (first, second):
        stages = json.loads(build["stages"])
        assert [*stages] == ["find", "pages", "link"]
        assert build["seconds"] == pytest.approx(sum(stages.values()), abs=0.06)
        (failure,) = json.loads(build["failures"])
        assert failure["file"] == "pages/empty.txt" and set(failure) == {"file", "problem", "remedy"}


def test_of_many_failures_the_first_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fatiao.store.builds.MOST_FAILURES", 2)
    for number in range(3):
        Path(f"pages/e{number}.txt").write_text("无\n", encoding="utf-8")
    run()
    (build,) = kept()
    assert build["failed"] == 4
    assert [failure["file"] for failure in json.loads(build["failures"])] == ["pages/e0.txt", "pages/e1.txt"]


def test_stages_are_measured_one_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    times = iter([0.0, 1.0, 3.0, 7.0, 8.0])
    monkeypatch.setattr("fatiao.store.builds.time.monotonic", lambda: next(times))
    stages = Stages("a")
    for stage in ("b", "a", "c"):
        stages.enter(stage)
    assert stages.end() == {"a": 5.0, "b": 2.0, "c": 1.0}


def shown() -> Any:
    site = build_site(Path("fatiao.db"))
    response = asyncio.run(site.client.get("/builds"))
    assert response.status_code == 200
    return parser.fromstring(response.text)


def cells(page: Any, table: int) -> list[list[str]]:
    rows = page.xpath(f"(//table)[{table}]/tbody/tr")
    return [[" ".join(cell.text_content().split()) for cell in row] for row in rows]


def test_the_page_shows_builds_the_last_first() -> None:
    run()
    Path("pages/empty.txt").unlink()
    Path("pages/2.txt").write_text(LAW.format(3), encoding="utf-8")
    run()
    page = shown()
    last, first = cells(page, 1)
    assert last[1:5] == ["2", "1", "1", "0"]
    assert first[1:5] == ["3", "0", "2", "1"]
    assert last[6].startswith("找文件 ") and "读取并存入" in last[6] and "建立引用" in last[6]
    (failure,) = cells(page, 2)
    assert failure == ["pages/empty.txt", "里面没有找到规定", "请看是不是要的那一页，是否完整"]
    assert {row[0] for row in cells(page, 3)} >= {"提取（extract）", "fatiao", "python"}
    assert page.xpath("//footer//a[@href='/builds']")


def test_the_page_tells_of_a_build_that_came_to_no_end(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    run()
    Path("pages/1.txt").write_text(LAW.format(4), encoding="utf-8")
    monkeypatch.setattr(workers, "outcomes", interrupted)
    assert run().exit_code == 130
    page = shown()
    assert cells(page, 1)[0][1:6] == ["3", "—", "未完成", "—", "—"]
    assert "还在进行，或中途停止" in page.text_content()


def test_what_a_file_is_called_stays_text() -> None:
    name = "<b>x&.txt"
    Path("pages", name).write_text("无\n", encoding="utf-8")
    run()
    assert f"pages/{name}" in [row[0] for row in cells(shown(), 2)]


def test_a_database_without_builds_says_so() -> None:
    run()
    with closing(sqlite3.connect("fatiao.db")) as db:
        db.execute("delete from builds")
        db.commit()
    assert "还没有建库记录" in shown().text_content()
