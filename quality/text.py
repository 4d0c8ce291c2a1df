"""How alike two texts, two values and two spans are."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..text.source import Span

Bound = float | str | None
"""One end of a value: a number, an ISO 8601 date, or nothing."""


@dataclass(frozen=True, slots=True)
class F1:
    """Precision, recall and their harmonic mean, from numbers of hits, of predictions and of gold records."""

    hits: int
    predicted: int
    gold: int

    @property
    def precision(self) -> float:
        """The share of the predictions that are right."""
        return self.hits / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """The share of the gold records that were found."""
        return self.hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __str__(self) -> str:
        return f"P {self.precision:.3f}  R {self.recall:.3f}  F1 {self.f1:.3f}"


def plain(text: object) -> str:
    """Return letters, digits and Han characters alone, so that brackets and spaces make no difference."""
    return re.sub(r"\W+", "", str(text)) if text else ""


def char_f1(gold: str | None, predicted: str | None) -> float:
    """Return the F1 of the characters that two texts share in the same order; 1 if both are empty, 0 if one is."""
    gold, predicted = plain(gold), plain(predicted)
    if not gold or not predicted:
        return float(gold == predicted)
    return 2 * _longest_common(gold, predicted) / (len(gold) + len(predicted))


def _longest_common(one: str, other: str) -> int:
    """Return the length of the longest sequence of characters that stands in both, with others between them."""
    row = [0] * (len(other) + 1)
    for character in one:
        before = 0
        for index, same in enumerate(other, 1):
            above = row[index]
            row[index] = before + 1 if character == same else max(above, row[index - 1])
            before = above
    return row[-1]


def same_bound(gold: Bound, predicted: Bound) -> bool:
    """Tell whether two ends of a value are the same: dates as written, numbers to nine digits."""
    if gold is None or predicted is None:
        return gold is predicted
    if isinstance(gold, str) or isinstance(predicted, str):
        return str(gold) == str(predicted)
    return abs(gold - predicted) <= 1e-9 * max(1.0, abs(gold))


def overlap(a: Span, b: Span) -> float:
    """Return the characters that both spans cover as a share of those that either covers."""
    common = min(a.end, b.end) - max(a.start, b.start)
    return common / (max(a.end, b.end) - min(a.start, b.start)) if common > 0 else 0.0
