"""What an editor waits for: flags decided by keyboard in a browser, one after another.

usage: python benchmarks/deciding.py DATABASE [--flags N] [--chromium PATH]

Works on a copy of DATABASE, which needs N flags (default 100) or as many more as it has pages: serves it, signs in, and
decides with the keys a, r, e and s as an editor would, without stopping to think. Prints the time from each key to the
next flag on the screen (median, 95th percentile, longest), and all of it.
"""

from __future__ import annotations

import argparse
import shutil
import socket
import statistics
import tempfile
import threading
import time
from pathlib import Path

import uvicorn
from fatiao.publish.serve import build
from fatiao.store.decision_log import decisions
from fatiao.store.editors import add_editor
from playwright.sync_api import Page, sync_playwright

_NAME, _PASSWORD = "编辑", "benchmark only"
_KEYS = "aaaraaesaa"
"""What is decided, again and again: most suggestions are right; one in ten is corrected by hand, one skipped."""


def main() -> None:
    """Measure, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("database", type=Path)
    parser.add_argument("--flags", type=int, default=100)
    parser.add_argument("--chromium", default=shutil.which("chromium") or shutil.which("google-chrome"))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        database = Path(shutil.copy(options.database, folder))
        add_editor(database, _NAME, _PASSWORD)
        waits, whole = measure(database, options.flags, options.chromium)
        recorded = len(decisions(database))
    waits.sort()
    print(f"{len(waits)} flags in {whole:.1f} s, {recorded} decisions recorded")
    print(
        f"from a key to the next flag: median {statistics.median(waits) * 1000:.0f} ms, "
        f"95 % within {waits[int(len(waits) * 0.95)] * 1000:.0f} ms, longest {waits[-1] * 1000:.0f} ms"
    )


def measure(database: Path, count: int, chromium: str) -> tuple[list[float], float]:
    """Return how long each of so many flags took, in seconds, and all of them together."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(build(database).app(), log_level="error"))
        thread = threading.Thread(target=server.run, args=[[listening]], daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
            page = browser.new_page(base_url=f"http://127.0.0.1:{listening.getsockname()[1]}")
            _start(page)
            began = time.monotonic()
            waits = [_decide(page, _KEYS[place % len(_KEYS)]) for place in range(count)]
            whole = time.monotonic() - began
            browser.close()
        server.should_exit = True
        thread.join()
    return waits, whole


def _start(page: Page) -> None:
    page.goto("/review/sign-in?next=/review")
    page.get_by_label("姓名").fill(_NAME)
    page.get_by_label("密码").fill(_PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.get_by_role("link", name="从第一个开始").click()
    page.wait_for_load_state()


def _decide(page: Page, key: str) -> float:
    """Decide the flag on the page, and return the seconds until the next one is there and takes keys."""
    if key == "a" and not page.locator("[data-key=a]").count():
        key = "r"  # without a suggestion there is none to accept
    if key == "e":
        page.keyboard.press("e")
        page.keyboard.press("End")
        page.keyboard.type("甲")
        key = "Control+Enter" if page.locator("textarea#after").count() else "Enter"
    began = time.monotonic()
    with page.expect_navigation():
        page.keyboard.press(key)
    waited = time.monotonic() - began
    if not page.locator("#decide").count():
        raise SystemExit(f"no next flag at {page.url}: {page.locator('main').inner_text()[:200]}")
    return waited


if __name__ == "__main__":
    main()
