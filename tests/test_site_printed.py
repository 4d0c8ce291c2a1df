"""The place of a clause, of a number and of a flag on the printed page, as the site shows it."""

from __future__ import annotations

import io
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from asked import get
from datasette.utils import tilde_encode
from fatiao.pipeline import build as build_pages
from fatiao.publish.serve import build
from forms import as_pdf, as_text, paragraphs
from PIL import Image

LINES = paragraphs("002", "国家科委八六三计划保密规定")


def is_marked(colour: tuple[int, int, int]) -> bool:
    """Tell whether a dot is white paper under the mark."""
    red, green, blue = colour
    return red == 255 and green > 235 and 160 < blue < 190


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("printed")
    (folder / "law.pdf").write_bytes(as_pdf(LINES))
    (folder / "law.txt").write_bytes(as_text(LINES))
    assert not build_pages([folder / "law.pdf", folder / "law.txt"], folder / "a.db", jobs=1).failures
    return folder


@pytest.fixture
def folder(built: Path, tmp_path: Path) -> Path:
    """The files and their database, to do with as a test likes."""
    return Path(shutil.copytree(built, tmp_path / "printed"))


def place(folder: Path, name: str, words: str) -> tuple[str, int, int]:
    """Return the source of a file, and where some words stand in it."""
    with closing(sqlite3.connect(folder / "a.db")) as database:
        source_id, text = database.execute("select id, text from sources where uri = ?", [name]).fetchone()
    start = text.index(words)
    return source_id, start, start + len(words)


def picture(folder: Path, name: str, words: str) -> httpx.Response:
    source_id, start, end = place(folder, name, words)
    return get(build(folder / "a.db"), f"/source/{source_id}/printed.png?from={start}&to={end}")


def test_the_line_of_the_words_is_marked(folder: Path) -> None:
    answer = picture(folder, "law.pdf", "第四条")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
    shown = Image.open(io.BytesIO(answer.content)).convert("RGB")
    dots = shown.load()
    assert dots is not None
    marked = [y for y in range(shown.height) if any(is_marked(dots[x, y]) for x in range(0, shown.width, 2))]
    assert shown.width > 900 and 15 < len(marked) < 40, "one line of 12 points"
    assert shown.height * 0.3 < marked[0] < shown.height * 0.7, "with lines above and below"


def test_editors_see_it_beside_the_decision(folder: Path) -> None:
    source_id, start, end = place(folder, "law.pdf", "第四条")
    with closing(sqlite3.connect(folder / "a.db")) as database, database:
        row = ("f1", source_id, None, None, "misread", "第四条", "第五条", "试验", 0.9, start, end)
        database.execute("insert into flags values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    page = get(build(folder / "a.db"), "/review/f1")
    shown = f"/source/{source_id}/printed.png?from={start}&amp;to={end}"
    assert page.status_code == 200 and shown in page.text and "<mark>第四条</mark>" in page.text


def test_pages_show_it(folder: Path) -> None:
    site = build(folder / "a.db")
    with closing(sqlite3.connect(folder / "a.db")) as database:
        sql = """select d.id, (select min(id) from parameters where document_id = d.id) from documents d
                 join sources s on s.id = d.source_id order by s.uri"""
        (printed, number), (plain, other) = database.execute(sql).fetchall()
        database.execute(
            "insert into flags select 'f', source_id, id, null, 'gap', '第', null, '缺号', 0.5, start_char, end_char from documents"
            " where id = ?",
            [printed],
        )
        database.commit()
    for path, is_shown in [
        (f"/regulation/{quote(printed)}?cite=art_4", True),
        (f"/regulation/{quote(plain)}?cite=art_4", False),
        (f"/fatiao/parameters/{tilde_encode(number)}", True),
        (f"/fatiao/parameters/{tilde_encode(other)}", False),
        ("/source/{}?from={}&to={}".format(*place(folder, "law.pdf", "第四条")), True),
        ("/source/{}?from={}&to={}".format(*place(folder, "law.txt", "第四条")), False),
        ("/fatiao/flags", True),
    ]:
        answer = get(site, path)
        assert answer.status_code == 200 and ("printed.png" in answer.text) == is_shown, path


@pytest.mark.parametrize("change", ["gone", "another", "no PDF"])
def test_a_file_that_is_not_as_it_was_is_not_shown(folder: Path, change: str) -> None:
    if change == "gone":
        (folder / "law.pdf").unlink()
    else:
        (folder / "law.pdf").write_bytes(as_pdf(LINES[:5]) if change == "another" else b"%PDF-1.7 gone")
    assert picture(folder, "law.pdf", "第四条").status_code == 404


@pytest.mark.parametrize("query", ["", "?from=5&to=3", "?from=x&to=9", "?from=999999999&to=9999999999"])
def test_a_range_that_is_none_is_not_shown(folder: Path, query: str) -> None:
    source_id, _, _ = place(folder, "law.pdf", "第四条")
    assert get(build(folder / "a.db"), f"/source/{source_id}/printed.png{query}").status_code == 404
    assert picture(folder, "law.txt", "第四条").status_code == 404
