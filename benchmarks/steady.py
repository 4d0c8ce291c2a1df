"""Whether the site keeps up with so many requests a second for minutes, while editors decide.

usage: python benchmarks/steady.py DATABASE [--rate N] [--seconds S] [--addresses N] [--editors N] [--workers N]

Serves a copy of DATABASE with `fatiao serve` and asks for a mix of pages (see load.py) at a steady rate: each request
has its time, and its wait counts from then on, whatever the requests before it took. Each editor decides about a flag
every two seconds, with a token, as programs do. Prints the percentiles of answers that were made and of those that
the site had kept apart, the decisions, the processor's time, and the memory of all processes, and fails where anything
was refused.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import shutil
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from fatiao.store.decision_log import decisions
from fatiao.store.editors import add_editor, make_token
from load import processor_time, requests, wait_for

_CLIENTS = 64
"""Connections, so that a slow answer keeps no other request waiting."""

_THINKING = 2.0


@dataclass
class Seen:
    """What the clients saw: times in milliseconds by what the site said of its cache, and what was not answered."""

    times: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    failed: Counter[str] = field(default_factory=Counter)
    decided: int = 0
    megabytes: list[float] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


def ask(port: int, waiting: Iterator[tuple[float, str]], seen: Seen) -> None:
    """Ask for pages, each at its time, until there is none left."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    while True:
        with seen.lock:
            at, path = next(waiting, (0.0, ""))
        if not path:
            break
        time.sleep(max(0.0, at - time.perf_counter()))
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            with seen.lock:
                seen.failed[type(error).__name__] += 1
            continue
        took = (time.perf_counter() - at) * 1000
        kind = "kept" if "hit" in answer.headers.get("cache-status", "") else "made"
        with seen.lock:
            seen.times[kind].append(took)
            if answer.status != 200:
                seen.failed[f"{answer.status} {path[:60]}"] += 1
    connection.close()


def decide(port: int, token: str, flags: list[str], until: float, seen: Seen) -> None:
    """Decide that what is flagged is right, one flag after the other."""
    headers = {"authorization": f"Bearer {token}", "content-type": "application/json"}
    for flag in flags:
        if time.perf_counter() > until:
            return
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        body = json.dumps({"decisions": [{"kind": "keep", "flag": flag}]})
        connection.request("POST", "/review/decisions.json", body, headers)
        answer = connection.getresponse()
        said = answer.read().decode()
        connection.close()
        with seen.lock:
            seen.decided += answer.status == 201
            if answer.status != 201:
                seen.failed[f"{answer.status} {said[:80]}"] += 1
        time.sleep(_THINKING)


def megabytes(pid: int) -> float:
    """Return what a process and those that it started hold in memory, on Linux."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024 + sum(megabytes(int(child)) for child in children)


def run(port: int, pid: int, database: Path, args: argparse.Namespace) -> Seen:
    """Ask and decide for as long as is wanted, and return what was seen."""
    chance = random.Random(args.seed)
    addresses = sorted({path for _, path in requests(database, args.addresses * 2, args.seed)})
    addresses = chance.sample(addresses, args.addresses)
    with closing(sqlite3.connect(database)) as connection:
        flags = [row[0] for row in connection.execute("select id from flags where score >= 0.5 order by id")]
    start = time.perf_counter() + 1
    until = start + args.seconds
    times = (start + number / args.rate for number in range(int(args.rate * args.seconds)))
    waiting = ((at, chance.choice(addresses)) for at in times)
    seen = Seen()
    threads = [threading.Thread(target=ask, args=(port, waiting, seen)) for _ in range(_CLIENTS)]
    for number in range(args.editors):
        add_editor(database, f"编辑{number}", "benchmark only")
        own = flags[number :: args.editors]
        token = make_token(database, f"编辑{number}")
        threads.append(threading.Thread(target=decide, args=(port, token, own, until, seen)))
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        seen.megabytes.append(megabytes(pid))
        time.sleep(1)
    return seen


def report(seen: Seen, took: float, worked: float, recorded: int) -> None:
    """Print the figures."""
    for kind, times in sorted(seen.times.items()):
        cuts = statistics.quantiles(times, n=100, method="inclusive")
        percentiles = "   ".join(f"p{percent} {cuts[percent - 1]:5.0f}" for percent in (50, 95, 99))
        print(f"{kind} {len(times):6}   {percentiles}   max {max(times):5.0f} ms")
    total = sum(map(len, seen.times.values()))
    print(f"{total} requests in {took:.0f} s, {total / took:.0f} a second, on {os.cpu_count()} cores")
    print(f"processor {worked * 1000 / total:.1f} ms a request, {worked / took:.2f} cores")
    print(f"{seen.decided} decisions, {recorded} recorded")
    quarters = [seen.megabytes[len(seen.megabytes) * part // 4] for part in range(4)] + [seen.megabytes[-1]]
    print("memory after each quarter", *(f"{each:.0f}" for each in quarters), "MB")
    for what, count in seen.failed.most_common(5):
        print(f"not answered: {count} times {what}")


def main() -> None:
    """Measure, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("database", type=Path)
    parser.add_argument("--rate", type=float, default=100, help="requests a second")
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--addresses", type=int, default=5000, help="different pages that are asked for")
    parser.add_argument("--editors", type=int, default=5)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="processes (default one a core)")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, socket.socket() as free:
        database = Path(shutil.copy(args.database, folder))
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        serve = [*(sys.executable, "-m", "fatiao", "serve", "--db", str(database)), "--port", str(port), "--rate", "0"]
        site = subprocess.Popen([*serve, "--workers", str(args.workers)], stdout=subprocess.DEVNULL)
        try:
            wait_for(port)
            start, before = time.perf_counter(), processor_time(site.pid)
            seen = run(port, site.pid, database, args)
            took, worked = time.perf_counter() - start, processor_time(site.pid) - before
        finally:
            site.terminate()
            site.wait(10)
        report(seen, took, worked, len(decisions(database)))
    sys.exit(bool(seen.failed))


if __name__ == "__main__":
    main()
