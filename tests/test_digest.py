"""One hash of what a database says: whatever it was built by and in whatever steps, the same; else another."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner
from fatiao.cli import main
from fatiao.pipeline import build
from fatiao.store.digest import LEFT_OUT, digest, digests
from fatiao.store.schema import TABLES
from hypothesis import example, given, settings
from hypothesis import strategies as st

SAMPLES = Path(__file__).parent.parent / "corpus" / "pages"

LOAN = "甲市小额贷款办法\n甲府〔2008〕9号\n第一条 依据《乙市担保办法》第二条制定本办法。\n第二条 贷款余额不得超过基金规模的{}倍。\n"
GUARANTEE = "乙市担保办法\n乙府〔2007〕3号\n第一条 为规范担保，制定本办法。\n第二条 担保余额不得超过净资产的10倍。\n"
PAGES = {
    "one text": LOAN.format(5),
    "another text of its title": LOAN.format(8),
    "a third": LOAN.format(9),
    "a copy under other words of the site": "首页 > 法规\n" + LOAN.format(5) + "关闭窗口\n",
    "a copy in traditional characters": "甲市小額貸款辦法\n甲府〔2008〕9號\n第一條 為規範貸款，制定本辦法。\n第二條 貸款餘額不得超過基金規模的5倍。\n",
    "what it cites": GUARANTEE,
    "both, and a mark that is doubted": LOAN.format(5) + "\n\n" + GUARANTEE.replace("，制定", "，（制定"),
    "what repeals": "甲市决定\n甲府〔2010〕1号\n第一条 《甲市小额贷款办法》自2010年3月1日起废止。\n",
    "a table": "丙市收费标准\n第一条 收费标准如下：\n档次 元\n甲 80\n乙 90\n第二条 本标准自2009年1月1日起施行。\n",
}
NAMES = ["a.txt", "b.txt", "c.txt", "sub/a.txt"]

Step = tuple[str, str, str]
STEPS = st.one_of(
    st.tuples(st.just("write"), st.sampled_from(NAMES), st.sampled_from(list(PAGES))),
    st.tuples(st.just("remove"), st.sampled_from(NAMES), st.just("")),
    st.tuples(st.just("rename"), st.sampled_from(NAMES), st.sampled_from(NAMES)),
)
"""Something that happens to a file: it is written (new or changed), removed, or takes another name."""


def happen(folder: Path, step: Step) -> None:
    what, name, other = step
    file = folder / name
    if what == "write":
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(PAGES[other], encoding="utf-8")
    elif what == "remove":
        file.unlink(missing_ok=True)
    elif file.exists():
        (folder / other).parent.mkdir(parents=True, exist_ok=True)
        file.replace(folder / other)


def said(database: Path) -> dict[str, str]:
    with closing(sqlite3.connect(database)) as db:
        return digests(db)


def rows_that_differ(one: Path, other: Path) -> dict[str, tuple[set[tuple[object, ...]], set[tuple[object, ...]]]]:
    """Return the rows that only one of two databases has, by table, for who reads why a test failed."""
    out = {}
    for table, spec in TABLES.items():
        columns = [column for column in spec.columns if column not in LEFT_OUT.get(table, ())]
        if not columns:
            continue
        sql = f'select {", ".join(chr(34) + column + chr(34) for column in columns)} from "{table}"'
        with closing(sqlite3.connect(one)) as a, closing(sqlite3.connect(other)) as b:
            first, second = set(a.execute(sql)), set(b.execute(sql))
        if first != second:
            out[table] = (first - second, second - first)
    return out


@example(  # a copy that is found under another name, too, which is before that of the document it copied
    builds=[
        [("write", "b.txt", "one text"), ("write", "c.txt", "a copy under other words of the site")],
        [("write", "a.txt", "a copy under other words of the site")],
    ]
)
@given(builds=st.lists(st.lists(STEPS, min_size=1, max_size=4), min_size=1, max_size=5))
@settings(max_examples=12)
def test_many_builds_say_what_one_says(builds: list[list[Step]]) -> None:
    with TemporaryDirectory() as folder:
        home = Path(folder)
        happen(home / "pages", ("write", "always.txt", "what it cites"))  # a folder without a page is a failure
        for steps in builds:
            for step in steps:
                happen(home / "pages", step)
            report = build([home / "pages"], home / "grown.db", jobs=1, prune=True)
            assert report.failures == []
        build([home / "pages"], home / "fresh.db", jobs=1)
        assert rows_that_differ(home / "grown.db", home / "fresh.db") == {}
        assert said(home / "grown.db") == said(home / "fresh.db")


MARKED = "# 甲市小额贷款办法\n\n甲府〔2008〕9号\n\n**第一条** 贷款余额不得超过基金规模的**5倍**。\n"


@pytest.mark.parametrize("builds", [["b.txt", "a.md"], ["a.md", "b.txt"], ["a.md", "b.txt", "c.txt", "b.txt"]])
def test_of_one_content_under_several_endings_the_first_file_says_how_it_is_read(
    tmp_path: Path, builds: list[str]
) -> None:
    for name in {*builds}:
        (tmp_path / name).write_text(MARKED, encoding="utf-8")
    for name in builds:
        assert build([tmp_path / name], tmp_path / "grown.db", jobs=1, force=True).failures == []
    build([tmp_path / name for name in builds], tmp_path / "fresh.db", jobs=1)
    assert rows_that_differ(tmp_path / "grown.db", tmp_path / "fresh.db") == {}

    (tmp_path / "a.md").unlink()
    rest = [tmp_path / name for name in builds if name != "a.md"]
    build([tmp_path / "*.*"], tmp_path / "grown.db", jobs=1, prune=True)
    assert build(rest, tmp_path / "grown.db", jobs=1).stored >= 1
    build(rest, tmp_path / "alone.db", jobs=1)
    assert rows_that_differ(tmp_path / "grown.db", tmp_path / "alone.db") == {}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples, and the pages above, built by one process."""
    home = tmp_path_factory.mktemp("digest")
    folder = pages_in(home, "pages")
    assert build([folder], home / "a.db", jobs=1).failures == []
    return home / "a.db"


def pages_in(home: Path, name: str) -> Path:
    folder = home / name
    shutil.copytree(SAMPLES, folder)
    for number, text in enumerate(PAGES.values()):
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("seed", [1, 2])
def test_neither_processes_nor_order_nor_place_matter(built: Path, tmp_path: Path, jobs: int, seed: int) -> None:
    files = sorted(pages_in(tmp_path, "pages").iterdir())
    random.Random(seed).shuffle(files)
    half = len(files) // 2
    for some in (files[:half], files[half:]):
        assert build(some, tmp_path / "b.db", jobs=jobs).failures == []
    assert said(tmp_path / "b.db") == said(built)


def changed(database: Path, copy: Path, statement: str) -> dict[str, str]:
    shutil.copy(database, copy)
    with closing(sqlite3.connect(copy)) as db:
        assert db.execute(statement).rowcount == 1
        db.commit()
    return said(copy)


CHANGES = [
    ("provisions", "update provisions set text = text || '。' where id = (select min(id) from provisions)"),
    ("parameters", "update parameters set max_value = 6 where id = (select min(id) from parameters where max_value=5)"),
    ("parameters", "update parameters set holder = null where id = (select min(id) from parameters where holder > '')"),
    (
        "parameters",
        "update parameters set holder = '' where id = (select min(id) from parameters where holder is null)",
    ),
    (
        "evidence",
        "delete from evidence where (parameter_id, field, ordinal) = (select parameter_id, field, ordinal from evidence limit 1)",
    ),
    ("citations", "update citations set id = id || '0' where id = (select min(id) from citations)"),
    ("files", "update files set size = size + 1 where uri = (select min(uri) from files)"),
]


@pytest.mark.parametrize(("table", "statement"), CHANGES, ids=[f"{i} {table}" for i, (table, _) in enumerate(CHANGES)])
def test_a_row_that_differs_gives_another_hash(built: Path, tmp_path: Path, table: str, statement: str) -> None:
    before, after = said(built), changed(built, tmp_path / "c.db", statement)
    assert {name for name in before if before[name] != after[name]} == {table}


@pytest.mark.parametrize(
    "statement",
    [
        "update builds set seconds = 1e9",
        "update files set mtime_ns = 1 where uri = (select min(uri) from files)",
        "update sources set added_at = '1999-01-01T00:00:00Z' where id = (select min(id) from sources)",
    ],
)
def test_when_it_was_built_does_not_count(built: Path, tmp_path: Path, statement: str) -> None:
    assert changed(built, tmp_path / "c.db", statement) == said(built)


def test_every_table_is_hashed_but_that_of_builds(built: Path) -> None:
    assert set(said(built)) == TABLES.keys() - {"builds"}


def run(*args: object) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["digest", *map(str, args)])
    return result.exit_code, result.output


def test_the_command_prints_the_hash(built: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(built)) as db:
        expected = digest(db)
    assert run("--db", built) == (0, f"{expected}\n")
    lines = run("--db", built, "--tables")[1].splitlines()
    assert lines[-1] == expected
    assert dict(line.split("  ")[::-1] for line in lines[:-1]) == said(built)
    assert run("--db", tmp_path / "none.db")[0] == 1
