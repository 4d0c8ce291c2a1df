"""What looks like a quantity and is none, from the tables `exclusions.tsv` and `continuations.tsv`."""

from __future__ import annotations

import re
from pathlib import Path

from ...text import patterns
from ...text.numerals import NUMERAL_CHARACTERS, ONES, TENS
from ...text.rule_tables import Row, fill, read_table
from ...text.units.table import CURRENCY_SIGNS, UNITS, alternation

_ROOM = Path(__file__).parent
_KINDS = ("skip", "before", "behind", "one before", "one behind", "one time")
_PARTS = {
    "N": rf"[\d{NUMERAL_CHARACTERS}Oo]",
    "NUMERALS": NUMERAL_CHARACTERS,
    "ONES": ONES,
    "DIGITS": "零" + ONES,
    "TENS": TENS,
    "CURRENCY": alternation(sign for sign in CURRENCY_SIGNS if sign.isascii()),
    "LATIN": f"(?:{alternation({letters[0] for word in UNITS if (letters := re.match('[A-Za-z]+', word))})})",
}


def pattern(row: Row) -> str:
    """Return the pattern of a row, as one group that matches where the row's kind says."""
    filled = f"(?:{fill(row['pattern'], _PARTS)})"
    return filled if row["kind"] in ("skip", "behind", "one behind") else filled + r"\Z"


_ROWS = read_table(_ROOM / "exclusions.tsv", ("kind", "unit", "pattern"), {"kind": _KINDS})


def _any(kind: str, unit: str = "") -> str:
    """Return the alternation of the rows of a kind, in their order: those for any unit word, and those for `unit`."""
    rows = (row for row in _ROWS if row["kind"] == kind and (not row["unit"] or unit in row["unit"].split()))
    return "|".join(map(pattern, rows))


def _by_unit(kind: str) -> dict[str, re.Pattern[str]]:
    """Return the patterns of a kind by unit word; the one of an empty word holds for all that have none."""
    units = {unit for row in _ROWS if row["kind"] == kind for unit in row["unit"].split()}
    told = {unit: _any(kind, unit) for unit in ("", *sorted(units))}
    return {unit: patterns.pattern(alternatives) for unit, alternatives in told.items() if alternatives}


SKIP = _any("skip")
"""Stretches in which no quantity is read (with `re.MULTILINE`)."""

BEFORE, BEHIND = _by_unit("before"), _by_unit("behind")
"""By unit word, what stands before and behind a number that is none."""

ONE_BEFORE, ONE_BEHIND = re.compile(_any("one before")), re.compile(_any("one behind"))
"""What stands before and behind 一 that is a mere article."""

ONE_TIME = re.compile(_any("one time"))
"""What stands before 一年, 一日 that is no length."""

_FOLLOWING = {row["unit"]: row["following"] for row in read_table(_ROOM / "continuations.tsv", ("unit", "following"))}
_SIDES = ("以上", "以下", "以内")


def goes_on(word: str, after: str) -> bool:
    """Tell whether a unit word is the beginning of another word with the text behind it: 条 before 例."""
    following = _FOLLOWING.get(word, "")
    return bool(following) and after[:1] in following and after != "" and not after.startswith(_SIDES)


def names(word: str, before: str, after: str) -> bool:
    """Tell whether what stands around a number with a unit word makes it a name or a reference (第三次, 五年规划)."""
    told_before = BEFORE.get(word) or BEFORE.get("")
    told_behind = BEHIND.get(word) or BEHIND.get("")
    return bool((told_before and told_before.search(before)) or (told_behind and told_behind.match(after)))
