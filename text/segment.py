"""Words and their classes, from a table made of jieba's dictionary: the commonest class of each word."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

_TABLE = Path(__file__).with_name("words.txt")
LONGEST = 4
"""Characters of the longest words of the table."""
_PLAIN = {"n": "n", "v": "v", "a": "a", "d": "d", "p": "p", "c": "c", "u": "u", "m": "m", "q": "q", "r": "r", "f": "f"}
NUMBER = "M"
"""The class of a token that is a whole mention."""

MARK = "x"
"""The class of a token that is no word: a mark, a letter, a digit."""


class Token(NamedTuple):
    """A word of a clause: where it stands, the word, and its class."""

    start: int
    end: int
    word: str
    tag: str


@cache
def words() -> dict[str, str]:
    """Return the table: word to class."""
    table: dict[str, str] = {}
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        tag, listed = line.split("\t")
        table.update(
            dict.fromkeys(listed.split(" "), tag if tag in ("vn", "nr", "ns", "nt") else _PLAIN.get(tag[0], "o"))
        )
    return table


@lru_cache(maxsize=1024)
def tokens(folded: str, start: int, end: int) -> tuple[Token, ...]:
    """Return the words of a range, found from its end backwards, the longest first."""
    table, out = words(), []
    for last, first in pairwise(borders(folded, start, end)):
        word = folded[first:last]
        if not word.isspace():
            out.append(Token(first, last, word, table.get(word, MARK)))
    return tuple(reversed(out))


def borders(folded: str, start: int, end: int) -> Iterator[int]:
    """Yield where the words of a range end and begin, from its end backwards, the longest word first."""
    table = words()
    yield end
    while end > start:
        first = max(start, end - LONGEST)
        while first < end - 1 and folded[first:end] not in table:
            first += 1
        end = first
        yield end
