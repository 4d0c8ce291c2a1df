"""Amounts that a clause lists and adds up itself: 第一期30万元，第二期30万元，第三期40万元，共计100万元.

Not every list is a whole: 总投资100万元，其中设备30万元 leaves much unsaid. So a total is doubted only where one wrong
digit in it, or in one of at least three amounts beside it, explains why they do not add up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ...extract.model import Parameter
from ...extract.page import Processed
from ...parse.model import Path, Regulation
from ...text.levels import Level
from ...text.source import Flag
from ...text.units.kinds import Quantity
from ..places import tables_of
from ..seen import seen
from .totals import is_one_digit, shown

_LIKELY, _AMONG = 0.7, 0.4
"""Amounts beside a total; amounts that are said to be among it (其中), which need not be all."""
_STATED = re.compile(
    r"(?<!限额)(?<!累计)(?<!额度)(?:合计|共计|总计|总额|总金额|总投资|总面积|总数|总价|总共)"
    r"(?:人民币|应?为|是|[:,]|达|计|约|[¥$]){0,3}[ ]?\Z"
)
_BEFORE = 16
"""Characters before an amount in which the word that makes it a total stands."""
_FEWEST, _MOST = 3, 50
"""Amounts that a total may be of, on either side."""
_MOST_OFF = Decimal("0.3")
"""Of a total; what misses more was not meant to add up."""
_ADDED = frozenset((Quantity.MONEY, Quantity.COUNT, Quantity.MEASURE))


def check_listed(processed: Processed) -> Iterator[Flag]:
    """Yield a flag for each total in a provision that the amounts listed beside it miss by one digit."""
    folded = seen(processed)
    for regulation, parameters in zip(processed.page.regulations, processed.parameters, strict=True):
        tables = tables_of(regulation)
        amounts = [p for p in parameters if _is_amount(p) and not tables.touch(p.mention.span)]
        if len(amounts) <= _FEWEST:
            continue
        for index, amount in enumerate(amounts):
            start = amount.mention.span.start
            if _STATED.search(folded, max(regulation.span.start, start - _BEFORE), start):
                among = "其中" in folded[amount.mention.span.end : amount.mention.span.end + _BEFORE]
                yield from _doubted(regulation, amounts, index, _AMONG if among else _LIKELY)


def _is_amount(parameter: Parameter) -> bool:
    mention = parameter.mention
    return mention.quantity in _ADDED and isinstance(mention.low, float) and mention.low == mention.high


def _doubted(regulation: Regulation, amounts: Sequence[Parameter], index: int, score: float) -> Iterator[Flag]:
    stated = amounts[index]
    total = _value(stated)
    place = _place(regulation, stated.path)
    beside = [
        [_value(amount) for amount in side if _goes_with(regulation, amount, stated, place)]
        for side in (amounts[max(0, index - _MOST) : index], amounts[index + 1 : index + 1 + _MOST])
    ]
    sums = [sum(side, Decimal(0)) for side in beside if len(side) >= _FEWEST]
    if total in sums or any(_is_partial_sum(side, total) for side in beside):
        return
    near = [found for found in sums if is_one_digit(found - total) and abs(found - total) <= total * _MOST_OFF]
    if near:
        reason = f"所列各项相加为{shown(near[0])}，这里写的合计是{shown(total)}"
        yield Flag("sum", reason, stated.mention.span, score=score)


def _goes_with(regulation: Regulation, amount: Parameter, stated: Parameter, place: Path) -> bool:
    """Tell whether an amount is of the same unit and stands in the same article, or the same part of what has none."""
    return amount.mention.unit == stated.mention.unit and _place(regulation, amount.path) == place


def _place(regulation: Regulation, path: Path) -> Path:
    for depth in range(1, len(path) + 1):
        if regulation.root.at(path[:depth]).level in (Level.ARTICLE, Level.DIVISION, Level.ANNEX):
            return path[:depth]
    return path


def _is_partial_sum(values: Sequence[Decimal], total: Decimal) -> bool:
    """Tell whether the amounts right beside a total, some of them, make it: those behind may be of another."""
    before, behind = Decimal(0), Decimal(0)
    for first, last in zip(values, reversed(values), strict=True):
        behind += first
        before += last
        if total in (before, behind):
            return True
    return False


def _value(parameter: Parameter) -> Decimal:
    return Decimal(str(parameter.mention.low))
