"""Train the choice of what a number binds, or measure by cross-validation how often it is right.

usage: python benchmarks/train_choice.py TEXTS GOLD.jsonl... [--always GOLD.jsonl...] [--folds 5]

TEXTS holds the annotated texts (files that are not there are looked for in corpus/pages). Writes the weights of
extract/choice and its table of words; with --folds it only measures. The folds are of files, by a fixed seed; rows of
`--always` are trained on in each. The same input gives the same bytes.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import fatiao
import numpy as np
from fatiao.extract.choice import features, scorer
from fatiao.extract.choice.candidates import spans
from fatiao.extract.choice.features import Look
from fatiao.extract.parameters import bound_units
from fatiao.extract.subject import AGE, scenes
from fatiao.quality.gold import locate
from fatiao.text.source import Span
from fatiao.text.units.kinds import Quantity

ROOT = Path(__file__).parent.parent
FIELDS = ("attribute", "holder")
RIGHT = 0.6
"""From which likeness on words count as right."""

COARSE_L2, FINE_L2 = 2.0, 2.0
STEPS = 50
SMALLEST = 3
"""Weights below so many hundredths are left out."""


class Example(NamedTuple):
    """An annotated mention: its file, its row, what the rules know of it, and the text."""

    file: str
    row: dict[str, Any]
    scene: scorer.Scene
    text: str

    def likeness(self, field: int, found: Span | None) -> float:
        """Return how much a candidate's words are like those of the annotation."""
        name = FIELDS[field]
        age = field == 0 and self.scene.around.mention.quantity is Quantity.AGE
        words = found.of(self.text) if found else AGE if age else None
        return max(alike(one, words) for one in [self.row[name], *self.row.get("alternatives", {}).get(name, [])])


@lru_cache(maxsize=1 << 16)
def plain(words: str | None) -> str:
    """Return words without marks and space."""
    return re.sub(r"\W+", "", words or "")


@lru_cache(maxsize=1 << 18)
def alike(one: str | None, two: str | None) -> float:
    """Return twice the longest common subsequence over the sum of lengths; 0 where that is less than a third."""
    a, b = plain(one), plain(two)
    if not a or not b or a == b:
        return float(a == b)
    if 6 * sum(map(b.__contains__, a)) < len(a) + len(b):
        return 0.0
    row = [0] * (len(b) + 1)
    for x in a:
        before = 0
        for j, y in enumerate(b, 1):
            before, row[j] = row[j], before + 1 if x == y else max(row[j], row[j - 1])
    return 2 * row[-1] / (len(a) + len(b))


def examples(gold: list[Path], texts: Path) -> Iterator[Example]:
    """Yield the annotated mentions that extraction finds."""
    rows = defaultdict(list)
    for path in gold:
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip() and "mention" in (row := json.loads(line)):
                rows[row["file"]].append(row)
    for file, wanted in sorted(rows.items()):
        path = texts / file if (texts / file).exists() else ROOT / "corpus" / "pages" / file
        source = fatiao.read(str(path))
        places = {id(row): locate(source.text, row) for row in wanted}
        for regulation in fatiao.parse(source).regulations:
            for _, context, mentions in bound_units(regulation, source.text):
                for seen in scenes(mentions, context):
                    if not isinstance(seen, tuple) or not isinstance(seen[0], scorer.Scene):
                        continue
                    start, end = seen[0].around.mention.span
                    for row in wanted:
                        a, b = places[id(row)]
                        if 2 * (min(b, end) - max(a, start)) >= max(b, end) - min(a, start):
                            yield Example(file, row, seen[0], source.text)
                            break


class Groups:
    """The candidates of many mentions as rows of features; `begins` are where each mention's candidates begin."""

    def __init__(self, names: dict[str, int], ids: np.ndarray, rows: np.ndarray, begins: np.ndarray) -> None:
        self.names, self.ids, self.rows, self.begins = names, ids, rows, begins
        self.sizes = np.diff(begins)
        self.group = np.repeat(np.arange(len(self.sizes)), self.sizes)

    @classmethod
    def of(cls, mentions: Iterator[list[list[str]]]) -> Groups:
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
    for _ in range(steps):
        way, kept = slope.copy(), []
        for step, change in reversed(past):
            kept.append(step.dot(way) / change.dot(step))
            way -= kept[-1] * change
        way *= past[-1][0].dot(past[-1][1]) / past[-1][1].dot(past[-1][1]) if past else 1 / max(1, np.abs(slope).sum())
        for (step, change), share in zip(past, reversed(kept), strict=True):
            way += step * (share - change.dot(way) / change.dot(step))
        size = 1.0
        while (tried := loss(at - size * way))[0] > value - 1e-4 * size * way.dot(slope) and size > 1e-4:
            size /= 2
        if tried[0] >= value:
            break
        if (change := tried[1] - slope).dot(-size * way) > 1e-10:
            past = [*past, (-size * way, change)][-8:]
        at, (value, slope) = at - size * way, tried
    return at


def short_lists(mentions: list[Example], fold: np.ndarray) -> dict[int, scorer.Table]:
    """Return the weights of the short list for each fold, learned from every third mention of the others."""
    listed, likeness, of = [], ([], []), []
    for one, number in list(zip(mentions, fold, strict=True))[::3]:
        look, rows = Look(one.scene.around), []
        for place, line in one.scene.cuts.around(one.scene.around):
            for i, j in spans(look.span, place, line):
                found = scorer.candidate((place, line, i, j))
                rows.append(scorer.common_features(look, found, whole=False))
                for field in (0, 1):
                    likeness[field].append(one.likeness(field, found.span))
        if rows:
            listed.append(rows)
            of.append(number)
    groups, out = Groups.of(iter(listed)), {}
    for number in {*of}:
        part, rows = groups.take(np.flatnonzero(np.array(of) != (number if number >= 0 else -2)))
        pair = [part.train(np.array(values)[rows], COARSE_L2, 15).tolist() for values in likeness]
        out[int(number)] = scorer.Table(dict(zip(groups.names, zip(*pair, strict=True), strict=True)))
    return out


def fine(mentions: list[Example], tables: list[scorer.Table]) -> Iterator[tuple[Groups, np.ndarray, list[Any]]]:
    """Yield, for each field, the candidates of all mentions, their likeness, and the options they come from."""
    every = [scorer.options(one.scene, table) for one, table in zip(mentions, tables, strict=True)]
    for field in (0, 1):
        options = [pair[field] for pair in every]
        likeness = [
            one.likeness(field, found and found.span)
            for one, option in zip(mentions, options, strict=True)
            for found in option.found
        ]
        yield Groups.of(map(described, options)), np.array(likeness), options


def described(option: scorer.Options) -> list[list[str]]:
    """Return the features of each candidate."""
    look = option.look
    return [
        (scorer.common_features(look, found) if found else list(look.none))
        + features.rule_features(look, found, option.said)
        for found in option.found
    ]


class Held(NamedTuple):
    """What was chosen for a field of each mention whose file was held back: how surely, and how like the annotation."""

    sure: np.ndarray
    likeness: np.ndarray


def held_back(groups: Groups, likeness: np.ndarray, options: list[scorer.Options], fold: np.ndarray) -> Held:
    """Return what is chosen for the mentions of each fold by weights learned from the others."""
    out = Held(np.zeros(len(fold)), np.zeros(len(fold)))
    for number in range(fold.max() + 1):
        part, rows = groups.take(np.flatnonzero(fold != number))
        scores = groups.scores(part.train(likeness[rows], FINE_L2, STEPS))
        for i in np.flatnonzero(fold == number):
            a, b = groups.begins[i], groups.begins[i + 1]
            best = int(scores[a:b].argmax())
            out.sure[i] = scorer.likelihood(scores[a:b].tolist(), options[i], best)
            out.likeness[i] = likeness[a + best]
    return out


def main() -> None:
    """Measure by cross-validation, then train on all and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--always", type=Path, nargs="*", default=[], help="annotations to train on in every fold")
    parser.add_argument("--folds", type=int, default=5)
    args = parser.parse_args()
    write_words()
    measured, always = list(examples(args.gold, args.texts)), list(examples(args.always, args.texts))
    names = sorted({one.file for one in measured})
    random.Random(13).shuffle(names)
    fold = np.array([names.index(one.file) % args.folds for one in measured] + [-1] * len(always))
    mentions = measured + always
    tables = short_lists(mentions, fold)
    held, weights = [], []
    for field, (groups, likeness, options) in enumerate(fine(mentions, [tables[number] for number in fold])):
        got = held_back(groups, likeness, options, fold)
        held.append(Held(got.sure[fold >= 0], got.likeness[fold >= 0]))
        right, mean = np.mean(held[-1].likeness >= RIGHT), held[-1].likeness.mean()
        print(f"{FIELDS[field]:9} right {right:.3f}, likeness {mean:.3f}, of {len(measured)}")
        weights.append(dict(zip(groups.names, groups.train(likeness, FINE_L2, STEPS).tolist(), strict=True)))
    both = np.minimum(held[0].likeness, held[1].likeness) >= RIGHT
    print(f"both      right {both.mean():.3f}")
    write(calibrated([one.sure for one in held], both), tables[-1].weights, weights)


def calibrated(sure: list[np.ndarray], right: np.ndarray) -> np.ndarray:
    """Return slopes and bias of the likelihood that both fields are right, and print how it holds."""
    logits = [np.log(s / (1 - s)) for s in (np.clip(one, 0.001, 0.999) for one in sure)]
    table = np.stack([*logits, np.ones(len(right))], axis=1)

    def loss(at: np.ndarray) -> tuple[float, np.ndarray]:
        z = table @ at
        return float(np.logaddexp(0, z).sum() - z[right].sum()), table.T @ (1 / (1 + np.exp(-z)) - right)

    slopes = minimum(loss, np.zeros(3), 100)
    share = 1 / (1 + np.exp(-(table @ slopes)))
    for bar in (0.5, 0.7, 0.8, 0.9, 0.95):
        print(f"confidence >= {bar}: {np.mean(share >= bar):.3f} of all, {right[share >= bar].mean():.3f} right")
    return slopes


def write(slopes: np.ndarray, coarse: dict[str, scorer.Pair], fine: list[dict[str, float]]) -> None:
    """Write the weights that matter, in hundredths."""
    lines = ["\t".join(f"{slope:.3f}" for slope in slopes)]
    both = {name: (fine[0].get(name, 0.0), fine[1].get(name, 0.0)) for name in {**fine[0], **fine[1]}}
    for stage, table in (("c", coarse), ("f", both)):
        for name, pair in sorted(table.items()):
            small = [round(100 * weight) for weight in pair]
            if max(map(abs, small)) >= SMALLEST and not set(name) & set("\t\n\r\u2028\u2029\x85\x0b\x0c"):
                lines.append(f"{stage}\t{name}\t{small[0]}\t{small[1]}")
    (ROOT / "extract" / "choice" / "weights.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_words() -> None:
    """Write the words of jieba's dictionary by their commonest class, without the rare and the long ones."""
    listed = defaultdict(list)
    for line in (files("jieba") / "dict.txt").read_text(encoding="utf-8").splitlines():
        word, count, tag = line.split()
        if len(word) <= 4 and int(count) >= (50 if len(word) == 1 else 10) and all("一" <= c <= "鿿" for c in word):
            listed[tag].append(word)
    lines = (f"{tag}\t{' '.join(sorted(words))}\n" for tag, words in sorted(listed.items()))
    (ROOT / "extract" / "choice" / "words.txt").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
