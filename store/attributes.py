"""Attributes that mean the same: one name for 贷款期限, 其贷款期限 and 小企业的贷款期限.

A rule anyone can look at, not a model: words at the beginning that name nothing are dropped, words at the end are put
in one form, the owner before 的 is dropped where the noun behind it says enough (of whom is the holder's business),
and a few whole phrases are taken for one another. All of them are in `data/attributes.tsv`, a reason beside each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from ..text.fold import fold
from ..text.rule_tables import read_table

_TABLE = Path(__file__).parent / "data" / "attributes.tsv"
_MARKS = re.compile(r"[\s“”‘’\"'《》〈〉（）()【】\[\]]+")
_LONGEST = 60

STEPS = ("lead", "tail", "head", "noun", "same")
"""Words at the beginning; at the end; nouns that say enough without their owner; nouns that do not; whole phrases."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A line of the table: `step` is one of `STEPS`; `reason` is for people."""

    step: str
    words: str
    becomes: str
    reason: str


@dataclass(frozen=True, slots=True)
class _Steps:
    lead: re.Pattern[str]
    tail: re.Pattern[str]
    owner: re.Pattern[str]
    becomes: Mapping[str, str]


@cache
def rules() -> tuple[Rule, ...]:
    """Return the table, in its order."""
    rows = read_table(_TABLE, ("step", "words", "becomes", "reason"), {"step": STEPS}, examples=())
    return tuple(Rule(row["step"], row["words"], row["becomes"], row["reason"]) for row in rows)


@lru_cache(maxsize=4096)
def attribute_group(attribute: str | None) -> str | None:
    """Return the name that attributes of one meaning share; an attribute of which nothing would be left is its own.

    `其贷款期间` and `小企业的贷款期限` give `贷款期限`. None, and what holds no letter, give None.
    """
    whole = _MARKS.sub("", fold(attribute or ""))
    if not any(map(str.isalnum, whole)):
        return None
    steps = _steps()
    name = whole
    while True:
        shorter = steps.lead.sub(lambda found: steps.becomes[found[0]], name)
        shorter = steps.tail.sub(lambda found: steps.becomes[found[0]], shorter)
        shorter = steps.owner.sub("", shorter)
        shorter = steps.becomes.get(f"same {shorter}", shorter)
        if shorter == name or len(shorter) < 2:
            return name[:_LONGEST]
        name = shorter


@cache
def _steps() -> _Steps:
    """Return the table as patterns; each leaves at least two characters."""
    words = {step: [rule.words for rule in rules() if rule.step == step] for step in STEPS}
    lead, tail, head, noun = (_either(words[step]) for step in ("lead", "tail", "head", "noun"))
    return _Steps(
        re.compile(rf"^(?:{lead})(?=..)"),
        re.compile(rf"(?:{tail})$"),
        # 人民陪审员的任期 → 任期, 小企业的贷款期限 → 贷款期限, but 停业整顿的期限 → 停业整顿期限
        re.compile(rf"^.+的(?=[^的]{{0,6}}(?:{head})$|[^的]{{2,6}}(?:{noun})$)|的(?=(?:{noun})$)"),
        {f"same {rule.words}" if rule.step == "same" else rule.words: rule.becomes for rule in rules()},
    )


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
