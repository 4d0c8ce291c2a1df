"""Log-linear models: weights of named features that make the right ones among groups of candidates likely."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

RIGHT = 0.6
"""From which likeness on a candidate counts as right."""


class Groups:
    """The candidates of many mentions as rows of features; `begins` are where each mention's candidates begin."""

    def __init__(self, names: dict[str, int], ids: np.ndarray, rows: np.ndarray, begins: np.ndarray) -> None:
        self.names, self.ids, self.rows, self.begins = names, ids, rows, begins
        self.sizes = np.diff(begins)
        self.group = np.repeat(np.arange(len(self.sizes)), self.sizes)

    @classmethod
    def of(cls, mentions: Iterable[list[list[str]]]) -> Groups:
        """Number the features of all candidates."""
        names: dict[str, int] = {}
        ids: list[int] = []
        rows, begins = [0], [0]
        for candidates in mentions:
            for listed in candidates:
                ids += [names.setdefault(name, len(names)) for name in listed]
                rows.append(len(ids))
            begins.append(len(rows) - 1)
        return cls(names, np.array(ids, dtype=np.int32), np.array(rows), np.array(begins))

    def common(self, sources: np.ndarray, least: int) -> Groups:
        """Return the mentions without the features that are seen in fewer sources; `sources` are the mentions' own."""
        lengths = np.diff(self.rows)
        seen = np.unique(self.ids.astype(np.int64) * len(sources) + np.repeat(np.repeat(sources, self.sizes), lengths))
        kept = (np.bincount(seen // len(sources), minlength=len(self.names)) >= least)[self.ids]
        rows = np.append(0, np.cumsum(np.add.reduceat(kept.astype(np.int64), self.rows[:-1])))
        return Groups(self.names, self.ids[kept], rows, self.begins)

    def take(self, which: np.ndarray) -> tuple[Groups, np.ndarray]:
        """Return some mentions, and the rows they have here."""
        rows = np.concatenate([np.arange(self.begins[i], self.begins[i + 1]) for i in which])
        ids = np.concatenate([self.ids[self.rows[self.begins[i]] : self.rows[self.begins[i + 1]]] for i in which])
        lengths = (self.rows[1:] - self.rows[:-1])[rows]
        begins = np.append(0, np.cumsum(self.sizes[which]))
        return Groups(self.names, ids, np.append(0, np.cumsum(lengths)), begins), rows

    def scores(self, weights: np.ndarray) -> np.ndarray:
        """Return the score of each candidate; each has features."""
        return np.add.reduceat(weights[self.ids], self.rows[:-1])

    def train(self, likeness: np.ndarray, l2: float, steps: int) -> np.ndarray:
        """Return weights that make right candidates likely, together, among those of their mention."""
        gains = np.where(likeness >= RIGHT, likeness**4, 0.0)
        known = np.add.reduceat(gains, self.begins[:-1]) > 0
        lengths = np.diff(self.rows)

        def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
            scores = self.scores(weights)
            shares = np.exp(scores - np.maximum.reduceat(scores, self.begins[:-1])[self.group])
            every = np.add.reduceat(shares, self.begins[:-1])
            right = np.maximum(np.add.reduceat(shares * gains, self.begins[:-1]), 1e-300)
            slope = (shares / every[self.group] - shares * gains / right[self.group]) * known[self.group]
            gradient = np.bincount(self.ids, weights=np.repeat(slope, lengths), minlength=len(self.names))
            value = -np.log(right / every + 1e-300)[known].sum() + 0.5 * l2 * weights.dot(weights)
            return value, gradient + l2 * weights

        return minimum(loss, np.zeros(len(self.names)), steps)


def minimum(loss: Callable[[np.ndarray], tuple[float, np.ndarray]], at: np.ndarray, steps: int) -> np.ndarray:
    """Return where a function is least, by L-BFGS."""
    value, slope = loss(at)
    past: list[tuple[np.ndarray, np.ndarray]] = []
    first = 1 / max(1, np.abs(slope).sum())
    for _ in range(steps):
        way, kept = slope.copy(), []
        for step, change in reversed(past):
            kept.append(step.dot(way) / change.dot(step))
            way -= kept[-1] * change
        way *= past[-1][0].dot(past[-1][1]) / past[-1][1].dot(past[-1][1]) if past else first
        for (step, change), share in zip(past, reversed(kept), strict=True):
            way += step * (share - change.dot(way) / change.dot(step))
        size = 1.0
        while (tried := loss(at - size * way))[0] > value - 1e-4 * size * way.dot(slope) and size > 1e-4:
            size /= 2
        if tried[0] >= value:
            break
        if (change := tried[1] - slope).dot(-size * way) > 1e-10:
            past = [*past, (-size * way, change)][-8:]
        else:  # no curvature to measure steps by
            first *= 2
        at, (value, slope) = at - size * way, tried
    return at
