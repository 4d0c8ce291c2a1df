"""Tables that go on over the page: which rows repeat the head, and rows brought to the columns that all pages have.

The last line of a page and the first of the next, furniture apart, are of one table if they are rows between the same
left and right edge. A head that is printed again, and a line above it that says 续表, are furniture.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ...text.fold import fold
from .model import PrintedLine, PrintedPage

_NEAR = 6.0
"""Points within which the edges of columns are one."""
_CONTINUED = re.compile(
    r"\(?续表?\)?\s*[\d.\-A-Z]*\s*\)?\Z|续?(?:表|附表)\s*[\d.\-A-Z]+.{0,40}\(续(?:表|完)?\d*\)\Z|\(?接上[页表]\)?\Z"
    r"|(?:表|附表)\s*[\d.\-A-Z]+\s*\(续(?:表|完)?\d*\).{0,60}\Z"
)
"""What stands above a table that goes on: 续表1, 表1 质量指标（续）, 表1（续） 质量指标 单位：%."""
_HEAD = 4
"""Rows that a head has at most."""


@dataclass(slots=True)
class _Part:
    """The rows of a table that stand on one page: the page, and the first and last of its lines."""

    page: int
    first: int
    last: int


def joined(
    pages: Sequence[PrintedPage], furniture: Sequence[frozenset[int]]
) -> tuple[list[PrintedPage], list[frozenset[int]]]:
    """Return pages with the rows of tables over several in the same columns, and what is furniture besides."""
    out, more = list(pages), [set(lines) for lines in furniture]
    for parts in _tables(pages, furniture, more):
        rows = [pages[part.page].lines[index] for part in parts for index in range(part.first, part.last + 1)]
        edges = _union(row.edges for row in rows)
        first = parts[0]
        head = [pages[first.page].lines[index].text for index in range(first.first, first.last + 1)][:_HEAD]
        for part in parts:
            lines = list(out[part.page].lines)
            if part is not first:
                more[part.page] |= _repeated(lines, part, head)
            for index in range(part.first, part.last + 1):
                lines[index] = _in_columns(lines[index], edges)
            out[part.page] = out[part.page]._replace(lines=tuple(lines))
    return out, [frozenset(lines) for lines in more]


def _tables(
    pages: Sequence[PrintedPage], furniture: Sequence[frozenset[int]], more: Sequence[set[int]]
) -> list[list[_Part]]:
    """Return the tables that stand on several pages; what stands above a part that goes on is added to `more`."""
    found: list[list[_Part]] = []
    open_table: list[_Part] = []
    for number, page in enumerate(pages):
        body = [index for index in range(len(page.lines)) if index not in furniture[number]]
        labels = body[:1] if body and _CONTINUED.match(fold(page.lines[body[0]].text).strip()) else []
        first = _run(page, body[len(labels) :])
        if open_table and first and _fit(pages[open_table[-1].page].lines[open_table[-1].last], page.lines[first[0]]):
            open_table.append(_Part(number, first[0], first[-1]))
            more[number] |= set(labels)
            if len(open_table) == 2:
                found.append(open_table)
            if first[-1] == body[-1]:
                continue
        last = list(reversed(_run(page, body[::-1])))
        open_table = [_Part(number, last[0], last[-1])] if last else []
    return found


def _run(page: PrintedPage, body: Sequence[int]) -> list[int]:
    """Return the rows of one table that a page's body begins with."""
    run: list[int] = []
    for index in body:
        if not page.lines[index].is_row or (run and not _fit(page.lines[run[-1]], page.lines[index])):
            break
        run.append(index)
    return run


def _fit(one: PrintedLine, other: PrintedLine) -> bool:
    """Tell whether two rows reach from the same edge to the same edge."""
    if not one.edges or not other.edges:
        return False
    return abs(one.edges[0] - other.edges[0]) <= _NEAR and abs(one.edges[-1] - other.edges[-1]) <= _NEAR


def _union(edges: Iterable[tuple[float, ...]]) -> tuple[float, ...]:
    """Return the edges of all rows, those that lie together as one."""
    out: list[float] = []
    for edge in sorted(edge for row in edges for edge in row):
        if not out or edge - out[-1] > _NEAR:
            out.append(edge)
    return tuple(out)


def _in_columns(row: PrintedLine, edges: tuple[float, ...]) -> PrintedLine:
    """Return a row with a cell for each column that the table has on any page."""
    cells = [0] * (len(edges) - 1)
    for edge, count in zip(row.edges, row.cells, strict=False):
        cells[min(len(cells) - 1, max(0, bisect_right(edges, edge + _NEAR) - 1))] += count
    return row._replace(cells=tuple(cells), edges=edges)


def _repeated(lines: Sequence[PrintedLine], part: _Part, head: Sequence[str]) -> set[int]:
    """Return the rows of a part that repeat the head, from its first on; never all of it."""
    repeated: set[int] = set()
    for index, words in zip(range(part.first, part.last), head, strict=False):
        if "".join(lines[index].text.split()) != "".join(words.split()):
            break
        repeated.add(index)
    return repeated
