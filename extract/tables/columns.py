"""What the header of a table's column says about the numbers under it: unit, role, bound, attribute, base."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from ...text.comparators import PRINTED, SIGN
from ...text.fold import fold
from ...text.numerals import MULTIPLES, NUMERAL_CHARACTERS
from ...text.rule_tables import read_table
from ...text.units.kinds import Quantity
from ...text.units.table import per_code, unit_of
from ..model import Comparator, Evidence, Field, Role
from ..words.bounds import CAP, FLOOR
from .words import Words, joined

_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_FOOTNOTE = re.compile(r"[*×※①-⑳\s:]+\Z|\[\d+\]\Z")
_UNIT_PREFIX = re.compile(rf"(?:计量|金额|货币)?单位\s*:\s*|以|按|人民币(?=[{MULTIPLES}]?元)|每|表示|计\Z")
_UNIT_WORD = re.compile(rf"[{MULTIPLES}]*[^\s{MULTIPLES}].*")
_AMONG = re.compile(r"其中\s*[:,]?\s*")
_TRAILING_UNIT = re.compile(r"[,/]\s*([^/,]{1,6}(?:/[^/,]{1,4})*)\Z")
_TRAILING_SIGN = re.compile(rf"[\s:,]*(?P<sign>{SIGN})[\s:]*\Z")  # 总量/% ≤
INDEX = "pH"
"""Stands for the unit of an index, which has none."""

_INDEX = re.compile(r"(?:[pP][hH]值?|酸碱度)\Z")

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
_GRADE = re.compile(rf"[{NUMERAL_CHARACTERS}甲乙丙丁ⅠⅡⅢⅣⅤA-E\d]+[级类档等区]")
_PRICE = re.compile(r"[费价款酬金]|标准|补[贴助偿]|罚|奖励")
_NO_QUANTITY = re.compile(
    r"序号|编号|代码|编码|邮编|备注|条款|文号|电话|型号|页[码数次]|年[度份]?\Z|月份?\Z|日期|时间\Z|依据"
)
_YEAR = re.compile(r"\d{4}\s*年")
_NAMES_UNIT = re.compile(r"(?:\A|计[量费价算]|收费|价格)单位\Z")
_DEADLINE = re.compile(r"时限|期限|办结|办理时间|完成时间|工作日")
_PERIOD = re.compile(r"有效期|保管期|保存期|使用期|服务期|任期|年限|周期")
_OTHER_UNIT = re.compile(rf"{_NO_QUANTITY.pattern}|人数|数量|面积|比例|比重|率\Z|系数|次数|天数|期限|等级|级别|时间")
_BASE = (
    re.compile(r"(?:占|按|为)(?P<base>[^,;:()]{2,30}?)的?(?:比例|比重|百分比|比率)"),
    re.compile(r"(?P<base>[^,;:()]{2,30}?),?(?:\([^()]*\))?,?的?(?:乘以|倍数)\s*:?\Z"),
)


class Told(NamedTuple):
    """A unit word, a role or a bound that something beside a number tells, and the words that tell it."""

    unit: str
    words: Words


@dataclass(frozen=True, slots=True)
class Column:
    """How to read the bare numbers of a column.

    `unit` is a unit word (元, 万元, 分, %) or None where nothing tells one: a bare number then has no meaning that the
    text gives. `names_unit` marks a column whose cells tell the unit of their row (计量单位). `measured` is False where
    no label names a quantity but only a class (一类区), for which the table's caption does. `attribute` is the label
    that names the quantity, without unit and footnote marks, `classes` are the other labels above the column, `name` is
    the lowest of `labels`, which are all of them. `evidence` are the words that tell unit, role and bound.
    """

    attribute: Words | None = None
    unit: str | None = None
    role: Role = Role.VALUE
    comparator: Comparator = Comparator.EQ
    base: Words | None = None
    names_unit: bool = False
    measured: bool = True
    classes: Words | None = None
    name: str = ""
    labels: tuple[Words, ...] = ()
    evidence: tuple[Evidence, ...] = ()


def read_column(labels: Sequence[Words], outside: Told | None, title: Words | None = None) -> Column:
    """Read the labels above a column, the outermost first.

    Args:
        labels: the labels as printed.
        outside: the unit that the line 单位:… above the table gives, or its caption in brackets.
        title: the table's caption, which tells what its numbers are where the labels do not.
    """
    if not labels:
        return Column()
    names = [_name(words) for words in labels]
    path = joined(labels, ",")
    base = next((found for pattern in _BASE if (found := pattern.search(fold(path.text)))), None)
    above = path.text.count(",", 0, base.start("base")) if base else 0
    which = _measured(labels[:above] or labels)
    unit = _unit(labels) or (None if _names_other_unit(labels[-1]) else outside)
    role, comparator, evidence = read_role(labels, unit.unit if unit else None)
    if unit and role is Role.VALUE and title:
        role, comparator, evidence = read_role((title,), unit.unit)
    classes = [name for i, name in enumerate(names) if i != which and not (i and unit_word(fold(labels[i].text)))]
    return Column(
        names[which],
        unit.unit if unit else None,
        role,
        comparator,
        path.only(range(*base.span("base"))) if base else None,
        _NAMES_UNIT.search(name_of(fold(labels[-1].text))) is not None,
        any(_MEASURED.search(fold(words.text)) or tells_unit(words) for words in labels),
        joined(classes) if any(classes) and not base else None,
        labels[-1].text,
        tuple(labels),
        (*(unit.words.evidence(Field.UNIT) if unit else ()), *evidence),
    )


def _names_other_unit(label: Words) -> bool:
    """Tell whether the unit of a whole table is not that of a column; what a year (2019年) heads are its figures."""
    name = name_of(fold(label.text))
    return _OTHER_UNIT.search(name) is not None and not _YEAR.match(name)


def _measured(labels: Sequence[Words]) -> int:
    """Return which of the labels above a column names what is measured: the lowest that does, else the outermost."""
    plain = [fold(words.text) for words in labels]
    for tells in (
        lambda text: _MEASURED.search(name_of(text)) and not _GRADE.match(text),
        _MEASURED.search,
        lambda text: _measuring(text) is not None,
    ):
        if found := [i for i, text in enumerate(plain) if tells(text)]:
            return found[-1]
    return 0


def unit_word(text: str) -> str | None:
    """Return the unit word in a note such as 单位:万元, 人民币元, 元/人, or None where it names no unit known."""
    word = _BRACKETS.sub("", _UNIT_PREFIX.sub("", text.strip())).strip()
    return word if _UNIT_WORD.match(word) and _kind(word) else None


def with_row_unit(column: Column, told: str) -> str | None:
    """Return the unit word of a bare number whose row tells its unit: 元 with 次 is 元/次, none with 元/吨 is 元/吨.

    What a fee is paid for (次 under 收费标准) is no unit of it as long as nothing says that it is in 元.
    """
    word, unit = unit_word(told), column.unit
    if unit is None:
        priced = _PRICE.search(column.name) is not None
        told_whole = word and not _NO_QUANTITY.search(column.name) and (not priced or _kind(word) is Quantity.MONEY)
        return word if told_whole else None
    per = told.strip().removeprefix("每").removeprefix("元").lstrip("/")
    return f"{unit}/{per}" if _kind(unit) is Quantity.MONEY and "/" not in unit and per_code(per) else unit


def _kind(word: str) -> Quantity | None:
    """Return what a unit word, with or without a multiple before it (万元), is a unit of."""
    meaning = unit_of(word) or unit_of(word.lstrip(MULTIPLES))
    return meaning.quantity if meaning else None


def tells_unit(words: Words) -> bool:
    """Tell whether a label names what is measured together with its unit or its bound: 水分(%), 胶稠度/mm, 总量 ≤."""
    return unit_in_brackets(words) is not None or _measuring(fold(words.text)) is not None


def is_sign(words: Words) -> bool:
    """Tell whether a label is nothing but the sign of a bound, which a column of its own has."""
    return _TRAILING_SIGN.fullmatch(fold(words.text)) is not None


def _measuring(folded: str) -> re.Match[str] | None:
    """Return the sign, the unit or the name of an index by which a label without brackets tells what is measured."""
    plain = name_of(folded)
    trailing = _TRAILING_UNIT.search(plain)
    if trailing and unit_word(trailing[1]):
        return trailing
    sign = _TRAILING_SIGN.search(folded)
    return sign if sign and plain else _INDEX.match(plain)


def unit_in_brackets(words: Words) -> Told | None:
    """Return the unit that a label or a caption gives in brackets."""
    for note in _BRACKETS.finditer(fold(words.text)):
        if word := unit_word(note[1]):
            return Told(word, words.only(range(*note.span(1))))
    return None


def _unit(labels: Sequence[Words]) -> Told | None:
    """Return the unit that the labels above a column tell, the lowest first; a 度 of electricity is a kilowatt-hour."""
    told = _printed_unit(labels)
    electric = told and told.unit == "度" and any("电" in words.text for words in labels)
    return told._replace(unit="千瓦时") if told and electric else told


def _printed_unit(labels: Sequence[Words]) -> Told | None:
    for i, words in reversed(list(enumerate(labels))):
        if found := unit_in_brackets(words):
            return found
        plain = name_of(fold(words.text))
        if i and (word := unit_word(plain)):
            return Told(word, words)
        if index := _INDEX.match(plain):
            return Told(INDEX, words.only(range(*index.span())))
        for pattern, word in _HEADER_UNITS:
            if pattern.search(plain):
                return Told(word, words)
        trailing = _TRAILING_UNIT.search(plain)
        if trailing and (word := unit_word(trailing[1])):
            return Told(word, words.only(range(*trailing.span(1))))
    return None


def read_role(labels: Sequence[Words], unit: str | None) -> tuple[Role, Comparator, tuple[Evidence, ...]]:
    """Return the role and the bound that labels give numbers of a unit, and the words that tell them."""
    quantity = _kind(unit) if unit else None
    for words in reversed(labels):
        plain = fold(words.text)
        if sign := _TRAILING_SIGN.search(plain):
            comparator = PRINTED[sign["sign"]]
            return Role.LIMIT, comparator, _evidence(words.only(range(*sign.span("sign"))), comparator)
        for pattern, role, comparator in _ROLES:
            if found := pattern.search(plain):
                role = Role.SCORE if quantity is Quantity.SCORE else role
                return role, comparator, _evidence(words.only(range(*found.span())), comparator)
        if quantity is Quantity.DURATION and (found := _DEADLINE.search(plain)) and not _PERIOD.search(plain):
            told = words.only(range(*found.span()))
            return Role.DEADLINE, Comparator.LE, _evidence(told, Comparator.LE)
    return Role.SCORE if quantity is Quantity.SCORE else Role.VALUE, Comparator.EQ, ()


def _evidence(words: Words, comparator: Comparator) -> tuple[Evidence, ...]:
    bound = () if comparator is Comparator.EQ else words.evidence(Field.BOUND)
    return (*bound, *words.evidence(Field.ROLE))


def name_of(folded: str) -> str:
    """Return a header's folded text without brackets, footnote marks, line breaks and the sign at its end."""
    plain = _TRAILING_SIGN.sub("", _BRACKETS.sub("", folded).replace("\n", ""))
    return _FOOTNOTE.sub("", plain).strip().removesuffix("/")


def _name(words: Words) -> Words | None:
    """Return a label without notes in brackets, footnote marks, a unit and a sign at its end, as printed."""
    folded = fold(words.text)
    sign = _TRAILING_SIGN.search(folded)
    end = sign.start() if sign else len(folded)
    note = _BRACKETS.search(folded, 0, end)
    end = note.start() if note and note.start() > 0 else end
    trailing = _TRAILING_UNIT.search(folded[:end])
    end = trailing.start() if trailing and unit_word(trailing[1]) else len(folded[:end].rstrip("/"))
    mark = _FOOTNOTE.search(folded[:end])
    start = lead.end() if (lead := _AMONG.match(folded)) else 0
    return words.only(range(start, mark.start() if mark else end)).strip()
