"""Errors cost no more than pages, and only what is a fault of the site's is told in the log, once and plainly."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from pathlib import Path
from urllib.parse import quote

import pytest
from asked import get
from datasette.app import Datasette
from fatiao.publish.serve import build

LOANS = "甲市小额贷款办法-e51e122a"

ERRORS = [
    ("/missing/{}", 404, "no such page"),
    ("/fatiao/missing{}", 404, "no such table"),
    ("/regulation/missing{}", 404, "no such regulation"),
    ("/relations/missing{}.json", 404, "nor what it cites, for programs"),
    ("/fatiao/parameters?_sort=missing{}", 400, "an order by a column that is not there"),
    ("/fatiao/parameters.json?_sort=missing{}", 400, "the same for programs"),
    ("/fatiao/documents.json?_col=missing{}", 400, "a column that is not there"),
]


@pytest.fixture
def datasette(database: Path) -> Datasette:
    return build(database)


def cost(datasette: Datasette, paths: list[str], status: int) -> float:
    """Return the processor seconds that the paths take together."""

    async def ask() -> list[int]:
        return [(await datasette.client.get(path)).status_code for path in paths]

    start = time.process_time()
    assert asyncio.run(ask()) == [status] * len(paths)
    return time.process_time() - start


@pytest.mark.parametrize(("path", "status"), [row[:2] for row in ERRORS], ids=[row[2] for row in ERRORS])
def test_an_error_costs_no_more_than_a_page(
    datasette: Datasette, path: str, status: int, capfd: pytest.CaptureFixture[str]
) -> None:
    get(datasette, "/fatiao/documents"), get(datasette, path.format(""))  # what is made ready once
    page = cost(datasette, [f"/fatiao/documents?title__contains={n}" for n in range(20)], 200)
    error = cost(datasette, [path.format(n) for n in range(20)], status)
    assert error < 2 * page + 0.05
    assert "Traceback" not in "".join(capfd.readouterr())


@pytest.mark.parametrize("path", [f"/regulation/{quote(LOANS)}", "/fatiao/definitions.json"], ids=["page", "json"])
def test_a_fault_is_logged_once_without_what_variables_held(
    datasette: Datasette, database: Path, path: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    asyncio.run(datasette.invoke_startup())
    connection = sqlite3.connect(database)
    with connection:
        connection.execute("alter table definitions rename to secret_name")
        connection.execute("create view definitions as select * from gone")
    response = get(datasette, path)
    assert response.status_code in (400, 500) and "Traceback" not in response.text
    assert len([record for record in caplog.records if record.exc_info]) == (response.status_code == 500)
    assert "╭" not in "".join(capfd.readouterr())  # the frame around a stack with its variables


def test_programs_are_told_what_is_wrong_in_json(datasette: Datasette) -> None:
    found = get(datasette, "/fatiao/parameters.json?_sort=missing")
    assert found.json() == {"ok": False, "error": "不能这样排序：missing", "status": 400, "title": "请求有误"}
    assert found.headers["access-control-allow-origin"] == "*"
    assert get(datasette, "/fatiao/nothing.json").json()["title"] == "没有这一页"
