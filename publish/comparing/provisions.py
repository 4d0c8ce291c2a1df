"""Two versions of a regulation, provision beside provision.

What is the same but for its number stands together; between two such places those are put together that have most of
their words in common, in the order of the text. What was moved to another place is told as gone here and new there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import numpy as np

from ...text.fold import fold
from .similar import FloatArray, similarity

LEAST_ALIKE = 0.45
"""How alike two provisions are at least that stand beside each other; those of one number may be less so."""

_LEAST_ALIKE_OF_ONE_NUMBER = 0.25
_MOST_PAIRS = 250_000
"""Pairs of one changed stretch; in longer ones only provisions of one number are put together."""

_TOKEN = re.compile(r"[0-9０-９.,%％]+|[A-Za-z]+|\s+|.", re.DOTALL)
_SHORTEST_COMMON = 2
_LONGEST_COMPARED = 3000
"""Tokens; of longer provisions the words that changed are not sought."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A provision that is compared as a whole: an article with all below it, or what stands outside of articles.

    `text` is what stands behind its number; `first` and `last` are the ordinals of its first and last provision.
    """

    id: str
    citation: str
    text: str
    first: int
    last: int

    @property
    def key(self) -> str:
        """What is the same in two versions that differ in blanks or in the width of characters alone."""
        return "".join(fold(self.text).split())


Pair = tuple[Unit | None, Unit | None]
"""A provision of the older and of the newer version; None where there is none."""

Piece = tuple[str, bool]
"""A stretch of text, and whether it changed."""


def pair_units(old: Sequence[Unit], new: Sequence[Unit]) -> list[Pair]:
    """Return all units of both versions in the order of the text, each once."""
    found = SequenceMatcher(None, [unit.key for unit in old], [unit.key for unit in new], autojunk=False)
    pairs: list[Pair] = []
    for kind, a, b, c, d in found.get_opcodes():
        if kind == "equal":
            pairs += zip(old[a:b], new[c:d], strict=True)
        else:
            pairs += _within(old[a:b], new[c:d])
    return pairs


def is_same(pair: Pair) -> bool:
    """Whether a pair is one text in both versions, its number, blanks and the width of characters aside."""
    old, new = pair
    return old is not None and new is not None and old.key == new.key


def changed_words(old: str, new: str) -> tuple[list[Piece], list[Piece]]:
    """Return both texts in stretches that changed and stretches that did not."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    if max(len(before), len(after)) > _LONGEST_COMPARED:
        return [(old, True)], [(new, True)]
    left: list[Piece] = []
    right: list[Piece] = []
    at = to = 0
    for a, b, size in _common(before, after):
        left += [("".join(before[at:a]), True), ("".join(before[a : a + size]), False)]
        right += [("".join(after[to:b]), True), ("".join(after[b : b + size]), False)]
        at, to = a + size, b + size
    return [piece for piece in left if piece[0]], [piece for piece in right if piece[0]]


def _common(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Yield the stretches that both have; one character between two changes belongs to the change."""
    old, new = ([fold(token) for token in tokens] for tokens in (before, after))
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    for a, b, size in blocks:
        at_an_end = (a == 0 and b == 0) or (a + size == len(before) and b + size == len(after))
        if size >= _SHORTEST_COMMON or at_an_end:
            yield a, b, size


def _within(old: Sequence[Unit], new: Sequence[Unit]) -> list[Pair]:
    """Return the units of a changed stretch, those together that make the most alike pairs in order."""
    if not old or not new:
        return [*((unit, None) for unit in old), *((None, unit) for unit in new)]
    if len(old) * len(new) > _MOST_PAIRS:
        return list(_by_number(old, new))
    same_number = np.array([[a.citation == b.citation for b in new] for a in old])
    alike = similarity([unit.text for unit in (*old, *new)])[: len(old), len(old) :]
    least = np.where(same_number, _LEAST_ALIKE_OF_ONE_NUMBER, LEAST_ALIKE)
    scores = np.where(alike >= least, alike + 0.1 * same_number, 0.0)
    return list(_best_in_order(scores, old, new))


def _by_number(old: Sequence[Unit], new: Sequence[Unit]) -> Iterator[Pair]:
    """Yield the units of one number together, all others by themselves, in order."""
    before, after = ([unit.citation for unit in units] for units in (old, new))
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from zip(old[a:b], new[c:d], strict=True)
        else:
            yield from ((unit, None) for unit in old[a:b])
            yield from ((None, unit) for unit in new[c:d])


def _best_in_order(scores: FloatArray, old: Sequence[Unit], new: Sequence[Unit]) -> Iterator[Pair]:
    """Yield the pairs of the alignment with the highest sum of scores, what has no partner by itself."""
    best = np.zeros((len(old) + 1, len(new) + 1))
    for a in range(len(old) - 1, -1, -1):
        together = best[a + 1, 1:] + scores[a]
        best[a, :-1] = np.maximum(together, best[a + 1, :-1])
        best[a] = np.maximum.accumulate(best[a, ::-1])[::-1]
    a = b = 0
    while a < len(old) and b < len(new):
        if scores[a, b] > 0 and np.isclose(best[a, b], best[a + 1, b + 1] + scores[a, b]):
            yield old[a], new[b]
            a, b = a + 1, b + 1
        elif np.isclose(best[a, b], best[a + 1, b]):
            yield old[a], None
            a += 1
        else:
            yield None, new[b]
            b += 1
    yield from ((unit, None) for unit in old[a:])
    yield from ((None, unit) for unit in new[b:])
