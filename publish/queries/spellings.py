"""The words that regulations are told by: of titles, headings and terms, and of what numbers are about and punish."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from ...text.fold import fold
from ...text.segment import words
from ..cache.snapshot import Snapshot
from .whole_words import parts_of

_SAID = """
select title from documents where copy_of is null
union all select distinct heading from provisions where heading <> ''
union all select distinct term from definitions
union all select distinct attribute from parameters where attribute <> ''
"""
_DONE = "select distinct act from parameters where act <> ''"
_HAN = re.compile(r"[\u4e00-\u9fff]{2,}")
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Spellings:
    """What words are compared with, a line each; `counts` tells of each word how often it stands there."""

    lines: str
    """Titles, headings, terms, what numbers are about."""
    words: str
    """The words of these and of what is punished."""
    counts: Mapping[str, int]


def read_spellings(connection: sqlite3.Connection) -> Spellings:
    """Return the spellings of a database."""
    lines, done = (_stretches(connection, sql) for sql in (_SAID, _DONE))
    counts = Counter[str]()
    for run, number in (*lines.items(), *done.items()):
        for word in parts_of([run]):
            for known in [word] if word in words() else map("".join, pairwise(word)):  # 市养犬 is of single characters
                counts[known] += number
    counts = Counter({word: number for word, number in counts.items() if len(word) > 1})
    return Spellings("\n".join(lines), "\n".join(counts), counts)


def _stretches(connection: sqlite3.Connection, sql: str) -> Counter[str]:
    """Return the stretches of Chinese characters in what is found, with how often each stands there."""
    found = Counter[str]()
    for (said,) in connection.execute(sql):
        found.update(run[:_LONGEST] for run in _HAN.findall(fold("".join(str(said).split()))))
    return found


spelling_snapshot = Snapshot(read_spellings)
"""The spellings of the database served."""
