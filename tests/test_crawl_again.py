"""A crawl after the site file changed, and what a site asked of an earlier crawl."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

from crawled import LocalSite, Reply, kept, law, listing, run, served, site_file, states
from test_crawl_live import once, unless_modified

SAID = "Read what was fetched: fatiao build corpus/snapshots"
TAGGED = {
    "/robots.txt": Reply(""),
    "/": unless_modified('"0"', Reply(listing("/1", "/2") + "<ol><li><a href='/3'>x</a></li></ol>")),
    "/1": unless_modified('"1"', Reply(law("甲", 1, more="<p>附：<a href='/f'>表</a></p>"))),
    "/2": unless_modified('"2"', Reply(law("乙", 2))),
    "/3": unless_modified('"3"', Reply(law("丙", 3))),
    "/f": Reply("附表", headers={"Content-Type": "text/plain; charset=utf-8"}),
}


def mended(toml: Path, old: str, new: str) -> None:
    """Change a site file."""
    text = toml.read_text(encoding="utf-8")
    assert old in text
    toml.write_text(text.replace(old, new), encoding="utf-8")


def counts(told: str) -> dict[str, str]:
    """Return the closing table of a crawl of one site."""
    rows = (line.rsplit(maxsplit=1) for line in told.splitlines() if len(line.split()) > 1)
    return {name.strip(): count for name, count in rows}


def test_lists_that_did_not_change_are_read_by_other_selectors(tmp_path: Path) -> None:
    """Were they asked for on condition that they changed, nothing would ever come of the other selectors."""
    with served({**TAGGED}) as site:
        toml = site_file(tmp_path, site)
        run(tmp_path, "crawl", toml)
        mended(toml, 'detail = "ul.list a"', 'detail = ["ul.list a", "ol a"]')
        mended(toml, 'attachments = "div.body a"', 'attachments = "p a"')
        told = counts(run(tmp_path, "crawl", toml).stdout)
        assert (told["new"], told["unchanged"], told["lists"]) == ("1", "3", "1")
        assert states(tmp_path)["/3"] == "done"
        site.asked.clear()
        again = run(tmp_path, "crawl", toml)
    assert counts(again.stdout)["unchanged"] == "5" and len(site.asked) == 5  # the file was sent, of the rest 304


def test_what_wrong_selectors_led_to_is_given_up_when_they_are_mended(tmp_path: Path) -> None:
    junk = [f"/junk{number}" for number in range(9)]
    pages = {**TAGGED, "/junk1": Reply("no", 403)}
    pages["/"] = Reply(listing("/1", "/2") + "".join(f"<a href='{name}'>x</a>" for name in junk))
    with served(pages) as site:
        toml = site_file(tmp_path, site)
        mended(toml, "ul.list a", "//a")
        run(tmp_path, "crawl", toml, "--most", 6)
        assert states(tmp_path)["/junk0"] == "gone" and states(tmp_path)["/junk1"] == "failed"
        site.asked.clear()
        mended(toml, "//a", "ul.list a")
        done = run(tmp_path, "crawl", toml)
    assert done.returncode == 0 and not set(junk) & set(site.counts())
    assert {state for name, state in states(tmp_path).items() if name in junk} == {"off", "gone"}


def test_a_page_that_was_taken_for_a_list_is_read_as_a_page(tmp_path: Path) -> None:
    with served({**TAGGED}) as site:
        toml = site_file(tmp_path, site)
        mended(toml, 'list = "ul.more a"', 'list = "ul.list a"')
        run(tmp_path, "crawl", toml)
        assert [record[1] for record in kept(tmp_path)] == ["/robots.txt", "/", "/1", "/2"]
        mended(toml, 'list = "ul.list a"', 'list = "ul.more a"')
        told = counts(run(tmp_path, "crawl", toml).stdout)
    assert (told["new"], told["lists"]) == ("3", "1")  # two pages and the file of one


def test_a_page_is_not_another_because_it_is_read_otherwise(tmp_path: Path) -> None:
    pages = {**TAGGED, "/1": Reply(law("甲", 1)), "/2": once(Reply(law("乙", 2)), Reply(law("乙", 2, yuan=6000)))}
    with served(pages) as site:
        toml = site_file(tmp_path, site)
        run(tmp_path, "crawl", toml)
        mended(toml, 'body = "div.body"', 'body = "div.body p:last-child"')
        told = counts(run(tmp_path, "crawl", toml).stdout)
    assert (told["new"], told["changed"], told["unchanged"]) == ("0", "1", "2")


def test_pages_that_a_wrong_rule_took_for_copies_are_kept_when_it_is_mended(tmp_path: Path) -> None:
    pages = {
        **TAGGED,
        "/1": unless_modified('"1"', Reply(law("甲", 1))),
        "/2": unless_modified('"2"', Reply(law("乙", 2))),
    }
    with served(pages) as site:
        toml = site_file(tmp_path, site)
        mended(toml, 'title = "h1"', 'title = "div.ad"')
        mended(toml, 'body = "div.body"', 'body = "div.ad"')
        mended(toml, 'drop = ".ad"', "")
        assert counts(run(tmp_path, "crawl", toml).stdout)["copies"] == "1"
        mended(toml, 'title = "div.ad"', 'title = "h1"')
        mended(toml, 'body = "div.ad"', 'body = "div.body"')
        run(tmp_path, "crawl", toml)
    bodies = [path for kind, path, _ in kept(tmp_path) if kind == "response" and path in ("/1", "/2")]
    assert bodies == ["/1", "/2"]


def test_a_domain_that_is_taken_out_of_the_file_is_not_asked_any_more(tmp_path: Path) -> None:
    with served({"/robots.txt": Reply(""), "/x": Reply(law("丁", 4))}, host="127.0.0.2") as other:
        pages = {**TAGGED, "/": Reply(listing("/1", f"http://127.0.0.2:{other.port}/x"))}
        with served(pages) as site:
            toml = site_file(tmp_path, site, more='domains = ["127.0.0.1", "127.0.0.2"]')
            run(tmp_path, "crawl", toml, "--allow-address", "127.0.0.2")
            assert other.counts() == {"/robots.txt": 1, "/x": 1}
            mended(toml, '"127.0.0.1", "127.0.0.2"', '"127.0.0.1"')
            done = run(tmp_path, "crawl", toml, "--allow-address", "127.0.0.2")
    assert done.returncode == 0 and other.counts() == {"/robots.txt": 1, "/x": 1}


def test_a_site_that_asked_to_be_left_alone_is_left_alone_by_the_next_crawl_too(tmp_path: Path) -> None:
    pages = {**TAGGED, "/1": Reply("wait", 429, {"Retry-After": "7200"})}
    with served(pages) as site:
        toml = site_file(tmp_path, site)
        for _ in range(3):
            done = run(tmp_path, "crawl", toml)
            assert done.returncode == 1 and "stopped, the site asks to be left alone until 20" in done.stderr
    assert site.counts() == {"/robots.txt": 1, "/": 1, "/1": 1}


def test_a_crawl_waits_after_the_one_before_as_it_does_between_two_requests(tmp_path: Path) -> None:
    with served({**TAGGED}) as site:
        toml = site_file(tmp_path, site, delay=1.5)
        for _ in range(2):
            run(tmp_path, "crawl", toml, "--most", 1)
    assert [path for _, path, _ in site.asked] == ["/robots.txt", "/", "/1"] and min(site.gaps()) >= 1.4


def test_the_hosts_of_a_site_are_asked_one_after_the_other(tmp_path: Path) -> None:
    names = [f"/{number}" for number in range(3)]
    pages = {"/robots.txt": Reply(""), **{name: Reply(law(f"事项{name[1:]}", 1)) for name in names}}
    with served({**pages}, host="127.0.0.2") as other:
        there = [f"http://127.0.0.2:{other.port}{name}" for name in names[:2]]
        with served({**pages, "/": Reply(listing(names[2], *there))}) as site:
            toml = site_file(tmp_path, site, delay=0.3, more='domains = ["127.0.0.1", "127.0.0.2"]')
            run(tmp_path, "crawl", toml, "--allow-address", "127.0.0.2")
    asked = sorted(at for at, _, _ in [*site.asked, *other.asked])
    assert len(asked) == 6 and min(later - earlier for earlier, later in pairwise(asked)) >= 0.3


def test_a_crawl_that_asked_for_all_there_is_came_to_its_end(tmp_path: Path) -> None:
    with served({**TAGGED}) as site:
        toml = site_file(tmp_path, site, more="max_pages = 4")
        first = run(tmp_path, "crawl", toml, "--most", 4)
        second = run(tmp_path, "crawl", toml, "--most", 4)
    assert (first.returncode, first.stderr.strip(), second.returncode) == (0, SAID, 0)
    assert counts(second.stdout)["unchanged"] == "4"


def test_a_robots_file_that_asks_for_more_patience_than_there_is_ends_the_crawl(tmp_path: Path) -> None:
    pages = {**TAGGED, "/robots.txt": Reply("User-agent: *\nCrawl-delay: 86400")}
    with served(pages) as site:
        began = time.monotonic()
        done = run(tmp_path, "crawl", site_file(tmp_path, site))
    assert time.monotonic() - began < 60 and site.counts() == {"/robots.txt": 1}
    assert done.stderr == f"local: stopped, {site.url}/robots.txt asks to wait 86,400 s each time\n"


def test_a_robots_file_is_found_behind_five_redirects(tmp_path: Path) -> None:
    moved = {f"/r{number}": Reply("", 301, {"Location": f"/r{number + 1}"}) for number in range(1, 5)}
    pages = {**TAGGED, **moved, "/robots.txt": Reply("", 302, {"Location": "/r1"})}
    pages["/r5"] = Reply("User-agent: *\nDisallow: /1")
    with served(pages) as site:
        run(tmp_path, "crawl", site_file(tmp_path, site))
    assert "/1" not in site.counts() and "/2" in site.counts()


def test_a_robots_file_that_cannot_be_read_allows_nothing(tmp_path: Path) -> None:
    pages = {**TAGGED, "/robots.txt": Reply("User-agent: *\nAllow: /", headers={"Content-Encoding": "br"})}
    with served(pages) as site:
        done = run(tmp_path, "crawl", site_file(tmp_path, site))
    assert site.counts() == LocalSite({}, asked=site.asked[:1]).counts() == {"/robots.txt": 1}
    assert f"{site.url}/: its robots.txt cannot be read: it is packed as br, which is not read;" in done.stderr
