"""The site for programs: a regulation in every form, errors as JSON, what is mistyped, raw addresses, the database."""

from __future__ import annotations

import asyncio
import shutil
import socket
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from http.client import HTTPResponse
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import uvicorn
from asked import get
from datasette.app import Datasette
from fatiao.publish.guard.connections import GuardedProtocol
from fatiao.publish.guard.names import CLOSED
from fatiao.publish.pages import download
from fatiao.publish.pages.download import Direct
from fatiao.publish.serve import build
from fatiao.store.editorial import record_moved
from fatiao.store.export import akn_document, markdown_document
from fatiao.store.schema import TABLES
from lxml import etree

LOANS = "甲市小额贷款办法-e51e122a"


@pytest.fixture
def datasette(database: Path) -> Datasette:
    """Datasette over the sample database."""
    return build(database)


def test_a_regulation_is_json_with_its_rows(datasette: Datasette, database: Path) -> None:
    answer = get(datasette, f"/regulation/{quote(LOANS)}.json")
    assert answer.headers["content-type"].startswith("application/json")
    assert answer.headers["access-control-allow-origin"] == "*"
    told = answer.json()
    assert list(told)[: len(TABLES["documents"].columns)] == list(TABLES["documents"].columns)
    with closing(sqlite3.connect(database)) as connection:
        for table in ("provisions", "parameters", "citations", "definitions", "history"):
            count = connection.execute(f"select count(*) from {table} where document_id = ?", [LOANS]).fetchone()[0]
            assert len(told[table]) == count, table
            assert all(set(row) <= {*TABLES[table].columns, "text"} - {"document_id"} for row in told[table])
    assert [row["mention"] for row in told["parameters"]] == ["5倍", "1万元以上20万元以下"]


def test_a_regulation_is_what_the_exports_give(datasette: Datasette, database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection:
        xml, text = akn_document(connection, LOANS), markdown_document(connection, LOANS)
    answer = get(datasette, f"/regulation/{quote(LOANS)}.xml")
    assert answer.content == xml and etree.fromstring(answer.content).tag.endswith("akomaNtoso")
    assert answer.headers["content-type"].startswith("application/akn+xml")
    answer = get(datasette, f"/regulation/{quote(LOANS)}.md")
    assert answer.text == text and answer.headers["content-type"].startswith("text/markdown")


def test_a_form_of_a_moved_regulation_leads_on(datasette: Datasette, database: Path) -> None:
    record_moved(database, {"旧-00000000": LOANS})
    answer = get(datasette, f"/regulation/{quote('旧-00000000')}.json")
    assert (answer.status_code, answer.headers["location"]) == (301, f"/regulation/{quote(LOANS)}.json")


ERRORS = [
    ("/regulation/missing.json", 404),
    ("/regulation/missing.xml", 404),
    (f"/regulation/{quote('没有')}.md", 404),
    ("/missing.json", 404),
    ("/fatiao/missing.json", 404),
    ("/fatiao/parameters/missing.json", 404),
    ("/fatiao/parameters.csv?_sort=missing", 400),
    ("/fatiao/parameters.csv?_where=1", 403),
    ("/fatiao/parameters.json?_size=x", 400),
    ("/fatiao/parameters.csv?" + "&".join(f"a{n}=1" for n in range(200)), 400),
]


@pytest.mark.parametrize(("path", "status"), ERRORS)
def test_programs_get_errors_as_json(datasette: Datasette, path: str, status: int) -> None:
    answer = get(datasette, path)
    assert answer.status_code == status and answer.headers["content-type"].startswith("application/json")
    told = answer.json()
    assert (told["ok"], told["status"]) == (False, status) and told["error"]


MISTYPED = [
    ("parameters", "rolle=penalty", "没有 rolle 这一列。是不是 role？"),
    ("parameters", "role=penaltyy", "role 没有 penaltyy 这个值，只有 limit、deadline、"),
    ("parameters", "role__not=x", "role 没有 x 这个值"),
    ("parameters", "attribute__contain=x", "没有 contain 这种条件。是不是 contains？"),
    ("parameters", "_value_form=10万元", "没有 _value_form 这个参数。是不是 _value_from？"),
    ("parameters", "zzz__contains=x", "没有 zzz 这一列。"),
    ("provisions", "level=articles", "level 没有 articles 这个值"),
    ("citations", "relation=根据", "relation 没有 根据 这个值，只有 依据、参照、"),
    ("documents", "_act=x", "没有 _act 这个参数。"),
    ("clauses", "level=款", "level 没有 款 这个值"),
]


@pytest.mark.parametrize(("table", "query", "told"), MISTYPED)
@pytest.mark.parametrize("form", ["", ".json", ".csv"], ids=["page", "json", "csv"])
def test_what_is_mistyped_is_an_error(datasette: Datasette, table: str, query: str, told: str, form: str) -> None:
    answer = get(datasette, f"/fatiao/{table}{form}?{query}")
    assert answer.status_code == 400
    assert told in (answer.json()["error"] if form else answer.text)


RIGHT = [
    ("parameters", "role=penalty&quantity=money&_size=1&_shape=array&_labels=on&_nocol=rule"),
    ("parameters", "role__in=penalty,limit&_facet=unit&_facet_size=3&_sort_desc=max_value"),
    ("parameters", "rowid=1&_nofacet=1&_nocount=1&_search=罚款&_searchmode=raw&_search_quote=罚款"),
    ("parameters", "comparator=%3C%3D&attribute__isnull=1"),
    ("provisions", "level=article&_col=id&_nl=on&_json=text&_=17"),
    ("clauses", "level=article"),
    ("documents_fts", "title__contains=x"),
]


@pytest.mark.parametrize(("table", "query"), RIGHT)
def test_what_is_right_is_answered(datasette: Datasette, table: str, query: str) -> None:
    assert get(datasette, f"/fatiao/{table}.json?{query}").status_code == 200


def test_closed_vocabularies_hold_what_builds_store(corpus_database: Path) -> None:
    with closing(sqlite3.connect(corpus_database)) as connection:
        for (table, column), known in CLOSED.items():
            stored = {row[0] for row in connection.execute(f"select distinct {column} from {table}")} - {None}
            assert stored <= set(known) and stored, (table, column)


@pytest.fixture(scope="module")
def guarded(corpus_database: Path) -> Iterator[int]:
    """The port of the site as `fatiao serve` runs it."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        http: Any = partial(GuardedProtocol, proxies=())
        server = uvicorn.Server(uvicorn.Config(build(corpus_database).app(), log_level="error", http=http))
        thread = threading.Thread(target=server.run, args=[[listening]], daemon=True)
        thread.start()
        while not server.started:
            assert thread.is_alive(), "the site does not start"
            time.sleep(0.02)
        yield listening.getsockname()[1]
        server.should_exit = True
        thread.join()


def test_an_address_may_be_written_as_it_is_read(guarded: int) -> None:
    path = "/fatiao/documents.json?_shape=arrayfirst&_col=title&title__contains=储备粮"
    head = f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
    at = head.index("储".encode()) + 1
    with socket.create_connection(("127.0.0.1", guarded)) as connection:
        for _ in range(2):  # of the second address on a connection nothing else holds
            connection.sendall(head[:at])
            time.sleep(0.05)  # the rest of the character comes later
            connection.sendall(head[at:])
            answer = HTTPResponse(connection)
            answer.begin()
            assert answer.status == 200 and b"\\u50a8\\u5907\\u7cae" in answer.read()


def test_the_database_is_sent_at_once_and_is_whole(database: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(database)) as writer:
        writer.execute("pragma journal_mode = wal")
        writer.execute("pragma wal_checkpoint(truncate)")
    direct = Direct(database)
    assert direct.is_whole
    before = database.read_bytes()
    with closing(sqlite3.connect(database)) as writer, writer:
        writer.execute("update documents set title = '改'")
    with closing(sqlite3.connect(database)) as writer:
        writer.execute("pragma wal_checkpoint(passive)")
    assert database.read_bytes() == before, "the file changes while it is read"
    sent: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    asyncio.run(direct.asgi_send(send))
    got = tmp_path / "got" / "fatiao.db"
    got.parent.mkdir()
    got.write_bytes(b"".join(message.get("body", b"") for message in sent))
    with closing(sqlite3.connect(f"file:{got}?mode=ro", uri=True)) as connection:
        assert connection.execute("pragma integrity_check").fetchone() == ("ok",)
        assert connection.execute("select count(*) from documents where title = '改'").fetchone() == (0,)
    assert not Direct(database).is_whole, "what was written meanwhile is in the log alone"


def test_a_database_with_a_log_is_copied(database: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(database)) as writer:
        writer.execute("pragma journal_mode = wal")
        writer.execute("update documents set title = '改'")
        writer.commit()
        answer = get(build(database), "/fatiao.db")
    assert answer.status_code == 200
    got = tmp_path / "got.db"
    got.write_bytes(answer.content)
    with closing(sqlite3.connect(got)) as connection:
        assert connection.execute("select distinct title from documents").fetchall() == [("改",)]


def test_who_waits_for_a_copy_takes_no_thread_from_the_pages(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    is_slow = threading.Event()
    monkeypatch.setattr(download, "copy_database", lambda old, new: is_slow.wait(30) and shutil.copy(old, new))

    async def ask() -> set[int]:
        client = build(database).client
        waiting = [asyncio.ensure_future(client.get("/fatiao.db")) for _ in range(40)]
        try:
            while not download.database_copy._lock.locked():
                await asyncio.sleep(0.01)
            await asyncio.sleep(0.2)
            await asyncio.wait_for(asyncio.to_thread(int), 5)
        finally:
            is_slow.set()
        return {answer.status_code for answer in await asyncio.gather(*waiting)}

    with closing(sqlite3.connect(database)) as writer:
        writer.execute("pragma journal_mode = wal")
        writer.execute("update documents set title = '改'")
        writer.commit()
        assert asyncio.run(ask()) == {200}
