"""What the cells of a table are called: header row, labels of the rows, and the caption above the table."""

from __future__ import annotations

import re

from ...text.numerals import NUMERAL_CHARACTERS
from ...text.patterns import pattern
from ...text.source import Span
from ...text.units.table import unit_of
from ..model import Cell, Label
from .grid import Row
from .heads import JOIN, column_labels, header_depth, is_value, joined
from .lines import CAPTION

_NUMBER = rf"(?:[{NUMERAL_CHARACTERS}]+|\d+)"
_UNIT_LINE = re.compile(r"(?P<caption>[^。;:]{0,40}?)[(\s]*(?:计量|金额|货币)?单位\s*:\s*\S{1,20}\s*\Z")
_DRAWN = re.compile(r"[-=\s\u2500-\u257f]*\Z")
_NO_CAPTION = pattern(
    rf"[。;,!?:]|第{_NUMBER}[条款项]|\A(?:{_NUMBER}[、.]|\({_NUMBER}\)).{{20,}}|\A[\d\s.\-]+\Z|\d年\d{{1,2}}月"
)
_ORDINAL = re.compile(r"项次|行次|序|No\.?|№|级数|.{0,4}(?:序号|编[号码]|代码|文号|电话)")
_NUMBER_ALONE = re.compile(r"\A\s*\d[\d.,]*\s*(?:[元分人名天日%‰]|元/\S{1,6})?\Z")
_TIER = re.compile(r"不?(?:超过|高于|低于|满|足|少于|大于|小于)|以[上下内]|\d\s*[至~\-]\s*\d|[<>≤≥]")
_STATEMENT = re.compile(r"标准|处罚|罚则|罚款|幅度|要求|说明|备注|依据|规定|办法|时限|期限")
_QUALIFIER = re.compile(r"情节|情形|程度|阶次|档次|等级|级别")
_UNIT_COLUMN = re.compile(r"单位\Z")
_UNIT_IN_HEAD = re.compile(r"[(\[][^()]{0,8}(?:[元%‰分米吨克日天月年人名个次亩顷度升]|[mgLdAB]\d?)[^()]{0,4}[)\]]")
_SAME = re.compile(r"同上|〃|″")
_MOST_STUBS = 6
_TITLE_LENGTH = 50
_CLASSES = re.compile(r"[等类级]级?别?\Z")  # 等级 1, 2, 3 names rows, 序号 1, 2, 3 does not
_INDEX = re.compile(r"[pP][hH]")  # 6-9 under it is what is asked for, no tier
_SHORTEST_CAPTION = 4  # characters: what stands before 单位: and is no longer is a date or an abbreviation


def label_cells(folded: str, text: str, rows: list[Row]) -> tuple[Cell, ...]:
    """Return the cells of the rows in the order of the source, each with its header.

    A cell's header joins the labels of its row (the columns before the first column of numbers, without ordinals) and
    those above its column. A label above several rows stands for each, and so does a row that has nothing but its
    first cell. The header has none, nor has a copy of it that a new page prints.
    """
    depth = header_depth(folded, rows)
    header, body = rows[:depth], rows[depth:]
    heads = column_labels(text, header)
    stubs, period = _stub_columns(folded, heads, body), _period(heads)
    stubs = [c + shift for shift in range(0, len(heads), period) for c in stubs if c < period] if period else stubs
    cells = [_cell(text, 0, c, piece) for row in header for c, pieces in row.items() for piece in pieces]
    copies = [_words(text, row) for row in header]
    section: tuple[Label, ...] = ()
    above: dict[int, Label] = {}
    for number, row in enumerate(body, 1):
        if _words(text, row) in copies:
            cells += [_cell(text, number, c, piece) for c, pieces in row.items() for piece in pieces]
            continue
        above = _labels_of_row(text, row, stubs, above)
        for c, pieces in row.items():
            beside = (stub for stub in sorted(above) if stub < c and (not period or stub // period == c // period))
            labels = (*section, *(above[stub] for stub in beside))
            cells += [_cell(text, number, c, piece, labels, _above(heads, c)) for piece in pieces]
        if _heads_rows(row, body[number : number + 1], heads):
            section = (joined(text, row[0]),)
    return tuple(sorted(cells, key=lambda cell: cell.span))


def _cell(
    text: str, row: int, column: int, piece: Span, labels: tuple[Label, ...] = (), heads: tuple[Label, ...] = ()
) -> Cell:
    named: dict[str, Label] = {}
    for label in (*labels, *heads):
        named.setdefault(label.text, label)
    header = JOIN.join(named) or None
    kept = tuple(named.values())
    of_row = tuple(label for label in kept if label in labels)
    return Cell(row, column, header, piece.of(text).strip(), piece, of_row, heads)


def _labels_of_row(text: str, row: Row, stubs: list[int], above: dict[int, Label]) -> dict[int, Label]:
    """Return the labels of a row by column: those it has, and those above that stand for it too."""
    leading = min(row)
    named = {c: joined(text, row[c]) for c in stubs if c in row}
    same = {c for c, label in named.items() if _SAME.fullmatch(label.text) and c in above}
    kept = {c: label for c, label in above.items() if c < leading or c in same}
    return kept | {c: label for c, label in named.items() if c not in same}


def _period(heads: dict[int, tuple[Label, ...]]) -> int:
    """Return after how many columns the header begins anew (项目, 金额, 项目, 金额), 0 where it does not."""
    words = ["/".join(label.text for label in heads.get(c, ())) for c in range(len(heads))]
    half = len(words) // 2
    return next((n for n in range(2, half + 1) if len(words) % n == 0 and words[:n] * (len(words) // n) == words), 0)


def _heads_rows(row: Row, below: list[Row], heads: dict[int, tuple[Label, ...]]) -> bool:
    """Tell whether a row is but a heading of the rows below it: its first cell alone, above a whole row."""
    return len(heads) > 2 and set(row) == {0} and any(0 in other and len(other) > 1 for other in below)


def _words(text: str, row: Row) -> dict[int, str]:
    return {c: joined(text, pieces).text for c, pieces in row.items()}


def _stub_columns(folded: str, heads: dict[int, tuple[Label, ...]], body: list[Row]) -> list[int]:
    """Return the columns that name rows: those before the first column of values, the first one in any case.

    A column of tiers (不超过36000元的) names rows too if exact values stand behind it, and one of how grave a case is
    wherever it stands before the last. A column of units does not.
    """
    columns = {c: [row[c][0].of(folded) for row in body if c in row] for c in sorted({c for row in body for c in row})}
    exact = [c for c, cells in columns.items() if _share(_NUMBER_ALONE, cells) > 0.5 and _share(_TIER, cells) < 0.5]
    stubs: list[int] = []
    ended = False
    for column, cells in columns.items():
        path = [label.text for label in heads.get(column, ())]
        head = "".join(path)
        if _ORDINAL.fullmatch(head) or (
            not _CLASSES.search(head) and cells == [str(i) for i in range(1, len(cells) + 1)]
        ):
            continue
        if stubs and _UNIT_COLUMN.search(head) and sum(map(_is_unit, cells)) * 2 > len(cells):
            continue
        tiers = not _INDEX.match(head) and _share(_TIER, cells) >= 0.5 and any(later > column for later in exact)
        grave = bool(path and _QUALIFIER.search(path[-1]) and column < max(columns))
        ended = ended or bool(stubs and not tiers and not grave and (column in exact or _is_statement(head, cells)))
        if not ended or grave:
            stubs.append(column)
    return stubs[:_MOST_STUBS] if len(stubs) < len(columns) else stubs[:1]


def _is_unit(cell: str) -> bool:
    """Tell whether a cell is a unit word, alone or with what it is by (元/吨, 次)."""
    return unit_of(cell.strip().removeprefix("每").partition("/")[0]) is not None


def _share(pattern: re.Pattern[str], cells: list[str]) -> float:
    return sum(pattern.search(cell) is not None for cell in cells) / max(1, len(cells))


def _is_statement(head: str, cells: list[str]) -> bool:
    return bool(_STATEMENT.search(head) or _UNIT_IN_HEAD.search(head)) or sum(map(is_value, cells)) * 2 > len(cells)


def _above(heads: dict[int, tuple[Label, ...]], column: int) -> tuple[Label, ...]:
    """Return the labels above a column; a column without any stands under those to its left."""
    return heads[max(under)] if (under := [c for c in heads if c <= column]) else ()


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
