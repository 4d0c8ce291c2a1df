"""Datasette without our plugin, as anyone may run it, opens every table and every row."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from fatiao.pipeline import build
from fatiao.store.schema import TABLES, VIEWS

PROGRAM = """
import asyncio, sys
sys._called_from_test = True  # with this Datasette loads none of the plugins that are installed
from datasette.app import Datasette
from datasette.utils import path_from_row_pks, tilde_encode

async def main():
    datasette = Datasette(files=[sys.argv[1]])
    await datasette.invoke_startup()
    names = [plugin["name"] for plugin in datasette._plugins()]
    assert "fatiao" not in names, names
    (name, database), = [pair for pair in datasette.databases.items() if pair[0] != "_internal"]
    hidden = set(await database.hidden_table_names())
    shown = [t for t in await database.table_names() if t not in hidden] + await database.view_names()
    for table in shown:
        page = await datasette.client.get(f"/{tilde_encode(name)}/{tilde_encode(table)}")
        assert page.status_code == 200, (table, page.status_code)
        data = await datasette.client.get(f"/{tilde_encode(name)}/{tilde_encode(table)}.json?_shape=array&_size=2")
        assert data.status_code == 200, (table, data.text)
        rows = data.json()
        pks = await database.primary_keys(table)
        for row in rows if pks else []:
            path = path_from_row_pks(row, pks, False)
            answer = await datasette.client.get(f"/{tilde_encode(name)}/{tilde_encode(table)}/{path}.json")
            assert answer.status_code == 200 and answer.json()["rows"], (table, path, answer.status_code)
        print(table, len(rows))

asyncio.run(main())
"""


def test_every_table_and_row_opens_without_our_plugin(tmp_path: Path) -> None:
    samples = Path(__file__).parent.parent / "corpus" / "pages"
    database = tmp_path / "fatiao.db"
    assert build(sorted(samples.iterdir())[:4], database, jobs=1).failures == []
    done = subprocess.run([sys.executable, "-c", PROGRAM, str(database)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    seen = dict(line.split() for line in done.stdout.splitlines())
    assert set(seen) >= {*TABLES, *VIEWS}
    assert all(seen[table] != "0" for table in ("documents", "provisions", "parameters", "citations", "clauses"))
