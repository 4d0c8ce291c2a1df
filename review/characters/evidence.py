"""What speaks for one character instead of another: how often the n-grams around a place stand in regulations.

An n-gram that holds the place counts from either side of it, so that what stands to the right says as much as what
stands to the left. The levels of those with the character as it stands and of those with a candidate in its place are
what a small network, trained on mistakes that were put into regulations, makes a probability of.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ...text.numerals import NUMERAL_CHARACTERS
from .confusions import SORTS, Confusions
from .ngrams import LONGEST, LONGEST_WORD, MULTIPLIERS, NGRAM, SHORTEST_WORD, WORD, Levels, Sums, Table, sums
from .stream import Codes

Windows = Sequence[tuple[int, int]]
Floats = npt.NDArray[np.float32]
Indices = npt.NDArray[np.int64]

WINDOWS: Windows = tuple((size, back) for size in range(1, LONGEST + 1) for back in range(size))
"""The n-grams that hold a place: how long they are, and how many of their characters stand before it."""
BIGRAMS: Windows = tuple(window for window in WINDOWS if window[0] == 2)
TRIGRAMS: Windows = tuple(window for window in WINDOWS if window[0] == 3)
WORDS: Windows = tuple((size, back) for size in range(SHORTEST_WORD, LONGEST_WORD + 1) for back in range(size))
"""The same of words of the dictionary."""
AROUND: Windows = ((2, 2), (3, 3), (2, -1), (3, -1))
"""The n-grams that end before a place and those that begin behind it."""
REPEATED: Windows = tuple((size, back) for size in (2, 3, 4) for back in range(size))
"""The n-grams that hold a place and are looked for in the rest of the text: it has names and terms of its own."""
PADDING = LONGEST - 1
"""Characters that are put before and behind a text, so that each place has all windows."""
_SEEN, _SEEN_OFTEN = 8, 12
"""Levels from which a character is taken for right: of one trigram (128 times and more), of the three together."""
_IS_NUMERAL = np.zeros(1 << 16, bool)
_IS_NUMERAL[[*map(ord, NUMERAL_CHARACTERS)]] = True
_FADING = 6.0
"""Places of a list of confusions in which they become less likely by the factor e."""
_UNIT = np.float32(1 / 5)
"""What levels are multiplied by, so that features are about 1."""


class Text(NamedTuple):
    """A padded row of characters, the sum of every n-gram by its size, and the level of every trigram."""

    codes: Codes
    sums: dict[int, Sums]
    trigrams: Levels

    def sums_at(self, places: Indices, windows: Windows) -> list[Sums]:
        """Return the sums of the n-grams around places: for each window one a place."""
        return [self.sums[size][places - back] for size, back in windows]


class Own(NamedTuple):
    """N-grams of a text as sums in order, and how often each stands in it."""

    sums: Sums
    often: Indices

    @classmethod
    def of(cls, text: Text, asked: Sums) -> Own:
        """Return those that are asked for, of which one stands there, and a few others: all would be long to sort."""
        total = np.concatenate([text.sums[size] for size in {size for size, _ in REPEATED}])
        may_be_asked = np.zeros(1 << 16, bool)
        may_be_asked[asked.astype(np.uint16)] = True
        return cls(*np.unique(total[may_be_asked[total.astype(np.uint16)]], return_counts=True))

    def levels(self, total: Sums) -> Floats:
        """Return of each n-gram the logarithm of one more than the number of times that it stands in the text."""
        at = np.minimum(np.searchsorted(self.sums, total), len(self.sums) - 1)
        often: Floats = (self.often[at] * (self.sums[at] == total)).astype(np.float32)
        return np.log2(1 + often)


class Candidates(NamedTuple):
    """Characters that may be meant: at which place of a text, which one, and its row in the table of confusions."""

    places: Indices
    meant: Codes
    rows: Indices


def text_of(codes: Codes, table: Table) -> Text:
    """Return a row of characters with what the table knows of it."""
    padded = np.pad(codes, PADDING)
    totals = {size: sums(padded, size) for size in range(1, LONGEST + 1)}
    return Text(padded, totals, table.levels(totals[3]))


def candidates(text: Text, confusions: Confusions, table: Table) -> Candidates:
    """Return what may be meant at the places whose character is seldom seen between those around it.

    Of the three trigrams that hold it one is unknown and none is common, and a candidate makes an unknown one known,
    or them commoner. Numbers are left out: every one is as good as another (八六三计划).
    """
    end = len(text.codes) - PADDING
    three = np.stack([text.trigrams[PADDING - back : end - back] for back in range(3)])
    unlikely = (three.min(axis=0) == 0) & (three.max(axis=0) < _SEEN) & (_total(three) < _SEEN_OFTEN)
    left, here, right = (_IS_NUMERAL[text.codes[PADDING + step : end + step]] for step in (-1, 0, 1))
    unlikely &= ~(here & (left | right))
    places = np.flatnonzero(unlikely) + PADDING
    codes = text.codes[places].astype(np.int64)
    begins = confusions.starts[codes]
    sizes = confusions.starts[codes + 1] - begins
    ends = np.cumsum(sizes)
    rows = np.arange(sizes.sum()) - np.repeat(ends - sizes - begins, sizes)
    found = Candidates(np.repeat(places, sizes), confusions.meant[rows], rows)
    before = table.may_hold(np.repeat(text.codes[places - 1], sizes), found.meant)
    behind = table.may_hold(found.meant, np.repeat(text.codes[places + 1], sizes))
    some = np.flatnonzero(before | behind)
    found, before, behind = _those(found, some), before[some], behind[some]
    now = three[:, found.places - PADDING]
    # those without a known pair are not known
    then = replaced(text, found, table, TRIGRAMS).T * np.stack([behind, before & behind, before])
    becomes_known = ((now == 0) & (then > 0)).any(axis=0)
    return _those(found, np.flatnonzero(becomes_known | (_total(then) > _total(now))))


def _total(levels: Levels) -> Levels:
    """Return the sum of a few rows of levels, which fits in a byte as each of them does."""
    total: Levels = levels.sum(axis=0, dtype=np.uint8)
    return total


def _those(found: Candidates, which: Indices) -> Candidates:
    return Candidates(found.places[which], found.meant[which], found.rows[which])


def replaced(text: Text, found: Candidates, table: Table, windows: Windows, kind: np.uint64 = NGRAM) -> Levels:
    """Return the levels of some n-grams or words, were each candidate to stand at its place: a row a candidate."""
    totals = np.concatenate([_sums(text, found, window) for window in windows])
    return table.levels(totals + kind).reshape(len(windows), -1).T


def _sums(text: Text, found: Candidates, window: tuple[int, int]) -> Sums:
    size, back = window
    apart = found.meant.astype(np.uint64) - text.codes[found.places].astype(np.uint64)
    total: Sums = text.sums[size][found.places - back] + apart * MULTIPLIERS[back]
    return total


def standing(text: Text, places: Indices, table: Table) -> Levels:
    """Return the levels of the n-grams that hold places, those around and the words, as they stand: a row a place."""
    words = [total + WORD for total in text.sums_at(places, WORDS)]
    totals = np.concatenate([*text.sums_at(places, (*WINDOWS, *AROUND)), *words])
    return table.levels(totals).reshape(-1, len(places)).T


def features(text: Text, found: Candidates, confusions: Confusions, table: Table) -> Floats:
    """Return what the network is told of each candidate: a row of numbers about 1."""
    places, which = np.unique(found.places, return_inverse=True)
    now = np.stack(text.sums_at(places, REPEATED), axis=1)
    then = np.stack([_sums(text, found, window) for window in REPEATED], axis=1)
    own = Own.of(text, np.concatenate([now, then]).ravel())
    as_it_stands = (standing(text, places, table)[which], own.levels(now)[which])
    replacing = (replaced(text, found, table, WINDOWS), replaced(text, found, table, WORDS, WORD), own.levels(then))
    levels = np.concatenate([*as_it_stands, *replacing], axis=1)
    near = np.exp(confusions.ranks[found.rows] / np.float32(-_FADING))
    sort = [(confusions.sorts[found.rows] == number) * near for number in range(len(SORTS))]
    return np.concatenate([levels * _UNIT, np.stack(sort, axis=1)], axis=1, dtype=np.float32)
