"""What the cells of a table are called: header row, labels of the rows, and the caption above the table."""

from __future__ import annotations

import re

from ...text.numerals import NUMERAL_CHARACTERS
from ...text.source import Span
from ..model import Cell, Label
from .grid import Row
from .lines import CAPTION

JOIN = " / "
"""What joins the labels of row and column in a cell's header, outermost first, the column's label last."""

_NUMBER = rf"(?:[{NUMERAL_CHARACTERS}]+|\d+)"
_UNIT_LINE = re.compile(r"(?P<caption>[^。;:]{0,40}?)[(\s]*(?:计量|金额|货币)?单位\s*:\s*\S{1,20}\s*\Z")
_DRAWN = re.compile(r"[-=\s\u2500-\u257f]*\Z")
_NO_CAPTION = re.compile(
    rf"[。;,!?:]|第{_NUMBER}[条款项]|\A(?:{_NUMBER}[、.]|\({_NUMBER}\)).{{20,}}|\A[\d\s.\-]+\Z|\d年\d{{1,2}}月"
)
_SPACES_INSIDE = re.compile(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])|\s*\n\s*")
_ORDINAL = re.compile(r"序号|编号|项次|行次|序|No\.?|№|代码|级数")
_VALUE = re.compile(
    rf"\A(?:[\d.,%‰\-~+<>≤≥\s]+[{NUMERAL_CHARACTERS}]?[元分人名天日年月次%]?(?:以[上下内])?|免费|免收|不收费?|[无/\-]+)\Z"
)
_NUMBER_ALONE = re.compile(r"\A\s*\d[\d.,]*\s*[元分人名天日%‰]?\Z")
_TIER = re.compile(r"不?(?:超过|高于|低于|满|足|少于|大于|小于)|以[上下内]|\d\s*[至~\-]\s*\d|[<>≤≥]")
_STATEMENT = re.compile(r"标准|处罚|罚则|罚款|幅度|要求|说明|备注|依据|规定|办法")
_UNIT_IN_HEAD = re.compile(r"[(\[][^()]{0,8}(?:[元%‰分米吨克日天月年人名个次亩顷度升]|[mgLdAB]\d?)[^()]{0,4}[)\]]")
_NONE = Label("", ())
_MOST_STUBS = 6
_TITLE_LENGTH = 50
_SHORTEST_CAPTION = 4  # characters: what stands before 单位: and is no longer is a date or an abbreviation


def label_cells(folded: str, text: str, rows: list[Row]) -> tuple[Cell, ...]:
    """Return the cells of the rows in the order of the source, each with its header.

    A cell's header joins the labels of its row (the columns before the first column of numbers, without
    ordinals; a label above several rows stands for each) and the label of its column. The header row has none.
    """
    depth = _header_depth(folded, rows)
    heads: dict[int, Label] = {}
    for row in rows[:depth]:
        heads |= {
            c: _under(_head(heads, c) if row is not rows[0] else _NONE, _joined(text, cell)) for c, cell in row.items()
        }
    body = rows[depth:]
    stubs = _stub_columns(folded, heads, body)
    cells = [
        Cell(0, c, None, piece.of(text).strip(), piece)
        for row in rows[:depth] for c, pieces in row.items() for piece in pieces
    ]  # fmt: skip
    above: dict[int, Label] = {}
    for number, row in enumerate(body, 1):
        leading = min(row)
        above = {c: label for c, label in above.items() if c < leading}
        above |= {c: _joined(text, row[c]) for c in stubs if c in row}
        for c, pieces in row.items():
            labels = [label for stub, label in sorted(above.items()) if stub < c] + [_head(heads, c)]
            named: dict[str, Label] = {}
            for label in labels:
                if label.text:
                    named.setdefault(label.text, label)
            header, parts = JOIN.join(named) or None, tuple(named.values())
            cells += [Cell(number, c, header, piece.of(text).strip(), piece, parts) for piece in pieces]
    return tuple(sorted(cells, key=lambda cell: cell.span))


def _header_depth(folded: str, rows: list[Row]) -> int:
    """Return how many rows at the top name the columns.

    None where the first row holds a bare value in a column of values; two where the second leaves its first
    columns to the first and names parts of a column that holds values further down.
    """

    def valued(row: Row, column: int) -> bool:
        return column in row and _VALUE.match(row[column][0].of(folded)) is not None

    columns = {c for row in rows[1:] for c in row if valued(row, c)}
    if any(valued(rows[0], c) for c in columns):
        return 0
    split = len(rows) > 2 and min(rows[1]) > 0 and not any(valued(rows[1], c) for c in rows[1])
    return 2 if split and set(rows[1]) <= columns else 1


def _stub_columns(folded: str, heads: dict[int, Label], body: list[Row]) -> list[int]:
    """Return the columns that name rows: those before the first column of values, the first one in any case.

    A column of tiers (不超过36000元的) names rows too if exact values stand behind it.
    """
    columns = {c: [row[c][0].of(folded) for row in body if c in row] for c in sorted({c for row in body for c in row})}
    exact = [c for c, cells in columns.items() if _share(_NUMBER_ALONE, cells) > 0.5 and _share(_TIER, cells) < 0.5]
    stubs: list[int] = []
    for column, cells in columns.items():
        head = heads.get(column, _NONE).text
        if _ORDINAL.fullmatch(head) or cells == [str(i) for i in range(1, len(cells) + 1)]:
            continue
        tiers = _share(_TIER, cells) >= 0.5 and any(later > column for later in exact)
        if stubs and not tiers and (column in exact or _is_statement(head, cells)):
            break
        stubs.append(column)
    return stubs[:_MOST_STUBS] if len(stubs) < len(columns) else stubs[:1]


def _share(pattern: re.Pattern[str], cells: list[str]) -> float:
    return sum(pattern.search(cell) is not None for cell in cells) / max(1, len(cells))


def _is_statement(head: str, cells: list[str]) -> bool:
    return bool(_STATEMENT.search(head) or _UNIT_IN_HEAD.search(head)) or _share(_VALUE, cells) > 0.5


def _head(heads: dict[int, Label], column: int) -> Label:
    """Return the label above a column; a column without one stands under the label to its left."""
    return heads[max(under)] if (under := [c for c in heads if c <= column]) else _NONE


def _under(upper: Label, lower: Label) -> Label:
    """Return the label of a column whose label stands in two rows."""
    return Label(upper.text + lower.text, upper.pieces + lower.pieces)


def _joined(text: str, pieces: list[Span]) -> Label:
    words = "".join(without_spaces(piece.of(text).strip()) for piece in pieces).replace(JOIN, "/")
    return Label(words, tuple(pieces))


def title_of(folded: str, before: Span) -> tuple[Span | None, int]:
    """Return where a table's caption stands and where the table begins.

    `before` is the span from earlier text to the table's first cell. The caption is the short line above the table; a
    line that gives the unit and one that leads in with a colon may stand between. The table begins with the unit line
    if there is one, else with the first cell.
    """
    start, end = before.end, folded.rfind("\n", before.start, before.end)
    led_in = False
    while end > before.start:
        end = _end_of_text(folded, before.start, end)
        line_start = max(before.start, folded.rfind("\n", before.start, end) + 1)
        content = folded[line_start:end].strip()
        unit = _UNIT_LINE.match(content)
        if unit:
            start = end - len(content)
            if len(unit["caption"]) > _SHORTEST_CAPTION:
                content = unit["caption"]
                return _caption(start, content), start
        elif content.endswith(":") and not led_in and not CAPTION.match(content):
            led_in = True
        elif not content.startswith("<!--") and not _DRAWN.match(content):
            return _caption(end - len(content), content), start
        end = line_start - 1
    return None, start


def _end_of_text(folded: str, start: int, end: int) -> int:
    """Return where the text before `end` ends, blank lines left out."""
    while end > start and folded[end - 1].isspace():
        end -= 1
    return end


def _caption(start: int, content: str) -> Span | None:
    label = CAPTION.match(content)
    if label and label.end() == len(content):
        return None
    cut = label.end() if label else 0
    if not content or len(content) - cut > _TITLE_LENGTH or _NO_CAPTION.search(content[cut:]):
        return None
    return Span(start + cut, start + len(content))


def without_spaces(printed: str) -> str:
    """Return a label or a caption as one line, without the spaces that a layout puts between its characters."""
    return _SPACES_INSIDE.sub("", printed)
