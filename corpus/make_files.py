"""Write corpus/files: regulations of the sample pages as PDF, Word, scan and HTML, as they come in the wild.

usage: PYTHONPATH=tests python corpus/make_files.py
"""

from __future__ import annotations

import io
from collections import defaultdict
from pathlib import Path

import forms
from fatiao.extract.page import process_source
from fatiao.ingest import read
from printed import Sheet, pdf

FILES = Path(__file__).parent / "files"
LOAN = ("000", "徐州市创业贷款担保管理办法(试行)")
SECRETS = ("002", "国家科委八六三计划保密规定")
STATION = ("003", "山东省应对国际贸易摩擦工作站管理办法")
UNEMPLOYED = ("004", "宜昌市下岗失业人员小额担保贷款管理办法")
_WIDTHS = (70, 140, 40, 200)
_SIZE = 10.0


def main() -> None:
    """Write all files."""
    FILES.mkdir(exist_ok=True)
    loan, secrets = forms.paragraphs(*LOAN), forms.paragraphs(*SECRETS)
    made = {
        "table_over_pages.pdf": with_table(*STATION),
        "two_columns.pdf": forms.as_pdf(forms.paragraphs(*UNEMPLOYED), columns=2),
        "scan.jpg": scan(secrets),
        "numbered.docx": forms.as_numbered_word(loan),
        "embedded_page.docx": forms.as_alt_chunk(secrets),
        "gb18030.html": forms.as_html(secrets, "gb2312"),
        "big5.html": forms.as_html(forms.traditional(secrets), "big5"),
    }
    for name, raw in made.items():
        (FILES / name).write_bytes(raw)
        print(f"{name}: {len(raw):,} bytes")


def scan(lines: list[str]) -> bytes:
    """Return a dirty scan of the first page."""
    raw = io.BytesIO()
    forms.dirty(forms.pictures(lines, dpi=150, size=9.5)[0]).save(raw, "JPEG", quality=40, dpi=(150, 150))
    return raw.getvalue()


def with_table(page: str, title: str) -> bytes:
    """Return a regulation with its table ruled, over two pages, the head on both."""
    (path,) = forms.PAGES.glob(f"{page}_*")
    source = read(path)
    regulation = next(one for one in process_source(source).page.regulations if one.title == title)
    (table,) = regulation.tables
    all_lines = forms.paragraphs(page, title)
    lines = all_lines[: all_lines.index(table.cells[0].text)]
    grid: dict[int, dict[int, str]] = defaultdict(dict)
    for cell in table.cells:
        grid[cell.row].setdefault(cell.column, "".join(cell.text.split()))
    head = [grid[0][0], grid[0][2], grid[0][3], grid[0][4]]
    rows = [[row.get(1, ""), row.get(2, ""), row.get(3, ""), row.get(4, "")] for number, row in grid.items() if number]
    rows = [row for row in rows if row[1] and row[3]]
    sheets = forms.sheets(lines)
    half = len(rows) // 2
    for number, part in enumerate((rows[:half], rows[half:]), start=len(sheets) + 1):
        sheet = Sheet()
        sheet.write(250, 805, "法规汇编", 9)
        sheet.write(285, 40, f"— {number} —", 9)
        _rule(sheet, [head, *part], 760)
        sheets.append(sheet)
    return pdf(sheets)


def _rule(sheet: Sheet, rows: list[list[str]], top: float) -> None:
    """Draw a table; a first cell without words goes on the one above it."""
    edges = [70.0]
    for width in _WIDTHS:
        edges.append(edges[-1] + width)
    y = top
    sheet.rule(edges[0], y, edges[-1], y)
    for number, row in enumerate(rows):
        cells = [_wrapped(words, int((width - 8) / _SIZE)) for words, width in zip(row, _WIDTHS, strict=True)]
        height = max(map(len, cells)) * _SIZE * 1.4 + 8
        for x, lines in zip(edges, cells, strict=False):
            for at, words in enumerate(lines):
                sheet.write(x + 4, y - (at + 1) * _SIZE * 1.4, words, _SIZE)
        for x in edges:
            sheet.rule(x, y, x, y - height)
        y -= height
        goes_on = number + 1 < len(rows) and not rows[number + 1][0]
        sheet.rule(edges[1] if goes_on else edges[0], y, edges[-1], y)


def _wrapped(words: str, width: int) -> list[str]:
    return [words[at : at + width] for at in range(0, len(words), width)] or [""]


if __name__ == "__main__":
    main()
