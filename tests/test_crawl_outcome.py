"""What an answer means, a row a case."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import pytest
from crawled import law, listing
from fatiao.ingest.crawl.frontier import Address
from fatiao.ingest.crawl.outcome import outcome_of
from fatiao.ingest.crawl.snapshots import Answer
from fatiao.ingest.sites.file import Site, read_site
from fatiao.ingest.sites.page import take
from fatiao.ingest.sites.rules import Rules

SITE = """
contact = "mailto:crawl@laws.cn"
start = "http://a.cn/"
max_bytes = 20000
[select]
list = "ul.more a"
detail = "ul.list a"
next = "a.next"
title = "h1"
{body}
attachments = "div.body a"
"""
URL = "http://a.cn/x"
HTML = "text/html; charset=utf-8"


def site_of(tmp_path: Path, body: str = 'body = "div.body"') -> Site:
    path = tmp_path / "a.toml"
    path.write_text(SITE.format(body=body), encoding="utf-8")
    return read_site(path)


def address(role: str = "detail", digest: str | None = None, hops: int = 0) -> Address:
    return Address(URL, role, "taken", None, hops, 0, None, None, digest, 0, None)


def answer(body: bytes | str = b"", status: int = 200, sent: str = HTML, **headers: str) -> Answer:
    raw = body.encode() if isinstance(body, str) else body
    told = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Answer(URL, status, (("Content-Type", sent), *told), raw, 1.0)


@pytest.mark.parametrize(
    ("role", "digest", "reply", "what", "state", "is_kept"),
    [
        ("detail", None, answer(law("甲", 1)), "new", "done", True),
        ("detail", "x", answer(law("甲", 1)), "changed", "done", True),
        ("detail", "x", answer("", 304), "unchanged", "done", True),
        ("detail", "x", answer("no", 404), "gone", "gone", True),
        ("detail", "x", answer("no", 410), "gone", "gone", True),
        ("detail", None, answer("no", 404), "absent", "gone", True),
        ("list", "x", answer("no", 404), "absent", "gone", True),
        ("detail", None, answer("no", 429), "to try again", "queued", False),
        ("detail", None, answer("no", 503), "to try again", "queued", False),
        ("detail", None, answer("no", 403), "failed", "failed", False),
        ("detail", None, answer("no", 206), "failed", "failed", False),
        ("detail", None, answer("<p>x</p>"), "failed", "failed", False),
        ("detail", None, answer(b"%PDF-1.7 x", sent="application/pdf"), "new", "done", True),
        ("attachment", None, answer(b"\xd0\xcf\x11\xe0 x", sent="application/msword"), "new", "done", True),
        ("attachment", None, answer("<p>a page</p>"), "new", "done", True),
        ("attachment", None, answer(b"", sent="application/octet-stream"), "new", "done", True),
        ("attachment", "x", answer("no", 404), "gone", "gone", True),
        ("list", None, answer(listing("/1")), "lists", "done", True),
        ("list", None, answer(b"\x00" * 50), "lists", "done", True),
        ("detail", None, answer(b"x" * 20_001), "failed", "failed", False),
        ("detail", None, answer(gzip.compress(bytes(10**7)), Content_Encoding="gzip"), "failed", "failed", False),
        ("attachment", None, answer(b"x", Content_Encoding="br"), "failed", "failed", False),
    ],
)
def test_what_an_answer_means(
    tmp_path: Path, role: str, digest: str | None, reply: Answer, what: str, state: str, is_kept: bool
) -> None:
    found = outcome_of(site_of(tmp_path), address(role, digest), reply)
    assert (found.what, found.state, found.is_kept) == (what, state, is_kept)
    assert bool(found.problem) == bool(found.remedy) == (state in ("failed", "queued") and what != "to try again") or (
        what == "to try again" and found.problem
    )


@pytest.mark.parametrize(
    ("location", "hops", "what"),
    [
        ("/y", 0, "moved"),
        ("http://b.a.cn/y", 0, "moved"),
        ("https://a.cn/x", 0, "moved"),
        ("//a.cn:8080/y", 0, "moved"),
        ("/y", 5, "failed"),
        ("/x#top", 0, "failed"),
        ("http://a.cn.evil.cn/", 0, "failed"),
        ("http://evila.cn/", 0, "failed"),
        ("http://a.cn@evil.cn/", 0, "failed"),
        ("http://evil.cn\\@a.cn/", 0, "failed"),
        ("//169.254.169.254/", 0, "failed"),
        ("ftp://a.cn/", 0, "failed"),
        ("data:text/html,x", 0, "failed"),
        ("http://[::1", 0, "failed"),
        ("", 0, "failed"),
    ],
)
def test_a_redirect_is_followed_within_the_site_alone(tmp_path: Path, location: str, hops: int, what: str) -> None:
    found = outcome_of(site_of(tmp_path), address(hops=hops), answer("", 302, Location=location))
    assert found.what == what


@pytest.mark.parametrize(
    ("more", "attachments", "offsite"),
    [
        ("<a href='/f.pdf'>1</a><a href='f.doc#p'>2</a><a href='/f.pdf'>1</a>", ["/f.pdf", "/f.doc"], 0),
        ("<a href='http://b.a.cn/f.pdf'>1</a>", ["http://b.a.cn/f.pdf"], 0),
        ("<a href='http://b.cn/f.pdf'>1</a><a href='file:///etc/passwd'>2</a>", [], 2),
        ("<a href='/附件 1.doc'>1</a>", ["/%E9%99%84%E4%BB%B6%201.doc"], 0),
        ("<a href='../../f.pdf'>1</a><a href='/x'>itself</a>", ["/f.pdf"], 0),
        ("<a name='x'>1</a>", [], 0),
    ],
)
def test_files_that_belong_to_a_page(tmp_path: Path, more: str, attachments: list[str], offsite: int) -> None:
    found = outcome_of(site_of(tmp_path), address(), answer(law("甲", 1, more=more)))
    assert [(link.url.removeprefix("http://a.cn"), link.role) for link in found.links] == [
        (url, "attachment") for url in attachments
    ]
    assert found.offsite == offsite


def test_a_page_that_nobody_thought_of_is_a_line_and_not_the_end(tmp_path: Path, monkeypatch: Any) -> None:
    def fails(*_: object) -> None:
        raise RecursionError("too deep\nat all")

    monkeypatch.setattr("fatiao.ingest.crawl.outcome.take", fails)
    found = outcome_of(site_of(tmp_path), address(), answer(law("甲", 1)))
    assert (found.what, found.problem) == ("failed", "it cannot be read (RecursionError: too deep)")


ARTICLES = "".join(
    f"<p>第{number}条 经营者应当按照本办法的规定收费，不得超过{number}元。</p>" for number in "一二三四五六"
)
MENU = "".join(f"<li><a href='/{number}'>栏目{number}</a></li>" for number in range(20))


@pytest.mark.parametrize(
    ("page", "has", "has_not"),
    [
        (f"<body><ul>{MENU}</ul><div>{ARTICLES}</div></body>", ["第一条", "第六条"], ["栏目3"]),
        (f"<body><article>{ARTICLES}</article><footer>版权所有</footer></body>", ["第一条", "第六条"], ["版权所有"]),
        (f"<body><div><table><tr><td>{ARTICLES}</td></tr></table></div></body>", ["第一条", "第六条"], []),
        (f"<body><div>{ARTICLES.replace('<p>', '').replace('</p>', '<br>')}</div></body>", ["第一条", "第六条"], []),
        (f"<body><div class='ad'>{ARTICLES[:60]}广告</div><div>{ARTICLES}</div></body>", ["第二条"], ["广告"]),
    ],
    ids=["beside a menu", "above a footer", "in a table", "parted by br", "without what is dropped"],
)
def test_without_a_selector_of_the_body_the_main_text_is_found(page: str, has: list[str], has_not: list[str]) -> None:
    taken = take(f"<html>{page}</html>".encode(), URL, HTML, Rules(drop=(".ad",)))
    assert [word for word in has if word not in taken.body] == []
    assert [word for word in has_not if word in taken.body] == []
