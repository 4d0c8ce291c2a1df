"""Everything in the database is described, in Datasette and in docs/schema.md, and nothing else is."""

import re
import sqlite3
from pathlib import Path

import pytest
from fatiao.publish.serve import metadata
from fatiao.store.index import INDEXED
from fatiao.store.schema import TABLES, VIEWS
from fatiao.store.write import Store

SCHEMA_DOC = (Path(__file__).parent.parent / "docs" / "schema.md").read_text(encoding="utf-8")
NAMES = [*TABLES, *VIEWS]


@pytest.fixture(scope="module")
def columns(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """Columns of every table and view of a new database, the index and SQLite's own tables left out."""
    path = tmp_path_factory.mktemp("schema") / "x.db"
    Store(path).close()
    connection = sqlite3.connect(path)
    names = [row[0] for row in connection.execute("select name from sqlite_master where type in ('table', 'view')")]
    ours = [name for name in names if "_fts" not in name and not name.startswith("sqlite_")]
    found = {name: [row[1] for row in connection.execute(f'pragma table_info("{name}")')] for name in ours}
    connection.close()
    return found


def test_metadata_describes_every_table_and_column(columns: dict[str, list[str]]) -> None:
    tables = metadata()["databases"]["fatiao"]["tables"]
    assert set(tables) == set(columns) == set(NAMES)
    for name, described in tables.items():
        assert list(described["columns"]) == columns[name]
        assert described["title"] and described["description"]
        assert all(described["columns"].values())


@pytest.mark.parametrize("name", NAMES)
def test_metadata_names_only_columns_that_are(columns: dict[str, list[str]], name: str) -> None:
    described = metadata()["databases"]["fatiao"]["tables"][name]
    named = [
        *(facet["in_memory"] if isinstance(facet, dict) else facet for facet in described.get("facets", ())),
        *(described[k] for k in ("label_column", "sort", "sort_desc") if k in described),
    ]
    assert set(named) <= set(columns[name])


def test_descriptions_name_the_values_of_closed_vocabularies() -> None:
    tables = metadata()["databases"]["fatiao"]["tables"]
    assert tables["parameters"]["columns"]["modality"] == "语气：must 应当、must not 不得、may 可以"
    assert "section 节、division 一、 article 条" in tables["provisions"]["columns"]["level"]
    assert not [words for table in tables.values() for words in table["columns"].values() if "{values}" in words]


@pytest.mark.parametrize("name", NAMES)
def test_the_document_describes_every_column(columns: dict[str, list[str]], name: str) -> None:
    sections = re.split(r"^## ", SCHEMA_DOC, flags=re.MULTILINE)
    section = next(s for s in sections if f"`{name}`" in s.splitlines()[0])
    missing = [column for column in columns[name] if f"`{column}`" not in section]
    assert missing == []


@pytest.mark.parametrize("name", INDEXED)
def test_the_document_describes_the_index(name: str) -> None:
    described = re.search(rf"`{name}_fts` \(([^)]*)\)", SCHEMA_DOC)
    assert described and tuple(re.findall(r"`(\w+)`", described[1])) == INDEXED[name]


def test_queries_say_what_they_are() -> None:
    queries = metadata()["databases"]["fatiao"]["queries"]
    assert all({"title", "description", "sql"} <= set(query) for query in queries.values())
    for query in queries.values():
        assert set(re.findall(r":([a-z]+)", query["sql"])) == set(query["params"])
        assert not query["params"] or "不填" in query["description"]
