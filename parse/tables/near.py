"""Whether a line of a page is one of a table, told by the lines beside it: before anyone knows where tables are."""

from __future__ import annotations

from collections.abc import Sequence

from ...text.source import Span
from .lines import Form, Line, read_line


def in_table(folded: str, page: Sequence[Span], index: int) -> bool:
    """Tell whether a line, one of `page`, belongs to a table.

    It does if it has tabs, if the lines above and below it have (it goes on with a cell), or if it is cut into as many
    cells as the one above or below it.
    """
    line = page[index]
    if "\t" in line.of(folded):
        return True
    beside = [page[i] for i in (index - 1, index + 1) if 0 <= i < len(page)]
    if len(beside) == 2 and all("\t" in other.of(folded) for other in beside):
        return True
    cells = _read(folded, line)
    if cells.form not in (Form.GAPPED, Form.BARRED) or len(cells.pieces) < 2:
        return False
    others = [_read(folded, other) for other in beside]
    return any(other.form is cells.form and len(other.pieces) in (0, len(cells.pieces)) for other in others)


def _read(folded: str, span: Span) -> Line:
    return read_line(folded, folded, *span)[0]
