"""Train the choice of what a number binds, or measure by cross-validation how often it is right.

usage: python benchmarks/train_choice.py TEXTS GOLD.jsonl... [--always GOLD.jsonl...] [--tuned GOLD.jsonl...]
           [--settled GOLD.jsonl...] [--folds 5] [--keep FOLDER]

TEXTS holds the annotated texts (files that are not there are looked for in corpus/pages). Writes the weights of
extract/choice and its table of words. The folds are of files, by a fixed seed; rows of `--always` are trained on in
each. So are those of `--tuned`, but without what the rules say: where rules were made they are right more often than
elsewhere, and would be believed too much (whole records of notices: .565, so .577). Rows of `--settled`, which are some
of GOLD, count for most of what likelihoods are learned from. With --keep the weights of each fold, learned without its
files, are written into FOLDER, for `benchmarks/cross_validate.py`. The same input gives the same bytes.
"""

from __future__ import annotations

import argparse
import random
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import numpy as np
from choice_certainty import Held, both_right, certainty, held_back
from choice_examples import ROOT, Example, RoleTable, annotated, examples
from fatiao.extract.binding.surroundings import Surroundings
from fatiao.extract.choice import choose, features
from fatiao.extract.choice.borders import Borders
from fatiao.extract.choice.candidates import Candidate
from fatiao.extract.choice.features import Look
from fatiao.extract.choice.roles import ROLES, role_features, told_by
from fatiao.extract.choice.shortlist import EVERY, LEARN, RUN, shortlists
from fatiao.extract.choice.table import Score, Table
from fatiao.extract.choice.weights import GROUNDS, WORDS, Weights, trusted
from loglinear import RIGHT, Groups

CHOICE = ROOT / "extract" / "choice"
COARSE_L2, ROLE_L2 = 2.0, 1.0
FINE_L2 = {WORDS: 2.0, GROUNDS: 0.5}
STEPS = 50
ENOUGH, TRUSTED = 40, 0.98
"""How many mentions a rule must have had, and how many of them right, to be believed without a choice."""
COMMON = 5
"""In how many regulations a feature of the fine weights is seen at least: what fewer have tells of them alone.

With 5 instead of 3 a fifth fewer weights are left, and held back as much is right: of a fifth of all regulations
attributes in .899 both times, holders that annotators seldom let be left out in .861 both times.
"""
SMALLEST = 3
"""Weights below so many hundredths are left out."""


def role_tables(mentions: list[Example], fold: np.ndarray) -> dict[int, RoleTable]:
    """Return the weights of the role for each fold, learned from the others, and print how often they are right."""
    known = [i for i, one in enumerate(mentions) if one.scene.around.mention.role in ROLES]
    of = fold[known]
    groups = Groups.of(described_roles(mentions[i].scene.around) for i in known)
    likeness = np.array([float(role.value == mentions[i].row["role"]) for i in known for role in ROLES])
    ruled = np.array([float(role is mentions[i].scene.around.mention.role) for i in known for role in ROLES])
    out, chosen = {}, np.zeros(len(known), dtype=int)
    for number in sorted({*of.tolist(), -1}):
        part, rows = groups.take(np.flatnonzero(of != (number if number >= 0 else -2)))
        weights = part.train(likeness[rows], ROLE_L2, STEPS)
        by_name: dict[str, list[float]] = defaultdict(lambda: [0.0] * len(ROLES))
        for name, weight in zip(groups.names, weights.tolist(), strict=True):
            by_name[name[1:]][int(name[0])] = weight
        out[number] = {name: tuple(scores) for name, scores in by_name.items()}
        scores = groups.scores(weights).reshape(-1, len(ROLES))
        chosen[of == number] = scores[of == number].argmax(axis=1)
    table, held = likeness.reshape(-1, len(ROLES)), of >= 0
    right, before = table[np.arange(len(known)), chosen], (ruled.reshape(-1, len(ROLES)) * table).sum(axis=1)
    print(f"role      right {right[held].mean():.3f}, by the rules {before[held].mean():.3f}, of {held.sum()}")
    return out


def described_roles(around: Surroundings) -> list[list[str]]:
    """Return the features of each role."""
    names = list(dict.fromkeys(role_features(around)))
    return [[f"{i}{name}" for name in names] for i in range(len(ROLES))]


def short_lists(mentions: list[Example], fold: np.ndarray, names: tuple[str, str]) -> dict[int, Table]:
    """Return the weights of the short list for each fold, learned from every third mention of the others."""
    listed, likeness, of = [], ([], []), []
    borders = Borders(Table({}))
    able = [pair for pair in zip(mentions, fold, strict=True) if any(map(pair[0].has, names))]
    for one, number in able[::3]:
        look, rows = Look(one.scene.around), []
        ((every, _),) = shortlists([(look, one.scene.cuts.around(one.scene.around))], borders, EVERY)
        for found in every:
            rows.append(common_features(look, found, whole=False))
            for field in (0, 1):
                likeness[field].append(one.likeness(names[field], found.span))
        if rows:
            listed.append(rows)
            of.append(number)
    groups, out = Groups.of(iter(listed)), {}
    for number in {*of}:
        part, rows = groups.take(np.flatnonzero(np.array(of) != (number if number >= 0 else -2)))
        pair = [part.train(np.array(values)[rows], COARSE_L2, 15).tolist() for values in likeness]
        out[int(number)] = Table(dict(zip(groups.names, map(complex, *pair), strict=True)))
    return out


class Field(NamedTuple):
    """A field of those mentions that can have it: which they are, their options, all candidates and their likeness.

    `sources` numbers the file of each. `ruled` tells of which is learned what the rules say of them: not of regulations
    that rules were tuned on.
    """

    name: str
    which: np.ndarray
    sources: np.ndarray
    ruled: list[bool]
    options: list[choose.Options]
    groups: Groups
    likeness: np.ndarray


def fine(
    mentions: list[Example], tables: list[Table], names: tuple[str, str], tuned: Container[str]
) -> Iterator[Field]:
    """Yield what is to be learned of two fields."""
    asked = [
        tuple(enumerate(choose.words_said(one.scene))) if names == WORDS else choose.ground_said(one.scene)
        for one in mentions
    ]
    reach = LEARN if names == WORDS else RUN
    borders = {table: Borders(table) for table in tables}
    every = [
        dict(zip((field for field, _ in some), found, strict=True))
        for one, table, some in zip(mentions, tables, asked, strict=True)
        for found in choose.options([one.scene], borders[table], [some], reach)
    ]
    for field, name in enumerate(names):
        which = [i for i, options in enumerate(every) if field in options]
        options = [every[i][field] for i in which]
        likeness = [
            mentions[i].likeness(name, found and found.span)
            for i, option in zip(which, options, strict=True)
            for found in option.found
        ]
        ruled = [mentions[i].file not in tuned for i in which]
        sources = np.unique([mentions[i].file for i in which], return_inverse=True)[1]
        groups = Groups.of(map(described, options, ruled)).common(sources, COMMON)
        yield Field(name, np.array(which), sources, ruled, options, groups, np.array(likeness))


def common_features(look: Look, found: Candidate, whole: bool = True) -> list[str]:
    """Return what a candidate scores for; what is not `whole` lacks what the short list does not look at."""
    return [*features.outside_features(look, found), *(features.span_features(look, found) if whole else ())]


def described(option: choose.Options, ruled: bool) -> list[list[str]]:
    """Return the features of each candidate, with what the rules say if that is learned from."""
    look = option.look
    return [
        [
            *(common_features(look, found) if found else look.none),
            *(features.rule_features(look, found, option.said) if ruled else ()),
        ]
        for found in option.found
    ]


def trained(field: Field, fold: np.ndarray, number: int, l2: float) -> dict[str, float]:
    """Return the weights of a field, learned from the mentions that are not in a fold; -1 is none."""
    groups = field.groups
    part, rows = groups.take(np.flatnonzero(fold[field.which] != (number if number >= 0 else -2)))
    weights = part.train(field.likeness[rows], l2, STEPS)
    return dict(zip(groups.names, weights.tolist(), strict=True))


def main() -> None:
    """Measure by cross-validation, then train on all and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--always", type=Path, nargs="*", default=[], help="annotations to train on in every fold")
    parser.add_argument("--tuned", type=Path, nargs="*", default=[], help="the same, of what rules were tuned on")
    parser.add_argument("--settled", type=Path, nargs="*", default=[], help="those that were settled most carefully")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="write the weights of each fold, too")
    args = parser.parse_args()
    write_words()
    measured, tuned = annotated(args.gold), annotated(args.tuned)
    always, settled = annotated(args.always) | tuned, annotated(args.settled)
    names = sorted(measured)
    random.Random(13).shuffle(names)
    folds = {name: index % args.folds for index, name in enumerate(names)}
    ruled = list(examples(measured | always, args.texts))
    by_fold = role_tables(ruled, np.array([folds.get(one.file, -1) for one in ruled]))
    roles = {file: by_fold[folds.get(file, -1)] for file in measured | always}
    mentions = list(examples(measured | always, args.texts, roles))
    fold = np.array([folds.get(one.file, -1) for one in mentions])
    places = {number: args.keep / str(number) for number in range(args.folds)} if args.keep else {}
    for number, folder in places.items():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "files.txt").write_text("".join(f"{x}\n" for x in names if folds[x] == number), encoding="utf-8")
    places[-1] = CHOICE
    write_trusted(ruled, mentions)
    ground = learn(mentions, fold, GROUNDS, "grounds.txt", places, tuned, settled)
    held = learn(mentions, fold, WORDS, "weights.txt", places, tuned, settled)
    lines = {name: certainty(one) for name, one in zip((*GROUNDS, *WORDS), (*ground, *held), strict=True)}
    knots = both_right([lines[name] for name in WORDS], held)
    for number, folder in places.items():
        write_roles(by_fold[number], folder)
        text = "".join(f"{name}\t{slope}\t{bias}\n" for name, (slope, bias) in lines.items())
        (folder / "certainty.txt").write_text(text, encoding="utf-8")
        (folder / "both_right.txt").write_text("".join(f"{x}\t{y}\n" for x, y in knots), encoding="utf-8")


def learn(
    mentions: list[Example],
    fold: np.ndarray,
    names: tuple[str, str],
    file: str,
    folders: Mapping[int, Path],
    tuned: Container[str],
    settled: Container[str],
) -> list[Held]:
    """Learn the weights of two fields, write those of each fold, and of all as -1, and return what was held back.

    The second of attribute and holder is learned where the first is what the weights of the others choose.
    """
    tables = short_lists(mentions, fold, names)
    first, second = fine(mentions, [tables[number] for number in fold], names, tuned)
    one = {number: trained(first, fold, number, FINE_L2[names]) for number in tables}
    if names == WORDS:
        alone = {number: both(tables[number], weights, {}) for number, weights in one.items()}
        second = informed(second, choices(first, fold, alone))
    other = {number: trained(second, fold, number, FINE_L2[names]) for number in tables}
    learned = {number: both(tables[number], one[number], other[number]) for number in tables}
    for number in folders.keys() & learned.keys():
        write(learned[number], folders[number] / file)
    return held_back(mentions, fold, names, learned, settled)


def choices(field: Field, fold: np.ndarray, learned: Mapping[int, Weights]) -> list[choose.Choice]:
    """Return what is chosen for the first field by weights that were learned without the file, where there are such."""
    weights = [learned[number if number >= 0 else max(learned)] for number in fold[field.which].tolist()]
    return [
        choose.chosen(0, option, one, choose.Kept(one.fine)) for option, one in zip(field.options, weights, strict=True)
    ]


def informed(field: Field, others: list[choose.Choice]) -> Field:
    """Return a field where what is chosen for the other one is known."""
    options = [choose.beside(option, other) for option, other in zip(field.options, others, strict=True)]
    groups = Groups.of(map(described, options, field.ruled)).common(field.sources, COMMON)
    return field._replace(options=options, groups=groups)


def both(coarse: Table, one: dict[str, float], other: dict[str, float]) -> Weights:
    """Return the weights of two fields as they are shipped."""
    names = {**one, **other}
    fine = in_hundredths({name: complex(one.get(name, 0.0), other.get(name, 0.0)) for name in names})
    return Weights(Table(shipped(in_hundredths(coarse.weights))), Table(shipped(fine)))


def in_hundredths(table: Mapping[str, Score]) -> dict[str, tuple[int, int]]:
    """Return the weights that matter, as they are shipped."""
    rounded = {name: (round(100 * one.real), round(100 * one.imag)) for name, one in sorted(table.items())}
    return {
        name: pair
        for name, pair in rounded.items()
        if max(map(abs, pair)) >= SMALLEST and not set(name) & set("\t\n\r\u2028\u2029\x85\x0b\x0c")
    }


def shipped(table: dict[str, tuple[int, int]]) -> dict[str, Score]:
    """Return weights in hundredths as they are read."""
    return {name: complex(one / 100, other / 100) for name, (one, other) in table.items()}


def write(learned: Weights, file: Path) -> None:
    """Write weights in hundredths."""
    lines = [
        f"{stage}\t{name}\t{one}\t{other}"
        for stage, table in (("c", learned.coarse), ("f", learned.fine))
        for name, (one, other) in in_hundredths(table.weights).items()
    ]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_roles(table: RoleTable, folder: Path) -> None:
    """Write the weights of the role that matter, in hundredths."""
    lines = []
    for name, scores in sorted(table.items()):
        hundredths = [round(100 * score) for score in scores]
        if max(map(abs, hundredths)) >= SMALLEST and name.isprintable():
            lines.append("\t".join([name, *map(str, hundredths)]))
    (folder / "roles.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_trusted(ruled: list[Example], mentions: list[Example]) -> None:
    """Write which rules are right so often that nothing has to be chosen, by field and role.

    `ruled` have the roles that the rules say, `mentions` those that were chosen.
    """
    seen: dict[tuple[str, str, str], list[bool]] = defaultdict(list)
    for one in ruled:
        mention = one.scene.around.mention
        if mention.role in ROLES:
            seen["role", mention.role.value, told_by(mention)].append(one.row["role"] == mention.role.value)
    for one in mentions:
        role, settled = one.scene.around.mention.role, one.scene.settled
        named = [*zip(WORDS, settled[:2], strict=True)]
        named += [(GROUNDS[field], settled.ground) for field, _ in choose.ground_said(one.scene)]
        for name, found in named:
            if role:
                right = one.likeness(name, found and found.span) >= RIGHT
                seen[name, role.value, found.rule if found else ""].append(right)
    shares = {key: (sum(right) / len(right), len(right)) for key, right in sorted(seen.items())}
    lines = [
        f"{field}\t{role}\t{rule}\t{min(share, 0.99):.3f}\n"
        for (field, role, rule), (share, count) in shares.items()
        if count >= ENOUGH and share >= TRUSTED
    ]
    (CHOICE / "trusted.txt").write_text("".join(lines), encoding="utf-8")
    trusted.cache_clear()


def write_words() -> None:
    """Write the words of jieba's dictionary by their commonest class, without the rare and the long ones."""
    listed = defaultdict(list)
    for line in (files("jieba") / "dict.txt").read_text(encoding="utf-8").splitlines():
        word, count, tag = line.split()
        if len(word) <= 4 and int(count) >= (50 if len(word) == 1 else 10) and all("一" <= c <= "鿿" for c in word):
            listed[tag].append(word)
    lines = (f"{tag}\t{' '.join(sorted(words))}\n" for tag, words in sorted(listed.items()))
    (ROOT / "text" / "words.txt").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
