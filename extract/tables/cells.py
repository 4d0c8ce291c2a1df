"""Parameters in tables: each cell that states a rule, with the labels of its row and column as holder and attribute."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ...parse.model import Cell, Label, Table
from ...text.comparators import SIGN
from ...text.numerals import NUMERAL_CHARACTERS
from ...text.source import Span
from ...text.units.kinds import Quantity
from ..binding.context import Context
from ..model import Comparator, Field, Mention, Role, Subject
from ..quantity.bounds import said_before, said_behind
from ..quantity.mentions import find_mentions
from ..quantity.pieces import Pieces, evidence
from ..quantity.quantities import NUMBER, Amount, as_float, parse_quantity
from ..subject import describe_all
from ..words.bounds import ABOVE, BELOW, CELL_BEFORE, COMPARES, SIDE
from .cell_bounds import find_bounds
from .columns import Column, read_column, unit_word, with_row_unit
from .scores import find_scores
from .words import Words, joined, named, placed, printed, subject_of, told

_VALUE = re.compile(
    rf"\s*(?P<before>{CELL_BEFORE})?\s*(?P<body>[^≤≥<>]+?)\s*(?P<after>\(?含\)?{SIDE}|及?{SIDE}|左右|起)?\s*\Z"
)
_UNIT_LINE = re.compile(r"单位\s*:\s*([^\s()]{1,20})")
_NAME_BRACKET = re.compile(r"[(（\[][^()（）\[\]]*[)）\]]\s*\Z")
_CASE = re.compile(rf"{SIGN}|{SIDE}|{COMPARES}|\d{{4}}\s*年|\d月|每[年月季]")
_DATE = re.compile(r"\d{4}\s*年(?:度|\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?)?|\d{1,2}月\d{1,2}日")
_QUALIFIER = re.compile(r"情节|程度|阶次|档次|等级|级别|裁量|依据|单位|幅度|规格|类型|情形")
_INTRO_HOLDER = re.compile(
    r"对(?:任何|所有|各类|各种|各)?(?P<who>[^,;。对]{2,30}?)(?:,)?(?:应当?|按)?(?:收取|征收|计收|加收|收费|缴纳|给予|予以|处以|处罚|实行|支付)"
)
_NO_CASE = (Quantity.DATE, Quantity.FREQUENCY, Quantity.SCORE)  # a label with a date names a row, it bounds nothing
_GRADE = re.compile(rf"\A{NUMBER}\s?分?\(?含?\)?及?(?:{ABOVE}|{BELOW})\Z")
_PART = re.compile(r"(?P<base>[^,;。:\d]{2,20})的\s*\Z")
_NO_NUMBER = re.compile(rf"[\d{NUMERAL_CHARACTERS}]{{60}}")  # a run of digits that no number has: a row of codes
_SPACE = re.compile(r"\s+")
_INTRO_LENGTH = 200  # characters before a table in which a sentence may lead in


@dataclass(slots=True)
class _Reader:
    """A table being read row by row: its columns, the labels met so far and what the text before it tells."""

    table: Table
    folded: str
    columns: dict[int, Column] = field(default_factory=dict)
    label_heads: dict[str, str] = field(default_factory=dict)
    row_units: dict[int, str] = field(default_factory=dict)
    graded: set[int] = field(default_factory=set)
    intro_holder: Words | None = None

    def column(self, number: int) -> Column:
        """Return how to read a column; one without header is read as the one to its left."""
        known = [c for c in self.columns if c <= number]
        return self.columns[max(known)] if known else Column(None, None, Role.VALUE, Comparator.EQ)


def cell_mentions(table: Table, folded: str) -> list[tuple[Mention, Subject]]:
    """Return the parameters that a table's cells state, in the order of the source.

    Args:
        table: the table, its spans counting characters of `folded`.
        folded: the folded view of the whole source.

    Returns:
        Mentions with spans of the source, each with its subject: the words of labels and headers as printed.
        A bare number counts only under a header (or a line 单位:…) that tells its unit.
    """
    reader = _Reader(table, folded)
    _read_head(reader)
    rows: dict[int, list[Cell]] = {}
    for cell in table.cells:
        if cell.row:
            rows.setdefault(cell.row, []).append(cell)
            if reader.column(cell.column).names_unit:
                reader.row_units[cell.row] = _folded(reader, cell)
            if _GRADE.search(_folded(reader, cell)):
                reader.graded.add(cell.column)
    out: list[tuple[Mention, Subject]] = []
    for row in rows.values():
        for cell in row:
            if _NO_NUMBER.search(_folded(reader, cell)):
                continue
            found = _label(reader, cell) if _is_label(cell, row) else _statement(reader, cell)
            out += [(_moved(mention, cell.span.start), subject) for mention, subject in found]
    return sorted(out, key=lambda pair: pair[0].span)


def _read_head(reader: _Reader) -> None:
    table, folded = reader.table, reader.folded
    first = table.cells[0].span.start if table.cells else table.span.start
    note = _UNIT_LINE.search(folded, table.span.start, first)
    unit = unit_word(note[1]) if note else None
    heads: dict[int, list[Cell]] = {}
    for cell in table.cells:
        if cell.row == 0:
            heads.setdefault(cell.column, []).append(cell)
    for number, cells in heads.items():
        plain = "\n".join(_folded(reader, cell) for cell in cells)
        words = joined([_printed(cell, "column-header") for cell in cells], "\n")
        reader.columns[number] = read_column(plain, words, unit, table.title or "")
    reader.intro_holder = _intro_holder(folded, table.span.start)


def _intro_holder(folded: str, table: int) -> Words | None:
    """Return whom the line before a table, which begins at `table`, says that its numbers bind."""
    start = max(0, table - _INTRO_LENGTH)
    above = folded[start:table].rstrip()
    who = _INTRO_HOLDER.search(above, above.rfind("\n") + 1) if above.endswith(":") else None
    return printed(who["who"].removesuffix("的"), start + who.start("who"), "intro-line") if who else None


def _printed(cell: Cell, rule: str) -> Words:
    return printed(cell.text, cell.span.start, rule)


def _folded(reader: _Reader, cell: Cell) -> str:
    return cell.span.of(reader.folded).strip()


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


def _labels(cell: Cell) -> tuple[Label, ...]:
    return cell.labels[:-1]


def _is_label(cell: Cell, row: list[Cell]) -> bool:
    """Tell whether a cell, all its pieces together, names its row: it is a label of a cell to its right."""
    text = _bare("".join(piece.text for piece in row if piece.column == cell.column))
    return any(text == _bare(label.text) for other in row if other.column > cell.column for label in _labels(other))


def _bare(text: str) -> str:
    return _SPACE.sub("", text)


def _label(reader: _Reader, cell: Cell) -> Iterator[tuple[Mention, Subject]]:
    """Yield what a label states: a full score in brackets (机构建设(20分)), or the case that the row is for."""
    plain, column = _folded(reader, cell), reader.column(cell.column)
    reader.label_heads[_bare(cell.text)] = column.attribute.text if column.attribute else ""
    name = _without_note(_printed(cell, "row-label"))
    found = list(_bounds(plain, cell, column, reader.intro_holder))
    bounds = [mention.span for mention, _ in found]
    for score in find_scores(plain, _printed(cell, "row-label")):
        if _overlap(score.mention.span, bounds):
            continue
        attribute = "得分" if score.mention.comparator is Comparator.LE else "分值"
        found.append((score.mention, subject_of(named(attribute), name)))
    yield from found
    for mention, _ in _sentences(reader, cell, [mention.span for mention, _ in found]):
        if mention.quantity not in _NO_CASE and mention.comparator not in (None, Comparator.EQ, Comparator.ABOUT):
            yield _as_case(mention), subject_of(column.attribute, reader.intro_holder)


def _without_note(label: Words) -> Words | None:
    """Return a label without the note in brackets at its end, None where it is nothing else."""
    note = _NAME_BRACKET.search(label.text)
    return label.only(range(note.start() if note else len(label.text))).strip()


def _bounds(plain: str, cell: Cell, column: Column, holder: Words | None) -> Iterator[tuple[Mention, Subject]]:
    for bound in find_bounds(plain, column.unit):
        compared = _printed(cell, "compared").only(range(*bound.name)) if bound.name else column.attribute
        event = _printed(cell, "event").only(range(*bound.event)) if bound.event else None
        yield bound.mention, subject_of(compared, holder, trigger=event)


def _statement(reader: _Reader, cell: Cell) -> Iterator[tuple[Mention, Subject]]:
    """Yield what a cell that is no label states: a value under its header, or sentences."""
    plain, column = _folded(reader, cell), reader.column(cell.column)
    holder, condition = _holder(reader, cell)
    value = _value(plain, column, reader.row_units.get(cell.row))
    if value:
        yield _graded(reader, cell, value), _value_subject(reader, column, holder, condition)
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


def _graded(reader: _Reader, cell: Cell, value: Mention) -> Mention:
    """Return a score as what a case must reach where its column sorts into grades (90分以上, 80-89分)."""
    grade = value.quantity is Quantity.SCORE and cell.column in reader.graded
    return _as_case(value) if grade else value


def _value_subject(reader: _Reader, column: Column, holder: Words | None, condition: Words | None) -> Subject:
    attribute = column.attribute
    title, where = reader.table.title, reader.table.title_span
    if not column.measured and column.unit and title and where:
        whole = placed(title, (where,), reader.folded, "table-title")
        attribute, holder = whole.only(range(len(title.removesuffix("表")))), joined((holder, attribute))
    return subject_of(attribute, holder, column.base, condition=condition)


def _overlap(span: Span, others: list[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in others)


def _part(plain: str, cell: Cell, mention: Mention) -> Words | None:
    """Return of what a ratio is, where a cell gives it as X的60%."""
    found = _PART.search(plain, 0, mention.span.start) if mention.quantity is Quantity.RATIO else None
    return _printed(cell, "share-of").only(range(*found.span("base"))) if found else None


def _sentences(reader: _Reader, cell: Cell, taken: list[Span]) -> list[tuple[Mention, Subject]]:
    """Return what a cell's sentences state as any provision does, without the spans that are taken already."""
    start = cell.span.start
    mentions = tuple(
        mention
        for mention in find_mentions(reader.folded, cell.span)
        if not _overlap(mention.span, [Span(a + start, b + start) for a, b in taken])
    )
    subjects = describe_all(mentions, Context(reader.folded, reader.folded, cell.span))
    return [(_moved(mention, -start), subject) for mention, subject in zip(mentions, subjects, strict=True)]


def _holder(reader: _Reader, cell: Cell) -> tuple[Words | None, Words | None]:
    """Return whom or what a cell's row is about, and the case that it is for."""
    whole = [placed(label.text, label.pieces, reader.folded, "row-label") for label in _labels(cell)]
    labels = [_without_note(label) or label for label in whole]
    if not labels:
        return reader.intro_holder, None
    if _CASE.search(labels[-1].text):
        date = _DATE.fullmatch(labels[-1].text) is not None
        return reader.intro_holder or (None if date else labels[max(0, len(labels) - 2)]), labels[-1]
    if len(labels) > 1 and _QUALIFIER.search(reader.label_heads.get(_bare(whole[-1].text), "")):
        return labels[-2], labels[-1]
    return labels[-1], None


def _value(plain: str, column: Column, row_unit: str | None) -> Mention | None:
    """Read a cell that holds one quantity and nothing else; a bare number takes the unit of the header."""
    match = _VALUE.match(plain)
    unit = with_row_unit(column.unit, row_unit) if row_unit else column.unit
    amount = parse_quantity(match["body"], unit) if match else None
    if match is None or amount is None or amount.low is None or amount.high is None:
        return None
    comparator, told = _comparator(match, amount, column)
    low = None if comparator in (Comparator.LE, Comparator.LT) else as_float(amount.low)
    high = None if comparator in (Comparator.GE, Comparator.GT) else as_float(amount.high)
    role = Role.SCORE if amount.quantity is Quantity.SCORE else column.role
    if role is Role.VALUE and comparator not in (Comparator.EQ, Comparator.RANGE, Comparator.ABOUT):
        role = Role.LIMIT
    return Mention(
        Span(*match.span("body")), Span(*match.span()), amount.quantity, role, comparator, low, high, amount.unit,
        comparator is not Comparator.GT, comparator is not Comparator.LT, "table cell", 0.9,
        evidence(Field.BOUND, told),
    )  # fmt: skip


def _comparator(match: re.Match[str], amount: Amount, column: Column) -> tuple[Comparator, Pieces]:
    """Return the comparator of a cell's number and the words of the cell that tell it; else the header tells it."""
    if amount.low != amount.high:
        return Comparator.RANGE, ()
    if match["after"] == "起":
        return Comparator.GE, ()
    if match["before"]:
        found = said_before(match.string, *match.span("before"))
    else:
        found = said_behind(match.string, *match.span("after")) if match["after"] else None
    return (found.word.comparator, (found.piece,)) if found and found.word.comparator else (column.comparator, ())
