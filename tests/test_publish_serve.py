"""Serving: what cannot be served is told, and nothing is shown that is no longer so."""

from __future__ import annotations

import asyncio
import socket
import sqlite3
from pathlib import Path

import pytest
import uvicorn
from fatiao.publish.cache.clauses import clause_snapshot
from fatiao.publish.cache.parameter_columns import column_snapshot
from fatiao.publish.guard.connections import GuardedProtocol
from fatiao.publish.serve import build, serve
from fatiao.publish.served import ServeError, read_served
from uvicorn.server import ServerState


def test_answers_do_not_wait_for_the_reader_to_confirm_their_head() -> None:
    async def waits() -> bool:
        config = uvicorn.Config(build, log_level="warning")
        config.load()
        listening = socket.socket()  # as uvicorn opens it for several workers: no protocol is named
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        with listening, socket.create_connection(listening.getsockname()):
            loop = asyncio.get_running_loop()
            accepted, _ = listening.accept()
            transport, _ = await loop.connect_accepted_socket(
                lambda: GuardedProtocol(config, ServerState(), {}), accepted
            )
            waits = not transport.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
            transport.abort()
            return waits

    assert not asyncio.run(waits())


def test_the_first_reader_waits_for_nothing_to_be_read(database: Path) -> None:
    datasette = build(database)
    asyncio.run(datasette.invoke_startup())
    served, file = datasette.get_database("fatiao"), sqlite3.connect(":memory:")  # which has no tables to read
    assert len(clause_snapshot.current(served, file).documents) == 2
    assert len(column_snapshot.current(served, file).ids) == 4


def test_nothing_is_shown_that_is_no_longer_so(database: Path) -> None:
    datasette = build(database)

    def counted() -> list[int]:
        answer = asyncio.run(datasette.client.get("/fatiao/parameters.json")).json()
        return [answer["filtered_table_rows_count"], *(f["count"] for f in answer["facet_results"]["role"]["results"])]

    assert counted() == counted() == [4, 1, 1, 1, 1]
    connection = sqlite3.connect(database)
    with connection:
        connection.execute("delete from parameters where role = 'penalty'")
    connection.close()
    assert counted() == [3, 1, 1, 1]


def test_queries_that_differ_are_not_taken_for_one_another(database: Path) -> None:
    datasette = build(database, sql=True)

    def ask(**arguments: str) -> object:
        sql = "select typeof(:x) as kind, :x as x"
        query = {"sql": sql, "_shape": "arrays", **arguments}
        return asyncio.run(datasette.client.get("/fatiao.json", params=query)).json()["rows"]

    assert ask(x="1") == [["text", "1"]]
    assert ask(x="2") == [["text", "2"]]

    async def kinds() -> list[str]:
        asked = [
            await datasette.get_database("fatiao").execute("select typeof(?)", [value]) for value in (1, 1.0, True)
        ]
        return [found.single_value() for found in asked]

    assert asyncio.run(kinds()) == ["integer", "real", "integer"]


def text_file(path: Path) -> None:
    """Make a file that is no database."""
    path.write_text("这不是数据库" * 1000)


def strange(path: Path) -> None:
    """Make a database of another program."""
    sqlite3.connect(path).close()
    sqlite3.connect(path).execute("create table notes (text)")


UNSERVED = [
    (lambda path: None, r"There is no database .*x\.db\. Build one first: fatiao build", "no file"),
    (text_file, r"x\.db cannot be read .*Move it away and build again", "no database"),
    (strange, r"x\.db is not a database of this version of fatiao", "another program's"),
]


@pytest.mark.parametrize(("make", "message"), [row[:2] for row in UNSERVED], ids=[row[2] for row in UNSERVED])
def test_what_cannot_be_served_is_told(tmp_path: Path, make, message: str) -> None:
    make(tmp_path / "x.db")
    with pytest.raises(ServeError, match=message):
        build(tmp_path / "x.db")


def test_an_address_in_use_is_told(database: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(ServeError, match=rf"http://127.0.0.1:{port} cannot be used .* Give another port"):
            serve(read_served([str(database)]), port=port)
