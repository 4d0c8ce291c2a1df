"""How fast the site answers eight readers at once: percentiles over a mix of requests.

usage: python benchmarks/load.py DATABASE [--requests N] [--clients N] [--seed S] [--seconds S] [--workers N]

Serves DATABASE with `fatiao serve --workers N` on a free port of the loopback and asks for pages as readers would:
reading views of random regulations, searches for words from random clauses with and without a filter, the table of
parameters with its facets under random filters. Every request is for another page, so that no cache of answers helps
more than it would in life. Each client asks again as soon as it is answered. Prints the number of requests and the
50th, 95th and 99th percentile of the time to the last byte for each kind, and fails where an answer is no 200. Also
prints the processor's time a request on Linux: unlike the other figures it hardly depends on what else there is to do.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import socket
import sqlite3
import statistics
import subprocess
import sys
import threading
import time
from collections import defaultdict
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote, urlencode

Request = tuple[str, str]
"""What kind of page it is, and its address."""

SHARES = {"reading view": 0.4, "search": 0.35, "parameters with facets": 0.25}
"""How often each kind is asked for."""

_VALUES = ["1万元", "10万元", "500元", "30%", "5倍", "30日", "3个月", "5个工作日", "1年", "24小时", "18岁", "3人"]


def requests(database: Path, count: int, seed: int) -> list[Request]:
    """Return requests, the same for the same seed."""
    chance = random.Random(seed)
    connection = sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)
    documents = [row[0] for row in connection.execute("select id from documents order by id")]
    texts = [row[0] for row in connection.execute("select text from provisions where rowid % 97 = 0")]
    found = {
        column: [row[0] for row in connection.execute(f"select distinct {column} from parameters where {column} != ''")]
        for column in ("quantity", "role", "issuer", "region", "year")
    }
    connection.close()
    kinds = chance.choices(list(SHARES), list(SHARES.values()), k=count)
    make = {
        "reading view": lambda: f"/regulation/{quote(chance.choice(documents), safe='')}",
        "search": lambda: "/search?" + urlencode(_search(chance, texts, found)),
        "parameters with facets": lambda: "/fatiao/parameters?" + urlencode(_filters(chance, found)),
    }
    return [(kind, make[kind]()) for kind in kinds]


def _search(chance: random.Random, texts: list[str], found: dict[str, list[str]]) -> dict[str, str]:
    """Return a search for two to six characters that stand in a clause, every third with a filter."""
    while True:
        text = "".join(filter(lambda character: "\u4e00" <= character <= "\u9fff", chance.choice(texts)))
        if len(text) > 8:
            break
    start = chance.randrange(len(text) - 6)
    asked = {"q": text[start : start + chance.randint(2, 6)]}
    if chance.random() < 0.33:
        column = chance.choice(["region", "year", "quantity"])
        asked[column] = chance.choice(found[column])
    return asked


def _filters(chance: random.Random, found: dict[str, list[str]]) -> dict[str, str]:
    """Return filters of the table: values, one or two columns, or a word."""
    asked: dict[str, str] = {}
    for column in chance.sample(sorted(found), chance.randint(0, 2)):
        asked[column] = chance.choice(found[column])
    if "quantity" not in asked and chance.random() < 0.5:
        asked[chance.choice(["_value_from", "_value_to"])] = chance.choice(_VALUES)
    if chance.random() < 0.15:
        asked["_search"] = chance.choice(["罚款", "贷款", "备案", "注册资本"])
    return asked


def measure(port: int, wanted: list[Request], clients: int, seconds: float) -> dict[str, list[float]]:
    """Ask for everything and return the times by kind; stops after `seconds`.

    Raises:
        RuntimeError: an answer was not 200.
    """
    times: defaultdict[str, list[float]] = defaultdict(list)
    waiting, lock, until, failed = list(reversed(wanted)), threading.Lock(), time.monotonic() + seconds, []

    def client() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        while time.monotonic() < until and not failed:
            with lock:
                if not waiting:
                    break
                kind, path = waiting.pop()
            start = time.perf_counter()
            connection.request("GET", path)
            answer = connection.getresponse()
            answer.read()
            took = time.perf_counter() - start
            if answer.status != 200:
                failed.append(f"{answer.status} {path}")
            with lock:
                times[kind].append(took * 1000)
        connection.close()

    threads = [threading.Thread(target=client) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise RuntimeError(f"not every page was answered: {failed[0]}")
    return times


def wait_for(port: int, seconds: float = 60) -> None:
    """Wait until the site answers; the first answer counts what the home page shows, so it takes longest."""
    until = time.monotonic() + seconds
    while True:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=seconds)
            connection.request("GET", "/")
            connection.getresponse().read()
            return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def processor_time(pid: int) -> float:
    """Return the seconds of processor time that a process and those below it have taken."""
    below, times = defaultdict(list), {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # ended meanwhile
            fields = stat.read_text().rpartition(")")[2].split()
            below[int(fields[1])].append(int(stat.parent.name))
            times[int(stat.parent.name)] = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    total, waiting = 0.0, [pid]
    while waiting:
        process = waiting.pop()
        total += times.get(process, 0)
        waiting += below[process]
    return total


def report(times: dict[str, list[float]], took: float, worked: float) -> None:
    """Print the percentiles."""
    for kind in SHARES:
        found = times[kind]
        if len(found) > 1:
            cuts = statistics.quantiles(found, n=100, method="inclusive")
            print(f"{kind:24} {len(found):5}   p50 {cuts[49]:6.0f}   p95 {cuts[94]:6.0f}   p99 {cuts[98]:6.0f} ms")
    total = sum(map(len, times.values()))
    print(f"{total} requests in {took:.1f} s, {total / took:.0f} a second, on {os.cpu_count()} cores")
    if worked:
        print(f"processor {worked * 1000 / total:.1f} ms a request")


def main() -> None:
    """Measure, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("database", type=Path)
    parser.add_argument("--requests", type=int, default=1000)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=120, help="stop asking after so long")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="processes (default one a core)")
    args = parser.parse_args()
    if not args.database.is_file():
        sys.exit(f"There is no database {args.database}. Build one first: fatiao build FILES --db {args.database}")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    serve = [*(sys.executable, "-m", "fatiao", "serve", "--db", str(args.database)), "--port", str(port), "--rate", "0"]
    site = subprocess.Popen([*serve, "--workers", str(args.workers)], stdout=subprocess.DEVNULL)
    try:
        wait_for(port)
        measure(port, requests(args.database, 100, args.seed + 1), args.clients, args.seconds)  # warm up every worker
        start, before = time.perf_counter(), processor_time(site.pid)
        times = measure(port, requests(args.database, args.requests, args.seed), args.clients, args.seconds)
        report(times, time.perf_counter() - start, processor_time(site.pid) - before)
    finally:
        site.terminate()
        site.wait(10)


if __name__ == "__main__":
    main()
