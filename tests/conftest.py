"""A page built by hand, so that what is stored and shown is tested without the parser and the extractor."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from fatiao.extract.model import Comparator, Evidence, Field, Mention, Modality, Parameter, Role, Subject
from fatiao.parse.model import Boilerplate, Cell, Citation, Definition, Page, Provision, Regulation, Table
from fatiao.pipeline import build as build_pages
from fatiao.publish.serve import DATASETTE_SETTINGS
from fatiao.publish.serve import build as build_site
from fatiao.store import editors
from fatiao.store.write import Store
from fatiao.text.levels import Level
from fatiao.text.source import Flag, Source, Span
from fatiao.text.units.kinds import Quantity
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright
from playwright.sync_api import Page as Window
from programs import CHROMIUM, CURL, LIBREOFFICE, Program, R

# Speed is measured in benchmarks/: what a busy machine takes long over is no fault. And the same program has the same
# verdict every time; `--hypothesis-profile searching` tries examples that nobody tried.
UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("searching", UNHURRIED)
settings.register_profile("fixed", UNHURRIED, derandomize=True)
settings.load_profile("fixed")


def pytest_xdist_auto_num_workers() -> int:
    """Return how many processes `-n auto` is: two more than there are cores, since crawls and browsers wait."""
    return (os.cpu_count() or 1) + 2


PATIENCE = 300_000
"""Milliseconds after which the site or the browser is taken to hang."""
DATASETTE_SETTINGS.update(sql_time_limit_ms=PATIENCE, facet_time_limit_ms=PATIENCE)
editors._N = 16  # what checking a password costs: tests sign in hundreds of times, and nobody guesses theirs
expect.set_options(timeout=60_000)  # what does not come true at all is waited for so long

TEXT = """首页 > 法规
甲市小额贷款办法
甲府〔2008〕9号
第一章 总则
第一条 为规范小额贷款，依据《担保法》制定本办法。小额贷款，是指二十万元以下的贷款。
第二条 贷款余额不得超过基金规模的5倍。
违反规定的，处1万元以上20万元以下罚款：
（一）未经批准的；
（二）逾期不改的。
关于收费的通知
一、收费标准
（一）每吨80元。
档次 元
甲 80
二、本通知自2009年1月1日起施行。
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that need a browser."""
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell how many tests did not run, a line for each reason; .ci/run looks for it."""
    skipped = terminalreporter.stats.get("skipped", [])
    for reason, count in Counter(report.longrepr[2].removeprefix("Skipped: ") for report in skipped).items():
        terminalreporter.write_line(f"NOT RUN: {count} {reason}")


def needed(program: Program) -> str:
    """Return where a program is; the test does not run where it is nowhere."""
    return program.path() or pytest.skip(program.not_run())


@pytest.fixture(scope="session")
def curl() -> str:
    """The command curl."""
    return needed(CURL)


@pytest.fixture(scope="session")
def libreoffice() -> str:
    """The command of LibreOffice."""
    return needed(LIBREOFFICE)


@pytest.fixture(scope="session")
def rscript() -> str:
    """The command that runs a script in R."""
    return needed(R)


Branch = tuple[Level, str | None, str, str | None, str, list["Branch"]]
"""Level, number, label, heading, the text it begins with, and what is below it."""

_LOANS: list[Branch] = [
    (
        *(Level.CHAPTER, "1", "第一章", "总则", "第一章"),
        [
            (Level.ARTICLE, "1", "第一条", None, "第一条", []),
            (
                *(Level.ARTICLE, "2", "第二条", None, "第二条"),
                [
                    (Level.PARA, "1", "", None, "贷款余额", []),
                    (
                        *(Level.PARA, "2", "", None, "违反规定"),
                        [
                            (Level.ITEM, "1", "（一）", None, "（一）未经", []),
                            (Level.ITEM, "2", "（二）", None, "（二）逾期", []),
                        ],
                    ),
                ],
            ),
        ],
    )
]
_FEES: list[Branch] = [
    (Level.DIVISION, "1", "一、", "收费标准", "一、", [(Level.ITEM, "1", "（一）", None, "（一）每吨", [])]),
    (Level.DIVISION, "2", "二、", None, "二、", []),
]


@dataclass(frozen=True)
class Sample:
    """A page and the parameters of its regulations, ready for `Store.replace`."""

    page: Page
    parameters: tuple[tuple[Parameter, ...], ...]


def span_of(text: str, part: str) -> Span:
    """Return where `part` stands in `text`; it must stand there."""
    start = text.index(part)
    return Span(start, start + len(part))


def grow(text: str, branches: list[Branch], end: int) -> tuple[Provision, ...]:
    """Return provisions that tile the text from the first one's beginning to `end`."""
    starts = [text.index(opening) for *_, opening, _ in branches]
    out = []
    for branch, start, stop in zip(branches, starts, [*starts, end][1:], strict=True):
        level, number, label, heading, _, below = branch
        children = grow(text, below, stop)
        body = Span(start + len(label), children[0].span.start if children else stop)
        out.append(Provision(level, number, label, heading, Span(start, stop), body, children))
    return tuple(out)


def _root(text: str, branches: list[Branch], span: Span) -> Provision:
    children = grow(text, branches, span.end)
    return Provision(Level.BODY, None, "", None, span, Span(span.start, children[0].span.start), children)


def _parameter(
    text: str,
    mention: str,
    quote: str,
    path: tuple[int, ...],
    kind: tuple[Quantity, Role, Comparator],
    bounds: tuple[float | str | None, float | str | None, str],
    subject: Subject,
) -> Parameter:
    span = span_of(text, mention)
    low, high, unit = bounds
    found = Mention(span, span, *kind, low, high, unit, rule="by-hand", confidence=0.9)
    fields = ((Field.ATTRIBUTE, subject.attribute), (Field.HOLDER, subject.holder), (Field.BASE, subject.base))
    evidence = tuple(Evidence(field, span_of(text, words), "by-hand") for field, words in fields if words)
    subject = replace(subject, evidence=evidence)
    return Parameter(found, subject, mention, quote, path, span_of(text, quote))


def make_sample(text: str = TEXT, source_id: str = "a" * 64, uri: str = "pages/甲.txt") -> Sample:
    """Return the page above; `text` may differ from `TEXT` outside of what the records point at."""
    middle, start = text.index("关于收费"), text.index("甲市小额")
    loans, fees = Span(start, middle), Span(middle, len(text))
    source = Source(source_id, uri, "text/plain", "utf-8", text, flags=(Flag("encoding", "编码不明", Span(0, 2)),))
    table = Table(
        None,
        (Cell(0, 0, None, "档次", span_of(text, "档次")), Cell(1, 1, "甲 元", "80", span_of(text, "80\n"))),
        Span(text.index("档次"), text.index("二、本")),
    )
    nothing = (None,) * 8
    first = Regulation(
        *(source_id, 0, "甲市小额贷款办法", "办法", "甲市人民政府", "甲府〔2008〕9号", "甲市"),
        *(None, None, "2008-05-01", "on promulgation", None, None, None, None, loans, _root(text, _LOANS, loans)),
        citations=(Citation("《担保法》", "依据", "担保法", None, None, span_of(text, "《担保法》")),),
        definitions=(Definition("小额贷款", "二十万元以下的贷款", span_of(text, "二十万元以下的贷款")),),
        flags=(Flag("gap", "疑缺字", span_of(text, "逾期"), "逾期限", 0.5),),
    )
    second = Regulation(
        *(source_id, 1, "关于收费的通知", *nothing[:6], "2008-12-01", "2009-01-01"),
        *(None, None, None, 0, fees, _root(text, _FEES, fees)),
        tables=(table,),
    )
    parameters = (
        (
            _parameter(
                *(text, "5倍", "贷款余额不得超过基金规模的5倍", (0, 1, 0)),
                *((Quantity.RATIO, Role.LIMIT, Comparator.LE), (None, 5.0, "1")),
                Subject("贷款余额", base="基金规模", modality=Modality.MUST_NOT),
            ),
            _parameter(
                *(text, "1万元以上20万元以下", "处1万元以上20万元以下罚款", (0, 1, 1)),
                *((Quantity.MONEY, Role.PENALTY, Comparator.RANGE), (10000.0, 200000.0, "CNY")),
                Subject("罚款", "违反规定的"),
            ),
        ),
        (
            _parameter(
                *(text, "80元", "每吨80元", (0, 0)),
                *((Quantity.MONEY, Role.VALUE, Comparator.EQ), (80.0, 80.0, "CNY/t")),
                Subject(),
            ),
            _parameter(
                *(text, "2009年1月1日", "本通知自2009年1月1日起施行", (1,)),
                *((Quantity.DATE, Role.EFFECTIVE, Comparator.EQ), ("2009-01-01", "2009-01-01", "date")),
                Subject("施行", "本通知"),
            ),
        ),
    )
    return Sample(Page(source, (first, second), (Boilerplate("site", Span(0, start)),)), parameters)


@pytest.fixture
def sample() -> Sample:
    """The page of this file."""
    return make_sample()


@pytest.fixture
def make() -> Callable[..., Sample]:
    """The function that makes such pages, of another text, another content hash or another address."""
    return make_sample


@pytest.fixture
def database(tmp_path: Path, sample: Sample) -> Path:
    """A database, closed, that holds the page of this file."""
    path = tmp_path / "样本.db"
    with Store(path) as store:
        store.replace(sample.page, sample.parameters)
    return path


CORPUS = Path(__file__).parent.parent / "corpus" / "pages"

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
"""What keeps Chromium from asking anything of the network by itself."""


@pytest.fixture(scope="session")
def corpus_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample pages, built."""
    path = tmp_path_factory.mktemp("site") / "corpus.db"
    report = build_pages([CORPUS], path, jobs=1)
    assert not report.failures
    return path


@contextmanager
def serving(database: Path, **options: Any) -> Iterator[str]:
    """Serve the site over a database, and give its address."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port = listening.getsockname()[1]
        server = uvicorn.Server(uvicorn.Config(build_site(database, **options).app(), log_level="error"))
        thread = threading.Thread(target=server.run, args=[[listening]], daemon=True)
        thread.start()
        while not server.started:
            assert thread.is_alive(), "the site does not start"
            time.sleep(0.02)
        yield f"http://127.0.0.1:{port}"
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="session")
def site(corpus_database: Path) -> Iterator[str]:
    """The address of the site over the sample pages, served while the tests run."""
    with serving(corpus_database, sql=True) as address:
        yield address


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Chromium, once a module: while it runs no test may use asyncio.run."""
    path = needed(CHROMIUM)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET, timeout=PATIENCE)
        yield browser
        browser.close()


@pytest.fixture
def browse(chromium: Browser, site: str) -> Iterator[Callable[..., BrowserContext]]:
    """Make a session of a reader of the site, who has all the time in the world."""
    made: list[BrowserContext] = []

    def make_context(**options: Any) -> BrowserContext:
        context = chromium.new_context(base_url=site, locale="zh-CN", **options)
        context.set_default_timeout(PATIENCE)
        made.append(context)
        return context

    yield make_context
    for context in made:
        context.close()


@pytest.fixture
def opened(browse: Callable[..., BrowserContext], site: str) -> Callable[..., Any]:
    """Open a page of the site in a window of its own; at the end nothing may have failed or left the site."""

    @contextmanager
    def open_page(path: str, **options: Any) -> Iterator[Window]:
        context = browse(**options)
        page = context.new_page()
        faults: list[str] = []
        page.on("console", lambda said: faults.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda asked: None if asked.url.startswith(site) else faults.append(asked.url))
        page.goto(path)
        yield page
        context.close()
        assert faults == []

    return open_page
