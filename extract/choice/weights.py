"""The learned weights, and what they add up to for a candidate."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from . import features
from .candidates import Candidate, Line
from .features import LENGTHS, SHORT, Look, Said

Pair = tuple[float, float]
"""A score for each of two fields: attribute and holder, or base and trigger."""

_KEPT_SUMS = 1 << 12
"""How many sums a table keeps of each sort. Eight times as many saved no time in 250 regulations, and took 40 MB."""


class Ends(NamedTuple):
    """What the borders of a line add up to: of each begin and each end in turn, and the most of each.

    `places` are the ends once more, each with its index and the character behind it.
    """

    begins: list[Pair]
    places: list[tuple[int, int, float, float]]
    most_begin: Pair
    most: Pair


class Table:
    """Weights by feature. What borders, places and sizes add up to is kept for the next candidate that has them."""

    def __init__(self, weights: dict[str, Pair]) -> None:
        self.weights = weights
        self.begin = lru_cache(_KEPT_SUMS)(lambda *key: self.total(features.begin_features(*key)))
        self.end = lru_cache(_KEPT_SUMS)(lambda *key: self.total(features.end_features(*key)))
        self.place = lru_cache(_KEPT_SUMS)(lambda *key: self.total(features.place_features(*key)))
        self.size = lru_cache(_KEPT_SUMS)(lambda *key: self.total(features.size_features(*key)))
        self.agreement = lru_cache(_KEPT_SUMS)(lambda *key: self.total(features.agreement_features(*key)))
        self.most_of_size = lru_cache(_KEPT_SUMS)(self._most_of_size)

    def total(self, names: Iterable[str]) -> Pair:
        """Return the sum of the weights of some features."""
        one = other = 0.0
        get = self.weights.get
        for name in names:
            pair = get(name)
            if pair is not None:
                one += pair[0]
                other += pair[1]
        return one, other

    def ends(self, line: Line, k: str, r: str, q: str) -> Ends:
        """Return what the borders of a line add up to; it is kept with the line."""
        key = self, k, r, q
        found: Ends | None = line.kept.get(key)
        if found is None:
            begins = [self.begin(k, r, border) for _, border in line.begins]
            ends = [self.end(k, r, q, border) for _, border in line.ends]
            places = [
                (e, line.words[j].end, *pair) for (e, (j, _)), pair in zip(enumerate(line.ends), ends, strict=True)
            ]
            found = line.kept[key] = Ends(begins, places, _most(begins), _most(ends))
        return found

    def outside(self, look: Look, found: Candidate) -> Pair:
        """Return the scores of a candidate by its place, borders and size."""
        span, place = found.span, found.place
        k, r, q = SHORT[place.kind], look.r, look.q
        a, b = self.place(k, place.clauses, place.sentences, r, q, look.bare)
        c, d = self.begin(k, r, found.begin)
        e, f = self.end(k, r, q, found.end)
        g, h = self.size(k, r, q, LENGTHS[span.end - span.start], features.distance(look, place, *span))
        return a + c + e + g, b + d + f + h

    def inside(self, look: Look, found: Candidate) -> Pair:
        """Return the scores of a candidate by what it looks like as a whole."""
        return self.total(features.span_features(look, found))

    def ruled(self, look: Look, found: Candidate | None, said: Said) -> Pair:
        """Return the scores of a candidate, or of none, by how it agrees with what the rules say."""
        if found is None:
            return self.total(features.rule_features(look, None, said))
        return self.agreement(*features.agreement(look, found, said))

    def _most_of_size(self, k: str, r: str, q: str, own: bool) -> Pair:
        """Return the most that length and distance can add up to."""
        distances = ["x", *features.BEFORE, *features.BEHIND] if own else ["-"]
        lengths = _most([self.size(k, r, q, n, "") for n in {*LENGTHS}])
        nowhere = self.size(k, r, q, -1, "")
        far = _most([self.size(k, r, q, -1, d) for d in distances])
        return lengths[0] + far[0] - nowhere[0], lengths[1] + far[1] - nowhere[1]


def _most(pairs: list[Pair]) -> Pair:
    if not pairs:
        return 0.0, 0.0
    firsts, seconds = zip(*pairs, strict=True)
    return max(firsts), max(seconds)


RAW: tuple[Pair, Pair] = ((1.0, 0.0), (1.0, 0.0))
"""Slopes and biases that leave a likelihood as it is."""


class Weights(NamedTuple):
    """What was learned of two fields: the coarse weights choose who is looked at, the fine ones who wins.

    `certainty` has a slope and a bias for each field, which make what the winner seems worth how likely it is right.
    """

    coarse: Table
    fine: Table
    certainty: tuple[Pair, Pair] = RAW


WORDS, GROUNDS = ("attribute", "holder"), ("base", "trigger")
"""The fields that share weights."""


def words() -> Weights:
    """Return the weights of attribute and holder."""
    return _weights("weights.txt", WORDS)


def grounds() -> Weights:
    """Return the weights of base and trigger."""
    return _weights("grounds.txt", GROUNDS)


@cache
def _weights(name: str, fields: tuple[str, str]) -> Weights:
    tables: dict[str, dict[str, Pair]] = {"c": {}, "f": {}}
    for line in _read(name).splitlines():
        stage, feature, told = line.split("\t", 2)
        tables[stage][feature] = _pair(told)
    lines = (line.split("\t") for line in _read("certainty.txt").splitlines())
    sure = {field: (float(slope), float(bias)) for field, slope, bias in lines}
    return Weights(Table(tables["c"]), Table(tables["f"]), (sure[fields[0]], sure[fields[1]]))


@cache
def _pair(told: str) -> Pair:
    """Return two weights; few are different, and are kept once."""
    one, other = told.split("\t")
    return int(one) / 100, int(other) / 100


@cache
def both_right() -> tuple[Pair, ...]:
    """Return how often attribute and holder are both right where the product of their likelihoods is so large."""
    lines = (line.split("\t") for line in _read("both_right.txt").splitlines())
    return tuple((float(product), float(share)) for product, share in lines)


@cache
def trusted() -> dict[tuple[str, str, str], float]:
    """Return how often rules that need no choice are right: by field, role and rule, "" where the rules say nothing."""
    rows = (line.split("\t") for line in _read("trusted.txt").splitlines())
    return {(field, role, rule): float(share) for field, role, rule, share in rows}


def _read(name: str) -> str:
    return (files(__package__) / name).read_text(encoding="utf-8")
