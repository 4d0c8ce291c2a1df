"""Furniture: lines that a website or a page layout put there and no legislator.

The rules are the rows of `furniture.tsv`: whose the line is (`kind`: `site` a website's, `page` a printed page's), how
the pattern is anchored (it `begins` the line, is the whole `line`, or stands `anywhere` in it), and the pattern, for
folded text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from .rule_tables import Row, read_table

_ANCHORED = {"begins": "(?:{})", "anywhere": ".*(?:{})", "line": r"(?:{})\Z"}
_LONGEST = 120
"""Characters of a line that may be furniture."""


def _pattern(rows: Sequence[Row]) -> re.Pattern[str]:
    """Return what matches a line that one of the rows is for, the rows of an anchor tried together."""
    patterns = {anchor: "|".join(row["pattern"] for row in rows if row["anchor"] == anchor) for anchor in _ANCHORED}
    return re.compile("|".join(_ANCHORED[anchor].format(any_of) for anchor, any_of in patterns.items() if any_of))


_CHOICES = {"kind": ("site", "page"), "anchor": _ANCHORED}
_FURNITURE = _pattern(read_table(Path(__file__).with_name("furniture.tsv"), ("kind", "anchor", "pattern"), _CHOICES))


def is_furniture(line: str) -> bool:
    """Tell whether a line (folded, stripped) is site or page furniture: 下载地址, 阅读:8672, - 3 -."""
    return len(line) < _LONGEST and bool(_FURNITURE.match(line))


def is_furniture_by(row: Row, line: str) -> bool:
    """Tell whether a line (folded, stripped) is furniture by one row of the table."""
    return len(line) < _LONGEST and bool(_pattern((row,)).match(line))
