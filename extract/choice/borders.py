"""Scores of all candidates of some mentions at once: by their places, their borders and their size.

A candidate begins and ends at words of one line, so that its score is a sum: of its place, its begin, its end, its
length and its distance from the number. Begins and ends have a row of numbers each, which numpy adds up.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from threading import Lock
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...text.units.kinds import Quantity
from ..model import Role
from . import features
from .candidates import Line
from .features import BEFORE, BEGIN_TOLD, BEHIND, DISTANCES, END_TOLD, FAR, LENGTHS, SHORT, Look
from .places import Place
from .table import Score, Table

LONGEST = 60
"""How many characters a candidate may have."""
_SHORTEST = 2

_KINDS, _ROLES, _QUANTITIES = tuple(SHORT.values()), ("?", *Role), tuple(Quantity)
_SUFFIXES = ("", *_KINDS, *_ROLES, *_QUANTITIES)
"""What a stem may be told with."""
_AT = {suffix: at for at, suffix in enumerate(_SUFFIXES)}
_KEPT_STEMS = 1 << 16
"""How many stems are remembered that have no weights."""
_APART = 1 << 40
"""More than any text is long: how far apart lines are put, so that no candidate reaches from one to the next."""

_NEAR = np.array([DISTANCES.index(d) for d in BEFORE])
_NEXT = np.array([DISTANCES.index(d) for d in BEHIND])
_STEPS = np.array(LENGTHS)

Numbers = NDArray[np.float32]
"""Scores in hundredths, which are whole, so that sums are exact: two of the coarse, then two of the fine weights."""
Indices = NDArray[np.int64]


class Rows(dict[str, int]):
    """The first row of the weights of a stem, which has one row for each suffix. Stems without weights share the first.

    A stem's rows are made when it is first asked for.
    """

    def __init__(self, coarse: Table, fine: Table, suffixes: tuple[str, ...]) -> None:
        super().__init__()
        self.suffixes = suffixes
        self.tables = coarse.weights, fine.weights
        self._names = sorted([*coarse.weights, *fine.weights])
        self.weights: Numbers = np.zeros((64 * len(suffixes), 4), np.float32)
        self._used = len(suffixes)
        self._without = 0  # how many have no weights
        self._growing = Lock()  # threads share the weights

    def __missing__(self, stem: str) -> int:
        coarse, fine = self.tables
        names = [stem + suffix for suffix in self.suffixes] if self._begins_any(stem) else []
        if coarse.keys().isdisjoint(names) and fine.keys().isdisjoint(names):
            if self._without >= _KEPT_STEMS:
                self._forget()
            self._without += 1
            return self.setdefault(stem, 0)
        with self._growing:
            first, end = self._used, self._used + len(names)
            if first == len(self.weights):
                self.weights = np.concatenate([self.weights, np.zeros_like(self.weights)])
            self.weights[first:end] = hundredths([(coarse.get(name, 0j), fine.get(name, 0j)) for name in names])
            self[stem], self._used = first, end
            return first

    def _begins_any(self, stem: str) -> bool:
        """Tell whether the name of any feature begins with a stem; most words of a text are in none."""
        at = bisect_left(self._names, stem)
        return at < len(self._names) and self._names[at].startswith(stem)

    def _forget(self) -> None:
        """Forget the stems without weights."""
        with self._growing:
            self._without = 0
            for stem in [stem for stem, row in self.copy().items() if not row]:
                self.pop(stem, None)


def hundredths(scores: Sequence[tuple[Score, Score]]) -> Numbers:
    """Return scores by the coarse and by the fine weights as rows of whole numbers, as weights are shipped."""
    rows = np.array([(one.real, one.imag, two.real, two.imag) for one, two in scores])
    found: Numbers = np.rint(rows * 100).astype(np.float32)
    return found


Lines = list[tuple[Place, Line]]
"""The clauses in which the candidates of a mention stand, each with how it lies to the mention, its own first."""


class Scored(NamedTuple):
    """The candidates of a mention in the order of its lines: the line, begin and end of each, and its scores.

    `begins` and `ends` are indices among those of the line.
    """

    lines: Indices
    begins: Indices
    ends: Indices
    scores: Numbers


class Borders:
    """The weights of places, borders and sizes."""

    def __init__(self, coarse: Table, fine: Table | None = None) -> None:
        self.is_whole = fine is not None
        self.tables = coarse, fine or Table({})
        self.rows = Rows(*self.tables, _SUFFIXES)
        self.pairs = Rows(*self.tables, ("",))
        steps = range(LENGTHS[-1] + 1)
        lengths = [features.length_features(n, k, r) for k in _KINDS for r in _ROLES for n in steps]
        distances = [features.distance_features(d, r, q) for r in _ROLES for q in _QUANTITIES for d in DISTANCES]
        self.lengths = self._totals(lengths).reshape(len(_KINDS), len(_ROLES), len(steps), 4)
        self.distances = self._totals(distances).reshape(len(_ROLES), len(_QUANTITIES), len(DISTANCES), 4)

    def scored(self, mentions: Sequence[tuple[Look, Lines]]) -> list[Scored]:
        """Return all candidates of some mentions with their scores."""
        lines = [line for _, some in mentions for _, line in some]
        told = [self._told(line) for line in lines]
        begins, ends = np.concatenate([some for some, _ in told]), np.concatenate([some for _, some in told])
        numbers = np.arange(len(lines))
        of_begin = numbers.repeat([len(some) for some, _ in told])
        of_end = numbers.repeat([len(some) for _, some in told])
        at = _At.of(mentions)
        b, e = _pairs(begins[:, -1], of_begin, ends[:, -1], of_end, at)
        of, starts, stops = of_begin[b], begins[b, -1], ends[e, -1]
        scores = self._sums(begins[:, :-1], BEGIN_TOLD, at, of_begin)[b]
        scores += (self._sums(ends[:, :-2], END_TOLD, at, of_end) + self.pairs.weights[ends[:, -2]])[e]
        scores += self._places(mentions)[of]
        scores += self.lengths[at.kinds[of], at.roles[of], _STEPS[stops - starts]]
        scores += self.distances[at.roles[of], at.quantities[of], _distances(starts, stops, of, at)]
        b, e = b - of_begin.searchsorted(of), e - of_end.searchsorted(of)
        first = np.add.accumulate([0, *(len(some) for _, some in mentions)])
        cuts = of.searchsorted(first).tolist()
        return [
            Scored(of[i:j] - line, b[i:j], e[i:j], scores[i:j])
            for line, (i, j) in zip(first.tolist(), pairwise(cuts), strict=False)
        ]

    def _told(self, line: Line) -> tuple[Indices, Indices]:
        """Return of each begin and each end of a line the rows of its stems, and where it is in the text."""
        found: tuple[Indices, Indices] | None = line.kept.get(self)
        if found is None:
            row, pairs, words = self.rows.__getitem__, self.pairs, line.words
            begins = [(*map(row, features.begin_stems(one)), words[i].start) for i, one in line.begins]
            ends = [
                (*map(row, features.end_stems(one)), pairs[features.end_pair(one)], words[j].end)
                for j, one in line.ends
            ]
            found = line.kept[self] = (
                np.array(begins, np.int64).reshape(-1, len(BEGIN_TOLD) + 1),
                np.array(ends, np.int64).reshape(-1, len(END_TOLD) + 2),
            )
        return found

    def _sums(self, rows: Indices, told: tuple[str, ...], at: _At, of: Indices) -> Numbers:
        """Return what each border adds up to; `of` is its line."""
        columns = [column for column, some in enumerate(told) for _ in some]
        further = _FURTHER[told][at.kinds[of], at.roles[of], at.quantities[of]]
        found: Numbers = np.add.reduce(self.rows.weights[rows[:, columns] + further], 1)
        return found

    def _places(self, mentions: Sequence[tuple[Look, Lines]]) -> Numbers:
        """Return what the place of each line adds up to."""
        coarse, fine = self.tables
        scores = []
        for look, lines in mentions:
            of = look.r, look.q, look.bare
            for place, _ in lines:
                key = SHORT[place.kind], place.clauses, place.sentences, *of
                scores.append((coarse.place(*key), fine.place(*key)))
        return hundredths(scores)

    def _totals(self, features: list[tuple[str, ...]]) -> Numbers:
        return hundredths([(self.tables[0].total(names), self.tables[1].total(names)) for names in features])


class _At(NamedTuple):
    """Of each line its kind and its mention's role and quantity, as indices, and where the mention stands in it.

    In a line that is not the mention's own it stands in front of all text.
    """

    kinds: Indices
    roles: Indices
    quantities: Indices
    starts: Indices
    ends: Indices

    @classmethod
    def of(cls, mentions: Sequence[tuple[Look, Lines]]) -> _At:
        """Return it for the lines of some mentions."""
        rows = [
            (int(SHORT[place.kind]), _ROLES.index(look.r), _QUANTITIES.index(look.q), *((-1, -1) if n else look.span))
            for look, lines in mentions
            for n, (place, _) in enumerate(lines)
        ]
        return cls(*np.array(rows).T)


def _further(told: tuple[str, ...]) -> Indices:
    """Return how far behind the first row of its stem each feature of a border is, by kind, role and quantity."""
    every = [{"_": 0, "k": _AT[k], "r": _AT[r], "q": _AT[q]} for k in _KINDS for r in _ROLES for q in _QUANTITIES]
    rows = np.array([[values[one] for some in told for one in some] for values in every])
    return rows.reshape(len(_KINDS), len(_ROLES), len(_QUANTITIES), -1)


_FURTHER: dict[tuple[str, ...], Indices] = {told: _further(told) for told in (BEGIN_TOLD, END_TOLD)}


def _pairs(starts: Indices, of_start: Indices, stops: Indices, of_stop: Indices, at: _At) -> tuple[Indices, Indices]:
    """Return which begins and ends make a candidate: of one line, near enough, and on one side of the number."""
    most = starts + LONGEST
    before = np.flatnonzero(starts < at.ends[of_start])
    most[before] = np.minimum(most[before], at.starts[of_start[before]])
    keys, lines = stops + of_stop * _APART, of_start * _APART
    first = keys.searchsorted(starts + lines + _SHORTEST)
    counts = np.maximum(keys.searchsorted(most + lines, "right") - first, 0)
    b = np.arange(len(starts)).repeat(counts)
    return b, np.arange(len(b)) + (first - np.add.accumulate(counts) + counts).repeat(counts)


def _distances(starts: Indices, stops: Indices, of: Indices, at: _At) -> Indices:
    """Return of each candidate which of `DISTANCES` its own is; those of a mention's own line have one."""
    out = np.zeros(len(of), np.int64)
    own = np.flatnonzero(at.starts[of] >= 0)
    before, behind = at.starts[of[own]] - stops[own], starts[own] - at.ends[of[own]]
    far = np.minimum(np.maximum(before, behind), FAR)  # one of both is less than nothing
    out[own] = np.where(before >= 0, _NEAR[far], _NEXT[far])
    return out
