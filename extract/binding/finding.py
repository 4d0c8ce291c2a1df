"""What a rule found: the characters, and the name of the rule, by which every field can be traced to its words."""

from __future__ import annotations

from typing import NamedTuple

from ...text.source import Span


class Finding(NamedTuple):
    """A stretch of the text that holds the words of a field, and the name of the rule that found it.

    `score` is how likely it is to be right, from 0 to 1, where it was chosen among others.
    """

    span: Span
    rule: str
    score: float | None = None


class What(NamedTuple):
    """What a number binds: the measured noun or the act, whose it is or who does it, and what it is of or runs from."""

    attribute: Finding | None = None
    holder: Finding | None = None
    ground: Finding | None = None


def by(rule: str, span: Span | None) -> Finding | None:
    """Return what a rule found under the rule's name, None where it found nothing, or no character."""
    return Finding(span, rule) if span and span.start < span.end else None
