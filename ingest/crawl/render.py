"""Pages that scripts make: shown by Chromium (scrapy-playwright), which sees the site's hosts and nothing else.

The browser looks up no names: each host of the site is pinned to an address that was looked at, and every other is
not found. It opens no document but the one asked for, of which robots.txt was asked first.
"""

from __future__ import annotations

import os
import shutil
import socket
from contextlib import suppress
from importlib.util import find_spec
from typing import Any

from ..errors import IngestError
from ..sites.addresses import host_of
from ..sites.file import Site
from .guard import Guard

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_HANDLER = "scrapy_playwright.handler.ScrapyPlaywrightDownloadHandler"
_UNSEEN = frozenset({"image", "media", "font"})


class Window:
    """What the browser fetches for the page that it shows, one page of a site at a time.

    `led_to` is where scripts of the page would lead, empty if nowhere: the page is a redirect then.
    """

    def __init__(self, site: Site) -> None:
        """Take the site."""
        self._site, self._shown, self.led_to = site, "", ""

    def turn(self) -> None:
        """Begin another page: the next document is it."""
        self._shown = self.led_to = ""

    def is_aborted(self, request: Any) -> bool:
        """Tell whether what a page asks for is not fetched.

        Passed over are what is not seen in its text, what is not the site's, and other documents than itself: frames,
        and where its scripts would lead.
        """
        is_away = not self._site.allows(host_of(request.url))
        if request.resource_type != "document":
            return is_away or request.resource_type in _UNSEEN
        self._shown = self._shown or request.url
        if request.url == self._shown:
            return is_away
        if request.frame.parent_frame is None:
            self.led_to = request.url
        return True


def render_settings(site: Site, guard: Guard, window: Window, agent: str) -> dict[str, Any]:
    """Return the settings by which pages are shown by a browser, which calls itself `agent`.

    Raises:
        IngestError: what shows them is not installed, or a host of the site is not of the public internet.
    """
    if find_spec("scrapy_playwright") is None:
        raise IngestError(
            site.path, "render is js, and scrapy-playwright is not installed", "pip install 'fatiao[crawl]'"
        )
    options: dict[str, Any] = {
        "args": [f"--host-resolver-rules={_pins(site, guard)}", "--no-proxy-server"],
        "ignore_default_args": ["--disable-popup-blocking"],  # nobody watches over what a further window asks for
    }
    if browser := os.environ.get("FATIAO_CHROMIUM") or next(filter(None, map(shutil.which, _BROWSERS)), None):
        options["executable_path"] = browser
        options["args"].append("--no-sandbox") if os.geteuid() == 0 else None
    return {
        "DOWNLOAD_HANDLERS": {"http": _HANDLER, "https": _HANDLER, "data": None, "file": None, "ftp": None, "s3": None},
        "PLAYWRIGHT_LAUNCH_OPTIONS": options,
        "PLAYWRIGHT_CONTEXTS": {"default": {"ignore_https_errors": not site.verify, "user_agent": agent}},
        "PLAYWRIGHT_ABORT_REQUEST": window.is_aborted,
        "PLAYWRIGHT_DEFAULT_NAVIGATION_TIMEOUT": site.timeout * 1000,
        "PLAYWRIGHT_MAX_PAGES_PER_CONTEXT": 1,
    }


def meta_of(site: Site) -> dict[str, Any]:
    """Return what a request carries for its page to be shown by the browser, until its scripts have come to rest."""
    from scrapy_playwright.page import PageMethod

    return {"playwright": True, "playwright_page_methods": [PageMethod(_rest, site.timeout * 500)]}


async def _rest(page: Any, milliseconds: float) -> None:
    """Wait until a page asks for nothing more; some never stop, and are taken as they are."""
    from playwright.async_api import TimeoutError as NoRest

    with suppress(NoRest):
        await page.wait_for_load_state("networkidle", timeout=milliseconds)


def _pins(site: Site, guard: Guard) -> str:
    """Return the rules by which the browser finds the site's hosts, at addresses that may be connected to."""
    rules = []
    for host in dict.fromkeys((*site.domains, *(host_of(address) for address in site.start))):
        try:
            found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)]
        except OSError:
            continue  # a domain need not be a host itself
        if not guard.may_connect(host, found):
            address = guard.refused[host]
            raise IngestError(
                site.path,
                f"{host} is {address}, an address that is not of the public internet",
                f"if it is yours, allow it: --allow-address {address}",
            )
        rules.append(f"MAP {host} [{found[0]}]" if ":" in found[0] else f"MAP {host} {found[0]}")
    return ", ".join([*rules, "MAP * ~NOTFOUND"])
