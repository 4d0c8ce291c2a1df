"""The rows of a canned query as a list prints them, told by the Chinese heads that queries give their columns."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from . import wording
from .names import value_name
from .vocabulary import COMPARATORS

_REGULATION, _CLAUSE, _SIGN = "规定", "条款", "界限"
_VALUES = ("数值", "期限")
_VOCABULARIES = {"种类": "quantity", "作用": "role"}
_KINDS = {
    **{"规定": "place", "原文": "quote", "摘录": "quote", "参数": "said", "行为": "said", "事项": "what"},
    **{"数值": "bound", "期限": "bound", "罚款": "bound", "最高额（元）": "number", "置信度": "number"},
    **{"主体": "who", "对象": "who", "起算点": "said"},
    **dict.fromkeys(("版本日期", "施行", "施行日期", "公布日期", "失效", "失效日期"), "day"),
}
_IDENTIFIERS = frozenset({"document_id", "provision_id"})


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its head, what it says, what it holds for a workbook, and what kind it is, the class of its element.

    Of a place, `document_id` and `provision_id` are where it leads.
    """

    head: str
    said: str
    value: object
    kind: str = ""
    document_id: str | None = None
    provision_id: str | None = None


def printed(
    columns: Sequence[str], rows: Sequence[sqlite3.Row | Mapping[str, object]]
) -> tuple[list[str], list[list[Cell]]]:
    """Return the heads and the cells of a query's rows: identifiers and what stands with another column left out."""
    merged = {*_IDENTIFIERS, *((_CLAUSE,) if _REGULATION in columns else ())}
    if any(name in columns for name in _VALUES):
        merged.add(_SIGN)
    heads = [column for column in columns if column not in merged]
    return heads, [[_cell(head, row, columns) for head in heads] for row in rows]


def _cell(head: str, row: sqlite3.Row | Mapping[str, object], columns: Sequence[str]) -> Cell:
    value, kind = row[head], _KINDS.get(head, "")
    if head == _REGULATION:
        clause = row[_CLAUSE] if _CLAUSE in columns else None
        ids = (row[name] if name in columns else None for name in ("document_id", "provision_id"))
        said = f"{value} {clause or ''}".rstrip()
        document_id, provision_id = (None if key is None else str(key) for key in ids)
        return Cell(head, said, said, kind, document_id, provision_id)
    if value is None or value == "":
        return Cell(head, "", None, kind)
    if head in _VALUES and _SIGN in columns:
        said = _bound(str(row[_SIGN] or ""), str(value))
        return Cell(head, said, said, kind)
    if head in _VOCABULARIES:
        said = value_name("parameters", _VOCABULARIES[head], value) or str(value)
        return Cell(head, said, said, kind)
    if head == "单位":
        said = wording.unit(str(value)) or ("比例" if value == "1" else str(value))
        return Cell(head, said, said, kind)
    if isinstance(value, float):
        return Cell(head, f"{value:.0%}" if head == "置信度" else wording.number(value), value, kind)
    return Cell(head, str(value), value, kind)


def _bound(comparator: str, mention: str) -> str:
    """Return a number as it is written, behind the sign of its bound unless that is equal or a range."""
    sign = COMPARATORS.get(comparator, comparator)
    return mention if comparator in ("", "range", "=") else f"{sign} {mention}"
