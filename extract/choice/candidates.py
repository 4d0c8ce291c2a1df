"""Candidates: the stretches of words around a number that may be what it measures, or whom it binds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ...text.source import Span
from ..binding.surroundings import Surroundings
from .places import Kind, Place, places
from .segment import MARK, NUMBER, Token, tokens

_NOMINAL = frozenset({"n", "ns", "nt", "nr", "vn", "a", "m", "q", "f", "o", "r"})
_AGENT_ENDS = "者人门关位业府构会司局院"
_LONGEST = 60


class Line(NamedTuple):
    """The words of a clause, and those at which a candidate may begin and end."""

    words: list[Token]
    begins: list[int]
    ends: list[int]


class Candidate(NamedTuple):
    """A stretch of the text: about words `first` to `last` of the line at a place."""

    span: Span
    place: Place
    line: Line
    first: int
    last: int


class Cuts:
    """The clauses around the mentions of one unit as lines, each cut once."""

    def __init__(self, folded: str, mentions: tuple[Span, ...]) -> None:
        self.folded, self.mentions = folded, mentions
        self._lines: dict[Span, Line] = {}

    def around(self, around: Surroundings) -> list[tuple[Place, Line]]:
        """Return the clauses in which a mention's candidates stand, its own first."""
        out: dict[Span, tuple[Place, Line]] = {}
        for place in places(around):
            key = Span(*place.clause[:2])
            if key not in self._lines:
                self._lines[key] = self._cut(key)
            out.setdefault(key, (place, self._lines[key]))
        return list(out.values())

    def _cut(self, clause: Span) -> Line:
        """Cut a clause into words, each mention of the unit being one."""
        at = clause.start
        words: list[Token] = []
        for span in self.mentions:
            if at <= span.start and span.end <= clause.end:
                words += tokens(self.folded, at, span.start)
                words.append(Token(*span, span.of(self.folded), NUMBER))
                at = span.end
        words += tokens(self.folded, at, clause.end)
        every = range(len(words))
        begins = [i for i in every if _begins(words[i - 1] if i else None, words[i])]
        ends = [i for i in every if _ends(words[i], words[i + 1] if i + 1 < len(words) else None)]
        return Line(words, begins, ends)


def spans(mention: Span, place: Place, line: Line) -> Iterator[tuple[int, int]]:
    """Yield the candidates of a line as its first and last word."""
    own = place.kind is Kind.OWN
    for i in line.begins:
        start = line.words[i].start
        for j in line.ends:
            if j < i:
                continue
            end = line.words[j].end
            if end - start > _LONGEST or (own and start < mention.end and end > mention.start):
                break
            if end - start >= 2:
                yield i, j


def named(span: Span, lines: list[tuple[Place, Line]]) -> Candidate | None:
    """Return a stretch that a rule names as a candidate, None where it stands in none of the lines."""
    for place, line in lines:
        if place.clause.start <= span.start < place.clause.end:
            inside = [i for i, word in enumerate(line.words) if word.end > span.start and word.start < span.end]
            return Candidate(span, place, line, inside[0], inside[-1]) if inside else None
    return None


def _begins(before: Token | None, word: Token) -> bool:
    if word.tag in (MARK, NUMBER) or word.word in "的和或及与了":
        return False
    if before is None or before.tag not in _NOMINAL or word.tag in ("v", "d"):
        return True
    return (len(before.word) == 1 and before.tag in "mqfro") or before.word[-1] in _AGENT_ENDS


def _ends(word: Token, after: Token | None) -> bool:
    if word.tag in (MARK, NUMBER) or word.word in "和或及与对在":
        return False
    return after is None or after.tag not in ("n", "vn", "q") or word.word[-1] in _AGENT_ENDS
