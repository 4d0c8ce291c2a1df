"""How likely a choice is right: what the shares of the likelihood are worth on mentions that were held back."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import NamedTuple

import numpy as np
from choice_examples import Example
from fatiao.extract.binding.finding import Finding
from fatiao.extract.choice import choose
from fatiao.extract.choice.weights import GROUNDS, WORDS, Pair, Weights
from loglinear import RIGHT, minimum

SETTLED = 0.65
"""How much of what is learned here the mentions count for whose annotation was settled most carefully.

Other readers decide otherwise where a word may as well be left out or be longer, and what they call wrong is often no
fault. Held back, of 26,023 mentions 45 % have words that are right with 0.9 (35 % where all count alike), of which .934
are (.957); of those of laws that were settled carefully 54 % (46 %), of which .985 are (.992).
"""
BINS = 16
"""Into how many parts mentions are sorted to see how often they are right."""


class Held(NamedTuple):
    """What was chosen for a field of each mention whose file was held back: how surely, and how like the annotation.

    `trusted` tells where a rule was believed without a choice, `weight` how much the mention counts.
    """

    sure: np.ndarray
    likeness: np.ndarray
    trusted: np.ndarray
    weight: np.ndarray


def held_back(
    mentions: list[Example],
    fold: np.ndarray,
    names: tuple[str, str],
    learned: dict[int, Weights],
    settled: Container[str],
) -> list[Held]:
    """Return what is chosen for the mentions of each fold by the weights learned from the others.

    The mentions of the files that are `settled`, if there are any, count for `SETTLED` of all.
    """
    out = []
    chosen: dict[str, list[tuple[float, float, bool, bool]]] = {name: [] for name in names}
    for one, number in zip(mentions, fold.tolist(), strict=True):
        if number >= 0:
            for name, said, choice in choices_of(one.scene, names, learned[number]):
                told = choose.trusted_choice(one.scene, name, said) is not None
                likeness = one.likeness(name, choice.found and choice.found.span)
                chosen[name].append((choice.score or 0.0, likeness, told, one.file in settled))
    for name, rows in chosen.items():
        sure, likeness, told, careful = (np.array(column) for column in zip(*rows, strict=True))
        out.append(Held(sure, likeness, told, weights_of(careful)))
        right, mean = np.mean(likeness >= RIGHT), likeness.mean()
        print(f"{name:9} right {right:.3f}, likeness {mean:.3f}, of {len(rows)}")
    return out


def weights_of(careful: np.ndarray) -> np.ndarray:
    """Return how much each mention counts, one in the mean; those that were annotated carefully `SETTLED` of all."""
    share = careful.mean()
    if not 0 < share < 1:
        return np.ones(len(careful))
    return np.where(careful, SETTLED / share, (1 - SETTLED) / (1 - share))


def choices_of(
    scene: choose.Scene, names: tuple[str, str], learned: Weights
) -> Iterator[tuple[str, Finding | None, choose.Choice]]:
    """Yield the fields that a mention can have, what the rules say of each, and what is chosen."""
    if names == WORDS:
        (chosen,) = choose.attribute_and_holder([scene], learned)
        yield from zip(names, scene.settled[:2], chosen, strict=True)
    for field, said in choose.ground_said(scene) if names == GROUNDS else ():
        (choice,) = choose.base_or_trigger([scene], learned)
        yield names[field], said.settled, choice


def certainty(held: Held) -> Pair:
    """Return slope and bias that make the share of the likelihood how often a choice is right."""
    right, weight = (held.likeness >= RIGHT)[~held.trusted], held.weight[~held.trusted]
    share = np.clip(held.sure[~held.trusted], 0.001, 0.999)
    table = np.stack([np.log(share / (1 - share)), np.ones(len(share))], axis=1)

    def loss(at: np.ndarray) -> tuple[float, np.ndarray]:
        z = table @ at
        off = weight * (1 / (1 + np.exp(-z)) - right)
        return float((weight * (np.logaddexp(0, z) - z * right)).sum()), table.T @ off

    slope, bias = minimum(loss, np.zeros(2), 100)
    return round(float(slope), 3), round(float(bias), 3)


def both_right(lines: list[Pair], held: list[Held]) -> list[Pair]:
    """Return how often both words are right by the product of their likelihoods, never less for a larger one."""
    right = np.minimum(held[0].likeness, held[1].likeness) >= RIGHT
    sure = [
        np.array([s if told else choose.certain(s, line) for s, told in zip(one.sure, one.trusted, strict=True)])
        for line, one in zip(lines, held, strict=True)
    ]
    product = sure[0] * sure[1]
    print(f"both      right {right.mean():.3f}, product of likelihoods {product.mean():.3f}")
    order = np.argsort(product, kind="stable")
    weight = held[0].weight[order]
    bins: list[tuple[float, float, float]] = []  # mean product, share right, how much they count
    cuts = np.searchsorted(np.cumsum(weight), weight.sum() * np.arange(1, BINS) / BINS)
    for some, count in zip(np.split(order, cuts), np.split(weight, cuts), strict=True):
        if not len(some):  # one mention weighs more than its part
            continue
        bins.append((np.average(product[some], weights=count), np.average(right[some], weights=count), count.sum()))
        while len(bins) > 1 and (bins[-2][1] >= bins[-1][1] or bins[-2][0] >= bins[-1][0]):
            (x, y, n), (further, then, more) = bins[-2:]
            bins[-2:] = [((x * n + further * more) / (n + more), (y * n + then * more) / (n + more), n + more)]
    return [(round(float(x), 3), round(float(y), 3)) for x, y, _ in bins]
