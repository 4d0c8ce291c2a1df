"""The rows of a text table: lines cut into pieces become rows of columns.

Each function takes the lines of one stretch that may be a table and returns its rows, or nothing where the
stretch is no table. A cell broken over lines that other cells interrupt keeps its pieces apart: each piece is a
span of the source.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from ...text.numerals import NUMERAL_CHARACTERS
from ...text.source import Span
from .lines import Form, Line, columns_of, is_rule, trim

Row = dict[int, list[Span]]
"""The pieces of each column of a row that is not empty, by the column's number from 0."""

_NUMERIC = re.compile(
    rf"\d|[{NUMERAL_CHARACTERS}](?:[元倍%年月日天次人名户亩吨项条个]|分(?![之比]))|百分之|免[费收征]|^[-/]$"
)
_CONTACT = re.compile(
    r"电话|传真|电传|电报|电挂|邮编|邮政编码|地址|网址|[签盖]章|签[名字]|公章|代表:|代表人|联系人|日期:"
)
_OPEN_END = re.compile(r"[,、;:(\-]\Z|[^)]*\([^)]*\Z")
_RESUMED = re.compile(r"[但或及和与并且、,;)]")
_DRAWN = re.compile(r"[\u2500-\u257f]|\+-{2,}|[ ]{3,}\|")
"""What only a table has whose bars stand below each other: lines of a box, or cells filled up with spaces."""
_SAME_WIDTH = 0.6  # of the rows must have the same number of cells: merged cells are rarer than whole rows


def is_numeric(piece: str) -> bool:
    """Tell whether a cell's text holds a number."""
    return _NUMERIC.search(piece) is not None


def filled(line: Line) -> int:
    """Return how many pieces of a line are not empty."""
    return sum(piece.start < piece.end for piece in line.pieces)


def rows_of_bars(folded: str, text: str, lines: Sequence[Line]) -> list[Row]:
    """Return the rows of lines with bars; where rules separate rows, the lines between two rules are one row."""
    inner = [i for i, line in enumerate(lines) if is_rule(folded, line)]
    ruled = sum(any(line.pieces for line in lines[a + 1 : b]) for a, b in pairwise(inner)) > 1
    cells = [line for line in lines if line.pieces]
    place = _placer(text, cells) if _is_drawn(folded, lines) else _in_order
    rows: list[Row] = []
    fresh = True
    for line in lines:
        if filled(line):
            if fresh or not ruled:
                rows.append({})
            for column, piece in place(line):
                rows[-1].setdefault(column, []).append(piece)
            fresh = False
        fresh = fresh or is_rule(folded, line)
    return _checked(folded, rows)


def _is_drawn(folded: str, lines: Sequence[Line]) -> bool:
    """Tell whether bars are drawn below each other, so that a cell over several columns has its place by them.

    Where they only part the cells of a line (甲 | 元/次 | 10), a row may end before its last cell.
    """
    return any(_DRAWN.search(folded, *line.span) for line in lines)


def _in_order(line: Line) -> list[tuple[int, Span]]:
    return [(column, piece) for column, piece in enumerate(line.pieces) if piece.start < piece.end]


def rows_of_tabs(folded: str, lines: Sequence[Line]) -> list[Row]:
    """Return the rows of lines with tabs between cells, one row a line; a line without tabs continues its last cell.

    A row with fewer cells than usual has lost its first ones to cells merged from above, or empty last ones.
    """
    groups: list[list[list[Span]]] = []
    last = max((i for i, line in enumerate(lines) if line.form is Form.TABBED), default=-1)
    for line in lines[: last + 1]:
        if line.form is Form.TABBED:
            groups.append([[piece] if piece.start < piece.end else [] for piece in line.pieces])
        elif line.form is Form.PLAIN and groups and groups[-1][-1]:
            _extend(folded, groups[-1][-1], line)
    groups = [group for group in groups if any(group)]
    if len(groups) < 2 or sum(_CONTACT.search(p.of(folded)) is not None for g in groups for c in g for p in c) > 1:
        return []
    width = max(len(group) for group in groups[1:])
    whole = [group for group in groups[1:] if len(group) == width]
    numeric = [sum(_is_number(folded, group[i]) for group in whole) * 2 > len(whole) for i in range(width)]
    rows = [_fitted(folded, group, numeric) for group in groups[1:]]
    first = _numbered(groups[0], width, first=True)
    if len(groups[1]) < width and not any(_is_number(folded, cell) for cell in groups[1]):
        first, rows[0] = _numbered(groups[0], 0, first=True), _numbered(groups[1], width, first=False)
    return _checked(folded, [first, *rows])


def _is_number(folded: str, cell: list[Span]) -> bool:
    return bool(cell) and is_numeric(cell[0].of(folded))


def _fitted(folded: str, group: list[list[Span]], numeric: list[bool]) -> Row:
    """Number the cells of a row from the left or the right, whichever puts more numbers under numbers."""
    missing = max(0, len(numeric) - len(group))

    def agreement(shift: int) -> int:
        pairs = zip(group, numeric[shift:], strict=False)
        return sum(_is_number(folded, cell) == number for cell, number in pairs if cell)

    shift = missing if agreement(missing) >= agreement(0) else 0
    return {i + shift: cell for i, cell in enumerate(group) if cell}


def rows_of_single_cells(folded: str, lines: Sequence[Line]) -> list[Row]:
    """Return the rows of lines that hold one cell each behind a tab, with blank lines between rows.

    A row with too few cells has lost its first ones to cells merged from above, the header its later ones to
    a first label above several columns.
    """
    groups: list[list[list[Span]]] = [[]]
    for line in lines:
        if line.form is Form.BLANK:
            groups.append([])
        elif line.form is Form.TABBED:
            cell = trim(folded, line.span.start, line.span.end)
            groups[-1].append([cell] if cell.start < cell.end else [])
        elif groups[-1] and groups[-1][-1]:
            _extend(folded, groups[-1][-1], line)
    groups = [group for group in groups if any(group)]
    if len(groups) < 2:
        return []
    width, times = Counter(len(group) for group in groups[1:]).most_common(1)[0]
    if width < 2 or times < _SAME_WIDTH * (len(groups) - 1):
        return []
    rows = [_numbered(groups[0], width, first=True)] + [_numbered(group, width, first=False) for group in groups[1:]]
    return _checked(folded, rows)


def _numbered(group: list[list[Span]], width: int, *, first: bool) -> Row:
    missing = max(0, width - len(group))
    return {i + (missing if not first or i else 0): cell for i, cell in enumerate(group) if cell}


def _extend(folded: str, cell: list[Span], line: Line) -> None:
    cell[-1] = Span(cell[-1].start, trim(folded, line.span.start, line.span.end).end)


def rows_of_gaps(folded: str, text: str, lines: Sequence[Line]) -> list[Row]:
    """Return the rows of lines whose columns only runs of spaces separate, broken rows put together again.

    Such lines are a table only if a column besides the first holds numbers: letter heads, lists of names and
    signatures are set in columns too.
    """
    whole = [line for line in lines if len(line.pieces) > 1]
    if len(whole) < 3 or sum(_CONTACT.search(line.span.of(folded)) is not None for line in whole) * 6 > len(whole):
        return []
    place = _placer(text, whole)
    rows: list[Row] = []
    last = max(i for i, line in enumerate(lines) if len(line.pieces) > 1)
    for i, line in enumerate(lines):
        placed = place(line)
        if i > last and not (rows and _continues(folded, rows[-1], placed)):
            break
        if not rows or _opens_row(folded, rows[-1], placed, header=len(rows) == 1):
            rows.append({})
        for column, piece in placed:
            rows[-1].setdefault(column, []).append(piece)
    numbers = Counter(
        c for row in rows[1:] for c, cell in row.items() if c and any(is_numeric(piece.of(folded)) for piece in cell)
    )
    if len(rows) < 3 or not numbers or max(numbers.values()) * 2 < len(rows) - 1:
        return []
    return _checked(folded, rows)


def _continues(folded: str, row: Row, placed: list[tuple[int, Span]]) -> bool:
    (column, piece), *_ = placed
    above = row.get(column)
    if above is None:
        return False
    return bool(_OPEN_END.search(above[-1].of(folded)) or _RESUMED.match(piece.of(folded)))


def _opens_row(folded: str, row: Row, placed: list[tuple[int, Span]], *, header: bool) -> bool:
    if len(placed) > 1 and placed[0][0] == 0:
        return True
    return any(
        column and column in row and is_numeric(piece.of(folded))
        and (header or is_numeric(row[column][-1].of(folded)))
        for column, piece in placed
    )  # fmt: skip


def _placer(text: str, lines: Sequence[Line]) -> Callable[[Line], list[tuple[int, Span]]]:
    """Return a function that numbers the columns of a line's pieces.

    A line with the usual number of pieces is numbered in order; in any other each piece belongs to the column
    it stands under.
    """
    counts = Counter(len(line.pieces) for line in lines if len(line.pieces) > 1)
    usual = max(counts, key=lambda n: (counts[n], n), default=1)
    model = [columns_of(text, line) for line in lines if len(line.pieces) == usual]
    ranges = [(min(x[i][0] for x in model), max(x[i][1] for x in model)) for i in range(usual)] if model else []

    def nearest(start: int, end: int) -> int:
        def closeness(column: int) -> tuple[int, int]:
            left, right = ranges[column]
            return min(end, right) - max(start, left), -abs(start - left)

        return max(range(len(ranges)), key=closeness)

    def place(line: Line) -> list[tuple[int, Span]]:
        if len(line.pieces) == usual or not ranges:
            placed = list(enumerate(line.pieces))
        else:
            placed = [
                (nearest(*where), piece) for where, piece in zip(columns_of(text, line), line.pieces, strict=True)
            ]
        return [(column, piece) for column, piece in placed if piece.start < piece.end]

    return place


def _checked(folded: str, rows: list[Row]) -> list[Row]:
    """Return the rows if they make a table: two at least, and most of them with two cells or more.

    Rows that begin with a word and a colon (发文日期: …) are the form above a document.
    """
    if sum(row[min(row)][0].of(folded).endswith(":") for row in rows) * 2 > len(rows):
        return []
    many = sum(len(row) > 1 for row in rows)
    return rows if len(rows) > 1 and many > 1 and many >= _SAME_WIDTH * len(rows) else []


def paragraphs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield the lines between blank ones, put together again where every row stands in a paragraph of its own.

    A single line before a paragraph with as many pieces is its header.
    """
    group: list[Line] = []
    blank, joined = False, 1
    for line in lines:
        if line.form is Form.BLANK:
            blank = True
            continue
        if blank and group:
            if joined == len(group) and _alike(group[-1], line):
                joined += 1
            else:
                yield group
                group, joined = [], 1
        group.append(line)
        blank = False
    if group:
        yield group


def _alike(above: Line, below: Line) -> bool:
    """Tell whether two lines can be rows of one table; a rule goes with any row."""
    if above.form is Form.BARRED and not (above.pieces and below.pieces):
        return True
    return len(above.pieces) == len(below.pieces) > 1
