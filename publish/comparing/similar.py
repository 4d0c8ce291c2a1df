"""How alike short Chinese texts are: by the pairs of neighbouring characters that they share."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ...text.fold import fold

FloatArray = NDArray[np.float64]


def bigrams(text: str) -> set[str]:
    """Return the pairs of neighbouring letters and digits of a text, and its first one, so that a letter has one."""
    letters = "".join(c for c in fold(text) if c.isalnum())
    return {letters[:1], *(letters[at : at + 2] for at in range(len(letters) - 1))} - {""}


def similarity(left: Sequence[str], right: Sequence[str]) -> FloatArray:
    """Return how alike each text on the left and each on the right are, from 0 to 1 (Dice's coefficient of bigrams)."""
    sets = [bigrams(text) for text in (*left, *right)]
    columns = {pair: column for column, pair in enumerate(sorted(set().union(*sets)))}
    has = np.zeros((len(sets), len(columns)))
    for row, pairs in enumerate(sets):
        has[row, [columns[pair] for pair in pairs]] = 1
    sizes = has.sum(axis=1)
    common = has[: len(left)] @ has[len(left) :].T
    total: FloatArray = sizes[: len(left), None] + sizes[None, len(left) :]
    return np.divide(2 * common, total, out=np.zeros_like(common), where=total > 0)
