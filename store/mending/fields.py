"""The fields of parameters and documents that editors can decide, and which values each may have."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from ...extract.model import Modality, Role
from ...parse.metadata.authority import AUTHORITIES
from ...text.comparators import Comparator
from ...text.levels import Level
from ...text.units.kinds import Quantity
from .outcome import Unfit

Value = str | float | int | None
"""A value of a column."""

_LONGEST = 500
_UNIT = re.compile(r"[!-~]*(?:\{[^{}\s]+\}[!-~]*)*")


def _words(value: object) -> Value:
    if value is None or (isinstance(value, str) and value.strip() and len(value) <= _LONGEST):
        return value
    raise ValueError(f"应为不超过{_LONGEST}字的文字，或空")


def _title(value: object) -> Value:
    if value is None:
        raise ValueError("不能为空")
    return _words(value)


def _number(value: object) -> Value:
    if value is None or (isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < float("inf")):
        return None if value is None else float(value)
    raise ValueError("应为数字，或空")


def _yes_or_no(value: object) -> Value:
    if value in (0, 1):
        return int(value is True or value == 1)
    raise ValueError("应为 0 或 1")


def _day(value: object) -> Value:
    if value is None:
        return None
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError:
        raise ValueError("应为日期（如 2008-12-28），或空") from None


def _effective(value: object) -> Value:
    return str(value) if value in ("on promulgation", "on adoption", "on approval") else _day(value)


def _unit(value: object) -> Value:
    if value is None or (isinstance(value, str) and value and _UNIT.fullmatch(value)):
        return value
    raise ValueError("应为单位代码（如 CNY、d、{户}），或空")


def _one_of(choices: type[Quantity] | type[Role] | type[Comparator] | type[Modality]) -> Callable[[object], Value]:
    def check(value: object) -> Value:
        if value is None and choices is not Quantity:
            return None
        try:
            return choices(str(value))
        except ValueError:
            raise ValueError(f"应为 {'、'.join(choices)} 之一") from None

    return check


def _authority(value: object) -> Value:
    if value is None or value in AUTHORITIES:
        return None if value is None else str(value)
    raise ValueError(f"应为 {'、'.join(AUTHORITIES)} 之一，或空")


def _level(value: object) -> Value:
    levels = [level.value for level in Level if level is not Level.BODY]
    if value not in levels:
        raise ValueError(f"应为 {'、'.join(levels)} 之一")
    return str(value)


PARAMETER_FIELDS: Mapping[str, Callable[[object], Value]] = {
    **{"quantity": _one_of(Quantity), "role": _one_of(Role), "comparator": _one_of(Comparator)},
    **{"min_value": _number, "max_value": _number, "min_inclusive": _yes_or_no, "max_inclusive": _yes_or_no},
    **{"min_date": _day, "max_date": _day, "unit": _unit},
    **dict.fromkeys(("attribute", "holder", "act", "base", "trigger", "condition"), _words),
    "modality": _one_of(Modality),
}
"""The columns of `parameters` that can be decided, with what takes a JSON value to one of the column."""

PROVISION_FIELDS: Mapping[str, Callable[[object], Value]] = {"level": _level}
"""The column of `provisions` that can be decided."""

DOCUMENT_FIELDS: Mapping[str, Callable[[object], Value]] = {
    **{"title": _title, "kind": _words, "authority": _authority, "issuer": _words, "doc_number": _words},
    **{"region": _words, "adopted": _day, "approved": _day, "promulgated": _day, "effective": _effective},
    **{"expires": _day, "text_as_of": _day, "status": _words},
}
"""The columns of `documents` that can be decided."""


def value_of(fields: Mapping[str, Callable[[object], Value]], field: str | None, after: Any) -> Value:
    """Return the value of a column that a decision gives.

    Args:
        fields: the columns that can be decided.
        field: the column.
        after: the value, as JSON has it.

    Raises:
        Unfit: the column cannot be decided, or cannot have this value.
    """
    check = fields.get(field or "")
    if check is None:
        raise Unfit(f"没有可以更正的字段“{field}”；可以更正的有 {'、'.join(fields)}")
    try:
        return check(after)
    except ValueError as error:
        raise Unfit(f"字段 {field} 的值 {json.dumps(after, ensure_ascii=False)} 不能用：{error}") from None


def json_of(text: str | None) -> Any:
    """Return what a decision has as JSON, None where it has nothing. Raises `Unfit` if it is no JSON."""
    if text is None:
        return None
    try:
        return json.loads(text)
    except ValueError:
        raise Unfit(f"决定中的值 {text!r} 不是 JSON") from None


def json_text(value: Value) -> str:
    """Return a value of a column as JSON."""
    return json.dumps(value, ensure_ascii=False)
