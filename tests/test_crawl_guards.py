"""What a crawl must not do: connect into the own network, ask what robots.txt forbids, ask too soon."""

from __future__ import annotations

import asyncio
import socket
import time
from itertools import pairwise
from typing import Any

import pytest
from fatiao.ingest.crawl.guard import Guard
from fatiao.ingest.crawl.pace import Pace, back_off, retry_after
from fatiao.ingest.crawl.resolver import GuardedResolver
from fatiao.ingest.crawl.robots import ALLOWED, FORBIDDEN, NONE, robots_of


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.8.8.8", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0"),
        *("100.64.0.1", "224.0.0.1", "255.255.255.255", "240.0.0.1", "192.0.2.1", "198.18.0.1"),
        *("::1", "::", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::"),
        *("64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::7f00:1", "2001:db8::1", "3fff::1", "fec0::1"),
        *("::7f00:1", "192.88.99.1", "2001::1"),
    ],
)
def test_an_address_that_is_not_public_is_refused(address: str) -> None:
    guard = Guard()
    assert not guard.may_connect("a.cn", [address])
    assert guard.refused == {"a.cn": address}


def test_public_addresses_and_what_a_person_allows_are_not_refused() -> None:
    assert Guard().may_connect("a.cn", ["8.8.8.8", "2606:4700::1"])
    guard = Guard(["127.0.0.1", "10.1.0.0/16"])
    assert guard.may_connect("a.cn", ["127.0.0.1", "10.1.2.3"])
    assert not guard.may_connect("a.cn", ["10.2.0.1"])


def test_a_host_with_one_address_that_is_not_public_is_refused() -> None:
    assert not Guard().may_connect("a.cn", ["8.8.8.8", "127.0.0.1"])


def test_a_host_that_is_public_again_is_refused_no_longer() -> None:
    guard = Guard()
    assert not guard.may_connect("a.cn", ["127.0.0.1"])
    assert guard.may_connect("a.cn", ["8.8.8.8"]) and guard.refused == {}


class Receiver:
    """Keeps what Twisted is told of a host."""

    def __init__(self) -> None:
        self.addresses: list[str] = []
        self.done = False

    def resolutionBegan(self, resolution: Any) -> None:
        pass

    def addressResolved(self, address: Any) -> None:
        self.addresses.append(address.host)

    def resolutionComplete(self) -> None:
        self.done = True


def test_a_host_is_looked_up_once_and_connected_to_at_the_address_that_was_checked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A name that says another address the second time (DNS rebinding) is never asked a second time."""
    from fatiao.ingest.crawl import resolver as module
    from twisted.internet import defer

    answers = iter(["8.8.8.8", "127.0.0.1"])
    asked: list[str] = []

    def lookup(host: str, port: int) -> list[Any]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

    monkeypatch.setattr(module, "deferToThread", lambda call, *values: defer.execute(call, *values))
    guard = Guard()
    resolver = GuardedResolver(None, guard, lookup)
    first, second = Receiver(), Receiver()
    resolver.resolveHostName(first, "a.cn", 80)
    assert (first.addresses, asked) == (["8.8.8.8"], ["a.cn"])
    resolver.resolveHostName(second, "a.cn", 80)
    assert (second.addresses, second.done, guard.refused) == ([], True, {"a.cn": "127.0.0.1"})


def test_robots_is_obeyed_by_name_and_for_all() -> None:
    robots = robots_of(200, b"User-agent: *\nDisallow: /\nUser-agent: fatiao\nDisallow: /private\nCrawl-delay: 7")
    assert (robots.verdict("http://a.cn/x"), robots.verdict("http://a.cn/private/x")) == (ALLOWED, FORBIDDEN)
    assert robots.delay == 7
    assert robots_of(200, b"User-agent: *\nRequest-rate: 1/20").delay == 20
    assert robots_of(200, b"User-agent: *\nDisallow: /").verdict("http://a.cn/") == FORBIDDEN


@pytest.mark.parametrize(
    ("text", "path", "verdict"),
    [
        ("Disallow: /a\nAllow: /a/b", "/a/b", ALLOWED),
        ("Allow: /a\nDisallow: /a", "/a", ALLOWED),
        ("Allow: /a\nDisallow: /a/b", "/a/b", FORBIDDEN),
        ("Disallow: /*.pdf$", "/x.pdf", FORBIDDEN),
        ("Disallow: /*.pdf$", "/x.pdf?y", ALLOWED),
        ("Disallow: /*?", "/x?y", FORBIDDEN),
        ("Disallow: /法", "/%E6%B3%95/1", FORBIDDEN),
        ("Disallow: /%E6%B3%95", "/%e6%b3%95/1", FORBIDDEN),
        ("Disallow:", "/x", ALLOWED),
        ("Disallow: /\n\nUser-agent: fatiao\nDisallow:", "/x", ALLOWED),
        ("Allow: /\n\nUser-agent: FATIAO\nUser-agent: other\nDisallow: /", "/x", FORBIDDEN),
        ("Disallow: /x # a remark", "/x", FORBIDDEN),
        ("disallow : /x", "/x", FORBIDDEN),
    ],
)
def test_the_longest_rule_counts_with_its_wildcards(text: str, path: str, verdict: str) -> None:
    assert robots_of(200, f"\ufeffUser-agent: *\n{text}\n".encode()).verdict(f"http://a.cn{path}") == verdict


@pytest.mark.parametrize("value", ["nan", "inf", "-5", "soon", ""])
def test_a_delay_that_is_none_is_none(value: str) -> None:
    assert robots_of(200, f"User-agent: *\nCrawl-delay: {value}".encode()).delay == 0


@pytest.mark.parametrize(
    ("status", "verdict"), [(404, NONE), (403, NONE), (301, NONE), (500, FORBIDDEN), (429, FORBIDDEN), (0, FORBIDDEN)]
)
def test_a_robots_file_that_is_not_there_forbids_nothing_and_one_that_fails_all(status: int, verdict: str) -> None:
    assert robots_of(status, b"").verdict("http://a.cn/") == verdict


@pytest.mark.parametrize(
    ("value", "until"),
    [("120", 1120.0), (" 3 ", 1003.0), ("Thu, 01 Jan 1970 00:20:00 GMT", 1200.0), ("soon", None), ("", None)],
)
def test_retry_after_is_seconds_or_a_date(value: str, until: float | None) -> None:
    assert retry_after(value, 1000.0) == until


def test_each_failure_doubles_the_wait() -> None:
    assert [back_off(3.0, tries) for tries in (1, 2, 3)] == [15.0, 30.0, 60.0]
    assert back_off(3.0, 40) == 3600


def test_a_host_is_asked_one_thing_at_a_time_by_all_sites() -> None:
    pace, asked = Pace(), []

    async def ask() -> None:
        async with pace.lock("a.cn"):
            await pace.wait("a.cn", 0.05)
            asked.append(time.monotonic())
            pace.answered("a.cn")

    async def main() -> None:
        await asyncio.gather(*(ask() for _ in range(4)))

    asyncio.run(main())
    assert all(later - earlier >= 0.05 for earlier, later in pairwise(asked))
