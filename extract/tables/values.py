"""A cell that holds one quantity and nothing else: 30, ≥50, 1.5万, 3个工作日."""

from __future__ import annotations

import re
from dataclasses import replace

from ...text.patterns import pattern
from ...text.source import Span
from ...text.units.kinds import Quantity
from ...text.units.table import ORDINAL_LIKE
from ..model import Comparator, Evidence, Field, Mention, Role
from ..quantity.bounds import said_before, said_behind
from ..quantity.pieces import Pieces, evidence
from ..quantity.quantities import JOINER, Amount, as_float, parse_quantity
from ..words.bounds import CELL_BEFORE, SIDE
from .columns import INDEX, Column, Told, read_role, with_row_unit

_VALUE = pattern(
    rf"\s*(?P<before>{CELL_BEFORE})?\s*(?P<body>[^≤≥<>]+?)\s*(?P<after>\(?含\)?{SIDE}|及?{SIDE}|左右|起)?\s*(?:\(含\))?\Z"
)
_BOTH_ENDS = re.compile(rf"([^至到~]+){JOINER}([^至到~]+)")
_STATED = (Comparator.EQ, Comparator.RANGE, Comparator.ABOUT)


def read_value(plain: str, column: Column, row: Told | None) -> tuple[Mention, tuple[Evidence, ...]] | None:
    """Return the quantity that a cell's folded text is, and the words outside the cell that tell of it.

    The mention's spans count characters of the cell, the evidence those of the source. A bare number takes the unit of
    its column, with that of its row.
    """
    match = _VALUE.match(plain)
    unit = with_row_unit(column, row.unit) if row else column.unit
    amount = _amount(match["body"], unit) if match else None
    if match is None or amount is None or amount.low is None or amount.high is None:
        return None
    role, headed, told = _by_column(column, amount)
    comparator, said = _comparator(match, amount, headed)
    if amount.word in ORDINAL_LIKE and comparator is Comparator.EQ:
        return None  # 二级 is a rank
    low = None if comparator in (Comparator.LE, Comparator.LT) else as_float(amount.low)
    high = None if comparator in (Comparator.GE, Comparator.GT) else as_float(amount.high)
    if role is Role.VALUE and comparator not in _STATED:
        role = Role.LIMIT
    mention = Mention(
        Span(*match.span("body")), Span(*match.span()), amount.quantity, role, comparator, low, high, amount.unit,
        comparator is not Comparator.GT, comparator is not Comparator.LT, "table cell", 0.9,
        evidence(Field.BOUND, said),
    )  # fmt: skip
    by_column = comparator is headed and not said
    kept = [piece for piece in told if piece.field is Field.ROLE or (piece.field is Field.BOUND and by_column)]
    if unit and parse_quantity(match["body"]) != amount:
        kept += [piece for piece in column.evidence if piece.field is Field.UNIT]
        kept += row.words.evidence(Field.UNIT) if row and unit != column.unit else ()
    return mention, tuple(kept)


def _amount(body: str, unit: str | None) -> Amount | None:
    """Return the quantity that the body of a cell is.

    A bare number under an index is a measure without unit; of a range both ends may have the unit (16 g/kg~33.8 g/kg).
    """
    if unit == INDEX:
        plain = parse_quantity(body, "倍")
        return plain and replace(plain, quantity=Quantity.MEASURE, word=INDEX)
    if unit == "千瓦时" and body.endswith("度"):
        body = body.removesuffix("度")
    ends = _BOTH_ENDS.fullmatch(body)
    first, second = (parse_quantity(ends[i]) for i in (1, 2)) if ends else (None, None)
    if first is None or second is None or (first.quantity, first.unit) != (second.quantity, second.unit):
        return parse_quantity(body, unit)
    single = first.low == first.high and second.low == second.high
    return replace(first, high=second.high) if single and (first.low or 0) < (second.high or 0) else None


def _by_column(column: Column, amount: Amount) -> tuple[Role, Comparator, tuple[Evidence, ...]]:
    """Return the role and the bound that a column gives an amount, which may have a unit of its own."""
    if amount.word != column.unit and column.role is Role.VALUE:
        return read_role(column.labels, amount.word)
    return column.role, column.comparator, column.evidence


def _comparator(match: re.Match[str], amount: Amount, headed: Comparator) -> tuple[Comparator, Pieces]:
    """Return the comparator of a cell's number and the words of the cell that tell it; else the column tells it."""
    if amount.low != amount.high:
        return Comparator.RANGE, ()
    if match["after"] == "起":
        return Comparator.GE, ()
    if match["before"]:
        found = said_before(match.string, *match.span("before"))
    else:
        found = said_behind(match.string, *match.span("after")) if match["after"] else None
    return (found.word.comparator, (found.piece,)) if found and found.word.comparator else (headed, ())
