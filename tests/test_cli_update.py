"""`fatiao update`: crawl, build, and a report of what is new, changed and gone; `fatiao crawl --check`."""

from __future__ import annotations

import json
import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from crawled import Reply, law, listing, run, served, site_file
from fatiao.cli import main
from fatiao.cli.printing.news import as_json_text, as_text
from fatiao.cli.update import write_report
from fatiao.ingest.crawl.report import SiteReport
from fatiao.store.news import news, state_of_store
from lxml import etree

ATOM = {"a": "http://www.w3.org/2005/Atom"}
MORE = "<p>第三条 补贴不低于300元。</p>"


@pytest.fixture(scope="module")
def updated(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Three updates of a site: at first, after a day on which much happened, and after one on which nothing did."""
    folder = tmp_path_factory.mktemp("update")
    pages = {"/robots.txt": Reply("")}
    pages |= {"/law": Reply(law("渔港", 1)), "/gone": Reply(law("旧市", 2)), "/same": Reply(law("储粮", 3))}
    feed = ("--format", "atom", "--out", "news.atom")
    pages["/news"] = Reply(law("x", 1).replace("<p>", "<i>").replace("办法", "").replace("第", ""))
    pages["/"] = Reply(listing("/law", "/gone", "/same", "/news"))
    with served({**pages}) as site:
        toml = site_file(folder, site)
        first = run(folder, "update", toml, "--format", "json")
        shutil.copy(folder / "fatiao.db", folder / "before.db")
        site.pages["/"] = Reply(listing("/law", "/gone", "/same", "/new", "/news"))
        site.pages["/new"] = Reply(law("停车", 4))
        site.pages["/law"] = Reply(law("渔港", 1, yuan=9000, more=MORE).replace("公布", "公布，2024年3月1日修正"))
        site.pages["/same"] = Reply(law("储粮", 3, ad="另一则广告"))
        del site.pages["/gone"]
        second = run(folder, "update", toml, *feed)
        shutil.copy(folder / "news.atom", folder / "second.atom")
        third = run(folder, "update", toml, *feed)
    return folder, site.url, first, second, third


def entries(path: Path) -> dict[str, str]:
    """Return title and content of the entries of a feed."""
    found = etree.parse(str(path)).getroot().findall("a:entry", ATOM)
    return {entry.findtext("a:title", "", ATOM): entry.findtext("a:content", "", ATOM) for entry in found}


def test_the_first_update_tells_all_as_new(updated: Any) -> None:
    _, url, first, *_ = updated
    told = json.loads(first.stdout)
    assert first.returncode == 1
    (line,) = first.stderr.splitlines()  # told once, by this update
    assert line.endswith(": no regulation was found in it; see whether it is the page you meant, and the whole of it")
    assert sorted(one["title"] for one in told["new"]) == ["甲市储粮办法", "甲市旧市办法", "甲市渔港办法"]
    assert (told["changed"], told["gone"]) == ([], [])
    (one,) = (one for one in told["new"] if one["title"] == "甲市渔港办法")
    assert one["url"] == f"{url}/law"
    assert one["added"] == ["施行 = 2020年7月1日", "罚款 ≤ 5000元（第二条）"]
    assert told["sites"][0]["counts"] == {"lists": 1, "new": 4}


def test_an_update_tells_what_is_new_changed_and_gone(updated: Any) -> None:
    folder, _, _, second, _ = updated
    assert (second.returncode, second.stdout, second.stderr) == (0, "", "")
    found = entries(folder / "second.atom")
    assert sorted(found) == ["修改：甲市渔港办法", "已从网站消失：甲市旧市办法", "新增：甲市停车办法"]
    lines = found["修改：甲市渔港办法"].splitlines()
    assert "罚款 ≤ 5000元（第二条） → 罚款 ≤ 9000元（第二条）" in lines
    assert [line for line in lines if line[0] in "+-"] == ["+ 补贴 ≥ 300元（第三条）"]
    assert found["已从网站消失：甲市旧市办法"].startswith("gone since 20")


def test_a_day_on_which_nothing_happened_adds_nothing_to_the_feed(updated: Any) -> None:
    folder, _, _, _, third = updated
    assert (third.returncode, third.stderr) == (0, "")
    assert entries(folder / "news.atom") == entries(folder / "second.atom")


def test_the_same_as_text_and_as_json(updated: Any) -> None:
    folder, url, *_ = updated
    before, after = folder / "before.db", folder / "fatiao.db"
    found = news(state_of_store(before), state_of_store(after), after)
    report = SiteReport("local")
    lines = as_text(found, [report]).splitlines()
    assert lines[0].endswith("Z  local")
    assert lines[1:5] == [
        "new: 1 documents, 2 parameters",
        f"  甲市停车办法  {url}/new",
        "    + 施行 = 2020年7月1日",
        "    + 罚款 ≤ 5000元（第二条）",
    ]
    assert lines[5] == "changed: 1 documents, 2 parameters"
    assert lines[-5:-3] == ["gone: 1 documents, 2 parameters", f"  甲市旧市办法  {url}/gone"]
    told = json.loads(as_json_text(found, [report]))
    assert [len(told[kind]) for kind in ("new", "changed", "gone")] == [1, 1, 1]
    assert told["changed"][0]["changed"] == [{"before": "罚款 ≤ 5000元（第二条）", "after": "罚款 ≤ 9000元（第二条）"}]
    assert told["changed"][0]["before"].startswith("甲市渔港办法-")


def test_what_is_no_database_of_ours_holds_nothing(tmp_path: Path) -> None:
    assert state_of_store(tmp_path / "none.db").documents == {}
    (tmp_path / "text.db").write_text("no database", encoding="utf-8")
    assert state_of_store(tmp_path / "text.db").documents == {}


def test_a_report_that_cannot_be_written_is_told_before_a_site_is_asked(tmp_path: Path) -> None:
    with served({}) as site:
        done = run(tmp_path, "update", site_file(tmp_path, site), "--out", tmp_path / "none" / "news.atom")
    assert (done.returncode, site.asked) == (1, [])
    assert done.stderr == f"Error: {tmp_path}/none/news.atom cannot be written; give --out another file\n"


def test_a_report_takes_the_place_of_a_file_and_of_nothing_else(tmp_path: Path) -> None:
    place, link, pipe = tmp_path / "news.txt", tmp_path / "link.txt", tmp_path / "pipe"
    link.symlink_to(place)
    os.mkfifo(pipe)
    write_report("news", link)
    assert link.is_symlink() and place.read_text(encoding="utf-8") == "news"
    with ThreadPoolExecutor() as threads:
        read = threads.submit(pipe.read_text, encoding="utf-8")
        write_report("news", pipe)
        assert read.result(timeout=10) == "news" and pipe.is_fifo()
    assert len(list(tmp_path.iterdir())) == 3


def test_check_prints_what_a_file_takes_out_of_a_saved_page(tmp_path: Path) -> None:
    with served({}) as site:
        toml = site_file(tmp_path, site)
    (tmp_path / "page.html").write_text(law("渔港", 1, more="<a href='/f.pdf'>附件</a>"), encoding="utf-8")
    done = run(tmp_path, "crawl", "--check", toml, "page.html", "--url", f"{site.url}/a/1.html")
    assert done.returncode == 0 and site.asked == []
    for line in (
        "selector: detail finds nothing",
        "selector: body 'div.body' finds 1",
        f"attachments: {site.url}/f.pdf",
        "title: 甲市渔港办法",
        "  第二条 违反本办法的，处5000元以下罚款。",
    ):
        assert line in done.stdout.splitlines()


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["--check", "local.toml"], "--check takes two files: fatiao crawl --check SITE.toml PAGE.html"),
        (["--check", "local.toml", "none.html"], "Error: none.html: there is no such file; check its name"),
        (
            ["none.toml"],
            "Error: none.toml: there is no such site file (No such file or directory); name one, or one of ",
        ),
        (["local.toml", "--url", "x"], "--url goes with --check"),
        (
            ["local.toml", "local.toml"],
            "Error: fatiao crawl: two site files have one name; give each a name of its own",
        ),
    ],
)
def test_a_command_line_that_is_wrong_is_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], line: str
) -> None:
    with served({}) as site:
        site_file(tmp_path, site)
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["crawl", *arguments])
    assert result.exit_code and line in result.output
    assert sorted(path.name for path in tmp_path.iterdir()) == ["local.toml"]
