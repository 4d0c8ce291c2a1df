"""A number found in the text with its unit, before its bounds and its role are known."""

from __future__ import annotations

from dataclasses import dataclass

from ...text.comparators import Comparator
from ...text.units.kinds import Quantity
from ..words.bounds import BoundWord


@dataclass(slots=True)
class Token:
    """A number, a date or a frequency in the text; the stages of finding mentions fill it in.

    `start` and `end` are the mention's, `left` and `right` those of the number without what belongs to the
    mention around it (每平方米, 人民币); `low` and `high` are in `unit` (dates: ISO 8601). `comparator` is
    None until bounds are read, unless the form itself tells it (a range).
    """

    start: int
    end: int
    quantity: Quantity
    low: float | str | None
    high: float | str | None
    unit: str
    rule: str
    left: int = 0
    right: int = 0
    word: str = ""
    number: str = ""
    comparator: Comparator | None = None
    low_inclusive: bool = True
    high_inclusive: bool = True
    confidence: float = 1.0
    scope_start: int = 0
    scope_end: int = 0
    step: bool = False
    partial: str = ""
    bound: str = ""
    spread: BoundWord | None = None

    def __post_init__(self) -> None:
        """Let the inner and the outer stretch be those of the mention until more is known."""
        self.left = self.left or self.start
        self.right = self.right or self.end
        self.scope_start = self.start
        self.scope_end = self.end
