"""How often n-grams of characters stand in regulations: a table of fingerprints, asked for many at a time.

An n-gram has three slots, told by its hash, and stands in one of them as a fingerprint of 12 bits and a level of 4: the
logarithm of its count. One that is not in the table is taken for another in one of 2,000 cases. Words of a dictionary
stand in the same table, under hashes of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

TABLE = Path(__file__).with_name("ngrams.npy")
PAIRS = Path(__file__).with_name("pairs.npy")
PAIR_BITS = 22
"""Bits of the hash of two characters that tell whether they may stand side by side: one of 16 that do not is let by."""
LEVEL_BITS = 4
"""Bits of a slot that hold the level; the others are the fingerprint."""
LONGEST = 4
"""Characters of the longest n-gram."""
SHORTEST_WORD, LONGEST_WORD = 2, 4
"""Characters of words of the dictionary."""
NGRAM, WORD = np.uint64(0), np.uint64(16)
"""What is added to the sum of characters to ask for them as an n-gram, or as a word of the dictionary."""

Codes = npt.NDArray[np.uint16]
Sums = npt.NDArray[np.uint64]
Levels = npt.NDArray[np.uint8]

MULTIPLIERS = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93], np.uint64)
"""What the characters of an n-gram are multiplied by before they are added up: odd numbers of 64 bits."""
_PAIR_MULTIPLIERS = np.array([0x9E3779B1, 0x85EBCA77], np.uint32)
_MIX = np.uint64(0xFF51AFD7ED558CCD)
_HALF = np.uint64(33)


def sums(codes: Codes, size: int) -> Sums:
    """Return the sum of each n-gram of a row of characters, by its first one.

    Where another character stands in the k-th place, the sum is `(other - one) * MULTIPLIERS[k]` more.
    """
    wide = codes.astype(np.uint64)
    count = max(0, len(codes) - size + 1)
    total = np.full(count, size, np.uint64)
    for k in range(size):
        total += wide[k : k + count] * MULTIPLIERS[k]
    return total


def slots(total: Sums, bits: int) -> tuple[Sequence[npt.NDArray[np.int64]], npt.NDArray[np.uint16]]:
    """Return the three slots of each sum in a table of `2 ** bits`, and its fingerprint, which is never 0."""
    mixed = (total ^ (total >> _HALF)) * _MIX
    mixed ^= mixed >> _HALF
    mask = np.uint64((1 << bits) - 1)
    other = (mixed * MULTIPLIERS[0]) >> np.uint64(64 - bits)
    where = [part.view(np.int64) for part in (mixed & mask, (mixed >> np.uint64(bits)) & mask, other)]
    prints = (mixed >> np.uint64(2 * bits)).astype(np.uint16) << LEVEL_BITS
    return where, np.maximum(prints, 1 << LEVEL_BITS)


def pairs_of(first: Codes, second: Codes) -> npt.NDArray[np.uint8]:
    """Return a byte for each value that `PAIR_BITS` bits can have: 1 if the hash of a pair of characters has it."""
    held = np.zeros(1 << PAIR_BITS, np.uint8)
    held[_pair_hash(first, second)] = 1
    return held


def _pair_hash(first: Codes, second: Codes) -> npt.NDArray[np.uint32]:
    total: npt.NDArray[np.uint32] = first * _PAIR_MULTIPLIERS[0] + second * _PAIR_MULTIPLIERS[1]
    return total >> np.uint32(32 - PAIR_BITS)


class Table:
    """Levels of n-grams in cells, and which pairs of characters there are, as `pairs_of` tells."""

    def __init__(self, cells: npt.NDArray[np.uint16], pairs: npt.NDArray[np.uint8]) -> None:
        self.cells = cells
        self.pairs = pairs
        self.bits = len(cells).bit_length() - 1

    def levels(self, total: Sums) -> Levels:
        """Return the level of each n-gram by its sum, 0 for those that are not in the table."""
        where, prints = slots(total, self.bits)
        found = self.cells[where[0]] ^ prints  # what is left of a cell with the same fingerprint is its level
        for place in where[1:]:
            np.minimum(found, self.cells[place] ^ prints, out=found)
        found[found >= 1 << LEVEL_BITS] = 0
        return found.astype(np.uint8)

    def may_hold(self, first: Codes, second: Codes) -> npt.NDArray[np.uint8]:
        """Return 1 for each pair of characters that may be known, else 0; takes a tenth of the time of `levels`."""
        held: npt.NDArray[np.uint8] = self.pairs[_pair_hash(first, second)]
        return held


@cache
def table() -> Table:
    """Return the table that is shipped."""
    return Table(np.load(TABLE), np.unpackbits(np.load(PAIRS)))
