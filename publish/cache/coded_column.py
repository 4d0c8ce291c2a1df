"""A column of text as an array: its values once, and for each row the place of its value among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from .arrays import IntArray


@dataclass(frozen=True, slots=True)
class CodedColumn:
    """A column: its values in their order, and of each row which of them it has, -1 for none."""

    values: tuple[Any, ...]
    codes: IntArray

    def counts(self, rows: IntArray, size: int) -> list[tuple[Any, int]]:
        """Return the commonest values of some rows, most first, at most `size`, with the number of rows of each."""
        numbers = np.bincount(self.codes[rows] + 1, minlength=len(self.values) + 1)[1:]  # the first have no value
        most = np.argsort(-numbers, kind="stable")[:size]
        return [(self.values[code], int(numbers[code])) for code in most.tolist() if numbers[code]]


def code_column(values: Sequence[Any]) -> CodedColumn:
    """Return a column."""
    known = sorted({value for value in values if value is not None})
    places = {value: place for place, value in enumerate(known)}
    return CodedColumn(tuple(known), np.array([places.get(value, -1) for value in values], dtype=np.int64))
