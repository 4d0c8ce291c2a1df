"""Workbooks: what a spreadsheet finds in the cells, also where a text is too long, or would be run as a formula."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from fatiao.store.export import workbook
from fatiao.store.export.workbook import CUT, LONGEST_CELL, Sheet, write_workbook
from openpyxl import load_workbook

CELLS = [
    ("text", "不得超过30%"),
    ("a whole number", 5),
    ("a fraction", 0.3),
    ("nothing", None),
    ("digits that are no number", "0012"),
    ("what would be a formula", "=1+1"),
    ("what would be a formula of another kind", "@SUM(A1)"),
    ("an address", "https://www.gov.cn/"),
    ("a line break", "第一条\n甲"),
    ("a character of two units", "𠮷"),
    ("as long as a cell", "长" * LONGEST_CELL),
]


def written(*sheets: Sheet) -> io.BytesIO:
    file = io.BytesIO()
    write_workbook(file, sheets)
    file.seek(0)
    return file


@pytest.mark.parametrize("cell", [cell for _, cell in CELLS], ids=[name for name, _ in CELLS])
def test_a_cell_comes_back_as_it_is(cell: object) -> None:
    page = load_workbook(written(Sheet("数值", ["事项", "n"], [[cell, 1]]))).active
    assert page is not None
    assert [row for row in page.iter_rows(values_only=True)] == [("事项", "n"), (cell, 1)]
    assert page["A2"].data_type == ("s" if isinstance(cell, str) else "n")


@pytest.mark.parametrize("text", ["长" * (LONGEST_CELL + 1), "𠮷" * LONGEST_CELL], ids=["one unit", "two units"])
def test_a_text_too_long_for_a_cell_says_that_it_is_cut(text: str) -> None:
    page = load_workbook(written(Sheet("条文", ["text"], [[text]]))).active
    assert page is not None
    found = page["A2"].value
    assert isinstance(found, str)
    assert found.endswith(CUT)
    assert text.startswith(found.removesuffix(CUT))
    assert LONGEST_CELL - 1 <= len(found.encode("utf-16-le")) / 2 <= LONGEST_CELL


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (["数值", "条文"], ["数值", "条文"]),
        (["a/b", "[x]*?"], ["a_b", "_x___"]),
        (["same", "Same"], ["same", "Same 2"]),
        (["很" * 40, "很" * 50], ["很" * 31, "很" * 29 + " 2"]),
    ],
)
def test_sheets_have_names_that_spreadsheets_take(names: list[str], found: list[str]) -> None:
    assert load_workbook(written(*(Sheet(name, ["a"], []) for name in names))).sheetnames == found


def test_rows_beyond_a_sheet_go_on_in_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 2)
    book = load_workbook(written(Sheet("n", ["n"], [[n] for n in range(5)])))
    rows = {page.title: [row[0] for row in page.iter_rows(values_only=True)] for page in book}
    assert rows == {"n": ["n", 0, 1], "n 2": ["n", 2, 3], "n 3": ["n", 4]}


def test_memory_does_not_grow_with_the_rows(tmp_path: Path) -> None:
    def peak(count: int) -> int:
        tracemalloc.start()
        write_workbook(tmp_path / "a.xlsx", [Sheet("n", ["text"], ([f"第{n}条" * 20] for n in range(count)))])
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    assert peak(8_000) < 1.2 * peak(2_000)


def test_what_fails_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_workbook(path, [Sheet("a", ["a"], [["before"]])])
    with pytest.raises(TypeError, match=r"b'x' in row 1, column 1: a cell is text, a number or None"):
        write_workbook(path, [Sheet("a", ["a"], [[b"x"]])])
    with pytest.raises(ValueError, match="at least one sheet"):
        write_workbook(path, [])
    assert zipfile.is_zipfile(path)
    page = load_workbook(path).active
    assert page is not None and page["A2"].value == "before"
    assert [each.name for each in tmp_path.iterdir()] == ["a.xlsx"]


def test_the_same_rows_give_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    sheet = Sheet("a", ["a"], [["甲", 1]])
    assert written(sheet).getvalue() == written(sheet).getvalue()
