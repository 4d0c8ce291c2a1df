"""A parameter in one line for people: `贷款余额 ≤ 5倍（第六条第二款）`."""

from __future__ import annotations

from ..extract.model import Parameter
from ..text.comparators import SIGNS, Comparator
from ..text.units.kinds import KIND_NAMES, Quantity


def parameter_label(parameter: Parameter, citation: str | None) -> str:
    """Return what is measured, the bound as printed and, in brackets, where it stands.

    Where the text names nothing that is measured, the kind of quantity stands in its place.
    """
    mention, comparator = parameter.mention, parameter.mention.comparator
    subject = parameter.subject.attribute or KIND_NAMES[mention.quantity]
    recurs = comparator is Comparator.EQ and mention.quantity is Quantity.FREQUENCY  # 检查：每年
    if comparator is None or comparator is Comparator.RANGE or recurs:  # a range's mention says its ends itself
        bound = f"：{parameter.text}"
    else:
        bound = f" {SIGNS[comparator]} {parameter.text}"
    place = f"（{citation}）" if citation else ""
    return " ".join(f"{subject}{bound}{place}".split())
