"""A crawl that is killed with -9 goes on where it was: no page lost, none fetched twice."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import forked
import pytest
from crawled import LocalSite, Reply, command, kept, law, listing, many_pages, run, served, site_file, states
from fatiao import build
from fatiao.ingest.crawl.frontier import Frontier

NUMBERS = range(1, 61)
NAMES = [f"/{number}" for number in NUMBERS]


def wait_until(ready: int, site: LocalSite, goes_on: Callable[[], bool]) -> None:
    """Wait until a site has been asked so many times, or the crawl has come to its end."""
    while len(site.asked) < ready and goes_on():
        time.sleep(0.001)


@pytest.mark.slow
def test_a_crawl_killed_at_ten_moments_loses_no_page_and_fetches_none_twice(tmp_path: Path) -> None:
    pages = {"/": Reply(listing(*NAMES[:30], following="/list2")), "/list2": Reply(listing(*NAMES[30:]))}
    pages |= {name: Reply(law(f"事项{name[1:]}", int(name[1:]))) for name in NAMES}
    pages["/robots.txt"] = Reply("User-agent: *\nAllow: /")
    cut_short: list[str] = []
    with served(pages) as site:
        toml = site_file(tmp_path, site)
        for moment in range(10):
            crawl = forked.start(command(tmp_path, "crawl", toml)[3:], tmp_path)
            wait_until(len(site.asked) + 1 + moment % 4 * 2, site, crawl.is_alive)
            time.sleep(0.004 * moment)  # while it sends, receives, writes the record, writes the frontier, waits
            crawl.kill()
            crawl.join()
            done = {path for _, path, _ in kept_whole(tmp_path)}
            cut_short += [path for _, path, _ in site.asked[-1:] if path not in done]
        last = run(tmp_path, "crawl", toml)
    assert "went on with a crawl that had not come to its end" in last.stderr
    assert set(states(tmp_path).values()) == {"done"} and set(states(tmp_path)) == {"/", "/list2", *NAMES}
    records = Counter(path for _, path, _ in kept(tmp_path))
    assert records == Counter(["/robots.txt", "/", "/list2", *NAMES])
    again = {path: count - 1 for path, count in site.counts().items() if count > 1}
    assert again == dict(Counter(cut_short))  # what was on its way when the crawl was killed, and nothing else


def kept_whole(folder: Path) -> list[tuple[str, str, int]]:
    try:
        return kept(folder)
    except Exception:  # the last record is cut off
        return []


def test_a_record_that_was_cut_off_is_taken_away_and_one_that_was_not_entered_is(tmp_path: Path) -> None:
    """As a kill leaves it between the bytes of a record, and between the record and the frontier."""
    names = NAMES[:6]
    pages = {"/": Reply(listing(*names)), **{name: Reply(law(f"事项{name[1:]}", int(name[1:]))) for name in names}}
    with served(pages) as site:
        toml = site_file(tmp_path, site)
        run(tmp_path, "crawl", toml, "--most", 4)
        folder = tmp_path / "corpus" / "snapshots" / "local"
        (warc,) = folder.glob("*.warc.gz")
        whole = warc.read_bytes()
        with closing(sqlite3.connect(folder / "frontier.db", isolation_level=None)) as frontier:
            ((end,),) = frontier.execute("select whole from warcs").fetchall()
            assert end == len(whole)
            # forget the last record, as if the kill had come before the frontier was written
            frontier.execute("update warcs set whole = (select ?)", [last_record(whole)])
            frontier.execute("update pages set state = 'taken', digest = null, asked = 0 where url like '%/3'")
        warc.write_bytes(whole + whole[last_record(whole) :][:100])  # and a record that was being written
        before = site.counts()
        run(tmp_path, "crawl", toml)
    assert site.counts() - before == Counter({"/4": 1, "/5": 1, "/6": 1})
    assert Counter(path for _, path, _ in kept(tmp_path)) == Counter(["/robots.txt", "/", *names])


def last_record(raw: bytes) -> int:
    """Return where the last gzip member begins."""
    return raw.rindex(b"\x1f\x8b\x08\x00\x00\x00\x00\x00")


def test_ctrl_c_ends_a_crawl_with_a_line(tmp_path: Path) -> None:
    with served(many_pages(50)) as site:
        toml = site_file(tmp_path, site)
        crawl = subprocess.Popen(
            command(tmp_path, "crawl", toml),
            cwd=tmp_path,
            stderr=subprocess.PIPE,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        )
        wait_until(10, site, lambda: crawl.poll() is None)
        crawl.send_signal(signal.SIGINT)
        _, told = crawl.communicate(timeout=30)
    assert crawl.returncode == 130
    assert told.decode() == "\nInterrupted. What was fetched is kept; crawl again to go on from there.\n"


def test_a_build_before_the_crawl_goes_on_reads_what_is_whole(tmp_path: Path) -> None:
    with served({"/": Reply(listing("/1", "/2")), "/1": Reply(law("甲", 1)), "/2": Reply(law("乙", 2))}) as site:
        run(tmp_path, "crawl", site_file(tmp_path, site))
    (warc,) = (tmp_path / "corpus" / "snapshots" / "local").glob("*.warc.gz")
    warc.write_bytes(warc.read_bytes()[:-300])
    report = build([tmp_path / "corpus"], tmp_path / "a.db")
    assert report.stored == 1
    (failure,) = report.failures
    assert str(failure).endswith("record 4; crawl its site again, which cuts off what is not whole")


def test_two_crawls_of_one_site_do_not_run_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "corpus" / "snapshots" / "local"
    folder.mkdir(parents=True)
    with served({}) as site:
        frontier = Frontier(folder)
        done = run(tmp_path, "crawl", site_file(tmp_path, site))
        frontier.close()
    assert (done.returncode, site.asked) == (1, [])
    assert done.stderr.endswith("frontier.db: another crawl of this site is running; wait for its end\n")
