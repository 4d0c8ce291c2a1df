"""Train the model of misread characters on an archive of regulations, and write what review/characters/ ships.

    python benchmarks/train_misread.py ARCHIVE [--bits 22] [--epochs 8]

(1) The n-grams of four fifths of the regulations are counted, with the words of jieba's dictionary, and mistakes are
put into the last fifth; in turns, so that a network learns from all to tell what was right from what was not. (2) On
other regulations, a tenth, the threshold is found, which is printed and stands in misread.py as EVEN. (3) The n-grams
of all these are counted and written. Another tenth is used for nothing, and measured on by suspicion.py (see
misreadings.py). Takes five minutes on a quiet machine, and 2 GB.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from fatiao.review.characters import network as networks
from fatiao.review.characters import ngrams
from fatiao.review.characters.confusions import Confusions, confusions
from fatiao.review.characters.evidence import PADDING, candidates, features, text_of
from fatiao.review.characters.network import Network, Networks
from fatiao.review.characters.ngrams import (
    LONGEST,
    LONGEST_WORD,
    SHORTEST_WORD,
    WORD,
    Sums,
    Table,
    pairs_of,
    slots,
    sums,
)
from fatiao.review.characters.stream import stream_of
from misreadings import Part, Wrongs, archive, broken, own_wrongs

MOST_OF_A_FILE = 3
"""How often an n-gram of one regulation counts: what one alone repeats is no proof."""
FILES = {1: 1, 2: 1, 3: 1, 4: 2}
"""In how many regulations an n-gram must stand to be kept, by its size."""
WORD_COUNT = 5
"""How often a word must stand in jieba's corpus to be kept."""
RATE, EXPECTED = 0.01, 0.002
"""Share of characters that are made wrong to learn from, and the share that is expected in a page."""
ERRORS: Sequence[tuple[str, int, float]] = (
    *(("known", 9, 0.35), ("alike", 8, 0.3), ("alike", 32, 0.25)),
    ("sounding", 4, 0.1),
)
"""What sorts of mistakes are learned from: column of the table, how many of it, share of the mistakes.

Of the neighbours by pixels the far ones too: what is near in an unknown font may be far in those of the table.
"""
SERIES = 0.5
"""Share of the mistakes that are made wherever the same two characters stand."""
COMMON = 3500
"""Characters that come out wrong: as many as primary and secondary schools teach."""
HIDDEN, BATCH, STEP = 32, 2048, 3e-3
FOLDS = 5
"""Parts that regulations are learned from in turns, with the n-grams of the others."""
MEMBERS = 3
"""Networks whose mean is taken."""
PASSES = 1
"""How often mistakes are put into each regulation, every time others."""


class Examples(NamedTuple):
    """Candidates as rows of features, whether each is right, whether its place is wrong, and which place it is.

    `mistakes` is how many there are in the text, found or not.
    """

    rows: np.ndarray
    right: np.ndarray
    wrong: np.ndarray
    places: np.ndarray
    mistakes: int


def main() -> None:
    """Train, print what the threshold does, and write the files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archive", type=Path)
    parser.add_argument("--bits", type=int, default=22, help="the table has 2 to the power of this slots of two bytes")
    parser.add_argument("--epochs", type=int, default=8)
    args = parser.parse_args()
    parts: dict[Part, list[np.ndarray]] = {part: [] for part in Part}
    for _, part, text in archive(args.archive):
        parts[part].append(stream_of(text).codes)
    learned_from, chosen_on = parts[Part.LEARNED], parts[Part.CHOSEN]
    wrongs = mistakes(confusions(), common(learned_from))
    examples = joined([*crossed(learned_from, wrongs, args.bits)])
    learned = Networks([trained(examples, args.epochs, seed) for seed in range(MEMBERS)])
    choose(learned, chosen_on, tabled(learned_from, args.bits), wrongs)
    learned.save(networks.WEIGHTS)
    shipped = tabled([*learned_from, *chosen_on], args.bits)
    np.save(ngrams.TABLE, shipped.cells)
    np.save(ngrams.PAIRS, np.packbits(shipped.pairs))


def crossed(texts: Sequence[np.ndarray], wrongs: Sequence[tuple[float, Wrongs]], bits: int) -> Iterator[Examples]:
    """Yield what there is to learn in each text, by a table that does not count the text itself."""
    for fold in range(FOLDS):
        table = tabled([codes for number, codes in enumerate(texts) if number % FOLDS != fold], bits)
        for number in range(fold, len(texts), FOLDS):
            for turn in range(PASSES):
                yield seen(texts[number], RATE, table, wrongs, seed=number * PASSES + turn)


def tabled(texts: Sequence[np.ndarray], bits: int) -> Table:
    """Return the table of the n-grams of some texts, and of words."""
    joined_up = np.concatenate([np.pad(codes, PADDING) for codes in texts])
    return Table(stored(*counts(texts), bits), pairs_of(joined_up[:-1], joined_up[1:]))


def counts(texts: Sequence[np.ndarray]) -> tuple[Sums, np.ndarray]:
    """Return the n-grams and words to be kept as sums, and the level of each."""
    found, levels = [], []
    for size in range(1, LONGEST + 1):
        each = [np.unique(sums(np.pad(codes, PADDING), size), return_counts=True) for codes in texts]
        every = np.concatenate([keys for keys, _ in each])
        order = np.argsort(every, kind="stable")
        every = every[order]
        often = np.concatenate([np.minimum(number, MOST_OF_A_FILE) for _, number in each])[order]
        first = np.flatnonzero(np.concatenate([[True], every[1:] != every[:-1]]))
        kept = np.diff(np.append(first, len(every))) >= FILES[size]
        found.append(every[first][kept])
        levels.append(1 + np.log2(np.add.reduceat(often, first)[kept]))
    for size in range(SHORTEST_WORD, LONGEST_WORD + 1):
        listed = dict(words(size))
        codes = np.array([[*map(ord, word)] for word in listed], np.uint16)
        found.append(np.concatenate([sums(row, size) for row in codes]) + WORD)
        levels.append(1 + np.log2(np.array([*listed.values()])) * 0.7)  # jieba's corpus has two million of a word
    return np.concatenate(found), np.minimum(15, np.concatenate(levels)).astype(np.uint16)


def words(size: int) -> Iterator[tuple[str, int]]:
    """Yield the words of some characters that jieba's dictionary has, and how often each stands in its corpus."""
    for line in (files("jieba") / "dict.txt").read_text(encoding="utf-8").splitlines():
        word, number, _ = line.split()
        if len(word) == size and int(number) >= WORD_COUNT and all("一" <= character <= "鿿" for character in word):
            yield word, int(number)


def stored(total: Sums, levels: np.ndarray, bits: int) -> np.ndarray:
    """Return the table that holds n-grams: each in one of its three slots, driving out one that has another to go to.

    Raises SystemExit where the table is too small.
    """
    where, prints = slots(total, bits)
    choices = np.stack(where)
    owner = np.full(1 << bits, -1, np.int64)
    random = np.random.default_rng(0)
    homeless = np.arange(len(total))
    for _ in range(500):
        first = random.integers(0, len(choices), len(homeless))
        turns = np.stack([choices[(first + turn) % len(choices), homeless] for turn in range(len(choices))])
        slot = turns[np.argmax(owner[turns] < 0, axis=0), np.arange(len(homeless))]  # a free one, or the first
        driven_out = owner[slot]
        owner[slot] = homeless
        homeless = np.unique(np.concatenate([homeless[owner[slot] != homeless], driven_out[driven_out >= 0]]))
        if not len(homeless):
            cells = np.zeros(1 << bits, np.uint16)
            held = owner >= 0
            cells[held] = prints[owner[held]] | levels[owner[held]]
            return cells
    raise SystemExit(f"{len(total)} n-grams do not fit into 2**{bits} slots; set --bits higher, or FILES")


def common(texts: Iterable[np.ndarray]) -> list[int]:
    """Return the commonest Chinese characters of some texts, the commonest first."""
    often = np.sum([np.bincount(codes, minlength=0x10000) for codes in texts], axis=0)
    often[:0x4E00] = often[0xA000:] = 0
    return [code for code in np.argsort(-often, kind="stable")[:COMMON].tolist() if often[code]]


def mistakes(table: Confusions, among: Sequence[int]) -> Sequence[tuple[float, Wrongs]]:
    """Return the sorts of mistakes, each with its share."""
    return [(share, own_wrongs(table, (sort,), most, among)) for sort, most, share in ERRORS]


def seen(codes: np.ndarray, rate: float, table: Table, wrongs: Sequence[tuple[float, Wrongs]], seed: int) -> Examples:
    """Return what there is to be chosen in a text with mistakes in `rate` of its characters."""
    random = np.random.default_rng(seed)
    right: dict[int, int] = {}
    for share, sort in wrongs:
        # Few characters are of a known pair: so that the sorts have their shares, each is put where it can stand.
        possible = np.isin(codes, list(sort)).mean() or 1.0
        codes, one = broken(codes, min(rate * share / possible, 0.1), sort, random, SERIES)
        right = one | right
    text = text_of(codes, table)
    found = candidates(text, confusions(), table)
    truth = np.zeros(len(text.codes), np.uint16)
    truth[np.array([*right], np.int64) + PADDING] = [*right.values()]
    rows = features(text, found, confusions(), table)
    return Examples(rows, truth[found.places] == found.meant, truth[found.places] > 0, found.places, len(right))


def joined(examples: Sequence[Examples]) -> Examples:
    """Return examples of several texts as those of one."""
    starts = np.cumsum([0, *(int(one.places.max(initial=0)) + 1 for one in examples)])
    places = [one.places + start for one, start in zip(examples, starts, strict=False)]
    columns = [np.concatenate(column) for column in [*[*zip(*examples, strict=True)][:3], places]]
    return Examples(*columns, sum(one.mistakes for one in examples))


def trained(examples: Examples, epochs: int, seed: int) -> Network:
    """Return a network that learned examples, by Adam; mistakes weigh less by as much as there are too many of them."""
    random = np.random.default_rng(seed)
    sizes = [examples.rows.shape[1], HIDDEN, HIDDEN, 1]
    layers = [random.normal(0, np.sqrt(2 / one), (one, other)).astype(np.float32) for one, other in pairwise(sizes)]
    layers += [np.zeros(size, np.float32) for size in sizes[1:]]
    depth = len(sizes) - 1
    means, squares = ([np.zeros_like(layer) for layer in layers] for _ in range(2))
    weigh = np.where(examples.wrong, EXPECTED / RATE, 1.0).astype(np.float32)
    weigh /= weigh.mean()
    starts = range(0, len(examples.rows), BATCH)
    for epoch in range(epochs):
        order = random.permutation(len(examples.rows))
        for number, start in enumerate(starts, 1 + epoch * len(starts)):
            some = order[start : start + BATCH]
            gradients = gradient(layers[:depth], layers[depth:], examples.rows[some], examples.right[some], weigh[some])
            for layer, mean, square, change in zip(layers, means, squares, gradients, strict=True):
                mean += 0.1 * (change - mean)
                square += 0.001 * (change * change - square)
                steady = np.sqrt(square / (1 - 0.999**number)) + 1e-8
                layer -= STEP * (1 - epoch / epochs) * (mean / (1 - 0.9**number)) / steady
    return Network(layers[:depth], layers[depth:])


def gradient(
    weights: list[np.ndarray], biases: list[np.ndarray], rows: np.ndarray, right: np.ndarray, weigh: np.ndarray
) -> list[np.ndarray]:
    """Return how the loss (logistic, weighted) changes with each weight, then with each bias."""
    outputs = [rows]
    for matrix, bias in zip(weights, biases, strict=True):
        total = outputs[-1] @ matrix + bias
        outputs.append(total if len(outputs) == len(weights) else np.maximum(total, 0))
    error = ((1 / (1 + np.exp(-outputs[-1][:, 0])) - right) * weigh / len(rows)).astype(np.float32)[:, None]
    of_weights, of_biases = [], []
    for k in reversed(range(len(weights))):
        of_weights.append(outputs[k].T @ error)
        of_biases.append(error.sum(axis=0))
        error = (error @ weights[k].T) * (outputs[k] > 0)
    return [*reversed(of_weights), *reversed(of_biases)]


def choose(
    learned: Networks, texts: Sequence[np.ndarray], table: Table, wrongs: Sequence[tuple[float, Wrongs]]
) -> None:
    """Print precision, recall and false flags by threshold on texts with as many mistakes as expected."""
    number = sum(map(len, texts))
    examples = joined([seen(codes, EXPECTED, table, wrongs, seed) for seed, codes in enumerate(texts, 1000)])
    logits = learned.logits(examples.rows)
    order = np.lexsort((logits, examples.places))
    best = order[np.append(examples.places[order][1:] != examples.places[order][:-1], True)]
    for threshold in np.arange(0.05, 1.0, 0.05):
        flagged = best[logits[best] >= np.log(threshold / (1 - threshold))]
        hits, false = examples.wrong[flagged].sum(), (~examples.wrong[flagged]).sum()
        measures = {
            "precision": hits / max(1, len(flagged)),
            "recall": hits / examples.mistakes,
            "F1": 2 * hits / (len(flagged) + examples.mistakes),
            "right suggestion": examples.right[flagged].sum() / max(1, hits),
            "false in 10,000": false / number * 1e4,
        }
        print(f"{threshold:.2f}", *(f"{name} {value:.3f}" for name, value in measures.items()))


if __name__ == "__main__":
    main()
