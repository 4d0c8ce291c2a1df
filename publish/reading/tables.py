"""A table rebuilt from text as an HTML table, with the marks of its cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from html import escape

from ..queries.document import Row
from .inline import InlineRenderer


def table_html(table: Row, cells: Iterable[Row], inline: InlineRenderer) -> str:
    """Return a table whose row 0 is its header, in a box that scrolls sideways and can be reached by keyboard."""
    grid: defaultdict[tuple[int, int], str] = defaultdict(str)
    for cell in cells:
        start, end = cell["start_char"], cell["end_char"]
        grid[cell["row"], cell["column"]] += inline.render(start, end) + inline.flag_signs(start, end)
    if not grid:
        return ""
    width = max(column for _, column in grid) + 1
    height = max(row for row, _ in grid) + 1
    # of a table without a row 0 every row is data
    head = _row(grid, 0, width, "th") if any(row == 0 for row, _ in grid) else ""
    body = "".join(_row(grid, row, width, "td") for row in range(1 if head else 0, height))
    title = escape(" ".join((table["title"] or "").split()))
    # it stands in the text before the table
    caption = f'<caption class="hidden">{title}</caption>' if title else ""
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="表格 {title}">'
        f"<table>{caption}{f'<thead>{head}</thead>' if head else ''}<tbody>{body}</tbody></table></div>"
    )


def _row(grid: defaultdict[tuple[int, int], str], row: int, width: int, tag: str) -> str:
    cells = []
    for column in range(width):
        text = grid.get((row, column), "")
        # a header without words would be read aloud as one
        kind = "td" if tag == "th" and not text else tag
        scope = ' scope="col"' if kind == "th" else ""
        cells.append(f"<{kind}{scope}>{text}</{kind}>")
    return f"<tr>{''.join(cells)}</tr>"
