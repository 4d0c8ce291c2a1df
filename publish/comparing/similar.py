"""How alike short Chinese texts are: by the characters and the pairs of neighbouring characters that they share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ...text.fold import fold

FloatArray = NDArray[np.float64]


def grams(text: str) -> set[str]:
    """Return the letters and digits of a text and the pairs of neighbouring ones."""
    letters = "".join(c for c in fold(text) if c.isalnum())
    return {*letters, *(letters[at : at + 2] for at in range(len(letters) - 1))}


def similarity(texts: Sequence[str], rare: bool = False) -> FloatArray:
    """Return how alike texts are to one another, from 0 to 1: the cosine of their grams, a pair counting twice.

    The diagonal, of each text and itself, is less than 1 where the text has grams that no other has.
    With `rare` a gram counts by one and the logarithm of how many texts there are to one that has it, too: among
    regulations on dogs 犬 tells little and 登记 much. The one keeps a few texts from being told apart by everything.
    """
    found = [grams(text) for text in texts]
    having = Counter(gram for each in found for gram in each)
    total = len(texts) + 1
    weights = {gram: len(gram) * (1 + (np.log(total / (n + 1)) if rare else 0)) for gram, n in having.items()}
    # what a single text has only makes it less like all others, and needs no column
    columns = {gram: at for at, gram in enumerate(sorted(gram for gram, count in having.items() if count > 1))}
    rows = np.zeros((len(texts), len(columns)), dtype=np.float32)  # thousands of columns
    norms = np.zeros(len(texts))
    for at, each in enumerate(found):
        shared = [gram for gram in each if gram in columns]
        rows[at, [columns[gram] for gram in shared]] = [weights[gram] for gram in shared]
        norms[at] = np.sqrt(sum(weights[gram] ** 2 for gram in each))
    rows /= np.maximum(norms, 1e-9, dtype=np.float32)[:, None]
    alike: FloatArray = (rows @ rows.T).astype(np.float64)
    return alike
