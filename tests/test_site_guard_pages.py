"""What every answer of the site has, whoever's page it is: headers, no script inside, no path of the machine."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from datasette.app import Datasette
from fatiao.cli import main
from fatiao.publish.pages.respond import HEADERS
from fatiao.publish.serve import build
from lxml import html

PAGES = [
    "/",
    "/search?q=贷款",
    "/fatiao",
    "/fatiao?sql=select+1",
    "/fatiao?sql=selec",
    "/fatiao/parameters",
    "/fatiao/parameters?_nocol=rule",
    "/fatiao/documents",
    "/fatiao/documents?_col=title",
    "/fatiao/provisions_fts",
    "/fatiao/clauses",
    "/fatiao/fines_above",
    "/fatiao/fines_above?_show_sql=1",
    "/fatiao/fines_above.xlsx",
    "/fatiao/documents.json",
    "/fatiao/documents.csv",
    "/fatiao.db",
    "/feed.atom",
    "/-/versions",
    "/-/databases.json",
    "/-/patterns",
    "/-/logout",
    "/missing",
    "/missing/",
    "/fatiao/missing.json",
    "/-/static/app.css",
    "/-/fatiao/0123456789ab/fatiao.css",
]


@pytest.fixture(scope="module")
def datasette(corpus_database: Path) -> Datasette:
    return build(corpus_database, sql=True)


def ask(datasette: Datasette, method: str, path: str) -> Any:
    return asyncio.run(datasette.client.request(method, path))


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_has_the_headers_once_and_no_script_inside(datasette: Datasette, path: str) -> None:
    answer = ask(datasette, "GET", path)
    for name, value in HEADERS.items():
        assert answer.headers.get_list(name) == [value]
    assert "frame-ancestors" in answer.headers["content-security-policy"]
    if answer.headers.get("content-type", "").startswith("text/html") and answer.text:
        page = html.fromstring(answer.text)
        assert page.xpath("//script[not(@src)]") == []
        assert page.xpath("//@*[starts-with(name(), 'on')]") == []


WRONG = [
    ("POST", "/fatiao/parameters", 405, "a table is not written to"),
    ("POST", "/fatiao.json?sql=select+1", 405, "nor the database"),
    ("DELETE", "/", 405, "nor anything"),
    ("BREW", "/search", 405, "a method of nobody's"),
    ("GET", "/fatiao/parameters?_sort=nothing", 400, "an order by no column"),
    ("GET", "/fatiao/parameters.json?_sort=nothing", 400, "the same for programs"),
    ("GET", "/fatiao/fines_above.json?amuont=1", 400, "a query's parameter that is none"),
    ("GET", "/fatiao/flags.json?kind=nothing", 400, "a kind of flags that is none"),
    ("GET", "/fatiao/parameters.json?max_value__gt=abc", 400, "a number compared with a word"),
    ("GET", "/fatiao/parameters?id__in=[1", 400, "a list that is no JSON"),
    ("GET", "/fatiao/parameters?id__in=" + "[" * 5000, 400, "one that is too deep"),
    ("GET", "/fatiao/parameters.json?_json_infinity=2", 400, "a switch that is neither on nor off"),
    ("GET", '/fatiao/provisions?_facet={"a":1}', 400, "a facet of no column"),
    ("GET", "/fatiao/fines_above.json?_timelimit=x", 400, "a limit that is no number"),
    ("GET", '/fatiao/documents?_through={"table":"x","column":"y","value":"z"}', 400, "through no table"),
    ("GET", "/fatiao/clauses?_next=" + "9" * 40, 400, "beyond every number"),
    ("GET", "/-/threads.json", 404, "what only its makers need"),
    ("GET", "/_internal", 403, "Datasette's own tables"),
]


@pytest.mark.parametrize(("method", "path", "status"), [row[:3] for row in WRONG], ids=[row[3] for row in WRONG])
def test_a_wrong_request_is_its_senders_fault(datasette: Datasette, method: str, path: str, status: int) -> None:
    assert ask(datasette, method, path).status_code == status


@pytest.mark.parametrize(
    "path", ["databases", "versions", "plugins", "settings", "metadata", "actor"], ids=lambda path: f"/-/{path}"
)
def test_no_answer_tells_where_the_files_are(datasette: Datasette, corpus_database: Path, path: str) -> None:
    answer = ask(datasette, "GET", f"/-/{path}.json")
    assert answer.status_code == 200 and str(corpus_database.parent) not in answer.text
    assert str(Path(__file__).parent.parent) not in answer.text
    if path == "databases":
        assert [each["path"] for each in answer.json()] == [corpus_database.name]


@pytest.mark.parametrize("command", [["build", "corpus/pages"], ["serve"], ["update", "corpus/pages"]])
def test_a_database_that_is_kept_nowhere_is_refused(command: list[str]) -> None:
    done = CliRunner().invoke(main, [*command, "--db", ":memory:"])
    assert done.exit_code == 2 and ":memory: is no file" in done.output
