"""A parameter in one line for people: `贷款余额 ≤ 5倍（第六条第二款）`."""

from __future__ import annotations

from ..extract.model import Mention, Parameter
from ..text.comparators import SIGNS, Comparator
from ..text.units.kinds import Quantity

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
    bound = f" {sign} {parameter.text}" if (sign := _sign(mention)) else f"：{parameter.text}"
    place = f"（{citation}）" if citation else ""
    return " ".join(f"{subject}{bound}{place}".split())


def _sign(mention: Mention) -> str:
    """Return the sign before a bound, empty where it says its ends itself (罚款：1万元以上3万元以下, 检查：每年)."""
    plain = mention.quantity is Quantity.FREQUENCY and mention.comparator is Comparator.EQ
    if mention.comparator in (None, Comparator.RANGE) or plain:
        return ""
    return SIGNS[mention.comparator]
