"""Punctuation, and a few signs, that are wrong wherever they stand: the rules of a table of patterns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ...extract.page import Processed
from ...text.rule_tables import read_table
from ...text.source import Flag
from .regulations import stretches

TABLE = Path(__file__).with_name("patterns.tsv")


class Pattern(NamedTuple):
    """A rule: the kind of its flags, what matches, what stands right, how sure it is, and why, in Chinese.

    `right` goes in the place of the group `wrong` and may name other groups; None where the rule does not know.
    """

    kind: str
    pattern: re.Pattern[str]
    right: str | None
    score: float
    reason: str


@cache
def patterns() -> tuple[Pattern, ...]:
    """Return the rules of the table, in its order."""
    return tuple(
        Pattern(
            row["kind"],
            re.compile(row["pattern"]),
            None if row["right"] == "?" else row["right"],
            float(row["score"]),
            row["reason"],
        )
        for row in read_table(TABLE, ("name", "kind", "pattern", "right", "score", "reason"))
    )


def matches(text: str) -> Iterator[tuple[Pattern, re.Match[str]]]:
    """Yield every place of a text that a rule matches, with the rule, rule by rule."""
    for rule in patterns():
        yield from ((rule, match) for match in rule.pattern.finditer(text))


def check_patterns(processed: Processed) -> Iterator[Flag]:
    """Yield a flag for each place of a page's regulations that a rule matches."""
    for stretch in stretches(processed):
        for rule, match in matches(stretch.text):
            right = None if rule.right is None else match.expand(rule.right)
            reason = f"“{match['wrong']}”：{rule.reason}"
            yield stretch.flag(rule.kind, reason, match.span("wrong"), right, rule.score)
