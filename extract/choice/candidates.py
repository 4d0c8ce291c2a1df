"""Candidates: the stretches of words around a number that may be what it measures, or whom it binds."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple

from ...text.numerals import NUMERAL_CHARACTERS
from ...text.segment import MARK, NUMBER, Token, tokens
from ...text.source import Span
from ..binding.surroundings import Surroundings
from ..words.bounds import WITHIN
from .places import Place, above_of, places

_NOMINAL = frozenset({"n", "ns", "nt", "nr", "vn", "a", "m", "q", "f", "o", "r"})
_NUMERALS = frozenset(f"0123456789{NUMERAL_CHARACTERS}")
_SIDE = re.compile(WITHIN)
_NO_END = frozenset({"等值", "位于", "系指", "是指", "人民币"})
AGENT_ENDS = "者人门关位业府构会司局院"
"""How words end that name somebody."""


class Border(NamedTuple):
    """The word at one end of a candidate and the one beyond it, each with its class."""

    word: str
    tag: str
    beyond: str
    class_beyond: str


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """The words of a clause, and those at which a candidate may begin and end, each with its border.

    `mark` ends the clause. `kept` is what others have worked out about the line.
    """

    words: list[Token]
    mark: str
    begins: list[tuple[int, Border]]
    ends: list[tuple[int, Border]]
    kept: dict[Any, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, words: list[Token], mark: str) -> Line:
        """Return the line of some words."""
        begins = [i for i, word in enumerate(words) if _begins(words[i - 1] if i else None, word)]
        ends = [j for j, word in enumerate(words) if _ends(word, words[j + 1] if j + 1 < len(words) else None)]
        return cls(words, mark, [(i, begin_of(words, i)) for i in begins], [(j, end_of(words, j, mark)) for j in ends])


class Candidate(NamedTuple):
    """A stretch of the text: words `first` to `last` of the line at a place, and the borders it has there.

    `outside` are its scores by place, borders and size, where they are known.
    """

    span: Span
    place: Place
    line: Line
    first: int
    last: int
    begin: Border
    end: Border
    outside: complex | None = None


def begin_of(words: list[Token], index: int) -> Border:
    """Return the border at which a candidate begins."""
    _, _, word, tag = words[index]
    if not index:
        return Border(word, tag, "^", "^")
    _, _, before, its = words[index - 1]
    return Border(word, tag, "M" if its == NUMBER else before, its)


def end_of(words: list[Token], index: int, mark: str) -> Border:
    """Return the border at which a candidate ends; `mark` ends the clause."""
    _, _, word, tag = words[index]
    if index + 1 == len(words):
        return Border(word, tag, mark or "$", "$")
    _, _, behind, its = words[index + 1]
    return Border(word, tag, "M" if its == NUMBER else behind, its)


class Cuts:
    """The clauses around the mentions of one unit as lines, each cut once."""

    def __init__(self, folded: str, mentions: tuple[Span, ...]) -> None:
        self.folded, self.mentions = folded, mentions
        self._lines: dict[Span, Line] = {}
        self._above: list[Place] | None = None

    def around(self, around: Surroundings) -> list[tuple[Place, Line]]:
        """Return the clauses in which a mention's candidates stand, its own first."""
        if self._above is None:
            self._above = list(above_of(around.context))
        out: dict[Span, tuple[Place, Line]] = {}
        for place in chain(places(around), self._above):
            start, end, mark = place.clause
            key = Span(start, end)
            if key not in self._lines:
                self._lines[key] = self._cut(start, end, mark)
            if key not in out:
                out[key] = place, self._lines[key]
        return list(out.values())

    def _cut(self, start: int, end: int, mark: str) -> Line:
        """Cut a clause into words, each mention of the unit being one."""
        at = start
        words: list[Token] = []
        first, last = (bisect_left(self.mentions, (edge,)) for edge in (start, end))
        for span in self.mentions[first:last]:
            if at <= span.start and span.end <= end:
                words += tokens(self.folded, at, span.start)
                words.append(Token(*span, span.of(self.folded), NUMBER))
                at = span.end
                if side := _SIDE.match(self.folded, at, end):  # 五年内因故: 内 is no part of 内因
                    words += tokens(self.folded, at, side.end())
                    at = side.end()
        if not words:
            return _plain(self.folded, start, end, mark)
        return Line.of([*words, *tokens(self.folded, at, end)], mark)


@lru_cache(maxsize=512)
def _plain(folded: str, start: int, end: int, mark: str) -> Line:
    """Return a clause without mentions of its unit, which stands above many of them."""
    return Line.of(list(tokens(folded, start, end)), mark)


def named(span: Span, lines: list[tuple[Place, Line]]) -> Candidate | None:
    """Return a stretch that a rule names as a candidate, None where it stands in none of the lines."""
    for place, line in lines:
        if place.clause.start <= span.start < place.clause.end:
            inside = [i for i, word in enumerate(line.words) if word.end > span.start and word.start < span.end]
            if not inside:
                return None
            first, last = inside[0], inside[-1]
            begin, end = begin_of(line.words, first), end_of(line.words, last, line.mark)
            return Candidate(span, place, line, first, last, begin, end)
    return None


def _begins(before: Token | None, word: Token) -> bool:
    if word.tag in (MARK, NUMBER) or word.word in "的和或及与了":
        return False
    if before is not None and word.word in "时点分前" and before.word[-1] in _NUMERALS:  # 五时前提交
        return False
    if before is None or before.tag not in _NOMINAL or word.tag in ("v", "d"):
        return True
    return (len(before.word) == 1 and before.tag in "mqfro") or before.word[-1] in AGENT_ENDS


def _ends(word: Token, after: Token | None) -> bool:
    if word.tag in (MARK, NUMBER) or word.word in "和或及与对在" or word.word in _NO_END or word.word.isdecimal():
        return False
    return after is None or after.tag not in ("n", "vn", "q") or word.word[-1] in AGENT_ENDS
