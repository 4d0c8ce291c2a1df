"""Grouping what is alike: agglomerative clustering by the average likeness of two groups' members."""

from __future__ import annotations

import numpy as np

from .similar import FloatArray


def groups(alike: FloatArray, least: float) -> list[list[int]]:
    """Return places in groups: while any two are on average at least so alike, the two most alike become one.

    By chains of nearest neighbours, which give the same groups in a time that grows with the square of their number
    (Murtagh 1983): from a group to the one that it is most like, on from that, until two are each other's nearest.

    Args:
        alike: symmetrical, from 0 to 1.
        least: the average likeness of two groups at which they still become one, above 0.
    """
    near = alike.copy()
    np.fill_diagonal(near, 0)
    members = {at: [at] for at in range(len(near))}
    done: list[list[int]] = []
    chain: list[int] = []
    while members:
        chain = chain or [next(iter(members))]
        last = chain[-1]
        before = chain[-2] if len(chain) > 1 else last
        nearest = int(near[last].argmax())
        if near[last, before] >= near[last, nearest]:
            nearest = before
        if near[last, nearest] < least:  # it is like nothing that is left, nor will be like a group of it
            done.append(members.pop(chain.pop()))
            near[last] = near[:, last] = 0
        elif nearest == before:
            del chain[-2:]
            _join(near, members, before, last)
        else:
            chain.append(nearest)
    return sorted(sorted(group) for group in done)


def _join(near: FloatArray, members: dict[int, list[int]], one: int, other: int) -> None:
    """Make two groups one, under the place of the first."""
    here, there = len(members[one]), len(members[other])
    near[one] = near[:, one] = (here * near[one] + there * near[other]) / (here + there)
    near[one, one] = 0
    near[other] = near[:, other] = 0
    members[one] += members.pop(other)
