"""The fields of parameters and documents that editors decide on, in their words, and what they may type there."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from ..words.vocabulary import COMPARATORS, EFFECTIVE, LEVELS, MODALITIES, QUANTITIES, ROLES
from .refusals import UndecidableError

Value = str | float | int | None
"""A value of a column; None where the text says nothing."""

_LONGEST = 500


@dataclass(frozen=True, slots=True)
class Field:
    """A column: what editors call it, what they may choose from (nothing: they type), and what reads what they send.

    `hint` says what to type.
    """

    name: str
    read: Callable[[str], Value]
    choices: Mapping[str, str] | None = None
    hint: str = ""

    def value(self, typed: str) -> Value:
        """Return what was typed as a value of the column; UndecidableError where it is none."""
        typed = typed.strip()
        if not typed:
            return None
        if self.choices is not None and typed not in self.choices:
            raise UndecidableError(f"{self.name}：没有“{typed[:40]}”这一种。")
        try:
            return self.read(typed)
        except ValueError as error:
            raise UndecidableError(f"{self.name}：{error}") from None


def _words(typed: str) -> str:
    if len(typed) > _LONGEST:
        raise ValueError(f"至多 {_LONGEST} 字。")
    return typed


def _number(typed: str) -> float:
    try:
        value = float(typed.replace(",", "").replace("，", ""))
    except ValueError:
        raise ValueError(f"“{typed[:40]}”不是数字。金额以元计，比例以 1 为全部（90% 写 0.9）。") from None
    if not math.isfinite(value):
        raise ValueError("不是有限的数。")
    return value


def _day(typed: str) -> str:
    try:
        return date.fromisoformat(typed).isoformat()
    except ValueError:
        raise ValueError(f"“{typed[:40]}”不是日期，请写成 2008-12-28。") from None


def _effective(typed: str) -> str:
    return typed if typed in EFFECTIVE else _day(typed)


_YES_NO = {"1": "含", "0": "不含"}

PARAMETER_FIELDS: Mapping[str, Field] = {
    "attribute": Field("事项", _words),
    "holder": Field("主体", _words),
    "act": Field("行为", _words),
    "base": Field("基数", _words),
    "trigger": Field("起算", _words),
    "condition": Field("条件", _words),
    "quantity": Field("种类", _words, QUANTITIES),
    "role": Field("作用", _words, ROLES),
    "comparator": Field("界限", _words, COMPARATORS),
    "min_value": Field("下限", _number, hint="数字；金额以元计，比例以 1 为全部"),
    "min_inclusive": Field("下限含本数", int, _YES_NO),
    "max_value": Field("上限", _number, hint="数字；金额以元计，比例以 1 为全部"),
    "max_inclusive": Field("上限含本数", int, _YES_NO),
    "min_date": Field("最早日期", _day, hint="2008-12-28"),
    "max_date": Field("最晚日期", _day, hint="2008-12-28"),
    "unit": Field("单位", _words, hint="代码：CNY、d、mo、a、1（比例）、{户}"),
    "modality": Field("语气", _words, MODALITIES),
}
"""The columns of a parameter that can be decided."""

LEVEL = Field("层级", _words, LEVELS)
"""The level of a provision."""

DOCUMENT_FIELDS: Mapping[str, Field] = {
    "title": Field("标题", _words),
    "doc_number": Field("文号", _words),
    "issuer": Field("发布机关", _words),
    "kind": Field("文种", _words),
    "region": Field("地区", _words),
    "status": Field("状态", _words, hint="试行、暂行、征求意见稿、草案"),
    "adopted": Field("通过", _day, hint="2008-12-28"),
    "approved": Field("批准", _day, hint="2008-12-28"),
    "promulgated": Field("公布", _day, hint="2008-12-28"),
    "effective": Field("施行", _effective, hint="2008-12-28，或 on promulgation（自公布之日起）"),
    "expires": Field("失效", _day, hint="2008-12-28"),
    "text_as_of": Field("文本截至", _day, hint="2008-12-28"),
}
"""The columns of a document that can be decided."""
