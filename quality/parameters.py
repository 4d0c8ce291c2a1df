"""How good the parameters of a database are, against gold annotations.

A gold parameter and a predicted one are the same where their mentions overlap by at least half of what they cover
together; each is matched once, the largest overlaps first. A row's alternatives are as good as its own reading in every
field but comparator and value.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..text.source import Span
from .gold import GoldParameter
from .text import F1, Bound, char_f1, overlap, plain, same_bound

EXACT = ("quantity", "role", "comparator", "value", "unit")
"""Fields that are right or wrong."""

FUZZY = ("attribute", "holder", "base", "trigger")
"""Fields that hold words of the text, measured by the characters they share with the gold's."""

APART = ("act",)
"""Fields of words that are measured as those are, but where both have one, and that have no part in whole records."""

MEASURES = ("mention", "core", "with_role", "whole")
"""What is counted of records, each stricter than the one before it."""
_CORE = ("quantity", "comparator", "value", "unit")
_SURE = ("confidence", "word_confidence", "rule")
_SAME_MENTION = 0.5
SAME_WORDS = 0.6
"""From which character F1 on two phrases count as the same."""


@dataclass(frozen=True, slots=True)
class Predicted:
    """A parameter of the database, with the numbers of the provisions above it, and how sure it is."""

    title: str
    at: Mapping[str, str]
    mention: str
    span: Span
    quantity: str
    role: str | None
    comparator: str | None
    value: tuple[Bound, Bound]
    unit: str | None
    attribute: str | None
    holder: str | None
    base: str | None
    trigger: str | None
    confidence: float = 0.0
    word_confidence: float | None = None
    rule: str = ""
    act: str | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """Shared characters of one fuzzy field: on average, and where gold or prediction has one (`either` of them)."""

    average: float
    where_either: float
    either: int


@dataclass(slots=True)
class ParameterScore:
    """The measures of one comparison; shares are of the matched parameters.

    `core` counts those whose quantity, comparator, value and unit are all right, `with_role` those that have the
    role right too, `whole` those in which place and words are right as well. `mean` has their mean F1 over files, in
    which a long text counts no more than a short one. `act` is how alike acts are, on average over the `acts`
    parameters where gold and prediction have one. `faults` are readable lines.
    """

    mention: F1
    core: F1
    with_role: F1
    whole: F1
    mean: dict[str, float] = field(default_factory=dict)
    exact: dict[str, float] = field(default_factory=dict)
    words: dict[str, Words] = field(default_factory=dict)
    act: float | None = None
    acts: int = 0
    article: float = 0.0
    full_path: float = 0.0
    regulation: float = 0.0
    faults: list[str] = field(default_factory=list)


def read_predictions(database: sqlite3.Connection) -> dict[str, list[Predicted]]:
    """Return the parameters of each source file, by the file's name. `database` gives rows by name."""
    provisions = {row["id"]: row for row in database.execute("select id, parent_id, level, number from provisions")}

    def path(provision: str | None) -> dict[str, str]:
        at: dict[str, str] = {}
        while provision is not None and provision in provisions:
            node = provisions[provision]
            at.setdefault(node["level"], str(node["number"]))
            provision = node["parent_id"]
        return at

    sql = """select s.uri, d.title, p.* from parameters p
             join documents d on d.id = p.document_id join sources s on s.id = d.source_id"""
    found: dict[str, list[Predicted]] = defaultdict(list)
    for row in database.execute(sql):
        ends = ("min_date", "max_date") if row["quantity"] == "date" else ("min_value", "max_value")
        same = ("title", "mention", "quantity", "role", "comparator", "unit", *FUZZY, *APART, *_SURE)
        found[Path(row["uri"]).name].append(
            Predicted(
                **{name: row[name] for name in same},
                at=path(row["provision_id"]),
                span=Span(row["start_char"], row["end_char"]),
                value=(row[ends[0]], row[ends[1]]),
            )
        )
    return found


def match(gold: Sequence[GoldParameter], predicted: Sequence[Predicted]) -> list[tuple[int, int]]:
    """Return pairs of indices of gold and predicted parameters with the same mention."""
    candidates = sorted(
        ((overlap(g.span, p.span), i, j) for i, g in enumerate(gold) for j, p in enumerate(predicted)), reverse=True
    )
    used_gold: set[int] = set()
    used_predicted: set[int] = set()
    pairs = []
    for share, i, j in candidates:
        if share < _SAME_MENTION:
            break
        if i not in used_gold and j not in used_predicted:
            used_gold.add(i)
            used_predicted.add(j)
            pairs.append((i, j))
    return pairs


def score_parameters(database: sqlite3.Connection, gold: Iterable[GoldParameter]) -> ParameterScore:
    """Compare the parameters of the gold's files in `database` with the gold."""
    return score_predictions(read_predictions(database), gold)


def score_predictions(predictions: Mapping[str, Sequence[Predicted]], gold: Iterable[GoldParameter]) -> ParameterScore:
    """Compare parameters by the name of their file with the gold of these files."""
    files: dict[str, list[GoldParameter]] = defaultdict(list)
    for parameter in gold:
        files[parameter.file].append(parameter)
    tally = _Tally()
    for name, wanted in files.items():
        tally.add_file(name, wanted, predictions.get(name, []))
    return tally.score()


@dataclass(slots=True)
class _Tally:
    """Counts and sums over all files."""

    counts: Counter[str] = field(default_factory=Counter)
    by_file: list[dict[str, float]] = field(default_factory=list)
    sums: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    faults: list[str] = field(default_factory=list)

    def add_file(self, name: str, gold: Sequence[GoldParameter], predicted: Sequence[Predicted]) -> None:
        before = self.counts.copy()
        pairs = match(gold, predicted)
        matched, taken = {i for i, _ in pairs}, {j for _, j in pairs}
        missed = [g for i, g in enumerate(gold) if i not in matched and not g.optional]
        wanted = len(pairs) + len(missed)
        self.counts.update({"gold": wanted, "predicted": len(predicted), "mention": len(pairs)})
        self.faults += [f"MISSED {name}: {g.mention} in {g.context}" for g in missed]
        self.faults += [f"EXTRA  {name}: {p.mention}" for j, p in enumerate(predicted) if j not in taken]
        for i, j in pairs:
            self.add_pair(name, gold[i], predicted[j])
        here = self.counts - before
        self.by_file.append({name: F1(here[name], len(predicted), wanted).f1 for name in MEASURES})

    def add_pair(self, name: str, gold: GoldParameter, predicted: Predicted) -> None:
        right = {field: getattr(predicted, field) in gold.readings(field) for field in ("quantity", "role", "unit")}
        right["comparator"] = gold.comparator == predicted.comparator
        right["value"] = all(map(same_bound, gold.value, predicted.value))
        core = all(right[field] for field in _CORE)
        words = {field: self.add_words(field, gold, predicted) for field in FUZZY}
        if gold.act and predicted.act:
            self.counts["act"] += 1
            self.sums["act"] += max(char_f1(reading, predicted.act) for reading in gold.readings("act"))
        placed = {level: predicted.at.get(level) == number for level, number in gold.at.items()}
        self.counts.update(field for field in EXACT if right[field])
        self.counts["core"] += core
        self.counts["with_role"] += core and right["role"]
        self.counts["article"] += all(placed.get(level, True) for level in ("article", "division", "chapter"))
        self.counts["full_path"] += all(placed.values())
        self.counts["regulation"] += plain(gold.regulation) == plain(predicted.title)
        whole = core and right["role"] and all(placed.values()) and min(words.values()) >= SAME_WORDS
        self.counts["whole"] += whole
        if not core:
            self.faults.append(
                f"WRONG  {name}: {gold.mention}: want {gold.quantity} {gold.comparator} {gold.value} {gold.unit},"
                f" got {predicted.quantity} {predicted.comparator} {predicted.value} {predicted.unit}"
            )

    def add_words(self, name: str, gold: GoldParameter, predicted: Predicted) -> float:
        found: str | None = getattr(predicted, name)
        share = max(char_f1(reading, found) for reading in gold.readings(name))
        self.sums[name] += share
        if any(gold.readings(name)) or found:
            self.counts[f"either {name}"] += 1
            self.sums[f"either {name}"] += share
        return share

    def score(self) -> ParameterScore:
        counts, matched = self.counts, self.counts["mention"] or 1

        def f1(name: str) -> F1:
            return F1(counts[name], counts["predicted"], counts["gold"])

        def words(name: str) -> Words:
            either = counts[f"either {name}"]
            return Words(self.sums[name] / matched, self.sums[f"either {name}"] / either if either else 1.0, either)

        return ParameterScore(
            mention=f1("mention"),
            core=f1("core"),
            with_role=f1("with_role"),
            whole=f1("whole"),
            mean={name: sum(file[name] for file in self.by_file) / (len(self.by_file) or 1) for name in MEASURES},
            exact={name: counts[name] / matched for name in EXACT},
            words={name: words(name) for name in FUZZY},
            act=self.sums["act"] / counts["act"] if counts["act"] else None,
            acts=counts["act"],
            article=counts["article"] / matched,
            full_path=counts["full_path"] / matched,
            regulation=counts["regulation"] / matched,
            faults=self.faults,
        )
