"""Cues: named patterns that tell what a number does, and where the words stand by which they do."""

from __future__ import annotations

import re
from typing import NamedTuple

from ...text.patterns import pattern
from .excerpt import Excerpt
from .pieces import Piece, Pieces


class Cue(NamedTuple):
    """A pattern with the name of its rule.

    What its groups match are the words that tell; without groups it is all that it matches. A cue never matches without
    a character, so no pieces means that it does not hold.
    """

    name: str
    pattern: re.Pattern[str]

    def search(self, excerpt: Excerpt) -> Pieces:
        """Return the words of the first place where the cue holds in an excerpt."""
        match = self.pattern.search(excerpt.text)
        return self._pieces(match, excerpt) if match else ()

    def match(self, excerpt: Excerpt) -> Pieces:
        """Return the words of the cue if it holds at the beginning of an excerpt."""
        match = self.pattern.match(excerpt.text)
        return self._pieces(match, excerpt) if match else ()

    def _pieces(self, match: re.Match[str], excerpt: Excerpt) -> Pieces:
        if self.pattern.groups < 2:
            spans = excerpt.where(*match.span(match.lastindex or 0))
        else:
            groups = [group for group in range(1, self.pattern.groups + 1) if match.start(group) >= 0]
            spans = tuple(where for group in groups for where in excerpt.where(*match.span(group)))
        return tuple([Piece(self.name, span) for span in spans])


def cue(name: str, source: str) -> Cue:
    """Return the cue of a pattern that expects folded text."""
    return Cue(name, pattern(source))
