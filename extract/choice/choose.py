"""The choice: for each field of a mention the likeliest candidate, or none.

Attribute and holder are chosen of every mention; base and trigger, together the ground of a number, of ratios and of
durations: what a share is of, and what a period runs from.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from math import exp, log
from typing import NamedTuple

from ...text.source import Span
from ...text.units.kinds import Quantity
from ..binding.finding import Finding, What
from ..binding.surroundings import Surroundings
from . import features
from .borders import Borders
from .candidates import Candidate, Cuts, Line, named
from .features import Look, Said
from .places import Place
from .shortlist import RUN, Reach, shortlists
from .table import Score, Table
from .weights import GROUNDS, WORDS, Pair, Weights, both_right, grounds, trusted, words

_NEGLIGIBLE = 0.005
"""Shares of the likelihood that are not looked at."""

TOGETHER = 64
"""How many mentions are looked at together: numpy adds up all their scores at once."""

_FAR_BEHIND = 4.0
"""How much less than the best a candidate may score by place, borders, size and rules to be looked at as a whole."""

_NOT_ALIKE, _ALIKE = 0.3, 0.7
"""How much of two candidates is common where they say different things, and where they say the same."""


class Choice(NamedTuple):
    """What was chosen for a field, None for nothing, and how likely it is, None where nothing says."""

    found: Finding | None
    score: float | None


class Chosen(NamedTuple):
    """What was chosen for a mention: `ground` is the base of a ratio, the trigger of a duration."""

    attribute: Choice
    holder: Choice
    ground: Choice


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


Asked = Sequence[tuple[int, Said]]
"""Which of the fields of a table are asked for, each with what the rules say of it."""


def words_said(scene: Scene) -> tuple[Said, Said]:
    """Return what the rules say of attribute and holder."""
    settled, before = scene.settled, scene.before
    return (
        Said(settled.attribute, settled.holder, before.attribute),
        Said(settled.holder, settled.attribute, before.holder),
    )


def ground_said(scene: Scene) -> Asked:
    """Return what the rules say of the base of a ratio, field 0, or of the trigger of a duration, 1; else nothing."""
    field = {Quantity.RATIO: 0, Quantity.DURATION: 1}.get(scene.around.mention.quantity)
    said = Said(scene.settled.ground, scene.settled.attribute, scene.before.ground)
    return () if field is None else ((field, said),)


def options(
    scenes: Sequence[Scene], borders: Borders, asked: Sequence[Asked], reach: Reach = RUN
) -> Iterator[list[Options]]:
    """Yield for each mention what may be chosen for each field that is asked for."""
    wanted = [scene for scene, some in zip(scenes, asked, strict=True) if some]
    mentions = [(Look(scene.around), scene.cuts.around(scene.around)) for scene in wanted]
    listed = iter(zip(mentions, shortlists(mentions, borders, reach), strict=True))
    for some in asked:
        if not some:
            yield []
            continue
        (look, lines), lists = next(listed)
        yield [Options(look, [None, *_candidates(lists[field], said, lines)], said) for field, said in some]


def _candidates(listed: list[Candidate], said: Said, lines: list[tuple[Place, Line]]) -> list[Candidate]:
    """Return the candidates of a field: those of the short list, and what the rules say."""
    out = {found.span: found for found in listed}
    for rule in (said.settled, said.earlier):
        if rule and rule.span not in out and (found := named(rule.span, lines)):
            out[rule.span] = found
    return list(out.values())


def choose(scenes: Sequence[Scene]) -> Iterator[Chosen]:
    """Yield what each mention binds."""
    for at in range(0, len(scenes), TOGETHER):
        some = scenes[at : at + TOGETHER]
        grounded = base_or_trigger(some, grounds())
        yield from (
            Chosen(*both, ground) for both, ground in zip(attribute_and_holder(some, words()), grounded, strict=True)
        )


def attribute_and_holder(scenes: Sequence[Scene], learned: Weights) -> Iterator[tuple[Choice, Choice]]:
    """Yield what is measured, and whose it is, which is chosen where the other is known: it lies elsewhere."""
    believed = [
        tuple(trusted_choice(scene, *said) for said in zip(WORDS, scene.settled, strict=False)) for scene in scenes
    ]
    asked = [
        [(field, said) for field, said in enumerate(words_said(scene)) if told[field] is None]
        for scene, told in zip(scenes, believed, strict=True)
    ]
    for (what, whose), fields, found in zip(believed, asked, options(scenes, learned.borders, asked), strict=True):
        kept = Kept(learned.fine)
        for (field, _), option in zip(fields, found, strict=True):
            if field:
                whose = chosen(1, beside(option, what), learned, kept)
            else:
                what = chosen(0, option, learned, kept)
        assert what is not None and whose is not None
        yield what, whose


def base_or_trigger(scenes: Sequence[Scene], learned: Weights) -> Iterator[Choice]:
    """Yield what a share is of, or what a period runs from; nothing of a mention that can have neither."""
    asked, told = [], []
    for scene in scenes:
        fields = ground_said(scene)
        told.append(
            trusted_choice(scene, GROUNDS[fields[0][0]], scene.settled.ground) if fields else Choice(None, None)
        )
        asked.append(() if told[-1] else fields)
    for choice, some in zip(told, zip(asked, options(scenes, learned.borders, asked), strict=True), strict=True):
        fields, found = some
        yield choice or chosen(fields[0][0], found[0], learned, Kept(learned.fine))


def beside(option: Options, other: Choice | None) -> Options:
    """Return the options of a field where the other one is chosen."""
    return option._replace(said=option.said._replace(other=other.found)) if other else option


def trusted_choice(scene: Scene, field: str, said: Finding | None) -> Choice | None:
    """Return what the rules say of a field if they are trusted, also where they say that there is nothing."""
    role = scene.around.mention.role
    share = trusted().get((field, role.value, said.rule if said else "")) if role else None
    return Choice(said, share) if share else None


class Kept:
    """Scores of candidates as a whole, worked out once for both fields."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self._inside: dict[Span, Score] = {}

    def inside(self, look: Look, found: Candidate) -> Score:
        """Return the scores of a candidate by what it looks like as a whole."""
        if found.span not in self._inside:
            self._inside[found.span] = self.table.inside(look, found)
        return self._inside[found.span]


def chosen(field: int, option: Options, learned: Weights, kept: Kept) -> Choice:
    """Return the choice for field 0 or 1 of what was learned."""
    look, said, fine = option.look, option.said, learned.fine
    scores = []
    for found in option.found:
        if found is None:
            alone = fine.total(look.none)
        else:
            alone = fine.outside(look, found) if found.outside is None else found.outside
        scores.append(_part(alone + fine.ruled(look, found, said), field))
    floor = max(scores) - _FAR_BEHIND
    for i, found in enumerate(option.found):
        if found is not None:
            scores[i] = scores[i] + _part(kept.inside(look, found), field) if scores[i] >= floor else float("-inf")
    best, share = best_of(scores, option.found)
    sure = certain(share, learned.certainty[field])
    chosen, settled = option.found[best], said.settled
    if chosen is None:
        return Choice(None, sure)
    rule = settled.rule if settled and settled.span == chosen.span else chosen.place.kind.value
    return Choice(Finding(chosen.span, rule, round(sure, 3)), sure)


def _part(score: Score, field: int) -> float:
    return score.imag if field else score.real


def best_of(scores: list[float], found: list[Candidate | None]) -> tuple[int, float]:
    """Return the index of the likeliest candidate, and how likely it is that it or one that says the same is right.

    Many candidates say nearly the same, and share what is likely among them: each counts for those that are like it.
    """
    top = max(scores)
    shares = [exp(score - top) for score in scores]
    every = sum(shares)
    rivals = [(i, share / every) for i, share in enumerate(shares) if share > _NEGLIGIBLE * every]
    likely = [(sum(share * _same(found[i], found[j]) for j, share in rivals), own, -i) for i, own in rivals]
    sure, _, best = max(likely)
    return -best, min(sure, 1.0)


def _same(one: Candidate | None, two: Candidate | None) -> float:
    """Return from 0 to 1 whether two candidates say the same."""
    if one is two:
        return 1.0
    if one is None or two is None:
        return 0.0
    return min(max((features.alike(one.span, two.span) - _NOT_ALIKE) / (_ALIKE - _NOT_ALIKE), 0.0), 1.0)


def word_confidence(attribute: float, holder: float) -> float:
    """Return how likely the words of both fields are right, from how likely each choice is.

    Both are right more often than their product says, since what is hard for one is hard for the other.
    """
    product, knots = attribute * holder, both_right()
    at = min(max(bisect_left(knots, (product, 0.0)), 1), len(knots) - 1)
    (x, y), (further, then) = knots[at - 1], knots[at]
    share = min(max((product - x) / (further - x), 0.0), 1.0)
    return round(y + share * (then - y), 3)


def certain(share: float, line: Pair) -> float:
    """Return how likely a choice is right, from its share of the likelihood; `line` is a slope and a bias."""
    inside = min(max(share, 0.001), 0.999)
    return 1 / (1 + exp(-line[0] * log(inside / (1 - inside)) - line[1]))
