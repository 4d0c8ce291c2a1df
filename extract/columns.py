"""What the header of a table's column says about the numbers under it: unit, role, bound, attribute, base."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .model import Comparator, Quantity, Role
from .units import unit_of

_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_FOOTNOTE = re.compile(r"[*×※①-⑳\s:]+\Z|\[\d+\]\Z")
_UNIT_PREFIX = re.compile(r"(?:计量|金额|货币)?单位\s*:\s*|以|按|人民币(?=[百千万亿]?元)|每|表示|计\Z")
_UNIT_WORD = re.compile(r"[百千万亿]*[^\s百千万亿].*")
_TRAILING_UNIT = re.compile(r"[,/]\s*([^/,]{1,6}(?:/[^/,]{1,4})*)\Z")

_NAMED_UNITS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), unit)
    for pattern, unit in (
        (r"(?:分[值数]|[得扣加减评记计积赋满总总权]分)\Z|分值", "分"),
        (r"(?:系数|倍数|倍率|乘以|折算率)\Z", "倍"),
        (r"(?:人数|名额|编制数?|员额|职数)\Z", "名"),
        (r"次数\Z", "次"),
        (r"工作日数?\Z", "工作日"),
        (r"天数\Z", "天"),
        (r"月数\Z", "个月"),
        (r"(?:百分比|百分率)\Z", "%"),
    )
)
_ROLES: tuple[tuple[re.Pattern[str], Role, Comparator], ...] = (
    (re.compile(r"罚款|罚金|处罚|滞纳金|违约金|赔偿金"), Role.PENALTY, Comparator.EQ),
    (re.compile(r"不低于|不少于|不小于|最低|最小|下限|至少|以上"), Role.LIMIT, Comparator.GE),
    (
        re.compile(r"限值|限额|限量|限高|上限|最高|最大|最多|不超过|不高于|不大于|不得超过|允许值|以下|以内"),
        Role.LIMIT,
        Comparator.LE,
    ),
)
_DEADLINE = re.compile(r"时限|期限|办结|办理时间|完成时间|工作日")
_PERIOD = re.compile(r"有效期|保管期|保存期|使用期|服务期|任期|年限|周期")
_MONEY_HEAD = re.compile(r"金额|收费|费用|[费税款价]\Z|标准|罚|补贴|补助|奖励|工资|额|费率|造价|元")
_NO_MONEY = re.compile(
    r"人数|数量|面积|年[度份]?\Z|月份?\Z|日期|序号|编号|比例|比重|率\Z|系数|次数|天数|期限|等级|级别|代码|备注"
)
_BASE = (
    re.compile(r"(?:占|按|为)(?P<base>[^,;:()]{2,30}?)的?(?:比例|比重|百分比|比率)"),
    re.compile(r"(?P<base>[^,;:()]{2,30}?),?(?:\([^()]*\))?,?的?(?:乘以|倍数)\s*:?\Z"),
)


@dataclass(frozen=True, slots=True)
class Column:
    """How to read the bare numbers of a column.

    `unit` is a unit word (元, 万元, 分, %) or None where the header tells none: a bare number under it has no
    meaning that the text gives. `attribute` is the header without unit and footnote marks.
    """

    attribute: str | None
    unit: str | None
    role: Role
    comparator: Comparator
    base: str | None = None


def read_column(folded: str, printed: str, table_unit: str | None) -> Column:
    """Read the header of a column.

    Args:
        folded: the header's folded text, pieces joined by a newline.
        printed: the same characters as printed, same length.
        table_unit: the unit word of the line 单位:… above the table, if there is one.
    """
    unit = _unit(folded, table_unit)
    role, comparator = _role(folded, unit)
    base = next((found for pattern in _BASE if (found := pattern.search(folded.replace("\n", ",")))), None)
    attribute = _attribute(folded, printed)
    where = base.span("base") if base else (0, 0)
    return Column(attribute, unit, role, comparator, printed[slice(*where)] or None)


def unit_word(text: str) -> str | None:
    """Return the unit word in a note such as 单位:万元, 人民币元, 元/人, or None where it names no unit known."""
    word = _UNIT_PREFIX.sub("", text.strip())
    bare = word.lstrip("百千万亿")
    if not _UNIT_WORD.match(word):
        return None
    return word if unit_of(word) or unit_of(bare) else None


def _unit(folded: str, table_unit: str | None) -> str | None:
    for note in _BRACKETS.finditer(folded):
        if word := unit_word(note[1]):
            return word
    plain = name_of(folded)
    for pattern, word in _NAMED_UNITS:
        if pattern.search(plain):
            return word
    trailing = _TRAILING_UNIT.search(plain)
    if trailing and (word := unit_word(trailing[1])):
        return word
    if table_unit and not _NO_MONEY.search(plain):
        meaning = unit_of(table_unit.lstrip("百千万亿"))
        if meaning and (meaning.quantity is not Quantity.MONEY or _MONEY_HEAD.search(plain) or "费" in plain):
            return table_unit
    return None


def _role(folded: str, unit: str | None) -> tuple[Role, Comparator]:
    meaning = unit_of(unit.lstrip("百千万亿")) if unit else None
    quantity = meaning.quantity if meaning else None
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


def _attribute(folded: str, printed: str) -> str | None:
    """Return the header's first line without notes in brackets and footnote marks, as printed."""
    end = folded.find("\n") if "\n" in folded else len(folded)
    note = _BRACKETS.search(folded, 0, end)
    if note and note.start() > 0:
        end = note.start()
    mark = _FOOTNOTE.search(folded[:end])
    return printed[: mark.start() if mark else end].strip() or None
