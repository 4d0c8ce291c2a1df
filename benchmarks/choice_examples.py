"""The annotated mentions that the choice learns from, and how like their annotation a phrase is."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, NamedTuple

import fatiao
from fatiao.extract.binding.surroundings import Surroundings
from fatiao.extract.choice import choose
from fatiao.extract.choice.roles import Scores, likeliest
from fatiao.extract.choice.weights import GROUNDS, WORDS
from fatiao.extract.model import Role
from fatiao.extract.parameters import bound_units
from fatiao.extract.subject import AGE, scenes
from fatiao.quality.gold import locate
from fatiao.text.source import Span
from fatiao.text.units.kinds import Quantity

ROOT = Path(__file__).parent.parent
LEFT_OUT = 0.85
"""How like the annotation it is to leave a field out that the annotation names and allows to be left out.

Half of all holders may be left out by the guidelines, and some readers allowed it nearly everywhere: where each way is
taught alike, too many are left out. Held back, of 770 mentions of laws whose annotation was settled most carefully the
holder is right in .957 instead of .934 with 0.97, of those where it may not be left out in .962 instead of .884. With
0.75 it is right in .961 and .976, but what it names besides is often no better than nothing: of 39 such names in texts
that nothing was learned from, a lawyer would rather have had 23 left out.
"""
RoleTable = dict[str, Scores]
"""Weights of the role by feature."""


class Example(NamedTuple):
    """An annotated mention: its file, its row, what the rules know of it, and the text."""

    file: str
    row: dict[str, Any]
    scene: choose.Scene
    text: str

    def has(self, name: str) -> bool:
        """Tell whether the mention can have a field."""
        return name in WORDS or any(GROUNDS[field] == name for field, _ in choose.ground_said(self.scene))

    def likeness(self, name: str, found: Span | None) -> float:
        """Return how much a candidate's words are like those of the annotation of a field; 0 of one it cannot have."""
        if not self.has(name):
            return 0.0
        age = name == "attribute" and self.scene.around.mention.quantity is Quantity.AGE
        words = found.of(self.text) if found else AGE if age else None
        best = max(alike(one, words) for one in [self.row[name], *self.row.get("alternatives", {}).get(name, [])])
        return best if words or self.row[name] is None else LEFT_OUT * best


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


def annotated(gold: list[Path]) -> dict[str, list[dict[str, Any]]]:
    """Return the annotations of each file."""
    rows = defaultdict(list)
    for path in gold:
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip() and "mention" in (row := json.loads(line)):
                rows[row["file"]].append(row)
    return dict(sorted(rows.items()))


def examples(
    rows: dict[str, list[dict[str, Any]]], texts: Path, roles: Mapping[str, RoleTable] | None = None
) -> Iterator[Example]:
    """Yield the annotated mentions that extraction finds; `roles` has the weights of each file, None for the rules'."""
    for file, wanted in rows.items():
        path = texts / file if (texts / file).exists() else ROOT / "corpus" / "pages" / file
        source = fatiao.read(str(path))
        places = {id(row): locate(source.text, row) for row in wanted}
        chooser = partial(likeliest, table=roles[file]) if roles else as_ruled
        for regulation in fatiao.parse(source).regulations:
            for _, context, mentions in bound_units(regulation, source.text, chooser):
                for seen in scenes(mentions, context):
                    if not isinstance(seen, choose.Scene):
                        continue
                    start, end = seen.around.mention.span
                    for row in wanted:
                        a, b = places[id(row)]
                        if 2 * (min(b, end) - max(a, start)) >= max(b, end) - min(a, start):
                            yield Example(file, row, seen, source.text)
                            break


def as_ruled(around: Surroundings) -> tuple[Role, float]:
    """Leave a mention the role that the rules say."""
    assert around.mention.role is not None
    return around.mention.role, 1.0
