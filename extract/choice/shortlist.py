"""The short list: the likeliest candidates by place, borders and size, found without looking at the hopeless ones."""

from __future__ import annotations

from typing import NamedTuple

from ...text.source import Span
from .candidates import Candidate, Line
from .features import LENGTHS, SHORT, Look, distance
from .places import Kind, Place
from .weights import Table


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

EVERY = Reach(1 << 20, float("inf"))

_LONGEST = 60
"""How many characters a candidate may have."""

Scored = tuple[float, int, Place, Line, int, int]
"""A score, a number that no other has, and a candidate: begin and end by their index among those of its line."""


class _List:
    """The best of a field so far, and the score below which none is worth it."""

    def __init__(self, wanted: bool, margin: float) -> None:
        self.found: list[Scored] = []
        self.margin = margin
        self.floor = float("-inf" if wanted else "inf")

    def add(self, score: float, place: Place, line: Line, begin: int, end: int) -> None:
        """Take a candidate in."""
        self.found.append((score, -len(self.found), place, line, begin, end))
        if score > self.floor + self.margin:
            self.floor = score - self.margin

    def best(self, most: int) -> list[Candidate]:
        """Return the best, the likeliest first."""
        listed = [one for one in self.found if one[0] >= self.floor]
        return [_candidate(*one[2:]) for one in sorted(listed, reverse=True)[:most]]


def shortlist(
    look: Look, lines: list[tuple[Place, Line]], table: Table, reach: Reach, wanted: tuple[int, ...] = (0, 1)
) -> tuple[list[Candidate], list[Candidate]]:
    """Return the likeliest candidates for each of two fields by place, borders and size.

    Args:
        look: the mention.
        lines: the clauses in which candidates stand.
        table: the coarse weights.
        reach: how many candidates are kept for each field.
        wanted: the fields that are looked for; the list of another stays empty.
    """
    one, other = _List(0 in wanted, reach.margin), _List(1 in wanted, reach.margin)
    for place, line in lines:
        _look_through(place, line, look, table, one, other)
    return one.best(reach.most), other.best(reach.most)


def _candidate(place: Place, line: Line, begin: int, end: int) -> Candidate:
    (first, before), (last, behind) = line.begins[begin], line.ends[end]
    return Candidate(Span(line.words[first].start, line.words[last].end), place, line, first, last, before, behind)


def _look_through(place: Place, line: Line, look: Look, table: Table, firsts: _List, seconds: _List) -> None:
    """Put the candidates of a line on the lists, but for those that cannot score enough for either."""
    k, r, q = SHORT[place.kind], look.r, look.q
    own = place.kind is Kind.OWN
    sums, most = table.ends(line, k, r, q), table.most_of_size(k, r, q, own)
    what, whose = table.place(k, place.clauses, place.sentences, r, q, look.bare)
    first = what + sums.most_begin[0] + sums.most[0] + most[0]
    second = whose + sums.most_begin[1] + sums.most[1] + most[1]
    if first < firsts.floor and second < seconds.floor:
        return
    words, ends = line.words, sums.places
    for b, (i, _) in enumerate(line.begins):
        one, other = what + sums.begins[b][0], whose + sums.begins[b][1]
        # what the end must score at least, with the best length and distance
        wanted, wanted_too = firsts.floor - one - most[0], seconds.floor - other - most[1]
        if sums.most[0] < wanted and sums.most[1] < wanted_too:
            continue
        start = words[i].start
        last = look.span.start if own and start < look.span.end else start + _LONGEST
        for e, end, end_one, end_other in ends:
            if end > last or end - start > _LONGEST:
                break
            if end - start < 2 or (end_one < wanted and end_other < wanted_too):
                continue
            size = table.size(k, r, q, LENGTHS[end - start], distance(look, place, start, end))
            if (score := one + end_one + size[0]) >= firsts.floor:
                firsts.add(score, place, line, b, e)
            if (score := other + end_other + size[1]) >= seconds.floor:
                seconds.add(score, place, line, b, e)
