"""Pages that scripts make, shown by Chromium, which sees the site and nothing else."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import needed
from crawled import Reply, kept, run, served, site_file
from fatiao.ingest.crawl.guard import Guard
from fatiao.ingest.crawl.render import Window, render_settings
from fatiao.ingest.errors import IngestError
from fatiao.ingest.sites.file import read_site
from programs import CHROMIUM

LIST = """<ul class="list" id="l"></ul><script>
document.getElementById("l").innerHTML = "<li><a href='/1'>1</a><li><a href='/2'>2</a><li><a href='/3'>3</a><li><a href='/5'>5</a>";
fetch("{elsewhere}/fetched").catch(() => 0);
open("/private/window");
</script>"""
PAGE = """<div id="x"></div><iframe src="/private/frame"></iframe><img src="/picture.png"><img src="{elsewhere}/picture.png"><script>
fetch("/data").then(answer => answer.text()).then(text => {{ document.getElementById("x").innerHTML = text }})
</script>"""


@pytest.mark.browser
def test_a_page_that_scripts_make_is_kept_as_it_is_shown(tmp_path: Path) -> None:
    needed(CHROMIUM)
    with served({}, host="127.0.0.2") as other:
        elsewhere = f"http://127.0.0.2:{other.port}"
        pages = {
            "/robots.txt": Reply("User-agent: *\nDisallow: /private"),
            "/": Reply(LIST.format(elsewhere=elsewhere)),
            "/1": Reply(PAGE.format(elsewhere=elsewhere)),
            "/2": Reply(status=302, headers={"Location": f"{elsewhere}/redirected"}),
            "/3": Reply(status=302, headers={"Location": "/4"}),
            "/4": Reply("<h1>甲市停车办法</h1><div class='body'><p>第一条 处300元以下罚款。</p></div>"),
            "/5": Reply("<script>location.href = '/private/leads'</script>"),
            "/data": Reply("<h1>甲市渔港办法</h1><div class='body'><p>第一条 处5000元以下罚款。</p></div>"),
        }
        with served(pages) as site:
            done = run(tmp_path, "crawl", site_file(tmp_path, site, timeout=20, retries=0, more='render = "js"'))
    assert site.counts() == {"/robots.txt": 1, "/": 1, "/1": 1, "/data": 1, "/2": 1, "/3": 1, "/4": 2, "/5": 1}
    assert other.asked == []
    assert {value for *_, headers in site.asked for name, value in headers.items() if name.lower() == "user-agent"} == {
        "fatiao/0.1.0 (+mailto:crawl@laws.cn)"
    }
    assert [record for record in kept(tmp_path) if len(record[1]) == 2] == [
        ("response", "/1", 200),
        ("response", "/3", 302),  # the browser went on; what it came to is asked for as any other page
        ("response", "/5", 302),
        ("response", "/4", 200),
    ]
    assert f"{site.url}/2: " in done.stderr
    assert f"{site.url}/private/leads: {site.url}/robots.txt forbids it" in done.stderr
    built = run(tmp_path, "build", "corpus/snapshots", allow=False)
    assert "regulations           2" in built.stdout


def test_a_redirect_that_the_browser_followed_is_kept_only_where_robots_allows_it(tmp_path: Path) -> None:
    needed(CHROMIUM)
    pages = {
        "/robots.txt": Reply("User-agent: *\nDisallow: /private"),
        "/": Reply("<ul class='list'><li><a href='/1'>1</a></ul>"),
        "/1": Reply(status=302, headers={"Location": "/private/1"}),
        "/private/1": Reply("<h1>内部</h1><div class='body'>内部</div>"),
    }
    with served(pages) as site:
        done = run(tmp_path, "crawl", site_file(tmp_path, site, timeout=20, more='render = "js"'))
    assert f"{site.url}/private/1: {site.url}/robots.txt forbids it" in done.stderr
    assert [record for record in kept(tmp_path) if record[1].startswith("/private")] == []


class Frame(NamedTuple):
    """A frame, as Playwright has it."""

    parent_frame: object = None


class Request(NamedTuple):
    """What a page asks for, as Playwright has it."""

    url: str
    resource_type: str = "document"
    frame: Frame = Frame()


@pytest.mark.parametrize(
    ("asked", "is_aborted"),
    [
        ([Request("http://a.cn/1")], [False]),
        ([Request("http://a.cn/1"), Request("http://a.cn/1")], [False, False]),
        ([Request("http://a.cn/1"), Request("http://a.cn/2", frame=Frame("main"))], [False, True]),
        ([Request("http://a.cn/1"), Request("http://a.cn/2", "xhr"), Request("http://a.cn/3", "script")], [False] * 3),
        ([Request("http://a.cn/1", "image"), Request("http://a.cn/1", "font")], [True, True]),
        ([Request("http://b.cn/1"), Request("http://b.cn/1", "xhr"), Request("data:x", "xhr")], [True] * 3),
    ],
)
def test_a_page_asks_for_no_other_document_and_of_no_other_site(
    tmp_path: Path, asked: list[Request], is_aborted: list[bool]
) -> None:
    with served({}) as local:
        site = read_site(site_file(tmp_path, local, more='domains = ["127.0.0.1", "a.cn"]'))
    window = Window(site)
    for _ in range(2):
        window.turn()
        assert [window.is_aborted(request) for request in asked] == is_aborted and not window.led_to


@pytest.mark.parametrize("url", ["http://a.cn/2", "http://b.cn/"])
def test_where_the_scripts_of_a_page_lead_is_known(tmp_path: Path, url: str) -> None:
    with served({}) as local:
        window = Window(read_site(site_file(tmp_path, local, more='domains = ["127.0.0.1", "a.cn"]')))
    assert not window.is_aborted(Request("http://a.cn/1")) and window.is_aborted(Request(url))
    assert window.led_to == url


def test_the_browser_finds_the_hosts_of_the_site_at_addresses_that_were_checked(tmp_path: Path) -> None:
    with served({}) as local:
        site = read_site(site_file(tmp_path, local, more='domains = ["127.0.0.1", "nowhere.invalid"]\nrender = "js"'))
    with pytest.raises(
        IngestError, match=r"127\.0\.0\.1 is 127\.0\.0\.1, an address that is not of the public internet"
    ):
        render_settings(site, Guard(), Window(site), "fatiao")
    options = render_settings(site, Guard(["127.0.0.1"]), Window(site), "fatiao")["PLAYWRIGHT_LAUNCH_OPTIONS"]
    assert options["args"][1] == "--no-proxy-server"
    assert options["args"][0] == "--host-resolver-rules=MAP 127.0.0.1 127.0.0.1, MAP * ~NOTFOUND"


def test_an_address_of_ipv6_is_pinned_in_brackets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(socket.AF_INET6, socket.SOCK_STREAM, 6, "", ("2606:4700::1", 443, 0, 0))]
    monkeypatch.setattr("fatiao.ingest.crawl.render.socket.getaddrinfo", lambda *_, **__: found)
    with served({}) as local:
        site = read_site(site_file(tmp_path, local, more='domains = ["127.0.0.1", "a.cn"]\nrender = "js"'))
    args = render_settings(site, Guard(), Window(site), "fatiao")["PLAYWRIGHT_LAUNCH_OPTIONS"]["args"]
    assert "MAP a.cn [2606:4700::1]" in args[0]
