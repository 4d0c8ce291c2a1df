"""Whether several databases find what one with everything finds, and how fast they answer.

usage: python benchmarks/several.py SINGLE PART PART... [--words N] [--seed S]

Serves SINGLE, and then the PARTs as one site, with `fatiao serve` on a free port of the loopback. Asks each for the
commonest pages, one after the other, each address once and past the cache of whole answers, and prints the median time
of each kind in milliseconds. Then asks both for all pages of searches for words from random clauses, and for
comparisons, and fails where they do not give the same regulations, the same counts and the same facets.
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import socket
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

_TITLES = ("养犬", "物业管理", "消防", "养老", "安全生产", "献血", "节约用水", "档案", "禁毒", "科学技术进步")
_NOT_KEPT = {"cookie": "asked-by=benchmark"}
"""What has the site work out every answer: who sends a cookie is answered by himself."""


@contextmanager
def served(databases: list[Path]) -> Iterator[http.client.HTTPConnection]:
    """Serve databases and give a connection to the site."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    named = [part for database in databases for part in ("--db", str(database))]
    command = [sys.executable, "-m", "fatiao", "serve", *named, "--port", str(port), "--rate", "0"]
    site = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
        while True:
            try:
                get(connection, "/-/health")
                break
            except ConnectionError:
                if site.poll() is not None:
                    sys.exit(f"the site of {', '.join(named[1::2])} ended: {site.returncode}")
                connection.close()
                time.sleep(0.1)
        yield connection
    finally:
        site.terminate()
        site.wait()


def get(connection: http.client.HTTPConnection, path: str) -> tuple[int, bytes]:
    """Return status and body of an answer, behind one redirection."""
    connection.request("GET", path, headers=_NOT_KEPT)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()  # which the site would, were it idle for a while
    if answer.status == 302:
        return get(connection, str(answer.headers["location"]))
    return answer.status, body


def kinds(database: Path, count: int, chance: random.Random) -> dict[str, list[str]]:
    """Return addresses by kind, each of another word, regulation or attribute."""
    with closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        texts = [row[0] for row in connection.execute("select text from provisions where length(text) > 20")]
        ids = [row[0] for row in connection.execute("select id from documents where copy_of is null")]
        groups = [
            row[0]
            for row in connection.execute(
                "select attribute_group from parameters where attribute_group is not null group by 1 "
                "order by count(distinct document_id) desc limit 10"
            )
        ]
    words = []
    for text in chance.sample(texts, count):
        at = chance.randrange(len(text) - 4)
        words.append("".join(c for c in text[at : at + 4] if c.isalnum()) or "罚款")

    def asking(path: str, **query: str) -> str:
        return f"{path}?{urlencode(query)}"

    return {
        "home page": ["/"],
        "search, any four characters": [asking("/search", q=word) for word in words],
        "search, a common word": [
            asking("/search", q=word) for word in ("罚款", "公民", "登记", "许可", "期限", "监督")
        ],
        "search, narrowed": [asking("/search", q=word, quantity="money") for word in ("处罚", "企业", "单位", "机构")],
        "search, second page": [asking("/search", q=word, page="2") for word in ("申请", "审批", "标准", "报告")],
        "search by name": [asking("/search", q=word) for word in ("公司法第二十条", "民法典1000条", "刑法第一百条")],
        "search that finds nothing": [asking("/search", q=word) for word in ("养大登记", "住房公积余", "驾使证")],
        "search.json": [asking("/search.json", q=word[:3]) for word in words],
        "list of regulations": [asking("/regulations", q=word) for word in _TITLES],
        "comparison, regulations offered": [asking("/compare", q=word) for word in _TITLES],
        "comparison, all of a title": [asking("/compare", q=word, all="1") for word in _TITLES],
        "comparison, an attribute": [asking("/compare", a=group) for group in groups],
        "regulation": [f"/regulation/{quote(key, safe='')}" for key in chance.sample(ids, min(count, 20))],
    }


def timed(sites: tuple[http.client.HTTPConnection, ...], addresses: list[str]) -> list[list[float]]:
    """Return the milliseconds that addresses take, by site; the sites are asked in turn, so that load is the same."""
    taken: list[list[float]] = [[] for _ in sites]
    for address in addresses:
        for site, times in zip(sites, taken, strict=True):
            start = time.perf_counter()
            status, _ = get(site, address)
            times.append((time.perf_counter() - start) * 1000)
            if status != 200:
                sys.exit(f"{status} {address}")
    return taken


def told(connection: http.client.HTTPConnection, address: str) -> Any:
    """Return what an address tells that does not depend on where regulations are: ids, counts, facets, cells."""
    found = json.loads(get(connection, address)[1])
    if "matters" in found:
        cells = [
            (matter["name"], sorted((key, len(rows)) for key, rows in matter["cells"].items()))
            for matter in found["matters"]
        ]
        return sorted(row["id"] for row in found["documents"]), sorted(cells)
    ids = [hit["id"] for hit in found["hits"]]
    for page in range(2, found["pages"] + 1):
        ids += [hit["id"] for hit in json.loads(get(connection, f"{address}&page={page}")[1])["hits"]]
    facets = {name: values for name, values in found["facets"].items() if name != "db"}
    named = found["named"] and (found["named"]["document_id"], found["named"]["provision_id"])
    return sorted(ids), found["documents"], found["clauses"], facets, named


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("single", type=Path)
    parser.add_argument("parts", type=Path, nargs="+")
    parser.add_argument("--words", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    asked = kinds(options.single, options.words, random.Random(options.seed))
    same = [
        address for kind in asked if kind.startswith("search,") for address in asked[kind] if "page=" not in address
    ]
    same = [address.replace("/search?", "/search.json?") for address in same]
    same += [address.replace("/compare?", "/compare.json?") for address in asked["comparison, all of a title"]]
    with served([options.single]) as one, served(options.parts) as several:
        times = {kind: [statistics.median(each) for each in timed((one, several), asked[kind])] for kind in asked}
        answers = [(told(one, address), told(several, address)) for address in same]
    print(f"| page | one database | {len(options.parts)} |\n| --- | ---: | ---: |")
    for kind in asked:
        print(f"| {kind} | {times[kind][0]:.0f} ms | {times[kind][1]:.0f} ms |")
    differing = [address for address, (here, there) in zip(same, answers, strict=True) if here != there]
    print(f"{len(same) - len(differing)} of {len(same)} searches and comparisons are the same")
    sys.exit("\n".join(differing) if differing else 0)


if __name__ == "__main__":
    main()
