"""How likely a choice is right: what the shares of the likelihood are worth on mentions that were held back."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from fatiao.extract.choice import choose
from fatiao.extract.choice.weights import Pair
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
