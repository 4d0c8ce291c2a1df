"""Pages that are kept: shown while nothing has changed, and to nobody else than they are for."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from datasette.app import Datasette
from fatiao.publish import facets
from fatiao.publish.cache import pages
from fatiao.publish.cache.pages import PageCache
from fatiao.publish.database import file_version, is_settled
from fatiao.publish.guard import database as database_of_the_guard
from fatiao.publish.serve import build
from fatiao.store.editors import add_editor, stamp_of

HIT, MISS, BYPASS = "fatiao; hit", "fatiao; fwd=uri-miss", "fatiao; fwd=bypass"


def settle(database: Path) -> None:
    """Let the files be written long ago."""
    for file in (database, database.with_name(database.name + "-wal")):
        if file.exists():
            os.utime(file, (time.time() - 60, time.time() - 60))


@pytest.fixture
def datasette(database: Path) -> Datasette:
    settle(database)
    return build(database)


Get = Callable[..., httpx.Response]


@pytest.fixture
def get(datasette: Datasette) -> Get:
    # one application for a test, as there is one for a site; Datasette's own client makes another for each request
    transport = httpx.ASGITransport(datasette.app())

    def ask(path: str, method: str = "GET", host: str = "site", **headers: str) -> httpx.Response:
        async def send() -> httpx.Response:
            async with httpx.AsyncClient(transport=transport, base_url=f"http://{host}") as client:
                return await client.request(method, path, headers={"accept-encoding": "identity", **headers})

        return asyncio.run(send())

    return ask


def document(database: Path) -> str:
    with closing(sqlite3.connect(database)) as connection:
        return "/regulation/" + quote(connection.execute("select id from documents").fetchone()[0], safe="")


PATHS = [
    "/",
    "/search?q=贷款",
    "/compare",
    "/charts",
    "/api",
    "/feed.atom",
    "/fatiao",
    "/fatiao/parameters",
    "/fatiao/documents",
    "/fatiao/documents.json",
    "/fatiao/documents.csv",
    "/fatiao/fines_above",
]


@pytest.mark.parametrize("path", PATHS)
def test_what_is_asked_for_again_is_given_as_it_was(get: Get, path: str) -> None:
    first, again = get(path), get(path)
    for _ in range(5):  # on a busy machine rows may be counted too slowly, and what lacks their number is not kept
        if again.headers["cache-status"] != HIT:
            first, again = again, get(path)
    assert (first.status_code, first.headers["cache-status"]) == (200, MISS)
    assert again.headers["cache-status"] == HIT and again.content == first.content
    different = {"cache-status", "content-length"}
    told = [{name: value for name, value in one.headers.items() if name not in different} for one in (first, again)]
    assert told[0] == told[1]
    assert first.headers["cache-control"] == "no-cache"
    assert first.headers["vary"] == "accept-encoding, authorization, cookie"


def test_a_regulation_is_kept(get: Get, database: Path) -> None:
    assert [get(document(database)).headers["cache-status"] for _ in range(2)] == [MISS, HIT]


def test_who_has_a_page_is_told_so_without_it(get: Get) -> None:
    tag = get("/").headers["etag"]
    answer = get("/", **{"if-none-match": f'"x", {tag}'})
    assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", tag)
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert get("/search", **{"if-none-match": tag}).status_code == 200, "it is another page's"
    assert get("/", **{"if-none-match": '"x"'}).status_code == 200


def test_a_change_of_the_database_is_shown_at_once(get: Get, database: Path) -> None:
    tag = get("/fatiao/documents").headers["etag"]
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("update documents set title = '丙市办法'")
    changed = get("/fatiao/documents", **{"if-none-match": tag})
    assert changed.status_code == 200 and "丙市办法" in changed.text
    assert "etag" not in changed.headers, "it may be changing still"
    settle(database)
    assert get("/fatiao/documents", **{"if-none-match": tag}).headers["cache-status"] == MISS
    assert get("/fatiao/documents").headers["cache-status"] == HIT
    database.rename(database.with_name("away.db"))
    assert get("/fatiao/documents").status_code == 503


def test_another_day_is_another_page(get: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    tag = get("/").headers["etag"]

    class Tomorrow(pages.date):
        @classmethod
        def today(cls) -> Any:
            return cls(2999, 1, 1)

    monkeypatch.setattr(pages, "date", Tomorrow)
    assert get("/", **{"if-none-match": tag}).status_code == 200, "what is in force depends on it"


def test_what_an_editor_sees_is_shown_to_nobody_else(get: Get, datasette: Datasette, database: Path) -> None:
    add_editor(database, "王编辑", "correct horse")
    said = {"name": "王编辑", "stamp": stamp_of(database, "王编辑"), "until": time.time() + 60}
    cookie = "fatiao_editor=" + datasette.sign(said, "fatiao-editor")
    for path in ("/", document(database), "/fatiao/documents", "/fatiao/parameters"):
        for _ in range(2):
            own = get(path, cookie=cookie)
            assert "王编辑" in own.text and "etag" not in own.headers
            assert own.headers["cache-control"] == "private, no-store"
        assert "王编辑" not in get(path).text
        tag = get(path).headers["etag"]
        assert "王编辑" not in get(path).text
        assert "王编辑" in get(path, cookie=cookie, **{"if-none-match": tag}).text


@pytest.mark.parametrize(
    "header",
    [
        {"authorization": "Bearer x"},
        {"cookie": "ds_actor=x"},
        {"cookie": "ds_csrftoken=x; another=y"},
        {"cookie": "fatiao_editor="},
    ],
    ids=str,
)
def test_whoever_might_be_known_gets_a_page_of_ones_own(get: Get, header: dict[str, str]) -> None:
    tag = get("/").headers["etag"]
    answer = get("/", **{"if-none-match": tag, **header})
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "private, no-store")
    assert "etag" not in answer.headers


def test_who_has_seen_a_form_is_no_one_else(get: Get) -> None:
    get("/")
    assert get("/", cookie="ds_csrftoken=x").headers["cache-status"] == HIT


@pytest.mark.parametrize("path", ["/review", "/review/sign-in", "/review/progress", "/review/decisions", "/report"])
def test_what_follows_decisions_or_has_a_token_is_not_kept(get: Get, path: str) -> None:
    for cookie in ({}, {"cookie": "ds_csrftoken=x"}):
        for _ in range(2):
            answer = get(path, **cookie)
            assert not {"etag", "cache-status"} & set(answer.headers)
            assert answer.headers.get("cache-control") == "private, no-store" or "csrftoken" not in answer.text


@pytest.mark.parametrize("path", ["/missing", "/fatiao/missing.json", "/fatiao/parameters?_sort=x", "/regulation/x"])
def test_errors_are_not_kept(get: Get, path: str) -> None:
    for _ in range(2):
        answer = get(path)
        assert answer.status_code in (400, 404) and answer.headers["cache-status"] == BYPASS
        assert "etag" not in answer.headers


def test_styles_are_kept_by_browsers_editors_too(get: Get) -> None:
    path = next(part for part in get("/").text.split('"') if part.endswith(".css"))
    for header in ({}, {"cookie": "fatiao_editor=x"}):
        assert "immutable" in get(path, **header).headers["cache-control"]


@pytest.mark.parametrize(
    ("accepted", "packed"),
    [("gzip, br", True), ("br;q=1.0, gzip;q=0.8", True), ("*", True), ("gzip;q=0", False), ("br", False), ("", False)],
)
def test_an_answer_is_packed_for_who_can_unpack_it(get: Get, accepted: str, packed: bool) -> None:
    plain = get("/").content
    answer = get("/", **{"accept-encoding": accepted})
    assert answer.headers["cache-status"] == HIT
    assert (answer.headers.get("content-encoding") == "gzip") is packed
    assert answer.content == plain and int(answer.headers["content-length"]) <= len(plain)


def test_a_head_has_no_body_and_is_kept_for_no_page(get: Get) -> None:
    assert [get("/", "HEAD").headers["cache-status"] for _ in range(2)] == [MISS, MISS]
    page = get("/")
    head = get("/", "HEAD")
    assert head.headers["cache-status"] == HIT and head.content == b""
    assert int(head.headers["content-length"]) == len(page.content)


def test_addresses_in_a_page_are_those_it_was_asked_at(get: Get) -> None:
    assert "http://site/" in get("/feed.atom").text
    assert "http://other/" in get("/feed.atom", host="other").text


def test_all_that_is_kept_is_bounded(database: Path) -> None:
    settle(database)
    body = os.urandom(1000)

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for _ in range(int(scope["query_string"])):
            await send({"type": "http.response.body", "body": body, "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    class File:
        path = str(database)

    cache = PageCache(app, lambda: file_version(File), lambda _path: True, {}, most_bytes=10_000)

    def ask(path: str, pieces: int = 1) -> str:
        sent: list[Any] = []

        async def send(message: Any) -> None:
            sent.append(message)

        scope = {"type": "http", "method": "GET", "scheme": "http", "path": path, "headers": []}
        asyncio.run(cache({**scope, "query_string": str(pieces).encode()}, None, send))
        assert sum(len(message.get("body", b"")) for message in sent) == pieces * 1000
        return dict(sent[0]["headers"])[b"cache-status"].decode()

    assert [ask(f"/{n}") for n in range(4)] == [MISS] * 4
    assert ask("/0") == HIT
    assert ask("/4") == MISS
    assert [ask("/0"), ask("/1")] == [HIT, MISS], "what was asked for longest ago has gone"
    assert [ask("/large", 2500) for _ in range(2)] == [MISS, MISS], "what is too large is sent and not kept"


@pytest.mark.parametrize(
    ("path", "module", "name", "which"),
    [
        # Datasette ends a stream that breaks off as if it were whole, and leaves out facets that took too long
        ("/fatiao/provisions.csv?_stream=1&_size=1", database_of_the_guard, "read_rows", 7),
        ("/fatiao/parameters.json?_facet_size=5", facets, "parse_rowids", 1),
    ],
)
def test_what_is_not_whole_is_not_kept(
    get: Get, monkeypatch: pytest.MonkeyPatch, path: str, module: ModuleType, name: str, which: int
) -> None:
    before, count = getattr(module, name), 0

    def interrupted_once(*arguments: Any) -> Any:
        nonlocal count
        count += 1
        if count == which:
            raise sqlite3.OperationalError("interrupted")
        return before(*arguments)

    monkeypatch.setattr(module, name, interrupted_once)
    broken, again = get(path), get(path)
    assert count > which and len(broken.text) < len(again.text)
    assert (broken.status_code, broken.headers["cache-status"], again.headers["cache-status"]) == (200, MISS, MISS)
    assert get(path).headers["cache-status"] == HIT


def test_a_file_that_was_written_just_now_is_not_settled() -> None:
    now = time.time_ns()
    assert not is_settled(((1, 1, now),)) and not is_settled(((1, 1, 0), (2, 1, now)))
    assert is_settled(((1, 1, now - 3_000_000_000),))
    assert is_settled(((1, 1, now + 10**12),)), "a clock that was put back keeps nothing from being kept"
