"""Small networks that make the evidence for a candidate a log-odds: two hidden layers, written out in numpy."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

WEIGHTS = Path(__file__).with_name("network.npz")

_AT_ONCE = 160
"""Rows that are multiplied at once: with more, OpenBLAS starts threads, which take longer than they save."""

Floats = npt.NDArray[np.float32]


class Network(NamedTuple):
    """Layers, each a matrix of weights and a row of biases; what goes from one to the next is never below 0."""

    weights: list[Floats]
    biases: list[Floats]

    def logits(self, rows: Floats) -> Floats:
        """Return the log-odds of each row of features."""
        out = np.empty(len(rows), np.float32)
        for start in range(0, len(rows), _AT_ONCE):
            out[start : start + _AT_ONCE] = self._logits(rows[start : start + _AT_ONCE])
        return out

    def _logits(self, rows: Floats) -> Floats:
        for weights, biases in zip(self.weights[:-1], self.biases[:-1], strict=True):
            rows = np.maximum(rows @ weights + biases, 0)
        return (rows @ self.weights[-1] + self.biases[-1])[:, 0]


class Networks(NamedTuple):
    """Networks that learned the same in another order; their mean depends less on chance than each of them."""

    members: Sequence[Network]

    def logits(self, rows: Floats) -> Floats:
        """Return the mean of what the networks say of each row of features."""
        total = sum((member.logits(rows) for member in self.members), np.zeros(len(rows), np.float32))
        return total / np.float32(len(self.members))

    def save(self, path: Path) -> None:
        """Write the networks."""
        layers = {
            f"{number} {name} {k}": layer
            for number, member in enumerate(self.members)
            for name, half in member._asdict().items()
            for k, layer in enumerate(half)
        }
        np.savez(path, **layers)


@cache
def network() -> Networks:
    """Return the networks that are shipped."""
    members: list[Network] = []
    with np.load(WEIGHTS) as file:
        for name in file.files:
            number, half, _ = name.split()
            if int(number) == len(members):
                members.append(Network([], []))
            getattr(members[-1], half).append(file[name])
    return Networks(members)
