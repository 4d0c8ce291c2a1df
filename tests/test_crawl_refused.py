"""What a crawl refuses, a line each: addresses of the own network, names that change, sites that forbid or never end."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from certificate import self_signed
from crawled import LocalSite, Reply, crawl_watched, kept, law, listing, many_pages, run, served, site_file, states
from fatiao.ingest.crawl.run import crawl
from fatiao.ingest.errors import IngestError
from fatiao.ingest.sites.file import read_site


def test_this_machine_is_not_connected_to_unless_a_person_allows_it(tmp_path: Path) -> None:
    with served({"/": Reply(listing("/1"))}) as site:
        for number, host in enumerate(("127.0.0.1", "localhost", "2130706433", "[::ffff:127.0.0.1]")):
            toml = site_file(tmp_path, site)
            text = toml.read_text(encoding="utf-8").replace("127.0.0.1", host).replace('"local"', f'"site{number}"')
            toml.write_text(text, encoding="utf-8")
            done = run(tmp_path, "crawl", toml, allow=False)
            assert done.returncode == 1
            assert (
                "an address that is not of the public internet; if it is yours, allow it: --allow-address"
                in done.stderr
            )
            assert len(done.stderr.splitlines()) == 1
        assert site.asked == []


def test_a_redirect_into_the_own_network_is_refused_though_its_domain_is_allowed(tmp_path: Path) -> None:
    pages = {
        "/": Reply(listing("/1", "/2", "/3")),
        "/1": Reply(status=302, headers={"Location": "http://127.0.0.2:1/"}),
        "/2": Reply(status=302, headers={"Location": "http://169.254.169.254/latest/"}),
        "/3": Reply(law("甲", 1)),
    }
    with served(pages) as site:
        toml = site_file(tmp_path, site, more='domains = ["127.0.0.1", "127.0.0.2", "169.254.169.254"]')
        done = run(tmp_path, "crawl", toml)
    problem = "an address that is not of the public internet; if it is yours, allow it: --allow-address"
    assert done.stderr.splitlines() == [
        f"http://127.0.0.2:1/: 127.0.0.2 is 127.0.0.2, {problem} 127.0.0.2",
        f"http://169.254.169.254/latest/: 169.254.169.254 is 169.254.169.254, {problem} 169.254.169.254",
    ]
    assert ("response", "/3", 200) in kept(tmp_path)


REBINDING = """
import itertools, socket, sys
answers = itertools.chain(["127.0.0.1"] * 2, itertools.repeat("127.0.0.2"))
asked = []
def lookup(host, port, *rest, **named):
    asked.append(host)
    return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]
socket.getaddrinfo = lookup
from fatiao.cli import main
try:
    main(sys.argv[1:])
finally:
    print(asked)
"""


def test_a_name_that_changes_its_address_is_refused_at_the_next_connection(tmp_path: Path) -> None:
    close = {"Connection": "close"}
    pages = {
        "/robots.txt": Reply("", headers=close),
        "/": Reply(listing("/1", "/2"), headers=close),
        **{f"/{number}": Reply(law("甲", number), headers=close) for number in (1, 2)},
    }
    with served(pages) as site:
        toml = site_file(tmp_path, site)
        toml.write_text(toml.read_text(encoding="utf-8").replace("127.0.0.1", "laws.test"), encoding="utf-8")
        program = [sys.executable, "-c", REBINDING, "crawl", str(toml), "--allow-address", "127.0.0.1"]
        done = subprocess.run(program, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8")
    assert [path for _, path, _ in site.asked] == ["/robots.txt", "/"]
    assert done.stdout.splitlines()[-1] == str(["laws.test"] * 4)  # one look-up a connection, none beside it
    assert done.stderr.splitlines()[0] == (
        f"http://laws.test:{site.port}/1: laws.test is 127.0.0.2, an address that is not of the public internet; "
        "if it is yours, allow it: --allow-address 127.0.0.2"
    )


def test_a_certificate_that_is_nobodys_is_not_trusted_unless_the_file_says_so(tmp_path: Path) -> None:
    pages = {"/": Reply(listing("/1")), "/1": Reply(law("甲", 1))}
    with served({**pages}, certificate=self_signed(tmp_path / "own.pem")) as site:
        done = run(tmp_path, "crawl", site_file(tmp_path, site))
        line = (
            f"{site.url}/: the certificate of 127.0.0.1 cannot be trusted; if you know the site, write verify = false"
        )
        assert done.stderr.startswith(line) and len(done.stderr.splitlines()) == 1 and site.asked == []
        done = run(tmp_path, "crawl", site_file(tmp_path, site, more="verify = false"))
    assert done.returncode == 0 and ("response", "/1", 200) in kept(tmp_path)


def test_a_robots_file_that_forbids_all_is_one_line(tmp_path: Path) -> None:
    with served({"/robots.txt": Reply("User-agent: *\nDisallow: /"), "/": Reply(listing("/1"))}) as site:
        done = run(tmp_path, "crawl", site_file(tmp_path, site))
    assert list(site.counts()) == ["/robots.txt"] and done.returncode == 1
    line = f"{site.url}/: {site.url}/robots.txt forbids it; ask the site's people whether you may read it\n"
    assert done.stderr == line


def test_a_robots_file_that_cannot_be_had_leaves_the_site_alone(tmp_path: Path) -> None:
    with served({"/robots.txt": Reply("x", 503, {"Retry-After": "7200"}), "/": Reply(listing("/1"))}) as site:
        done = run(tmp_path, "crawl", site_file(tmp_path, site))
    assert list(site.counts().items()) == [("/robots.txt", 1)] and done.returncode == 1
    assert "local: stopped, the site asks to be left alone until 20" in done.stderr
    assert states(tmp_path) == {"/": "queued"}


def test_a_site_that_answers_any_address_with_one_text_is_left(tmp_path: Path) -> None:
    names = [f"/{number}" for number in range(200)]
    with served({"/": Reply(listing(*names)), "/robots.txt": Reply("")}, fallback=Reply(law("首页", 1))) as site:
        done = run(tmp_path, "crawl", site_file(tmp_path, site, delay=0))
    assert len(site.asked) == 2 + 1 + 20
    assert (
        "local: stopped, 20 addresses in a row have the text of another: the site answers any address;" in done.stderr
    )
    assert [record for record in kept(tmp_path) if record[0] == "response"][2:] == [("response", "/0", 200)]


def endless(site: LocalSite, handler: object) -> Reply:
    """Return a list that always leads to a page and to a list that nobody has seen."""
    number = len(site.asked)
    return Reply(listing(f"/more/{number}/x", following=f"/next/{number}"))


def test_a_site_whose_lists_never_end_is_left(tmp_path: Path) -> None:
    with served({"/robots.txt": Reply("")}, fallback=endless) as site:
        done = run(tmp_path, "crawl", site_file(tmp_path, site, delay=0, more="max_pages = 15"))
    assert len(site.asked) == 16
    assert "local: stopped, 15 addresses were asked for; allow more with max_pages" in done.stderr


def test_a_list_that_brings_nothing_new_is_not_followed(tmp_path: Path) -> None:
    pages = {
        "/robots.txt": Reply(""),
        "/": Reply(listing("/1", following="/p2")),
        "/1": Reply(law("甲", 1)),
        **{f"/p{number}": Reply(listing("/1", following=f"/p{number + 1}")) for number in range(2, 99)},
    }
    with served(pages) as site:
        run(tmp_path, "crawl", site_file(tmp_path, site))
    assert [path for _, path, _ in site.asked] == ["/robots.txt", "/", "/1", "/p2"]


def test_a_site_that_is_down_is_left_after_ten_failures(tmp_path: Path) -> None:
    pages = {"/": Reply(listing(*(f"/{number}" for number in range(40))))}
    with served(pages, fallback=Reply("no", 403)) as site:
        done = run(tmp_path, "crawl", site_file(tmp_path, site, delay=0))
    assert len(site.asked) == 2 + 10
    assert "local: stopped, 10 addresses in a row could not be had; crawl again later" in done.stderr


def test_nothing_is_written_outside_of_the_folder_of_snapshots(tmp_path: Path) -> None:
    names = ["/..%2f..%2fx", "/../../../x", "/a%00b", "/" + "長" * 60]
    with served(
        {"/": Reply(listing(*names))}, fallback=Reply(law("甲", 1), headers={"Content-Disposition": "../x"})
    ) as site:
        toml = site_file(tmp_path, site)
        run(tmp_path, "crawl", toml, "--snapshots", tmp_path / "kept")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kept", "local.toml"]
    found = sorted(path.relative_to(tmp_path / "kept").as_posix() for path in (tmp_path / "kept").rglob("*"))
    assert [name for name in found if not name.endswith(".warc.gz")] == [
        "local",
        "local/frontier.db",
        "local/rules.json",
    ]
    assert len(found) == 4


def test_what_crawls_is_named_where_it_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with served({}) as site:
        local = read_site(site_file(tmp_path, site))
    monkeypatch.setattr("fatiao.ingest.crawl.run.find_spec", lambda name: None)
    with pytest.raises(IngestError) as error:
        crawl([local], tmp_path / "snapshots")
    assert str(error.value) == "fatiao crawl: scrapy is not installed; install what crawls: pip install 'fatiao[crawl]'"
    assert not (tmp_path / "snapshots").exists()


def test_an_address_that_is_none_is_not_allowed(tmp_path: Path) -> None:
    with served({}) as site:
        done = run(tmp_path, "crawl", site_file(tmp_path, site), "--allow-address", "laws.cn")
    assert done.stderr.startswith("Error: --allow-address: 'laws.cn' does not appear to be an IPv4 or IPv6")


@pytest.mark.slow
def test_memory_does_not_grow_with_the_pages_of_a_site(tmp_path: Path) -> None:
    with served(many_pages(160)) as site:
        held = crawl_watched(tmp_path, site_file(tmp_path, site, delay=0.01), site)
    assert len(site.asked) == len(kept(tmp_path)) == 160 + 4 + 1
    early = next(memory for asked, memory in held if asked >= 60)
    assert held[-1][1] - early < 8_000  # kilobytes
    assert min(site.gaps()) >= 0.01 and site.most_at_once == 1
