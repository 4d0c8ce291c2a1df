"""What researchers come for, done in a browser as they would do it: clicks, keys and seconds of each task.

usage: python benchmarks/tasks.py SITE [--rounds N] [--pictures FOLDER] [--chromium PATH]

SITE is the address of a site over an archive of national laws and local regulations, served with `--rate 0`. Every task
begins on the home page and ends when its answer can be read. A task has a way or two, the shortest first: the first
that leads to the answer counts; of one that none leads to, the step at which the last stopped is printed. A click is a
click or a choice, a key a character typed or Enter. The seconds (the median of N rounds, 3 unless told) are those of
the site and the browser, because nobody stops to think. With `--pictures` the screen at the end of each is kept.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Download, Locator, Page, sync_playwright
from playwright.sync_api import Error as BrowserError

_PATIENCE = 8_000
"""Milliseconds after which an answer that has not come is taken not to come."""


class Reader:
    """Someone at a browser, whose clicks and keys are counted."""

    def __init__(self, page: Page) -> None:
        """Sit down before a page."""
        self.page = page
        self.clicks = self.keys = 0

    def click(self, target: Locator) -> None:
        """Click on something."""
        target.first.click()
        self.clicks += 1

    def link(self, name: str) -> None:
        """Click on a link, which is named exactly so."""
        self.click(self.page.get_by_role("link", name=name, exact=True))

    def type(self, field: Locator, words: str, enter: bool = True) -> None:
        """Click into a field and type."""
        field.first.fill(words)
        self.clicks, self.keys = self.clicks + 1, self.keys + len(words)
        if enter:
            field.first.press("Enter")
            self.keys += 1

    def search(self, words: str) -> None:
        """Type into the search of the page."""
        self.type(self.page.get_by_role("searchbox", name="检索条款和标题"), words)

    def take(self, target: Locator) -> Download:
        """Click on what is downloaded."""
        with self.page.expect_download() as download:
            self.click(target)
        return download.value

    def read(self, target: Locator, words: str = "") -> str:
        """Wait until something is there that has the words, and read it."""
        found = target.filter(has_text=words).first if words else target.first
        found.wait_for()
        return " ".join(found.inner_text().split())


def _article_by_name(reader: Reader) -> str:
    reader.search("民法典1000条")
    return reader.read(reader.page.locator(".named"), "消除影响、恢复名誉、赔礼道歉")


def _article_by_search_within(reader: Reader) -> str:
    reader.search("中华人民共和国民法典")
    reader.click(reader.page.locator(".hit h2").get_by_role("link", name="中华人民共和国民法典", exact=True))
    reader.type(reader.page.get_by_role("searchbox", name="在本规定中检索"), "第一千条")
    return reader.read(reader.page.locator(".clauses li"), "消除影响、恢复名誉、赔礼道歉")


def _article_by_short_name(reader: Reader) -> str:
    reader.search("刑诉法第八十二条")
    return reader.read(reader.page.locator(".named"), "拘留")


def _said_in_other_words(reader: Reader) -> str:
    reader.search("未登记养犬罚款")
    return reader.read(reader.page.locator(".hit"), "养犬")


def _standing_by_short_name(reader: Reader) -> str:
    _open(reader, "公司法", "中华人民共和国公司法")
    return reader.read(reader.page.locator(".standing"))


def _article_of_a_long_law(reader: Reader) -> str:
    reader.search("刑法264条")
    reader.click(reader.page.locator(".named h2 a"))
    return reader.read(reader.page.locator(".p:target"), "盗窃公私财物")


def _scrolled_to_in_a_long_law(reader: Reader) -> str:
    reader.search("盗窃公私财物 数额较大")
    reader.click(reader.page.locator(".hit", has_text="中华人民共和国刑法").get_by_role("link", name="第二百六十四条"))
    return reader.read(reader.page.locator(".p:target"), "盗窃公私财物")


def _several_values_and_years(reader: Reader) -> str:
    reader.search("养犬")
    for region in ("上海市", "北京市"):
        reader.click(reader.page.get_by_role("list", name="地区").get_by_label(region))
    reader.type(reader.page.get_by_label("年份从"), "2020")
    return reader.read(reader.page.locator(".result-count"), "2020 年起")


def _penalties_by_act(reader: Reader) -> str:
    reader.link("参数")
    reader.link("处罚")
    reader.type(reader.page.get_by_label("行为", exact=True), "犬链")
    return reader.read(reader.page.locator(".result-count"), "行为含有 犬链")


def _penalties_by_quote(reader: Reader) -> str:
    reader.link("参数")
    reader.type(reader.page.get_by_label("含有"), "犬链")
    reader.click(reader.page.get_by_role("complementary", name="按类筛选").get_by_role("link", name="处罚"))
    return reader.read(reader.page.locator(".result-count"), "作用 处罚")


def _deadlines_by_trigger(reader: Reader) -> str:
    reader.link("参数")
    reader.link("期限")
    reader.type(reader.page.get_by_label("自何时起"), "收到 材料")
    return reader.read(reader.page.locator(".result-count"), "起算点含有 收到 材料")


def _workbook(reader: Reader) -> str:
    reader.link("参数")
    reader.link("处罚")
    reader.type(reader.page.get_by_label("行为", exact=True), "住房公积金")
    taken = reader.take(reader.page.get_by_role("link", name="下载 Excel"))
    return f"{taken.suggested_filename}, {taken.path().stat().st_size:,} bytes"


def _reference_of_a_clause(reader: Reader) -> str:
    reader.search("公司法20条")
    reader.click(reader.page.locator(".named [data-keep]"))
    reader.click(reader.page.locator("nav a", has=reader.page.locator("[data-kept]")))
    reader.click(reader.page.get_by_role("button", name="GB/T 7714"))
    reader.read(reader.page.locator("#status"), "已复制")
    return str(reader.page.evaluate("navigator.clipboard.readText()"))


def _comparison(reader: Reader) -> str:
    reader.link("比较")
    reader.type(reader.page.get_by_label("比较什么"), "养犬")
    reader.click(reader.page.get_by_role("link", name="比较标题含有“养犬”的全部"))
    return reader.read(reader.page.locator("#matrix"), "个事项")


def _versions(reader: Reader) -> str:
    _open(reader, "公司法", "中华人民共和国公司法")
    reader.click(reader.page.get_by_role("link", name="对照"))
    return reader.read(reader.page.locator("p.hint"), "个数值不同")


def _cited_by(reader: Reader) -> str:
    _open(reader, "行政处罚法", "中华人民共和国行政处罚法")
    reader.click(reader.page.locator(".facts div", has_text="被引").get_by_role("link"))
    return reader.read(reader.page.locator("#citing ~ h3"), "部")


def _open(reader: Reader, words: str, title: str) -> None:
    """Search for a regulation and open it."""
    reader.search(words)
    reader.click(reader.page.locator("main h2").get_by_role("link", name=title, exact=True))


Way = Callable[[Reader], str]
"""Does a task and returns what is read at its end."""

TASKS: dict[str, tuple[Way, ...]] = {
    "民法典第一千条怎么说": (_article_by_name, _article_by_search_within),
    "刑诉法第八十二条怎么说": (_article_by_short_name,),
    "未登记养犬罚款": (_said_in_other_words,),
    "公司法现在有效吗": (_standing_by_short_name,),
    "打开刑法，到第二百六十四条": (_article_of_a_long_law, _scrolled_to_in_a_long_law),
    "上海、北京 2020 年以来怎么管养犬": (_several_values_and_years,),
    "携犬出户不束犬链，各地罚多少": (_penalties_by_act, _penalties_by_quote),
    "从收到材料起算的期限": (_deadlines_by_trigger,),
    "把住房公积金的处罚存成 Excel": (_workbook,),
    "公司法第二十条，写成参考文献": (_reference_of_a_clause,),
    "各地养犬条例对同一行为怎么定": (_comparison,),
    "公司法改了哪些数值": (_versions,),
    "哪些规定引用行政处罚法": (_cited_by,),
}
"""What is asked, and the ways to the answer."""


@dataclass(frozen=True)
class Done:
    """How a task went: what was read at its end, or why it stopped."""

    clicks: int
    keys: int
    seconds: float
    answer: str
    stopped: str = ""


def do(way: Way, browser: Browser, site: str, picture: Path | None) -> Done:
    """Go a way as a reader whose browser has seen nothing of the site."""
    context = browser.new_context(base_url=site, locale="zh-CN", accept_downloads=True)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    context.set_default_timeout(_PATIENCE)
    page = context.new_page()
    page.goto("/")
    reader = Reader(page)
    began = time.perf_counter()
    answer = stopped = ""
    try:
        answer = way(reader)
    except BrowserError as error:
        at = next((line.strip() for line in str(error).splitlines() if "waiting for" in line), str(error))
        stopped = at.removeprefix("- ").replace("|", " ")
    seconds = time.perf_counter() - began
    if picture:
        page.screenshot(path=picture)
    context.close()
    return Done(reader.clicks, reader.keys, seconds, answer, stopped)


def row(question: str, ways: tuple[Way, ...], measure: Callable[[Way], Done], rounds: int) -> str:
    """Do a task, and return its row of the table."""
    for way in ways:
        done = measure(way)
        if not done.stopped:
            seconds = statistics.median([done.seconds, *(measure(way).seconds for _ in range(rounds - 1))])
            return f"| {question} | {done.clicks} | {done.keys} | {seconds:.1f} | {done.answer[:60]} |"
    return f"| {question} | – | – | – | stopped: {done.stopped[:100]} |"


def main() -> None:
    """Do the tasks, and print a row for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--pictures", type=Path)
    parser.add_argument("--chromium", default=shutil.which("chromium") or shutil.which("google-chrome"))
    options = parser.parse_args()
    if options.pictures:
        options.pictures.mkdir(parents=True, exist_ok=True)
    print("| task | clicks | keys | seconds | read at the end |\n|---|---|---|---|---|")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=options.chromium, args=["--no-sandbox", "--disable-gpu"])
        for number, (question, ways) in enumerate(TASKS.items(), 1):
            picture = options.pictures and options.pictures / f"{number:02}.png"

            def measure(way: Way, picture: Path | None = picture) -> Done:
                return do(way, browser, options.site, picture)

            print(row(question, ways, measure, options.rounds), flush=True)
        browser.close()


if __name__ == "__main__":
    main()
