"""What the header of a table's column says about the numbers under it: unit, role, bound, attribute, base."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from ...text.numerals import MULTIPLES
from ...text.rule_tables import read_table
from ...text.units.kinds import Quantity
from ...text.units.table import per_code, unit_of
from ..model import Comparator, Role
from ..words.bounds import CAP, FLOOR
from .words import Words

_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_FOOTNOTE = re.compile(r"[*×※①-⑳\s:]+\Z|\[\d+\]\Z")
_UNIT_PREFIX = re.compile(rf"(?:计量|金额|货币)?单位\s*:\s*|以|按|人民币(?=[{MULTIPLES}]?元)|每|表示|计\Z")
_UNIT_WORD = re.compile(rf"[{MULTIPLES}]*[^\s{MULTIPLES}].*")
_AMONG = re.compile(r"其中\s*[:,]?\s*")
_TRAILING_UNIT = re.compile(r"[,/]\s*([^/,]{1,6}(?:/[^/,]{1,4})*)\Z")

_HEADER_UNITS = tuple(
    (re.compile(row["pattern"]), row["unit"])
    for row in read_table(Path(__file__).parent / "header_units.tsv", ("pattern", "unit"))
)
_ROLES: tuple[tuple[re.Pattern[str], Role, Comparator], ...] = (
    (re.compile(r"罚款|罚金|处罚|滞纳金|违约金|赔偿金"), Role.PENALTY, Comparator.EQ),
    (re.compile(FLOOR), Role.LIMIT, Comparator.GE),
    (re.compile(rf"限[值额量高]|允许值|{CAP}"), Role.LIMIT, Comparator.LE),
)
_MEASURED = re.compile(r"标准|[额费价税率值量款酬资积度数比限期金分薪]\Z|补[贴助偿]|奖励|罚|[(\[]")
_NAMES_UNIT = re.compile(r"(?:\A|计[量费价算]|收费|价格)单位\Z")
_DEADLINE = re.compile(r"时限|期限|办结|办理时间|完成时间|工作日")
_PERIOD = re.compile(r"有效期|保管期|保存期|使用期|服务期|任期|年限|周期")
_OTHER_UNIT = re.compile(
    r"人数|数量|面积|年[度份]?\Z|月份?\Z|日期|序号|编号|比例|比重|率\Z|系数|次数|天数|期限|等级|级别|代码|备注|条款|文号|电话|型号|时间"
)
_BASE = (
    re.compile(r"(?:占|按|为)(?P<base>[^,;:()]{2,30}?)的?(?:比例|比重|百分比|比率)"),
    re.compile(r"(?P<base>[^,;:()]{2,30}?),?(?:\([^()]*\))?,?的?(?:乘以|倍数)\s*:?\Z"),
)


@dataclass(frozen=True, slots=True)
class Column:
    """How to read the bare numbers of a column.

    `unit` is a unit word (元, 万元, 分, %) or None where the header tells none: a bare number under it has no
    meaning that the text gives. `names_unit` marks a column whose cells tell the unit of their row (计量单位).
    `measured` is False where the header names no quantity but a class (一类区), for which the table's caption does.
    `attribute` is the header without unit and footnote marks.
    """

    attribute: Words | None
    unit: str | None
    role: Role
    comparator: Comparator
    base: Words | None = None
    names_unit: bool = False
    measured: bool = True


def read_column(folded: str, printed: Words, table_unit: str | None, title: str = "") -> Column:
    """Read the header of a column.

    Args:
        folded: the header's folded text, pieces joined by a newline.
        printed: the same characters as printed, same length, with their places.
        table_unit: the unit word of the line 单位:… above the table, if there is one.
        title: the table's caption, which tells what its numbers are where the header does not.
    """
    unit = _unit(folded, table_unit)
    role, comparator = _role(folded, unit)
    if unit and role is Role.VALUE:
        role, comparator = _role(title, unit)
    base = next((found for pattern in _BASE if (found := pattern.search(folded.replace("\n", ",")))), None)
    attribute = _attribute(folded, printed)
    names_unit = _NAMES_UNIT.search(name_of(folded)) is not None
    return Column(
        attribute,
        unit,
        role,
        comparator,
        printed.only(range(*base.span("base"))) if base else None,
        names_unit,
        _MEASURED.search(folded) is not None,
    )


def unit_word(text: str) -> str | None:
    """Return the unit word in a note such as 单位:万元, 人民币元, 元/人, or None where it names no unit known."""
    word = _BRACKETS.sub("", _UNIT_PREFIX.sub("", text.strip())).strip()
    return word if _UNIT_WORD.match(word) and _kind(word) else None


def with_row_unit(unit: str | None, told: str) -> str | None:
    """Return the unit word of a bare number whose row tells its unit: 元 with 次 is 元/次, none with 元/吨 is 元/吨."""
    word = unit_word(told)
    if unit is None:
        return word if word and _kind(word) is Quantity.MONEY else None
    per = told.strip().removeprefix("每").removeprefix("元").lstrip("/")
    return f"{unit}/{per}" if _kind(unit) is Quantity.MONEY and "/" not in unit and per_code(per) else unit


def _kind(word: str) -> Quantity | None:
    """Return what a unit word, with or without a multiple before it (万元), is a unit of."""
    meaning = unit_of(word) or unit_of(word.lstrip(MULTIPLES))
    return meaning.quantity if meaning else None


def _unit(folded: str, table_unit: str | None) -> str | None:
    for note in _BRACKETS.finditer(folded):
        if word := unit_word(note[1]):
            return word
    plain = name_of(folded)
    for pattern, word in _HEADER_UNITS:
        if pattern.search(plain):
            return word
    trailing = _TRAILING_UNIT.search(plain)
    if trailing and (word := unit_word(trailing[1])):
        return word
    return None if _OTHER_UNIT.search(plain) else table_unit


def _role(folded: str, unit: str | None) -> tuple[Role, Comparator]:
    quantity = _kind(unit) if unit else None
    for pattern, role, comparator in _ROLES:
        if pattern.search(folded):
            return (Role.SCORE if quantity is Quantity.SCORE else role), comparator
    if quantity is Quantity.SCORE:
        return Role.SCORE, Comparator.EQ
    if quantity is Quantity.DURATION and _DEADLINE.search(folded) and not _PERIOD.search(folded):
        return Role.DEADLINE, Comparator.LE
    return Role.VALUE, Comparator.EQ


def name_of(folded: str) -> str:
    """Return a header's folded text without brackets, footnote marks and line breaks."""
    return _FOOTNOTE.sub("", _BRACKETS.sub("", folded).replace("\n", "")).strip()


def _attribute(folded: str, printed: Words) -> Words | None:
    """Return the header's first line without notes in brackets and footnote marks, as printed."""
    end = folded.find("\n") if "\n" in folded else len(folded)
    note = _BRACKETS.search(folded, 0, end)
    if note and note.start() > 0:
        end = note.start()
    mark = _FOOTNOTE.search(folded[:end])
    start = lead.end() if (lead := _AMONG.match(folded)) else 0
    return printed.only(range(start, mark.start() if mark else end)).strip()
