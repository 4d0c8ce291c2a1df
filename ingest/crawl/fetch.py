"""Requests by Scrapy: its downloader, its slots (one request at a time a host), AutoThrottle, a guarded resolver.

What Scrapy would do by itself and the crawl does in its own order is off: redirects, retries, robots.txt, cookies,
proxies, unpacking.
"""

from __future__ import annotations

import signal
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
)

from ..sites.addresses import host_of
from ..sites.file import Site
from .guard import Guard
from .loop import Fetch, FetchError
from .render import Window, meta_of, render_settings
from .snapshots import Answer

Work = Callable[[Fetch], Awaitable[None]]
"""What is done with a way to fetch."""


class SiteSpider(Spider):
    """Runs a crawl within Scrapy's engine, which gives it its downloader."""

    name = "fatiao"

    def __init__(
        self, site: Site, guard: Guard, window: Window, work: Work, failed: list[BaseException], **settings: Any
    ) -> None:
        """Take the site, the guard, the browser's window, the crawl, and where to put what ends it."""
        super().__init__(**settings)
        self._site, self._guard, self._window, self._work, self._failed = site, guard, window, work, failed

    async def start(self) -> AsyncIterator[Any]:
        """Crawl; there are no requests for Scrapy to schedule."""
        try:
            await self._work(self._fetch)
        except Exception as error:
            self._failed.append(error)
        return
        yield  # makes it what Scrapy asks for

    async def _fetch(self, url: str, headers: Mapping[str, str], is_page: bool) -> Answer:
        meta = meta_of(self._site) if is_page and self._site.render == "js" else {}
        request = Request(url, headers=dict(headers), meta=meta, dont_filter=True)
        assert self.crawler.engine is not None
        self._window.turn()
        try:
            response = await self.crawler.engine.download_async(request)
            there = self._window.led_to or (request.meta.get("redirect_urls") and response.url)
        except Exception as error:
            if not (there := self._window.led_to):
                raise self._explained(url, error) from error
        if there:  # by the browser, which asks no robots.txt
            return Answer(url, 302, (("Location", there),), b"", time.time())
        sent = tuple(
            (_text(name), _text(value)) for name, values in response.headers.items() for value in _several(values)
        )
        return Answer(url, response.status, sent, response.body, time.time())

    def _explained(self, url: str, error: Exception) -> FetchError:
        host = host_of(url)
        if address := self._guard.refused.get(host):
            problem = f"{host} is {address}, an address that is not of the public internet"
            return FetchError(problem, f"if it is yours, allow it: --allow-address {address}", True, True)
        if isinstance(error, DownloadCancelledError):
            most = self._site.max_bytes
            return FetchError(f"it has more than {most:,} bytes", "allow more with max_bytes, if it is a page", True)
        for kind, problem in (
            (DownloadTimeoutError, f"it took more than {self._site.timeout:g} s"),
            (CannotResolveHostError, f"there is no host {host}"),
            (DownloadConnectionRefusedError, f"{host} accepts no connection"),
            (ResponseDataLossError, "its answer was cut off"),
        ):
            if isinstance(error, kind):
                return FetchError(problem, "try later")
        if "certificate verify failed" in str(error):
            remedy = "if you know the site, write verify = false in its file"
            return FetchError(f"the certificate of {host} cannot be trusted", remedy, True)
        if isinstance(error, DownloadFailedError):
            return FetchError(f"the connection failed ({error})", "try later")
        why = str(error).partition("\n")[0]
        return FetchError(f"it cannot be asked for ({type(error).__name__}: {why})", "open it in a browser", True)


def crawl_all(works: list[tuple[Site, Work]], guard: Guard, agent: Callable[[Site], str]) -> list[BaseException]:
    """Run the crawls of sites side by side, and return what ended any before its time. Once in a process."""
    from . import resolver

    resolver.GUARD = guard
    failed: list[BaseException] = []
    process = AsyncCrawlerProcess(_settings())
    for site, work in works:
        window = Window(site)
        own = {"custom_settings": _own(site, guard, window, agent(site))}
        crawler = process.create_crawler(type("SiteSpider", (SiteSpider,), own))
        process.crawl(crawler, site=site, guard=guard, window=window, work=work, failed=failed)
    with _interruptible():
        process.start(install_signal_handlers=False)
    return failed


@contextmanager
def _interruptible() -> Iterator[None]:
    """Let Ctrl-C end the block with `KeyboardInterrupt`.

    Raised where it happens to come, Twisted takes it for the failure of a request, and the crawl goes on.
    """
    from twisted.internet import reactor

    if signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield  # somebody else sees to it
        return
    came: list[int] = []

    def stop(number: int, _frame: object) -> None:
        if came:
            raise KeyboardInterrupt
        came.append(number)
        reactor.callFromThread(reactor.crash)  # type: ignore[misc]  # its interface is declared without self

    signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        if came:
            reactor.getThreadPool().stop()  # a program does not end before the threads that look up names
    if came:
        raise KeyboardInterrupt


def _settings() -> dict[str, Any]:
    return {
        "TWISTED_DNS_RESOLVER": f"{__package__}.resolver.GuardedResolver",
        "LOG_ENABLED": False,
        "LOG_INSTALL_ROOT_HANDLER": False,
        "TELNETCONSOLE_ENABLED": False,
    }


def _own(site: Site, guard: Guard, window: Window, agent: str) -> dict[str, Any]:
    """Return the settings of a site's crawl."""
    return {
        "USER_AGENT": agent,
        "DEFAULT_REQUEST_HEADERS": {
            "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
            "Accept-Language": "zh-CN,zh;q=0.9",
            "Accept-Encoding": "gzip, deflate",
        },
        "CONCURRENT_REQUESTS": 1,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_DELAY": site.delay,
        "DOWNLOAD_DELAY_JITTER": 0.0,
        "AUTOTHROTTLE_ENABLED": True,
        "AUTOTHROTTLE_START_DELAY": site.delay,
        "AUTOTHROTTLE_MAX_DELAY": max(60.0, site.delay),
        "AUTOTHROTTLE_TARGET_CONCURRENCY": 1.0,
        "DOWNLOAD_TIMEOUT": site.timeout,
        "DOWNLOAD_MAXSIZE": site.max_bytes,
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_VERIFY_CERTIFICATES": site.verify,
        "DOWNLOAD_HANDLERS": {"data": None, "file": None, "ftp": None, "s3": None},
        "ROBOTSTXT_OBEY": False,
        "RETRY_ENABLED": False,
        "REDIRECT_ENABLED": False,
        "METAREFRESH_ENABLED": False,
        "COOKIES_ENABLED": False,
        "COMPRESSION_ENABLED": False,
        "HTTPPROXY_ENABLED": False,
        "HTTPCACHE_ENABLED": False,
        "REFERER_ENABLED": False,
        **(render_settings(site, guard, window, agent) if site.render == "js" else {}),
    }


def _several(values: Any) -> list[bytes]:
    return [values] if isinstance(values, bytes) else list(values)


def _text(value: bytes | str) -> str:
    """Return a header as text: in UTF-8 if it is, as some sites write addresses."""
    if isinstance(value, str):
        return value
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")
