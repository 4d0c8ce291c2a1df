"""The short list: the likeliest candidates by place, borders and size, which alone are looked at as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from ...text.source import Span
from .borders import Borders, Lines, Numbers, Scored
from .candidates import Candidate
from .features import Look


class Reach(NamedTuple):
    """How many candidates of a field are kept at most, and how much less than the best one may score to be kept."""

    most: int
    margin: float


RUN = Reach(16, 6.0)
"""What is looked at: candidates that are one in 400 times as likely as the best."""

LEARN = Reach(24, 8.0)
"""What is learned from: more than is looked at, so that what is wrong is seen to be wrong.

With this reach instead of that of use, whole records of 199 regulations held back are right in .840 instead of .833.
"""

_WORDS = 6_000
"""Words around some mentions whose candidates are scored together: those of 64 in usual clauses. Of clauses of 300
characters without a mark, 64 mentions have millions of candidates, and took 400 MB."""

EVERY = Reach(1 << 20, float("inf"))


def shortlists(
    mentions: Sequence[tuple[Look, Lines]], borders: Borders, reach: Reach
) -> Iterator[tuple[list[Candidate], list[Candidate]]]:
    """Yield for each mention the likeliest candidates of two fields by place, borders and size, the likeliest first.

    Args:
        mentions: the mentions, each with the clauses in which its candidates stand, its own first.
        borders: the weights.
        reach: how many candidates are kept for each field.
    """
    for some in _batches(mentions):
        for (_, lines), found in zip(some, borders.scored(some), strict=True):
            first, second = (_best(found.scores[:, field], reach) for field in (0, 1))
            made = {one: _candidate(lines, found, one, borders.is_whole) for one in {*first, *second}}
            yield [made[one] for one in first], [made[one] for one in second]


def _batches(mentions: Sequence[tuple[Look, Lines]]) -> Iterator[list[tuple[Look, Lines]]]:
    """Yield as many mentions together as have so many words around them, but one at least."""
    some: list[tuple[Look, Lines]] = []
    words = 0
    for one in mentions:
        count = sum(len(line.words) for _, line in one[1])
        if some and words + count > _WORDS:
            yield some
            some, words = [], 0
        some.append(one)
        words += count
    if some:
        yield some


def _best(scores: Numbers, reach: Reach) -> Sequence[int]:
    """Return which are the best; of equal ones the first is first."""
    if not len(scores):
        return ()
    near = np.flatnonzero(scores >= scores.max() - 100 * reach.margin)
    best: list[int] = near[np.argsort(-scores[near], kind="stable")][: reach.most].tolist()
    return best


def _candidate(lines: Lines, found: Scored, one: int, is_whole: bool) -> Candidate:
    place, line = lines[found.lines[one]]
    (first, before), (last, behind) = line.begins[found.begins[one]], line.ends[found.ends[one]]
    _, _, real, imaginary = found.scores[one].tolist()
    outside = complex(real / 100, imaginary / 100) if is_whole else None
    span = Span(line.words[first].start, line.words[last].end)
    return Candidate(span, place, line, first, last, before, behind, outside)
