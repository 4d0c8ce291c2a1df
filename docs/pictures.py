"""Take the pictures of docs/images: build the sample pages, serve them, and photograph the main pages in Chromium.

Usage: make pictures (needs Chromium and Chinese fonts, as the tests do)
"""

from __future__ import annotations

import socket
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import uvicorn
from datasette.utils import tilde_encode
from fatiao.pipeline import build as build_pages
from fatiao.publish.serve import build as build_site
from playwright.sync_api import sync_playwright
from programs import CHROMIUM

_ROOT = Path(__file__).parent.parent
_IMAGES = Path(__file__).parent / "images"
_DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}
_DARK: dict[str, Any] = {**_DESK, "color_scheme": "dark"}
_PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}

_GUARANTEES = "{大连市融资性担保机构管理暂行办法}"


@dataclass(frozen=True)
class Picture:
    """A page to photograph; `{title}` in its address is a regulation's id, `hover` what is pointed at."""

    name: str
    path: str
    look: dict[str, Any]
    hover: str = ""


PICTURES = (
    Picture("home", "/", _DESK),
    Picture("search", "/search?q=贷款+担保", _DESK),
    Picture("reading", f"/regulation/{_GUARANTEES}#art_20", _DESK, "a.num:has-text('10倍')"),
    Picture("dark", f"/regulation/{_GUARANTEES}#art_8", _DARK, "a.num:has-text('3亿元')"),
    Picture("phone", f"/regulation/{_GUARANTEES}#art_8", _PHONE),
    Picture("parameters", "/fatiao/parameters?_value_from=10万元", _DESK),
    Picture("parameters-phone", "/fatiao/parameters?role=limit", _PHONE),
    Picture("parameter", "/fatiao/parameters/{parameter}", _DESK),
    Picture("compare", "/compare?q=担保&all=1", _DESK),
    Picture("charts", "/charts", _DESK),
    Picture("regulations", "/regulations", _DESK),
    Picture("flags", "/fatiao/flags", _DESK),
    Picture("api", "/api", _DESK),
)


@contextmanager
def served() -> Iterator[str]:
    """Build the sample pages and serve them; the address is given while they are."""
    with tempfile.TemporaryDirectory() as folder, socket.socket() as free:
        database = Path(folder) / "fatiao.db"
        build_pages([_ROOT / "corpus" / "pages"], database, jobs=1)
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        server = uvicorn.Server(uvicorn.Config(build_site(database).app(), port=port, log_level="error"))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
        server.should_exit = True
        thread.join(10)


def names(site: str) -> dict[str, str]:
    """Return what stands for the names in braces: ids of regulations by title, and of one fine."""
    rows = httpx.get(f"{site}/fatiao/documents.json?_shape=array&_size=max").json()
    fine = httpx.get(f"{site}/fatiao/parameters.json?_shape=array&role=penalty&_size=1").json()[0]
    return {**{row["title"]: quote(row["id"]) for row in rows}, "parameter": tilde_encode(fine["id"])}


def main() -> None:
    """Take every picture."""
    with served() as site, sync_playwright() as playwright:
        known = names(site)
        browser = playwright.chromium.launch(executable_path=CHROMIUM.path(), args=["--no-sandbox"])
        for picture in PICTURES:
            path = picture.path
            for name, value in known.items():
                path = path.replace(f"{{{name}}}", value)
            context = browser.new_context(base_url=site, locale="zh-CN", **picture.look)
            page = context.new_page()
            page.goto(path)
            if picture.hover:
                page.locator(picture.hover).first.hover()
            page.screenshot(path=_IMAGES / f"{picture.name}.png")
            context.close()
            print(_IMAGES / f"{picture.name}.png")
        browser.close()


if __name__ == "__main__":
    main()
