"""What a role is read from: the clause and the sentence around a number, and what introduces its list."""

from __future__ import annotations

import re
from typing import NamedTuple

from ...text.numerals import NUMERAL_CHARACTERS
from . import role_words as words
from .excerpt import Stretch
from .intro import Intro
from .pieces import Pieces
from .steps import Bounded

_BEFORE, _BEHIND = 120, 80  # characters
_NOTE = re.compile(rf"\((?!含[本\d{NUMERAL_CHARACTERS}])[^()]{{0,30}}\)")
_NOTE_BEHIND = re.compile(r"的(\([^()]{0,30}\))[,;。]")
_SENTENCE_ENDS = "。;\n"
_CLAUSE = re.compile(r"[^,。;:\n]*")


class View(NamedTuple):
    """The text around a number: its clause and its sentence, before and behind the number and its bound words.

    `earlier` is the sentence before; `stop` the mark behind the clause, `rest` what stands behind the mark. Notes in
    brackets straight behind the number, and bounds that it shares a list with, are left out.
    """

    clause_before: Stretch
    clause_after: Stretch
    sentence_before: Stretch
    earlier: Stretch
    stop: str
    rest: Stretch
    intro: Intro

    def condition(self) -> Pieces:
        """Return the words with which the clause ends as a condition does: …的, …时, …者."""
        if words.PURPOSE.search(self.clause_after.text):
            return ()
        return words.CONDITION.search(self.clause_after)

    def rest_of_sentence(self) -> Stretch:
        """Return what stands behind the clause up to the end of its sentence or statement."""
        ends = (self.rest.text.find(stop) for stop in _SENTENCE_ENDS)
        return Stretch(self.rest.text[: min((end for end in ends if end >= 0), default=None)], self.rest.start)

    def asks(self) -> Pieces:
        """Return the words with which the introduction asks for what its items say (应当具备下列条件)."""
        if self.cases() or words.PAPERS.search(self.intro.last.text):
            return ()
        return words.ASKS.search(self.intro.last)

    def cases(self) -> Pieces:
        """Return the words with which the introduction announces cases that a rule is for (有下列情形之一的)."""
        return words.CASES.search(self.intro.last)


def view_of(number: Bounded, text: str, start: int, end: int, intro: Intro) -> View:
    """Return what stands around a number in the provision `text[start:end]`."""
    at = number.scope.start
    floor = max(start, at - _BEFORE)
    sentence = _sentence_start(text, floor, at)
    clause = max(sentence, text.rfind(",", sentence, at) + 1, text.rfind(":", sentence, at) + 1)
    before = _sentence_start(text, floor, sentence - 1)
    ceiling = min(end, number.scope.end + _BEHIND)
    behind, length, rest = _behind(text, number.scope.end, ceiling)
    return View(
        Stretch(text[clause:at], clause),
        Stretch(text[behind : behind + length], behind),
        Stretch(text[sentence:at], sentence),
        Stretch(text[before : max(before, sentence - 1)], before),
        text[rest : rest + 1] if rest < ceiling else "",
        Stretch(text[rest + 1 : ceiling], rest + 1),
        intro,
    )


def _sentence_start(text: str, floor: int, at: int) -> int:
    """Return where the sentence or statement before `at` begins, at `floor` or later."""
    return max(floor, text.rfind("。", floor, at) + 1, text.rfind(";", floor, at) + 1, text.rfind("\n", floor, at) + 1)


def _behind(text: str, at: int, ceiling: int) -> tuple[int, int, int]:
    """Return where the clause goes on behind a number and what is left out there, for how long, and where it ends."""
    note = _NOTE.match(text, at, ceiling)
    at = note.end() if note else at
    listed = words.LISTED_BOUNDS.match(text, at, ceiling)
    at = listed.end() if listed else at
    note = _NOTE_BEHIND.match(text, at, ceiling)
    if note:
        return at, 1, note.end(1)
    clause = _CLAUSE.match(text, at, ceiling)
    end = clause.end() if clause else at
    return at, end - at, end
