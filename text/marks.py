"""Numbering marks: 第三条, 一、, （二）, 1., (a), ① …, the styles in which provisions are numbered.

`marks.tsv` lists them, each with an example and a near miss. Patterns expect folded text (see `fold`). Whoever looks
for a mark takes its pattern from here; what stands around a mark, and makes it one or a mention, is the
business of the reader.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from unicodedata import numeric

from .levels import Level
from .numerals import HUNDREDS, NUMERAL_CHARACTERS, TENS, parse_integer
from .rule_tables import Row, fill, read_table

NUMBERING = HUNDREDS + "○零"
"""The characters of a Chinese number in a list."""

CIRCLED = "".join(chr(ord("①") + index) for index in range(20))
"""The circled numbers, ① to ⑳."""

BRACKETED = "".join(chr(ord("⑴") + index) for index in range(20))
"""The numbers that are one character with their brackets, ⑴ to ⒇."""

POINTED = "".join(chr(ord("⒈") + index) for index in range(20))
"""The numbers that are one character with their point, ⒈ to ⒛."""

BRACKETED_CHINESE = "".join(chr(ord("㈠") + index) for index in range(10))
"""The Chinese numbers that are one character with their brackets, ㈠ to ㈩."""

SYMBOLS = CIRCLED + BRACKETED + POINTED + BRACKETED_CHINESE
"""The numbers of a list that are one character with what marks them."""

BEGINS_INSIDE = rf"[(\d{SYMBOLS}]"
"""The characters that a mark inside a line begins with."""

_PARTS = {
    "TENS": TENS,
    "NUMBERING": NUMBERING,
    "CIRCLED": CIRCLED,
    "BRACKETED": BRACKETED,
    "POINTED": POINTED,
    "BRACKETED_CHINESE": BRACKETED_CHINESE,
    "GAP": r"[ \t]{0,2}",
    # 第 1 0 条, as PDF spaces it
    "COUNT": rf"(?:[{NUMERAL_CHARACTERS}Oo]+|\d(?:[ ]?\d){{0,15}}(?:-\d{{1,2}})?)",
    # 条之一, also where 之一 has a line of its own
    "SUB": rf"(?:之[{TENS}]{{1,3}}(?!所|情形|规定)|\s{{1,3}}之[{TENS}]{{1,3}}(?=[ ]?(?:\n|\[)))?",
}
"""What the patterns of the table may name: {TENS} stands for the characters of a number below a hundred."""

_ROMAN = {"i": 1, "v": 5, "x": 10}


def _roman(text: str) -> int:
    total = 0
    for here, there in zip(text, [*text[1:], ""], strict=True):
        value = _ROMAN[here]
        total += -value if _ROMAN.get(there, 0) > value else value
    return total


_READERS: dict[str, Callable[[str], int | None]] = {
    "count": lambda number: parse_integer(number.replace(" ", "")),
    "dotted": lambda number: int(number.partition(".")[2]),
    "decimal": lambda number: int(number.rpartition(".")[2]),
    "symbol": lambda number: int(numeric(number)),
    "roman": _roman,
    "letter": lambda number: ord(number) - ord("a") + 1,
    "capital": lambda number: ord(number) - ord("A") + 1,
}
_LETTERED = frozenset(("roman", "letter", "capital"))
"""Numerals whose letters are the number of a provision as they stand: (a) is `a`, not 1."""


@dataclass(frozen=True, slots=True)
class Style:
    """One style of marks: a row of the table.

    `level` is what a mark opens where no other mark encloses it, `depth` how deep its lists lie (None: it opens no
    part of a list), `inside` whether it may open one inside a line. `read` gives the value of a number, None where
    it has none; of a dotted section (2.04) that of its second part.
    """

    name: str
    before: str
    number: str
    behind: str
    level: Level
    depth: int | None
    inside: bool
    lettered: bool
    read: Callable[[str], int | None]

    @property
    def pattern(self) -> str:
        """The pattern of a mark, without groups."""
        return f"{self.before}{self.number}{self.behind}"

    @property
    def captured(self) -> str:
        """The pattern of a mark, its number as a group."""
        return f"{self.before}({self.number}){self.behind}"


def _style(row: Row) -> Style:
    before, number, behind = (fill(row[column], _PARTS) for column in ("before", "number", "behind"))
    return Style(
        row["name"],
        before,
        number,
        behind,
        Level(row["level"]),
        int(row["depth"]) if row["depth"] else None,
        row["inside"] == "yes",
        row["numerals"] in _LETTERED,
        _READERS[row["numerals"]],
    )


_COLUMNS = ("name", "before", "number", "behind", "numerals", "level", "depth", "inside")
_CHOICES = {
    "numerals": _READERS,
    "level": [level.value for level in Level],
    "depth": ["", *"0123456789"],
    "inside": ["", "yes"],
}

STYLES: Mapping[str, Style] = {
    row["name"]: _style(row) for row in read_table(Path(__file__).with_name("marks.tsv"), _COLUMNS, _CHOICES)
}
"""The styles by name, in the order in which they are tried."""

LISTS = tuple(style for style in STYLES.values() if style.depth is not None)
"""The styles of lists: those whose marks open items and subitems."""

SURE = tuple(style.name for style in LISTS if style.name not in ("arabic_bare", "decimal", "letter_point"))
"""Those of lists whose mark is told by itself; the others are marks only where their numbers run on."""

HEADINGS = ("part", "chapter", "section")
"""The styles of headings above articles."""

OUTLINE = (*HEADINGS, "article")
"""The styles that are numbered 第N…."""


def any_of(*names: str) -> str:
    """Return a pattern, without groups, that any of the styles matches; the first that does counts."""
    return f"(?:{'|'.join(STYLES[name].pattern for name in names)})"


def counted(*names: str) -> str:
    """Return a pattern for styles that differ only behind the number: group 1 is the number, group 2 that (条之一)."""
    first = STYLES[names[0]]
    return f"{first.before}({first.number})({'|'.join(STYLES[name].behind for name in names)})"
