"""The kinds of quantity that a number can be."""

from __future__ import annotations

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
