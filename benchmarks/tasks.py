"""Do on a served database what researchers come for, in Chromium, and tell how many clicks and seconds each takes.

    python benchmarks/tasks.py DATABASE

Each task is done from the home page by a reader who knows the site, in a browser with nothing in its cache. Seconds are
those from the first page to the answer on the screen, typing and thinking aside; clicks are of mouse or Enter. A task
that does not reach its answer is told as failed, and the command fails.
"""

from __future__ import annotations

import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from fatiao.publish.serve import build
from playwright.sync_api import Browser, Error, Page, expect, sync_playwright

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from programs import CHROMIUM  # the tests' list of programs beside Python

_PATIENCE = 30_000


class Reader:
    """A reader at a page, whose clicks are counted."""

    def __init__(self, page: Page) -> None:
        """Sit down."""
        self.page = page
        self.clicks = 0

    def search(self, words: str) -> None:
        """Type words into the search of the site."""
        self.page.get_by_role("searchbox", name="检索条款和标题").fill(words)
        self.page.keyboard.press("Enter")
        self.page.wait_for_load_state()
        self.clicks += 1

    def click(self, role: str, name: str, inside: str = "body") -> None:
        """Click a link, a button, a checkbox."""
        self.page.locator(inside).get_by_role(role, name=name).first.click()  # type: ignore[arg-type]
        self.page.wait_for_load_state()
        self.clicks += 1

    def fill(self, label: str, words: str) -> None:
        """Type into a field."""
        self.page.get_by_label(label, exact=True).fill(words)

    def open(self, selector: str) -> None:
        """Click what a selector finds."""
        self.page.locator(selector).first.click()
        self.page.wait_for_load_state()
        self.clicks += 1

    def sees(self, selector: str, words: str = "") -> None:
        """Look for the answer."""
        expect(self.page.locator(selector).first).to_contain_text(words, timeout=_PATIENCE)


def _article(reader: Reader) -> None:
    reader.search("民法典1000条")
    reader.sees(".named blockquote", "人格权")


def _short_name(reader: Reader) -> None:
    reader.search("刑诉法第八十二条")
    reader.sees(".named blockquote", "拘留")


def _narrowed(reader: Reader) -> None:
    reader.search("养犬")
    reader.page.get_by_label("北京市").first.check()
    reader.page.get_by_label("东营市").first.check()
    reader.clicks += 2
    reader.click("button", "筛选", ".filter-box")
    reader.sees(".result-count", "东营市")
    reader.sees(".hit", "养犬")


def _loose(reader: Reader) -> None:
    reader.search("未登记养犬罚款")
    reader.sees(".hit .clauses mark", "")


def _penalty_by_act(reader: Reader) -> None:
    reader.click("link", "参数", ".site-nav")
    reader.click("link", "处罚", ".tabs")
    reader.fill("行为", "犬 登记")
    reader.click("button", "筛选", ".value-form")
    reader.sees("td[data-head=行为]", "犬")


def _deadline_by_trigger(reader: Reader) -> None:
    reader.click("link", "参数", ".site-nav")
    reader.click("link", "期限", ".tabs")
    reader.fill("自何时起", "收到 申请")
    reader.click("button", "筛选", ".value-form")
    reader.sees("td[data-head=自何时起]", "申请")


def _workbook(reader: Reader) -> None:
    _deadline_by_trigger(reader)
    with reader.page.expect_download(timeout=_PATIENCE) as taking:
        reader.open("a.take")
    assert Path(taking.value.path()).stat().st_size > 0


def _cited(reader: Reader) -> None:
    _article(reader)
    reader.open(".named .star")
    reader.open("a.kept")
    reader.sees(".kept-list", "《中华人民共和国民法典》第一千条")


@dataclass(frozen=True)
class Task:
    """What a reader wants, and how it is done."""

    name: str
    do: Callable[[Reader], None]


TASKS = (
    Task("民法典第一千条: its words", _article),
    Task("an article of a law by its short name", _short_name),
    Task("养犬 in the rules of two cities", _narrowed),
    Task("fines for dogs that are not registered, as one would say it", _loose),
    Task("penalties by the act", _penalty_by_act),
    Task("deadlines by what they run from", _deadline_by_trigger),
    Task("these deadlines as a workbook", _workbook),
    Task("an article kept to cite", _cited),
)


@contextmanager
def served(database: Path) -> Iterator[str]:
    """Serve a database; the address is given while it is."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(build(database).app(), log_level="error"))
        thread = threading.Thread(target=server.run, args=[[listening]], daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)


def done(browser: Browser, site: str, task: Task) -> tuple[int, float, str]:
    """Return clicks and seconds of a task, and what went wrong."""
    context = browser.new_context(base_url=site, locale="zh-CN", viewport={"width": 1280, "height": 900})
    context.set_default_timeout(_PATIENCE)
    reader = Reader(context.new_page())
    reader.page.goto("/")
    start = time.perf_counter()
    try:
        task.do(reader)
        wrong = ""
    except (Error, AssertionError) as error:
        wrong = str(error).splitlines()[0]
    seconds = time.perf_counter() - start
    context.close()
    return reader.clicks, seconds, wrong


def main(database: Path) -> int:
    """Do every task and print a table; return how many failed."""
    failed = 0
    with served(database) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM.path(), args=["--no-sandbox"])
        print("| task | clicks | seconds |\n|---|---|---|")
        for task in TASKS:
            clicks, seconds, wrong = done(browser, site, task)
            failed += bool(wrong)
            print(f"| {task.name} | {clicks} | {f'failed: {wrong}' if wrong else f'{seconds:.1f}'} |", flush=True)
        browser.close()
    return failed


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1])))
