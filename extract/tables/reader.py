"""A table being read: what its head, the lines above it and the labels of its rows tell of the numbers in its cells."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ...parse.model import Cell, Label, Table
from ...text.comparators import SIGN
from ...text.fold import fold
from ...text.source import Span
from ..words.bounds import COMPARES, SIDE
from .columns import Column, Told, read_column, unit_in_brackets, unit_word
from .words import Words, joined, placed, printed

_UNIT_LINE = re.compile(r"单位\s*:\s*([^\s()]{1,20})")
_NAME_BRACKET = re.compile(r"[(（\[][^()（）\[\]]*[)）\]]\s*\Z")
_CASE = re.compile(rf"{SIGN}|{SIDE}|{COMPARES}|\d{{4}}\s*年|\d月|每[年月季]|\d\s*[\-~至]\s*\d")
_DATE = re.compile(r"\d{4}\s*年(?:度|\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?)?|\d{1,2}月\d{1,2}日")
_QUALIFIER = re.compile(r"情节|情形|程度|阶次|档次|等级|级别|裁量|依据|单位|幅度|规格|类型")
_INTRO_HOLDER = re.compile(
    r"对(?:任何|所有|各类|各种|各)?(?P<who>[^,;。对]{2,30}?)(?:,)?(?:应当?|按)?(?:收取|征收|计收|加收|收费|缴纳|给予|予以|处以|处罚|实行|支付)"
)
_INTRO_LENGTH = 200  # characters before a table in which a sentence may lead in
_SPACE = re.compile(r"\s+")


@dataclass(slots=True)
class Reader:
    """A table, the text it stands in, and what was read of it so far.

    `columns` say how to read each column, `label_heads` under which name each label of a row stands, `row_units` the
    unit that a row tells, `outer` the labels under which one that several rows share stands; `graded` are the columns
    that sort into grades, `intro_holder` is whom the sentence above the table names.
    """

    table: Table
    text: str
    folded: str
    columns: dict[int, Column] = field(default_factory=dict)
    label_heads: dict[str, str] = field(default_factory=dict)
    row_units: dict[int, Told] = field(default_factory=dict)
    graded: set[int] = field(default_factory=set)
    outer: dict[str, set[str]] = field(default_factory=dict)
    intro_holder: Words | None = None

    def column(self, number: int) -> Column:
        """Return how to read a column."""
        return self.columns.get(number) or Column()

    def folded_cell(self, cell: Cell) -> str:
        """Return the folded text of a cell."""
        return cell.span.of(self.folded).strip()

    def holder(self, cell: Cell) -> tuple[Words | None, Words | None]:
        """Return whom or what a cell's row is about, and the case that it is for."""
        whole = [placed(label.text, label.pieces, self.text, "row-label") for label in cell.labels]
        labels = [without_note(label) or label for label in whole]
        if not labels:
            return self.intro_holder, None
        inner = len(labels)
        while inner > 1 and (is_case(labels[inner - 1]) or self._qualifies(cell.labels[inner - 1])):
            inner -= 1
        condition = joined(labels[inner:]) if inner < len(labels) else None
        if is_case(labels[-1]):
            date = _DATE.fullmatch(labels[-1].text) is not None
            holder = self.intro_holder or (None if date and inner == len(labels) else labels[inner - 1])
            return holder, condition or labels[-1]
        if condition:
            return labels[inner - 1], condition
        shared = len(labels) > 1 and len(self.outer.get(cell.labels[-1].text, ())) > 1
        return (joined(labels[-2:]) if shared else labels[-1]), None

    def _qualifies(self, label: Label) -> bool:
        return _QUALIFIER.search(self.label_heads.get(bare(label.text), "")) is not None


def open_table(table: Table, text: str, folded: str) -> Reader:
    """Return a table with what its head and the lines above it tell, and the units that its rows tell."""
    reader = Reader(table, text, folded, intro_holder=_intro_holder(text, folded, table.span.start))
    title = _title(reader)
    outside = _unit_above(reader) or (unit_in_brackets(title) if title else None)
    for cell in table.cells:
        if cell.column not in reader.columns and cell.heads:
            reader.columns[cell.column] = _column(text, cell.heads, outside, title)
    for cell in table.cells:
        if len(cell.labels) > 1:
            reader.outer.setdefault(cell.labels[-1].text, set()).add(cell.labels[-2].text)
        if cell.row and reader.column(cell.column).names_unit:
            reader.row_units[cell.row] = Told(reader.folded_cell(cell), printed(cell.text, cell.span.start, "row-unit"))
    return reader


def _column(text: str, heads: tuple[Label, ...], outside: Told | None, title: Words | None) -> Column:
    """Return how to read a column; its base and what it is multiplied by may be the lines of one label."""
    column = read_column([placed(label.text, label.pieces, text, "column-header") for label in heads], outside, title)
    if all(len(label.pieces) == 1 for label in heads):
        return column
    lines = [printed(piece.of(text), piece.start, "column-header") for label in heads for piece in label.pieces]
    apart = read_column(lines, outside, title)
    return apart if apart.base else column


def _title(reader: Reader) -> Words | None:
    title, where = reader.table.title, reader.table.title_span
    return placed(title, (where,), reader.text, "table-title") if title and where else None


def _unit_above(reader: Reader) -> Told | None:
    """Return the unit of the line 单位:… between the caption and the first cell."""
    table = reader.table
    first = table.cells[0].span.start if table.cells else table.span.start
    note = _UNIT_LINE.search(reader.folded, table.span.start, first)
    word = unit_word(note[1]) if note else None
    return Told(word, printed(note[1], note.start(1), "unit-line")) if note and word else None


def title_name(reader: Reader) -> Words | None:
    """Return the caption as the name of what is measured, without 表 at its end and notes in brackets."""
    title = _title(reader)
    named = without_note(title) or title if title else None
    return named.only(range(len(named.text.removesuffix("表")))).strip() if named else None


def _intro_holder(text: str, folded: str, table: int) -> Words | None:
    """Return whom the line before a table, which begins at `table`, says that its numbers bind."""
    start = max(0, table - _INTRO_LENGTH)
    above = folded[start:table].rstrip()
    who = _INTRO_HOLDER.search(above, above.rfind("\n") + 1) if above.endswith(":") else None
    if who is None:
        return None
    where = Span(start + who.start("who"), start + who.start("who") + len(who["who"].removesuffix("的")))
    return printed(where.of(text), where.start, "intro-line")


def is_case(label: Words) -> bool:
    """Tell whether a label singles out a case: a bound, a time, a tier."""
    return _CASE.search(fold(label.text)) is not None


def without_note(label: Words) -> Words | None:
    """Return a label without the note in brackets at its end, None where it is nothing else."""
    note = _NAME_BRACKET.search(label.text)
    return label.only(range(note.start() if note else len(label.text))).strip()


def bare(text: str) -> str:
    """Return a label without white space."""
    return _SPACE.sub("", text)
