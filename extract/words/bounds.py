"""The words that bound a number, from their table `bounds.tsv`: rules in their order, and named pieces for patterns.

A piece is a row's pattern as one group, to be put into a longer pattern: rf"{NOT_MORE}(?:人民币)?". What counts as a
word of a bound anywhere in the extractor comes from here, so that a word added to the table is known everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from ...text.comparators import Comparator
from ...text.numerals import NUMERAL_CHARACTERS
from ...text.patterns import pattern
from ...text.rule_tables import Row, fill, read_table

_COLUMNS = ("name", "stands", "comparator", "apart", "pattern")
_CHOICES = {
    "stands": ("part", "before", "behind"),
    "comparator": ("", *(comparator.value for comparator in Comparator)),
    "apart": ("", "ratio", "any", "list"),
}


class BoundWord(NamedTuple):
    """A row that bounds: its name, what it tells (None: the kind of quantity decides), how far it may stand apart."""

    name: str
    comparator: Comparator | None
    apart: str


def _read() -> tuple[tuple[Row, ...], dict[str, str]]:
    """Return the rows of the table and the piece of each."""
    rows = read_table(Path(__file__).with_name("bounds.tsv"), _COLUMNS, _CHOICES)
    pieces = {"NUMERALS": NUMERAL_CHARACTERS}
    for row in rows:
        if row["name"] in pieces:
            raise ValueError(f"bounds.tsv: two rows are named {row['name']}; name each otherwise")
        pieces[row["name"]] = f"(?:{fill(row['pattern'], pieces)})"
    return rows, pieces


_ROWS, PIECES = _read()
"""Every row's pattern as one group, by the row's name."""


def _words(stands: str) -> dict[str, BoundWord]:
    told = (row for row in _ROWS if row["stands"] == stands)
    return {
        row["name"]: BoundWord(row["name"], Comparator(row["comparator"]) if row["comparator"] else None, row["apart"])
        for row in told
    }


BEFORE = _words("before")
"""The words before a number by their names, in the order in which they are tried."""

BEHIND = _words("behind")
"""The words behind a number by their names, in the order in which they are tried."""


def named(words: Iterable[str]) -> str:
    """Return an alternation with a group for each row, whose name is the row's: what matched is `match.lastgroup`."""
    return "|".join(f"(?P<{name}>{PIECES[name]})" for name in words)


def only(piece: str) -> re.Pattern[str]:
    """Return the pattern of a text that is nothing but the piece."""
    return re.compile(rf"{piece}\Z")


_OWN = {name: pattern(piece) for name, piece in PIECES.items() if name != "NUMERALS"}


def own_end(name: str, text: str, start: int, end: int) -> int:
    """Return where the words of a row end that begin at `start`: of 至少应当配备 in `text[start:end]` behind 至少.

    In a longer pattern a row may take up words that only lead to the number; alone it takes no more than it needs.
    """
    match = _OWN[name].match(text, start, end)
    return match.end() if match else end


NOT, MORE, LESS = (PIECES[name] for name in ("NOT", "MORE", "LESS"))
LEAST, MOST = PIECES["LEAST"], PIECES["MOST"]
NOT_MORE, NOT_LESS, NOT_BEYOND = (PIECES[name] for name in ("NOT_MORE", "NOT_LESS", "NOT_BEYOND"))
UPPER, STRICT_UPPER, SHORT_OF = PIECES["UPPER"], PIECES["STRICT_UPPER"], PIECES["SHORT_OF"]
LOWER, STRICT_LOWER = PIECES["LOWER"], PIECES["STRICT_LOWER"]
CAP, FLOOR, SETS_LIMIT = (PIECES[name] for name in ("CAP", "FLOOR", "SETS_LIMIT"))
ABOVE, BELOW, WITHIN = (PIECES[name] for name in ("ABOVE", "BELOW", "WITHIN"))
COMPARES, CELL_BEFORE, NEARBY_BOUND = (PIECES[name] for name in ("COMPARES", "CELL_BEFORE", "NEARBY_BOUND"))
FULL, LATEST = PIECES["FULL"], PIECES["LATEST"]
SIDE, SIDE_BELOW, ANY_SIDE = (PIECES[name] for name in ("SIDE", "SIDE_BELOW", "ANY_SIDE"))
EXCLUDES, INCLUDES = PIECES["EXCLUDES"], PIECES["INCLUDES"]
EXTENSION, LISTED_TERM = PIECES["EXTENSION"], PIECES["LISTED_TERM"]
LISTED_CAP, LISTED_FLOOR = PIECES["LISTED_CAP"], PIECES["LISTED_FLOOR"]
ALLOWED_TIMES = PIECES["ALLOWED_TIMES"]
