"""Crawls of a site on 127.0.0.1, run as a person runs them."""

from __future__ import annotations

import asyncio
import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from crawled import LocalSite, Reply, kept, law, listing, run, served, site_file, states
from fatiao import build
from fatiao.publish.serve import build as serve
from lxml import html
from printed import Sheet, pdf

ROBOTS = Reply("User-agent: *\nDisallow: /private\nCrawl-delay: 0.06\n", headers={"Content-Type": "text/plain"})


def once(*replies: Reply) -> Any:
    """Return a page that answers one thing after the other, and the last one from then on."""
    left = list(replies)
    return lambda site, handler: left.pop(0) if len(left) > 1 else left[0]


def unless_modified(tag: str, reply: Reply) -> Any:
    """Return a page that answers 304 to who has it already."""
    whole = Reply(reply.body, 200, {**reply.headers, "ETag": tag})
    return lambda site, handler: Reply(status=304) if handler.headers.get("If-None-Match") == tag else whole


def rows(database: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(sql).fetchall()


PAGES = {
    "/robots.txt": ROBOTS,
    "/": Reply(listing("/same", "/tagged", "/ad", "/law", "/gone", "/private/x", following="/2")),
    "/2": Reply(
        listing(
            *(
                "/moved",
                "/loop",
                "/busy",
                "/broken",
                "/endless",
                "/slow",
                "/charset",
                "/attached",
                "/away",
                "/metadata",
            ),
            *("/file", "http://other.cn/x", "file:///etc/passwd", "javascript:void(0)"),
            following="/3",
        )
    ),
    "/3": Reply(listing("/same", following="/3")),
    "/same": Reply(law("储粮", 1)),
    "/tagged": unless_modified('"1"', Reply(law("停车", 2))),
    "/ad": once(Reply(law("摊位", 3, ad="甲")), Reply(law("摊位", 3, ad="乙"))),
    "/law": once(
        Reply(law("渔港", 4)),
        Reply(law("渔港", 4, yuan=9000).replace("公布", "公布，2024年3月1日第9号修正")),
    ),
    "/gone": once(Reply(law("旧市", 5)), Reply("no", 404)),
    "/private/x": Reply(law("内部", 6)),
    "/moved": Reply(status=301, headers={"Location": "/new%20place"}),
    "/new%20place": Reply(law("新居", 7)),
    "/loop": Reply(status=302, headers={"Location": "/loop2"}),
    "/loop2": Reply(status=302, headers={"Location": "/loop"}),
    "/busy": once(Reply("wait", 429, {"Retry-After": "1"}), Reply(law("繁忙", 8))),
    "/broken": Reply("oops", 500),
    "/endless": Reply("x" * 100_000, is_endless=True),
    "/slow": Reply(law("迟缓", 9), seconds=2),
    "/charset": Reply(law("错码", 10).encode("gb18030"), headers={"Content-Type": "text/html; charset=iso-8859-1"}),
    "/attached": Reply(law("附件", 11, more="<a href='/fees.pdf'>收费表</a>")),
    "/away": Reply(status=302, headers={"Location": "http://other.cn/"}),
    "/metadata": Reply(status=302, headers={"Location": "http://169.254.169.254/latest/meta-data"}),
    "/file": Reply(status=302, headers={"Location": "file:///etc/passwd"}),
}


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A site of everything that sites do, crawled and built twice."""
    folder = tmp_path_factory.mktemp("crawl")
    sheet = Sheet()
    sheet.fill(100, 700, ["甲市收费办法", "第一条　为规范收费，制定本办法。", "第二条　收费不得超过30元。"])
    fees = Reply(pdf([sheet]), headers={"Content-Type": "application/octet-stream"})
    with served({**PAGES, "/fees.pdf": fees}) as site:
        toml = site_file(folder, site, timeout=1, retries=1)
        first = run(folder, "crawl", toml)
        asked = list(site.asked)
        build([folder / "corpus"], folder / "first.db")
        site.asked.clear()
        second = run(folder, "crawl", toml)
    build([folder / "corpus"], folder / "second.db")  # the site is not there any more
    return folder, site, asked, first, second


def test_every_page_is_fetched_once_and_what_fails_is_a_line(crawled: Any) -> None:
    _, site, asked, first, _ = crawled
    counts = LocalSite({}, asked=asked).counts()
    often = {path: count for path, count in counts.items() if count != 1}
    assert often == {"/busy": 2, "/broken": 2, "/slow": 2}
    assert "/private/x" not in counts
    lines = [line.removeprefix(site.url) for line in first.stderr.splitlines()]
    for line in (
        f"/private/x: {site.url}/robots.txt forbids it; ask the site's people whether you may read it",
        "/loop2: it redirects in a circle; open it in a browser",
        "/broken: the site answers 500, 2 times; crawl again later; if it stays so, see what the site shows in a browser",
        "/endless: it has more than 200,000 bytes; allow more with max_bytes, if it is a page",
        "/slow: it took more than 1 s, 2 times; crawl again later; if it stays so, see what the site shows in a browser",
        "/away: it redirects to http://other.cn/, on another domain; add its host to domains, if it is the site's",
        "/metadata: it redirects to http://169.254.169.254/latest/meta-data, on another domain; "
        "add its host to domains, if it is the site's",
        "/file: it redirects to file:///etc/passwd, which is no address of the web; leave it out",
    ):
        assert line in lines
    assert first.returncode == 1 and len(lines) == 8


def test_it_is_polite(crawled: Any) -> None:
    _, site, asked, _, _ = crawled
    told = LocalSite({}, asked=asked)
    paths = [path for _, path, _ in asked]
    assert paths[0] == "/robots.txt" and site.most_at_once == 1
    slow = {index for index, path in enumerate(paths) if path in ("/slow", "/endless")}  # given up while being sent
    gaps = [gap for index, gap in enumerate(told.gaps()) if index not in slow]
    assert min(gaps[1:]) >= 0.06  # the Crawl-delay, which the file's delay is below
    busy = [time for time, path, _ in asked if path == "/busy"]
    between = [path for time, path, _ in asked if busy[0] < time < busy[1]]
    assert busy[1] - busy[0] >= 1 and between == []  # Retry-After closes the whole host
    assert {headers["User-Agent"] for _, _, headers in asked} == {"fatiao/0.1.0 (+mailto:crawl@laws.cn)"}


def test_a_page_is_kept_again_only_where_its_text_changed(crawled: Any) -> None:
    folder, site, _, _, second = crawled
    told = dict(re.findall(r"^ *(.+?) +([\d.]+)$", second.stdout, re.M))
    assert (told["new"], told["changed"], told["unchanged"], told["gone"]) == ("0", "1", "8", "1")
    pages = [(kind, path, status) for kind, path, status in kept(folder) if path in ("/same", "/tagged", "/ad", "/law")]
    assert sorted(pages) == [
        ("response", "/ad", 200),
        ("response", "/law", 200),
        ("response", "/law", 200),
        ("response", "/same", 200),
        ("response", "/tagged", 200),
        ("revisit", "/ad", 200),
        ("revisit", "/same", 200),
        ("revisit", "/tagged", 304),
    ]
    assert states(folder)["/gone"] == "gone"
    assert [path for path, count in site.counts().items() if count > 1] == ["/broken", "/slow"]


def test_the_changed_law_is_a_version_and_nothing_is_stored_twice(crawled: Any) -> None:
    folder, *_ = crawled
    titles = "select title, count(*) from documents group by title order by title"
    before, after = rows(folder / "first.db", titles), rows(folder / "second.db", titles)
    assert {count for _, count in before} == {1} and len(before) == 10
    assert [row for row in after if row not in before] == [("甲市渔港办法", 2)]
    assert rows(
        folder / "second.db", "select count(distinct work_id), count(*) from documents where title like '%渔港%'"
    ) == [(1, 2)]
    assert rows(folder / "second.db", "select count(*) from documents where copy_of is not null") == [(0,)]
    found = rows(
        folder / "second.db", "select max_value from parameters where issuer is not null and label like '%罚款%'"
    )
    assert (9000.0,) in found and (5000.0,) in found


def test_the_database_tells_where_a_page_comes_from(crawled: Any) -> None:
    folder, site, *_ = crawled
    found = rows(
        folder / "second.db",
        "select snapshots.uri, http_status, robots, terms, gone_at is not null, warc like '%.warc.gz' from snapshots "
        "join sources on sources.id = sha256 order by snapshots.uri, snapshots.retrieved_at",
    )
    assert ("/gone", 1) in {(uri.removeprefix(site.url), gone) for uri, _, _, _, gone, _ in found}
    assert [uri for uri, *_, gone, _ in found if gone] == [f"{site.url}/gone"]
    assert {(status, robots, terms, warc) for _, status, robots, terms, _, warc in found} == {
        (200, "allowed", "可转载，注明出处", 1)
    }
    assert len(found) == 11


def test_a_wrong_charset_and_an_attachment_are_read(crawled: Any) -> None:
    folder, site, *_ = crawled
    texts = dict(rows(folder / "second.db", "select title, text from documents join sources on sources.id = source_id"))
    assert "第一条 为规范错码，制定本办法。" in texts["甲市错码办法"]
    assert "收费不得超过30元" in texts["甲市收费办法"]
    (told,) = rows(folder / "second.db", "select metadata from sources where text like '%收费不得超过30元%'")
    assert json.loads(told[0])["page"] == f"{site.url}/attached"


def test_the_site_tells_where_a_page_comes_from(crawled: Any) -> None:
    folder, site, *_ = crawled
    datasette = serve(folder / "second.db")

    def page(title: str, sql: str, path: str) -> str:
        ((found,),) = rows(folder / "second.db", f"select {sql} from documents where title = '{title}' limit 1")
        response = asyncio.run(datasette.client.get(f"/{path}/{quote(found)}"))
        assert response.status_code == 200
        return " ".join(html.fromstring(response.text).text_content().split())

    told = page("甲市旧市办法", "source_id", "source")
    assert f"网页{site.url}/gone" in told and "已从网站消失（20" in told
    assert "robots.txt 允许抓取" in told and "使用条件可转载，注明出处" in told
    assert "已从网站消失" not in page("甲市储粮办法", "source_id", "source")
    response = asyncio.run(datasette.client.get("/" + quote(f"regulation/{document(folder)}")))
    assert f'href="{site.url}/same"' in response.text


def document(folder: Path) -> str:
    """Return the identifier of a document."""
    ((found,),) = rows(folder / "second.db", "select id from documents where title = '甲市储粮办法'")
    return str(found)


def test_two_site_files_of_one_host_share_its_pace(tmp_path: Path) -> None:
    pages = {"/robots.txt": Reply("")}
    for name in ("a", "b"):
        names = [f"/{name}{number}" for number in range(4)]
        pages |= {f"/{name}": Reply(listing(*names)), **{page: Reply(law(page[1:], 1)) for page in names}}
    with served(pages) as site:
        for name in ("a", "b"):
            toml = site_file(tmp_path, site, delay=0.1).read_text(encoding="utf-8")
            toml = toml.replace('"local"', f'"{name}"').replace(f'{site.url}/"', f'{site.url}/{name}"')
            (tmp_path / f"{name}.toml").write_text(toml, encoding="utf-8")
        done = run(tmp_path, "crawl", "a.toml", "b.toml")
    assert done.returncode == 0, done.stderr
    assert len(site.asked) == 12 and site.most_at_once == 1 and min(site.gaps()) >= 0.1
    paths = [path for _, path, _ in site.asked]
    assert paths.index("/b0") < paths.index("/a3")  # side by side, and not one behind the other


def test_rows_of_snapshots_go_with_their_files(tmp_path: Path) -> None:
    with served({"/": Reply(listing("/1")), "/1": Reply(law("甲", 1))}) as site:
        run(tmp_path, "crawl", site_file(tmp_path, site))
    build([tmp_path / "corpus"], tmp_path / "a.db")
    assert rows(tmp_path / "a.db", "select count(*) from snapshots") == [(1,)]
    for file in (tmp_path / "corpus").rglob("*.warc.gz"):
        file.unlink()
    build([tmp_path / "corpus"], tmp_path / "a.db", prune=True)
    assert rows(tmp_path / "a.db", "select count(*) from snapshots") == [(0,)]


def test_other_rules_read_again_what_was_kept(tmp_path: Path) -> None:
    with served({"/": Reply(listing("/1")), "/1": Reply(law("甲", 1, more="<p>附：收费30元。</p>"))}) as site:
        toml = site_file(tmp_path, site)
        run(tmp_path, "crawl", toml)
        build([tmp_path / "corpus"], tmp_path / "a.db")
        toml.write_text(
            toml.read_text(encoding="utf-8").replace('drop = ".ad"', 'drop = "p:last-child"'), encoding="utf-8"
        )
        run(tmp_path, "crawl", toml, "--most", 1)
    report = build([tmp_path / "corpus"], tmp_path / "a.db")
    assert list(report.reasons) == ["other columns are asked for (--fields), or the rules of its site changed"]
    assert rows(tmp_path / "a.db", "select text like '%30元%' from sources") == [(0,)]


def test_a_round_that_asked_for_all_it_may_leaves_the_rest_to_the_next(tmp_path: Path) -> None:
    names = [f"/{number}" for number in range(6)]
    pages = {"/": Reply(listing(*names)), **{name: Reply(law(f"事项{name[1:]}", 1)) for name in names}}
    with served(pages) as site:
        toml = site_file(tmp_path, site, more="max_pages = 4")
        for _ in range(2):
            run(tmp_path, "crawl", toml)
    assert set(names) <= set(site.counts())


def test_it_slows_down_for_a_site_that_answers_slowly_and_asks_for_changes_since_a_day(tmp_path: Path) -> None:
    day = "Mon, 02 Mar 2026 08:00:00 GMT"
    same = Reply(law("旧规", 1), headers={"Last-Modified": day})
    pages = {
        "/robots.txt": Reply(""),
        "/": Reply(listing("/slow", "/1", "/2", "/dated")),
        "/slow": Reply(law("迟缓", 2), seconds=0.8),
        "/1": Reply(law("甲", 3)),
        "/2": Reply(law("乙", 4)),
        "/dated": lambda site, handler: (
            Reply(status=304) if handler.headers.get("If-Modified-Since") == day else same  # type: ignore[union-attr]
        ),
    }
    with served(pages) as site:
        toml = site_file(tmp_path, site)
        run(tmp_path, "crawl", toml)
        gaps = site.gaps()
        run(tmp_path, "crawl", toml, "--most", 5)
    assert gaps[2] >= 0.8  # one at a time
    assert gaps[3] >= 0.3 and gaps[4] >= 0.15  # AutoThrottle, which forgets a slow answer by halves
    assert ("revisit", "/dated", 304) in kept(tmp_path)
