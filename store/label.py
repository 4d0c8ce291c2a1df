"""A parameter in one line for people: `贷款余额 ≤ 5倍（第六条第二款）`."""

from __future__ import annotations

from ..extract.model import Comparator, Parameter
from ..text.units.kinds import Quantity

SIGNS = {
    Comparator.EQ: "=",
    Comparator.LT: "<",
    Comparator.LE: "≤",
    Comparator.GT: ">",
    Comparator.GE: "≥",
    Comparator.ABOUT: "≈",
    Comparator.RANGE: "：",
}
"""The sign between what is measured and the number; a range's mention says its ends itself."""

_QUANTITIES = {
    Quantity.MONEY: "金额",
    Quantity.RATIO: "比例",
    Quantity.DURATION: "期限",
    Quantity.DATE: "日期",
    Quantity.FREQUENCY: "频次",
    Quantity.AGE: "年龄",
    Quantity.COUNT: "数量",
    Quantity.SCORE: "分值",
    Quantity.MEASURE: "计量",
}


def parameter_label(parameter: Parameter, citation: str | None) -> str:
    """Return what is measured, the bound as printed and, in brackets, where it stands.

    Where the text names nothing that is measured, the kind of quantity stands in its place.
    """
    mention = parameter.mention
    subject = parameter.subject.attribute or _QUANTITIES[mention.quantity]
    sign = SIGNS[mention.comparator] if mention.comparator else "："
    if sign == "=" and mention.quantity is Quantity.FREQUENCY:
        sign = "："  # 检查：每年
    bound = f"{sign}{parameter.text}" if sign == "：" else f" {sign} {parameter.text}"
    place = f"（{citation}）" if citation else ""
    return " ".join(f"{subject}{bound}{place}".split())
