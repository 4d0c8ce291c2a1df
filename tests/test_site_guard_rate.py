"""How often an address may ask, whom a request is taken to come from, and which connections are closed."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

import httpx
import pytest
import uvicorn
from fatiao.publish.guard import connections
from fatiao.publish.guard.connections import GuardedProtocol
from fatiao.publish.guard.options import SiteOptions
from fatiao.publish.guard.rate import BURST, Buckets, bucket_of
from fatiao.publish.serve import UVICORN_SETTINGS, site
from fatiao.publish.served import read_served

ADDRESSES = [
    ("192.0.2.7", "192.0.2.7", "one of IPv4"),
    ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64", "one of IPv6 is one of its network"),
    ("2001:db8:1:2::9", "2001:db8:1:2::/64", "as is another one"),
    ("::ffff:192.0.2.7", "192.0.2.7", "one of IPv4 written as one of IPv6"),
    ("unix", "unix", "what is no address"),
]


@pytest.mark.parametrize(("host", "bucket"), [row[:2] for row in ADDRESSES], ids=[row[2] for row in ADDRESSES])
def test_whose_bucket_it_is(host: str, bucket: str) -> None:
    assert bucket_of(host) == bucket


def test_a_bucket_is_emptied_and_fills_again() -> None:
    now = [0.0]
    buckets = Buckets(2, lambda: now[0])
    assert [buckets.take("a") for _ in range(2 * BURST + 1)] == [0] * 2 * BURST + [1]
    assert buckets.take("b") == 0
    now[0] = 1.0
    assert [buckets.take("a") for _ in range(3)] == [0, 0, 1]
    now[0] = 1000.0
    assert [buckets.take("a") for _ in range(2 * BURST + 1)] == [0] * 2 * BURST + [1]


def test_a_slow_rate_tells_how_long_to_wait() -> None:
    buckets = Buckets(0.1, lambda: 0.0)
    assert [buckets.take("a") for _ in range(BURST + 1)] == [0] * BURST + [10]


def test_no_more_addresses_are_kept_than_ten_thousand() -> None:
    buckets = Buckets(1, lambda: 0.0)
    for number in range(12_000):
        buckets.take(str(number))
    assert len(buckets._held) == 10_000


@contextmanager
def served(database: Path, options: SiteOptions) -> Iterator[str]:
    """Serve as `fatiao serve` does, in a thread."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        config = uvicorn.Config(
            site(read_served([str(database)]), options),
            log_level="error",
            http=partial(GuardedProtocol, proxies=options.proxies),  # type: ignore[arg-type]
            proxy_headers=bool(options.proxies),
            forwarded_allow_ips=list(options.proxies),
            **UVICORN_SETTINGS,
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, args=[[listening]], daemon=True)
        thread.start()
        while not server.started:
            assert thread.is_alive(), "the site does not start"
            time.sleep(0.02)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join()


def statuses(address: str, count: int, path: str = "/api", **headers: str) -> list[int]:
    with httpx.Client(base_url=address, timeout=None) as client:
        return [client.get(path, headers=headers).status_code for _ in range(count)]


def test_an_address_may_ask_only_so_often(database: Path) -> None:
    with served(database, SiteOptions(rate=0.5)) as address:
        assert statuses(address, BURST + 2) == [200] * BURST + [429] * 2
        page, data = (httpx.get(address + path, timeout=None) for path in ("/", "/fatiao/documents.json"))
        assert page.status_code == 429 and "请求太快" in page.text and int(page.headers["retry-after"]) in (1, 2)
        assert data.json()["status"] == 429 and data.headers["x-content-type-options"] == "nosniff"
        assert set(statuses(address, 5, "/-/fatiao/0123456789ab/fatiao.css")) == {200}
        spoofed = {"x-forwarded-for": "203.0.113.9", "forwarded": "for=203.0.113.9"}
        assert statuses(address, 2, **spoofed) == [429] * 2  # nobody is believed unasked


def test_a_trusted_proxy_tells_who_asks(database: Path) -> None:
    with served(database, SiteOptions(rate=0.01, proxies=("127.0.0.1",))) as address:
        first, second = {"x-forwarded-for": "203.0.113.9"}, {"x-forwarded-for": "203.0.113.10"}
        assert statuses(address, BURST + 1, **first)[-2:] == [200, 429]
        assert statuses(address, BURST + 1, **second)[-2:] == [200, 429]
        forged = {"x-forwarded-for": "198.51.100.1, 203.0.113.9"}  # the proxy adds whom it has heard
        assert statuses(address, 1, **forged) == [429]


def test_any_number_of_requests_where_the_owner_says_so(database: Path) -> None:
    with served(database, SiteOptions(rate=0)) as address:
        assert set(statuses(address, 3 * BURST)) == {200}


def test_connections_that_say_nothing_or_too_slowly_are_closed(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "_EVERY", 0.1)
    monkeypatch.setattr(connections, "HEAD_SECONDS", 0.5)
    monkeypatch.setattr(connections, "BODY_SECONDS", 0.5)
    with served(database, SiteOptions(rate=0)) as address:
        port = int(address.rpartition(":")[2])
        for said in (
            b"",
            b"GET / HTTP/1.1\r\nHost: x\r\n",
            b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n1",
        ):
            with closing(socket.create_connection(("127.0.0.1", port), timeout=20)) as connection:
                connection.sendall(said)
                assert read_to_end(connection)
        assert statuses(address, 1) == [200]


def test_answers_that_nobody_reads_are_dropped(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "_EVERY", 0.1)
    monkeypatch.setattr(connections, "STALLED_SECONDS", 0.5)
    with served(database, SiteOptions(rate=0)) as address, closing(socket.socket()) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.connect(("127.0.0.1", int(address.rpartition(":")[2])))
        connection.settimeout(20)
        asked = 0
        with pytest.raises(OSError):  # the connection is reset; more is asked for than sockets hold
            while asked < 100_000:
                connection.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
                asked += 1
                time.sleep(0.001)
        assert asked < 100_000 and statuses(address, 1) == [200]


def read_to_end(connection: socket.socket) -> bytes:
    """Return what comes until the other end closes; TimeoutError where it does not."""
    out = b""
    try:
        while more := connection.recv(1 << 16):
            out += more
    except ConnectionError:
        pass
    return out or b"closed"


def test_one_address_has_only_so_many_connections(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "MOST_OF_ADDRESS", 5)
    for proxies, most in (((), 5), (("127.0.0.1",), 8)):
        with served(database, SiteOptions(rate=0, proxies=proxies)) as address:
            opened = [socket.create_connection(("127.0.0.1", int(address.rpartition(":")[2]))) for _ in range(8)]
            time.sleep(0.3)
            answered = 0
            for connection in opened:
                with closing(connection):
                    try:
                        connection.sendall(b"GET /-/versions.json HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                        answered += connection.recv(100).startswith(b"HTTP/1.1 200")
                    except ConnectionError:
                        continue
            assert answered == most


def test_several_processes_answer_and_each_has_the_options_of_the_command(database: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = [
        "--sql",
        "--rate",
        "0.001",
        "--workers",
        "2",
        "--trust-proxy",
        "10.0.0.0/8",
        "--trust-proxy",
        "127.0.0.1",
    ]
    command = [sys.executable, "-m", "fatiao", "serve", "--db", str(database), "--port", str(port), *options]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        while True:
            try:
                answer = httpx.get(f"http://127.0.0.1:{port}/fatiao.json?sql=select+7", timeout=None)
                break
            except httpx.TransportError:
                assert running.poll() is None, "the site does not start"
                time.sleep(0.1)
        assert answer.json()["rows"] == [[7]]
        rows = httpx.get(f"http://127.0.0.1:{port}/fatiao/parameters.json?_shape=array", timeout=None)
        assert len(rows.json()) == 4
        headers = {"x-forwarded-for": "203.0.113.9"}
        assert 429 in statuses(f"http://127.0.0.1:{port}", 2 * BURST + 2, **headers)
    finally:
        running.send_signal(signal.SIGINT)
        running.wait()


def test_what_is_no_address_of_a_proxy_is_told(database: Path) -> None:
    command = [sys.executable, "-m", "fatiao", "serve", "--db", str(database), "--trust-proxy", "10.0.0.7/24"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 2 and "10.0.0.7/24 is no address (10.0.0.7) and no network" in done.stderr
