"""Weights by the name of a feature, and what those of a candidate add up to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import repeat

from . import features
from .candidates import Candidate
from .features import Look, Said

Score = complex
"""Scores of two fields, which are added at once: that of the first is the real part, of the second the imaginary."""

_KEPT_SUMS = 1 << 12
"""How many sums a table keeps of each sort."""


class Table:
    """Weights by feature. What places and agreements add up to is kept for the next candidate that has them."""

    def __init__(self, weights: Mapping[str, Score]) -> None:
        self.weights = weights
        self.place = lru_cache(_KEPT_SUMS)(lambda *key: self.total(features.place_features(*key)))
        self.agreement = lru_cache(_KEPT_SUMS)(lambda *key: self.total(features.agreement_features(*key)))

    def total(self, names: Iterable[str]) -> Score:
        """Return the sum of the weights of some features."""
        return sum(map(self.weights.get, names, repeat(0j)), 0j)

    def outside(self, look: Look, found: Candidate) -> Score:
        """Return the scores of a candidate by its place, borders and size."""
        return self.total(features.outside_features(look, found))

    def inside(self, look: Look, found: Candidate) -> Score:
        """Return the scores of a candidate by what it looks like as a whole."""
        return self.total(features.span_features(look, found))

    def ruled(self, look: Look, found: Candidate | None, said: Said) -> Score:
        """Return the scores of a candidate, or of none, by how it agrees with what the rules say."""
        if found is None:
            return self.total(features.rule_features(look, None, said))
        return self.agreement(*features.agreement(look, found, said))
