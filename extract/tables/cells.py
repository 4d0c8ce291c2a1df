"""Parameters in tables: each cell that states a rule, with the labels of its row and column as holder and attribute."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ...parse.model import Cell, Table
from ...text.numerals import NUMERAL_CHARACTERS
from ...text.patterns import pattern
from ...text.source import Span
from ...text.units.kinds import Quantity
from ..binding.context import Context
from ..model import Comparator, Field, Mention, Role, Subject
from ..quantity.mentions import find_mentions
from ..quantity.quantities import NUMBER
from ..subject import by_rules, describe_all
from ..words.bounds import ABOVE, BELOW
from .cell_bounds import find_bounds
from .columns import Column, is_sign, read_column, tells_unit
from .reader import Reader, bare, is_case, open_table, title_name, without_note
from .scores import find_scores
from .values import read_value
from .words import Words, joined, named, placed, printed, subject_of, told

_NO_CASE = (Quantity.DATE, Quantity.FREQUENCY, Quantity.SCORE)  # a label with a date names a row, it bounds nothing
_MONTHS = re.compile(r"(?<!个)月\Z")  # 1-3月 are months of the year
_GRADE = pattern(rf"\A{NUMBER}\s?分?\(?含?\)?及?(?:{ABOVE}|{BELOW})\Z")
_PART = re.compile(r"(?P<base>[^,;。:\d]{2,20})的\s*\Z")
_NO_NUMBER = re.compile(rf"[\d{NUMERAL_CHARACTERS}]{{60}}|\A[\d.,\s]+[\-~至][\d.,\s]+\Z")
"""A run of digits that no number has: a row of codes; and two numbers that nothing tells the unit of."""


def cell_mentions(table: Table, text: str, folded: str) -> list[tuple[Mention, Subject]]:
    """Return the parameters that a table's cells state, in the order of the source.

    Args:
        table: the table, its spans counting characters of `text`.
        text: the text of the whole source.
        folded: its folded view.

    Returns:
        Mentions with spans of the source, each with its subject: the words of labels and headers as printed.
        A bare number counts only under a header (or a line 单位:…) that tells its unit.
    """
    reader = open_table(table, text, folded)
    rows: dict[int, list[Cell]] = {}
    for cell in table.cells:
        if cell.row:
            rows.setdefault(cell.row, []).append(cell)
            if _GRADE.search(reader.folded_cell(cell)):
                reader.graded.add(cell.column)
    out: list[tuple[Mention, Subject]] = []
    for row in rows.values():
        if reader.columns and not any(cell.header for cell in row):
            continue  # a copy of the header, on a new page
        for cell in row:
            found = _label(reader, cell) if _is_label(cell, row) else _statement(reader, cell)
            out += [(_moved(mention, cell.span.start), subject) for mention, subject in found]
    return sorted(out, key=lambda pair: pair[0].span)


def _printed(cell: Cell, rule: str) -> Words:
    return printed(cell.text, cell.span.start, rule)


def _moved(mention: Mention, by: int) -> Mention:
    """Return a mention whose spans count from another place."""
    pieces = tuple([replace(piece, span=_shifted(piece.span, by)) for piece in mention.evidence])
    return replace(mention, span=_shifted(mention.span, by), scope=_shifted(mention.scope, by), evidence=pieces)


def _shifted(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _as_case(mention: Mention) -> Mention:
    """Return a mention as what singles out a case: where it stands in the table tells this, and no words do."""
    bound = tuple([piece for piece in mention.evidence if piece.field is not Field.ROLE])
    return replace(mention, role=Role.THRESHOLD, evidence=bound)


def _is_label(cell: Cell, row: list[Cell]) -> bool:
    """Tell whether a cell, all its pieces together, names its row: it is a label of a cell to its right."""
    text = bare("".join(piece.text for piece in row if piece.column == cell.column))
    return any(text == bare(label.text) for other in row if other.column > cell.column for label in other.labels)


def _label(reader: Reader, cell: Cell) -> Iterator[tuple[Mention, Subject]]:
    """Yield what a label states: a full score in brackets (机构建设(20分)), or the case that the row is for."""
    plain, column = reader.folded_cell(cell), reader.column(cell.column)
    reader.label_heads[bare(cell.text)] = column.name
    name = without_note(_printed(cell, "row-label"))
    found = list(_bounds(plain, cell, column, reader.intro_holder))
    bounds = [mention.span for mention, _ in found]
    for score in find_scores(plain, _printed(cell, "row-label")):
        if _overlap(score.mention.span, bounds):
            continue
        attribute = "得分" if score.mention.comparator is Comparator.LE else "分值"
        found.append((score.mention, subject_of(named(attribute), name)))
    if not found and (tier := _tier(plain, column)):
        found.append((tier, subject_of(column.attribute, reader.intro_holder)))
    yield from found
    for mention, _ in _sentences(reader, cell, [mention.span for mention, _ in found]):
        if mention.quantity not in _NO_CASE and mention.comparator not in (None, Comparator.EQ, Comparator.ABOUT):
            yield _as_case(mention), subject_of(column.attribute, reader.intro_holder)


def _tier(plain: str, column: Column) -> Mention | None:
    """Return the tier of a row, which takes its unit from the column: 0-180, 260以上 below 年用水量(m3)."""
    value = None if _MONTHS.search(plain) else read_value(plain, column, None)
    bounded = value and (value[0].comparator is Comparator.RANGE or value[0].evidence)
    return _as_case(value[0]) if value and bounded and value[0].quantity not in _NO_CASE else None


def _bounds(plain: str, cell: Cell, column: Column, holder: Words | None) -> Iterator[tuple[Mention, Subject]]:
    for bound in find_bounds(plain, column.unit):
        compared = _printed(cell, "compared").only(range(*bound.name)) if bound.name else column.attribute
        event = _printed(cell, "event").only(range(*bound.event)) if bound.event else None
        yield bound.mention, subject_of(compared, holder, trigger=event)


def _statement(reader: Reader, cell: Cell) -> Iterator[tuple[Mention, Subject]]:
    """Yield what a cell that is no label states: a value under its header, or sentences."""
    plain, column = reader.folded_cell(cell), reader.column(cell.column)
    holder, condition = reader.holder(cell)
    if value := _value(reader, cell, column, holder, condition):
        yield value
        return
    if _NO_NUMBER.search(plain):
        return
    found = list(_bounds(plain, cell, column, holder))
    taken = [mention.span for mention, _ in found]
    scored = False
    for score in find_scores(plain, _printed(cell, "score-act")):
        if _overlap(score.mention.span, taken):
            continue
        scored = True
        taken += [score.mention.span, *score.steps]
        found.append((score.mention, subject_of(named(score.attribute), score.act or holder, condition=condition)))
    yield from found
    for mention, subject in _sentences(reader, cell, taken):
        if scored and mention.comparator is not Comparator.EQ:
            yield _as_case(mention), subject_of(holder, holder)
            continue
        said = told(subject, Field.HOLDER)
        who = holder or said if mention.role is Role.PENALTY else said or holder
        part = told(subject, Field.BASE) or _part(plain, cell, mention)
        what = (column.attribute if part else told(subject, Field.ATTRIBUTE)) or column.attribute
        yield mention, subject_of(what, who, part, told(subject, Field.TRIGGER), condition, subject)


def _graded(reader: Reader, cell: Cell, value: Mention) -> Mention:
    """Return a score as what a case must reach where its column sorts into grades (90分以上, 80-89分)."""
    grade = value.quantity is Quantity.SCORE and cell.column in reader.graded
    return _as_case(value) if grade else value


def _value(
    reader: Reader, cell: Cell, column: Column, holder: Words | None, condition: Words | None
) -> tuple[Mention, Subject] | None:
    """Return the value that a cell is; where no label above it tells its unit, that of its row may (电价(元/度))."""
    value, row_unit = None, reader.row_units.get(cell.row)
    if cell.labels and column.unit is None:
        *outer, label = (placed(label.text, label.pieces, reader.text, "row-label") for label in cell.labels)
        sign = [label] if is_sign(label) and outer else []
        label = outer.pop() if sign else label
        if sign or tells_unit(label):
            told = read_column((*column.labels, label, *sign), None)
            value = read_value(reader.folded_cell(cell), told, None)
            if value:
                column, holder, condition = told, joined(outer) if outer else None, None
    value = value or read_value(reader.folded_cell(cell), column, row_unit)
    if value is None:
        return None
    mention, evidence = value
    outside = tuple([replace(piece, span=_shifted(piece.span, -cell.span.start)) for piece in evidence])
    mention = replace(_graded(reader, cell, mention), evidence=(*mention.evidence, *outside))
    return mention, _value_subject(reader, column, holder, condition)


def _value_subject(reader: Reader, column: Column, holder: Words | None, condition: Words | None) -> Subject:
    attribute, classes = column.attribute, column.classes
    if not column.measured and column.unit and (title := title_name(reader)):
        attribute, classes = title, joined((attribute, classes)) if attribute else classes
    elif attribute and not column.measured and column.unit and is_case(attribute) and not condition:
        attribute, holder, condition = holder, None, attribute
    if classes and not condition and is_case(classes):
        condition = classes
    elif classes:
        holder = joined((holder, classes))
    return subject_of(attribute, holder, column.base, condition=condition)


def _overlap(span: Span, others: list[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in others)


def _part(plain: str, cell: Cell, mention: Mention) -> Words | None:
    """Return of what a ratio is, where a cell gives it as X的60%."""
    found = _PART.search(plain, 0, mention.span.start) if mention.quantity is Quantity.RATIO else None
    return _printed(cell, "share-of").only(range(*found.span("base"))) if found else None


def _sentences(reader: Reader, cell: Cell, taken: list[Span]) -> list[tuple[Mention, Subject]]:
    """Return what a cell's sentences state as any provision does, without the spans that are taken already."""
    start = cell.span.start
    mentions = tuple(
        mention
        for mention in find_mentions(reader.folded, cell.span)
        if not _overlap(mention.span, [Span(a + start, b + start) for a, b in taken])
    )
    subjects = describe_all(mentions, Context(reader.text, reader.folded, cell.span), by_rules)
    return [(_moved(mention, -start), subject) for mention, subject in zip(mentions, subjects, strict=True)]
