"""The learned weights, and the choice they make: for each field of a mention the likeliest candidate, or none."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from heapq import nlargest
from importlib.resources import files
from math import exp, log
from typing import NamedTuple

from ...text.source import Span
from ..binding.finding import Finding, What
from ..binding.surroundings import Surroundings
from . import features
from .candidates import Candidate, Cuts, Line, named, spans
from .features import LENGTHS, SHORT, Look, Said
from .places import Place

Pair = tuple[float, float]
"""A score for attribute and for holder."""

_ALIKE = 0.6

_KEPT_SUMS = 1 << 15
"""How many sums a table keeps of each sort."""

KEPT = 7
"""How many candidates the coarse score leaves for each field."""


class Table:
    """Weights by feature. What borders, places and sizes add up to is kept for the next candidate that has them."""

    def __init__(self, weights: dict[str, Pair]) -> None:
        self.weights = weights
        self.begin = lru_cache(_KEPT_SUMS)(lambda *key: self.total(features.begin_features(*key)))
        self.end = lru_cache(_KEPT_SUMS)(lambda *key: self.total(features.end_features(*key)))
        self.place = lru_cache(_KEPT_SUMS)(lambda *key: self.total(features.place_features(*key)))
        self.size = lru_cache(_KEPT_SUMS)(lambda *key: self.total(features.size_features(*key)))

    def total(self, names: Iterable[str]) -> Pair:
        """Return the sum of the weights of some features."""
        attribute = holder = 0.0
        get = self.weights.get
        for name in names:
            pair = get(name)
            if pair is not None:
                attribute += pair[0]
                holder += pair[1]
        return attribute, holder

    def score(self, look: Look, found: Candidate) -> Pair:
        """Return the scores of a candidate, but for how it agrees with the rules."""
        span, place, line, first, last = found
        k, r, q = SHORT[place.kind], look.r, look.q
        d = features.distance(look, place, *span)
        parts = (
            self.place(k, place.clauses, place.sentences, r, q, look.bare),
            self.begin(k, r, features.begin_of(line, first)),
            self.end(k, r, q, features.end_of(line, last, place.clause.mark)),
            self.size(k, r, q, LENGTHS[span.end - span.start], d),
            self.total(features.span_features(look, found)),
        )
        return sum(part[0] for part in parts), sum(part[1] for part in parts)


class Weights(NamedTuple):
    """What was learned: the coarse weights choose who is looked at, the fine ones who wins.

    `confidence` are the slopes and the bias of `word_confidence`.
    """

    coarse: Table
    fine: Table
    confidence: tuple[float, float, float]


@cache
def weights() -> Weights:
    """Return the weights that are shipped."""
    first, *lines = (files(__package__) / "weights.txt").read_text(encoding="utf-8").splitlines()
    attribute, holder, bias = map(float, first.split("\t"))
    coarse: dict[str, Pair] = {}
    fine: dict[str, Pair] = {}
    for line in lines:
        stage, name, what, whose = line.split("\t")
        (coarse if stage == "c" else fine)[name] = (int(what) / 100, int(whose) / 100)
    return Weights(Table(coarse), Table(fine), (attribute, holder, bias))


Part = tuple[Place, Line, int, int]
"""Words of a line at a place, by the indices of the first and the last."""


def shortlist(look: Look, lines: list[tuple[Place, Line]], table: Table) -> tuple[list[Part], list[Part]]:
    """Return the likeliest candidates for each field by place, borders and size."""
    r, q = look.r, look.q
    attributes: list[tuple[float, int]] = []
    holders: list[tuple[float, int]] = []
    parts: list[Part] = []
    for place, line in lines:
        k, mark, size = SHORT[place.kind], place.clause.mark, table.size
        what, whose = table.place(k, place.clauses, place.sentences, r, q, look.bare)
        begins = {i: table.begin(k, r, features.begin_of(line, i)) for i in line.begins}
        ends = {j: table.end(k, r, q, features.end_of(line, j, mark)) for j in line.ends}
        for i, j in spans(look.span, place, line):
            start, end = line.words[i].start, line.words[j].end
            sized = size(k, r, q, LENGTHS[end - start], features.distance(look, place, start, end))
            begin, ending = begins[i], ends[j]
            attributes.append((what + begin[0] + ending[0] + sized[0], len(parts)))
            holders.append((whose + begin[1] + ending[1] + sized[1], len(parts)))
            parts.append((place, line, i, j))
    return [parts[i] for _, i in nlargest(KEPT, attributes)], [parts[i] for _, i in nlargest(KEPT, holders)]


def candidate(part: Part) -> Candidate:
    """Return a part of a line as a candidate."""
    place, line, first, last = part
    return Candidate(Span(line.words[first].start, line.words[last].end), place, line, first, last)


def common_features(look: Look, found: Candidate, whole: bool = True) -> list[str]:
    """Return all that `Table.score` adds up; what is not `whole` lacks what the short list does not look at."""
    span, place, line, first, last = found
    k, r, q = SHORT[place.kind], look.r, look.q
    return [
        *features.place_features(k, place.clauses, place.sentences, r, q, look.bare),
        *features.begin_features(k, r, features.begin_of(line, first)),
        *features.end_features(k, r, q, features.end_of(line, last, place.clause.mark)),
        *features.size_features(k, r, q, LENGTHS[span.end - span.start], features.distance(look, place, *span)),
        *(features.span_features(look, found) if whole else ()),
    ]


class Choice(NamedTuple):
    """What was chosen for a field, None for nothing, and how likely it is, None where nothing says."""

    found: Finding | None
    score: float | None


class Scene(NamedTuple):
    """A mention and what the rules know of it.

    `cuts` are the lines of its unit, `settled` is what the rules say of the mention, `before` what they say of the
    mention before it in the unit.
    """

    around: Surroundings
    cuts: Cuts
    settled: What
    before: What


class Options(NamedTuple):
    """What may be chosen for a field, None for nothing, and what the rules say."""

    look: Look
    found: list[Candidate | None]
    said: Said


def options(scene: Scene, table: Table) -> tuple[Options, Options]:
    """Return what may be the attribute and what may be the holder; `table` has the coarse weights."""
    look, lines = Look(scene.around), scene.cuts.around(scene.around)
    settled, before = scene.settled, scene.before
    lists = shortlist(look, lines, table)
    what, whose = (
        Options(look, [None, *_candidates(parts, said, lines)], said)
        for parts, said in zip(
            lists,
            (
                Said(settled.attribute, settled.holder, before.attribute),
                Said(settled.holder, settled.attribute, before.holder),
            ),
            strict=True,
        )
    )
    return what, whose


def _candidates(parts: list[Part], said: Said, lines: list[tuple[Place, Line]]) -> list[Candidate]:
    """Return the candidates of a field: those of the short list, and what the rules say."""
    out = {found.span: found for found in map(candidate, parts)}
    for rule in (said.settled, said.earlier):
        if rule and rule.span not in out and (found := named(rule.span, lines)):
            out[rule.span] = found
    return list(out.values())


def choose(scene: Scene) -> tuple[Choice, Choice]:
    """Return the attribute and the holder of a mention."""
    coarse, fine, _ = weights()
    common: dict[Span, Pair] = {}
    chosen = []
    for field, option in enumerate(options(scene, coarse)):
        look, scores = option.look, []
        for found in option.found:
            if found is None:
                score = fine.total(look.none)
            elif found.span in common:
                score = common[found.span]
            else:
                score = common[found.span] = fine.score(look, found)
            scores.append(score[field] + fine.total(features.rule_features(look, found, option.said))[field])
        chosen.append(_best(scores, option))
    return chosen[0], chosen[1]


def likelihood(scores: list[float], option: Options, best: int) -> float:
    """Return how likely a candidate is: the share of its score and of those that say nearly the same."""
    top = max(scores)
    shares = [exp(score - top) for score in scores]
    chosen = option.found[best]
    alike = (
        share
        for share, one in zip(shares, option.found, strict=True)
        if one is chosen or (one and chosen and features.alike(one.span, chosen.span) >= _ALIKE)
    )
    return sum(alike) / sum(shares)


def _best(scores: list[float], option: Options) -> Choice:
    """Return the candidate of the highest score; its rule is the one that says the same, else the kind of its place."""
    best = scores.index(max(scores))
    found, sure = option.found[best], likelihood(scores, option, best)
    if found is None:
        return Choice(None, sure)
    settled = option.said.settled
    rule = settled.rule if settled and settled.span == found.span else found.place.kind.value
    return Choice(Finding(found.span, rule, round(sure, 3)), sure)


def word_confidence(attribute: float, holder: float) -> float:
    """Return how likely the words of both fields are right, from how likely each choice is."""
    slopes = weights().confidence
    z = slopes[0] * _logit(attribute) + slopes[1] * _logit(holder) + slopes[2]
    return round(1 / (1 + exp(-z)), 3)


def _logit(share: float) -> float:
    inside = min(max(share, 0.001), 0.999)
    return log(inside / (1 - inside))
