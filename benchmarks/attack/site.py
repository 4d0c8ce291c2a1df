"""Attacks on the site, each with what it does to those who only want to read.

usage: python benchmarks/attack/site.py DATABASE [ATTACK ...]

Serves DATABASE on a free port of the loopback for each attack (all of them by default), attacks it for some seconds,
and asks for the home page, a search and a regulation meanwhile, a new one each time, ten times a second. Prints for
each attack how long those readers waited at most and at the 95th percentile, what the attackers were answered, and the
most memory that the site had. Exits with 1 where a reader was not answered with 200, or waited longer than --most
seconds.
"""

from __future__ import annotations

import argparse
import http.client
import itertools
import socket
import sqlite3
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote, urlencode

_ENDLESS = "with recursive n(x) as (select 1 union all select x + 1 from n) select count(*) from n where x < 0"
_LARGE = "select hex(zeroblob(200000000))"
_WIDE = "with recursive n(x) as (select 1 union all select x + 1 from n) select x, hex(randomblob(1000000)) from n"
_BLOBS = "select randomblob(1000000) union all select randomblob(1000000) from n"
_SORTED = f"with recursive n(x) as ({_BLOBS}) select * from n order by x"
_TERMS = " OR ".join(map(chr, range(0x4E00, 0x4E00 + 800)))


def _sql(text: str) -> Callable[[int], str]:
    return lambda number: "/fatiao.json?" + urlencode({"sql": f"{text} -- {number}"})


def _table(name: str, **arguments: str) -> Callable[[int], str]:
    return lambda number: f"/fatiao/{name}?" + urlencode({**arguments, "_n": str(number)})


REQUESTS: dict[str, tuple[list[str], Callable[[int], str]]] = {
    "missing pages": ([], lambda number: f"/missing/{number}"),
    "endless queries": (["--sql"], _sql(_ENDLESS)),
    "one large value": (["--sql"], _sql(_LARGE)),
    "many large values": (["--sql"], _sql(_WIDE)),
    "large values sorted": (["--sql"], _sql(_SORTED)),
    "800 words": ([], _table("provisions", _search=_TERMS, _searchmode="raw")),
    "64 words": ([], _table("provisions", _search=" OR ".join(_TERMS.split(" OR ")[:64]), _searchmode="raw")),
    "all texts": ([], _table("sources.json", _size="max")),
    "large pages": ([], _table("provisions", _size="max")),
    "as large as allowed": ([], _table("parameters", _size="300", _nocol="rule")),
    "large answers": ([], _table("parameters.json", _size="max", _labels="on")),
    "whole tables": ([], _table("provisions.csv", _stream="on", _labels="on")),
    "words within texts": ([], lambda number: f"/fatiao/provisions?text__contains={quote('不在' + str(number))}"),
    "facets of texts": ([], _table("provisions", _facet="text", _facet_size="max")),
    "long searches": ([], lambda number: "/search?" + urlencode({"q": f"的 一 在 应当 {number % 100}"})),
}
"""Attacks by eight clients that ask again as soon as they are answered: options of the site, and what they ask for."""

CLIENTS = 8


class Site:
    """A site that is served while the block runs."""

    def __init__(self, database: Path, *options: str) -> None:
        """Serve `database`."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        command = [sys.executable, "-m", "fatiao", "serve", "--db", str(database), "--port", str(self.port), *options]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until = time.monotonic() + 60
        while time.monotonic() < until:
            with suppress(OSError):
                self.get("/")
                return
            time.sleep(0.1)
        raise RuntimeError("the site does not start")

    def __enter__(self) -> Site:
        return self

    def __exit__(self, *_error: object) -> None:
        self._process.terminate()
        self._process.wait()

    def get(self, path: str, until: float = float("inf"), timeout: float = 60) -> int:
        """Ask for a page, read it, but not beyond `until`, and return its status."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            while answer.read(1 << 16) and time.monotonic() < until:
                pass
            return answer.status
        finally:
            connection.close()

    def memory(self) -> int:
        """Return the most megabytes that the site had, on Linux."""
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        return int(status.split("VmHWM:")[1].split()[0]) // 1024


class Readers:
    """Readers who ask for a page ten times a second while the block runs, and how long they waited."""

    def __init__(self, site: Site, documents: list[str]) -> None:
        """Read on `site`."""
        self._site, self._documents = site, documents
        self._over = threading.Event()
        self._threads = [threading.Thread(target=self._read, args=(pages,)) for pages in (self._home(), self._others())]
        self.waited: list[float] = []
        self.failed: Counter[str] = Counter()

    def __enter__(self) -> Readers:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()

    def _home(self) -> Iterator[str]:
        yield from itertools.repeat("/")

    def _others(self) -> Iterator[str]:
        for number, document in enumerate(itertools.cycle(self._documents)):
            yield "/regulation/" + quote(document, safe="")
            yield "/search?" + urlencode({"q": f"罚款 {number}"})

    def _read(self, pages: Iterator[str]) -> None:
        while not self._over.wait(0.2):
            page, start = next(pages), time.perf_counter()
            try:
                status = str(self._site.get(page))
            except OSError as error:
                status = repr(error)
            self.waited.append(time.perf_counter() - start)
            if status != "200":
                self.failed[f"{status} {page[:40]}"] += 1


def flood(site: Site, path: Callable[[int], str], seconds: float) -> Counter[str]:
    """Ask by `CLIENTS` clients for so long, and return how often what was answered."""
    until, answers, numbers = time.monotonic() + seconds, Counter[str](), itertools.count()

    def client() -> None:
        while time.monotonic() < until:
            try:
                answers[str(site.get(path(next(numbers)), until))] += 1
            except (OSError, http.client.HTTPException) as error:
                answers[type(error).__name__] += 1

    threads = [threading.Thread(target=client) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def silent(site: Site, _seconds: float) -> Counter[str]:
    """Open 90 connections that say nothing or half a head, and count those that are closed within 20 seconds."""
    opened = []
    for number in range(90):
        connection = socket.create_connection(("127.0.0.1", site.port))
        if number % 2:
            connection.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nX: ")
        opened.append(connection)
    time.sleep(20)
    return Counter("closed" if _is_closed(connection) else "open" for connection in opened)


def unread(site: Site, _seconds: float) -> Counter[str]:
    """Ask for large answers on 60 connections, read nothing, and count those that are closed within 50 seconds."""
    opened = []
    for number in range(60):
        connection = socket.create_connection(("127.0.0.1", site.port))
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        path = f"/fatiao/provisions.json?_size=max&_labels=on&_n={number}"
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        opened.append(connection)
    time.sleep(50)
    return Counter("closed" if _is_closed(connection) else "open" for connection in opened)


def _is_closed(connection: socket.socket) -> bool:
    connection.settimeout(2)
    with connection:
        try:
            while connection.recv(1 << 16):
                pass
        except TimeoutError:
            return False
        except OSError:
            return True
    return True


Attack = Callable[[Site, float], Counter[str]]
OTHERS: dict[str, Attack] = {"silent connections": silent, "unread answers": unread}


def main() -> None:
    """Attack, and print what happened."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("database", type=Path)
    parser.add_argument("attacks", nargs="*", metavar="ATTACK", help=", ".join((*REQUESTS, *OTHERS)))
    parser.add_argument("--seconds", type=float, default=15)
    parser.add_argument("--most", type=float, default=1, help="seconds that a reader may wait")
    args = parser.parse_intermixed_args()
    connection = sqlite3.connect(f"{args.database.absolute().as_uri()}?mode=ro", uri=True)
    documents = [row[0] for row in connection.execute("select id from documents order by id limit 1000")]
    connection.close()
    is_bad = False
    for name in args.attacks or (*REQUESTS, *OTHERS):
        options, path = REQUESTS.get(name, ([], None))
        with Site(args.database, "--rate", "0", *options) as site:
            with Readers(site, documents) as readers:
                answers = flood(site, path, args.seconds) if path else OTHERS[name](site, args.seconds)
            worst, usual = max(readers.waited), statistics.quantiles(readers.waited, n=20)[-1]
            print(
                f"{name:22} readers waited {worst:5.2f} s at most, {usual:5.2f} s at the 95th percentile of"
                f" {len(readers.waited)}; answers {dict(answers)}; {site.memory()} MB",
                flush=True,
            )
        if readers.failed:
            print(f"{'':22} readers were answered {dict(readers.failed.most_common(3))}")
        is_bad |= bool(readers.failed) or worst > args.most
    sys.exit(is_bad)


if __name__ == "__main__":
    main()
