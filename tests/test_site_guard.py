"""Whatever is asked for is answered within bounds, and pages do not wait for who asks for much."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from datasette.app import Datasette
from fatiao.publish.guard.budget import MOST_HELD, Budget, Ledger, spending
from fatiao.publish.guard.database import GuardedDatabase
from fatiao.publish.guard.limits import LONGEST
from fatiao.publish.guard.pool import Gate, Pool
from fatiao.publish.guard.refusal import BusyError
from fatiao.publish.guard.requests import MOST_ARGUMENTS, MOST_CHARACTERS, MOST_ROWS_SHOWN, MOST_TERMS, is_heavy
from fatiao.publish.guard.wrapper import while_connected
from fatiao.publish.serve import build
from fatiao.store.read_only import open_read_only

ENDLESS = "with recursive n(x) as (select 1 union all select x + 1 from n) select count(*) from n where x < 0"


@pytest.fixture
def datasette(database: Path) -> Datasette:
    return build(database)


@pytest.fixture
def free(database: Path) -> Datasette:
    """A site whose readers may write SQL."""
    return build(database, sql=True)


def get(datasette: Datasette, path: str, **arguments: str) -> Any:
    return asyncio.run(datasette.client.get(path + ("?" + urlencode(arguments) if arguments else "")))


REFUSED = [
    ("/fatiao", {"sql": "select 1"}, 403, "无权查看", "SQL of one's own"),
    ("/fatiao/parameters", {"_where": "1"}, 403, "_where", "conditions of one's own"),
    ("/~66atiao/parameters", {"_where": "1"}, 403, "_where", "the same under the name written otherwise"),
    ("/_internal", {"sql": "select 1"}, 403, "无权查看", "SQL over Datasette's own database"),
    ("/fatiao/provisions", {"_size": "max"}, 400, "至多显示 300 行", "more rows than a page can show"),
    ("/~66atiao/provisions", {"_size": "501"}, 400, "至多显示 300 行", "the same under the name written otherwise"),
    ("/fatiao/provisions", {"_size": "9" * 4000}, 400, "", "more rows than there are numbers"),
    ("/fatiao/provisions.json", {"_size": "5001"}, 400, "至多 5000", "more rows than a program gets"),
    (
        "/fatiao/provisions",
        {"_search": " OR ".join("款" * (MOST_TERMS + 1)), "_searchmode": "raw"},
        400,
        "词太多",
        "too many words",
    ),
    (
        "/fatiao/provisions",
        {f"text__contains{n}": "1" for n in range(MOST_ARGUMENTS + 1)},
        400,
        "条件太多",
        "conditions",
    ),
    ("/fatiao/provisions", {"text__contains": "款" * 2000}, 400, "太长", "a long pattern"),
    ("/fatiao/provisions", {"_timelimit": "x"}, 400, "_timelimit", "a limit that is no number"),
    ("/fatiao/clauses", {"_next": "x"}, 400, "_next", "a page of a view that is no number"),
    ("/fatiao/clauses.json", {"_next": "9" * 40}, 400, "_next", "one that is too far"),
    ("/fatiao/provisions", {"_through": "x"}, 400, "_through", "a table between that is no JSON"),
    ("/fatiao/provisions", {"_through": "[]"}, 400, "_through", "or no object"),
    ("/fatiao/parameters", {"_reach_from": "x"}, 400, "不是数", "a range of a chart that is no number"),
    ("/fatiao/parameters", {"_reach_to": "inf"}, 400, "不是数", "or none that is compared"),
]


@pytest.mark.parametrize(
    ("path", "arguments", "status", "words"), [row[:4] for row in REFUSED], ids=[row[4] for row in REFUSED]
)
def test_what_is_refused_is_told_in_chinese(
    datasette: Datasette, path: str, arguments: dict[str, str], status: int, words: str
) -> None:
    found = get(datasette, path, **arguments)
    told = found.json()["error"] if path.endswith(".json") else found.text
    assert (found.status_code, words in told) == (status, True)
    assert found.headers["x-content-type-options"] == "nosniff"


ALLOWED = [
    ("/fatiao/provisions", {"_size": str(MOST_ROWS_SHOWN)}, "as many rows as a page can show"),
    ("/fatiao/provisions.json", {"_size": "max"}, "as many as a program gets"),
    ("/fatiao/provisions.csv", {"_size": "max", "_stream": "on"}, "and all of them"),
    ("/fatiao/fines_above", {"amount": "1"}, "a canned query"),
    ("/fatiao/provisions", {"_search": " OR ".join("款" * MOST_TERMS), "_searchmode": "raw"}, "words"),
    ("/fatiao/parameters", {"attribute__contains": "余额", "_sort": "max_value"}, "a filter and an order"),
    ("/fatiao/parameters", {"_reach_from": "5", "_reach_below": "6"}, "the range of a chart"),
    ("/fatiao/clauses", {"_next": "2"}, "a page of a view"),
]


@pytest.mark.parametrize(("path", "arguments"), [row[:2] for row in ALLOWED], ids=[row[2] for row in ALLOWED])
def test_what_readers_need_is_answered(datasette: Datasette, path: str, arguments: dict[str, str]) -> None:
    assert get(datasette, path, **arguments).status_code == 200


def test_pages_tell_of_sql_where_it_can_be_written(datasette: Datasette, free: Datasette) -> None:
    for site, is_there in ((datasette, False), (free, True)):
        for path in ("/api", "/fatiao/documents", "/fatiao/fines_above"):
            assert ("?sql=" in get(site, path).text) is is_there
        assert ('name="sql"' in get(site, "/fatiao").text) is is_there
        assert ("不开放自写 SQL" in get(site, "/api").text) is not is_there
    assert get(free, "/fatiao.json", sql="select 7 as x", _shape="arrayfirst").json() == [7]


BOUNDED = [
    ("select hex(zeroblob(200000000))", "太长", "a value"),
    (f"select {'+'.join('1' * 1000)}", "太复杂", "an expression"),
    (f"select {' union all select '.join('1' * 100)}", "太复杂", "a compound"),
    (f"select {','.join('1' * 300)}", "太复杂", "columns"),
    (f"select 'x' like '{'%x' * 5000}'", "太长", "a pattern"),
    ("select group_concat(hex(zeroblob(1000000))) from provisions a, provisions b, provisions c", "", "memory"),
    ("select hex(zeroblob(1000000)) from provisions a, provisions b", "8,000,000 字", "an answer"),
    ("attach 'x' as y", "只能运行查询", "another database"),
]


@pytest.mark.parametrize(("sql", "words"), [row[:2] for row in BOUNDED], ids=[row[2] for row in BOUNDED])
def test_sql_is_bounded(free: Datasette, sql: str, words: str) -> None:
    answer = get(free, "/fatiao", sql=sql)
    assert (answer.status_code, words in answer.text) == (400, True)
    assert len(answer.content) < 100_000


def test_a_source_larger_than_most_is_still_shown(database: Path) -> None:
    text = "条" * (LONGEST // 3 + 1)
    connection = sqlite3.connect(database)
    with connection:
        connection.execute("update sources set text = ?", [text])
        (key,) = connection.execute("select id from sources").fetchone()
    connection.close()
    assert len(get(build(database), f"/source/{key}.txt").text) == len(text)


def test_a_page_of_a_query_shows_no_more_rows_than_one_can_read(free: Datasette) -> None:
    sql = "with recursive n(x) as (select 1 union all select x + 1 from n limit 5000) select x from n"
    page = get(free, "/fatiao", sql=sql).text
    assert page.count('<td class="col-x">') == MOST_ROWS_SHOWN and f"超过 {MOST_ROWS_SHOWN}" in page
    assert len(get(free, "/fatiao.json", sql=sql).json()["rows"]) == 5000


@pytest.mark.parametrize(
    ("path", "heavy"),
    [
        ("/", False),
        ("/search", False),
        ("/regulation/x", False),
        ("/source/x.txt", False),
        ("/fatiao.db", False),
        ("/-/fatiao/0123456789ab/fatiao.css", False),
        ("/fatiao", True),
        ("/fatiao.json", True),
        ("/fatiao/parameters", True),
        ("/~66atiao/parameters.csv", True),
        ("/source/x/printed.png", True),
        ("/compare", True),
        ("/versions", True),
        ("/search.xlsx", True),
        ("/regulations.xlsx", True),
    ],
)
def test_heavy_requests_are_told_from_pages(path: str, heavy: bool) -> None:
    assert is_heavy(path) is heavy


def test_pages_find_a_thread_while_endless_queries_run(database: Path) -> None:
    datasette = build(database, sql=True)
    datasette.sql_time_limit_ms = 3000
    served: GuardedDatabase = datasette.get_database("fatiao")

    async def attacked() -> tuple[float, list[object]]:
        await datasette.client.get("/")
        asked = [datasette.client.get("/fatiao.json?" + urlencode({"sql": f"{ENDLESS} -- {n}"})) for n in range(8)]
        attack = [asyncio.ensure_future(each) for each in asked]
        await asyncio.sleep(0.5)
        start = time.perf_counter()
        for number in range(5):
            assert (await datasette.client.get(f"/search?q={number}")).status_code == 200
            assert await served.execute_fn(lambda connection: connection.execute("select 1").fetchone()[0]) == 1
        took = time.perf_counter() - start
        assert not any(each.done() for each in attack)
        return took, [each.status_code for each in await asyncio.gather(*attack)]

    took, statuses = asyncio.run(attacked())
    assert took < 2.5  # the queries still run
    assert set(statuses) <= {400, 503} and 503 in statuses


def test_who_is_sent_away_is_told_when_to_come_back(database: Path) -> None:
    datasette = build(database, sql=True)
    datasette.sql_time_limit_ms = 4000
    sql = urlencode({"sql": ENDLESS})

    async def attacked() -> list[Any]:
        paths = [f"/fatiao?{sql}&n={n}" for n in range(4)] + [f"/fatiao.json?{sql}&n={n}" for n in range(4)]
        return await asyncio.gather(*(datasette.client.get(path) for path in paths))

    answers = asyncio.run(attacked())
    busy = [answer for answer in answers if "人太多" in answer.text]
    assert busy and all(answer.status_code == 503 and answer.headers["retry-after"] for answer in busy)


def run(task: Callable[[], Awaitable[Any]]) -> Any:
    return asyncio.run(task())  # type: ignore[arg-type]


def test_a_full_pool_says_so_and_works_on() -> None:
    pool = Pool(1, patience=0.1)

    async def asked() -> list[object]:
        slow = asyncio.ensure_future(pool.run(lambda: time.sleep(0.5) or "slow"))
        await asyncio.sleep(0.05)
        late = await asyncio.gather(pool.run(lambda: "late"), return_exceptions=True)
        return [*map(type, late), await slow, await pool.run(lambda: "after")]

    assert run(asked) == [BusyError, "slow", "after"]


def test_a_gate_lets_in_as_many_as_there_are_places_in_their_order() -> None:
    async def asked() -> list[object]:
        gate, order = Gate(2, patience=0.2), []

        async def visit(name: int, stays: float) -> None:
            await gate.enter()
            order.append(name)
            await asyncio.sleep(stays)
            gate.leave()

        await asyncio.gather(*(visit(name, 0.05) for name in range(5)))
        late = await asyncio.gather(*(visit(name, 0.5) for name in range(5, 8)), return_exceptions=True)
        await asyncio.gather(visit(8, 0), visit(9, 0))
        return [*order, *(type(each) for each in late if each)]

    assert run(asked) == [0, 1, 2, 3, 4, 5, 6, 8, 9, BusyError]


def test_all_requests_together_hold_no_more_than_may_be_held() -> None:
    ledger = Ledger()
    budgets = [Budget(True, 1, 1, MOST_CHARACTERS, ledger) for _ in range(3)]
    ledger.take(budgets[0], MOST_HELD - 1)
    with pytest.raises(BusyError):
        ledger.take(budgets[1], 2)
    ledger.give_back(budgets[0])
    ledger.take(budgets[1], MOST_HELD)
    ledger.give_back(budgets[1])
    stream = Budget(True, 1, 1, MOST_CHARACTERS, ledger, is_stream=True)
    for _ in range(3):
        ledger.take(stream, MOST_HELD)


def test_the_queries_of_a_request_share_its_time(free: Datasette) -> None:
    served: GuardedDatabase = free.get_database("fatiao")
    budget = Budget(True, 300, 10, 1000)

    async def ask() -> list[bool]:
        out = []
        with spending(budget):
            for number in range(3):
                try:
                    await served.execute(f"{ENDLESS} -- {number}")
                except Exception as error:
                    out.append(type(error).__name__ == "QueryInterrupted")
        return out

    start = time.perf_counter()
    assert run(ask) == [True] * 3
    assert time.perf_counter() - start < 5 and budget.milliseconds < 0


def test_a_database_that_is_replaced_or_gone(datasette: Datasette, database: Path) -> None:
    def titles() -> set[str]:
        found = get(datasette, "/fatiao/documents.json", _shape="array", _col="title")
        return {row["title"] for row in found.json()}

    assert "甲市小额贷款办法" in titles()
    other = database.with_name("other.db")
    with sqlite3.connect(database) as old, sqlite3.connect(other) as new:
        old.backup(new)
        new.execute("update documents set title = '丙市办法'")
    for connection in (old, new):
        connection.close()
    other.replace(database)
    assert titles() == {"丙市办法"}
    assert "丙市办法" in get(datasette, "/fatiao/documents").text
    kept = database.rename(database.with_name("kept.db"))
    for path in ("/", "/search?q=x", f"/regulation/{quote('甲市')}", "/fatiao/parameters", "/fatiao/documents"):
        answer = get(datasette, path)
        assert (answer.status_code, "数据库文件现在不在" in answer.text) == (503, True), path
    for path in ("/fatiao/documents.json", "/fatiao.db"):
        assert get(datasette, path).json()["status"] == 503, path
    kept.rename(database)
    assert titles() == {"丙市办法"}


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Make a folder one that nobody can write into: by mounting it so, which root may, or by its mode."""
    if os.geteuid():
        folder.chmod(0o555)
        try:
            yield
        finally:
            folder.chmod(0o755)
        return
    commands = [["mount", "--bind", folder, folder], ["mount", "-o", "remount,ro,bind", folder]]
    if any(subprocess.run(command, capture_output=True).returncode for command in commands):
        pytest.skip("root may write everywhere, and here mount nothing")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def test_a_database_in_a_folder_that_is_only_read_is_served(database: Path) -> None:
    connection = sqlite3.connect(database)
    connection.execute("pragma journal_mode = wal")
    connection.close()  # which takes its log away
    with read_only(database.parent):
        datasette = build(database)
        for path in ("/", "/fatiao/parameters", "/fatiao/documents.json", "/fatiao.db"):
            assert get(datasette, path).status_code == 200, path
    connection = open_read_only(database)
    with closing(sqlite3.connect(database)) as writer, writer:
        writer.execute("delete from citations")
    assert connection.execute("select count(*) from citations").fetchone() == (0,), "it is not taken for unchanging"
    connection.close()


def test_what_is_read_stays_whole_while_others_write(database: Path) -> None:
    """A writer who takes the log away, since the site lost its locks, makes it read pages of several states."""
    datasette = build(database)
    for path in ("/", "/fatiao.db", "/fatiao/citations"):
        assert get(datasette, path).status_code == 200, path
    writing = "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('vacuum')"
    subprocess.run([sys.executable, "-c", writing, database], check=True)
    assert database.with_name(f"{database.name}-wal").exists(), "the writer took the log away while it is read"
    assert get(datasette, "/fatiao.db").status_code == 200


def test_nobody_works_for_a_reader_who_is_gone() -> None:
    async def asked() -> list[str]:
        said: list[str] = []

        async def answer() -> None:
            try:
                await asyncio.sleep(60)
            except asyncio.CancelledError:
                said.append("given up")
                raise

        async def receive() -> dict[str, str]:
            await asyncio.sleep(0.05)
            said.append("asked")
            return {"type": "http.request" if len(said) == 1 else "http.disconnect"}

        await while_connected(answer(), receive)
        await asyncio.sleep(0.01)
        return said

    assert run(asked) == ["asked", "asked", "given up"]
