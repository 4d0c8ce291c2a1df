"""Text tables: found anywhere in a regulation, and rebuilt as rows, columns and labelled cells.

Guarantees: every cell's span is a piece of the source (its text is that piece, stripped), cells stand in the
order of the source inside the table's span, and tables do not overlap. Text without tables costs one scan.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...text.patterns import pattern
from ...text.source import Span
from ..model import Table
from .grid import Row, filled, paragraphs, rows_of_bars, rows_of_gaps, rows_of_single_cells, rows_of_tabs
from .heads import without_spaces
from .labels import label_cells, title_of
from .lines import CUE, Form, Line, read_line

_WIDEST = 100  # columns; a line with more is no row of a table
_CONTINUED = 3  # lines a cell may run on for before the table counts as ended
_UNIT_NOTE = pattern(r"\(?\s*(?:计量|金额|货币)?单位\s*:")


def find_tables(folded: str, text: str, span: Span, title: Span | None = None) -> tuple[Table, ...]:
    """Return the tables in a span of a source, in order.

    Args:
        folded: the folded view of the whole source.
        text: the text of the whole source; cells are copied from it.
        span: where to look: any stretch of whole lines, best a whole regulation or annex.
        title: a title above the span; it is the caption of a table that stands directly below it.

    Returns:
        Tables whose row 0 is the header row (a table without one begins with row 1). Empty cells are left
        out; a label above or beside several cells is in the `header` of each. A cell that is printed in
        pieces gives several cells of the same row and column.
    """
    tables: list[Table] = []
    before = span.start
    for lines in _stretches(folded, text, span):
        for rows in _grids(folded, text, lines):
            if title and not tables and not folded[_line_end(folded, title.end) : lines[0].span.start].strip():
                before = title.start
            table = _table(folded, text, Span(before, span.end), rows)
            tables.append(table)
            before = table.span.end
    return tuple(tables)


def _line_end(folded: str, at: int) -> int:
    end = folded.find("\n", at)
    return end if end >= 0 else len(folded)


def _table(folded: str, text: str, around: Span, rows: list[Row]) -> Table:
    caption_row, rows = _caption_row(folded, rows)
    pieces = sorted(piece for row in rows for cell in row.values() for piece in cell)
    first, last = pieces[0].start, max(piece.end for piece in pieces)
    title, start = (caption_row, caption_row.start) if caption_row else title_of(folded, Span(around.start, first))
    caption = without_spaces(title.of(text)) if title else None
    return Table(caption, label_cells(folded, text, rows), Span(start, last), title)


def _caption_row(folded: str, rows: list[Row]) -> tuple[Span | None, list[Row]]:
    """Return the caption that a first row is, and the other rows.

    A spreadsheet repeats it in each column; others write the unit of the whole table beside it (单位:元/吨).
    """
    pieces = sorted(piece for cell in rows[0].values() for piece in cell if piece.of(folded).strip())
    words = {piece.of(folded) for piece in pieces}
    noted = len(pieces) == len(words) == 2 and _UNIT_NOTE.match(pieces[1].of(folded))
    if len(rows) > 2 and ((len(rows[0]) > 2 and len(words) == 1) or noted):
        return pieces[0], rows[1:]
    return None, rows


def _stretches(folded: str, text: str, span: Span) -> Iterator[list[Line]]:
    """Yield runs of lines of one form, with the plain and single blank lines between them."""
    at = span.start
    while cue := CUE.search(folded, at, span.end):
        start = max(at, folded.rfind("\n", at, cue.start() + 1) + 1)
        line, at = read_line(folded, text, start, span.end)
        if line.form < Form.GAPPED:
            continue
        lines, waiting = [line], list[Line]()
        while at < span.end:
            next_line, after = read_line(folded, text, at, span.end)
            if next_line.form is line.form:
                lines += [*waiting, next_line]
                waiting = []
            elif _may_wait(line.form, next_line, waiting):
                waiting.append(next_line)
            else:
                break
            at = after
        yield lines + _trailing(waiting)


def _may_wait(form: Form, line: Line, waiting: list[Line]) -> bool:
    """Tell whether a line of another form may stand inside a table: one blank line, or the rest of a cell."""
    if any(earlier.form is Form.BLANK for earlier in waiting):
        return False
    return line.form is Form.BLANK or (line.form is Form.PLAIN and form < Form.BARRED and len(waiting) < _CONTINUED)


def _trailing(waiting: list[Line]) -> list[Line]:
    blank = next((i for i, line in enumerate(waiting) if line.form is Form.BLANK), len(waiting))
    return waiting[:blank]


def _grids(folded: str, text: str, lines: list[Line]) -> Iterator[list[Row]]:
    """Yield the rows of each table in a stretch."""
    form = lines[0].form
    if max(len(line.pieces) for line in lines) > _WIDEST:
        return
    if form is Form.TABBED and all(filled(line) < 2 for line in lines if line.form is Form.TABBED):
        found = [rows_of_single_cells(folded, lines)]
    elif form is Form.TABBED:
        found = [rows_of_tabs(folded, part) for part in paragraphs(lines)]
    elif form is Form.BARRED:
        found = [rows_of_bars(folded, text, part) for part in paragraphs(lines)]
    else:
        found = [rows_of_gaps(folded, text, part) for part in paragraphs(lines)]
    yield from filter(None, found)
