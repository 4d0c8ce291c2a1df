"""Where the words that a number binds can stand: the clauses around it, and the texts and headings above."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from ...text.clauses import Clause, split_clauses, without_label
from ..binding.context import Context
from ..binding.surroundings import Surroundings


class Kind(StrEnum):
    """How a clause lies to the mention; the value is the rule's name of words that only the model chose there."""

    OWN = "words-own"
    EARLIER = "words-earlier"
    SENTENCE = "words-sentence"
    LATER = "words-later"
    OUTER = "words-outer"
    INTRO = "words-intro"
    ABOVE = "words-above"
    PARA = "words-para"
    FIRST = "words-first"
    HEADING = "words-heading"


class Place(NamedTuple):
    """A clause in which candidates stand, and how it lies to the mention.

    `clauses` counts the clauses between it and the mention, `sentences` the statements.
    """

    clause: Clause
    kind: Kind
    clauses: int
    sentences: int


def places(around: Surroundings) -> Iterator[Place]:
    """Yield the clauses of its unit in which what a mention binds may stand, the mention's own first."""
    clauses, at = around.clauses, around.at
    yield Place(clauses[at], Kind.OWN, 0, 0)
    sentences = 0
    for distance in range(1, min(at, 8) + 1):
        clause = clauses[at - distance]
        sentences += clause.ends_statement
        yield Place(clause, Kind.SENTENCE if sentences else Kind.EARLIER, distance, sentences)
    if at > 8:
        yield Place(clauses[0], Kind.FIRST, at, sentences + 1)
    for distance in range(1, 4):
        if at + distance >= len(clauses) or clauses[at + distance - 1].ends_statement:
            break
        yield Place(clauses[at + distance], Kind.LATER, distance, 0)
    outer = around.outer
    if outer is not None:
        for distance in range(0, min(outer.at, 2) + 1):
            yield Place(outer.clauses[outer.at - distance], Kind.OUTER, distance, 0)


def above_of(context: Context) -> Iterator[Place]:
    """Yield the clauses above a unit, in which what its mentions bind may stand."""
    folded = context.folded
    for level, span in enumerate(context.above[: context.items]):
        clauses = split_clauses(folded, without_label(folded, span), [])
        for distance, clause in enumerate(clauses[: -7 if level == 0 else -4 : -1]):
            yield Place(clause, Kind.INTRO if level == 0 else Kind.ABOVE, distance, level)
    others = context.above[context.items :]
    for distance, span in enumerate([*others[:1], *(others[-1:] if len(others) > 1 else [])]):
        clauses = split_clauses(folded, without_label(folded, span), [])
        if clauses:
            yield Place(clauses[0], Kind.PARA, distance, 0)
    for distance, span in enumerate(context.headings[:2]):
        start, end = without_label(folded, span)
        while end > start and folded[end - 1].isspace():
            end -= 1
        if 2 <= end - start <= 40:
            yield Place(Clause(start, end, "#"), Kind.HEADING, distance, 0)
