"""Where the parameters of a database are right and where not: by quantity, by role, by rule and by confidence."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from .gold import GoldParameter
from .parameters import EXACT, FUZZY, SAME_WORDS, Predicted, Words, match
from .text import F1, char_f1, same_bound

MENTION: frozenset[str] = frozenset()
"""What a found mention has to have right: nothing else."""

TUPLE = frozenset(EXACT) - {"role"}
"""What a right tuple has right: quantity, comparator, value and unit."""

WITH_ROLE = frozenset(EXACT)
"""What has to be right for a parameter to count as right where confidence is measured."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A gold parameter with what was predicted for it; one of them is None where the other was missed or invented.

    `right` names the exact fields that agree with the annotation or a reading that is as good, `words` the character F1
    of each fuzzy field.
    """

    gold: GoldParameter | None
    predicted: Predicted | None
    right: frozenset[str] = frozenset()
    words: dict[str, float] = field(default_factory=dict)

    @property
    def confidence(self) -> float:
        """How sure the prediction is; 0 where there is none."""
        return self.predicted.confidence if self.predicted else 0.0

    @property
    def rule(self) -> str:
        """The rule that found the number."""
        return self.predicted.rule if self.predicted else ""

    def has(self, fields: frozenset[str]) -> bool:
        """Tell whether both sides are there and agree in `fields`."""
        return self.gold is not None and self.predicted is not None and fields <= self.right


@dataclass(frozen=True, slots=True)
class Share:
    """Predicted parameters of one kind: how many, how many of them right, and how sure on average."""

    name: str
    count: int
    right: int
    confidence: float

    @property
    def share(self) -> float:
        """The share that is right; 1 where there are none."""
        return self.right / self.count if self.count else 1.0


def judge(predictions: Mapping[str, Sequence[Predicted]], gold: Iterable[GoldParameter]) -> list[Judged]:
    """Return every parameter that was predicted for the gold's files, by their name, beside its gold."""
    files: dict[str, list[GoldParameter]] = defaultdict(list)
    for parameter in gold:
        files[parameter.file].append(parameter)
    out: list[Judged] = []
    for name, wanted in files.items():
        found = predictions.get(name, [])
        pairs = dict(match(wanted, found))
        out += (_pair(g, found[pairs[i]]) if i in pairs else Judged(g, None) for i, g in enumerate(wanted))
        taken = set(pairs.values())
        out += (Judged(None, p) for j, p in enumerate(found) if j not in taken)
    return out


def _pair(gold: GoldParameter, predicted: Predicted) -> Judged:
    right = {name for name in ("quantity", "role", "unit") if getattr(predicted, name) in gold.readings(name)}
    if gold.comparator == predicted.comparator:
        right.add("comparator")
    if all(map(same_bound, gold.value, predicted.value)):
        right.add("value")
    words = {
        fuzzy: max(char_f1(reading, getattr(predicted, fuzzy)) for reading in gold.readings(fuzzy)) for fuzzy in FUZZY
    }
    return Judged(gold, predicted, frozenset(right), words)


def f1_by(judged: Sequence[Judged], kind: str, fields: frozenset[str]) -> dict[str, F1]:
    """Return the F1 of parameters found with all of `fields` right, for each `quantity` or `role`, most frequent first.

    A parameter counts on the gold's side under the gold's kind, on the predicted side under its own, and is a hit
    where both are the same.
    """
    gold = Counter(getattr(one.gold, kind) for one in judged if one.gold)
    predicted = Counter(getattr(one.predicted, kind) for one in judged if one.predicted)
    hits = Counter(getattr(one.gold, kind) for one in judged if one.has(fields | {kind}))
    names = sorted(gold | predicted, key=lambda name: (-gold[name], str(name)))
    return {str(name): F1(hits[name], predicted[name], gold[name]) for name in names}


def words_of(judged: Sequence[Judged], name: str) -> Words:
    """Return how well a fuzzy field agrees, over the parameters that were found."""
    pairs = [one for one in judged if one.gold and one.predicted]
    shares = [one.words[name] for one in pairs]
    either = [
        one.words[name] for one in pairs if one.gold and (any(one.gold.readings(name)) or getattr(one.predicted, name))
    ]
    return Words(_mean(shares), _mean(either), len(either))


def reliability(judged: Sequence[Judged], edges: Sequence[float]) -> list[Share]:
    """Return the predicted parameters by confidence, in bins that begin at `edges`; invented ones are wrong."""
    predicted = [one for one in judged if one.predicted]
    bins = zip(edges, (*edges[1:], None), strict=True)
    return [
        _share(
            f"{low:.2f} to {high:.2f}" if high is not None else f"{low:.2f} and more",
            [one for one in predicted if low <= one.confidence and (high is None or one.confidence < high)],
        )
        for low, high in bins
    ]


def at_least(judged: Sequence[Judged], confidence: float) -> Share:
    """Return the predicted parameters with at least this confidence."""
    some = [one for one in judged if one.predicted and one.confidence >= confidence]
    return _share(f"{confidence:.2f} and more", some)


def words_at_least(judged: Sequence[Judged], confidence: float) -> Share:
    """Return the predicted parameters whose words have at least this confidence; right are attribute and holder."""
    some = [one for one in judged if one.predicted and (one.predicted.word_confidence or 0.0) >= confidence]
    right = sum(min(one.words.get(name, 0.0) for name in ("attribute", "holder")) >= SAME_WORDS for one in some)
    sure = _mean([one.predicted.word_confidence or 0.0 for one in some if one.predicted])
    return Share(f"{confidence:.2f} and more", len(some), right, sure)


def by_rule(judged: Sequence[Judged]) -> list[Share]:
    """Return the predicted parameters by the rule that found them, those with the most wrong first."""
    rules: dict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        if one.predicted:
            rules[one.rule].append(one)
    shares = [_share(rule, some) for rule, some in rules.items()]
    return sorted(shares, key=lambda share: (share.right - share.count, -share.count, share.name))


def _share(name: str, some: Sequence[Judged]) -> Share:
    return Share(name, len(some), sum(one.has(WITH_ROLE) for one in some), _mean([one.confidence for one in some]))


def _mean(numbers: Sequence[float]) -> float:
    return sum(numbers) / len(numbers) if numbers else 1.0
