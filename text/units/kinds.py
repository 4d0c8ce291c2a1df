"""The kinds of quantity that a number can be, and what readers call them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Quantity(StrEnum):
    """What kind of number it is."""

    MONEY = "money"
    RATIO = "ratio"
    DURATION = "duration"
    DATE = "date"
    FREQUENCY = "frequency"
    AGE = "age"
    COUNT = "count"
    SCORE = "score"
    MEASURE = "measure"


KIND_NAMES: Mapping[str, str] = {
    Quantity.MONEY.value: "金额",
    Quantity.RATIO.value: "比例",
    Quantity.DURATION.value: "期间",  # not 期限, which is what a deadline is called
    Quantity.DATE.value: "日期",
    Quantity.FREQUENCY.value: "频次",
    Quantity.AGE.value: "年龄",
    Quantity.COUNT.value: "数量",
    Quantity.SCORE.value: "分值",
    Quantity.MEASURE.value: "计量",
}
"""What readers call a kind of quantity, by its value in the column `quantity`."""
