"""A site on 127.0.0.1, as unkind as sites are, and what it was asked for."""

from __future__ import annotations

import sqlite3
import ssl
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import forked
from warcio.archiveiterator import ArchiveIterator

LAW = """<html><head><title>甲市{name}办法-甲市人民政府</title></head><body><div class="ad">{ad}</div>
<h1>甲市{name}办法</h1><div class="body"><p>（2020年5月1日甲市人民政府令第{number}号公布，自2020年7月1日起施行）</p>
<p>第一条 为规范{name}，制定本办法。</p><p>第二条 违反本办法的，处{yuan}元以下罚款。</p>{more}</div></body></html>"""


def law(name: str, number: int, yuan: int = 5000, ad: str = "广告", more: str = "") -> str:
    """Return a page with a regulation of two articles."""
    return LAW.format(name=name, number=number, yuan=yuan, ad=ad, more=more)


def listing(*links: str, following: str = "") -> str:
    """Return a list of links, with one to the next page of it."""
    items = "".join(f'<li><a href="{link}">x</a></li>' for link in links)
    more = f'<a class="next" href="{following}">下一页</a>' if following else ""
    return f"<html><body><ul class='list'>{items}</ul>{more}</body></html>"


@dataclass
class Reply:
    """What a page answers: its body, status, headers, the seconds it takes, and whether it never ends."""

    body: bytes | str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    is_endless: bool = False

    def sent(self) -> tuple[bytes, dict[str, str]]:
        """Return body and headers as they go out."""
        raw = self.body.encode() if isinstance(self.body, str) else self.body
        return raw, {"Content-Type": "text/html; charset=utf-8", **self.headers}


Page = Reply | Callable[["LocalSite", Any], Reply]


@dataclass
class LocalSite:
    """A site that runs: its pages by path, and what it was asked for, when, and by whom."""

    pages: dict[str, Page]
    port: int = 0
    scheme: str = "http"
    asked: list[tuple[float, str, dict[str, str]]] = field(default_factory=list)
    answered: list[str] = field(default_factory=list)
    most_at_once: int = 0
    at_once: int = 0
    fallback: Page | None = None

    @property
    def url(self) -> str:
        """Its address."""
        return f"{self.scheme}://127.0.0.1:{self.port}"

    def counts(self) -> Counter[str]:
        """Return how often each path was asked for."""
        return Counter(path for _, path, _ in self.asked)

    def gaps(self) -> list[float]:
        """Return the seconds between requests."""
        times = [time for time, _, _ in self.asked]
        return [later - earlier for earlier, later in pairwise(times)]


@contextmanager
def served(
    pages: dict[str, Page], host: str = "127.0.0.1", certificate: Path | None = None, **settings: Any
) -> Iterator[LocalSite]:
    """Serve pages on a port of this machine."""
    site = LocalSite(pages, **settings)
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            page = site.pages.get(self.path) or site.fallback or Reply("nothing", 404)
            reply = page if isinstance(page, Reply) else page(site, self)
            counts = not reply.seconds and not reply.is_endless  # of others a client hangs up before their end
            with lock:
                site.asked.append((time.monotonic(), self.path, dict(self.headers)))
                site.at_once += counts
                site.most_at_once = max(site.most_at_once, site.at_once)
            try:
                self._answer(reply)
            except OSError:
                self.close_connection = True
            finally:
                with lock:
                    site.at_once -= counts

        def _answer(self, reply: Reply) -> None:
            time.sleep(reply.seconds)
            raw, headers = reply.sent()
            self.send_response(reply.status)
            for name, value in headers.items():
                self.send_header(name, value)
            if reply.is_endless:
                self.end_headers()
                self.close_connection = True
                while True:
                    self.wfile.write(raw)
                    time.sleep(0.001)
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)
            site.answered.append(self.path)

        def log_message(self, *_: Any) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_: Any) -> None:
            """Say nothing of clients that were killed."""

    server = Server((host, 0), Handler)
    server.daemon_threads = True
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        site.scheme = "https"
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


SITE = """
name = "local"
contact = "mailto:crawl@laws.cn"
start = "{url}/"
delay = {delay}
retries = {retries}
timeout = {timeout}
max_bytes = 200000
terms = "可转载，注明出处"
{more}
[select]
list = "ul.more a"
detail = "ul.list a"
next = "a.next"
title = "h1"
body = "div.body"
drop = ".ad"
attachments = "div.body a"
"""


def site_file(
    folder: Path, site: LocalSite, delay: float = 0.02, retries: int = 2, timeout: float = 2, more: str = ""
) -> Path:
    """Write the file of a site that runs, and return its path."""
    path = folder / "local.toml"
    told = SITE.format(url=site.url, delay=delay, retries=retries, timeout=timeout, more=more)
    path.write_text(told, encoding="utf-8")
    return path


def command(folder: Path, *arguments: object) -> list[str]:
    """Return the command line of a command that may connect to this machine."""
    return [sys.executable, "-m", "fatiao", *map(str, arguments), "--allow-address", "127.0.0.1"]


def run(folder: Path, *arguments: object, allow: bool = True) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder."""
    line = command(folder, *arguments)[3:]
    return forked.run(line if allow else line[:-2], folder)


def states(folder: Path) -> dict[str, str]:
    """Return what became of each path, by the frontier."""
    with closing(sqlite3.connect(folder / "corpus/snapshots/local/frontier.db")) as frontier:
        rows = frontier.execute("select url, state from pages").fetchall()
    return {urlsplit(url).path: state for url, state in rows}


def kept(folder: Path) -> list[tuple[str, str, int]]:
    """Return the records of the WARC files: kind, path and status."""
    out = []
    for path in sorted((folder / "corpus/snapshots/local").glob("*.warc.gz")):
        with path.open("rb") as file:
            for record in ArchiveIterator(file):
                if record.http_headers:
                    url = urlsplit(record.rec_headers.get_header("WARC-Target-URI"))
                    out.append((record.rec_type, url.path, int(record.http_headers.get_statuscode())))
    return out


_A_LIST = 50
"""Links on a list."""


def many_pages(count: int) -> dict[str, Page]:
    """Return lists that lead to one another, and pages of regulations."""
    out: dict[str, Page] = {}
    for first in range(0, count, _A_LIST):
        names = [f"/{number}.html" for number in range(first, min(first + _A_LIST, count))]
        following = f"/list{first + _A_LIST}" if first + _A_LIST < count else ""
        out["/" if not first else f"/list{first}"] = Reply(listing(*names, following=following))
        out |= {
            name: Reply(law(f"事项{name[1:-5]}", int(name[1:-5]) + 1, more="<p>说明。</p>" * 200)) for name in names
        }
    return out


def _memory(process: int) -> int:
    """Return the kilobytes of memory that a process holds now."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))


def crawl_watched(folder: Path, toml: Path, site: LocalSite) -> list[tuple[int, int]]:
    """Crawl a site, and return how much memory that held as it went on, by the requests made."""
    held = []
    crawl = subprocess.Popen(command(folder, "crawl", toml), cwd=folder, stdout=subprocess.DEVNULL)
    while crawl.poll() is None:
        with suppress(OSError, StopIteration):  # it has just ended
            held.append((len(site.asked), _memory(crawl.pid)))
        time.sleep(0.05)
    return held
