"""The learned weights as they are shipped."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

from .borders import Borders
from .table import Score, Table

Pair = tuple[float, float]
"""A number for each of two fields: attribute and holder, or base and trigger."""

RAW: tuple[Pair, Pair] = ((1.0, 0.0), (1.0, 0.0))
"""Slopes and biases that leave a likelihood as it is."""


@dataclass(frozen=True)
class Weights:
    """What was learned of two fields: the coarse weights choose who is looked at, the fine ones who wins.

    `certainty` has a slope and a bias for each field, which make what the winner seems worth how likely it is right.
    """

    coarse: Table
    fine: Table
    certainty: tuple[Pair, Pair] = RAW

    @cached_property
    def borders(self) -> Borders:
        """The weights of places, borders and sizes, of the short list and of the choice."""
        return Borders(self.coarse, self.fine)


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
    tables: dict[str, dict[str, Score]] = {"c": {}, "f": {}}
    for line in _read(name).splitlines():
        stage, feature, told = line.split("\t", 2)
        tables[stage][feature] = _pair(told)
    lines = (line.split("\t") for line in _read("certainty.txt").splitlines())
    sure = {field: (float(slope), float(bias)) for field, slope, bias in lines}
    return Weights(Table(tables["c"]), Table(tables["f"]), (sure[fields[0]], sure[fields[1]]))


@cache
def _pair(told: str) -> Score:
    """Return two weights; few are different, and are kept once."""
    one, other = told.split("\t")
    return complex(int(one) / 100, int(other) / 100)


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
