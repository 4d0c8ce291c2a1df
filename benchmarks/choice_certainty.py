"""How likely a choice is right: what the shares of the likelihood are worth on mentions that were held back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from choice_examples import Example
from fatiao.extract.binding.finding import Finding
from fatiao.extract.choice import choose
from fatiao.extract.choice.weights import GROUNDS, WORDS, Pair, Weights
from loglinear import RIGHT, minimum

BINS = 16
"""Into how many parts mentions are sorted to see how often they are right."""


class Held(NamedTuple):
    """What was chosen for a field of each mention whose file was held back: how surely, and how like the annotation.

    `trusted` tells where a rule was believed without a choice.
    """

    sure: np.ndarray
    likeness: np.ndarray
    trusted: np.ndarray


def held_back(
    mentions: list[Example], fold: np.ndarray, names: tuple[str, str], learned: dict[int, Weights]
) -> list[Held]:
    """Return what is chosen for the mentions of each fold by the weights learned from the others."""
    out = []
    chosen: dict[str, list[tuple[float, float, bool]]] = {name: [] for name in names}
    for one, number in zip(mentions, fold.tolist(), strict=True):
        if number >= 0:
            for name, said, choice in choices_of(one.scene, names, learned[number]):
                told = choose.trusted_choice(one.scene, name, said) is not None
                likeness = one.likeness(name, choice.found and choice.found.span)
                chosen[name].append((choice.score or 0.0, likeness, told))
    for name, rows in chosen.items():
        sure, likeness, told = (np.array(column) for column in zip(*rows, strict=True))
        out.append(Held(sure, likeness, told))
        right, mean = np.mean(likeness >= RIGHT), likeness.mean()
        print(f"{name:9} right {right:.3f}, likeness {mean:.3f}, of {len(rows)}")
    return out


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
    right = (held.likeness >= RIGHT)[~held.trusted]
    share = np.clip(held.sure[~held.trusted], 0.001, 0.999)
    table = np.stack([np.log(share / (1 - share)), np.ones(len(share))], axis=1)

    def loss(at: np.ndarray) -> tuple[float, np.ndarray]:
        z = table @ at
        return float(np.logaddexp(0, z).sum() - z[right].sum()), table.T @ (1 / (1 + np.exp(-z)) - right)

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
    bins: list[tuple[float, float, int]] = []  # mean product, share right, how many
    for some in np.array_split(np.argsort(product, kind="stable"), BINS):
        bins.append((float(product[some].mean()), float(right[some].mean()), len(some)))
        while len(bins) > 1 and (bins[-2][1] >= bins[-1][1] or bins[-2][0] >= bins[-1][0]):
            (x, y, n), (further, then, more) = bins[-2:]
            bins[-2:] = [((x * n + further * more) / (n + more), (y * n + then * more) / (n + more), n + more)]
    return [(round(x, 3), round(y, 3)) for x, y, _ in bins]
