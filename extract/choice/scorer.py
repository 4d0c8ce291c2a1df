"""The learned weights, and the choice they make: for each field of a mention the likeliest candidate, or none."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from heapq import nlargest
from importlib.resources import files
from math import exp, log
from typing import NamedTuple

from ...text.source import Span
from ..binding.finding import Finding, What
from ..binding.surroundings import Surroundings
from . import features
from .answers import Answers, rule_answers
from .candidates import Candidate, Cuts, Line, named, spans
from .features import Look, rule_features
from .places import Place

Pair = tuple[float, float]
"""A score for attribute and for holder."""

PREVIOUS = "previous"
"""The rule's name of what was said of the mention before."""

_ALIKE = 0.6

KEPT = 14
"""How many candidates the coarse score leaves for each field; of 3,710 right ones it drops fewer than ten."""


class Weights(NamedTuple):
    """The weights by feature: the coarse ones choose who is looked at, the fine ones who wins."""

    coarse: dict[str, Pair]
    fine: dict[str, Pair]
    confidence: tuple[float, float, float]


@cache
def weights() -> Weights:
    """Return the weights that are shipped."""
    first, *lines = (files(__package__) / "weights.txt").read_text(encoding="utf-8").splitlines()
    attribute, holder, bias = map(float, first.split("\t"))
    out = Weights({}, {}, (attribute, holder, bias))
    for line in lines:
        stage, name, what, whose = line.split("\t")
        (out.coarse if stage == "c" else out.fine)[name] = (int(what) / 100, int(whose) / 100)
    return out


def total(table: dict[str, Pair], names: Iterable[str]) -> Pair:
    """Return the sum of the weights of some features."""
    attribute = holder = 0.0
    for name in names:
        pair = table.get(name)
        if pair is not None:
            attribute += pair[0]
            holder += pair[1]
    return attribute, holder


Part = tuple[Place, Line, int, int]
"""Words of a line at a place, by the indices of the first and the last."""


def shortlist(look: Look, lines: list[tuple[Place, Line]], table: dict[str, Pair]) -> tuple[list[Part], list[Part]]:
    """Return the likeliest candidates for each field by place, borders and length."""
    scored: list[tuple[float, float, Part]] = []
    for place, line in lines:
        here = total(table, features.place_features(look, place))
        begins = {i: total(table, features.begin_features(look, place, line, i)) for i in line.begins}
        ends = {j: total(table, features.end_features(look, place, line, j)) for j in line.ends}
        lengths: dict[str, Pair] = {}
        for i, j in spans(look.span, place, line):
            names = features.coarse_features(look, place, Span(line.words[i].start, line.words[j].end))
            key = names[0] + names[2]
            size = lengths.get(key) or lengths.setdefault(key, total(table, names))
            begin, end = begins[i], ends[j]
            scored.append(
                (here[0] + begin[0] + end[0] + size[0], here[1] + begin[1] + end[1] + size[1], (place, line, i, j))
            )
    attributes = nlargest(KEPT, scored, key=lambda one: one[0])
    holders = nlargest(KEPT, scored, key=lambda one: one[1])
    return [one[2] for one in attributes], [one[2] for one in holders]


def candidate(part: Part) -> Candidate:
    """Return a part of a line as a candidate."""
    place, line, first, last = part
    return Candidate(Span(line.words[first].start, line.words[last].end), place, line, first, last)


def common_features(look: Look, found: Candidate) -> list[str]:
    """Return the features of a candidate that serve both fields."""
    _, place, line, first, last = found
    return [
        *features.place_features(look, place),
        *features.begin_features(look, place, line, first),
        *features.end_features(look, place, line, last),
        *features.coarse_features(look, place, found.span),
        *features.span_features(look, found),
    ]


class Choice(NamedTuple):
    """What was chosen for a field, None for nothing, and how likely it is by the model's own account."""

    found: Finding | None
    score: float


class Scene(NamedTuple):
    """A mention and what the rules know of it.

    `cuts` are the lines of its unit, `base` is what a ratio is taken of, `settled` what the rules together say of the
    mention, `before` what they say of the mention before it in the unit.
    """

    around: Surroundings
    cuts: Cuts
    base: Span | None
    settled: What
    before: What


class Options(NamedTuple):
    """What may be chosen for a field, None for nothing, and what the rules say of it and of the other field."""

    look: Look
    found: list[Candidate | None]
    answers: Answers
    settled: Finding | None
    other: Finding | None

    def rule_features(self, found: Candidate | None) -> list[str]:
        """Return how a candidate agrees with the rules."""
        return rule_features(found, self.answers, self.settled, self.other, self.look)


def options(scene: Scene, table: dict[str, Pair]) -> tuple[Options, Options]:
    """Return what may be the attribute and what may be the holder; `table` has the coarse weights."""
    look, lines = Look(scene.around), scene.cuts.around(scene.around)
    answers = rule_answers(scene.around, scene.base)
    for by_rules, own, earlier in zip(answers, scene.settled, scene.before, strict=True):
        if own:
            by_rules.setdefault(own.span, [])
        if earlier:
            by_rules.setdefault(earlier.span, []).append(PREVIOUS)
    lists = shortlist(look, lines, table)
    what, whose = (
        Options(
            look, [None, *candidates(parts, by_rules, lines)], by_rules, scene.settled[field], scene.settled[1 - field]
        )
        for field, (parts, by_rules) in enumerate(zip(lists, answers, strict=True))
    )
    return what, whose


def choose(scene: Scene) -> tuple[Choice, Choice]:
    """Return the attribute and the holder of a mention.

    The rule of each is one that names just these characters, else the kind of its place.
    """
    table = weights()
    common: dict[Span, Pair] = {}
    chosen = []
    for field, option in enumerate(options(scene, table.coarse)):
        scores = []
        for found in option.found:
            if found is None:
                score = total(table.fine, option.look.none)
            elif found.span in common:
                score = common[found.span]
            else:
                score = common[found.span] = total(table.fine, common_features(option.look, found))
            scores.append(score[field] + total(table.fine, option.rule_features(found))[field])
        chosen.append(_best(scores, option))
    return chosen[0], chosen[1]


def candidates(parts: list[Part], answers: Answers, lines: list[tuple[Place, Line]]) -> list[Candidate]:
    """Return the candidates of a field: those of the short list, and what the rules name."""
    out = {found.span: found for found in map(candidate, parts)}
    for span in answers:
        if span not in out and (found := named(span, lines)):
            out[span] = found
    return list(out.values())


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
    best = scores.index(max(scores))
    found, sure = option.found[best], likelihood(scores, option, best)
    if found is None:
        return Choice(None, sure)
    rules = [rule for rule in option.answers.get(found.span, ()) if rule != PREVIOUS]
    return Choice(Finding(found.span, rules[0] if rules else found.place.kind.value, round(sure, 3)), sure)


def word_confidence(attribute: float, holder: float) -> float:
    """Return how likely the words of both fields are right, from how likely each choice is."""
    slopes = weights().confidence
    z = slopes[0] * _logit(attribute) + slopes[1] * _logit(holder) + slopes[2]
    return round(1 / (1 + exp(-z)), 3)


def _logit(share: float) -> float:
    inside = min(max(share, 0.001), 0.999)
    return log(inside / (1 - inside))
